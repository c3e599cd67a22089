/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What is done to words on both sides of the search, over what FTS5's unicode61 does (case, accents,
 * apostrophes): composed characters, "œ" as "oe", "æ" as "ae". (transfer full) */
char *parvis_search_normalise (const char *text);

/* The FTS5 expression for what a person typed: each word quoted, as a prefix, so that nothing of it is
 * syntax; the small words of French left out when others are there; a plural's s or x left out. @all: every
 * word must be found, else any. %NULL when there is no word. At most 200 characters and 12 words are looked
 * at. (transfer full) */
char *parvis_search_expression (const char *words, gboolean all);

/* The words of @text as both sides of the search see them: lower case, without accents, cut at all that is
 * neither letter nor digit. At most 12, of the first 200 characters. (transfer full) of char * */
GPtrArray *parvis_search_words (const char *text);

G_END_DECLS
