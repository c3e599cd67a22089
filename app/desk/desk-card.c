/* SPDX-License-Identifier: EUPL-1.2
 *
 * The card reader: when it can be used, and an identity document that is read.
 */
#include "app/desk/desk-private.h"

#include <glib/gi18n-lib.h>

#include "app/desk/card-identity.h"
#include "drivers/card/reader.h"

/* The states' certificates, for as long as the desk or a reading needs them. */
typedef struct
{
  ParvisEmrtdTrust *certificates; /* (nullable) */
} Trust;

typedef struct _Reading Reading;

struct _ParvisCardDesk
{
  ParvisCardReader *reader;
  Trust *trust;
  guint tries;   /* wrong keys of this session */
  Reading *now;  /* (nullable) */
};

/* One that was asked for. Only the main thread touches it, but for @access and @trust, which do not change, while the job runs. */
struct _Reading
{
  gatomicrefcount refs;
  GTask *task; /* %NULL once it has ended */
  ParvisCardDesk *card;
  ParvisCardAccess *access;
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
  parvis_card_access_free (self->access);
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
reading_new (ParvisCardDesk *card, const ParvisCardKey *key)
{
  Reading *self = g_new0 (Reading, 1);

  g_atomic_ref_count_init (&self->refs);
  self->card = card;
  self->access = parvis_card_access_new (key);
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
  return state == PARVIS_CARD_READER_NO_SERVICE || state == PARVIS_CARD_READER_NO_READER || state == PARVIS_CARD_READER_STUCK;
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

/* --- waiting and reading --- */

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  Reading *self = data;
  ParvisCardReader *reader = PARVIS_CARD_READER (source);
  g_autoptr (GError) cause = NULL;
  g_autoptr (ParvisIdentity) identity = parvis_card_reader_run_finish (reader, result, &cause);
  g_autoptr (GTask) task = self->task != NULL && identity != NULL ? end (self) : NULL;

  if (task != NULL)
    {
      self->card->tries = 0;
      g_task_return_pointer (task, parvis_card_identity_new (identity), (GDestroyNotify) parvis_card_identity_free);
    }
  else if (self->task != NULL)
    {
      g_message ("identity document not read: %s", cause->message);
      if (is_away (parvis_card_reader_get_state (reader)) && !g_error_matches (cause, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_CANCELLED))
        fail_as (self, PARVIS_CARD_READING_NO_READER,
                 _("Le lecteur de cartes s’est arrêté pendant la lecture. Tapez vous-même votre identité."));
      else
        fail (self, parvis_card_reading_error_new (cause, &self->card->tries));
    }
  reading_unref (self);
}

static void
run (Reading *self)
{
  stop_waiting (self);
  self->progress (PARVIS_CARD_STAGE_OPENING, 0, self->progress_data);
  parvis_card_reader_run_async (self->card->reader, read_identity, reading_ref (self), (GDestroyNotify) reading_unref,
                                (GDestroyNotify) parvis_identity_free, self->cancellable, on_read, reading_ref (self));
}

/* TRUE: there is nothing to wait for any more. */
static gboolean
look (Reading *self)
{
  ParvisCardReaderState state = parvis_card_reader_get_state (self->card->reader);

  if (is_away (state))
    fail_as (self, PARVIS_CARD_READING_NO_READER,
             _("Le lecteur de cartes ne marche pas en ce moment. Tapez vous-même votre identité."));
  else if (state == PARVIS_CARD_READER_UNREADABLE)
    fail_as (self, PARVIS_CARD_READING_AGAIN,
             _("La carte ne répond pas. Retournez-la, ou posez-la bien à plat au milieu du lecteur."));
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
           _("La borne n’a pas senti de carte. Posez-la bien à plat, au milieu du lecteur."));
  return G_SOURCE_REMOVE;
}

static void
wait_for_card (Reading *self)
{
  self->progress (PARVIS_CARD_STAGE_WAITING, 0, self->progress_data);
  self->state_handler
      = g_signal_connect_swapped (self->card->reader, "notify::state", G_CALLBACK (on_state), self);
  self->patience = g_timeout_add_seconds (PARVIS_CARD_PATIENCE, on_patience_ends, self);
}

void
parvis_desk_read_identity_cancel (ParvisDesk *self)
{
  Reading *reading = self->card != NULL ? self->card->now : NULL;

  if (reading == NULL)
    return;
  reading_ref (reading);
  g_cancellable_cancel (reading->cancellable);
  fail (reading, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "the reading was stopped"));
  reading_unref (reading);
}

void
parvis_desk_read_identity_async (ParvisDesk *self, const ParvisCardKey *key, ParvisCardProgress progress, gpointer progress_data,
                                 GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  Reading *reading;

  parvis_desk_read_identity_cancel (self);
  if (self->card == NULL)
    {
      g_task_return_new_error (task, PARVIS_CARD_READING_ERROR, PARVIS_CARD_READING_NO_READER, "%s",
                               _("Le lecteur de cartes ne marche pas en ce moment. Tapez vous-même votre identité."));
      return;
    }
  reading = reading_new (self->card, key);
  reading->task = g_steal_pointer (&task);
  reading->progress = progress;
  reading->progress_data = progress_data;
  self->card->now = reading_ref (reading);
  if (self->card->tries >= PARVIS_CARD_TRIES)
    fail (reading, parvis_card_reading_too_many ());
  else if (!look (reading))
    wait_for_card (reading);
  reading_unref (reading);
}

ParvisCardIdentity *
parvis_desk_read_identity_finish (ParvisDesk *self, GAsyncResult *result, GError **error)
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

void
parvis_desk_close_card_reader (ParvisDesk *self)
{
  if (self->card == NULL)
    return;
  parvis_desk_read_identity_cancel (self);
  g_object_unref (self->card->reader);
  trust_unref (self->card->trust);
  g_clear_pointer (&self->card, g_free);
}

const char *
parvis_desk_card_trouble (ParvisDesk *self)
{
  if (self->card == NULL || !is_away (parvis_card_reader_get_state (self->card->reader)))
    return "";
  return _("Le lecteur de cartes ne marche pas en ce moment. Tapez vous-même votre identité.");
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
  parvis_desk_read_identity_cancel (self);
  self->card->tries = 0;
}
