/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/fields/typed-entry.h"

#include <string.h>

#include "ui/lock/text-lock.h"

#define DATA "parvis-typed-entry"

/* Beside the entry, and gone with it: GtkEntry's own class keeps its GtkText for itself. */
typedef struct
{
  GtkWidget *entry;
  ParvisEntryKind kind;
  gulong changed_handler;
  gboolean setting; /* the text is being set by us */
  int edited;       /* where the last insertion or deletion ended */
  int cursor;       /* where the cursor goes once GTK has finished what made "changed" */
  guint cursor_source;
} Typed;

static Typed *
typed_of (GtkWidget *entry)
{
  return g_object_get_data (G_OBJECT (entry), DATA);
}

static void
typed_free (Typed *self)
{
  g_clear_handle_id (&self->cursor_source, g_source_remove);
  g_free (self);
}

static gboolean
on_place_cursor (gpointer data)
{
  Typed *self = data;

  self->cursor_source = 0;
  gtk_editable_set_position (GTK_EDITABLE (self->entry), self->cursor);
  return G_SOURCE_REMOVE;
}

/* GTK sets the cursor after "changed", by the length that was typed and not by what we made of it: ours comes right
 * after, and before the next key. */
static void
place_cursor (Typed *self, int cursor)
{
  self->cursor = cursor;
  gtk_editable_set_position (GTK_EDITABLE (self->entry), cursor);
  if (self->cursor_source == 0)
    self->cursor_source = g_idle_add_full (G_PRIORITY_HIGH, on_place_cursor, self, NULL);
}

static void
on_insert_text (Typed *self, const char *text, int length, int *position)
{
  self->edited = *position + (int) g_utf8_strlen (text, length);
}

/* The one character that is to go only helps reading: it would come back at once. The one beyond it is meant: the one
 * before it for the key that erases backwards, the one after it for the other. */
static gboolean
reaches_beyond (Typed *self, GtkEditable *inside, int *start, int *end)
{
  const char *text = gtk_editable_get_text (inside);

  if (self->setting || *end != *start + 1
      || !parvis_entry_is_separator (self->kind, g_utf8_get_char (g_utf8_offset_to_pointer (text, *start))))
    return FALSE;
  if (gtk_editable_get_position (inside) == *start)
    (*end)++;
  else
    (*start)--;
  return *start >= 0;
}

static void
on_delete_text (Typed *self, int start, int end, GtkEditable *inside)
{
  if (reaches_beyond (self, inside, &start, &end))
    {
      g_signal_stop_emission_by_name (inside, "delete-text");
      gtk_editable_delete_text (inside, start, end);
      return;
    }
  self->edited = start;
}

/* GTK says "changed" twice of a text that is set, the first time of nothing: others hear it once, when it is there. */
static void
show (Typed *self, const char *text)
{
  self->setting = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  self->setting = FALSE;
  g_signal_handler_block (self->entry, self->changed_handler);
  g_signal_emit_by_name (self->entry, "changed");
  g_signal_handler_unblock (self->entry, self->changed_handler);
}

static void
on_changed (Typed *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  int cursor = self->edited;
  g_autofree char *shown = parvis_entry_format (self->kind, typed, &cursor);

  if (!self->setting && strcmp (shown, typed) == 0)
    return;
  g_signal_stop_emission_by_name (self->entry, "changed");
  if (self->setting)
    return;
  show (self, shown);
  place_cursor (self, cursor);
}

static const struct
{
  GtkInputPurpose purpose;
  GtkInputHints hints;
} inputs[] = {
  [PARVIS_ENTRY_TEXT] = { GTK_INPUT_PURPOSE_FREE_FORM, GTK_INPUT_HINT_UPPERCASE_SENTENCES },
  [PARVIS_ENTRY_PHONE] = { GTK_INPUT_PURPOSE_PHONE, GTK_INPUT_HINT_NONE },
  [PARVIS_ENTRY_IBAN] = { GTK_INPUT_PURPOSE_FREE_FORM, GTK_INPUT_HINT_UPPERCASE_CHARS },
  [PARVIS_ENTRY_SIRET] = { GTK_INPUT_PURPOSE_DIGITS, GTK_INPUT_HINT_NONE },
  [PARVIS_ENTRY_INTEGER] = { GTK_INPUT_PURPOSE_DIGITS, GTK_INPUT_HINT_NONE },
  [PARVIS_ENTRY_DECIMAL] = { GTK_INPUT_PURPOSE_NUMBER, GTK_INPUT_HINT_NONE },
  [PARVIS_ENTRY_POSTCODE] = { GTK_INPUT_PURPOSE_DIGITS, GTK_INPUT_HINT_NONE },
  [PARVIS_ENTRY_CAN] = { GTK_INPUT_PURPOSE_DIGITS, GTK_INPUT_HINT_NONE },
};

/* GTK's children do not inherit a direction. */
void
parvis_typed_entry_keep_left_to_right (GtkWidget *entry)
{
  if (gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL)
    gtk_entry_set_alignment (GTK_ENTRY (entry), 1);
  gtk_widget_set_direction (entry, GTK_TEXT_DIR_LTR);
  gtk_widget_set_direction (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (entry))), GTK_TEXT_DIR_LTR);
}

GtkWidget *
parvis_typed_entry_new (ParvisEntryKind kind)
{
  GtkWidget *entry = parvis_text_lock_new_entry ();
  GtkEditable *inside = gtk_editable_get_delegate (GTK_EDITABLE (entry));
  Typed *self = g_new0 (Typed, 1);

  self->entry = entry;
  self->kind = kind;
  g_object_set_data_full (G_OBJECT (entry), DATA, self, (GDestroyNotify) typed_free);
  gtk_widget_add_css_class (entry, "answer");
  gtk_entry_set_max_length (GTK_ENTRY (entry), (int) parvis_entry_limit (kind));
  gtk_entry_set_input_purpose (GTK_ENTRY (entry), inputs[kind].purpose);
  gtk_entry_set_input_hints (GTK_ENTRY (entry), inputs[kind].hints);
  if (kind != PARVIS_ENTRY_TEXT)
    parvis_typed_entry_keep_left_to_right (entry);
  g_signal_connect_swapped (inside, "insert-text", G_CALLBACK (on_insert_text), self);
  g_signal_connect_swapped (inside, "delete-text", G_CALLBACK (on_delete_text), self);
  self->changed_handler = g_signal_connect_swapped (entry, "changed", G_CALLBACK (on_changed), self);
  return entry;
}

ParvisEntryKind
parvis_typed_entry_get_kind (GtkWidget *entry)
{
  return typed_of (entry)->kind;
}

void
parvis_typed_entry_set_text (GtkWidget *entry, const char *text)
{
  int cursor = 0;
  g_autofree char *shown = parvis_entry_format (typed_of (entry)->kind, text, &cursor);

  show (typed_of (entry), shown);
}

char *
parvis_typed_entry_get_plain (GtkWidget *entry)
{
  return parvis_entry_plain (typed_of (entry)->kind, gtk_editable_get_text (GTK_EDITABLE (entry)));
}

gboolean
parvis_typed_entry_is_complete (GtkWidget *entry)
{
  return parvis_entry_is_complete (typed_of (entry)->kind, gtk_editable_get_text (GTK_EDITABLE (entry)));
}
