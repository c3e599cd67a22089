/* SPDX-License-Identifier: EUPL-1.2 */
/* Any bytes as what somebody types into the address: what becomes of them is always an expression that FTS5 takes. */
#include "app/address/address-words.h"
#include "app/content/sql.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static sqlite3 *
open_table (void)
{
  static sqlite3 *database;

  if (database == NULL)
    {
      g_assert_cmpint (sqlite3_open (":memory:", &database), ==, SQLITE_OK);
      g_assert_cmpint (sqlite3_exec (database,
                                     "CREATE VIRTUAL TABLE t USING fts5 (name, place, detail = column);"
                                     "INSERT INTO t VALUES ('rue de la republique', 'rennes 35000 i35238')",
                                     NULL, NULL, NULL),
                       ==, SQLITE_OK);
    }
  return database;
}

static const ParvisLexicon *
lexicon (void)
{
  static ParvisLexicon *words;

  if (words == NULL)
    {
      GPtrArray *some = g_ptr_array_new_with_free_func (g_free);
      g_ptr_array_add (some, g_strdup ("republique"));
      g_ptr_array_add (some, g_strdup ("rennes"));
      words = parvis_lexicon_new (some);
    }
  return words;
}

static void
match (const ParvisAddressWords *words, const char *columns, const ParvisLexicon *near)
{
  g_autofree char *expression = parvis_match_expression (&(ParvisMatch){ columns, "i35238", near, TRUE }, words);
  const ParvisSql sql = { open_table (), 0, 0 };
  g_autoptr (sqlite3_stmt) statement = NULL;
  int result;

  if (expression == NULL)
    return;
  statement = parvis_sql_query (&sql, NULL, "SELECT rowid FROM t WHERE t MATCH ?", "t", expression);
  g_assert_nonnull (statement);
  result = sqlite3_step (statement);
  if (result != SQLITE_ROW && result != SQLITE_DONE)
    g_error ("%s: %s", expression, sqlite3_errmsg (sql.handle));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *typed = g_strndup ((const char *) data, size);
  g_autoptr (ParvisAddressWords) words = parvis_address_words_new (typed);

  g_assert_cmpuint (strlen (words->number), <=, 24);
  match (words, "name", NULL);
  match (words, "{name place}", lexicon ());
  (void) parvis_words_penalty (words, "rue de la republique", "rennes 35000");
  (void) parvis_address_words_take_last_number (words);
  return 0;
}
