/* SPDX-License-Identifier: EUPL-1.2
 *
 * Any bytes as what a person typed, and as a text to highlight in: FTS5 always understands what is asked of it, and
 * marks are whole words of the text, in order.
 */
#include "app/content/fold.h"
#include "app/content/query.h"
#include "app/content/search.h"
#include "app/content/spelling.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static const char content[]
    = "CREATE VIRTUAL TABLE search_0 USING fts5 (title, keywords, synonyms, summary, body, content = '');"
      "INSERT INTO search_0 (rowid, title, keywords) VALUES (8, 'bac a ordures', 'poubelle near and or not');"
      "INSERT INTO search_0 (rowid, title, body) VALUES (17, 'carte d identite', 'travaux journal');"
      "CREATE TABLE vocabulary_0 (folded TEXT PRIMARY KEY, written, sound, documents) WITHOUT ROWID;"
      "INSERT INTO vocabulary_0 VALUES ('poubelle', 'poubelle', 'pwbel', 1), ('identite', 'identité', 'id2tit', 1),"
      " ('carte', 'carte', 'kart', 1), ('near', 'near', 'near', 1), ('travail', 'travail', 'travel', 1);"
      "CREATE TABLE synonym_0 (gathering INTEGER, term TEXT);"
      "INSERT INTO synonym_0 VALUES (0, 'poubelle'), (0, 'ordures ménagères'), (1, 'carte'), (1, '\"\"')";

static struct
{
  ParvisSql sql;
  ParvisVocabulary *vocabulary;
  ParvisSynonyms *synonyms;
} town;

static void
prepare (void)
{
  if (sqlite3_open (":memory:", &town.sql.handle) != SQLITE_OK
      || sqlite3_exec (town.sql.handle, content, NULL, NULL, NULL) != SQLITE_OK
      || parvis_rank_register (town.sql.handle) != SQLITE_OK)
    abort ();
  town.vocabulary = parvis_vocabulary_load (&town.sql, 0, NULL);
  town.synonyms = parvis_synonyms_load (&town.sql, 0, NULL);
  if (town.vocabulary == NULL || town.synonyms == NULL)
    abort ();
}

static void
ask (const ParvisQuery *query, const char *expression)
{
  g_autoptr (sqlite3_stmt) statement = parvis_sql_query (
      &town.sql, NULL, "SELECT rowid, parvis_rank (search_0, ?2) FROM search_0 WHERE search_0 MATCH ?1", "");
  int result;

  if (statement == NULL || expression == NULL)
    return;
  sqlite3_bind_text (statement, 1, expression, -1, SQLITE_STATIC);
  sqlite3_bind_pointer (statement, 2, (gpointer) parvis_query_rank (query), PARVIS_RANK_POINTER, NULL);
  while ((result = sqlite3_step (statement)) == SQLITE_ROW)
    if (sqlite3_column_double (statement, 1) <= 0)
      abort ();
  if (result != SQLITE_DONE)
    abort ();
}

static void
check_marks (const char *text, const char *words)
{
  g_autoptr (GArray) marks = parvis_search_marks (text, words);
  gsize length = strlen (text), last = 0;

  for (guint i = 0; i < marks->len; i++)
    {
      const ParvisMark *mark = &g_array_index (marks, ParvisMark, i);

      if (mark->start >= mark->end || mark->end > length || mark->start < last
          || !g_utf8_validate (text + mark->start, mark->end - mark->start, NULL))
        abort ();
      last = mark->end;
    }
}

static void
check_folds (const char *text)
{
  g_autofree char *folded = parvis_fold (text);
  g_autofree char *again = parvis_fold (folded);
  g_autofree char *sound = parvis_spelling_sound (folded);

  if (!g_utf8_validate (folded, -1, NULL) || !g_utf8_validate (sound, -1, NULL) || strcmp (folded, again) != 0)
    abort ();
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);

  if (town.sql.handle == NULL)
    prepare ();
  for (int mode = PARVIS_QUERY_TYPED; mode <= PARVIS_QUERY_GENEROUS; mode++)
    {
      g_autoptr (ParvisQuery) query = parvis_query_new (text, town.vocabulary, 2, (ParvisQueryMode) mode);
      g_autofree char *all = parvis_query_expression (query, TRUE);
      g_autofree char *any = parvis_query_expression (query, FALSE);
      g_autofree char *words = parvis_query_words (query, town.synonyms);
      g_autofree char *meant = parvis_query_meant (query);

      ask (query, all);
      ask (query, any);
      check_marks (text, words);
      check_marks ("La taxe d’ordures ménagères, la Carte d’identité : des TRAVAUX.", words);
      if (meant != NULL && !g_utf8_validate (meant, -1, NULL))
        abort ();
    }
  check_marks (text, text);
  check_folds (text);
  return 0;
}
