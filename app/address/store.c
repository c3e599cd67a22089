/* SPDX-License-Identifier: EUPL-1.2
 *
 * A street is one row with all its numbers in one text: a million addresses are a hundred thousand rows. Streets are
 * written by how many numbers they have, so that the order of rows is the order of importance, and a search for the
 * first few need not sort.
 */
#include "app/address/store-private.h"

#include "app/address/addresses.h"
#include "app/address/street-words.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

static const char staging[] = "ATTACH ? AS work";
static const char tables[]
    = "PRAGMA main.journal_mode = OFF; PRAGMA main.synchronous = OFF;"
      "PRAGMA work.journal_mode = OFF; PRAGMA work.synchronous = OFF;"
      "CREATE TABLE meta (addresses INTEGER NOT NULL, streets INTEGER NOT NULL, places INTEGER NOT NULL);"
      "CREATE TABLE place (id INTEGER PRIMARY KEY, insee TEXT NOT NULL, name TEXT NOT NULL, postcode TEXT NOT NULL,"
      "  folded TEXT NOT NULL);"
      "CREATE TABLE street (id INTEGER PRIMARY KEY, place INTEGER NOT NULL, name TEXT NOT NULL, former TEXT NOT NULL,"
      "  numbers TEXT NOT NULL, folded TEXT NOT NULL);"
      "CREATE TABLE word (kind INTEGER NOT NULL, word TEXT NOT NULL, PRIMARY KEY (kind, word)) WITHOUT ROWID;"
      "CREATE VIRTUAL TABLE street_words USING fts5 (name, place, content = '', columnsize = 0, detail = column,"
      "  prefix = '1 2 3 4');"
      "CREATE VIRTUAL TABLE place_words USING fts5 (name, place, content = '', columnsize = 0, detail = column,"
      "  prefix = '1 2 3');"
      "CREATE TABLE work.street (id INTEGER PRIMARY KEY, place INTEGER, name TEXT, former TEXT, UNIQUE (place, name, "
      "former));"
      "CREATE TABLE work.number (street INTEGER, number INTEGER, suffix TEXT, PRIMARY KEY (street, number, suffix)) "
      "WITHOUT ROWID;";

static char *
staging_path (const char *path)
{
  return g_strconcat (path, ".work", NULL);
}

static gboolean
prepare (ParvisAddressStore *self, sqlite3_stmt **statement, const char *text, GError **error)
{
  *statement = parvis_sql_query (&self->sql, error, text, "");
  return *statement != NULL;
}

static gboolean
open_files (ParvisAddressStore *self, GError **error)
{
  g_autofree char *work = staging_path (self->path);

  g_unlink (self->path);
  g_unlink (work);
  if (sqlite3_open_v2 (self->path, &self->sql.handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL) != SQLITE_OK)
    {
      g_set_error (error, PARVIS_ADDRESSES_ERROR, PARVIS_ADDRESSES_ERROR_FAILED,
                   _ ("%s ne peut pas être écrit (%s). Vérifiez les droits du dossier et la place libre"), self->path,
                   sqlite3_errmsg (self->sql.handle));
      return FALSE;
    }
  return parvis_sql_run (&self->sql, error, staging, "t", work) && parvis_sql_exec (&self->sql, tables, error)
         && parvis_sql_exec (&self->sql, "BEGIN", error);
}

static gboolean
prepare_all (ParvisAddressStore *self, GError **error)
{
  return prepare (self, &self->add_place, "INSERT INTO place (insee, name, postcode, folded) VALUES (?, ?, ?, ?)",
                  error)
         && prepare (self, &self->add_street, "INSERT INTO work.street (place, name, former) VALUES (?, ?, ?)", error)
         && prepare (self, &self->find_street, "SELECT id FROM work.street WHERE place = ? AND name = ? AND former = ?",
                     error)
         && prepare (self, &self->add_number, "INSERT OR IGNORE INTO work.number VALUES (?, ?, ?)", error);
}

