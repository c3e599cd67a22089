/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/address/address-words.h"

#include <string.h>

#define NEAR_MAX 40 /* spellings that one mistyped word may stand for */

/* What a street is worth less for, from the worst down; with the header’s. */
#define PENALTY_ERROR 1000
#define PENALTY_TYPE  120
#define PENALTY_PLACE 60 /* the word is in the commune's name */
#define PENALTY_ORDER 20 /* the words come in another order, or later */
#define PENALTY_EXTRA 3  /* a word more than was asked for */
#define PENALTY_OTHER 1  /* not these words and no others: "La Lande" is not "Les Landes" */

char *
parvis_department_token (const char *insee)
{
  g_autofree char *token
      = g_strdup_printf ("d%.*s", g_str_has_prefix (insee, "97") || g_str_has_prefix (insee, "98") ? 3 : 2, insee);

  return g_ascii_strdown (token, -1);
}

char *
parvis_place_tokens (const char *name, const char *former, const char *postcode, const char *insee)
{
  g_autofree char *words = parvis_street_fold (name);
  g_autofree char *old_words = parvis_street_fold (former);
  g_autofree char *department = parvis_department_token (insee);
  g_autofree char *code = g_ascii_strdown (insee, -1);

  return g_strdup_printf ("%s %s %s i%s p%s %s", words, old_words, postcode, code, postcode, department);
}

/* ---- the expression ---- */

static gboolean
is_last (const ParvisAddressWords *words, guint index)
{
  return words->unfinished && index + 1 == words->words->len;
}

typedef enum
{
  KEEP_TELLING, /* words that say which street it is */
  KEEP_TYPES,   /* those and "rue" and the like */
  KEEP_ALL,
} Keep;

static gboolean
keeps (Keep keep, const ParvisAddressWords *words, guint index)
{
  const char *word = words->words->pdata[index];

  if (keep == KEEP_ALL)
    return TRUE;
  if (parvis_street_is_small (word) && !is_last (words, index))
    return FALSE;
  return keep == KEEP_TYPES || !parvis_street_is_type (word)
         || (is_last (words, index) && words->last == NULL && index > 0);
}

/* "rue de la" says nothing yet; a name that is made of nothing else ("La Place") must still be found. */
static Keep
keep_of (const ParvisMatch *self, const ParvisAddressWords *words)
{
  for (guint i = 0; i < words->words->len; i++)
    if (keeps (KEEP_TELLING, words, i))
      return self->types ? KEEP_TYPES : KEEP_TELLING;
  for (guint i = 0; i < words->words->len; i++)
    if (keeps (KEEP_TYPES, words, i))
      return KEEP_TYPES;
  return KEEP_ALL;
}

/* A word of one letter is its beginning only while it is being typed: "rue a paré". */
static void
append_spelling (GString *out, const char *word, gboolean prefix)
{
  g_string_append_printf (out, out->str[out->len - 1] == '(' ? "\"%s\"%s" : " OR \"%s\"%s", word, prefix ? "*" : "");
}

static void
append_near (GString *out, const ParvisLexicon *lexicon, const char *word, gboolean unfinished)
{
  guint errors = parvis_word_errors_allowed (word);
  g_autoptr (GArray) near = errors > 0 ? parvis_lexicon_near (lexicon, word, unfinished, errors, NEAR_MAX) : NULL;

  for (guint i = 0; near != NULL && i < near->len; i++)
    append_spelling (out, g_array_index (near, ParvisNearWord, i).word, FALSE);
}

static void
append_word (GString *out, const ParvisMatch *self, const ParvisAddressWords *words, guint index)
{
  const char *word = words->words->pdata[index];
  gboolean last = is_last (words, index);

  g_string_append_printf (out, "%s%s : (", out->len > 0 ? " AND " : "", self->columns);
  append_spelling (out, word, last || strlen (word) > 1);
  if (last && words->last != NULL)
    append_spelling (out, words->last, TRUE);
  if (self->lexicon != NULL)
    append_near (out, self->lexicon, word, last);
  g_string_append_c (out, ')');
}

