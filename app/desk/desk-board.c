/* SPDX-License-Identifier: EUPL-1.2
 *
 * How the kiosk's devices are, for the staff: in the journal, and in the kiosk's state, which the status takes to the
 * central server. A resident reads of a device at the key that needs it, and nowhere else.
 */
#include "app/desk/desk-private.h"

#include <string.h>

#include "drivers/usb/inventory.h"
#include "sync/journal/journal.h"
#include "sync/queue/kiosk-state.h"

#define DEVICE   "device/"
#define STRANGER "stranger/"

struct _ParvisBoardDesk
{
  ParvisDeviceBoard *board;
  ParvisJournal *journal;
  GHashTable *words;  /* name of a device -> how it is, as noted last */
  GHashTable *failed; /* names of what is broken now */
  GHashTable *noted;  /* all that is noted now: whole name -> word */
  GThreadPool *notes; /* one thread: in their order */
};

/* ---- noting, in a thread: the queue may be held by another program for a moment ---- */

typedef struct
{
  ParvisConfig *config;
  char *name, *word; /* (nullable) @word: nothing of that name any more; (nullable) @name: nothing of any name */
} Note;

static void
note_free (Note *note)
{
  parvis_config_unref (note->config);
  g_free (note->name);
  g_free (note->word);
  g_free (note);
}

/* What an earlier life of the kiosk noted, and may be otherwise now. */
static gboolean
forget_all (ParvisOutbox *outbox, GError **error)
{
  g_autoptr (GPtrArray) states = parvis_kiosk_state_list (outbox, error);
  gboolean done = states != NULL;

  for (guint i = 0; done && i < states->len; i++)
    {
      const char *name = ((const ParvisKioskState *) g_ptr_array_index (states, i))->name;

      if (g_str_has_prefix (name, STRANGER) || g_str_has_prefix (name, DEVICE))
        done = parvis_kiosk_state_note (outbox, name, NULL, NULL, error);
    }
  return done;
}

static void
write_note (gpointer data, gpointer user_data)
{
  Note *note = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisOutbox) outbox = parvis_outbox_open (parvis_config_outbox_path (note->config), &error);

  if (outbox == NULL
      || !(note->name != NULL ? parvis_kiosk_state_note (outbox, note->name, note->word, NULL, &error)
                              : forget_all (outbox, &error)))
    g_message ("the devices' state is not noted: %s", error->message);
  note_free (note);
}

/* @name: %NULL is all of them. */
static void
push_note (ParvisDesk *self, const char *name, const char *word)
{
  Note *note;

  if (self->outbox == NULL)
    return; /* said when there is one again */
  note = g_new0 (Note, 1);
  note->config = parvis_config_ref (self->config);
  note->name = g_strdup (name);
  note->word = g_strdup (word);
  g_thread_pool_push (self->board->notes, note, NULL);
}

static void
note_state (ParvisDesk *self, const char *kind, const char *name, const char *word)
{
  g_autofree char *whole = g_strconcat (kind, name, NULL);

  if (word != NULL)
    g_hash_table_insert (self->board->noted, g_strdup (whole), g_strdup (word));
  else
    g_hash_table_remove (self->board->noted, whole);
  push_note (self, whole, word);
}

void
parvis_desk_say_devices (ParvisDesk *self)
{
  GHashTableIter iter;
  const char *name, *word;

  if (self->board == NULL)
    return; /* the queue is opened before */
  g_hash_table_iter_init (&iter, self->board->noted);
  while (g_hash_table_iter_next (&iter, (gpointer *) &name, (gpointer *) &word))
    push_note (self, name, word);
}

/* ---- what happens ---- */

static void
tell_journal (ParvisDesk *self, const ParvisDeviceStatus *status)
{
  ParvisBoardDesk *own = self->board;
  g_autofree char *detail = g_strdup_printf ("%s: %s", status->name, status->code);

  if (status->health == PARVIS_HEALTH_FAULT)
    {
      g_hash_table_add (own->failed, g_strdup (status->name));
      parvis_journal_post (own->journal, PARVIS_JOURNAL_DEVICE_FAILED, detail);
    }
  else if (status->health != PARVIS_HEALTH_UNKNOWN && g_hash_table_remove (own->failed, status->name))
    parvis_journal_post (own->journal, PARVIS_JOURNAL_DEVICE_MENDED, status->name);
}

