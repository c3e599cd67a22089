/* SPDX-License-Identifier: EUPL-1.2
 *
 * Read: the town hall's own cards.
 */
#include "app/content/catalog-private.h"

#include "app/content/pass.h"

void
parvis_pass_free (ParvisPass *pass)
{
  if (pass == NULL)
    return;
  g_free (pass->id);
  g_free (pass->name);
  g_free (pass->uri);
  g_free (pass->mime);
  g_free (pass->uid_key);
  g_strfreev (pass->uid_digests);
  g_strfreev (pass->uid_numbers);
  g_free (pass);
}

static gpointer
read_pass (ParvisCatalog *self, sqlite3_stmt *row)
{
  ParvisPass *pass = g_new0 (ParvisPass, 1);

  pass->id = parvis_sql_text (row, 0);
  pass->name = parvis_sql_text (row, 1);
  pass->uri = parvis_sql_text (row, 2);
  pass->mime = parvis_sql_text (row, 3);
  pass->number_skip = (guint) sqlite3_column_int (row, 4);
  pass->number_length = (guint) sqlite3_column_int (row, 5);
  pass->uid_key = parvis_sql_text (row, 6);
  return pass;
}

static gboolean
add_cards (ParvisCatalog *self, ParvisPass *pass, GError **error)
{
  g_autoptr (sqlite3_stmt) rows
      = parvis_sql_query (&self->sql, error, "SELECT uid, number FROM pass_card WHERE pass = ?", "t", pass->id);
  g_autoptr (GStrvBuilder) digests = g_strv_builder_new (), numbers = g_strv_builder_new ();
  g_autoptr (GError) problem = NULL;

  if (rows == NULL)
    return FALSE;
  while (parvis_sql_next (&self->sql, rows, &problem))
    {
      g_strv_builder_add (digests, (const char *) sqlite3_column_text (rows, 0));
      g_strv_builder_add (numbers, (const char *) sqlite3_column_text (rows, 1));
    }
  pass->uid_digests = g_strv_builder_end (digests);
  pass->uid_numbers = g_strv_builder_end (numbers);
  if (problem != NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  return problem == NULL;
}

GPtrArray *
parvis_catalog_passes (ParvisCatalog *self, const char *language, GError **error)
{
  sqlite3_stmt *statement
      = parvis_sql_query (&self->sql, error,
                          "SELECT id, name, uri, mime, number_skip, number_length, uid_key FROM pass WHERE language = ?"
                          " ORDER BY position",
                          "t", parvis_catalog_code (self, language));
  g_autoptr (GPtrArray) passes
      = parvis_catalog_collect (self, statement, read_pass, (GDestroyNotify) parvis_pass_free, error);

  for (guint i = 0; passes != NULL && i < passes->len; i++)
    if (!add_cards (self, passes->pdata[i], error))
      return NULL;
  return g_steal_pointer (&passes);
}

static gpointer
read_name (ParvisCatalog *self, sqlite3_stmt *row)
{
  return parvis_sql_text (row, 0);
}

char *
parvis_catalog_pass_name (ParvisCatalog *self, const char *id, const char *language, GError **error)
{
  sqlite3_stmt *statement = parvis_sql_query (&self->sql, error, "SELECT name FROM pass WHERE language = ? AND id = ?",
                                              "tt", parvis_catalog_code (self, language), id);

  return parvis_catalog_single (self, statement, read_name, id, error);
}
