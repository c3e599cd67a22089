/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/fields/entry-field.h"

#include <math.h>
#include <string.h>

#include "ui/fields/entry-format.h"
#include "ui/lock/text-lock.h"

/* No answer of one line needs more, whatever the definition says. */
#define LONGEST 1000

struct _ParvisEntryField
{
  ParvisFieldControl parent_instance;

  const ParvisField *field;
  GtkWidget *entry;
  gulong changed_handler;
  int edited;           /* where the last insertion or deletion ended */
  int cursor;           /* where the cursor goes once GTK has finished what made "changed" */
  guint cursor_source;
};

G_DEFINE_FINAL_TYPE (ParvisEntryField, parvis_entry_field, PARVIS_TYPE_FIELD_CONTROL)

static const struct
{
  ParvisFieldType type;
  GtkInputPurpose purpose;
  GtkInputHints hints;
} inputs[] = {
  { PARVIS_FIELD_TEXT, GTK_INPUT_PURPOSE_FREE_FORM, GTK_INPUT_HINT_UPPERCASE_SENTENCES },
  { PARVIS_FIELD_EMAIL, GTK_INPUT_PURPOSE_EMAIL, GTK_INPUT_HINT_LOWERCASE },
  { PARVIS_FIELD_PHONE, GTK_INPUT_PURPOSE_PHONE, GTK_INPUT_HINT_NONE },
  { PARVIS_FIELD_INTEGER, GTK_INPUT_PURPOSE_DIGITS, GTK_INPUT_HINT_NONE },
  { PARVIS_FIELD_DECIMAL, GTK_INPUT_PURPOSE_NUMBER, GTK_INPUT_HINT_NONE },
  { PARVIS_FIELD_SIRET, GTK_INPUT_PURPOSE_DIGITS, GTK_INPUT_HINT_NONE },
  { PARVIS_FIELD_IBAN, GTK_INPUT_PURPOSE_FREE_FORM, GTK_INPUT_HINT_UPPERCASE_CHARS },
};

static gboolean
on_place_cursor (gpointer data)
{
  ParvisEntryField *self = data;

  self->cursor_source = 0;
  gtk_editable_set_position (GTK_EDITABLE (self->entry), self->cursor);
  return G_SOURCE_REMOVE;
}

/* GTK sets the cursor after "changed", by the length that was typed and not by what we made of it: ours comes right after, and
 * before the next key. */
static void
place_cursor (ParvisEntryField *self, int cursor)
{
  self->cursor = cursor;
  gtk_editable_set_position (GTK_EDITABLE (self->entry), cursor);
  if (self->cursor_source == 0)
    self->cursor_source = g_idle_add_full (G_PRIORITY_HIGH, on_place_cursor, self, NULL);
}

static void
on_insert_text (ParvisEntryField *self, const char *text, int length, int *position)
{
  self->edited = *position + (int) g_utf8_strlen (text, length);
}

static void
on_delete_text (ParvisEntryField *self, int start, int end)
{
  self->edited = start;
}

static void
on_typed (ParvisEntryField *self)
{
  GtkEditable *editable = GTK_EDITABLE (self->entry);
  const char *typed = gtk_editable_get_text (editable);
  int cursor = self->edited;
  g_autofree char *shown = parvis_entry_format (self->field->type, typed, &cursor);

  if (strcmp (shown, typed) != 0)
    {
      g_signal_handler_block (self->entry, self->changed_handler);
      gtk_editable_set_text (editable, shown);
      place_cursor (self, cursor);
      g_signal_handler_unblock (self->entry, self->changed_handler);
    }
  parvis_field_control_emit_changed (PARVIS_FIELD_CONTROL (self));
}

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
  int cursor = 0;
  g_autofree char *shown = parvis_entry_format (self->field->type, text, &cursor);

  gtk_editable_set_text (GTK_EDITABLE (self->entry), shown);
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
  g_autofree char *plain
      = parvis_entry_plain (self->field->type, gtk_editable_get_text (GTK_EDITABLE (self->entry)));

  if (self->field->type == PARVIS_FIELD_INTEGER || self->field->type == PARVIS_FIELD_DECIMAL)
    return number_of (plain);
  return parvis_value_new_text (plain);
}

