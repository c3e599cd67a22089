/* SPDX-License-Identifier: EUPL-1.2
 *
 * ParvisOutboxWatch: tells that another connection has committed to the outbox.
 *
 * A file monitor on the log wakes us. The log is written before its index, so the commit that woke us may not
 * be visible yet: we look only when nobody holds the write lock, and as long as somebody does we look again a
 * little later (no event tells that a lock was let go). PRAGMA data_version then says whether it was another
 * connection's commit.
 */
#include "sync/queue/outbox-private.h"

#include <glib/gi18n-lib.h>

#define COALESCE_MILLISECONDS 50
#define WAIT_MILLISECONDS     5000

#define PARVIS_TYPE_OUTBOX_WATCH (parvis_outbox_watch_get_type ())
G_DECLARE_FINAL_TYPE (ParvisOutboxWatch, parvis_outbox_watch, PARVIS, OUTBOX_WATCH, GObject)

struct _ParvisOutboxWatch
{
  GObject parent_instance;
  ParvisOutbox *outbox;
  GFileMonitor *monitor;
  GMainContext *context;
  GSource *look; /* (nullable): the look to come */
  ParvisOutboxChanged changed;
  gpointer user_data;
  gint64 version;
};

G_DEFINE_FINAL_TYPE (ParvisOutboxWatch, parvis_outbox_watch, G_TYPE_OBJECT)

static gboolean
read_version (ParvisOutboxWatch *self, gint64 *version, GError **error)
{
  return parvis_sqlite_get_int64 (parvis_outbox_get_database (self->outbox), "PRAGMA data_version", version, error);
}

static gboolean
is_being_written (ParvisOutboxWatch *self)
{
  ParvisSqlite *db = parvis_outbox_get_database (self->outbox);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisTransaction) lock = NULL;

  parvis_sqlite_set_timeout (db, 0);
  lock = parvis_transaction_begin (db, &error);
  parvis_sqlite_set_timeout (db, WAIT_MILLISECONDS);
  return g_error_matches (error, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_BUSY);
}

static gboolean
on_look (gpointer user_data)
{
  g_autoptr (ParvisOutboxWatch) self = g_object_ref (user_data);
  gint64 version;

  if (is_being_written (self))
    return G_SOURCE_CONTINUE;
  g_clear_pointer (&self->look, g_source_unref);
  if (read_version (self, &version, NULL) && version != self->version)
    {
      self->version = version;
      self->changed (self->user_data);
    }
  return G_SOURCE_REMOVE;
}

static void
on_log_changed (ParvisOutboxWatch *self)
{
  if (self->look != NULL)
    return;
  self->look = g_timeout_source_new (COALESCE_MILLISECONDS);
  g_source_set_callback (self->look, on_look, self, NULL);
  g_source_attach (self->look, self->context);
}

static void
parvis_outbox_watch_dispose (GObject *object)
{
  ParvisOutboxWatch *self = PARVIS_OUTBOX_WATCH (object);

  if (self->look != NULL)
    g_source_destroy (self->look);
  g_clear_pointer (&self->look, g_source_unref);
  if (self->monitor != NULL)
    g_file_monitor_cancel (self->monitor);
  g_clear_object (&self->monitor);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_pointer (&self->outbox, parvis_outbox_free);
  G_OBJECT_CLASS (parvis_outbox_watch_parent_class)->dispose (object);
}

static void
parvis_outbox_watch_class_init (ParvisOutboxWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = parvis_outbox_watch_dispose;
}

static void
parvis_outbox_watch_init (ParvisOutboxWatch *self)
{
}

static gboolean
start (ParvisOutboxWatch *self, GError **error)
{
  g_autofree char *log = g_strconcat (parvis_outbox_path (self->outbox), "-wal", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (log);
  g_autoptr (GError) why = NULL;

  self->monitor = g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, &why);
  if (self->monitor == NULL)
    {
      g_set_error (error, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_FAILED, _ ("« %s » ne peut pas être surveillé : %s"),
                   log, why->message);
      return FALSE;
    }
  g_file_monitor_set_rate_limit (self->monitor, COALESCE_MILLISECONDS);
  g_signal_connect_object (self->monitor, "changed", G_CALLBACK (on_log_changed), self, G_CONNECT_SWAPPED);
  return read_version (self, &self->version, error);
}

GObject *
parvis_outbox_watch (ParvisOutbox *outbox, ParvisOutboxChanged changed, gpointer user_data, GError **error)
{
  g_autoptr (ParvisOutboxWatch) self = g_object_new (PARVIS_TYPE_OUTBOX_WATCH, NULL);

  self->outbox = parvis_outbox_ref (outbox);
  self->context = g_main_context_ref_thread_default ();
  self->changed = changed;
  self->user_data = user_data;
  return start (self, error) ? G_OBJECT (g_steal_pointer (&self)) : NULL;
}