ParvisAddressStore *
parvis_address_store_new (const char *path, GError **error)
{
  g_autoptr (ParvisAddressStore) self = g_new0 (ParvisAddressStore, 1);

  self->path = g_strdup (path);
  self->sql = (ParvisSql){ NULL, PARVIS_ADDRESSES_ERROR, PARVIS_ADDRESSES_ERROR_FAILED };
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->last = g_string_new (NULL);
  return open_files (self, error) && prepare_all (self, error) ? g_steal_pointer (&self) : NULL;
}

void
parvis_address_store_free (ParvisAddressStore *self)
{
  g_autofree char *work = staging_path (self->path);

  sqlite3_finalize (self->add_place);
  sqlite3_finalize (self->add_street);
  sqlite3_finalize (self->find_street);
  sqlite3_finalize (self->add_number);
  sqlite3_close (self->sql.handle);
  g_unlink (work);
  g_hash_table_unref (self->names);
  g_hash_table_unref (self->places);
  g_string_free (self->last, TRUE);
  g_free (self->path);
  g_free (self);
}

/* ---- communes ---- */

const char *
parvis_address_store_commune (ParvisAddressStore *self, const char *insee)
{
  return g_hash_table_lookup (self->names, insee);
}

/* A statement that answers nothing, once its parameters are set. */
static gboolean
run (ParvisAddressStore *self, sqlite3_stmt *statement, GError **error)
{
  gboolean ok = sqlite3_step (statement) == SQLITE_DONE;

  if (!ok)
    g_set_error (error, self->sql.domain, self->sql.code, "SQLite: %s", sqlite3_errmsg (self->sql.handle));
  sqlite3_reset (statement);
  return ok;
}

static void
set_text (sqlite3_stmt *statement, int index, const char *text)
{
  sqlite3_bind_text (statement, index, text, -1, SQLITE_STATIC);
}

static gint64
new_place (ParvisAddressStore *self, const char *insee, const char *name, const char *postcode, GError **error)
{
  if (g_hash_table_size (self->places) >= PARVIS_STORE_MAX_PLACES)
    {
      g_set_error (error, PARVIS_ADDRESSES_ERROR, PARVIS_ADDRESSES_ERROR_INVALID,
                   _ ("il y a plus de %d communes : ce ne sont pas des communes françaises"), PARVIS_STORE_MAX_PLACES);
      return 0;
    }
  g_autofree char *folded = parvis_street_fold (name);

  set_text (self->add_place, 1, insee);
  set_text (self->add_place, 2, name);
  set_text (self->add_place, 3, postcode);
  set_text (self->add_place, 4, folded);
  return run (self, self->add_place, error) ? sqlite3_last_insert_rowid (self->sql.handle) : 0;
}

/* The place's row, 0 with @error. */
static gint64
place_of (ParvisAddressStore *self, const char *insee, const char *name, const char *postcode, GError **error)
{
  char key[16];
  gint64 id;

  g_snprintf (key, sizeof key, "%s|%s", insee, postcode);
  id = GPOINTER_TO_SIZE (g_hash_table_lookup (self->places, key));
  if (id != 0)
    return id;
  if (!g_hash_table_contains (self->names, insee))
    g_hash_table_insert (self->names, g_strdup (insee), g_strdup (name));
  id = new_place (self, insee, parvis_address_store_commune (self, insee), postcode, error);
  if (id != 0)
    g_hash_table_insert (self->places, g_strdup (key), GSIZE_TO_POINTER ((gsize) id));
  return id;
}

gboolean
parvis_address_store_add_commune (ParvisAddressStore *self, const char *insee, const char *name, const char *postcode,
                                  GError **error)
{
  return place_of (self, insee, name, postcode, error) != 0;
}

/* ---- addresses ---- */

