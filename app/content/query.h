/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/content/rank.h"
#include "app/content/synonyms.h"
#include "app/content/vocabulary.h"

G_BEGIN_DECLS

/* ParvisQuery: what a person's words ask of the index, and what of the words was forgiven. */
typedef struct _ParvisQuery ParvisQuery;

typedef enum
{
  PARVIS_QUERY_TYPED,    /* guesses only for a word that is nowhere */
  PARVIS_QUERY_GUESSED,  /* guesses for every word: "sale des fêtes" */
  PARVIS_QUERY_GENEROUS, /* for a word that is nowhere, whatever is nearest */
} ParvisQueryMode;

/* @total: how many things the index has. */
ParvisQuery *parvis_query_new (const char *text, const ParvisVocabulary *vocabulary, guint total, ParvisQueryMode mode);
void parvis_query_free (ParvisQuery *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisQuery, parvis_query_free)

gboolean parvis_query_is_empty (const ParvisQuery *self); /* no word at all */
/* Whether a word, or a beginning, was guessed. */
gboolean parvis_query_has_guesses (const ParvisQuery *self);
/* FTS5's expression, made of quoted words only: nothing of what was typed is syntax. @all: every word must be found,
 * else any. %NULL when nothing can be found so. (transfer full) */
char *parvis_query_expression (const ParvisQuery *self, gboolean all);
/* Belongs to @self. */
const ParvisRank *parvis_query_rank (const ParvisQuery *self);
/* For parvis_search_marks(): the words, the guesses, their synonyms. (transfer full) */
char *parvis_query_words (const ParvisQuery *self, const ParvisSynonyms *synonyms);
/* The words, each that is nowhere replaced by its nearest guess, as they are written; %NULL when none was.
 * (transfer full) */
char *parvis_query_meant (const ParvisQuery *self);

G_END_DECLS
