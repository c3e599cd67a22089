/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a person typed is hostile: at most so much of it is looked at. */
#define PARVIS_SEARCH_CHARACTERS 200
#define PARVIS_SEARCH_WORDS      12

/* The words of @text as both sides of the search see them: folded (fold.h). At most 12, of the first 200 characters.
 * (transfer full): of char * */
GPtrArray *parvis_search_words (const char *text);

/* Those that say what is looked for: the small words of French and single letters left out when others are
 * there. NULL-terminated, maybe empty. (transfer full) */
char **parvis_search_typed (const char *text);

/* Whether the folded @word says nothing of what is looked for: "une", "pour", a single letter. */
gboolean parvis_search_is_small (const char *word);

/* The length of the folded @word without a plural's s or x. */
gsize parvis_search_singular (const char *word);

/* @word and, where it may be a plural of French or have one that is not its own beginning, the other forms:
 * "travaux": "travau", "traval", "travail"; "cheval": "chevaux". NULL-terminated. (transfer full) */
char **parvis_search_forms (const char *word);

/* Bytes of a text, whole words: where to highlight. */
typedef struct
{
  guint start, end;
} ParvisMark;

/* The words of @text that @words mean: beginning so, in another case, with other accents, in the plural or the
 * singular. What stands in @words between straight double quotes is meant as a whole only ("ordures ménagères").
 * ParvisHit's own words say also what was forgiven and which synonyms were found. Both may be anything.
 * (transfer full): of ParvisMark, in the text's order, none touching another */
GArray *parvis_search_marks (const char *text, const char *words);

G_END_DECLS
