/* SPDX-License-Identifier: EUPL-1.2
 *
 * What the kiosk that people use says of itself to the staff: when it starts and ends, which content it shows, whether
 * démarches can be begun. Into the journal, and into the queue's states, which the status takes to the central server.
 * Nothing of a session.
 */
#include "app/desk/desk-private.h"

#include "app/content/catalog-open.h"
#include "sync/queue/kiosk-state.h"
#include "sync/base/version.h"

#define NO_RECIPIENT "no-recipient"

typedef struct
{
  ParvisConfig *config;
  ParvisJournal *journal;
  char *content;       /* (nullable) */
  gboolean news;       /* that it is shown */
  gboolean old;        /* its end has passed */
  const char *service; /* (nullable) */
} Saying;

static void
saying_free (Saying *saying)
{
  parvis_config_unref (saying->config);
  g_free (saying->content);
  g_free (saying);
}

/* Once, however often the kiosk starts meanwhile. */
static gboolean
note_age (const Saying *saying, ParvisOutbox *outbox, GError **error)
{
  gboolean changed = FALSE;

  if (!parvis_kiosk_state_note (outbox, "content-age", saying->old ? "expired" : "valid", &changed, error))
    return FALSE;
  if (changed && saying->old)
    parvis_journal_note (saying->journal, PARVIS_JOURNAL_CONTENT_EXPIRED, saying->content);
  return TRUE;
}

/* In a thread: the queue may be held by another program for a moment. */
static void
write_saying (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Saying *saying = task_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisOutbox) outbox = parvis_outbox_open (parvis_config_outbox_path (saying->config), &error);
  gboolean changed = FALSE;

  if (outbox == NULL || !parvis_kiosk_state_note (outbox, "version", parvis_version (), NULL, &error)
      || !parvis_kiosk_state_note (outbox, "content", saying->content, &changed, &error)
      || (saying->service != NULL && !parvis_kiosk_state_note (outbox, "service", saying->service, NULL, &error)))
    g_message ("the kiosk's state is not noted: %s", error->message);
  else if (saying->news && changed && saying->content != NULL)
    parvis_journal_note (saying->journal, PARVIS_JOURNAL_CONTENT_APPLIED, saying->content);
  if (error == NULL && saying->content != NULL && !note_age (saying, outbox, &error))
    g_message ("the content's age is not noted: %s", error->message);
  g_task_return_boolean (task, TRUE);
}

static const char *
get_service (ParvisDesk *self)
{
  const char *word;

  g_mutex_lock (&self->service_mutex);
  word = self->service;
  g_mutex_unlock (&self->service_mutex);
  return word;
}

void
parvis_desk_say_content (ParvisDesk *self)
{
  g_autoptr (GTask) task = NULL;
  Saying *saying;

  if (self->journal == NULL)
    return;
  saying = g_new0 (Saying, 1);
  saying->config = parvis_config_ref (self->config);
  saying->journal = self->journal; /* as long as the desk, which the task holds */
  saying->content
      = self->catalog != NULL ? g_strdup_printf ("%" G_GINT64_FORMAT, parvis_catalog_version (self->catalog)) : NULL;
  saying->old = parvis_desk_is_content_old (self);
  saying->news = g_strcmp0 (self->said_content, saying->content) != 0;
  g_free (self->said_content);
  self->said_content = g_strdup (saying->content);
  saying->service = get_service (self);
  task = g_task_new (self, NULL, NULL, NULL);
  g_task_set_task_data (task, saying, (GDestroyNotify) saying_free);
  g_task_run_in_thread (task, write_saying);
}

/* Démarches ------------------------------------------------------------------------------------- */

static const char *
cause_to_word (const GError *cause)
{
  if (cause == NULL)
    return "open";
  if (cause->domain != PARVIS_OUTBOX_ERROR)
    return NO_RECIPIENT;
  switch (cause->code)
    {
    case PARVIS_OUTBOX_ERROR_FULL:
      return "disk-full";
    case PARVIS_OUTBOX_ERROR_CORRUPT:
      return "queue-damaged";
    case PARVIS_OUTBOX_ERROR_NEWER:
      return "queue-newer";
    default:
      return "queue-failed";
    }
}