char *
parvis_match_expression (const ParvisMatch *self, const ParvisAddressWords *words)
{
  g_autoptr (GString) out = g_string_new (NULL);
  Keep keep = keep_of (self, words);

  for (guint i = 0; i < words->words->len; i++)
    if (keeps (keep, words, i))
      append_word (out, self, words, i);
  if (out->len == 0)
    return NULL;
  if (self->within != NULL)
    g_string_append_printf (out, " AND place : \"%s\"", self->within);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* ---- the order ---- */

typedef struct
{
  guint penalty;
  guint place; /* of the word of the name that suits best */
} Fit;

/* As it stands, or its beginning: what most names are found by. */
static Fit
fit_exactly (const char *typed, char **name)
{
  Fit best = { PARVIS_PENALTY_NONE, 0 };

  for (guint i = 0; name[i] != NULL && best.penalty > 0; i++)
    if (strcmp (name[i], typed) == 0)
      best = (Fit){ 0, i };
    else if (best.penalty > PARVIS_PENALTY_PARTIAL && g_str_has_prefix (name[i], typed))
      best = (Fit){ PARVIS_PENALTY_PARTIAL, i };
  return best;
}

static Fit
fit_word (const char *typed, gboolean unfinished, char **name)
{
  guint most = parvis_word_errors_allowed (typed);
  Fit best = fit_exactly (typed, name);

  if (best.penalty < PARVIS_PENALTY_NONE || most == 0)
    return best;
  for (guint i = 0; name[i] != NULL; i++)
    {
      guint whole = parvis_word_errors (typed, name[i], FALSE, most);
      guint begun = unfinished && whole > most ? parvis_word_errors (typed, name[i], TRUE, most) : most + 1;
      guint penalty = whole <= most   ? whole * PENALTY_ERROR
                      : begun <= most ? begun * PENALTY_ERROR + PARVIS_PENALTY_PARTIAL
                                      : PARVIS_PENALTY_NONE;

      if (penalty < best.penalty)
        best = (Fit){ penalty, i };
    }
  return best;
}

static guint
penalty_of_word (const ParvisAddressWords *words, guint index, char **name, char **place, guint *reached)
{
  const char *word = words->words->pdata[index];
  Fit fit = fit_word (word, is_last (words, index), name);
  Fit elsewhere = fit.penalty > 0 ? fit_word (word, is_last (words, index), place) : fit;

  if (is_last (words, index) && words->last != NULL && fit.penalty > 0)
    {
      Fit literal = fit_word (words->last, TRUE, name);
      fit = literal.penalty < fit.penalty ? literal : fit;
    }
  if (parvis_street_is_type (word) && index == 0)
    return fit.penalty > 0 || fit.place > 0 ? PENALTY_TYPE : 0;
  if (fit.penalty > elsewhere.penalty + PENALTY_PLACE)
    return elsewhere.penalty + PENALTY_PLACE;
  fit.penalty += fit.place < *reached ? PENALTY_ORDER : 0;
  *reached = MAX (*reached, fit.place);
  return fit.penalty;
}

/* Words that tell names apart. */
static guint
count_telling (char **words)
{
  guint count = 0;

  for (; *words != NULL; words++)
    count += !parvis_street_is_small (*words);
  return count;
}

guint
parvis_words_penalty (const ParvisAddressWords *words, const char *folded_name, const char *place_tokens)
{
  g_auto (GStrv) name = g_strsplit (folded_name, " ", -1);
  g_auto (GStrv) place = g_strsplit (place_tokens, " ", -1);
  g_autofree char *joined = parvis_street_join (words->words);
  guint penalty = strcmp (joined, folded_name) == 0 ? 0 : PENALTY_OTHER;
  guint reached = 0, asked = 0, extra = count_telling (name);

  for (guint i = 0; i < words->words->len; i++)
    if (!parvis_street_is_small (words->words->pdata[i]) || is_last (words, i))
      {
        penalty += penalty_of_word (words, i, name, place, &reached);
        asked++;
      }
  extra -= MIN (extra, asked);
  return penalty + extra * PENALTY_EXTRA;
}
