/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/daemon/syncd.h"

#include "sync/base/alarm.h"
#include "sync/ask/asker.h"
#include "sync/net/network.h"
#include "sync/keys/renewal.h"
#include "sync/status/status.h"
#include "sync/daemon/syncd-notes.h"
#include "sync/content/fetch.h"

#define DAY          (24 * 3600)
#define OUTBOX_PAUSE 30 /* seconds before an outbox that failed is tried again */

struct _ParvisSyncd
{
  ParvisConfig *config;
  ParvisOutbox *outbox;
  ParvisUploader *uploader;
  ParvisAsker *asker;
  ParvisRenewal *renewal;
  ParvisSyncdNotes *notes;
  ParvisStatus *status;
  ParvisFetch *fetch;
  ParvisAlarm *alarm;
  ParvisNetwork *network;
  gboolean online;
  GCancellable *cancellable;
  gboolean passing;
  gboolean again;
  ParvisUploaderScope scope; /* of the next pass */
};

static void start_pass (ParvisSyncd *self);

static gint64
now (void)
{
  return parvis_retry_real_environment.now (NULL);
}

gboolean
parvis_syncd_purge (ParvisConfig *config, ParvisOutbox *outbox, gint64 at, GError **error)
{
  guint purged;

  if (!parvis_outbox_purge (outbox, at - (gint64) parvis_config_retention_days (config) * DAY, &purged, error))
    return FALSE;
  if (purged > 0)
    g_message ("%u delivered submissions purged", purged);
  return TRUE;
}

static void
set_alarm (ParvisSyncd *self, const GError *failure)
{
  g_autoptr (GError) error = NULL;
  gint64 at = G_MAXINT64;

  if (failure != NULL || !parvis_uploader_wake_time (self->uploader, &at, &error))
    at = now () + OUTBOX_PAUSE;
  at = MIN (at, parvis_status_due (self->status));
  parvis_alarm_set (self->alarm, MIN (at, now () + DAY)); /* a day: what is to be purged */
}

static void
on_passed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ParvisSyncd *self = user_data;
  g_autoptr (GError) error = NULL;
  ParvisUploaderTally tally;

  self->passing = FALSE;
  if (!parvis_uploader_pass_finish (self->uploader, result, &tally, &error)
      && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("outbox: %s", error->message);
  parvis_syncd_notes_passed (self->notes, self->outbox, &tally);
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (tally.failed > 0)
    parvis_asker_hello (self->asker); /* is it the row, or is nobody there? */
  if (self->again)
    {
      start_pass (self);
      return;
    }
  parvis_status_look (self->status);
  set_alarm (self, error);
}

static void
start_pass (ParvisSyncd *self)
{
  g_autoptr (GError) error = NULL;
  ParvisUploaderScope scope = self->scope;

  self->again = self->passing;
  if (self->passing)
    return;
  self->passing = TRUE;
  self->scope = PARVIS_UPLOADER_DUE;
  if (!parvis_syncd_purge (self->config, self->outbox, now (), &error))
    g_warning ("outbox: %s", error->message);
  parvis_uploader_pass_async (self->uploader, scope, self->cancellable, on_passed, self);
}

static void
on_wake (gpointer user_data)
{
  start_pass (user_data);
}

static void
on_back (gpointer user_data)
{
  ParvisSyncd *self = user_data;

  parvis_status_hurry (self->status);
  parvis_syncd_hurry (self);
}

static void
on_status_planned (gpointer user_data)
{
  ParvisSyncd *self = user_data;

  if (!self->passing)
    set_alarm (self, NULL);
}

void
parvis_syncd_changed (ParvisSyncd *self)
{
  parvis_asker_look (self->asker);
  parvis_fetch_look (self->fetch);
  start_pass (self);
}

void
parvis_syncd_hurry (ParvisSyncd *self)
{
  self->scope = PARVIS_UPLOADER_ALL;
  parvis_renewal_look (self->renewal, TRUE);
  parvis_fetch_hurry (self->fetch);
  start_pass (self);
}

/* Only from "no network" to "network": a link that flaps while it is up must not defeat the backoff. */
static void
on_network (gpointer user_data)
{
  ParvisSyncd *self = user_data;
  gboolean available = parvis_network_get_state (self->network) == PARVIS_NETWORK_UP;
  gboolean back = available && !self->online;
  gboolean gone = !available && self->online;

  self->online = available;
  parvis_uploader_set_metered (self->uploader, parvis_network_is_metered (self->network));
  parvis_fetch_set_metered (self->fetch, parvis_network_is_metered (self->network));
  if (back || gone)
    parvis_asker_hello (self->asker);
  if (back)
    parvis_syncd_hurry (self);
  else
    start_pass (self); /* the line may be another: what waited for it looks again */
}

static void
on_fetched (gboolean fresh, const GError *error, gpointer user_data)
{
  ParvisSyncd *self = user_data;

  parvis_syncd_notes_fetched (self->notes, error);
  parvis_status_look (self->status);
}

ParvisSyncd *
parvis_syncd_new (ParvisConfig *config, ParvisOutbox *outbox, ParvisSyncdNotes *notes,
                  const ParvisUploaderOptions *options, GError **error)
{
  g_autoptr (ParvisSyncd) self = g_new0 (ParvisSyncd, 1);

  self->config = parvis_config_ref (config);
  self->outbox = outbox;
  self->cancellable = g_cancellable_new ();
  self->uploader = parvis_uploader_new (config, outbox, options);
  self->notes = notes;
  self->status
      = parvis_status_new (config, outbox, parvis_syncd_notes_journal (self->notes), NULL, on_status_planned, self);
  self->alarm = parvis_alarm_new (on_wake, self, error);
  if (self->alarm == NULL)
    return NULL;
  self->asker = parvis_asker_new (config, outbox, on_back, self, error);
  if (self->asker == NULL)
    return NULL;
  self->renewal = parvis_renewal_new (config, parvis_syncd_notes_journal (self->notes), NULL, error);
  if (self->renewal == NULL)
    return NULL;
  self->fetch = parvis_fetch_new (config, outbox, FALSE, on_fetched, self, error);
  if (self->fetch == NULL)
    return NULL;
  self->network = parvis_network_new (on_network, self);
  self->online = parvis_network_get_state (self->network) == PARVIS_NETWORK_UP;
  parvis_uploader_set_metered (self->uploader, parvis_network_is_metered (self->network));
  parvis_fetch_set_metered (self->fetch, parvis_network_is_metered (self->network));
  start_pass (self);
  return g_steal_pointer (&self);
}

void
parvis_syncd_free (ParvisSyncd *self)
{
  g_clear_pointer (&self->network, parvis_network_free);
  g_cancellable_cancel (self->cancellable);
  while (self->passing)
    g_main_context_iteration (g_main_context_get_thread_default (), TRUE);
  g_clear_pointer (&self->renewal, parvis_renewal_free);
  g_clear_pointer (&self->fetch, parvis_fetch_free); /* tells the two below */
  g_clear_pointer (&self->status, parvis_status_free);
  g_clear_pointer (&self->asker, parvis_asker_free);
  g_clear_pointer (&self->alarm, parvis_alarm_free);
  parvis_uploader_free (self->uploader);
  g_object_unref (self->cancellable);
  parvis_config_unref (self->config);
  g_free (self);
}
