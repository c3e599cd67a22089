/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/content/import.h"

#include "app/content/check.h"
#include "app/content/index.h"
#include "sync/json.h"
#include "app/content/sql.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

static const char tables[]
    = "CREATE TABLE meta (version INTEGER NOT NULL, expires INTEGER NOT NULL);"
      "CREATE TABLE language (position INTEGER PRIMARY KEY, code TEXT NOT NULL);"
      "CREATE TABLE commune (language TEXT PRIMARY KEY, name, insee, colour, logo, place, privacy_rights,"
      "  greetings);"
      "CREATE TABLE theme (language TEXT, position INTEGER, id TEXT, title, summary, icon,"
      "  PRIMARY KEY (language, id));"
      "CREATE TABLE service (language TEXT, position INTEGER, id TEXT, theme TEXT, title, summary,"
      "  audience, papers, cost, delay, place, demarche, details, PRIMARY KEY (language, id));"
      "CREATE INDEX service_theme ON service (language, theme, position);"
      "CREATE TABLE place (language TEXT, id TEXT, name, masculine INTEGER, address, phone, email,"
      "  hours_note, closed_days, PRIMARY KEY (language, id));"
      "CREATE TABLE opening (place TEXT, weekday INTEGER, opens INTEGER, closes INTEGER);"
      "CREATE INDEX opening_place ON opening (place, weekday, opens);"
      "CREATE TABLE event (language TEXT, id TEXT, title, place_name, details, starts_at INTEGER,"
      "  ends_at INTEGER, PRIMARY KEY (language, id));"
      "CREATE TABLE demarche (id TEXT PRIMARY KEY, body TEXT NOT NULL);"
      "CREATE TABLE list (id TEXT PRIMARY KEY, body TEXT NOT NULL);"
      "CREATE TABLE media (name TEXT PRIMARY KEY, body BLOB NOT NULL);";

typedef struct
{
  ParvisTree *tree;
  ParvisSql sql;
  const char *language; /* the one in hand */
  guint position;       /* of that language */
  ParvisIndex *index;   /* of that language */
  GHashTable *linked;   /* ids of démarches that a service leads to */
} Import;

/* ---- texts ---- */

static const char *
localise (const Import *import, JsonNode *node)
{
  JsonObject *texts = parvis_json_node_object (node);
  const char *text = parvis_json_string (texts, import->language);

  if (texts == NULL)
    return parvis_json_node_string (node);
  return text != NULL ? text : parvis_json_string (texts, "fr");
}

static const char *
text_of (const Import *import, JsonObject *object, const char *member)
{
  return localise (import, json_object_get_member (object, member));
}

/* A list of texts in one column. (transfer full) (nullable) */
static char *
join (const Import *import, JsonArray *array, const char *separator)
{
  GString *joined = g_string_new (NULL);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      const char *text = localise (import, json_array_get_element (array, i));

      g_string_append_printf (joined, "%s%s", i > 0 ? separator : "", text);
    }
  return g_string_free (joined, FALSE);
}

static gint64
to_unix (const char *instant)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (instant, NULL);

  return time != NULL ? g_date_time_to_unix (time) : 0;
}

static JsonObject *
object_of (const Import *import, const char *path)
{
  return parvis_json_node_object (parvis_tree_json (import->tree, path));
}

/* ---- the search's index ---- */

/* A démarche that a service leads to is found as that service, by its own words too. */
static void
add_demarche_words (const Import *import, GString *keywords, const char *id)
{
  g_autofree char *path = id != NULL ? g_strconcat ("demarches/", id, ".json", NULL) : NULL;
  JsonObject *demarche = path != NULL ? object_of (import, path) : NULL;

  if (demarche == NULL)
    return;
  parvis_index_join (keywords, text_of (import, demarche, "title"));
  parvis_index_join (keywords, text_of (import, demarche, "summary"));
}

static gboolean
index_service (Import *import, JsonObject *service, GError **error)
{
  static const char *const body_members[] = { "audience", "cost", "delay", "details" };
  g_autoptr (GString) keywords = g_string_new (NULL);
  g_autoptr (GString) body = g_string_new (NULL);
  g_autofree char *own_words = join (import, parvis_json_array (service, "keywords"), "\n");
  g_autofree char *papers = join (import, parvis_json_array (service, "papers"), "\n");

  parvis_index_join (keywords, own_words);
  add_demarche_words (import, keywords, parvis_json_string (service, "demarche"));
  parvis_index_join (body, papers);
  for (gsize i = 0; i < G_N_ELEMENTS (body_members); i++)
    parvis_index_join (body, text_of (import, service, body_members[i]));
  return parvis_index_add (import->index,
                           &(ParvisIndexEntry){ .kind = "service",
                                                .id = parvis_json_string (service, "id"),
                                                .title = text_of (import, service, "title"),
                                                .keywords = keywords->str,
                                                .summary = text_of (import, service, "summary"),
                                                .body = body->str,
                                                .doable = json_object_has_member (service, "demarche") },
                           error);
}

