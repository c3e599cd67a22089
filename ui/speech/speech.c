/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/speech/speech.h"

#include <glib/gi18n-lib.h>

#include "ui/access/access.h"
#include "ui/language/language.h"
#include "ui/speech/keypad.h"
#include "ui/speech/page-words.h"
#include "ui/speech/sound-bar.h"
#include "ui/speech/spoken.h"
#include "ui/speech/typed.h"
#include "ui/speech/words.h"

#define VOLUME_STEP 10
#define RATE_STEP   25
#define RATE_STEPS  7 /* from -75 to 75 */

struct _ParvisSpeech
{
  GObject parent_instance;
  ParvisScreenParts parts;
  ParvisVoice *voice;
  ParvisKeypad *keypad;
  ParvisTyped *typed;
  GtkEventController *events; /* owned by the window */
  GtkWidget *thing;           /* that had the focus when we spoke last; weak */
  GtkWidget *watched;         /* whose state we follow; weak */
  ParvisUtterance *last;      /* (nullable) what "Répéter" says */
  GString *announced;         /* to be said before what comes */
  char *town;
  guint idle;
  gboolean on;
  gboolean welcome;        /* the next page begins with it */
  gboolean page_came;      /* to be said */
  gboolean focus_moved;    /* to be said */
  gboolean by_keypad;      /* the focus is going on its own, not with a page */
  gboolean keyboard_known; /* how to use it was said in this session */
  gboolean heard_typing;   /* since the last key */
};

static guint wake_signal;

G_DEFINE_FINAL_TYPE (ParvisSpeech, parvis_speech, G_TYPE_OBJECT)

/* ---- saying ---- */

static void
say (ParvisSpeech *self, const ParvisUtterance *utterance, ParvisVoicePriority priority)
{
  const char *words = parvis_utterance_get (utterance, parvis_voice_has_headphones (self->voice));

  if (self->on && *words != '\0')
    parvis_voice_say (self->voice, words, parvis_language_get (), priority);
}

static void
say_words (ParvisSpeech *self, const char *words)
{
  g_autoptr (ParvisUtterance) utterance = parvis_utterance_new ();

  parvis_utterance_add (utterance, words);
  say (self, utterance, PARVIS_VOICE_NOW);
}

/* Takes @utterance: it is what "Répéter" says from now on. */
static void
say_and_keep (ParvisSpeech *self, ParvisUtterance *utterance)
{
  g_clear_pointer (&self->last, parvis_utterance_free);
  self->last = utterance;
  say (self, utterance, PARVIS_VOICE_NOW);
}

static void
say_again (ParvisSpeech *self)
{
  if (self->last != NULL)
    say (self, self->last, PARVIS_VOICE_NOW);
}

/* ---- what has the focus ---- */

static GtkWidget *
thing_in_focus (ParvisSpeech *self, const GPtrArray *things, int *index)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self->parts.window));

  *index = parvis_order_find (things, focus);
  return *index >= 0 ? g_ptr_array_index (things, *index) : NULL;
}

static void
on_state (ParvisSpeech *self)
{
  g_autoptr (ParvisThing) thing = parvis_thing_read (self->watched);
  g_autoptr (ParvisUtterance) utterance = parvis_utterance_new ();
  g_autofree char *open = parvis_words_state (thing, TRUE), *shared = parvis_words_state (thing, FALSE);

  parvis_utterance_add_both (utterance, open, shared);
  say (self, utterance, PARVIS_VOICE_NOW);
}

static void
on_value (gpointer user_data)
{
  ParvisSpeech *self = user_data;
  g_autoptr (ParvisThing) thing = parvis_thing_read (self->watched);
  g_autoptr (ParvisUtterance) utterance = parvis_utterance_new ();
  g_autofree char *open = parvis_words_value (thing, TRUE), *shared = parvis_words_value (thing, FALSE);

  parvis_utterance_add_both (utterance, open, shared);
  say (self, utterance, PARVIS_VOICE_NOW);
}

