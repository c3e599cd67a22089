/* SPDX-License-Identifier: EUPL-1.2
 *
 * Rows of: fiches, their chapters and tables, their publics; and what is found of fiches and démarches.
 */
#include "app/content/import-private.h"

#include "sync/base/json.h"

/* ---- the search's words ---- */

/* A démarche that a service leads to is found as that service, by its own words too. */
static void
add_demarche_words (const ParvisImport *self, GString *keywords, const char *id)
{
  g_autofree char *path = id != NULL ? g_strconcat ("demarches/", id, ".json", NULL) : NULL;
  JsonObject *demarche = path != NULL ? parvis_import_object (self, path) : NULL;

  if (demarche == NULL)
    return;
  parvis_index_join (keywords, parvis_import_text (self, demarche, "title"));
  parvis_index_join (keywords, parvis_import_text (self, demarche, "summary"));
}

static void
add_table_words (const ParvisImport *self, GString *body, JsonObject *table)
{
  JsonArray *rows = parvis_json_array (table, "rows");

  for (guint i = 0; rows != NULL && i < json_array_get_length (rows); i++)
    {
      g_autofree char *cells = parvis_import_join (self, json_array_get_array_element (rows, i), " ");

      parvis_index_join (body, cells);
    }
}

static void
add_chapter_words (const ParvisImport *self, GString *body, JsonObject *service)
{
  JsonArray *chapters = parvis_json_array (service, "chapters");

  for (guint i = 0; chapters != NULL && i < json_array_get_length (chapters); i++)
    {
      JsonObject *chapter = json_array_get_object_element (chapters, i);

      parvis_index_join (body, parvis_import_text (self, chapter, "title"));
      parvis_index_join (body, parvis_import_text (self, chapter, "text"));
      add_table_words (self, body, parvis_json_object (chapter, "table"));
    }
}

static char *
collect_body (const ParvisImport *self, JsonObject *service)
{
  static const char *const members[] = { "audience", "cost", "delay", "details" };
  g_autofree char *papers = parvis_import_join (self, parvis_json_array (service, "papers"), "\n");
  GString *body = g_string_new (NULL);

  parvis_index_join (body, papers);
  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    parvis_index_join (body, parvis_import_text (self, service, members[i]));
  add_chapter_words (self, body, service);
  return g_string_free (body, FALSE);
}

static gboolean
index_service (ParvisImport *self, JsonObject *service, GError **error)
{
  g_autoptr (GString) keywords = g_string_new (NULL);
  g_autofree char *own_words = parvis_import_join (self, parvis_json_array (service, "keywords"), "\n");
  g_autofree char *body = collect_body (self, service);

  parvis_index_join (keywords, own_words);
  add_demarche_words (self, keywords, parvis_json_string (service, "demarche"));
  return parvis_index_add (self->index,
                           &(ParvisIndexEntry){ .kind = "service",
                                                .id = parvis_json_string (service, "id"),
                                                .title = parvis_import_text (self, service, "title"),
                                                .keywords = keywords->str,
                                                .summary = parvis_import_text (self, service, "summary"),
                                                .body = body,
                                                .doable = json_object_has_member (service, "demarche") },
                           error);
}

gboolean
parvis_import_demarche (ParvisImport *self, JsonObject *demarche, guint position, GError **error)
{
  const char *id = parvis_json_string (demarche, "id");

  if (g_hash_table_contains (self->linked, id))
    return TRUE;
  return parvis_index_add (self->index,
                           &(ParvisIndexEntry){ .kind = "demarche",
                                                .id = id,
                                                .title = parvis_import_text (self, demarche, "title"),
                                                .summary = parvis_import_text (self, demarche, "summary"),
                                                .doable = TRUE },
                           error);
}

/* ---- chapters ---- */

/* @position: 0 the head, then the rows. */
static gboolean
write_row (ParvisImport *self, const char *service, gint64 chapter, gint64 position, JsonArray *cells, GError **error)
{
  g_autofree char *joined = parvis_import_join (self, cells, PARVIS_CATALOG_SEPARATOR);

  return parvis_sql_run (&self->sql, error, "INSERT INTO chapter_row VALUES (?, ?, ?, ?, ?)", "ttiit", self->language,
                         service, chapter, position, joined);
}

static gboolean
write_table (ParvisImport *self, const char *service, guint chapter, JsonObject *table, GError **error)
{
  JsonArray *rows = parvis_json_array (table, "rows");

  if (table == NULL)
    return TRUE;
  if (!write_row (self, service, chapter, 0, parvis_json_array (table, "head"), error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (rows); i++)
    if (!write_row (self, service, chapter, i + 1, json_array_get_array_element (rows, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
write_chapters (ParvisImport *self, const char *service, JsonArray *chapters, GError **error)
{
  for (guint i = 0; chapters != NULL && i < json_array_get_length (chapters); i++)
    {
      JsonObject *chapter = json_array_get_object_element (chapters, i);

      if (!parvis_sql_run (&self->sql, error, "INSERT INTO chapter VALUES (?, ?, ?, ?, ?)", "ttitt", self->language,
                           service, (gint64) i, parvis_import_text (self, chapter, "title"),
                           parvis_import_text (self, chapter, "text"))
          || !write_table (self, service, i, parvis_json_object (chapter, "table"), error))
        return FALSE;
    }
  return TRUE;
}

/* ---- the fiche ---- */

static gboolean
write_service (ParvisImport *self, JsonObject *service, guint position, GError **error)
{
  JsonObject *easy = parvis_json_object (service, "easy");
  g_autofree char *papers = parvis_import_join (self, parvis_json_array (service, "papers"), PARVIS_CATALOG_SEPARATOR);
  g_autofree char *publics
      = parvis_import_join (self, parvis_json_array (service, "publics"), PARVIS_CATALOG_SEPARATOR);
  gboolean online = json_object_has_member (service, "online") && json_object_get_boolean_member (service, "online");

  return parvis_sql_run (
      &self->sql, error, "INSERT INTO service VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      "tittttttttttttittt", self->language, (gint64) position, parvis_import_text (self, service, "id"),
      parvis_import_text (self, service, "theme"), parvis_import_text (self, service, "title"),
      parvis_import_text (self, service, "summary"), parvis_import_text (self, service, "audience"), papers,
      parvis_import_text (self, service, "cost"), parvis_import_text (self, service, "delay"),
      parvis_import_text (self, service, "place"), parvis_import_text (self, service, "demarche"),
      parvis_import_text (self, service, "details"), publics, (gint64) online,
      parvis_import_text (self, service, "link"), parvis_import_text (self, easy, "summary"),
      parvis_import_text (self, easy, "details"));
}

gboolean
parvis_import_service (ParvisImport *self, JsonObject *service, guint position, GError **error)
{
  return write_service (self, service, position, error)
         && write_chapters (self, parvis_json_string (service, "id"), parvis_json_array (service, "chapters"), error)
         && index_service (self, service, error);
}

gboolean
parvis_import_publics (ParvisImport *self, JsonObject *service, GError **error)
{
  JsonArray *publics = parvis_json_array (service, "publics");

  for (guint i = 0; publics != NULL && i < json_array_get_length (publics); i++)
    if (!parvis_sql_run (&self->sql, error, "INSERT INTO service_public VALUES (?, ?)", "tt",
                         json_array_get_string_element (publics, i), parvis_json_string (service, "id")))
      return FALSE;
  return TRUE;
}
