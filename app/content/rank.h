/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <sqlite3.h>
#include <glib.h>

G_BEGIN_DECLS

/* How well a row of the search answers, as an FTS5 auxiliary function of our own, parvis_rank (table, ?): bm25 knows
 * neither that a phrase is a guess nor that two phrases are one word of the person's. A row's score is, over the words
 * typed and by how rare each is, the best place where it was found (title, keywords, synonyms, summary, body) times how
 * sure the phrase is; more when little else is in the title, and a little more for what can be done here. */
typedef struct
{
  guint word;    /* which word typed it stands for */
  double factor; /* 1: what was typed; less for the beginning of a word, and for a guess */
} ParvisRankPhrase;

typedef struct
{
  guint n_phrases, n_words;
  const ParvisRankPhrase *phrases; /* in the order of the expression */
  const double *weights;           /* of each word */
} ParvisRank;

/* To be bound to the function's parameter with sqlite3_bind_pointer(), under this type; must outlive the statement. */
#define PARVIS_RANK_POINTER "parvis-rank"
#define PARVIS_RANK_WORDS   24

/* Makes parvis_rank() known to @handle. An SQLite result code. */
int parvis_rank_register (sqlite3 *handle);

G_END_DECLS
