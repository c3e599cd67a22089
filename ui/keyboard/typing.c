/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/keyboard/typing.h"

#include <string.h>

/* A field that is longer than this is never looked at whole for a capital. */
#define LOOK_BACK 4

gboolean
parvis_typing_accepts (GtkWidget *widget)
{
  if (GTK_IS_TEXT (widget))
    return gtk_editable_get_editable (GTK_EDITABLE (widget));
  return GTK_IS_TEXT_VIEW (widget) && gtk_text_view_get_editable (GTK_TEXT_VIEW (widget));
}

GtkInputPurpose
parvis_typing_purpose (GtkWidget *field)
{
  GtkInputPurpose purpose = GTK_INPUT_PURPOSE_FREE_FORM;

  g_object_get (field, "input-purpose", &purpose, NULL);
  return purpose;
}

GtkInputHints
parvis_typing_hints (GtkWidget *field)
{
  GtkInputHints hints = GTK_INPUT_HINT_NONE;

  g_object_get (field, "input-hints", &hints, NULL);
  return hints;
}

static void
insert_into_text (GtkEditable *text, const char *typed)
{
  gtk_editable_delete_selection (text);
  int position = gtk_editable_get_position (text);
  gtk_editable_insert_text (text, typed, -1, &position);
  gtk_editable_set_position (text, position);
}

static void
insert_into_view (GtkTextView *view, const char *typed)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);

  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_delete_selection (buffer, TRUE, TRUE);
  gtk_text_buffer_insert_interactive_at_cursor (buffer, typed, -1, TRUE);
  gtk_text_buffer_end_user_action (buffer);
  gtk_text_view_scroll_mark_onscreen (view, gtk_text_buffer_get_insert (buffer));
}

void
parvis_typing_insert (GtkWidget *field, const char *text)
{
  if (GTK_IS_TEXT (field))
    insert_into_text (GTK_EDITABLE (field), text);
  else
    insert_into_view (GTK_TEXT_VIEW (field), text);
}

static void
erase_in_view (GtkTextView *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter cursor;

  if (gtk_text_buffer_delete_selection (buffer, TRUE, TRUE))
    return;
  gtk_text_buffer_get_iter_at_mark (buffer, &cursor, gtk_text_buffer_get_insert (buffer));
  gtk_text_buffer_backspace (buffer, &cursor, TRUE, TRUE);
}

void
parvis_typing_erase (GtkWidget *field)
{
  if (GTK_IS_TEXT (field))
    g_signal_emit_by_name (field, "backspace");
  else
    erase_in_view (GTK_TEXT_VIEW (field));
}

void
parvis_typing_set_domain (GtkWidget *field, const char *domain)
{
  if (!GTK_IS_TEXT (field))
    return;
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (field));
  const char *at = strchr (typed, '@');
  int start = at != NULL ? (int) g_utf8_pointer_to_offset (typed, at) : -1;

  if (start >= 0)
    gtk_editable_delete_text (GTK_EDITABLE (field), start, -1);
  gtk_editable_set_position (GTK_EDITABLE (field), -1);
  insert_into_text (GTK_EDITABLE (field), domain);
}

/* The few characters before the cursor. (transfer full) */
static char *
before_cursor (GtkWidget *field)
{
  if (GTK_IS_TEXT (field))
    {
      int end = gtk_editable_get_position (GTK_EDITABLE (field));
      return gtk_editable_get_chars (GTK_EDITABLE (field), MAX (0, end - LOOK_BACK), end);
    }

  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (field));
  GtkTextIter start, end;
  gtk_text_buffer_get_iter_at_mark (buffer, &end, gtk_text_buffer_get_insert (buffer));
  start = end;
  gtk_text_iter_backward_chars (&start, LOOK_BACK);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static gboolean
ends_word (const char *before)
{
  gsize length = strlen (before);

  return length == 0 || strchr (" -'\n", before[length - 1]) != NULL;
}

static gboolean
ends_sentence (const char *before)
{
  g_autofree char *stripped = g_strchomp (g_strdup (before));
  gsize length = strlen (stripped);

  if (length == 0)
    return TRUE;
  return ends_word (before) && strchr (".!?", stripped[length - 1]) != NULL;
}

gboolean
parvis_typing_wants_capital (GtkWidget *field)
{
  GtkInputHints hints = parvis_typing_hints (field);
  g_autofree char *before = before_cursor (field);

  if (hints & GTK_INPUT_HINT_UPPERCASE_CHARS)
    return TRUE;
  if ((hints & GTK_INPUT_HINT_UPPERCASE_WORDS) || parvis_typing_purpose (field) == GTK_INPUT_PURPOSE_NAME)
    return ends_word (before);
  if (hints & GTK_INPUT_HINT_UPPERCASE_SENTENCES)
    return ends_sentence (before);
  return FALSE;
}
