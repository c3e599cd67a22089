/* SPDX-License-Identifier: EUPL-1.2
 *
 * Read: fiches and their chapters.
 */
#include "app/content/catalog-private.h"

#define SERVICE_COLUMNS                                                                                                \
  "id, theme, title, summary, audience, papers, cost, delay, place, demarche, details,"                                \
  " publics, online, link, easy_summary, easy_details"

void
parvis_service_free (ParvisService *service)
{
  if (service == NULL)
    return;
  g_free (service->id);
  g_free (service->theme);
  g_free (service->title);
  g_free (service->summary);
  g_free (service->audience);
  g_strfreev (service->papers);
  g_free (service->cost);
  g_free (service->delay);
  g_free (service->place);
  g_free (service->demarche);
  g_free (service->details);
  g_strfreev (service->publics);
  g_free (service->link);
  g_free (service->easy_summary);
  g_free (service->easy_details);
  g_clear_pointer (&service->chapters, g_ptr_array_unref);
  g_free (service);
}

static gpointer
read_service (ParvisCatalog *self, sqlite3_stmt *row)
{
  ParvisService *service = g_new0 (ParvisService, 1);

  service->id = parvis_sql_text (row, 0);
  service->theme = parvis_sql_text (row, 1);
  service->title = parvis_sql_text (row, 2);
  service->summary = parvis_sql_text (row, 3);
  service->audience = parvis_sql_text (row, 4);
  service->papers = parvis_catalog_list (row, 5);
  service->cost = parvis_sql_text (row, 6);
  service->delay = parvis_sql_text (row, 7);
  service->place = parvis_sql_text (row, 8);
  service->demarche = parvis_sql_text (row, 9);
  service->details = parvis_sql_text (row, 10);
  service->publics = parvis_catalog_list (row, 11);
  service->online = sqlite3_column_int (row, 12) != 0;
  service->link = parvis_sql_text (row, 13);
  service->easy_summary = parvis_sql_text (row, 14);
  service->easy_details = parvis_sql_text (row, 15);
  service->chapters = g_ptr_array_new_with_free_func ((GDestroyNotify) parvis_chapter_free);
  return service;
}

GPtrArray *
parvis_catalog_services (ParvisCatalog *self, const char *theme, const char *language, GError **error)
{
  sqlite3_stmt *statement = parvis_sql_query (
      &self->sql, error, "SELECT " SERVICE_COLUMNS " FROM service WHERE language = ? AND theme = ? ORDER BY position",
      "tt", parvis_catalog_code (self, language), theme);

  return parvis_catalog_collect (self, statement, read_service, (GDestroyNotify) parvis_service_free, error);
}

GPtrArray *
parvis_catalog_services_for (ParvisCatalog *self, const char *public, const char *language, GError **error)
{
  sqlite3_stmt *statement
      = parvis_sql_query (&self->sql, error,
                          "SELECT " SERVICE_COLUMNS " FROM service s WHERE language = ?1"
                          " AND id IN (SELECT service FROM service_public WHERE public = ?2)"
                          " ORDER BY (SELECT position FROM theme t WHERE t.language = ?1 AND t.id = s.theme), position",
                          "tt", parvis_catalog_code (self, language), public);

  return parvis_catalog_collect (self, statement, read_service, (GDestroyNotify) parvis_service_free, error);
}

/* ---- one of them, whole ---- */

void
parvis_chapter_free (ParvisChapter *chapter)
{
  if (chapter == NULL)
    return;
  g_free (chapter->title);
  g_free (chapter->text);
  g_strfreev (chapter->head);
  g_clear_pointer (&chapter->rows, g_ptr_array_unref);
  g_free (chapter);
}

static gpointer
read_chapter (ParvisCatalog *self, sqlite3_stmt *row)
{
  ParvisChapter *chapter = g_new0 (ParvisChapter, 1);

  chapter->title = parvis_sql_text (row, 0);
  chapter->text = parvis_sql_text (row, 1);
  chapter->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  return chapter;
}

static gpointer
read_cells (ParvisCatalog *self, sqlite3_stmt *row)
{
  return parvis_catalog_list (row, 0);
}

/* The first row is the head. */
static gboolean
add_table (ParvisCatalog *self, const char *service, gint64 position, const char *language, ParvisChapter *chapter,
           GError **error)
{
  sqlite3_stmt *statement = parvis_sql_query (
      &self->sql, error,
      "SELECT cells FROM chapter_row WHERE language = ? AND service = ? AND chapter = ? ORDER BY position", "tti",
      parvis_catalog_code (self, language), service, position);
  GPtrArray *rows = parvis_catalog_collect (self, statement, read_cells, (GDestroyNotify) g_strfreev, error);

  if (rows == NULL)
    return FALSE;
  if (rows->len > 0)
    chapter->head = g_ptr_array_steal_index (rows, 0);
  g_ptr_array_unref (chapter->rows);
  chapter->rows = rows;
  return TRUE;
}

static gboolean
add_chapters (ParvisCatalog *self, ParvisService *service, const char *language, GError **error)
{
  sqlite3_stmt *statement = parvis_sql_query (
      &self->sql, error, "SELECT title, text FROM chapter WHERE language = ? AND service = ? ORDER BY position", "tt",
      parvis_catalog_code (self, language), service->id);
  GPtrArray *chapters
      = parvis_catalog_collect (self, statement, read_chapter, (GDestroyNotify) parvis_chapter_free, error);

  if (chapters == NULL)
    return FALSE;
  g_ptr_array_unref (service->chapters);
  service->chapters = chapters;
  for (guint i = 0; i < chapters->len; i++)
    if (!add_table (self, service->id, i, language, chapters->pdata[i], error))
      return FALSE;
  return TRUE;
}

ParvisService *
parvis_catalog_service (ParvisCatalog *self, const char *id, const char *language, GError **error)
{
  sqlite3_stmt *statement
      = parvis_sql_query (&self->sql, error, "SELECT " SERVICE_COLUMNS " FROM service WHERE language = ? AND id = ?",
                          "tt", parvis_catalog_code (self, language), id);
  g_autoptr (ParvisService) service = parvis_catalog_single (self, statement, read_service, id, error);

  if (service == NULL || !add_chapters (self, service, language, error))
    return NULL;
  return g_steal_pointer (&service);
}
