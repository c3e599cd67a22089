/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/fields/entry-field.h"

#include <math.h>
#include <string.h>

#include "ui/fields/typed-entry.h"

/* No answer of one line needs more, whatever the definition says. */
#define LONGEST 1000

struct _ParvisEntryField
{
  ParvisFieldControl parent_instance;

  const ParvisField *field;
  GtkWidget *entry;
};

G_DEFINE_FINAL_TYPE (ParvisEntryField, parvis_entry_field, PARVIS_TYPE_FIELD_CONTROL)

static char *
number_to_text (double number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  char *text = g_strdup (g_ascii_formatd (buffer, sizeof buffer, "%.15g", number));

  return g_strdelimit (text, ".", ',');
}

static void
parvis_entry_field_load (ParvisFieldControl *control, const ParvisValue *value)
{
  ParvisEntryField *self = PARVIS_ENTRY_FIELD (control);
  g_autofree char *text = parvis_value_kind (value) == PARVIS_VALUE_NUMBER
                              ? number_to_text (parvis_value_number (value))
                              : g_strdup (parvis_value_text (value));

  parvis_typed_entry_set_text (self->entry, text);
}

/* What is no number (a lone sign) stays text, for the check to speak of. */
static ParvisValue *
number_of (char *plain)
{
  char *end = NULL;

  g_strdelimit (plain, ",", '.');
  double number = g_ascii_strtod (plain, &end);
  return *plain != '\0' && *end == '\0' ? parvis_value_new_number (number) : parvis_value_new_text (plain);
}

static ParvisValue *
parvis_entry_field_store (ParvisFieldControl *control)
{
  ParvisEntryField *self = PARVIS_ENTRY_FIELD (control);
  g_autofree char *plain = parvis_typed_entry_get_plain (self->entry);

  if (self->field->type == PARVIS_FIELD_INTEGER || self->field->type == PARVIS_FIELD_DECIMAL)
    return number_of (plain);
  return parvis_value_new_text (plain);
}

static GtkWidget *
parvis_entry_field_subject (ParvisFieldControl *control)
{
  return PARVIS_ENTRY_FIELD (control)->entry;
}

static gboolean
parvis_entry_field_is_complete (ParvisFieldControl *control, const char *part)
{
  return parvis_typed_entry_is_complete (PARVIS_ENTRY_FIELD (control)->entry);
}

static void
parvis_entry_field_class_init (ParvisEntryFieldClass *class)
{
  ParvisFieldControlClass *control_class = PARVIS_FIELD_CONTROL_CLASS (class);

  control_class->load = parvis_entry_field_load;
  control_class->store = parvis_entry_field_store;
  control_class->subject = parvis_entry_field_subject;
  control_class->is_complete = parvis_entry_field_is_complete;
}

static void
parvis_entry_field_init (ParvisEntryField *self)
{
}

/* Names and places are written with capitals; a definition does not say that a text is one, its question does. */
static gboolean
asks_a_name (const ParvisField *field)
{
  static const char *const words[] = { "nom", "prénom", "ville", "commune" };
  g_autofree char *label = g_utf8_strdown (field->label, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_has_prefix (label, words[i]))
      return TRUE;
  return FALSE;
}

static void
set_input (GtkEntry *entry, const ParvisField *field)
{
  if (field->type == PARVIS_FIELD_EMAIL)
    {
      gtk_entry_set_input_purpose (entry, GTK_INPUT_PURPOSE_EMAIL);
      gtk_entry_set_input_hints (entry, GTK_INPUT_HINT_LOWERCASE);
    }
  if (field->type == PARVIS_FIELD_TEXT && asks_a_name (field))
    gtk_entry_set_input_purpose (entry, GTK_INPUT_PURPOSE_NAME);
  if (field->type == PARVIS_FIELD_INTEGER && isfinite (field->minimum) && field->minimum < 0)
    gtk_entry_set_input_purpose (entry, GTK_INPUT_PURPOSE_NUMBER);
}

/* What can be typed of a free text; the other kinds know their own. */
static void
set_limit (GtkEntry *entry, const ParvisField *field, ParvisEntryKind kind)
{
  guint limit = field->max_length > 0 ? MIN (field->max_length, LONGEST) : LONGEST;

  if (parvis_entry_limit (kind) == 0)
    gtk_entry_set_max_length (entry, (int) limit);
}

static gboolean
is_short (const ParvisField *field)
{
  return field->type == PARVIS_FIELD_INTEGER || field->type == PARVIS_FIELD_DECIMAL
         || (field->max_length > 0 && field->max_length <= 12);
}

GtkWidget *
parvis_entry_field_new (const ParvisFieldContext *context)
{
  ParvisEntryField *self = g_object_new (PARVIS_TYPE_ENTRY_FIELD, NULL);
  const ParvisField *field = context->field;
  ParvisEntryKind kind = parvis_entry_kind_of (field->type);

  self->field = field;
  self->entry = parvis_typed_entry_new (kind);
  parvis_field_control_add (PARVIS_FIELD_CONTROL (self), self->entry);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (parvis_field_control_emit_changed), self);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), field->placeholder);
  set_limit (GTK_ENTRY (self->entry), field, kind);
  set_input (GTK_ENTRY (self->entry), field);
  if (field->type == PARVIS_FIELD_EMAIL)
    parvis_typed_entry_keep_left_to_right (self->entry);
  if (is_short (field))
    {
      gtk_widget_add_css_class (self->entry, "short");
      gtk_widget_set_halign (self->entry, GTK_ALIGN_START);
    }
  return GTK_WIDGET (self);
}
