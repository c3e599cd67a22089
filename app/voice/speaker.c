/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/voice/speaker.h"

#include <signal.h>
#include <string.h>

#include "app/voice/speech-look.h"
#include "base/secret.h"

/* A daemon that is not there is not asked again for each key. */
#define REST_USEC (2 * G_USEC_PER_SEC)

typedef enum
{
  COMMAND_OPEN,
  COMMAND_SAY,
  COMMAND_STOP,
  COMMAND_QUIT,
} CommandKind;

typedef struct
{
  CommandKind kind;
  char *text, *language;
  int rate, volume;
  int generation; /* of texts: those before the last stop are not said any more */
} Command;

struct _ParvisSpeaker
{
  gatomicrefcount refs;   /* the owner's, the thread's, and one for each event on its way */
  ParvisSpeakerTell tell; /* NULL once the owner is gone; main thread only, as the next */
  gpointer user_data;
  GAsyncQueue *commands;
  int generation; /* atomic */

  /* The thread's own. */
  SPDConnection *connection;
  GHashTable *languages; /* spoken by the synthesiser; empty: it does not say */
  gint64 failed_at;
  char *language;
  int rate, volume;
};

/* libspeechd's events bear no closure: the one speaker that is open. */
static GMutex open_lock;
static ParvisSpeaker *open_speaker;

static void
command_free (Command *command)
{
  parvis_secret_free (command->text);
  g_free (command->language);
  g_free (command);
}

static void
speaker_unref (ParvisSpeaker *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_async_queue_unref (self->commands);
  g_hash_table_unref (self->languages);
  g_free (self->language);
  g_free (self);
}

/* ---- telling the main thread ---- */

typedef struct
{
  ParvisSpeaker *speaker;
  ParvisSpeakerEvent event;
  guint id;
  int generation; /* of a text that was taken */
} News;

static gboolean
deliver (gpointer data)
{
  News *news = data;
  ParvisSpeaker *self = news->speaker;
  gboolean stale = news->event == PARVIS_SPEAKER_TAKEN && news->generation != g_atomic_int_get (&self->generation);

  if (self->tell != NULL && !stale)
    self->tell (news->event, news->id, self->user_data);
  return G_SOURCE_REMOVE;
}

static void
news_free (gpointer data)
{
  speaker_unref (((News *) data)->speaker);
  g_free (data);
}

static void
tell_of (ParvisSpeaker *self, ParvisSpeakerEvent event, guint id, int generation)
{
  News *news = g_new (News, 1);

  g_atomic_ref_count_inc (&self->refs);
  *news = (News){ self, event, id, generation };
  g_idle_add_full (G_PRIORITY_DEFAULT, deliver, news, news_free);
}

static void
tell (ParvisSpeaker *self, ParvisSpeakerEvent event)
{
  tell_of (self, event, 0, 0);
}

/* In libspeechd's thread. */
static void
on_event (size_t message, size_t client, SPDNotificationType type)
{
  ParvisSpeakerEvent event = type == SPD_EVENT_BEGIN ? PARVIS_SPEAKER_BEGUN : PARVIS_SPEAKER_ENDED;

  g_mutex_lock (&open_lock);
  if (open_speaker != NULL)
    tell_of (open_speaker, event, (guint) message, 0);
  g_mutex_unlock (&open_lock);
}

/* ---- the connection ---- */

static void
set_open_speaker (ParvisSpeaker *self)
{
  g_mutex_lock (&open_lock);
  open_speaker = self;
  g_mutex_unlock (&open_lock);
}

static void
close_connection (ParvisSpeaker *self)
{
  set_open_speaker (NULL);
  g_clear_pointer (&self->connection, spd_close);
  g_clear_pointer (&self->language, g_free);
}

static void
prepare (ParvisSpeaker *self)
{
  self->connection->callback_begin = self->connection->callback_end = self->connection->callback_cancel = on_event;
  spd_set_notification_on (self->connection, SPD_BEGIN);
  spd_set_notification_on (self->connection, SPD_END);
  spd_set_notification_on (self->connection, SPD_CANCEL);
  self->rate = self->volume = G_MAXINT;
  parvis_speech_learn_languages (self->connection, self->languages);
}

static gboolean
open_connection (ParvisSpeaker *self)
{
  g_autofree char *error = NULL;

  if (self->connection != NULL)
    return TRUE;
  if (self->failed_at != 0 && g_get_monotonic_time () - self->failed_at < REST_USEC)
    return FALSE;
  self->connection = parvis_speech_open (SPD_MODE_THREADED, &error);
  self->failed_at = self->connection == NULL ? g_get_monotonic_time () : 0;
  if (self->connection == NULL)
    {
      g_message ("no speech: %s", error != NULL ? error : "speech-dispatcher does not answer");
      tell (self, PARVIS_SPEAKER_LOST);
      return FALSE;
    }
  set_open_speaker (self);
  prepare (self);
  tell (self, PARVIS_SPEAKER_OPEN);
  return TRUE;
}

