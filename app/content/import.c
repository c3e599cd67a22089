/* SPDX-License-Identifier: EUPL-1.2
 *
 * The catalogue's database as a whole; its rows are made in import-<kinds>.c.
 */
#include "app/content/import-private.h"

#include "app/content/check.h"
#include "app/content/mbtiles.h"
#include "sync/base/json.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* Once a language. */
static const char tables[]
    = "CREATE TABLE commune (language TEXT PRIMARY KEY, name, insee, colour, logo, place, privacy_rights,"
      "  greetings, picture, website, payment_url, payment_label, print_sides, print_colours);"
      "CREATE TABLE theme (language TEXT, position INTEGER, id TEXT, title, summary, icon,"
      "  PRIMARY KEY (language, id));"
      "CREATE TABLE service (language TEXT, position INTEGER, id TEXT, theme TEXT, title, summary,"
      "  audience, papers, cost, delay, place, demarche, details, publics, online INTEGER, link, easy_summary,"
      "  easy_details, PRIMARY KEY (language, id));"
      "CREATE INDEX service_theme ON service (language, theme, position);"
      "CREATE TABLE chapter (language TEXT, service TEXT, position INTEGER, title, text,"
      "  PRIMARY KEY (language, service, position));"
      "CREATE TABLE chapter_row (language TEXT, service TEXT, chapter INTEGER, position INTEGER, cells,"
      "  PRIMARY KEY (language, service, chapter, position));"
      "CREATE TABLE place (language TEXT, position INTEGER, id TEXT, name, masculine INTEGER, address, phone, email,"
      "  hours_note, closed_days, kind, summary, access, has_position INTEGER, latitude REAL, longitude REAL,"
      "  picture, PRIMARY KEY (language, id));"
      "CREATE TABLE event (language TEXT, id TEXT, title, category, summary, place, place_name, details,"
      "  starts_at INTEGER, ends_at INTEGER, PRIMARY KEY (language, id));"
      "CREATE TABLE life_event (language TEXT, position INTEGER, id TEXT, title, summary, icon, intro,"
      "  PRIMARY KEY (language, id));"
      "CREATE TABLE guide_question (language TEXT, life_event TEXT, position INTEGER, id TEXT, label, conditions,"
      "  PRIMARY KEY (language, life_event, position));"
      "CREATE TABLE guide_choice (language TEXT, life_event TEXT, question TEXT, position INTEGER, id TEXT, label,"
      "  PRIMARY KEY (language, life_event, question, position));"
      "CREATE TABLE guide_step (language TEXT, life_event TEXT, position INTEGER, service, demarche, title, why,"
      "  conditions, PRIMARY KEY (language, life_event, position));"
      "CREATE TABLE faq (language TEXT, position INTEGER, id TEXT, question, answer, theme, service,"
      "  PRIMARY KEY (language, id));"
      "CREATE TABLE news (language TEXT, id TEXT, title, summary, body, picture, published_at INTEGER,"
      "  expires_at INTEGER, PRIMARY KEY (language, id));"
      "CREATE TABLE notice (language TEXT, id TEXT, level INTEGER, title, text, from_time INTEGER,"
      "  until_time INTEGER, PRIMARY KEY (language, id));"
      "CREATE TABLE pass (language TEXT, position INTEGER, id TEXT, name, uri, mime, number_skip INTEGER,"
      "  number_length INTEGER, uid_key, PRIMARY KEY (language, id));";

