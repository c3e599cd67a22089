/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/daemon/syncd-host.h"

#include "sync/daemon/syncd-notes.h"
#include "sync/daemon/syncd.h"
#include "sync/queue/outbox-keeper.h"

struct _ParvisSyncdHost
{
  ParvisConfig *config;
  const ParvisUploaderOptions *options;
  ParvisSyncdHostEnded ended;
  gpointer user_data;
  ParvisSyncdNotes *notes;
  ParvisOutboxKeeper *keeper;
  ParvisSyncd *syncd; /* (nullable) */
  gboolean started;   /* somebody waits for @ended */
  gboolean served;    /* there has been an outbox */
  guint pause;        /* the next look; 0: none */
  GError *error;      /* (nullable) why it cannot go on */
};

/* Takes @error; the first one counts. */
static void
end (ParvisSyncdHost *self, GError *error)
{
  if (self->error != NULL)
    {
      g_error_free (error);
      return;
    }
  self->error = error;
  if (self->started)
    self->ended (self->user_data);
}

static void
on_opened (ParvisOutbox *outbox, gpointer user_data)
{
  ParvisSyncdHost *self = user_data;
  GError *error = NULL;

  g_clear_handle_id (&self->pause, g_source_remove);
  self->served = TRUE;
  self->syncd = parvis_syncd_new (self->config, outbox, self->notes, self->options, &error);
  if (self->syncd == NULL)
    end (self, error);
}

static void
on_closing (gpointer user_data)
{
  ParvisSyncdHost *self = user_data;

  g_message ("the queue is damaged: letting go of it");
  g_clear_pointer (&self->syncd, parvis_syncd_free);
}

static void
on_changed (gpointer user_data)
{
  ParvisSyncdHost *self = user_data;

  if (self->syncd != NULL)
    parvis_syncd_changed (self->syncd);
}

static void
on_put_aside (const char *aside, gpointer user_data)
{
  ParvisSyncdHost *self = user_data;

  parvis_syncd_notes_put_aside (self->notes, aside);
}

static gboolean
on_pause_over (gpointer user_data)
{
  ParvisSyncdHost *self = user_data;

  parvis_outbox_keeper_look (self->keeper);
  return G_SOURCE_CONTINUE; /* until one serves */
}

/* One that was never opened and is not damaged is the staff's: told at once, by ending. */
static void
on_failed (const GError *why, gpointer user_data)
{
  ParvisSyncdHost *self = user_data;

  if (!self->served && !g_error_matches (why, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_CORRUPT))
    {
      end (self, g_error_copy (why));
      return;
    }
  g_message ("no queue for now: %s", why->message);
  if (self->pause == 0)
    self->pause = g_timeout_add_seconds (PARVIS_SYNCD_HOST_PAUSE, on_pause_over, self);
}

static const ParvisOutboxKeeperEvents events = { on_opened, on_closing, on_changed, on_put_aside, on_failed };

ParvisSyncdHost *
parvis_syncd_host_new (ParvisConfig *config, const ParvisUploaderOptions *options, ParvisSyncdHostEnded ended,
                       gpointer user_data)
{
  ParvisSyncdHost *self = g_new0 (ParvisSyncdHost, 1);

  self->config = parvis_config_ref (config);
  self->options = options;
  self->ended = ended;
  self->user_data = user_data;
  self->notes = parvis_syncd_notes_new (self->config);
  self->keeper = parvis_outbox_keeper_new (parvis_config_outbox_path (config), &events, self);
  return self;
}

gboolean
parvis_syncd_host_start (ParvisSyncdHost *self)
{
  parvis_outbox_keeper_look (self->keeper);
  self->started = TRUE;
  return self->error == NULL;
}

void
parvis_syncd_host_hurry (ParvisSyncdHost *self)
{
  if (self->syncd != NULL)
    parvis_syncd_hurry (self->syncd);
  else
    parvis_outbox_keeper_look (self->keeper);
}

gboolean
parvis_syncd_host_finish (ParvisSyncdHost *self, GError **error)
{
  if (self->error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&self->error));
  return FALSE;
}

void
parvis_syncd_host_free (ParvisSyncdHost *self)
{
  g_clear_handle_id (&self->pause, g_source_remove);
  g_clear_pointer (&self->syncd, parvis_syncd_free);
  g_clear_pointer (&self->keeper, parvis_outbox_keeper_free);
  parvis_syncd_notes_free (self->notes);
  parvis_config_unref (self->config);
  g_clear_error (&self->error);
  g_free (self);
}