/* What it says when it changes, while it has the focus. */
static void
watch (ParvisSpeech *self, GtkWidget *widget)
{
  GtkWidget *old = self->watched;

  if (old == widget)
    return;
  if (old != NULL)
    {
      g_signal_handlers_disconnect_by_func (old, on_state, self);
      parvis_spoken_watch (old, NULL, NULL);
    }
  g_set_weak_pointer (&self->watched, widget);
  parvis_typed_watch (self->typed, widget != NULL ? parvis_thing_field (widget) : NULL);
  if (widget == NULL)
    return;
  parvis_spoken_watch (widget, on_value, self);
  if (GTK_IS_CHECK_BUTTON (widget) || GTK_IS_TOGGLE_BUTTON (widget) || GTK_IS_SWITCH (widget))
    g_signal_connect_swapped (widget, "notify::active", G_CALLBACK (on_state), self);
}

static void
add_thing_at (const GPtrArray *things, int index, ParvisUtterance *utterance)
{
  g_autoptr (ParvisThing) thing = parvis_thing_read (g_ptr_array_index (things, index));

  parvis_order_position (things, (guint) index, &thing->position, &thing->count);
  parvis_utterance_add_thing (utterance, thing);
}

static void
add_page (ParvisSpeech *self, ParvisUtterance *utterance)
{
  g_autofree char *welcome = self->welcome ? parvis_words_welcome (self->town) : NULL;

  parvis_utterance_add (utterance, welcome);
  parvis_page_words_summary (&self->parts, utterance);
  self->welcome = FALSE;
}

static gboolean
is_title (ParvisSpeech *self, GtkWidget *thing)
{
  return thing != NULL && thing == parvis_page_words_title (&self->parts);
}

static void
add_announced (ParvisSpeech *self, ParvisUtterance *utterance)
{
  /* A page whose title says the same need not say it twice. */
  if (self->announced->len > 0 && !(self->page_came && g_str_has_prefix (utterance->shared->str, self->announced->str)))
    {
      g_autofree char *rest = g_strdup (utterance->shared->str), *open = g_strdup (utterance->open->str);

      g_string_assign (utterance->shared, self->announced->str);
      g_string_assign (utterance->open, self->announced->str);
      parvis_utterance_add_both (utterance, open, rest);
    }
  g_string_truncate (self->announced, 0);
}

static ParvisUtterance *
describe_moment (ParvisSpeech *self, GtkWidget **thing)
{
  g_autoptr (GPtrArray) things = parvis_order_of_screen (&self->parts);
  ParvisUtterance *utterance = parvis_utterance_new ();
  int index;

  *thing = thing_in_focus (self, things, &index);
  self->page_came = self->page_came || (self->focus_moved && !self->by_keypad && is_title (self, *thing));
  if (self->page_came && parvis_order_dialog (&self->parts) == NULL)
    add_page (self, utterance);
  if (*thing != NULL && !(self->page_came && is_title (self, *thing)))
    {
      parvis_page_words_entered (self->page_came ? NULL : self->thing, *thing, utterance);
      add_thing_at (things, index, utterance);
    }
  add_announced (self, utterance);
  return utterance;
}

/* Something that came by itself does not interrupt. */
static void
say_announced (ParvisSpeech *self)
{
  g_autoptr (ParvisUtterance) alone = parvis_utterance_new ();

  parvis_utterance_add (alone, self->announced->str);
  g_string_truncate (self->announced, 0);
  say (self, alone, PARVIS_VOICE_NEXT);
}

static gboolean
on_settled (gpointer user_data)
{
  ParvisSpeech *self = user_data;
  g_autoptr (ParvisUtterance) utterance = NULL;
  GtkWidget *thing = NULL;
  gboolean of_bar;

  self->idle = 0;
  if (!self->page_came && !self->focus_moved)
    {
      say_announced (self);
      return G_SOURCE_REMOVE;
    }
  utterance = describe_moment (self, &thing);
  of_bar = thing != NULL && gtk_widget_is_ancestor (thing, self->parts.bar);
  watch (self, thing);
  g_set_weak_pointer (&self->thing, thing);
  self->page_came = self->focus_moved = self->by_keypad = FALSE;
  if (of_bar) /* what it repeats is not itself */
    say (self, utterance, PARVIS_VOICE_NOW);
  else
    say_and_keep (self, g_steal_pointer (&utterance));
  return G_SOURCE_REMOVE;
}