/* Once. */
static const char common_tables[]
    = "CREATE TABLE meta (version INTEGER NOT NULL, expires INTEGER NOT NULL);"
      "CREATE TABLE language (position INTEGER PRIMARY KEY, code TEXT NOT NULL);"
      "CREATE TABLE service_public (public TEXT, service TEXT, PRIMARY KEY (public, service));"
      "CREATE TABLE opening (place TEXT, weekday INTEGER, opens INTEGER, closes INTEGER);"
      "CREATE INDEX opening_place ON opening (place, weekday, opens);"
      "CREATE TABLE pass_card (pass TEXT, uid TEXT, number TEXT, PRIMARY KEY (pass, uid));"
      "CREATE TABLE demarche (id TEXT PRIMARY KEY, body TEXT NOT NULL);"
      "CREATE TABLE list (id TEXT PRIMARY KEY, body TEXT NOT NULL);"
      "CREATE TABLE media (name TEXT PRIMARY KEY, body BLOB NOT NULL);"
      "CREATE TABLE map (zoom_min INTEGER, zoom_max INTEGER, west REAL, south REAL, east REAL, north REAL,"
      "  tile_size INTEGER, attribution);"
      "CREATE TABLE tile (zoom INTEGER, x INTEGER, y INTEGER, body BLOB NOT NULL, PRIMARY KEY (zoom, x, y));";

/* ---- what is written once a language ---- */

/* After the fiches, which come first among equals. */
static const struct
{
  const char *path, *member;
  ParvisImportFunc write;
} arrays[] = {
  { "themes.json", "themes", parvis_import_theme },
  { "life-events.json", "life_events", parvis_import_life_event },
  { "faq.json", "faq", parvis_import_faq },
  { "places.json", "places", parvis_import_place },
  { "events.json", "events", parvis_import_event },
  { "news.json", "news", parvis_import_news },
  { "notices.json", "notices", parvis_import_notice },
  { "passes.json", "passes", parvis_import_pass },
};

static gboolean
write_language_file (ParvisImport *self, const char *path, guint position, GError **error)
{
  if (g_str_has_prefix (path, "services/"))
    return parvis_import_service (self, parvis_import_object (self, path), position, error);
  if (g_str_has_prefix (path, "demarches/"))
    return parvis_import_demarche (self, parvis_import_object (self, path), position, error);
  return TRUE;
}

static gboolean
write_arrays (ParvisImport *self, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (arrays); i++)
    if (!parvis_import_each (self, arrays[i].path, arrays[i].member, arrays[i].write, error))
      return FALSE;
  return TRUE;
}

static gboolean
write_language (ParvisImport *self, GError **error)
{
  g_autoptr (ParvisIndex) index = parvis_index_new (&self->sql, self->position, error);
  GPtrArray *paths = parvis_tree_paths (self->tree);

  if (index == NULL)
    return FALSE;
  self->index = index;
  parvis_import_synonyms (self);
  if (!parvis_import_commune (self, error)
      || !parvis_sql_run (&self->sql, error, "INSERT INTO language VALUES (?, ?)", "it", (gint64) self->position,
                          self->language))
    return FALSE;
  for (guint i = 0; i < paths->len; i++)
    if (!write_language_file (self, paths->pdata[i], i, error))
      return FALSE;
  return write_arrays (self, error) && parvis_index_finish (index, error);
}

/* ---- what is written once ---- */

static gboolean
write_file (ParvisImport *self, const char *path, const char *statement, const char *key, GError **error)
{
  g_autoptr (GBytes) bytes = parvis_tree_read (self->tree, path, error);

  return bytes != NULL && parvis_sql_run (&self->sql, error, statement, "tb", key, bytes);
}

static gboolean
write_common_file (ParvisImport *self, const char *path, GError **error)
{
  g_autofree char *id = parvis_path_id (path);

  if (g_str_has_prefix (path, "services/"))
    return parvis_import_publics (self, parvis_import_object (self, path), error);
  if (g_str_has_prefix (path, "demarches/"))
    return write_file (self, path, "INSERT INTO demarche VALUES (?, CAST (? AS TEXT))", id, error);
  if (g_str_has_prefix (path, "lists/"))
    return write_file (self, path, "INSERT INTO list VALUES (?, CAST (? AS TEXT))", id, error);
  if (g_str_has_prefix (path, "media/"))
    return write_file (self, path, "INSERT INTO media VALUES (?, ?)", path + strlen ("media/"), error);
  if (strcmp (path, PARVIS_MAP_FILE) == 0)
    return parvis_import_map (self, error);
  return TRUE;
}

