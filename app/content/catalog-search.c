/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/content/catalog-private.h"

#include "app/content/index-private.h"
#include "app/content/query.h"
#include "app/content/search.h"

#include <string.h>

#define LIMIT_MAX 100
#define FEW       3 /* answers: then guesses are looked at too */
#define WORTH_SOME                                                                                                     \
  0.4 /* of the best answer's score: what was guessed, or has only some of the words, and less is noise */

/* What searching in one language needs in memory. */
struct _ParvisCatalogSearch
{
  ParvisVocabulary *vocabulary;
  ParvisSynonyms *synonyms;
  guint total;
  char *select;
};

void
parvis_catalog_search_free (ParvisCatalogSearch *search)
{
  if (search == NULL)
    return;
  parvis_vocabulary_free (search->vocabulary);
  parvis_synonyms_free (search->synonyms);
  g_free (search->select);
  g_free (search);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisCatalogSearch, parvis_catalog_search_free)

/* What is not for now is left out before the best are chosen; what has no date, which is nearly all, is not looked up
 * for it. */
static char *
make_select (guint position)
{
  return g_strdup_printf (
      "SELECT kind, id, title, summary, score FROM"
      " (SELECT rowid AS found, parvis_rank (search_%u, ?2) AS score FROM search_%u WHERE search_%u MATCH ?1"
      "  AND (rowid & %d = 0 OR rowid IN (SELECT number FROM entry_%u WHERE begins <= ?3 AND ends > ?3))"
      "  ORDER BY score DESC, rowid LIMIT ?4)"
      " JOIN entry_%u ON number = found ORDER BY score DESC, number",
      position, position, position, PARVIS_INDEX_DATED, position, position);
}

static gboolean
count_entries (ParvisCatalog *self, guint position, guint *total, GError **error)
{
  g_autofree char *text = g_strdup_printf ("SELECT count (*) FROM entry_%u", position);
  g_autoptr (sqlite3_stmt) statement = parvis_sql_query (&self->sql, error, text, "");

  if (statement == NULL || !parvis_sql_next (&self->sql, statement, error))
    return FALSE;
  *total = (guint) sqlite3_column_int (statement, 0);
  return TRUE;
}

static ParvisCatalogSearch *
load_search (ParvisCatalog *self, guint position, GError **error)
{
  g_autoptr (ParvisCatalogSearch) search = g_new0 (ParvisCatalogSearch, 1);

  search->select = make_select (position);
  search->vocabulary = parvis_vocabulary_load (&self->sql, position, error);
  if (search->vocabulary == NULL)
    return NULL;
  search->synonyms = parvis_synonyms_load (&self->sql, position, error);
  if (search->synonyms == NULL || !count_entries (self, position, &search->total, error))
    return NULL;
  return g_steal_pointer (&search);
}

static gboolean
prepare (ParvisCatalog *self, GError **error)
{
  if (self->searches != NULL)
    return TRUE;
  if (parvis_rank_register (self->handle) != SQLITE_OK)
    {
      g_set_error (error, self->sql.domain, self->sql.code, "SQLite: %s", sqlite3_errmsg (self->handle));
      return FALSE;
    }
  self->searches = g_ptr_array_new_with_free_func ((GDestroyNotify) parvis_catalog_search_free);
  g_ptr_array_set_size (self->searches, (int) g_strv_length (self->languages));
  return TRUE;
}

static const ParvisCatalogSearch *
get_search (ParvisCatalog *self, const char *language, GError **error)
{
  guint position = parvis_catalog_language (self, language);

  if (!prepare (self, error))
    return NULL;
  if (self->searches->pdata[position] == NULL)
    self->searches->pdata[position] = load_search (self, position, error);
  return self->searches->pdata[position];
}

/* ---- hits ---- */

void
parvis_hit_free (ParvisHit *hit)
{
  if (hit == NULL)
    return;
  g_free (hit->kind);
  g_free (hit->id);
  g_free (hit->title);
  g_free (hit->summary);
  g_free (hit->words);
  g_free (hit);
}

