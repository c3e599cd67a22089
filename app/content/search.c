/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/content/search.h"

#include <string.h>

#define CHARACTERS_MAX 200
#define WORDS_MAX      12

/* Words that say nothing of what is looked for. Without accents, in lower case: as split() makes them. */
static const char *const small_words[] = {
  "a",    "ai",    "au",   "aux",     "avec",   "avoir", "c",        "ce",   "ces",   "comment", "d",
  "dans", "de",    "des",  "du",      "en",     "est",   "et",       "etre", "faire", "faut",    "il",
  "j",    "je",    "l",    "la",      "le",     "les",   "ma",       "mes",  "mon",   "n",       "ne",
  "nos",  "notre", "nous", "obtenir", "on",     "ou",    "par",      "pas",  "peux",  "pour",    "puis",
  "qu",   "quand", "que",  "quel",    "quelle", "qui",   "quoi",     "s",    "sa",    "ses",     "son",
  "sont", "sur",   "t",    "un",      "une",    "veux",  "voudrais", "vos",  "votre", NULL,
};

char *
parvis_search_normalise (const char *text)
{
  g_autofree char *composed = g_utf8_normalize (text, -1, G_NORMALIZE_NFC);
  GString *out = g_string_new (NULL);

  for (const char *c = composed; c != NULL && *c != '\0'; c = g_utf8_next_char (c))
    switch (g_utf8_get_char (c))
      {
      case 0x153: /* œ */
      case 0x152:
        g_string_append (out, "oe");
        break;
      case 0xe6: /* æ */
      case 0xc6:
        g_string_append (out, "ae");
        break;
      default:
        g_string_append_unichar (out, g_utf8_get_char (c));
      }
  return g_string_free (out, FALSE);
}

static void
end_word (GPtrArray *words, GString *word)
{
  if (word->len > 0 && words->len < WORDS_MAX)
    g_ptr_array_add (words, g_strndup (word->str, word->len));
  g_string_truncate (word, 0);
}

/* Lower case, accents off, cut where FTS5 cuts: at all that is neither a letter, a digit nor a mark. */
static GPtrArray *
split (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *bounded = g_utf8_substring (valid, 0, MIN (g_utf8_strlen (valid, -1), CHARACTERS_MAX));
  g_autofree char *normal = parvis_search_normalise (bounded);
  g_autofree char *apart = g_utf8_normalize (normal, -1, G_NORMALIZE_NFD);
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) word = g_string_new (NULL);

  for (const char *c = apart; *c != '\0'; c = g_utf8_next_char (c))
    if (g_unichar_isalnum (g_utf8_get_char (c)))
      g_string_append_unichar (word, g_unichar_tolower (g_utf8_get_char (c)));
    else if (!g_unichar_ismark (g_utf8_get_char (c)))
      end_word (words, word);
  end_word (words, word);
  return words;
}

static gboolean
all_small (GPtrArray *words)
{
  for (guint i = 0; i < words->len; i++)
    if (!g_strv_contains (small_words, words->pdata[i]))
      return FALSE;
  return TRUE;
}

/* "poubelles" finds "poubelle": as every word is a prefix, the singular finds both. */
static gsize
length_without_plural (const char *word)
{
  gsize length = strlen (word);

  return length > 3 && (word[length - 1] == 's' || word[length - 1] == 'x') ? length - 1 : length;
}

/* One word: itself, without its plural, and as a beginning. The first two add to the score, so that "trou" is
 * a hole before it is the beginning of "trouvé". */
static void
append_word (GString *expression, const char *word)
{
  int length = (int) length_without_plural (word);

  g_string_append_printf (expression, "(\"%s\" OR \"%.*s\" OR \"%.*s\"*)", word, length, word, length, word);
}

char *
parvis_search_expression (const char *text, gboolean all)
{
  g_autoptr (GPtrArray) words = split (text);
  gboolean keep_small = all_small (words);
  GString *expression = g_string_new (NULL);

  for (guint i = 0; i < words->len; i++)
    {
      if (!keep_small && g_strv_contains (small_words, words->pdata[i]))
        continue;
      if (expression->len > 0)
        g_string_append (expression, all ? " AND " : " OR ");
      append_word (expression, words->pdata[i]);
    }
  if (expression->len > 0)
    return g_string_free (expression, FALSE);
  g_string_free (expression, TRUE);
  return NULL;
}

GPtrArray *
parvis_search_words (const char *text)
{
  return split (text);
}
