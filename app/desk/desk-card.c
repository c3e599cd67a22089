/* SPDX-License-Identifier: EUPL-1.2
 *
 * The card reader: when it can be used, and what is read of an identity document or of one of the town hall's own
 * cards.
 */
#include "app/desk/desk-private.h"

#include <glib/gi18n-lib.h>

#include "app/desk/card-identity.h"
#include "app/desk/card-pass.h"
#include "base/secret.h"
#include "drivers/card/reader.h"

/* The states' certificates, for as long as the desk or a reading needs them. */
typedef struct
{
  ParvisEmrtdTrust *certificates; /* (nullable) */
} Trust;

typedef struct _Reading Reading;

/* What is read. */
typedef struct
{
  const char *name; /* for the journal */
  ParvisCardJob job;
  GDestroyNotify free_found, free_answer;
  /* What is @found as the screen has it (transfer full), or a sentence. Main thread. */
  gpointer (*to_answer) (Reading *self, gconstpointer found, GError **error);
  /* What the person can do about @cause (transfer full). */
  GError *(*to_error) (Reading *self, const GError *cause);
} Kind;

struct _ParvisCardDesk
{
  ParvisCardReader *reader;
  Trust *trust;
  guint tries;  /* wrong keys of this session */
  Reading *now; /* (nullable) */
};

/* One that was asked for. Only the main thread touches it, but for @access and @trust, which do not change, while the
 * job runs. */
struct _Reading
{
  gatomicrefcount refs;
  GTask *task; /* %NULL once it has ended */
  ParvisCardDesk *card;
  const Kind *kind;
  ParvisCardAccess *access; /* (nullable) of an identity document */
  ParvisCardPasses *passes; /* (nullable) of one of our own cards */
  Trust *trust;
  ParvisCardProgress progress;
  gpointer progress_data;
  GCancellable *cancellable;
  gulong state_handler;
  guint patience;
};

/* --- the states' certificates --- */

static void
trust_clear (Trust *trust)
{
  g_clear_pointer (&trust->certificates, parvis_emrtd_trust_free);
}

static void
trust_unref (Trust *trust)
{
  g_atomic_rc_box_release_full (trust, (GDestroyNotify) trust_clear);
}

static Trust *
trust_open (const char *folder)
{
  Trust *trust = g_atomic_rc_box_new0 (Trust);
  g_autoptr (GError) error = NULL;

  if (folder == NULL)
    return trust;
  trust->certificates = parvis_emrtd_trust_new (folder, &error);
  if (trust->certificates == NULL)
    g_message ("identity documents are not checked: %s", error->message);
  return trust;
}

/* --- a reading --- */

static void
reading_unref (Reading *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_clear_object (&self->task);
  g_clear_pointer (&self->access, parvis_card_access_free);
  g_clear_pointer (&self->passes, parvis_card_passes_free);
  trust_unref (self->trust);
  g_object_unref (self->cancellable);
  g_free (self);
}

