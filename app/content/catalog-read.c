/* SPDX-License-Identifier: EUPL-1.2
 *
 * Rows become structs that their asker owns; and what is read of the catalogue that has no file of its own.
 */
#include "app/content/catalog-private.h"

#include "app/content/import.h"
#include "sync/base/json.h"

#include <glib/gi18n-lib.h>

/* ---- one query a question ---- */

const char *
parvis_catalog_code (ParvisCatalog *self, const char *language)
{
  return self->languages[parvis_catalog_language (self, language)];
}

GPtrArray *
parvis_catalog_collect (ParvisCatalog *self, sqlite3_stmt *statement, ParvisRowFunc read, GDestroyNotify free_row,
                        GError **error)
{
  g_autoptr (sqlite3_stmt) own = statement;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (free_row);
  g_autoptr (GError) problem = NULL;

  if (own == NULL)
    return NULL;
  while (parvis_sql_next (&self->sql, own, &problem))
    g_ptr_array_add (rows, read (self, own));
  if (problem == NULL)
    return g_steal_pointer (&rows);
  g_propagate_error (error, g_steal_pointer (&problem));
  return NULL;
}

gpointer
parvis_catalog_single (ParvisCatalog *self, sqlite3_stmt *statement, ParvisRowFunc read, const char *id, GError **error)
{
  g_autoptr (sqlite3_stmt) own = statement;
  g_autoptr (GError) problem = NULL;

  if (own == NULL)
    return NULL;
  if (parvis_sql_next (&self->sql, own, &problem))
    return read (self, own);
  if (problem != NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  else
    parvis_catalog_set_unknown (id, error);
  return NULL;
}

char **
parvis_catalog_list (sqlite3_stmt *row, int column)
{
  const char *text = (const char *) sqlite3_column_text (row, column);

  return g_strsplit (text != NULL ? text : "", PARVIS_CATALOG_SEPARATOR, -1);
}

/* ---- démarches ---- */

static gpointer
read_json (ParvisCatalog *self, sqlite3_stmt *row)
{
  g_autoptr (GBytes) bytes = g_bytes_new (sqlite3_column_blob (row, 0), (gsize) sqlite3_column_bytes (row, 0));

  return parvis_json_read (bytes, PARVIS_JSON_BYTES, NULL);
}

static JsonNode *
read_named (ParvisCatalog *self, const char *query, const char *id, GError **error)
{
  JsonNode *node = NULL;
  g_autoptr (GError) problem = NULL;

  node = parvis_catalog_single (self, parvis_sql_query (&self->sql, &problem, query, "t", id), read_json, id, &problem);
  if (problem != NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  else if (node == NULL)
    g_set_error (error, PARVIS_CATALOG_ERROR, PARVIS_CATALOG_ERROR_INVALID,
                 _ ("« %.80s » est abîmé, installez de nouveau le contenu."), id);
  return node;
}

static JsonNode *
find_list (const char *id, gpointer self)
{
  return read_named (self, "SELECT body FROM list WHERE id = ?", id, NULL);
}

ParvisDemarche *
parvis_catalog_demarche (ParvisCatalog *self, const char *id, const char *language, GError **error)
{
  g_autoptr (JsonNode) node = read_named (self, "SELECT body FROM demarche WHERE id = ?", id, error);

  return node != NULL ? parvis_demarche_parse (node, parvis_catalog_code (self, language), find_list, self, error)
                      : NULL;
}

/* ---- media ---- */

static gpointer
read_media (ParvisCatalog *self, sqlite3_stmt *row)
{
  return g_bytes_new (sqlite3_column_blob (row, 0), (gsize) sqlite3_column_bytes (row, 0));
}

GBytes *
parvis_catalog_media (ParvisCatalog *self, const char *name, GError **error)
{
  return parvis_catalog_single (
      self, parvis_sql_query (&self->sql, error, "SELECT body FROM media WHERE name = ?", "t", name), read_media, name,
      error);
}
