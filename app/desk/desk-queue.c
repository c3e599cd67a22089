/* SPDX-License-Identifier: EUPL-1.2
 *
 * The counter's hold on the outbox, through its keeper: one that proves damaged is put aside for the staff and a new
 * one serves. While there is none, because it is damaged and held by others, or was made by a newer Parvis, the
 * catalogue still serves, and démarches say why not.
 */
#include "app/desk/desk-private.h"

static void
on_opened (ParvisOutbox *outbox, gpointer user_data)
{
  ParvisDesk *self = user_data;

  self->outbox = outbox;
  g_clear_error (&self->no_queue);
  self->line = parvis_line_new (outbox);
  parvis_desk_watch_line (self);
  parvis_desk_say_queue_back (self);
}

static void
end_line (ParvisDesk *self)
{
  if (self->line != NULL)
    {
      parvis_line_end (self->line);
      g_object_run_dispose (G_OBJECT (self->line));
    }
  g_clear_object (&self->line);
}

static void
no_queue (ParvisDesk *self, const GError *why)
{
  g_clear_error (&self->no_queue);
  self->no_queue = g_error_copy (why);
  parvis_desk_say_queue_gone (self, why);
}

static void
on_closing (gpointer user_data)
{
  ParvisDesk *self = user_data;
  g_autoptr (GError) why
      = g_error_new_literal (PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_CORRUPT, "the queue has proved damaged");

  g_message ("%s", why->message);
  end_line (self);
  self->outbox = NULL;
  no_queue (self, why);
}

static void
on_changed (gpointer user_data)
{
  parvis_desk_queue_changed (user_data);
}

static void
on_put_aside (const char *aside, gpointer user_data)
{
  ParvisDesk *self = user_data;
  g_autoptr (ParvisJournal) own = NULL;
  g_autofree char *name = g_path_get_basename (aside);

  g_message ("the queue was damaged and is put aside as %s: parvisctl queue recover", aside);
  if (self->journal == NULL) /* at start; there is no screen yet that would wait for the disk */
    own = parvis_journal_new (parvis_config_journal_path (self->config), "parvis-kiosk");
  parvis_journal_post (own != NULL ? own : self->journal, PARVIS_JOURNAL_QUEUE_DAMAGED, name);
}

static void
on_failed (const GError *why, gpointer user_data)
{
  g_message ("no queue for now: %s", why->message);
  no_queue (user_data, why);
}

static const ParvisOutboxKeeperEvents events = { on_opened, on_closing, on_changed, on_put_aside, on_failed };

void
parvis_desk_open_queue (ParvisDesk *self)
{
  self->keeper = parvis_outbox_keeper_new (parvis_config_outbox_path (self->config), &events, self);
  parvis_outbox_keeper_look (self->keeper);
}

void
parvis_desk_look_queue (ParvisDesk *self, gboolean damaged)
{
  if (self->keeper == NULL)
    return; /* the desk has closed */
  if (damaged)
    parvis_outbox_keeper_suspect (self->keeper);
  parvis_outbox_keeper_look (self->keeper);
}

void
parvis_desk_close_queue (ParvisDesk *self)
{
  end_line (self);
  self->outbox = NULL;
  g_clear_pointer (&self->keeper, parvis_outbox_keeper_free);
  g_clear_error (&self->no_queue);
}