/* A device of that role came or went: what is said at the keys that need it may be another sentence now. */
static void
notify_role (ParvisDesk *self, const char *role)
{
  static const struct
  {
    const char *role, *property;
  } keys[] = { { "printer", "printer-trouble" },
               { "receipt-printer", "receipt-printer-trouble" },
               { "card-reader", "card-trouble" },
               { "scanner", "has-scanner" } };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if (strcmp (role, keys[i].role) == 0)
      g_object_notify (G_OBJECT (self), keys[i].property);
}

static void
on_changed (ParvisDeviceBoard *board, const char *name, ParvisDesk *self)
{
  g_autoptr (ParvisDeviceStatus) status = parvis_device_board_lookup (board, name);
  gboolean missing = strcmp (status->code, "missing") == 0;
  const char *word
      = status->health == PARVIS_HEALTH_OK ? "ok" : status->code; /* whether a card lies on the reader is no news */

  if (g_strcmp0 (g_hash_table_lookup (self->board->words, name), word) == 0)
    return;
  g_hash_table_insert (self->board->words, g_strdup (name), g_strdup (word));
  g_message ("device %s: %s", name, word);
  note_state (self, DEVICE, name, word);
  tell_journal (self, status);
  if (!g_str_has_prefix (name, PARVIS_DEVICE_USB_PREFIX))
    return;
  if (missing)
    parvis_desk_count (self, PARVIS_COUNT_DEVICE_FAILURE, status->kind, status->code);
  notify_role (self, status->kind);
}

static void
on_stranger (ParvisDeviceBoard *board, const ParvisUsbDevice *device, gboolean there, ParvisDesk *self)
{
  g_autofree char *id = g_strdup_printf ("%04x:%04x", device->vendor, device->product);

  g_message ("device %s, not declared, %s port %s", id, there ? "came to" : "left", device->port);
  note_state (self, STRANGER, device->port, there ? id : NULL);
  if (there)
    parvis_journal_post (self->board->journal, PARVIS_JOURNAL_DEVICE_UNKNOWN, id);
}

/* ---- for the rest of the desk ---- */

gboolean
parvis_desk_is_missing (ParvisDesk *self, const char *role)
{
  ParvisUsbInventory *usb = self->board != NULL ? parvis_device_board_usb (self->board->board) : NULL;
  const GPtrArray *declared = parvis_config_usb (self->config);
  gboolean missing = FALSE;

  for (guint i = 0; usb != NULL && i < declared->len; i++)
    {
      const ParvisConfigUsb *one = g_ptr_array_index (declared, i);

      if (strcmp (one->role, role) != 0)
        continue;
      if (parvis_usb_inventory_get_state (usb, one->name) != PARVIS_USB_MISSING)
        return FALSE;
      missing = TRUE;
    }
  return missing;
}

void
parvis_desk_open_board (ParvisDesk *self)
{
  const ParvisDevicesInUse devices = {
    .printer = self->printer,
    .labels = self->labels,
    .receipt_printer = self->receipt_printer,
    .card_reader = parvis_desk_card_reader (self),
  };
  ParvisBoardDesk *own = g_new0 (ParvisBoardDesk, 1);

  self->board = own;
  own->board = parvis_device_board_new_beside (self->config, &devices);
  own->journal = parvis_journal_new (parvis_config_journal_path (self->config), "parvis-kiosk");
  own->words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  own->failed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  own->noted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  own->notes = g_thread_pool_new (write_note, NULL, 1, FALSE, NULL);
  push_note (self, NULL, NULL);
  g_signal_connect_object (own->board, "changed", G_CALLBACK (on_changed), self, (GConnectFlags) 0);
  g_signal_connect_object (own->board, "stranger", G_CALLBACK (on_stranger), self, (GConnectFlags) 0);
}

void
parvis_desk_close_board (ParvisDesk *self)
{
  ParvisBoardDesk *own = g_steal_pointer (&self->board);

  if (own == NULL)
    return;
  g_object_run_dispose (G_OBJECT (own->board));
  g_object_unref (own->board);
  g_thread_pool_free (own->notes, FALSE, TRUE);
  parvis_journal_free (own->journal);
  g_hash_table_unref (own->words);
  g_hash_table_unref (own->failed);
  g_hash_table_unref (own->noted);
  g_free (own);
}
