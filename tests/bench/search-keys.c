/* SPDX-License-Identifier: EUPL-1.2
 *
 * search-keys CATALOG < words: for each line, the search after each of its keys from the second on, and two references
 * over the same rows: one exact word asked of FTS5 in its own ranking, and a scan with LIKE. Prints "kind milliseconds
 * words", one a line.
 */
#include "app/content/catalog.h"
#include "app/content/fold.h"
#include "app/content/sql.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LIMIT 24 /* as the search page asks */

static void
print (const char *kind, gint64 start, const char *words)
{
  printf ("%s %.3f %s\n", kind, (double) (g_get_monotonic_time () - start) / 1000, words);
}

static void
search (ParvisCatalog *catalog, const char *words)
{
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();
  g_autoptr (GPtrArray) hits = parvis_catalog_search (catalog, words, LIMIT, "fr", &error);

  print (hits != NULL && hits->len > 0 ? "key" : "key-nothing", start, words);
  if (error != NULL)
    g_error ("%s", error->message);
}

static void
count_rows (const ParvisSql *sql, const char *kind, const char *query, const char *argument, const char *words)
{
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();
  g_autoptr (sqlite3_stmt) statement = parvis_sql_query (sql, &error, query, "t", argument);

  while (statement != NULL && parvis_sql_next (sql, statement, &error))
    continue;
  if (error != NULL)
    g_error ("%s", error->message);
  print (kind, start, words);
}

static void
refer (const ParvisSql *sql, const char *words)
{
  g_autoptr (GArray) folded = parvis_fold_words (words, G_MAXSIZE, 1);
  const char *first = folded->len > 0 ? g_array_index (folded, ParvisFoldedWord, 0).folded : NULL;
  g_autofree char *quoted = g_strdup_printf ("\"%s\"", first);
  g_autofree char *pattern = g_strdup_printf ("%%%s%%", first);

  if (first == NULL)
    return;
  count_rows (sql, "match",
              "SELECT id, entry_0.title, entry_0.summary FROM search_0 JOIN entry_0 ON number = search_0.rowid WHERE "
              "search_0 MATCH ?"
              " ORDER BY bm25 (search_0) LIMIT 24",
              quoted, words);
  count_rows (sql, "scan",
              "SELECT id, title, summary FROM service WHERE title LIKE ?1 OR summary LIKE ?1 OR details LIKE ?1"
              " ORDER BY position LIMIT 24 ",
              pattern, words);
}

static void
type (ParvisCatalog *catalog, const char *words)
{
  for (const char *end = g_utf8_next_char (words); *end != '\0';)
    {
      g_autofree char *typed = NULL;

      end = g_utf8_next_char (end);
      typed = g_strndup (words, (gsize) (end - words));
      search (catalog, typed);
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisCatalog) catalog = parvis_catalog_open (argc > 1 ? argv[1] : "", &error);
  g_autoptr (sqlite3) handle = NULL;
  char line[256];

  if (catalog == NULL || sqlite3_open_v2 (argv[1], &handle, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK)
    {
      g_printerr ("search-keys: %s\n", error != NULL ? error->message : "the catalogue cannot be opened");
      return EXIT_FAILURE;
    }
  while (fgets (line, sizeof line, stdin) != NULL)
    {
      g_strstrip (line);
      type (catalog, line);
      refer (&(ParvisSql){ handle, PARVIS_CATALOG_ERROR, PARVIS_CATALOG_ERROR_INVALID }, line);
    }
  return EXIT_SUCCESS;
}