static gboolean
is_known (const GPtrArray *hits, sqlite3_stmt *row)
{
  for (guint i = 0; i < hits->len; i++)
    {
      const ParvisHit *hit = g_ptr_array_index (hits, i);

      if (strcmp (hit->id, (const char *) sqlite3_column_text (row, 1)) == 0
          && strcmp (hit->kind, (const char *) sqlite3_column_text (row, 0)) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
add_hit (GPtrArray *hits, sqlite3_stmt *row, const char *words)
{
  ParvisHit *hit = g_new0 (ParvisHit, 1);

  hit->kind = parvis_sql_text (row, 0);
  hit->id = parvis_sql_text (row, 1);
  hit->title = parvis_sql_text (row, 2);
  hit->summary = parvis_sql_text (row, 3);
  hit->words = g_strdup (words);
  g_ptr_array_add (hits, hit);
}

typedef struct
{
  GPtrArray *hits;
  guint limit;
  gint64 now;
  double best; /* score */
} Found;

static sqlite3_stmt *
ask (ParvisCatalog *self, const ParvisCatalogSearch *search, const ParvisQuery *query, const char *expression,
     const Found *found, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = parvis_sql_query (&self->sql, error, search->select, "");

  if (statement == NULL)
    return NULL;
  sqlite3_bind_text (statement, 1, expression, -1, SQLITE_STATIC);
  sqlite3_bind_pointer (statement, 2, (gpointer) parvis_query_rank (query), PARVIS_RANK_POINTER, NULL);
  sqlite3_bind_int64 (statement, 3, found->now);
  sqlite3_bind_int64 (statement, 4, found->limit);
  return g_steal_pointer (&statement);
}

/* Adds to @found those of @query that are not among them yet. @every: however little they answer. */
static gboolean
find (ParvisCatalog *self, const ParvisCatalogSearch *search, const ParvisQuery *query, gboolean all, gboolean every,
      Found *found, GError **error)
{
  g_autofree char *expression = parvis_query_expression (query, all);
  g_autofree char *words = parvis_query_words (query, search->synonyms);
  g_autoptr (sqlite3_stmt) statement = NULL;
  g_autoptr (GError) problem = NULL;

  if (expression == NULL)
    return TRUE;
  statement = ask (self, search, query, expression, found, error);
  while (statement != NULL && found->hits->len < found->limit && parvis_sql_next (&self->sql, statement, &problem))
    {
      double score = sqlite3_column_double (statement, 4);

      found->best = MAX (found->best, score);
      if (!every && score < WORTH_SOME * found->best)
        break;
      if (!is_known (found->hits, statement))
        add_hit (found->hits, statement, words);
    }
  if (problem != NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  return statement != NULL && problem == NULL;
}

/* What has all the words, just as they were typed; where that is little, what has words like them, or some of them. */
static gboolean
find_in_turn (ParvisCatalog *self, const ParvisCatalogSearch *search, const char *text, Found *found, GError **error)
{
  g_autoptr (ParvisQuery) typed = parvis_query_new (text, search->vocabulary, search->total, PARVIS_QUERY_TYPED);
  g_autoptr (ParvisQuery) guessed = NULL;

  if (!find (self, search, typed, !parvis_query_has_guesses (typed), !parvis_query_has_guesses (typed), found, error))
    return FALSE;
  if (parvis_query_is_empty (typed) || found->hits->len >= MIN (FEW, found->limit))
    return TRUE;
  guessed = parvis_query_new (text, search->vocabulary, search->total, PARVIS_QUERY_GUESSED);
  return find (self, search, guessed, FALSE, FALSE, found, error);
}

static Found
found_init (guint limit, gint64 now)
{
  return (Found){ g_ptr_array_new_with_free_func ((GDestroyNotify) parvis_hit_free), MIN (limit, LIMIT_MAX), now, 0 };
}

static gint64
unix_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

GPtrArray *
parvis_catalog_search (ParvisCatalog *self, const char *words, guint limit, const char *language, GError **error)
{
  return parvis_catalog_search_at (self, words, limit, language, unix_now (), error);
}

GPtrArray *
parvis_catalog_search_at (ParvisCatalog *self, const char *words, guint limit, const char *language, gint64 now,
                          GError **error)
{
  const ParvisCatalogSearch *search = get_search (self, language, error);
  Found found = found_init (limit, now);
  g_autoptr (GPtrArray) hits = found.hits;

  if (search == NULL || !find_in_turn (self, search, words, &found, error))
    return NULL;
  return g_steal_pointer (&hits);
}

/* ---- when there is no answer ---- */

void
parvis_nearest_free (ParvisNearest *nearest)
{
  if (nearest == NULL)
    return;
  g_free (nearest->words);
  g_ptr_array_unref (nearest->hits);
  g_free (nearest);
}

ParvisNearest *
parvis_catalog_nearest (ParvisCatalog *self, const char *words, guint limit, const char *language, GError **error)
{
  const ParvisCatalogSearch *search = get_search (self, language, error);
  g_autoptr (ParvisNearest) nearest = NULL;
  g_autoptr (ParvisQuery) query = NULL;
  Found found;

  if (search == NULL)
    return NULL;
  found = found_init (limit, unix_now ());
  query = parvis_query_new (words, search->vocabulary, search->total, PARVIS_QUERY_GENEROUS);
  nearest = g_new0 (ParvisNearest, 1);
  nearest->hits = found.hits;
  nearest->words = parvis_query_meant (query);
  if (!find (self, search, query, FALSE, FALSE, &found, error))
    return NULL;
  return g_steal_pointer (&nearest);
}

/* ---- before anything is typed ---- */

static gboolean
is_found (const ParvisCatalogSearch *search, const char *term)
{
  g_auto (GStrv) words = parvis_search_typed (term);

  for (gsize i = 0; words[i] != NULL; i++)
    if (parvis_vocabulary_count (search->vocabulary, words[i], FALSE) == 0)
      return FALSE;
  return words[0] != NULL;
}

GPtrArray *
parvis_catalog_suggestions (ParvisCatalog *self, guint limit, const char *language, GError **error)
{
  const ParvisCatalogSearch *search = get_search (self, language, error);
  g_autoptr (GPtrArray) terms = search != NULL ? parvis_synonyms_first (search->synonyms) : NULL;
  GPtrArray *suggestions;

  if (search == NULL)
    return NULL;
  suggestions = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < terms->len && suggestions->len < limit && parvis_catalog_language (self, language) == 0; i++)
    if (is_found (search, g_ptr_array_index (terms, i)))
      g_ptr_array_add (suggestions, g_strdup (g_ptr_array_index (terms, i)));
  return suggestions;
}