static gboolean
write_common (ParvisImport *self, GError **error)
{
  JsonObject *bundle = parvis_import_object (self, "bundle.json");
  GPtrArray *paths = parvis_tree_paths (self->tree);

  if (!parvis_sql_run (&self->sql, error, "INSERT INTO meta VALUES (?, ?)", "ii",
                       (gint64) json_object_get_int_member (bundle, "version"),
                       parvis_import_instant (bundle, "expires", 0))
      || !parvis_import_each (self, "places.json", "places", parvis_import_openings, error)
      || !parvis_import_each (self, "passes.json", "passes", parvis_import_pass_cards, error))
    return FALSE;
  for (guint i = 0; i < paths->len; i++)
    if (!write_common_file (self, paths->pdata[i], error))
      return FALSE;
  return TRUE;
}

static void
collect_linked (ParvisImport *self)
{
  GPtrArray *paths = parvis_tree_paths (self->tree);

  for (guint i = 0; i < paths->len; i++)
    {
      const char *id = g_str_has_prefix (paths->pdata[i], "services/")
                           ? parvis_json_string (parvis_import_object (self, paths->pdata[i]), "demarche")
                           : NULL;

      if (id != NULL)
        g_hash_table_add (self->linked, (gpointer) id);
    }
}

static gboolean
write_all (ParvisImport *self, GError **error)
{
  JsonArray *languages = parvis_json_array (parvis_import_object (self, "bundle.json"), "languages");
  /* Nobody reads it before it is whole, synced and renamed: no journal is needed. */
  g_autofree char *begin
      = g_strdup_printf ("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA application_id = %d;"
                         "PRAGMA user_version = %d; BEGIN;%s%s",
                         PARVIS_CATALOG_APPLICATION, PARVIS_CATALOG_FORMAT, common_tables, tables);

  self->language = "fr";
  collect_linked (self);
  if (!parvis_sql_exec (&self->sql, begin, error) || !write_common (self, error))
    return FALSE;
  for (self->position = 0; self->position < json_array_get_length (languages); self->position++)
    {
      self->language = json_array_get_string_element (languages, self->position);
      if (!write_language (self, error))
        return FALSE;
    }
  return parvis_sql_exec (&self->sql, "COMMIT; ANALYZE;", error);
}

static gboolean
sync_file (const char *path, GError **error)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  gboolean ok = fd >= 0 && fsync (fd) == 0;

  if (!ok)
    g_set_error (error, PARVIS_BUNDLE_ERROR, PARVIS_BUNDLE_ERROR_FAILED,
                 _ ("%s ne peut pas être écrit sur le disque (%s)."), path, g_strerror (errno));
  if (fd >= 0)
    close (fd);
  return ok;
}

gboolean
parvis_import (ParvisTree *tree, const char *path, GError **error)
{
  g_autoptr (sqlite3) handle = NULL;
  g_autoptr (GHashTable) linked = g_hash_table_new (g_str_hash, g_str_equal);
  ParvisImport import = { .tree = tree, .linked = linked };
  int opened;

  g_unlink (path); /* what an interrupted installation left */
  opened = sqlite3_open_v2 (path, &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
  import.sql = (ParvisSql){ handle, PARVIS_BUNDLE_ERROR, PARVIS_BUNDLE_ERROR_FAILED };
  if (opened != SQLITE_OK)
    {
      g_set_error (error, PARVIS_BUNDLE_ERROR, PARVIS_BUNDLE_ERROR_FAILED,
                   _ ("%s ne peut pas être créé (%s). Vérifiez les droits du dossier et la place libre."), path,
                   sqlite3_errmsg (handle));
      return FALSE;
    }
  if (!write_all (&import, error))
    {
      g_prefix_error (error, _ ("%s ne peut pas être écrit, vérifiez la place libre et les droits du dossier : "),
                      path);
      return FALSE;
    }
  g_clear_pointer (&handle, sqlite3_close);
  return sync_file (path, error);
}
