/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/voice/voice.h"

#include "app/voice/speaker.h"
#include "drivers/sound/sound.h"

/* speech-dispatcher takes texts even when all of its synthesisers are dead: silence for this long after a text tells.
 */
#define DEAF_SECONDS 6
/* One text is never that long: a daemon that stopped in the middle of it must not keep the session alive. */
#define LONGEST_SECONDS 300

struct _ParvisVoice
{
  GObject parent_instance;
  ParvisSpeaker *speaker; /* (nullable) a kiosk that does not speak */
  ParvisSound *sound;     /* (nullable) */
  GHashTable *saying;     /* ids of texts that are not over */
  GHashTable *over;       /* ids that were over before we knew that they had been taken */
  guint waiting;          /* texts given to the speaker that it has not told of */
  guint last_taken;       /* id: they grow */
  guint deaf;             /* source: when to give up hearing anything; only while speaking */
  gboolean available;
  guint usual_volume, volume;
  int rate;
};

enum
{
  PROP_AVAILABLE = 1,
  PROP_HEADPHONES,
  N_PROPS
};
static GParamSpec *props[N_PROPS];
static guint finished_signal;

G_DEFINE_FINAL_TYPE (ParvisVoice, parvis_voice, G_TYPE_OBJECT)

static void
set_available (ParvisVoice *self, gboolean available)
{
  if (available == self->available)
    return;
  self->available = available;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_AVAILABLE]);
}

/* ---- what the speaker tells ---- */

static void forget (ParvisVoice *self, guint waiting);

static gboolean
on_deaf (gpointer user_data)
{
  ParvisVoice *self = user_data;

  self->deaf = 0;
  g_message ("no speech: speech-dispatcher takes texts and says nothing");
  forget (self, 0);
  set_available (self, FALSE);
  return G_SOURCE_REMOVE;
}

/* From now on, silence for @seconds tells that nobody speaks. */
static void
listen (ParvisVoice *self, guint seconds)
{
  g_clear_handle_id (&self->deaf, g_source_remove);
  self->deaf = g_timeout_add_seconds (seconds, on_deaf, self);
}

static void
finish_if_silent (ParvisVoice *self)
{
  if (parvis_voice_is_speaking (self))
    return;
  g_clear_handle_id (&self->deaf, g_source_remove);
  g_signal_emit (self, finished_signal, 0);
}

static void
take (ParvisVoice *self, guint id)
{
  self->last_taken = id;
  if (self->waiting > 0)
    self->waiting--;
  if (g_hash_table_remove (self->over, GUINT_TO_POINTER (id)))
    {
      finish_if_silent (self);
      return;
    }
  g_hash_table_add (self->saying, GUINT_TO_POINTER (id));
}

static void
begin (ParvisVoice *self)
{
  listen (self, LONGEST_SECONDS);
  set_available (self, TRUE);
}

static void
end (ParvisVoice *self, guint id)
{
  if (g_hash_table_remove (self->saying, GUINT_TO_POINTER (id)))
    finish_if_silent (self);
  else if (id > self->last_taken) /* else it was stopped: that was told */
    g_hash_table_add (self->over, GUINT_TO_POINTER (id));
}

/* What was being said is not any more; @waiting: texts that still will be. */
static void
forget (ParvisVoice *self, guint waiting)
{
  gboolean was_speaking = parvis_voice_is_speaking (self);

  self->waiting = waiting;
  g_hash_table_remove_all (self->saying);
  g_hash_table_remove_all (self->over);
  if (was_speaking)
    finish_if_silent (self);
}

static void
lose (ParvisVoice *self, guint waiting)
{
  forget (self, waiting);
  self->last_taken = 0; /* the numbers of another daemon mean nothing */
  set_available (self, FALSE);
}

static void
on_speaker (ParvisSpeakerEvent event, guint id, gpointer user_data)
{
  ParvisVoice *self = user_data;

  switch (event)
    {
    case PARVIS_SPEAKER_OPEN:
      lose (self, self->waiting);
      set_available (self, TRUE);
      break;
    case PARVIS_SPEAKER_LOST:
      lose (self, 0);
      break;
    case PARVIS_SPEAKER_TAKEN:
      take (self, id);
      break;
    case PARVIS_SPEAKER_BEGUN:
      begin (self);
      break;
    case PARVIS_SPEAKER_ENDED:
      end (self, id);
      break;
    default:
      g_return_if_reached ();
    }
}

/* ---- the sound card ---- */

static void
on_headphones (ParvisVoice *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_HEADPHONES]);
}