/* A page, its focus and an announcement come together: they are said together, once all is in its place. */
static void
say_when_settled (ParvisSpeech *self)
{
  if (self->on && self->idle == 0)
    self->idle = g_idle_add_full (GDK_PRIORITY_REDRAW + 20, on_settled, self, NULL);
}

static void
on_focus_changed (ParvisSpeech *self)
{
  if (!self->on || gtk_root_get_focus (GTK_ROOT (self->parts.window)) == NULL)
    return;
  self->focus_moved = TRUE;
  say_when_settled (self);
}

/* ---- the five keys ---- */

static gboolean
on_pressed (ParvisSpeech *self)
{
  gboolean taken = FALSE;

  self->heard_typing = FALSE;
  g_signal_emit (self, wake_signal, 0, &taken);
  return taken;
}

static void
on_moving (ParvisSpeech *self)
{
  self->by_keypad = TRUE;
}

static void
on_stuck (ParvisSpeech *self, int direction)
{
  say_words (self, direction == GTK_DIR_LEFT ? _ ("Rien à gauche.") : _ ("Rien à droite."));
}

static void
on_again (ParvisSpeech *self, GtkWidget *focus)
{
  self->focus_moved = self->by_keypad = TRUE;
  say_when_settled (self);
}

static void
on_explored (ParvisSpeech *self, GtkWidget *key, gboolean entered)
{
  g_autoptr (ParvisUtterance) utterance = parvis_utterance_new ();
  g_autoptr (ParvisThing) thing = parvis_thing_read (key), field = NULL;
  g_autofree char *how
      = entered && !self->keyboard_known ? parvis_words_keyboard () : g_strdup (entered ? _ ("Clavier.") : "");
  gboolean secret;

  field = self->watched != NULL ? parvis_thing_read (self->watched) : NULL;
  secret = field != NULL && field->kind == PARVIS_THING_SECRET;
  self->keyboard_known = self->keyboard_known || entered;
  parvis_utterance_add (utterance, how);
  parvis_utterance_add_both (utterance, thing->name,
                             secret ? _ ("Branchez un casque pour entendre les touches.") : thing->name);
  say (self, utterance, PARVIS_VOICE_NOW);
}

static void
on_struck (ParvisSpeech *self, GtkWidget *key)
{
  if (key == NULL)
    on_again (self, NULL); /* back to the field: what it holds now */
  else if (!self->heard_typing)
    on_explored (self, key, FALSE);
}

static void
on_typed (ParvisSpeech *self, ParvisUtterance *heard)
{
  g_autoptr (ParvisUtterance) utterance = heard;

  self->heard_typing = TRUE;
  say (self, utterance, PARVIS_VOICE_NOW);
}

/* ---- a finger ---- */

static void
read_touched (ParvisSpeech *self, GdkEvent *event)
{
  g_autoptr (GPtrArray) things = NULL;
  GtkWidget *touched;
  double x = 0, y = 0, left = 0, top = 0;
  int index;

  if (!gdk_event_get_position (event, &x, &y))
    return;
  gtk_native_get_surface_transform (GTK_NATIVE (self->parts.window), &left, &top);
  touched = gtk_widget_pick (GTK_WIDGET (self->parts.window), x - left, y - top, GTK_PICK_DEFAULT);
  things = parvis_order_of_screen (&self->parts);
  index = parvis_order_find (things, touched);
  if (index >= 0 && GTK_IS_LABEL (g_ptr_array_index (things, index)))
    {
      self->by_keypad = TRUE;
      gtk_root_set_focus (GTK_ROOT (self->parts.window), g_ptr_array_index (things, index));
      on_again (self, NULL);
    }
}

