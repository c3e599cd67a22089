/* SPDX-License-Identifier: EUPL-1.2 */
#define _GNU_SOURCE /* memmem */
#include "sync/asks-town.h"

#include <signal.h>
#include <string.h>

#include "child/child.h"

#define KIOSK_PORT 1 /* nobody listens there */

static void
on_changed (gpointer user_data)
{
  ((AsksTown *) user_data)->changes++;
}

static gboolean
has_certificate (AsksTown *self)
{
  g_auto (ParvisContact) contact = { 0 };

  g_assert_true (parvis_contact_read (self->outbox, &contact, NULL));
  return contact.certificate != NULL;
}

/* Its log is of the files that asks_assert_nowhere () looks into. */
void
asks_town_start_syncd (AsksTown *self)
{
  g_autoptr (GSubprocessLauncher) launcher = child_launcher (G_SUBPROCESS_FLAGS_NONE);
  g_autofree char *log = town_path (self->town, "syncd.log");

  g_subprocess_launcher_set_stderr_file_path (launcher, log);
  self->syncd = town_start_syncd (self->town, launcher, NULL);
  while (!has_certificate (self))
    g_main_context_iteration (NULL, TRUE);
}

void
asks_town_stop_syncd (AsksTown *self, int signal)
{
  town_stop_syncd (g_steal_pointer (&self->syncd), signal);
}

AsksTown *
asks_town_new (gboolean hub, gboolean phones)
{
  AsksTown *self = g_new0 (AsksTown, 1);
  g_autoptr (ParvisConfig) config = NULL;
  g_autoptr (GError) error = NULL;

  self->town = town_new ();
  if (phones)
    town_offer_phones (self->town);
  if (hub)
    town_start_hub (self->town);
  config = town_kiosk (self->town, hub ? self->town->hub_port : KIOSK_PORT);
  self->outbox = town_outbox (self->town);
  self->watch = parvis_outbox_watch (self->outbox, on_changed, self, &error);
  g_assert_no_error (error);
  self->key = parvis_seal_key_new (&error);
  g_assert_no_error (error);
  asks_town_start_syncd (self);
  return self;
}

void
asks_town_free (AsksTown *self)
{
  if (self->syncd != NULL)
    asks_town_stop_syncd (self, SIGTERM);
  g_object_unref (self->watch);
  parvis_outbox_free (self->outbox);
  parvis_seal_key_unref (self->key);
  town_free (self->town);
  g_free (self);
}

void
asks_town_wait_online (AsksTown *self, gboolean online)
{
  while (TRUE)
    {
      g_auto (ParvisContact) contact = { 0 };

      g_assert_true (parvis_contact_read (self->outbox, &contact, NULL));
      if (contact.since != 0 && contact.online == online)
        return;
      g_main_context_iteration (NULL, TRUE);
    }
}

char *
asks_put (AsksTown *self, ParvisAskKind kind, const char *json, guint seconds)
{
  g_autoptr (GBytes) body = g_bytes_new (json, strlen (json));
  g_autoptr (GError) error = NULL;
  char *id = NULL;
  gboolean answered = kind != PARVIS_ASK_HELLO && kind != PARVIS_ASK_SLOT_CLOSE;

  g_assert_true (parvis_ask_put (self->outbox, kind, body, answered ? self->key : NULL, seconds, &id, &error));
  g_assert_no_error (error);
  return id;
}

ParvisParcel *
asks_take (AsksTown *self, const char *id, GError **error)
{
  while (!parvis_ask_is_settled (self->outbox, id))
    g_main_context_iteration (NULL, TRUE);
  return parvis_ask_take (self->outbox, id, self->key, error);
}

char *
asks_ask (AsksTown *self, ParvisAskKind kind, const char *json, int expected)
{
  g_autofree char *id = asks_put (self, kind, json, 60);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisParcel) parcel = asks_take (self, id, &error);
  GBytes *answer;

  if (expected != 0)
    {
      g_assert_error (error, PARVIS_ASK_ERROR, expected);
      return NULL;
    }
  g_assert_no_error (error);
  answer = parvis_parcel_lookup (parcel, "answer.json");
  g_assert_nonnull (answer);
  return g_strndup (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer));
}

static void
look_into (const char *path, gconstpointer needle, gsize size)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  g_autofree char *data = NULL;
  const char *name;
  gsize length;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      look_into (child, needle, size);
    }
  if (dir == NULL && g_file_get_contents (path, &data, &length, NULL) && memmem (data, length, needle, size) != NULL)
    g_error ("%s has what nobody may read", path);
}

void
asks_assert_nowhere (AsksTown *self, gconstpointer needle, gsize size)
{
  look_into (self->town->folder, needle, size);
}