/* ---- saying ---- */

/* The voice for @language: its own, else the nearest that there is. */
static const char *
voice_for (ParvisSpeaker *self, const char *language)
{
  g_autofree char *plain = g_ascii_strdown (language, (gssize) strcspn (language, "-_"));

  if (g_hash_table_size (self->languages) == 0)
    return g_str_equal (plain, "br") ? "fr" : language;
  return g_hash_table_contains (self->languages, plain) ? language : "fr";
}

static gboolean
set_voice (ParvisSpeaker *self, const Command *command)
{
  const char *language = voice_for (self, command->language);

  if (g_strcmp0 (self->language, language) != 0)
    {
      if (spd_set_language (self->connection, language) != 0)
        return FALSE;
      g_free (self->language);
      self->language = g_strdup (language);
    }
  if (self->rate != command->rate && spd_set_voice_rate (self->connection, command->rate) != 0)
    return FALSE;
  self->rate = command->rate;
  if (self->volume != command->volume && spd_set_volume (self->connection, command->volume) != 0)
    return FALSE;
  self->volume = command->volume;
  return TRUE;
}

static gboolean
say_once (ParvisSpeaker *self, const Command *command)
{
  int id;

  if (!open_connection (self))
    return FALSE;
  id = set_voice (self, command) ? spd_say (self->connection, SPD_MESSAGE, command->text) : -1;
  if (id < 0)
    {
      close_connection (self);
      return FALSE;
    }
  tell_of (self, PARVIS_SPEAKER_TAKEN, (guint) id, command->generation);
  return TRUE;
}

static void
say (ParvisSpeaker *self, const Command *command)
{
  gboolean was_open = self->connection != NULL;

  if (command->generation != g_atomic_int_get (&self->generation) || say_once (self, command))
    return;
  /* The daemon died since the last text; it may be back already. */
  if (!was_open || !say_once (self, command))
    tell (self, PARVIS_SPEAKER_LOST);
}

/* A daemon that died is an error of write(), in this thread and in libspeechd's, which inherits this. */
static void
block_sigpipe (void)
{
  sigset_t pipes;

  sigemptyset (&pipes);
  sigaddset (&pipes, SIGPIPE);
  pthread_sigmask (SIG_BLOCK, &pipes, NULL);
}

static gpointer
run (gpointer data)
{
  ParvisSpeaker *self = data;
  gboolean quit = FALSE;

  block_sigpipe ();
  while (!quit)
    {
      Command *command = g_async_queue_pop (self->commands);

      if (command->kind == COMMAND_OPEN)
        open_connection (self);
      else if (command->kind == COMMAND_SAY)
        say (self, command);
      else if (self->connection != NULL && spd_cancel (self->connection) != 0)
        close_connection (self);
      quit = command->kind == COMMAND_QUIT;
      command_free (command);
    }
  close_connection (self);
  speaker_unref (self);
  return NULL;
}

/* ---- public ---- */

ParvisSpeaker *
parvis_speaker_new (ParvisSpeakerTell news, gpointer user_data)
{
  ParvisSpeaker *self = g_new0 (ParvisSpeaker, 1);

  g_atomic_ref_count_init (&self->refs);
  g_atomic_ref_count_inc (&self->refs);
  self->tell = news;
  self->user_data = user_data;
  self->commands = g_async_queue_new_full ((GDestroyNotify) command_free);
  self->languages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_thread_unref (g_thread_new ("speech", run, self));
  return self;
}

static void
push (ParvisSpeaker *self, CommandKind kind)
{
  Command *command = g_new0 (Command, 1);

  command->kind = kind;
  g_async_queue_push (self->commands, command);
}

void
parvis_speaker_free (ParvisSpeaker *self)
{
  self->tell = NULL;
  g_atomic_int_inc (&self->generation);
  push (self, COMMAND_QUIT);
  speaker_unref (self);
}

void
parvis_speaker_open (ParvisSpeaker *self)
{
  push (self, COMMAND_OPEN);
}

void
parvis_speaker_say (ParvisSpeaker *self, const char *text, const char *language, int rate, int volume)
{
  Command *command = g_new0 (Command, 1);

  command->kind = COMMAND_SAY;
  command->text = g_strdup (text);
  command->language = g_strdup (language);
  command->rate = rate;
  command->volume = volume;
  command->generation = g_atomic_int_get (&self->generation);
  g_async_queue_push (self->commands, command);
}

void
parvis_speaker_stop (ParvisSpeaker *self)
{
  g_atomic_int_inc (&self->generation);
  push (self, COMMAND_STOP);
}
