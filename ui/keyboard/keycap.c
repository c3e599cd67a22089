/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/keyboard/keycap.h"

#include <glib/gi18n-lib.h>

#include "ui/speech/spoken.h"

#define DEFAULT_WIDTH 4

struct _ParvisKeycap
{
  GtkButton parent_instance;

  char *id;
  char *text;
  const ParvisKeySpec *spec; /* NULL: a plain character */
  GtkWidget *label;
};

enum
{
  HELD,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ParvisKeycap, parvis_keycap, GTK_TYPE_BUTTON)

static void
on_held (ParvisKeycap *self, double x, double y, GtkGesture *gesture)
{
  /* Claimed: letting go is no tap any more. */
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  g_signal_emit (self, signals[HELD], 0);
}

static void
parvis_keycap_finalize (GObject *object)
{
  ParvisKeycap *self = PARVIS_KEYCAP (object);

  g_free (self->id);
  g_free (self->text);
  G_OBJECT_CLASS (parvis_keycap_parent_class)->finalize (object);
}

static void
parvis_keycap_class_init (ParvisKeycapClass *class)
{
  G_OBJECT_CLASS (class)->finalize = parvis_keycap_finalize;

  signals[HELD] = g_signal_new ("held", PARVIS_TYPE_KEYCAP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
parvis_keycap_init (ParvisKeycap *self)
{
  GtkGesture *hold = gtk_gesture_long_press_new ();

  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  gtk_widget_set_focus_on_click (GTK_WIDGET (self), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "keycap");
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (hold), GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (hold, "pressed", G_CALLBACK (on_held), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (hold));

  self->label = gtk_label_new (NULL);
  gtk_widget_set_direction (self->label, GTK_TEXT_DIR_LTR); /* signs without a direction of their own: "@ # €" */
  gtk_button_set_child (GTK_BUTTON (self), self->label);
}

static const char *
translated (const char *word)
{
  return word != NULL && *word != '\0' ? _ (word) : word;
}

static const char *
printed (ParvisKeycap *self)
{
  const char *label = self->spec != NULL ? translated (self->spec->label) : NULL;

  return label != NULL ? label : self->text;
}

GtkWidget *
parvis_keycap_new (const char *id)
{
  ParvisKeycap *self = g_object_new (PARVIS_TYPE_KEYCAP, NULL);
  const ParvisKeySpec *spec = parvis_keyboard_special (id);

  self->id = g_strdup (id);
  self->spec = spec;
  self->text = g_strdup (spec != NULL && spec->text != NULL ? spec->text : id);
  if (spec != NULL && spec->style != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), spec->style);
  parvis_keycap_set_words (self, printed (self), spec != NULL ? translated (spec->name) : NULL);
  return GTK_WIDGET (self);
}

ParvisKeyAction
parvis_keycap_get_action (ParvisKeycap *self)
{
  return self->spec != NULL ? self->spec->action : PARVIS_KEY_TEXT;
}

guint
parvis_keycap_get_width (ParvisKeycap *self)
{
  return self->spec != NULL && self->spec->width > 0 ? self->spec->width : DEFAULT_WIDTH;
}

const char *
parvis_keycap_get_text (ParvisKeycap *self)
{
  return self->text;
}

const char *
parvis_keycap_get_id (ParvisKeycap *self)
{
  return self->id;
}

void
parvis_keycap_set_shifted (ParvisKeycap *self, gboolean shifted)
{
  if (self->spec != NULL || g_utf8_strlen (self->id, -1) != 1)
    return;
  g_free (self->text);
  /* Its own capital only: ß has none that is one letter. */
  g_autofree char *capital = g_utf8_strup (self->id, -1);
  self->text = shifted && g_utf8_strlen (capital, -1) == 1 ? g_steal_pointer (&capital) : g_strdup (self->id);
  parvis_keycap_set_words (self, self->text, NULL);
}

void
parvis_keycap_set_words (ParvisKeycap *self, const char *label, const char *name)
{
  gtk_label_set_text (GTK_LABEL (self->label), label);
  parvis_spoken_set (GTK_WIDGET (self), name != NULL ? name : label, NULL, NULL);
}