static Reading *
reading_ref (Reading *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

static Reading *
reading_new (ParvisCardDesk *card, const Kind *kind, GTask *task)
{
  Reading *self = g_new0 (Reading, 1);

  g_atomic_ref_count_init (&self->refs);
  self->card = card;
  self->kind = kind;
  self->task = g_object_ref (task);
  self->trust = g_atomic_rc_box_acquire (card->trust);
  self->cancellable = g_cancellable_new ();
  return self;
}

static void
stop_waiting (Reading *self)
{
  g_clear_signal_handler (&self->state_handler, self->card->reader);
  g_clear_handle_id (&self->patience, g_source_remove);
}

/* Gives the task that is to be answered; NULL when it was. (transfer full) */
static GTask *
end (Reading *self)
{
  GTask *task = g_steal_pointer (&self->task);

  if (task == NULL)
    return NULL;
  stop_waiting (self);
  if (self->card->now == self)
    {
      self->card->now = NULL;
      reading_unref (self);
    }
  return task;
}

/* (transfer full) @error */
static void
fail (Reading *self, GError *error)
{
  g_autoptr (GTask) task = end (reading_ref (self));

  if (task != NULL)
    g_task_return_error (task, error);
  else
    g_error_free (error);
  reading_unref (self);
}

static void
fail_as (Reading *self, ParvisCardReadingError code, const char *sentence)
{
  fail (self, g_error_new_literal (PARVIS_CARD_READING_ERROR, (int) code, sentence));
}

static gboolean
is_away (ParvisCardReaderState state)
{
  return state == PARVIS_CARD_READER_NO_SERVICE || state == PARVIS_CARD_READER_NO_READER
         || state == PARVIS_CARD_READER_STUCK;
}

/* --- in the card's thread --- */

typedef struct
{
  Reading *reading;
  ParvisCardStage stage;
  guint percent;
} Step;

static gboolean
tell_step (gpointer data)
{
  const Step *step = data;

  if (step->reading->task != NULL)
    step->reading->progress (step->stage, step->percent, step->reading->progress_data);
  return G_SOURCE_REMOVE;
}

static void
step_free (gpointer data)
{
  reading_unref (((Step *) data)->reading);
  g_free (data);
}

static void
on_step (ParvisEmrtdStep what, guint percent, gpointer user_data)
{
  Step *step = g_new (Step, 1);

  *step = (Step){ reading_ref (user_data), parvis_card_stage_of (what), percent };
  g_idle_add_full (G_PRIORITY_DEFAULT, tell_step, step, step_free);
}

static gpointer
read_identity (ParvisCardLink *link, gpointer data, GCancellable *cancellable, GError **error)
{
  Reading *self = data;

  return parvis_emrtd_read (link, &self->access->access, self->trust->certificates, on_step, self, error);
}

static gpointer
read_pass (ParvisCardLink *link, gpointer data, GCancellable *cancellable, GError **error)
{
  return parvis_tag_read (link, error);
}

/* --- what is read --- */

static gpointer
identity_to_answer (Reading *self, gconstpointer found, GError **error)
{
  self->card->tries = 0;
  return parvis_card_identity_new (found);
}

static GError *
identity_to_error (Reading *self, const GError *cause)
{
  return parvis_card_reading_error_new (cause, &self->card->tries);
}

static gpointer
pass_to_answer (Reading *self, gconstpointer found, GError **error)
{
  return parvis_card_passes_read (self->passes, found, error);
}

static GError *
pass_to_error (Reading *self, const GError *cause)
{
  return parvis_card_passes_error_new (self->passes, cause);
}

static const Kind identity_kind = { "identity document",
                                    read_identity,
                                    (GDestroyNotify) parvis_identity_free,
                                    (GDestroyNotify) parvis_card_identity_free,
                                    identity_to_answer,
                                    identity_to_error };
static const Kind pass_kind
    = { "pass",         read_pass,    (GDestroyNotify) parvis_tag_free, (GDestroyNotify) parvis_secret_free,
        pass_to_answer, pass_to_error };

/* --- waiting and reading --- */

static void
take_found (Reading *self, gconstpointer found)
{
  g_autoptr (GError) error = NULL;
  gpointer answer = self->kind->to_answer (self, found, &error);
  GDestroyNotify free_answer = self->kind->free_answer;
  g_autoptr (GTask) task = end (self); /* may be the last to hold us */

  if (answer != NULL)
    g_task_return_pointer (task, answer, free_answer);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
take_failure (Reading *self, ParvisCardReader *reader, const GError *cause)
{
  g_message ("%s not read: %s", self->kind->name, cause->message);
  if (is_away (parvis_card_reader_get_state (reader))
      && !g_error_matches (cause, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_CANCELLED))
    fail_as (self, PARVIS_CARD_READING_NO_READER,
             _ ("Le lecteur de cartes s’est arrêté pendant la lecture. Tapez vous-même votre réponse."));
  else
    fail (self, self->kind->to_error (self, cause));
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  Reading *self = data;
  ParvisCardReader *reader = PARVIS_CARD_READER (source);
  g_autoptr (GError) cause = NULL;
  gpointer found = parvis_card_reader_run_finish (reader, result, &cause);

  if (self->task != NULL && found != NULL)
    take_found (self, found);
  else if (self->task != NULL)
    take_failure (self, reader, cause);
  g_clear_pointer (&found, self->kind->free_found);
  reading_unref (self);
}

static void
run (Reading *self)
{
  stop_waiting (self);
  self->progress (PARVIS_CARD_STAGE_OPENING, 0, self->progress_data);
  parvis_card_reader_run_async (self->card->reader, self->kind->job, reading_ref (self), (GDestroyNotify) reading_unref,
                                self->kind->free_found, self->cancellable, on_read, reading_ref (self));
}

/* TRUE: there is nothing to wait for any more. */
static gboolean
look (Reading *self)
{
  ParvisCardReaderState state = parvis_card_reader_get_state (self->card->reader);

  if (is_away (state))
    fail_as (self, PARVIS_CARD_READING_NO_READER,
             _ ("Le lecteur de cartes ne marche pas en ce moment. Tapez vous-même votre réponse."));
  else if (state == PARVIS_CARD_READER_UNREADABLE)
    fail_as (self, PARVIS_CARD_READING_AGAIN,
             _ ("La carte ne répond pas. Retournez-la, ou posez-la bien à plat au milieu du lecteur."));
  else if (state == PARVIS_CARD_READER_CARD)
    run (self);
  else
    return FALSE;
  return TRUE;
}

static void
on_state (Reading *self)
{
  look (self);
}

static gboolean
on_patience_ends (gpointer data)
{
  Reading *self = data;

  self->patience = 0;
  fail_as (self, PARVIS_CARD_READING_AGAIN,
           _ ("La borne n’a pas senti de carte. Posez-la bien à plat, au milieu du lecteur."));
  return G_SOURCE_REMOVE;
}

static void
wait_for_card (Reading *self)
{
  self->progress (PARVIS_CARD_STAGE_WAITING, 0, self->progress_data);
  self->state_handler = g_signal_connect_swapped (self->card->reader, "notify::state", G_CALLBACK (on_state), self);
  self->patience = g_timeout_add_seconds (PARVIS_CARD_PATIENCE, on_patience_ends, self);
}

void
parvis_desk_read_card_cancel (ParvisDesk *self)
{
  Reading *reading = self->card != NULL ? self->card->now : NULL;

  if (reading == NULL)
    return;
  reading_ref (reading);
  g_cancellable_cancel (reading->cancellable);
  fail (reading, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "the reading was stopped"));
  reading_unref (reading);
}

/* @self has all that its job needs (transfer full). */
static void
begin (Reading *self, ParvisCardProgress progress, gpointer progress_data)
{
  self->progress = progress;
  self->progress_data = progress_data;
  self->card->now = reading_ref (self);
  if (self->kind == &identity_kind && self->card->tries >= PARVIS_CARD_TRIES)
    fail (self, parvis_card_reading_too_many ());
  else if (!look (self))
    wait_for_card (self);
  reading_unref (self);
}

/* Answers @task where there is no reader to ask. */
static gboolean
has_reader (ParvisDesk *self, GTask *task)
{
  parvis_desk_read_card_cancel (self);
  if (self->card == NULL)
    g_task_return_new_error (task, PARVIS_CARD_READING_ERROR, PARVIS_CARD_READING_NO_READER, "%s",
                             _ ("Le lecteur de cartes ne marche pas en ce moment. Tapez vous-même votre réponse."));
  return self->card != NULL;
}

void
parvis_desk_read_identity_async (ParvisDesk *self, const ParvisCardKey *key, ParvisCardProgress progress,
                                 gpointer progress_data, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  Reading *reading;

  if (!has_reader (self, task))
    return;
  reading = reading_new (self->card, &identity_kind, task);
  reading->access = parvis_card_access_new (key);
  begin (reading, progress, progress_data);
}

ParvisCardIdentity *
parvis_desk_read_identity_finish (ParvisDesk *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

char *
parvis_desk_pass_name (ParvisDesk *self, const char *pass, const char *language)
{
  return self->catalog != NULL ? parvis_catalog_pass_name (self->catalog, pass, language, NULL) : NULL;
}

static ParvisCardPasses *
find_passes (ParvisDesk *self, const char *wanted, const char *language, GError **error)
{
  GPtrArray *passes = self->catalog != NULL ? parvis_catalog_passes (self->catalog, language, NULL) : NULL;

  return parvis_card_passes_new (passes != NULL ? passes : g_ptr_array_new (), wanted, error);
}

void
parvis_desk_read_pass_async (ParvisDesk *self, const char *pass, const char *language, ParvisCardProgress progress,
                             gpointer progress_data, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisCardPasses) passes = NULL;
  Reading *reading;

  if (!has_reader (self, task))
    return;
  passes = find_passes (self, pass, language, &error);
  if (passes == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  reading = reading_new (self->card, &pass_kind, task);
  reading->passes = g_steal_pointer (&passes);
  begin (reading, progress, progress_data);
}

ParvisSecret *
parvis_desk_read_pass_finish (ParvisDesk *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- the reader --- */

static void
on_reader_state (ParvisCardReader *reader, GParamSpec *pspec, ParvisDesk *self)
{
  g_object_notify (G_OBJECT (self), "card-trouble");
}

/* "any", or how its name begins. */
static char *
to_pattern (const char *configured)
{
  return g_str_equal (configured, "any") ? NULL : g_strconcat (configured, "*", NULL);
}

void
parvis_desk_open_card_reader (ParvisDesk *self)
{
  const char *configured = parvis_config_card_reader (self->config);
  g_autofree char *pattern = configured != NULL ? to_pattern (configured) : NULL;

  if (configured == NULL)
    return;
  self->card = g_new0 (ParvisCardDesk, 1);
  self->card->trust = trust_open (parvis_config_csca (self->config));
  self->card->reader = parvis_card_reader_new (pattern);
  g_signal_connect_object (self->card->reader, "notify::state", G_CALLBACK (on_reader_state), self, (GConnectFlags) 0);
}

ParvisCardReader *
parvis_desk_card_reader (ParvisDesk *self)
{
  return self->card != NULL ? self->card->reader : NULL;
}

void
parvis_desk_close_card_reader (ParvisDesk *self)
{
  if (self->card == NULL)
    return;
  parvis_desk_read_card_cancel (self);
  g_object_unref (self->card->reader);
  trust_unref (self->card->trust);
  g_clear_pointer (&self->card, g_free);
}

const char *
parvis_desk_card_trouble (ParvisDesk *self)
{
  if (self->card == NULL || !is_away (parvis_card_reader_get_state (self->card->reader)))
    return "";
  return _ ("Le lecteur de cartes ne marche pas en ce moment. Tapez vous-même votre réponse.");
}

void
parvis_desk_begin_card (ParvisDesk *self)
{
  if (self->card != NULL)
    parvis_card_reader_look (self->card->reader);
}

void
parvis_desk_end_card (ParvisDesk *self)
{
  if (self->card == NULL)
    return;
  parvis_desk_read_card_cancel (self);
  self->card->tries = 0;
}