static void
open_card (ParvisVoice *self, const char *card)
{
  g_autoptr (GError) error = NULL;

  self->sound = parvis_sound_new (card, &error);
  if (self->sound == NULL)
    g_message ("no loudness and no headphones: %s", error->message);
  else
    g_signal_connect_object (self->sound, "notify::headphones", G_CALLBACK (on_headphones), self, G_CONNECT_SWAPPED);
}

static gboolean
card_sets_volume (ParvisVoice *self)
{
  return self->sound != NULL && parvis_sound_has_volume (self->sound);
}

static void
apply_volume (ParvisVoice *self)
{
  g_autoptr (GError) error = NULL;

  if (card_sets_volume (self) && !parvis_sound_set_volume (self->sound, self->volume, &error))
    g_message ("%s", error->message);
}

/* ---- lifecycle ---- */

static void
parvis_voice_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ParvisVoice *self = PARVIS_VOICE (object);

  g_value_set_boolean (value, id == PROP_AVAILABLE ? self->available : parvis_voice_has_headphones (self));
}

static void
parvis_voice_finalize (GObject *object)
{
  ParvisVoice *self = PARVIS_VOICE (object);

  g_clear_handle_id (&self->deaf, g_source_remove);
  g_clear_pointer (&self->speaker, parvis_speaker_free);
  g_clear_object (&self->sound);
  g_hash_table_unref (self->saying);
  g_hash_table_unref (self->over);
  G_OBJECT_CLASS (parvis_voice_parent_class)->finalize (object);
}

static void
parvis_voice_class_init (ParvisVoiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = parvis_voice_get_property;
  object_class->finalize = parvis_voice_finalize;
  props[PROP_AVAILABLE] = g_param_spec_boolean ("available", NULL, NULL, FALSE, flags);
  props[PROP_HEADPHONES] = g_param_spec_boolean ("headphones", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
  finished_signal
      = g_signal_new ("finished", PARVIS_TYPE_VOICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
parvis_voice_init (ParvisVoice *self)
{
  self->saying = g_hash_table_new (NULL, NULL);
  self->over = g_hash_table_new (NULL, NULL);
}

ParvisVoice *
parvis_voice_new (const char *card, guint volume)
{
  ParvisVoice *self = g_object_new (PARVIS_TYPE_VOICE, NULL);

  self->usual_volume = self->volume = MIN (volume, PARVIS_VOICE_LOUDEST);
  if (card == NULL)
    return self;
  self->speaker = parvis_speaker_new (on_speaker, self);
  open_card (self, card);
  apply_volume (self);
  parvis_speaker_open (self->speaker);
  return self;
}

void
parvis_voice_say (ParvisVoice *self, const char *text, const char *language, ParvisVoicePriority priority)
{
  /* Where the card has no control, the synthesiser's own, from -100 to 100. */
  int volume = card_sets_volume (self) ? 100 : (int) self->volume * 2 - 100;

  if (priority == PARVIS_VOICE_NOW)
    parvis_voice_stop (self);
  if (self->speaker == NULL || *text == '\0')
    return;
  if (!parvis_voice_is_speaking (self))
    listen (self, DEAF_SECONDS);
  self->waiting++;
  parvis_speaker_say (self->speaker, text, language, self->rate, volume);
}

void
parvis_voice_stop (ParvisVoice *self)
{
  if (self->speaker != NULL)
    parvis_speaker_stop (self->speaker);
  forget (self, 0);
}

void
parvis_voice_wake (ParvisVoice *self)
{
  if (self->speaker != NULL)
    parvis_speaker_open (self->speaker);
}

gboolean
parvis_voice_is_available (ParvisVoice *self)
{
  return self->available;
}

gboolean
parvis_voice_is_speaking (ParvisVoice *self)
{
  return self->waiting > 0 || g_hash_table_size (self->saying) > 0;
}

gboolean
parvis_voice_has_headphones (ParvisVoice *self)
{
  return self->sound != NULL && parvis_sound_get_headphones (self->sound);
}

guint
parvis_voice_get_volume (ParvisVoice *self)
{
  return self->volume;
}

void
parvis_voice_set_volume (ParvisVoice *self, guint percent)
{
  self->volume = MIN (percent, PARVIS_VOICE_LOUDEST);
  apply_volume (self);
}

int
parvis_voice_get_rate (ParvisVoice *self)
{
  return self->rate;
}

void
parvis_voice_set_rate (ParvisVoice *self, int rate)
{
  self->rate = CLAMP (rate, PARVIS_VOICE_SLOWEST, PARVIS_VOICE_FASTEST);
}

void
parvis_voice_reset (ParvisVoice *self)
{
  parvis_voice_stop (self);
  self->rate = 0;
  parvis_voice_set_volume (self, self->usual_volume);
}