static GtkWidget *
parvis_entry_field_subject (ParvisFieldControl *control)
{
  return PARVIS_ENTRY_FIELD (control)->entry;
}

static void
parvis_entry_field_dispose (GObject *object)
{
  g_clear_handle_id (&PARVIS_ENTRY_FIELD (object)->cursor_source, g_source_remove);
  G_OBJECT_CLASS (parvis_entry_field_parent_class)->dispose (object);
}

static void
parvis_entry_field_class_init (ParvisEntryFieldClass *class)
{
  G_OBJECT_CLASS (class)->dispose = parvis_entry_field_dispose;
  ParvisFieldControlClass *control_class = PARVIS_FIELD_CONTROL_CLASS (class);

  control_class->load = parvis_entry_field_load;
  control_class->store = parvis_entry_field_store;
  control_class->subject = parvis_entry_field_subject;
}

static void
parvis_entry_field_init (ParvisEntryField *self)
{
  self->entry = parvis_text_lock_new_entry ();
  gtk_widget_add_css_class (self->entry, "answer");
  parvis_field_control_add (PARVIS_FIELD_CONTROL (self), self->entry);
  GtkEditable *inside = gtk_editable_get_delegate (GTK_EDITABLE (self->entry));
  g_signal_connect_object (inside, "insert-text", G_CALLBACK (on_insert_text), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (inside, "delete-text", G_CALLBACK (on_delete_text), self, G_CONNECT_SWAPPED);
  self->changed_handler = g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (on_typed), self);
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
  for (gsize i = 0; i < G_N_ELEMENTS (inputs); i++)
    if (inputs[i].type == field->type)
      {
        gtk_entry_set_input_purpose (entry, inputs[i].purpose);
        gtk_entry_set_input_hints (entry, inputs[i].hints);
      }
  if (field->type == PARVIS_FIELD_TEXT && asks_a_name (field))
    gtk_entry_set_input_purpose (entry, GTK_INPUT_PURPOSE_NAME);
  if (field->type == PARVIS_FIELD_INTEGER && isfinite (field->minimum) && field->minimum < 0)
    gtk_entry_set_input_purpose (entry, GTK_INPUT_PURPOSE_NUMBER);
}

/* Numbers are typed and read from left to right in every language; only where they stand follows the language. GTK's children do not
 * inherit a direction. */
static void
keep_left_to_right (GtkWidget *entry)
{
  if (gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL)
    gtk_entry_set_alignment (GTK_ENTRY (entry), 1);
  gtk_widget_set_direction (entry, GTK_TEXT_DIR_LTR);
  gtk_widget_set_direction (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (entry))), GTK_TEXT_DIR_LTR);
}

static gboolean
is_number (ParvisFieldType type)
{
  return type == PARVIS_FIELD_PHONE || type == PARVIS_FIELD_IBAN || type == PARVIS_FIELD_SIRET || type == PARVIS_FIELD_EMAIL
         || type == PARVIS_FIELD_INTEGER || type == PARVIS_FIELD_DECIMAL;
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
  guint limit = parvis_entry_limit (field->type);

  self->field = field;
  if (limit == 0)
    limit = field->max_length > 0 ? MIN (field->max_length, LONGEST) : LONGEST;
  gtk_entry_set_max_length (GTK_ENTRY (self->entry), (int) limit);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), field->placeholder);
  set_input (GTK_ENTRY (self->entry), field);
  if (is_number (field->type))
    keep_left_to_right (self->entry);
  if (is_short (field))
    {
      gtk_widget_add_css_class (self->entry, "short");
      gtk_widget_set_halign (self->entry, GTK_ALIGN_START);
    }
  return GTK_WIDGET (self);
}
