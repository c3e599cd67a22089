/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/fields/text-field.h"

#include <glib/gi18n-lib.h>

#include "ui/lock/text-lock.h"

#define LONGEST 4000
/* "Encore 40 caractères" helps near the end; before it is only noise. */
#define FEW_LEFT 60

struct _ParvisTextField
{
  ParvisFieldControl parent_instance;

  GtkWidget *view;
  GtkWidget *left;
  int limit;
};

G_DEFINE_FINAL_TYPE (ParvisTextField, parvis_text_field, PARVIS_TYPE_FIELD_CONTROL)

static GtkTextBuffer *
buffer_of (ParvisTextField *self)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
}

static char *
text_of (ParvisTextField *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer_of (self), &start, &end);
  return gtk_text_buffer_get_text (buffer_of (self), &start, &end, FALSE);
}

/* What does not fit any more is not taken; what fits of a longer piece is. */
static void
on_insert (ParvisTextField *self, GtkTextIter *place, char *text, int length, GtkTextBuffer *buffer)
{
  int room = self->limit - gtk_text_buffer_get_char_count (buffer);

  if (g_utf8_strlen (text, length) <= room)
    return;
  g_signal_stop_emission_by_name (buffer, "insert-text");
  if (room > 0)
    gtk_text_buffer_insert (buffer, place, text, (int) (g_utf8_offset_to_pointer (text, room) - text));
}

static void
on_changed (ParvisTextField *self)
{
  int left = self->limit - gtk_text_buffer_get_char_count (buffer_of (self));
  g_autofree char *said = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "Encore %d caractère", "Encore %d caractères", (gulong) left), left);

  gtk_label_set_text (GTK_LABEL (self->left), said);
  gtk_widget_set_visible (self->left, left <= FEW_LEFT);
  parvis_field_control_emit_changed (PARVIS_FIELD_CONTROL (self));
}

static void
parvis_text_field_load (ParvisFieldControl *control, const ParvisValue *value)
{
  gtk_text_buffer_set_text (buffer_of (PARVIS_TEXT_FIELD (control)), parvis_value_text (value), -1);
}

static ParvisValue *
parvis_text_field_store (ParvisFieldControl *control)
{
  g_autofree char *text = text_of (PARVIS_TEXT_FIELD (control));

  return parvis_value_new_text (text);
}

static GtkWidget *
parvis_text_field_subject (ParvisFieldControl *control)
{
  return PARVIS_TEXT_FIELD (control)->view;
}

static void
parvis_text_field_class_init (ParvisTextFieldClass *class)
{
  ParvisFieldControlClass *control_class = PARVIS_FIELD_CONTROL_CLASS (class);

  control_class->load = parvis_text_field_load;
  control_class->store = parvis_text_field_store;
  control_class->subject = parvis_text_field_subject;
}

static void
parvis_text_field_init (ParvisTextField *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->limit = LONGEST;
  self->view = g_object_new (GTK_TYPE_TEXT_VIEW, "wrap-mode", GTK_WRAP_WORD_CHAR, "accepts-tab", FALSE, "input-hints",
                             GTK_INPUT_HINT_UPPERCASE_SENTENCES, NULL);
  parvis_text_lock (self->view);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->view);
  gtk_widget_add_css_class (scroller, "answer");
  gtk_widget_add_css_class (scroller, "lines");
  parvis_field_control_add (PARVIS_FIELD_CONTROL (self), scroller);

  self->left = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->left), 1);
  gtk_widget_add_css_class (self->left, "hint");
  gtk_widget_set_visible (self->left, FALSE);
  parvis_field_control_add (PARVIS_FIELD_CONTROL (self), self->left);
  g_signal_connect_object (buffer_of (self), "insert-text", G_CALLBACK (on_insert), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (buffer_of (self), "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
}

GtkWidget *
parvis_text_field_new (const ParvisFieldContext *context)
{
  ParvisTextField *self = g_object_new (PARVIS_TYPE_TEXT_FIELD, NULL);
  guint limit = context->field->max_length;

  if (limit > 0 && limit < LONGEST)
    self->limit = (int) limit;
  return GTK_WIDGET (self);
}