static gboolean
on_event (ParvisSpeech *self, GdkEvent *event)
{
  GdkEventType type = gdk_event_get_event_type (event);

  if (!self->on || (type != GDK_KEY_PRESS && type != GDK_TOUCH_BEGIN && type != GDK_BUTTON_PRESS))
    return GDK_EVENT_PROPAGATE;
  parvis_voice_stop (self->voice);
  if (type != GDK_KEY_PRESS)
    read_touched (self, event);
  return GDK_EVENT_PROPAGATE;
}

/* ---- the bar ---- */

static void
change_volume (ParvisSpeech *self, int step)
{
  int volume = (int) parvis_voice_get_volume (self->voice) + step;
  g_autofree char *words = NULL;

  parvis_voice_set_volume (self->voice, (guint) CLAMP (volume, VOLUME_STEP, PARVIS_VOICE_LOUDEST));
  words = parvis_words_volume (parvis_voice_get_volume (self->voice));
  say_words (self, words);
}

static void
change_rate (ParvisSpeech *self, int step)
{
  const int most = RATE_STEP * (RATE_STEPS / 2);
  g_autofree char *words = NULL;

  parvis_voice_set_rate (self->voice, CLAMP (parvis_voice_get_rate (self->voice) + step, -most, most));
  words = parvis_words_rate ((guint) ((parvis_voice_get_rate (self->voice) + most) / RATE_STEP + 1), RATE_STEPS);
  say_words (self, words);
}

static void
read_page (ParvisSpeech *self)
{
  ParvisUtterance *utterance = parvis_utterance_new ();

  parvis_page_words_all (&self->parts, utterance);
  say_and_keep (self, utterance);
}

static void
on_act (ParvisSpeech *self, int act)
{
  switch (act)
    {
    case PARVIS_SOUND_SOFTER:
    case PARVIS_SOUND_LOUDER:
      change_volume (self, act == PARVIS_SOUND_LOUDER ? VOLUME_STEP : -VOLUME_STEP);
      break;
    case PARVIS_SOUND_SLOWER:
    case PARVIS_SOUND_FASTER:
      change_rate (self, act == PARVIS_SOUND_FASTER ? RATE_STEP : -RATE_STEP);
      break;
    case PARVIS_SOUND_PAGE:
      read_page (self);
      break;
    case PARVIS_SOUND_AGAIN:
      say_again (self);
      break;
    default:
      parvis_voice_stop (self->voice);
    }
}

/* ---- on and off ---- */

static void
on_access_changed (ParvisSpeech *self)
{
  gboolean on = parvis_access_get_speech ();

  if (on == self->on)
    return;
  self->on = on;
  parvis_keypad_set_reading (self->keypad, on);
  gtk_widget_set_visible (self->parts.bar, on);
  if (!on)
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->parts.window), "reading");
      watch (self, NULL);
      parvis_voice_stop (self->voice);
      return;
    }
  gtk_widget_add_css_class (GTK_WIDGET (self->parts.window), "reading");
  parvis_voice_wake (self->voice);
  if (!self->welcome)
    g_string_assign (self->announced, _ ("La borne lit l’écran à voix haute."));
  self->page_came = parvis_order_dialog (&self->parts) == NULL;
  self->focus_moved = TRUE;
  say_when_settled (self);
}

static void
on_headphones (ParvisSpeech *self)
{
  gboolean in = parvis_voice_has_headphones (self->voice), was_on = self->on, taken = FALSE;

  parvis_voice_stop (self->voice); /* what was for the person alone must not go on aloud */
  if (!in)
    {
      say_words (self, _ ("Casque débranché."));
      return;
    }
  g_signal_emit (self, wake_signal, 0, &taken);
  if (taken)
    return;
  g_object_set (parvis_access_get (), "speech", TRUE, NULL);
  if (!was_on)
    return;
  say_words (self, _ ("Casque branché."));
  if (self->last != NULL)
    say (self, self->last, PARVIS_VOICE_NEXT);
}

static void
on_language (ParvisSpeech *self)
{
  parvis_sound_bar_translate (PARVIS_SOUND_BAR (self->parts.bar));
}

