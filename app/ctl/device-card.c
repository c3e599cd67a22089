/* SPDX-License-Identifier: EUPL-1.2
 *
 * What kind of card lies on the reader: what it says to anybody, and no more.
 */
#include <glib/gi18n-lib.h>

#include "app/ctl/ctl.h"
#include "app/ctl/device-run.h"
#include "app/ctl/device-wait.h"
#include "drivers/card/exchange-link.h"
#include "drivers/card/tag.h"

/* SP 800-73-4 part 1, 2.2; ICAO Doc 9303-10, 3.6.1 */
static const guint8 piv_aid[] = { 0xa0, 0x00, 0x00, 0x03, 0x08, 0x00, 0x00, 0x10, 0x00 };
static const guint8 emrtd_aid[] = { 0xa0, 0x00, 0x00, 0x02, 0x47, 0x10, 0x01 };

typedef struct
{
  const char *kind;         /* in French */
  char *uid;                /* (nullable) in hexadecimal */
  ParvisExchange *exchange; /* (nullable) */
} Found;

static void
found_free (gpointer pointer)
{
  Found *found = pointer;

  g_free (found->uid);
  g_clear_pointer (&found->exchange, parvis_exchange_free);
  g_free (found);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Found, found_free)

/* ---- in the card's thread ---- */

/* @error: set when the card is no longer there to be asked; not when it is of another kind. */
static gboolean
has_application (ParvisCardLink *link, const guint8 *aid, gsize length, GError **error)
{
  g_autoptr (GError) why = NULL;
  g_autoptr (GBytes) fci = parvis_card_link_select (link, aid, length, &why);

  if (fci != NULL || g_error_matches (why, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_UNSUPPORTED)
      || g_error_matches (why, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_REFUSED))
    return fci != NULL;
  g_propagate_error (error, g_steal_pointer (&why));
  return FALSE;
}

static char *
to_hex (GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  GString *hex = g_string_new (NULL);

  for (gsize i = 0; i < size; i++)
    g_string_append_printf (hex, "%02x", data[i]);
  return g_string_free (hex, FALSE);
}

static gboolean
look_for_tag (ParvisCardLink *link, Found *found, GError **error)
{
  g_autoptr (ParvisTag) tag = parvis_tag_read (link, error);

  if (tag == NULL)
    return FALSE;
  found->uid = tag->uid != NULL ? to_hex (tag->uid) : NULL;
  if (found->kind == NULL && tag->type == PARVIS_TAG_PLAIN)
    found->kind = N_ ("carte sans message lisible (UID seulement)");
  else if (found->kind == NULL)
    found->kind
        = tag->type == PARVIS_TAG_TYPE_2 ? N_ ("carte ou badge NFC de type 2") : N_ ("carte ou badge NFC de type 4");
  return TRUE;
}

static gpointer
identify (ParvisCardLink *link, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (Found) found = g_new0 (Found, 1);
  g_autoptr (ParvisCardLink) recorder = NULL;
  GError *why = NULL;

  if (data != NULL) /* the reader's name: to be recorded */
    {
      found->exchange = parvis_exchange_new ("card", data);
      recorder = parvis_card_link_record (link, found->exchange);
      link = recorder;
    }
  if (has_application (link, piv_aid, sizeof piv_aid, &why))
    found->kind = N_ ("carte d’agent (PIV)");
  else if (why == NULL && has_application (link, emrtd_aid, sizeof emrtd_aid, &why))
    found->kind = N_ ("document d’identité électronique");
  if (why != NULL)
    {
      g_propagate_error (error, why);
      return NULL;
    }
  return look_for_tag (link, found, error) ? g_steal_pointer (&found) : NULL;
}

/* ---- waiting for a card ---- */

static void
on_state (ParvisCardReader *reader, GParamSpec *pspec, ParvisCtlWait *wait)
{
  if (parvis_card_reader_get_state (reader) == PARVIS_CARD_READER_CARD)
    parvis_ctl_wait_end (wait, TRUE, NULL);
  else
    g_print ("%s\n", parvis_card_reader_state_to_text (parvis_card_reader_get_state (reader)));
}

static void
on_interrupted (GCancellable *cancellable, ParvisCtlWait *wait)
{
  parvis_ctl_wait_end (wait, FALSE, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("essai interrompu")));
}

static gboolean
wait_for_card (ParvisCardReader *reader, GError **error)
{
  g_auto (ParvisCtlWait) wait = { NULL };
  gulong handler;

  if (parvis_card_reader_get_state (reader) == PARVIS_CARD_READER_CARD)
    return TRUE;
  parvis_ctl_wait_begin (&wait);
  handler = g_signal_connect (reader, "notify::state", G_CALLBACK (on_state), &wait);
  g_signal_connect (wait.cancellable, "cancelled", G_CALLBACK (on_interrupted), &wait);
  g_print (_ ("Posez une carte sur le lecteur ; Ctrl-C abandonne.\n"));
  parvis_ctl_wait_run (&wait);
  g_signal_handler_disconnect (reader, handler);
  if (!wait.ok)
    g_propagate_error (error, g_steal_pointer (&wait.error));
  return wait.ok;
}

typedef struct
{
  ParvisCtlWait wait;
  Found *found;
} Reading;

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Reading *reading = user_data;
  GError *error = NULL;

  reading->found = parvis_card_reader_run_finish (PARVIS_CARD_READER (source), result, &error);
  parvis_ctl_wait_end (&reading->wait, reading->found != NULL, error);
}

static Found *
read_card (ParvisCardReader *reader, gboolean record, GError **error)
{
  Reading reading = { { NULL }, NULL };
  char *name;

  if (!wait_for_card (reader, error))
    return NULL;
  name = record ? g_strdup (parvis_card_reader_get_name (reader)) : NULL;
  parvis_ctl_wait_begin (&reading.wait);
  parvis_card_reader_run_async (reader, identify, name, g_free, found_free, reading.wait.cancellable, on_read,
                                &reading);
  parvis_ctl_wait_run (&reading.wait);
  if (!reading.wait.ok)
    {
      g_print ("%s\n", parvis_card_error_to_text (reading.wait.error));
      g_propagate_error (error, g_steal_pointer (&reading.wait.error));
    }
  parvis_ctl_wait_clear (&reading.wait);
  return reading.found;
}

int
parvis_ctl_device_read_card (ParvisDeviceBoard *board, ParvisExchange **exchange)
{
  ParvisCardReader *reader = parvis_device_board_card_reader (board);
  g_autoptr (GError) error = NULL;
  g_autoptr (Found) found = read_card (reader, exchange != NULL, &error);

  if (found == NULL)
    return parvis_ctl_fail (error);
  if (found->uid != NULL)
    g_print (_ ("Carte lue : %s, UID %s.\n"), _ (found->kind), found->uid);
  else
    g_print (_ ("Carte lue : %s.\n"), _ (found->kind));
  if (exchange != NULL)
    *exchange = g_steal_pointer (&found->exchange);
  return PARVIS_CTL_OK;
}