/* Paris, Lyon and Marseille are one commune each for the post, and one an arrondissement for INSEE. */
static const struct
{
  const char *first, *last, *insee, *name;
} cities[] = {
  { "75101", "75120", "75056", "Paris" },
  { "69381", "69389", "69123", "Lyon" },
  { "13201", "13216", "13055", "Marseille" },
};

void
parvis_address_whole_city (const char **insee, const char **name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cities); i++)
    if (g_strcmp0 (*insee, cities[i].first) >= 0 && g_strcmp0 (*insee, cities[i].last) <= 0)
      {
        *insee = cities[i].insee;
        *name = cities[i].name;
      }
}

static void
set_street (sqlite3_stmt *statement, gint64 place, const ParvisAddressRow *row)
{
  sqlite3_bind_int64 (statement, 1, place);
  set_text (statement, 2, row->text[PARVIS_ADDRESS_STREET]);
  set_text (statement, 3, row->text[PARVIS_ADDRESS_FORMER]);
}

static gint64
find_street (ParvisAddressStore *self, gint64 place, const ParvisAddressRow *row)
{
  gint64 id = 0;

  set_street (self->find_street, place, row);
  if (sqlite3_step (self->find_street) == SQLITE_ROW)
    id = sqlite3_column_int64 (self->find_street, 0);
  sqlite3_reset (self->find_street);
  return id;
}

static gint64
new_street (ParvisAddressStore *self, gint64 place, const ParvisAddressRow *row, GError **error)
{
  if (++self->n_streets > PARVIS_STORE_MAX_STREETS)
    {
      g_set_error (error, PARVIS_ADDRESSES_ERROR, PARVIS_ADDRESSES_ERROR_INVALID,
                   _ ("il y a plus de %d rues ; gardez les communes d’alentour avec --commune"),
                   PARVIS_STORE_MAX_STREETS);
      return 0;
    }
  set_street (self->add_street, place, row);
  return run (self, self->add_street, error) ? sqlite3_last_insert_rowid (self->sql.handle) : 0;
}

/* The street's row in the staging file. Published files go street by street: the last one is mostly the same. */
static gint64
street_of (ParvisAddressStore *self, gint64 place, const ParvisAddressRow *row, GError **error)
{
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT "|%s|%s", place, row->text[PARVIS_ADDRESS_STREET],
                                          row->text[PARVIS_ADDRESS_FORMER]);

  if (g_str_equal (key, self->last->str))
    return self->last_street;
  gint64 id = find_street (self, place, row);
  if (id == 0)
    id = new_street (self, place, row, error);
  g_string_assign (self->last, id != 0 ? key : "");
  self->last_street = id;
  return id;
}

static gboolean
add_number (ParvisAddressStore *self, gint64 street, const ParvisAddressRow *row, GError **error)
{
  g_autofree char *suffix = g_ascii_strdown (row->text[PARVIS_ADDRESS_SUFFIX], -1);

  if (row->number == 0)
    return TRUE;
  g_strdelimit (suffix, " ", '_'); /* numbers are kept apart by spaces */
  sqlite3_bind_int64 (self->add_number, 1, street);
  sqlite3_bind_int64 (self->add_number, 2, row->number);
  set_text (self->add_number, 3, suffix);
  self->n_addresses++;
  return run (self, self->add_number, error);
}

gboolean
parvis_address_store_add (ParvisAddressStore *self, const ParvisAddressRow *row, GError **error)
{
  const char *insee = row->text[PARVIS_ADDRESS_INSEE], *name = row->text[PARVIS_ADDRESS_COMMUNE];
  gint64 place, street;

  parvis_address_whole_city (&insee, &name);
  place = place_of (self, insee, name, row->text[PARVIS_ADDRESS_POSTCODE], error);
  street = place != 0 ? street_of (self, place, row, error) : 0;
  return street != 0 && add_number (self, street, row, error);
}

guint
parvis_address_store_n_streets (ParvisAddressStore *self)
{
  return self->n_streets;
}

guint
parvis_address_store_n_communes (ParvisAddressStore *self)
{
  return g_hash_table_size (self->names);
}