static gboolean
index_demarche (Import *import, JsonObject *demarche, GError **error)
{
  const char *id = parvis_json_string (demarche, "id");

  if (g_hash_table_contains (import->linked, id))
    return TRUE;
  return parvis_index_add (import->index,
                           &(ParvisIndexEntry){ .kind = "demarche",
                                                .id = id,
                                                .title = text_of (import, demarche, "title"),
                                                .summary = text_of (import, demarche, "summary"),
                                                .doable = TRUE },
                           error);
}

/* ---- what is written once a language ---- */

static gboolean
write_commune (Import *import, GError **error)
{
  JsonObject *commune = parvis_json_object (object_of (import, "bundle.json"), "commune");

  return parvis_sql_run (&import->sql, error, "INSERT INTO commune VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                         "tttttttt", import->language, text_of (import, commune, "name"),
                         text_of (import, commune, "insee"), text_of (import, commune, "colour"),
                         text_of (import, commune, "logo"), text_of (import, commune, "place"),
                         text_of (import, commune, "privacy_rights"), text_of (import, commune, "greetings"));
}

static gboolean
write_theme (Import *import, JsonObject *theme, guint position, GError **error)
{
  return parvis_sql_run (&import->sql, error, "INSERT INTO theme VALUES (?, ?, ?, ?, ?, ?)", "titttt",
                         import->language, (gint64) position, text_of (import, theme, "id"),
                         text_of (import, theme, "title"), text_of (import, theme, "summary"),
                         text_of (import, theme, "icon"));
}

static gboolean
write_place (Import *import, JsonObject *place, guint position, GError **error)
{
  gboolean masculine = g_strcmp0 (parvis_json_string (place, "gender"), "masculine") == 0;
  g_autofree char *closed_days
      = join (import, parvis_json_array (place, "closed_days"), PARVIS_CATALOG_SEPARATOR);

  return parvis_sql_run (
      &import->sql, error, "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", "tttittttt",
      import->language, text_of (import, place, "id"), text_of (import, place, "name"), (gint64) masculine,
      text_of (import, place, "address"), text_of (import, place, "phone"), text_of (import, place, "email"),
      text_of (import, place, "hours_note"), closed_days);
}

static const char *
event_place_name (Import *import, JsonObject *event)
{
  const char *place = parvis_json_string (event, "place");
  JsonArray *places = parvis_json_array (object_of (import, "places.json"), "places");

  for (guint i = 0; place != NULL && i < json_array_get_length (places); i++)
    if (strcmp (parvis_json_string (json_array_get_object_element (places, i), "id"), place) == 0)
      return text_of (import, json_array_get_object_element (places, i), "name");
  return text_of (import, event, "place_name");
}

static gboolean
write_event (Import *import, JsonObject *event, guint position, GError **error)
{
  return parvis_sql_run (&import->sql, error, "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?)", "tttttii",
                         import->language, text_of (import, event, "id"), text_of (import, event, "title"),
                         event_place_name (import, event), text_of (import, event, "details"),
                         to_unix (parvis_json_string (event, "starts")),
                         to_unix (parvis_json_string (event, "ends")));
}

static gboolean
write_service (Import *import, JsonObject *service, guint position, GError **error)
{
  g_autofree char *papers = join (import, parvis_json_array (service, "papers"), PARVIS_CATALOG_SEPARATOR);

  return parvis_sql_run (&import->sql, error,
                         "INSERT INTO service VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                         "tittttttttttt", import->language, (gint64) position,
                         text_of (import, service, "id"), text_of (import, service, "theme"),
                         text_of (import, service, "title"), text_of (import, service, "summary"),
                         text_of (import, service, "audience"), papers, text_of (import, service, "cost"),
                         text_of (import, service, "delay"), text_of (import, service, "place"),
                         text_of (import, service, "demarche"), text_of (import, service, "details"))
         && index_service (import, service, error);
}

typedef gboolean (*WriteFunc) (Import *import, JsonObject *object, guint position, GError **error);

static gboolean
write_array (Import *import, const char *path, const char *member, WriteFunc write_one, GError **error)
{
  JsonArray *items = parvis_json_array (object_of (import, path), member);

  for (guint i = 0; items != NULL && i < json_array_get_length (items); i++)
    if (!write_one (import, json_array_get_object_element (items, i), i, error))
      return FALSE;
  return TRUE;
}

static gboolean
write_language_file (Import *import, const char *path, guint position, GError **error)
{
  if (g_str_has_prefix (path, "services/"))
    return write_service (import, object_of (import, path), position, error);
  if (g_str_has_prefix (path, "demarches/"))
    return index_demarche (import, object_of (import, path), error);
  return TRUE;
}

static gboolean
write_language (Import *import, GError **error)
{
  g_autoptr (ParvisIndex) index = parvis_index_new (&import->sql, import->position, error);
  GPtrArray *paths = parvis_tree_paths (import->tree);

  import->index = index;
  if (index == NULL || !write_commune (import, error)
      || !parvis_sql_run (&import->sql, error, "INSERT INTO language VALUES (?, ?)", "it",
                          (gint64) import->position, import->language)
      || !write_array (import, "themes.json", "themes", write_theme, error)
      || !write_array (import, "places.json", "places", write_place, error)
      || !write_array (import, "events.json", "events", write_event, error))
    return FALSE;
  for (guint i = 0; i < paths->len; i++)
    if (!write_language_file (import, paths->pdata[i], i, error))
      return FALSE;
  return parvis_index_finish (index, error);
}

