/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/hub/phone/slot.h"

#include <stdio.h>
#include <string.h>
#include <openssl/crypto.h>
#include <sys/random.h>

gboolean
parvis_hub_verdict_from_string (const char *text, ParvisHubVerdict *verdict)
{
  static const char *const names[] = { NULL, "taken", "too-large", "wrong-type", "unreadable" };

  for (guint i = 1; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (text, names[i]) == 0)
      {
        *verdict = (ParvisHubVerdict) i;
        return TRUE;
      }
  return FALSE;
}

static void
file_free (ParvisHubSlotFile *file)
{
  g_clear_pointer (&file->sealed, g_bytes_unref);
  g_free (file);
}

void
parvis_hub_slot_free (ParvisHubSlot *self)
{
  g_free (self->kiosk);
  g_free (self->title);
  g_clear_pointer (&self->certificate, g_bytes_unref);
  g_ptr_array_unref (self->came);
  g_free (self);
}

/* 128 bits of the kernel's. */
static gboolean
random_name (char *name)
{
  guint8 bytes[PARVIS_HUB_TOKEN_CHARS / 2];

  if (getrandom (bytes, sizeof bytes, 0) != (ssize_t) sizeof bytes)
    return FALSE;
  for (gsize i = 0; i < sizeof bytes; i++)
    snprintf (name + 2 * i, 3, "%02x", bytes[i]);
  return TRUE;
}

/* In a time that does not depend on how much of it is right. */
static gboolean
same_name (const char *one, const char *other)
{
  return strlen (other) == PARVIS_HUB_TOKEN_CHARS && CRYPTO_memcmp (one, other, PARVIS_HUB_TOKEN_CHARS) == 0;
}

ParvisHubSlot *
parvis_hub_slot_new (const char *kiosk, GBytes *certificate, const char *title, guint files, gsize bytes, gint64 life)
{
  ParvisHubSlot *self = g_new0 (ParvisHubSlot, 1);

  self->kiosk = g_strdup (kiosk);
  self->title = g_strdup (title);
  self->certificate = g_bytes_ref (certificate);
  self->files = CLAMP (files, 1, PARVIS_HUB_SLOT_FILES);
  self->bytes = CLAMP (bytes, 1, PARVIS_HUB_SLOT_FILE_MAX);
  self->state = PARVIS_HUB_SLOT_OPEN;
  self->ends = g_get_monotonic_time () + life;
  self->came = g_ptr_array_new_with_free_func ((GDestroyNotify) file_free);
  if (random_name (self->id) && random_name (self->token))
    return self;
  parvis_hub_slot_free (self);
  return NULL;
}

gboolean
parvis_hub_slot_is (const ParvisHubSlot *self, const char *kiosk, const char *id)
{
  return same_name (self->id, id) && g_str_equal (self->kiosk, kiosk);
}

gboolean
parvis_hub_slot_has_token (const ParvisHubSlot *self, const char *token)
{
  return same_name (self->token, token);
}

ParvisHubSlotFile *
parvis_hub_slot_find (const ParvisHubSlot *self, guint number)
{
  for (guint i = 0; i < self->came->len; i++)
    if (((ParvisHubSlotFile *) g_ptr_array_index (self->came, i))->number == number)
      return g_ptr_array_index (self->came, i);
  return NULL;
}

guint
parvis_hub_slot_count_left (const ParvisHubSlot *self)
{
  guint kept = 0;

  for (guint i = 0; i < self->came->len; i++)
    {
      const ParvisHubSlotFile *file = g_ptr_array_index (self->came, i);

      kept += file->verdict == PARVIS_HUB_VERDICT_NONE || file->verdict == PARVIS_HUB_VERDICT_TAKEN;
    }
  return self->state == PARVIS_HUB_SLOT_OPEN && kept < self->files && self->came->len < PARVIS_HUB_SLOT_VERDICTS
             ? self->files - kept
             : 0;
}

guint
parvis_hub_slot_count_pending (const ParvisHubSlot *self)
{
  guint pending = 0;

  for (guint i = 0; i < self->came->len; i++)
    pending += ((const ParvisHubSlotFile *) g_ptr_array_index (self->came, i))->verdict == PARVIS_HUB_VERDICT_NONE;
  return self->state == PARVIS_HUB_SLOT_OPEN ? pending : 0;
}

ParvisHubSlotFile *
parvis_hub_slot_add (ParvisHubSlot *self, GBytes *sealed, ParvisHubVerdict verdict)
{
  const gboolean wanted = parvis_hub_slot_count_left (self) > 0;
  ParvisHubSlotFile *file;

  if (self->came->len >= PARVIS_HUB_SLOT_VERDICTS || self->state != PARVIS_HUB_SLOT_OPEN)
    return NULL;
  file = g_new0 (ParvisHubSlotFile, 1);
  file->verdict = sealed != NULL && !wanted ? PARVIS_HUB_VERDICT_TOO_MANY : verdict;
  if (sealed != NULL && wanted)
    {
      file->sealed = g_bytes_ref (sealed);
      file->number = ++self->numbered;
    }
  g_ptr_array_add (self->came, file);
  return file;
}
