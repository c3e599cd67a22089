/* SPDX-License-Identifier: EUPL-1.2
 *
 * From the staging file to the tables that are searched.
 */
#include "app/address/store-private.h"

#include "app/address/address-words.h"
#include "app/address/street-words.h"

#include <string.h>

/* A file without postcodes (BAL): where the commune has one only, that one. */
static const char fill_postcodes[]
    = "CREATE TEMP TABLE one AS SELECT bare.id AS bare, min(full.id) AS whole FROM place AS bare"
      "  JOIN place AS full ON full.insee = bare.insee AND full.postcode <> ''"
      "  WHERE bare.postcode = '' GROUP BY bare.id HAVING count(*) = 1;"
      "UPDATE OR IGNORE work.street SET place = (SELECT whole FROM one WHERE bare = place)"
      "  WHERE place IN (SELECT bare FROM one);"
      "DELETE FROM place WHERE postcode = '' AND id NOT IN (SELECT place FROM work.street)"
      "  AND insee IN (SELECT insee FROM place WHERE postcode <> '');";

static const char streets_by_size[]
    = "SELECT s.id, s.place, s.name, s.former, p.name, p.postcode, p.insee,"
      "  (SELECT count(*) FROM work.number AS n WHERE n.street = s.id) AS size"
      "  FROM work.street AS s JOIN place AS p ON p.id = s.place ORDER BY size DESC, s.id";

typedef struct
{
  ParvisAddressStore *store;
  GHashTable *words; /* of streets: folded word -> itself */
  gint64 row;
} Finish;

static void
note_words (GHashTable *words, const char *folded)
{
  g_auto (GStrv) each = g_strsplit (folded, " ", -1);

  for (char **word = each; *word != NULL; word++)
    if (strlen (*word) >= PARVIS_FUZZY_WORD_MIN && !g_hash_table_contains (words, *word))
      g_hash_table_add (words, g_strdup (*word));
}

static void
append_number (GString *numbers, int number, const char *suffix)
{
  g_string_append_printf (numbers, "%s%d%s%s", numbers->len > 0 ? " " : "", number,
                          g_ascii_isdigit (*suffix) ? "-" : "", suffix);
}

/* "1 1bis 2 4": by number, then suffix. (transfer full) */
static char *
numbers_of (Finish *self, gint64 street, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = parvis_sql_query (
      &self->store->sql, error, "SELECT number, suffix FROM work.number WHERE street = ? ORDER BY number, suffix", "i",
      street);
  g_autoptr (GString) numbers = g_string_new (NULL);
  g_autoptr (GError) problem = NULL;

  if (statement == NULL)
    return NULL;
  while (parvis_sql_next (&self->store->sql, statement, &problem))
    append_number (numbers, sqlite3_column_int (statement, 0), (const char *) sqlite3_column_text (statement, 1));
  if (problem == NULL)
    return g_string_free (g_steal_pointer (&numbers), FALSE);
  g_propagate_error (error, g_steal_pointer (&problem));
  return NULL;
}

static const char *
text_at (sqlite3_stmt *statement, int column)
{
  return (const char *) sqlite3_column_text (statement, column);
}

static gboolean
index_street (Finish *self, sqlite3_stmt *street, GError **error)
{
  const ParvisSql *sql = &self->store->sql;
  g_autofree char *name = parvis_street_fold (text_at (street, 2));
  g_autofree char *where
      = parvis_place_tokens (text_at (street, 4), text_at (street, 3), text_at (street, 5), text_at (street, 6));
  g_autofree char *numbers = numbers_of (self, sqlite3_column_int64 (street, 0), error);

  note_words (self->words, name);
  self->row++;
  return numbers != NULL
         && parvis_sql_run (sql, error, "INSERT INTO street VALUES (?, ?, ?, ?, ?, ?)", "iitttt", self->row,
                            (gint64) sqlite3_column_int64 (street, 1), text_at (street, 2), text_at (street, 3),
                            numbers, name)
         && parvis_sql_run (sql, error, "INSERT INTO street_words (rowid, name, place) VALUES (?, ?, ?)", "itt",
                            self->row, name, where);
}

static gboolean
index_place (Finish *self, sqlite3_stmt *place, GError **error)
{
  g_autofree char *name = parvis_street_fold (text_at (place, 1));
  g_autofree char *where = parvis_place_tokens ("", "", text_at (place, 2), text_at (place, 3));

  note_words (self->words, name);
  return parvis_sql_run (&self->store->sql, error, "INSERT INTO place_words (rowid, name, place) VALUES (?, ?, ?)",
                         "itt", (gint64) sqlite3_column_int64 (place, 0), name, where);
}

static gboolean
index_each (Finish *self, const char *query, gboolean (*index) (Finish *, sqlite3_stmt *, GError **), GError **error)
{
  g_autoptr (sqlite3_stmt) statement = parvis_sql_query (&self->store->sql, error, query, "");
  g_autoptr (GError) problem = NULL;

  if (statement == NULL)
    return FALSE;
  while (parvis_sql_next (&self->store->sql, statement, &problem))
    if (!index (self, statement, &problem))
      break;
  if (problem == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

/* The vocabulary of streets is 0, that of communes 1; a word that both have is in both. */
static gboolean
write_words (Finish *self, gint64 kind, GError **error)
{
  GHashTableIter iter;
  gpointer word;

  g_hash_table_iter_init (&iter, self->words);
  while (g_hash_table_iter_next (&iter, &word, NULL))
    if (!parvis_sql_run (&self->store->sql, error, "INSERT INTO word VALUES (?, ?)", "it", kind, word))
      return FALSE;
  g_hash_table_remove_all (self->words);
  return TRUE;
}

static gboolean
close_file (ParvisAddressStore *self, GError **error)
{
  g_autofree char *numbers = g_strdup_printf ("INSERT INTO meta SELECT %" G_GUINT64_FORMAT
                                              ", (SELECT count(*) FROM street), (SELECT count(*) FROM place);"
                                              "PRAGMA main.application_id = %d; PRAGMA main.user_version = %d; COMMIT",
                                              self->n_addresses, PARVIS_ADDRESSES_APPLICATION, PARVIS_ADDRESSES_FORMAT);

  return parvis_sql_exec (
             &self->sql,
             "INSERT INTO street_words (street_words) VALUES ('optimize');"
             "INSERT INTO place_words (place_words) VALUES ('optimize');"
             "CREATE INDEX place_folded ON place (folded); CREATE INDEX place_postcode ON place (postcode)",
             error)
         && parvis_sql_exec (&self->sql, numbers, error);
}

gboolean
parvis_address_store_finish (ParvisAddressStore *self, GError **error)
{
  g_autoptr (GHashTable) words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Finish finish = { self, words, 0 };

  return parvis_sql_exec (&self->sql, fill_postcodes, error)
         && index_each (&finish, streets_by_size, index_street, error)
         && write_words (&finish, PARVIS_WORDS_OF_STREETS, error)
         && index_each (&finish, "SELECT id, name, postcode, insee FROM place", index_place, error)
         && write_words (&finish, PARVIS_WORDS_OF_PLACES, error) && close_file (self, error);
}