/* ---- what is written once ---- */

static gint64
to_minutes (const char *time)
{
  return g_ascii_strtoll (time, NULL, 10) * 60 + g_ascii_strtoll (time + 3, NULL, 10);
}

static gboolean
write_openings (Import *import, JsonObject *place, guint position, GError **error)
{
  JsonArray *openings = parvis_json_array (place, "openings");

  for (guint i = 0; openings != NULL && i < json_array_get_length (openings); i++)
    {
      JsonObject *opening = json_array_get_object_element (openings, i);

      if (!parvis_sql_run (&import->sql, error, "INSERT INTO opening VALUES (?, ?, ?, ?)", "tiii",
                           parvis_json_string (place, "id"),
                           (gint64) json_object_get_int_member (opening, "day"),
                           to_minutes (parvis_json_string (opening, "from")),
                           to_minutes (parvis_json_string (opening, "to"))))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_file (Import *import, const char *path, const char *statement, const char *key, GError **error)
{
  g_autoptr (GBytes) bytes = parvis_tree_read (import->tree, path, error);

  return bytes != NULL && parvis_sql_run (&import->sql, error, statement, "tb", key, bytes);
}

static gboolean
write_common_file (Import *import, const char *path, GError **error)
{
  g_autofree char *id = parvis_path_id (path);

  if (g_str_has_prefix (path, "demarches/"))
    return write_file (import, path, "INSERT INTO demarche VALUES (?, CAST (? AS TEXT))", id, error);
  if (g_str_has_prefix (path, "lists/"))
    return write_file (import, path, "INSERT INTO list VALUES (?, CAST (? AS TEXT))", id, error);
  if (g_str_has_prefix (path, "media/"))
    return write_file (import, path, "INSERT INTO media VALUES (?, ?)", path + strlen ("media/"), error);
  return TRUE;
}

static gboolean
write_common (Import *import, GError **error)
{
  JsonObject *bundle = object_of (import, "bundle.json");
  GPtrArray *paths = parvis_tree_paths (import->tree);

  if (!parvis_sql_run (&import->sql, error, "INSERT INTO meta VALUES (?, ?)", "ii",
                       (gint64) json_object_get_int_member (bundle, "version"),
                       to_unix (parvis_json_string (bundle, "expires")))
      || !write_array (import, "places.json", "places", write_openings, error))
    return FALSE;
  for (guint i = 0; i < paths->len; i++)
    if (!write_common_file (import, paths->pdata[i], error))
      return FALSE;
  return TRUE;
}

static void
collect_linked (Import *import)
{
  GPtrArray *paths = parvis_tree_paths (import->tree);

  for (guint i = 0; i < paths->len; i++)
    {
      const char *id = g_str_has_prefix (paths->pdata[i], "services/")
                           ? parvis_json_string (object_of (import, paths->pdata[i]), "demarche")
                           : NULL;

      if (id != NULL)
        g_hash_table_add (import->linked, (gpointer) id);
    }
}

static gboolean
write_all (Import *import, GError **error)
{
  JsonArray *languages = parvis_json_array (object_of (import, "bundle.json"), "languages");
  /* Nobody reads it before it is whole, synced and renamed: no journal is needed. */
  g_autofree char *begin
      = g_strdup_printf ("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA application_id = %d;"
                         "PRAGMA user_version = %d; BEGIN;%s",
                         PARVIS_CATALOG_APPLICATION, PARVIS_CATALOG_FORMAT, tables);

  import->language = "fr";
  collect_linked (import);
  if (!parvis_sql_exec (&import->sql, begin, error) || !write_common (import, error))
    return FALSE;
  for (import->position = 0; import->position < json_array_get_length (languages); import->position++)
    {
      import->language = json_array_get_string_element (languages, import->position);
      if (!write_language (import, error))
        return FALSE;
    }
  return parvis_sql_exec (&import->sql, "COMMIT; ANALYZE;", error);
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
  Import import = { .tree = tree, .linked = linked };
  int opened;

  g_unlink (path); /* what an interrupted installation left */
  opened = sqlite3_open_v2 (path, &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
  import.sql = (ParvisSql){ handle, PARVIS_BUNDLE_ERROR, PARVIS_BUNDLE_ERROR_FAILED };
  if (opened != SQLITE_OK)
    {
      g_set_error (error, PARVIS_BUNDLE_ERROR, PARVIS_BUNDLE_ERROR_FAILED,
                   _ ("%s ne peut pas être créé (%s). Vérifiez les droits du dossier et la place libre."),
                   path, sqlite3_errmsg (handle));
      return FALSE;
    }
  if (!write_all (&import, error))
    {
      g_prefix_error (
          error, _ ("%s ne peut pas être écrit, vérifiez la place libre et les droits du dossier : "), path);
      return FALSE;
    }
  g_clear_pointer (&handle, sqlite3_close);
  return sync_file (path, error);
}
