/* SPDX-License-Identifier: EUPL-1.2
 *
 * Read: the commune, themes.
 */
#include "app/content/catalog-private.h"

/* ---- commune ---- */

void
parvis_commune_free (ParvisCommune *commune)
{
  if (commune == NULL)
    return;
  g_free (commune->name);
  g_free (commune->insee);
  g_free (commune->colour);
  g_free (commune->logo);
  g_free (commune->place);
  g_free (commune->privacy_rights);
  g_free (commune->greetings);
  g_free (commune->picture);
  g_free (commune->website);
  g_free (commune->payment_url);
  g_free (commune->payment_label);
  g_free (commune->print_sides);
  g_free (commune->print_colours);
  g_strfreev (commune->languages);
  g_free (commune);
}

static gpointer
read_commune (ParvisCatalog *self, sqlite3_stmt *row)
{
  ParvisCommune *commune = g_new0 (ParvisCommune, 1);

  commune->name = parvis_sql_text (row, 0);
  commune->insee = parvis_sql_text (row, 1);
  commune->colour = parvis_sql_text (row, 2);
  commune->logo = parvis_sql_text (row, 3);
  commune->place = parvis_sql_text (row, 4);
  commune->privacy_rights = parvis_sql_text (row, 5);
  commune->greetings = parvis_sql_text (row, 6);
  commune->picture = parvis_sql_text (row, 7);
  commune->website = parvis_sql_text (row, 8);
  commune->payment_url = parvis_sql_text (row, 9);
  commune->payment_label = parvis_sql_text (row, 10);
  commune->print_sides = parvis_sql_text (row, 11);
  commune->print_colours = parvis_sql_text (row, 12);
  commune->languages = g_strdupv (self->languages);
  return commune;
}

ParvisCommune *
parvis_catalog_commune (ParvisCatalog *self, const char *language, GError **error)
{
  sqlite3_stmt *statement = parvis_sql_query (
      &self->sql, error,
      "SELECT name, insee, colour, logo, place, privacy_rights, greetings, picture, website, payment_url,"
      " payment_label, print_sides, print_colours FROM commune WHERE language = ?",
      "t", parvis_catalog_code (self, language));

  return parvis_catalog_single (self, statement, read_commune, "commune", error);
}

/* ---- themes ---- */

void
parvis_theme_free (ParvisTheme *theme)
{
  if (theme == NULL)
    return;
  g_free (theme->id);
  g_free (theme->title);
  g_free (theme->summary);
  g_free (theme->icon);
  g_free (theme);
}

static gpointer
read_theme (ParvisCatalog *self, sqlite3_stmt *row)
{
  ParvisTheme *theme = g_new0 (ParvisTheme, 1);

  theme->id = parvis_sql_text (row, 0);
  theme->title = parvis_sql_text (row, 1);
  theme->summary = parvis_sql_text (row, 2);
  theme->icon = parvis_sql_text (row, 3);
  return theme;
}

GPtrArray *
parvis_catalog_themes (ParvisCatalog *self, const char *language, GError **error)
{
  sqlite3_stmt *statement = parvis_sql_query (
      &self->sql, error, "SELECT id, title, summary, icon FROM theme WHERE language = ? ORDER BY position", "t",
      parvis_catalog_code (self, language));

  return parvis_catalog_collect (self, statement, read_theme, (GDestroyNotify) parvis_theme_free, error);
}