/* ---- lifecycle ---- */

static void
parvis_speech_dispose (GObject *object)
{
  ParvisSpeech *self = PARVIS_SPEECH (object);

  parvis_speech_end (self);
  g_clear_weak_pointer (&self->thing);
  g_clear_object (&self->keypad);
  g_clear_object (&self->typed);
  g_clear_object (&self->voice);
  G_OBJECT_CLASS (parvis_speech_parent_class)->dispose (object);
}

static void
parvis_speech_finalize (GObject *object)
{
  g_string_free (PARVIS_SPEECH (object)->announced, TRUE);
  G_OBJECT_CLASS (parvis_speech_parent_class)->finalize (object);
}

static void
parvis_speech_class_init (ParvisSpeechClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = parvis_speech_dispose;
  G_OBJECT_CLASS (klass)->finalize = parvis_speech_finalize;
  wake_signal = g_signal_new ("wake", PARVIS_TYPE_SPEECH, G_SIGNAL_RUN_LAST, 0, g_signal_accumulator_true_handled, NULL,
                              NULL, G_TYPE_BOOLEAN, 0);
}

static void
parvis_speech_init (ParvisSpeech *self)
{
  self->announced = g_string_new (NULL);
  self->typed = parvis_typed_new ();
  g_signal_connect_swapped (self->typed, "heard", G_CALLBACK (on_typed), self);
}

static void
listen (ParvisSpeech *self)
{
  self->events = gtk_event_controller_legacy_new ();
  gtk_event_controller_set_propagation_phase (self->events, GTK_PHASE_CAPTURE);
  g_signal_connect_object (self->events, "event", G_CALLBACK (on_event), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->parts.window), self->events);
  g_signal_connect_object (self->keypad, "pressed", G_CALLBACK (on_pressed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->keypad, "moving", G_CALLBACK (on_moving), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->keypad, "stuck", G_CALLBACK (on_stuck), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->keypad, "again", G_CALLBACK (on_again), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->keypad, "explored", G_CALLBACK (on_explored), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->keypad, "struck", G_CALLBACK (on_struck), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->parts.window, "notify::focus-widget", G_CALLBACK (on_focus_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->parts.bar, "act", G_CALLBACK (on_act), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->voice, "notify::headphones", G_CALLBACK (on_headphones), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (parvis_access_get (), "notify::speech", G_CALLBACK (on_access_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (parvis_language_watch (), "notify::code", G_CALLBACK (on_language), self, G_CONNECT_SWAPPED);
}

/* ---- public ---- */

ParvisSpeech *
parvis_speech_new (const ParvisScreenParts *parts, ParvisVoice *voice)
{
  ParvisSpeech *self = g_object_new (PARVIS_TYPE_SPEECH, NULL);

  self->parts = *parts;
  self->voice = g_object_ref (voice);
  self->keypad = parvis_keypad_new (parts);
  gtk_widget_set_visible (parts->bar, FALSE);
  listen (self);
  return self;
}

void
parvis_speech_welcome (ParvisSpeech *self, const char *town)
{
  g_free (self->town);
  self->town = g_strdup (town);
  self->welcome = TRUE;
}

void
parvis_speech_page_changed (ParvisSpeech *self)
{
  self->page_came = TRUE;
  say_when_settled (self);
}

void
parvis_speech_announce (ParvisSpeech *self, const char *message)
{
  if (!self->on)
    return;
  g_string_append_printf (self->announced, "%s%s", self->announced->len > 0 ? " " : "", message);
  say_when_settled (self);
}

void
parvis_speech_end (ParvisSpeech *self)
{
  g_clear_handle_id (&self->idle, g_source_remove);
  watch (self, NULL);
  parvis_voice_stop (self->voice);
  g_clear_pointer (&self->last, parvis_utterance_free);
  g_string_truncate (self->announced, 0);
  g_clear_pointer (&self->town, g_free);
  self->welcome = self->page_came = self->focus_moved = self->by_keypad = self->keyboard_known = FALSE;
}
