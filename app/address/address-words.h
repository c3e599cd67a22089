/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/address/street-words.h"
#include "app/words/lexicon.h"

G_BEGIN_DECLS

/* What the import writes and the search reads alike: the tokens that say where something is, and FTS5 expressions. */

#define PARVIS_FUZZY_WORD_MIN   3 /* bytes; shorter words are not in the vocabulary */
#define PARVIS_WORDS_OF_STREETS 0
#define PARVIS_WORDS_OF_PLACES  1

/* The words of column "place": those of both names, the postcode, and "i35238" "p35140" "d35" to look at one commune,
 * postcode or département alone. (transfer full) */
char *parvis_place_tokens (const char *name, const char *former, const char *postcode, const char *insee);
/* "d35" (transfer full) */
char *parvis_department_token (const char *insee);

/* How the words that were typed are matched. */
typedef struct
{
  const char *columns;          /* "name" or "{name place}" */
  const char *within;           /* (nullable) one token of column "place" that must be there */
  const ParvisLexicon *lexicon; /* (nullable) forgive errors: also words that are near the one typed */
  gboolean types;               /* "rue" and the like must be there too */
} ParvisMatch;

/* The FTS5 expression; %NULL when no word says anything. (transfer full) (nullable) */
char *parvis_match_expression (const ParvisMatch *self, const ParvisAddressWords *words);

/* How badly @words suit a name: lower is better, comparable among names for the same words. Counts errors, words that
 * are not whole, another kind of way, words that were not asked for. */
#define PARVIS_PENALTY_PARTIAL 8    /* and more: a word is only begun, or others were asked for */
#define PARVIS_PENALTY_NONE    3000 /* and more: a word is not there at all */
guint parvis_words_penalty (const ParvisAddressWords *words, const char *folded_name, const char *place_tokens);

G_END_DECLS
