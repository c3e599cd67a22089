/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Shared by what writes the search's tables (index.c) and what reads them (rank.c, catalog-search.c). For each
 * language, numbered by its position: search_N      FTS5, without content of its own: the folded words of each column
 *   entry_N       what is shown of each row of search_N, under the same number
 *   vocabulary_N  every word (vocabulary.h)
 *   synonym_N     groups of terms (synonyms.h)
 * The number of a row says, in its low bits, what ranking and filtering ask of every row found: */
#define PARVIS_INDEX_DOABLE 1
#define PARVIS_INDEX_DATED  2
#define PARVIS_INDEX_ADVICE 4 /* says what to do: a fiche, a démarche, a life event */
#define PARVIS_INDEX_STEP   8

/* FTS5's columns. */
typedef enum
{
  PARVIS_INDEX_TITLE,
  PARVIS_INDEX_KEYWORDS,
  PARVIS_INDEX_SYNONYMS, /* of what the three columns around it say; words written with a hyphen, as one */
  PARVIS_INDEX_SUMMARY,
  PARVIS_INDEX_BODY, /* and its synonyms */
  PARVIS_INDEX_COLUMNS,
} ParvisIndexColumn;

G_END_DECLS
