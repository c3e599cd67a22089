/* SPDX-License-Identifier: EUPL-1.2
 *
 * The counter's hold on the outbox: opened when the kiosk starts, let go and opened anew when it proves damaged.
 */
#include "app/desk/desk-private.h"

#include "sync/journal/journal.h"
#include "sync/queue/outbox-repair.h"

/* Waits for the disk: at start, when there is no screen yet, or once in the life of a damaged file. */
static void
note_damaged (ParvisDesk *self, const char *aside)
{
  g_autoptr (ParvisJournal) journal = parvis_journal_new (parvis_config_journal_path (self->config), "parvis-kiosk");
  g_autofree char *name = g_path_get_basename (aside);

  g_message ("the queue was damaged and is put aside as %s: parvisctl queue recover", aside);
  parvis_journal_post (journal, PARVIS_JOURNAL_QUEUE_DAMAGED, name);
}

static void
on_queue_changed (gpointer user_data)
{
  parvis_desk_queue_changed (user_data);
}

/* A damaged queue is put aside and a new one serves. One that cannot be, or was made by a newer Parvis, is left to the
 * staff: the catalogue still serves, démarches say why not. */
void
parvis_desk_open_queue (ParvisDesk *self, gboolean suspect)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *aside = NULL;

  self->outbox = parvis_outbox_open_mended (parvis_config_outbox_path (self->config), suspect, &aside, &error);
  if (aside != NULL)
    note_damaged (self, aside);
  if (self->outbox != NULL)
    self->outbox_watch = parvis_outbox_watch (self->outbox, on_queue_changed, self, &error);
  if (self->outbox_watch == NULL)
    {
      g_message ("the queue cannot be watched: %s", error->message);
      return;
    }
  self->line = parvis_line_new (self->outbox);
  parvis_desk_watch_line (self);
}

void
parvis_desk_close_queue (ParvisDesk *self)
{
  g_clear_object (&self->outbox_watch);
  if (self->line != NULL)
    {
      parvis_line_end (self->line);
      g_object_run_dispose (G_OBJECT (self->line));
    }
  g_clear_object (&self->line);
  g_clear_pointer (&self->outbox, parvis_outbox_free);
}
