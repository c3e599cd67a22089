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

typedef struct
{
  ParvisConfig *config;
  ParvisJournal *journal;
  char *content; /* (nullable) */
} Saying;

static void
saying_free (Saying *saying)
{
  parvis_config_unref (saying->config);
  g_free (saying->content);
  g_free (saying);
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
      || !parvis_kiosk_state_note (outbox, "content", saying->content, &changed, &error))
    g_message ("the kiosk's state is not noted: %s", error->message);
  else if (changed && saying->content != NULL)
    parvis_journal_note (saying->journal, PARVIS_JOURNAL_CONTENT_APPLIED, saying->content);
  g_task_return_boolean (task, TRUE);
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
    return "no-recipient";
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

/* The first "open" of a kiosk's life is no news. */
static void
say_service (ParvisJournal *journal, ParvisOutbox *outbox, const char *word, gboolean open)
{
  g_autofree char *before = NULL;
  gboolean changed = TRUE;

  if (outbox != NULL
      && (!parvis_kiosk_state_read (outbox, "service", &before, NULL)
          || !parvis_kiosk_state_note (outbox, "service", word, &changed, NULL)))
    before = NULL;
  if (!open && changed)
    parvis_journal_note (journal, PARVIS_JOURNAL_SERVICE_RESTRICTED, word);
  else if (open && changed && before != NULL)
    parvis_journal_note (journal, PARVIS_JOURNAL_SERVICE_RESUMED, NULL);
}

void
parvis_desk_say_service (ParvisDesk *self, ParvisOutbox *outbox, const GError *cause)
{
  if (self->journal != NULL && !g_error_matches (cause, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_BUSY))
    say_service (self->journal, outbox, cause_to_word (cause), cause == NULL);
}

/* Start and end --------------------------------------------------------------------------------- */

void
parvis_desk_start_service (ParvisDesk *self)
{
  g_return_if_fail (self->journal == NULL);
  self->journal = parvis_journal_new (parvis_config_journal_path (self->config), "parvis-kiosk");
  parvis_journal_post (self->journal, PARVIS_JOURNAL_SYS_STARTUP, parvis_version ());
  parvis_desk_say_content (self);
}

void
parvis_desk_stop_service (ParvisDesk *self)
{
  if (self->journal == NULL || self->stopped)
    return;
  self->stopped = TRUE;
  parvis_journal_note (self->journal, PARVIS_JOURNAL_SYS_SHUTDOWN, NULL);
}