/* (transfer full) (nullable) what was said before, in this life of the kiosk or the one before. */
static char *
read_before (ParvisDesk *self, ParvisOutbox *outbox)
{
  char *word = g_strdup (get_service (self));

  if (word == NULL && outbox != NULL && !parvis_kiosk_state_read (outbox, "service", &word, NULL))
    return NULL;
  return word;
}

/* The first "open" of a kiosk's life is no news. A thread may have found a new queue before we have it: it is said when
 * we have, after what became of the old one. Posted, not written: in the order in which it was so. */
static void
say_service (ParvisDesk *self, const char *before, const char *word)
{
  gboolean open = g_str_equal (word, "open");

  g_mutex_lock (&self->service_mutex);
  if (open && self->queue_gone)
    {
      g_mutex_unlock (&self->service_mutex);
      return;
    }
  if (self->service != NULL)
    before = self->service;
  self->service = word;
  if (!open && g_strcmp0 (before, word) != 0)
    parvis_journal_post (self->journal, PARVIS_JOURNAL_SERVICE_RESTRICTED, word);
  else if (open && before != NULL && !g_str_equal (before, "open"))
    parvis_journal_post (self->journal, PARVIS_JOURNAL_SERVICE_RESUMED, NULL);
  g_mutex_unlock (&self->service_mutex);
}

void
parvis_desk_say_service (ParvisDesk *self, ParvisOutbox *outbox, const GError *cause)
{
  g_autofree char *before = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisOutbox) own = NULL;
  const char *word = cause_to_word (cause);

  if (self->journal == NULL || g_error_matches (cause, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_BUSY))
    return;
  if (outbox == NULL && cause != NULL && cause->domain != PARVIS_OUTBOX_ERROR)
    outbox = own = parvis_outbox_open (parvis_config_outbox_path (self->config), NULL);
  before = read_before (self, outbox);
  say_service (self, before, word);
  if (outbox != NULL && !parvis_kiosk_state_note (outbox, "service", word, NULL, &error))
    g_message ("the kiosk's state is not noted: %s", error->message);
}

/* What it was before. */
static gboolean
set_queue_gone (ParvisDesk *self, gboolean gone)
{
  gboolean before;

  g_mutex_lock (&self->service_mutex);
  before = self->queue_gone;
  self->queue_gone = gone;
  g_mutex_unlock (&self->service_mutex);
  return before;
}

void
parvis_desk_say_queue_gone (ParvisDesk *self, const GError *why)
{
  set_queue_gone (self, TRUE);
  parvis_desk_say_service (self, NULL, why);
}

/* Whether there are recipients and room is looked at with the next démarche. */
void
parvis_desk_say_queue_back (ParvisDesk *self)
{
  if (set_queue_gone (self, FALSE) && g_strcmp0 (get_service (self), NO_RECIPIENT) != 0)
    parvis_desk_say_service (self, NULL, NULL);
  parvis_desk_say_content (self);
  parvis_desk_say_devices (self);
}

/* Start and end --------------------------------------------------------------------------------- */

void
parvis_desk_start_service (ParvisDesk *self)
{
  g_return_if_fail (self->journal == NULL);
  self->journal = parvis_journal_new (parvis_config_journal_path (self->config), "parvis-kiosk");
  parvis_journal_post (self->journal, PARVIS_JOURNAL_SYS_STARTUP, parvis_version ());
  if (self->no_queue != NULL)
    parvis_desk_say_service (self, NULL, self->no_queue);
  parvis_desk_say_content (self);
}

void
parvis_desk_stop_service (ParvisDesk *self)
{
  if (self->journal == NULL || self->stopped)
    return;
  self->stopped = TRUE;
  if (self->night != NULL)
    parvis_night_set_lit (self->night, TRUE);
  parvis_journal_note (self->journal, PARVIS_JOURNAL_SYS_SHUTDOWN, NULL);
}
