/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/content/rank.h"

#include "app/content/index-private.h"

static const double places[PARVIS_INDEX_COLUMNS] = {
  [PARVIS_INDEX_TITLE] = 10,  [PARVIS_INDEX_KEYWORDS] = 6, [PARVIS_INDEX_SYNONYMS] = 5,
  [PARVIS_INDEX_SUMMARY] = 3, [PARVIS_INDEX_BODY] = 1,
};

#define WHOLE_TITLE 2.0 /* more, when the title says nothing else */
/* Times: first among equals, not before what answers better. */
#define DOABLE 1.05
#define ADVICE 1.10

typedef struct
{
  double best[PARVIS_RANK_WORDS]; /* of each word typed */
  guint64 in_title;               /* a bit for each of the title's words that were found */
} Score;

static int
add_found (const Fts5ExtensionApi *api, Fts5Context *context, const ParvisRank *rank, int index, Score *score)
{
  int phrase, column, offset;
  int result = api->xInst (context, index, &phrase, &column, &offset);
  const ParvisRankPhrase *known;
  double found;

  if (result != SQLITE_OK || (guint) phrase >= rank->n_phrases)
    return result;
  known = &rank->phrases[phrase];
  found = places[column] * known->factor;
  score->best[known->word] = MAX (score->best[known->word], found);
  if (column == PARVIS_INDEX_TITLE && offset < 64)
    score->in_title |= G_GUINT64_CONSTANT (1) << offset;
  return SQLITE_OK;
}

static double
title_part (const Fts5ExtensionApi *api, Fts5Context *context, const Score *score)
{
  int size = 0;

  if (score->in_title == 0 || api->xColumnSize (context, PARVIS_INDEX_TITLE, &size) != SQLITE_OK || size <= 0)
    return 0;
  return MIN (1.0, __builtin_popcountll (score->in_title) / (double) size);
}

static double
total (const ParvisRank *rank, const Score *score)
{
  double sum = 0, weights = 0;

  for (guint i = 0; i < rank->n_words; i++)
    {
      sum += rank->weights[i] * score->best[i];
      weights += rank->weights[i];
    }
  return weights > 0 ? sum / weights : 0;
}

static void
rank_row (const Fts5ExtensionApi *api, Fts5Context *context, sqlite3_context *answer, int n_values,
          sqlite3_value **values)
{
  const ParvisRank *rank = n_values == 1 ? sqlite3_value_pointer (values[0], PARVIS_RANK_POINTER) : NULL;
  Score score = { { 0 }, 0 };
  int count = 0, result;
  double points;

  if (rank == NULL || rank->n_words > PARVIS_RANK_WORDS)
    {
      sqlite3_result_error_code (answer, SQLITE_MISUSE);
      return;
    }
  result = api->xInstCount (context, &count);
  for (int i = 0; result == SQLITE_OK && i < count; i++)
    result = add_found (api, context, rank, i, &score);
  points = total (rank, &score) + WHOLE_TITLE * title_part (api, context, &score);
  points *= (api->xRowid (context) & PARVIS_INDEX_DOABLE) != 0 ? DOABLE : 1;
  points *= (api->xRowid (context) & PARVIS_INDEX_ADVICE) != 0 ? ADVICE : 1;
  if (result == SQLITE_OK)
    sqlite3_result_double (answer, points);
  else
    sqlite3_result_error_code (answer, result);
}

/* https://www.sqlite.org/fts5.html, section 7: how an application is given FTS5's interface. */
int
parvis_rank_register (sqlite3 *handle)
{
  sqlite3_stmt *statement = NULL;
  fts5_api *api = NULL;
  int result = sqlite3_prepare_v2 (handle, "SELECT fts5 (?)", -1, &statement, NULL);

  if (result == SQLITE_OK)
    result = sqlite3_bind_pointer (statement, 1, &api, "fts5_api_ptr", NULL);
  if (result == SQLITE_OK)
    sqlite3_step (statement);
  sqlite3_finalize (statement);
  if (result != SQLITE_OK)
    return result;
  return api != NULL ? api->xCreateFunction (api, "parvis_rank", NULL, rank_row, NULL) : SQLITE_ERROR;
}
