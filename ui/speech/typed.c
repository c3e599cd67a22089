/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/speech/typed.h"

#include <string.h>

#include "base/secret.h"
#include "ui/speech/spoken.h"
#include "ui/speech/words.h"

/* More at once is no typing: an address that was chosen, an e-mail's end. */
#define MOST_SPELT 3

struct _ParvisTyped
{
  GObject parent_instance;
  GtkWidget *field; /* weak */
  GObject *text;    /* what tells of changes: the field itself, or its buffer */
  char *was;
  int cursor;
};

static guint heard_signal;

G_DEFINE_FINAL_TYPE (ParvisTyped, parvis_typed, G_TYPE_OBJECT)

static void
tell (ParvisTyped *self, char *open, char *shared)
{
  ParvisUtterance *utterance = parvis_utterance_new ();

  parvis_utterance_add_both (utterance, open, shared);
  parvis_secret_free (open);
  g_free (shared);
  g_signal_emit (self, heard_signal, 0, utterance);
}

/* The text, and how many characters of it at both ends are what they were. */
typedef struct
{
  glong length, was_length, head, tail;
} Difference;

static Difference
compare (const char *was, const char *now)
{
  Difference found = { g_utf8_strlen (now, -1), g_utf8_strlen (was, -1), 0, 0 };
  glong shorter = MIN (found.length, found.was_length);
  const char *a = was, *b = now;

  while (found.head < shorter && g_utf8_get_char (a) == g_utf8_get_char (b))
    {
      a = g_utf8_next_char (a);
      b = g_utf8_next_char (b);
      found.head++;
    }
  a = was + strlen (was);
  b = now + strlen (now);
  while (found.head + found.tail < shorter)
    {
      a = g_utf8_prev_char (a);
      b = g_utf8_prev_char (b);
      if (g_utf8_get_char (a) != g_utf8_get_char (b))
        break;
      found.tail++;
    }
  return found;
}

static gboolean
is_open (ParvisTyped *self)
{
  return !parvis_spoken_is_private (self->field)
         && (!GTK_IS_TEXT (self->field) || gtk_text_get_visibility (GTK_TEXT (self->field)));
}

static void
tell_typed (ParvisTyped *self, const char *typed)
{
  g_autoptr (ParvisSecretString) words = g_string_new (NULL);

  if (g_utf8_strlen (typed, -1) > MOST_SPELT)
    g_string_append (words, typed);
  else
    for (const char *c = typed; *c != '\0'; c = g_utf8_next_char (c))
      {
        g_autoptr (ParvisSecret) character = parvis_words_character (g_utf8_get_char (c));
        g_string_append_printf (words, "%s%s", words->len > 0 ? ", " : "", character);
      }
  tell (self, g_strdup (words->str), is_open (self) ? g_strdup (words->str) : parvis_words_typed (0, FALSE));
}

static void
tell_erased (ParvisTyped *self, gunichar character)
{
  tell (self, parvis_words_erased (character, TRUE), parvis_words_erased (character, is_open (self)));
}

static void
on_changed (ParvisTyped *self)
{
  g_autoptr (ParvisSecret) was = g_steal_pointer (&self->was);
  Difference found;

  self->was = parvis_thing_typed (self->field);
  self->cursor = -1; /* it comes after */
  found = compare (was, self->was);
  if (found.length > found.head + found.tail)
    {
      g_autoptr (ParvisSecret) typed = g_utf8_substring (self->was, found.head, found.length - found.tail);
      tell_typed (self, typed);
    }
  else if (found.was_length > found.head + found.tail)
    tell_erased (self, g_utf8_get_char (g_utf8_offset_to_pointer (was, found.was_length - found.tail - 1)));
}

static void
on_cursor (ParvisTyped *self)
{
  int cursor = parvis_thing_cursor (self->field), before = self->cursor;
  g_autoptr (ParvisSecret) now = parvis_thing_typed (self->field);

  if (strcmp (now, self->was) != 0)
    return; /* "changed" will tell */
  self->cursor = cursor;
  if (before < 0 || before == cursor || cursor >= g_utf8_strlen (self->was, -1))
    return;
  tell (self, parvis_words_character (g_utf8_get_char (g_utf8_offset_to_pointer (self->was, cursor))),
        is_open (self) ? parvis_words_character (g_utf8_get_char (g_utf8_offset_to_pointer (self->was, cursor)))
                       : g_strdup (""));
}

void
parvis_typed_watch (ParvisTyped *self, GtkWidget *field)
{
  if (field == self->field)
    return;
  if (self->text != NULL)
    g_signal_handlers_disconnect_by_data (self->text, self);
  g_clear_object (&self->text);
  parvis_secret_clear (&self->was);
  g_set_weak_pointer (&self->field, field);
  if (field == NULL)
    return;
  self->text = g_object_ref (GTK_IS_TEXT_VIEW (field) ? G_OBJECT (gtk_text_view_get_buffer (GTK_TEXT_VIEW (field)))
                                                      : G_OBJECT (field));
  self->was = parvis_thing_typed (field);
  self->cursor = parvis_thing_cursor (field);
  g_signal_connect_swapped (self->text, "changed", G_CALLBACK (on_changed), self);
  g_signal_connect_swapped (self->text, "notify::cursor-position", G_CALLBACK (on_cursor), self);
}

static void
parvis_typed_dispose (GObject *object)
{
  parvis_typed_watch (PARVIS_TYPED (object), NULL);
  G_OBJECT_CLASS (parvis_typed_parent_class)->dispose (object);
}

static void
parvis_typed_class_init (ParvisTypedClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = parvis_typed_dispose;
  heard_signal = g_signal_new ("heard", PARVIS_TYPE_TYPED, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                               G_TYPE_POINTER);
}

static void
parvis_typed_init (ParvisTyped *self)
{
}

ParvisTyped *
parvis_typed_new (void)
{
  return g_object_new (PARVIS_TYPE_TYPED, NULL);
}
