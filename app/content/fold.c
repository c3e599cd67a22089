/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/content/fold.h"

/* A character decomposes into 18 others at most (Unicode Standard Annex 15). */
#define DECOMPOSED_MAX 18

/* Letters that Unicode does not take apart, but people do. */
static const struct
{
  gunichar letter;
  const char *plain;
} ligatures[] = {
  { 0x153, "oe" }, { 0x152, "oe" }, { 0xe6, "ae" }, { 0xc6, "ae" }, { 0xdf, "ss" },
  { 0xf8, "o" },   { 0xd8, "o" },   { 0x142, "l" }, { 0x141, "l" },
};

typedef struct
{
  GArray *words;
  GString *word; /* the one being read */
  gsize start;   /* of it, in the text */
  guint length;  /* of it, in characters */
  guint max_words;
} Fold;

static void
clear_word (gpointer word)
{
  g_free (((ParvisFoldedWord *) word)->folded);
}

static void
end_word (Fold *fold, gsize end)
{
  ParvisFoldedWord word = { NULL, fold->start, end };

  if (fold->word->len > 0 && fold->words->len < fold->max_words)
    {
      word.folded = g_strndup (fold->word->str, fold->word->len);
      g_array_append_val (fold->words, word);
    }
  g_string_truncate (fold->word, 0);
  fold->length = 0;
}

static const char *
plain_of (gunichar letter)
{
  if (letter > 0x7f)
    for (gsize i = 0; i < G_N_ELEMENTS (ligatures); i++)
      if (ligatures[i].letter == letter)
        return ligatures[i].plain;
  return NULL;
}

/* What stands upon a letter, or cannot be seen within a word: a soft hyphen, a direction mark. */
static gboolean
is_silent (gunichar c)
{
  return g_unichar_ismark (c) || g_unichar_type (c) == G_UNICODE_FORMAT;
}

static void
add_letter (Fold *fold, gunichar c, gsize at)
{
  const char *plain = plain_of (c);

  if (fold->word->len == 0)
    fold->start = at;
  if (fold->length++ >= PARVIS_FOLD_WORD_MAX)
    return;
  if (plain != NULL)
    g_string_append (fold->word, plain);
  else
    g_string_append_unichar (fold->word, g_unichar_tolower (c));
}

/* One character of the text, at byte @at. */
static void
add_character (Fold *fold, gunichar c, gsize at)
{
  gunichar parts[DECOMPOSED_MAX];
  gsize n = g_unichar_fully_decompose (c, TRUE, parts, G_N_ELEMENTS (parts));

  for (gsize i = 0; i < n; i++)
    if (g_unichar_isalnum (parts[i]))
      add_letter (fold, parts[i], at);
    else if (!is_silent (parts[i]))
      end_word (fold, at);
}

GArray *
parvis_fold_words (const char *text, gsize max_characters, guint max_words)
{
  g_autoptr (GString) word = g_string_new (NULL);
  Fold fold = { g_array_new (FALSE, FALSE, sizeof (ParvisFoldedWord)), word, 0, 0, max_words };
  const char *at = text, *end;

  g_array_set_clear_func (fold.words, clear_word);
  g_utf8_validate (text, -1, &end);
  for (; at < end && max_characters > 0 && fold.words->len < max_words; at = g_utf8_next_char (at), max_characters--)
    add_character (&fold, g_utf8_get_char (at), (gsize) (at - text));
  end_word (&fold, (gsize) (at - text));
  return fold.words;
}

char *
parvis_fold (const char *text)
{
  g_autoptr (GArray) words = parvis_fold_words (text, G_MAXSIZE, G_MAXUINT);
  GString *folded = g_string_new (NULL);

  for (guint i = 0; i < words->len; i++)
    g_string_append_printf (folded, "%s%s", i > 0 ? " " : "", g_array_index (words, ParvisFoldedWord, i).folded);
  return g_string_free (folded, FALSE);
}
