/* SPDX-License-Identifier: EUPL-1.2
 *
 * One query a question; each row becomes a struct that its asker owns.
 */
#include "app/content/catalog-private.h"

#include "app/content/import.h"
#include "sync/json.h"
#include "app/content/search.h"

#include <glib/gi18n-lib.h>

#define SEARCH_MAX 100

/* Reads one row. (transfer full) */
typedef gpointer (*RowFunc) (ParvisCatalog *self, sqlite3_stmt *row);

static const char *
code_of (ParvisCatalog *self, const char *language)
{
  return self->languages[parvis_catalog_language (self, language)];
}

/* Every row of @statement, which is taken and may be %NULL after an error. */
static GPtrArray *
collect (ParvisCatalog *self, sqlite3_stmt *statement, RowFunc read, GDestroyNotify free_row, GError **error)
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

/* The only row of @statement, which is taken; without one, @id is unknown. */
static gpointer
single (ParvisCatalog *self, sqlite3_stmt *statement, RowFunc read, const char *id, GError **error)
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

static char **
read_list (sqlite3_stmt *row, int column)
{
  const char *text = (const char *) sqlite3_column_text (row, column);

  return g_strsplit (text != NULL ? text : "", PARVIS_CATALOG_SEPARATOR, -1);
}

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
  commune->languages = g_strdupv (self->languages);
  return commune;
}

ParvisCommune *
parvis_catalog_commune (ParvisCatalog *self, const char *language, GError **error)
{
  sqlite3_stmt *statement = parvis_sql_query (
      &self->sql, error,
      "SELECT name, insee, colour, logo, place, privacy_rights, greetings FROM commune WHERE language = ?",
      "t", code_of (self, language));

  return single (self, statement, read_commune, "commune", error);
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
      &self->sql, error, "SELECT id, title, summary, icon FROM theme WHERE language = ? ORDER BY position",
      "t", code_of (self, language));

  return collect (self, statement, read_theme, (GDestroyNotify) parvis_theme_free, error);
}

/* ---- services ---- */

#define SERVICE_COLUMNS "id, theme, title, summary, audience, papers, cost, delay, place, demarche, details"

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
  service->papers = read_list (row, 5);
  service->cost = parvis_sql_text (row, 6);
  service->delay = parvis_sql_text (row, 7);
  service->place = parvis_sql_text (row, 8);
  service->demarche = parvis_sql_text (row, 9);
  service->details = parvis_sql_text (row, 10);
  return service;
}

GPtrArray *
parvis_catalog_services (ParvisCatalog *self, const char *theme, const char *language, GError **error)
{
  sqlite3_stmt *statement = parvis_sql_query (
      &self->sql, error,
      "SELECT " SERVICE_COLUMNS " FROM service WHERE language = ? AND theme = ? ORDER BY position", "tt",
      code_of (self, language), theme);

  return collect (self, statement, read_service, (GDestroyNotify) parvis_service_free, error);
}

ParvisService *
parvis_catalog_service (ParvisCatalog *self, const char *id, const char *language, GError **error)
{
  sqlite3_stmt *statement = parvis_sql_query (
      &self->sql, error, "SELECT " SERVICE_COLUMNS " FROM service WHERE language = ? AND id = ?", "tt",
      code_of (self, language), id);

  return single (self, statement, read_service, id, error);
}

/* ---- places ---- */

static gpointer
read_opening (ParvisCatalog *self, sqlite3_stmt *row)
{
  ParvisOpening *opening = g_new0 (ParvisOpening, 1);

  opening->weekday = (guint8) sqlite3_column_int (row, 0);
  opening->opens = (guint16) sqlite3_column_int (row, 1);
  opening->closes = (guint16) sqlite3_column_int (row, 2);
  return opening;
}

static GArray *
read_openings (ParvisCatalog *self, const char *place)
{
  sqlite3_stmt *statement = parvis_sql_query (
      &self->sql, NULL, "SELECT weekday, opens, closes FROM opening WHERE place = ? ORDER BY weekday, opens",
      "t", place);
  g_autoptr (GPtrArray) rows = collect (self, statement, read_opening, g_free, NULL);
  GArray *openings = g_array_new (FALSE, FALSE, sizeof (ParvisOpening));

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    g_array_append_vals (openings, rows->pdata[i], 1);
  return openings;
}

static gpointer
read_place (ParvisCatalog *self, sqlite3_stmt *row)
{
  ParvisPlace *place = g_new0 (ParvisPlace, 1);

  place->id = parvis_sql_text (row, 0);
  place->name = parvis_sql_text (row, 1);
  place->masculine = sqlite3_column_int (row, 2) != 0;
  place->address = parvis_sql_text (row, 3);
  place->phone = parvis_sql_text (row, 4);
  place->email = parvis_sql_text (row, 5);
  place->hours_note = parvis_sql_text (row, 6);
  place->closed_days = read_list (row, 7);
  place->openings = read_openings (self, place->id);
  return place;
}

ParvisPlace *
parvis_catalog_place (ParvisCatalog *self, const char *id, const char *language, GError **error)
{
  sqlite3_stmt *statement
      = parvis_sql_query (&self->sql, error,
                          "SELECT id, name, masculine, address, phone, email, hours_note, closed_days FROM "
                          "place WHERE language = ? AND id = ?",
                          "tt", code_of (self, language), id);

  return single (self, statement, read_place, id, error);
}

/* ---- events ---- */

void
parvis_event_free (ParvisEvent *event)
{
  if (event == NULL)
    return;
  g_free (event->id);
  g_free (event->title);
  g_free (event->place_name);
  g_free (event->details);
  g_free (event);
}

static gpointer
read_event (ParvisCatalog *self, sqlite3_stmt *row)
{
  ParvisEvent *event = g_new0 (ParvisEvent, 1);

  event->id = parvis_sql_text (row, 0);
  event->title = parvis_sql_text (row, 1);
  event->place_name = parvis_sql_text (row, 2);
  event->details = parvis_sql_text (row, 3);
  event->starts_at = sqlite3_column_int64 (row, 4);
  event->ends_at = sqlite3_column_int64 (row, 5);
  return event;
}

GPtrArray *
parvis_catalog_events (ParvisCatalog *self, gint64 from, guint limit, const char *language, GError **error)
{
  sqlite3_stmt *statement
      = parvis_sql_query (&self->sql, error,
                          "SELECT id, title, place_name, details, starts_at, ends_at FROM event"
                          " WHERE language = ? AND ends_at > ? ORDER BY starts_at, id LIMIT ?",
                          "tii", code_of (self, language), from, (gint64) limit);

  return collect (self, statement, read_event, (GDestroyNotify) parvis_event_free, error);
}

/* ---- démarches ---- */

static gpointer
read_json (ParvisCatalog *self, sqlite3_stmt *row)
{
  g_autoptr (GBytes) bytes
      = g_bytes_new (sqlite3_column_blob (row, 0), (gsize) sqlite3_column_bytes (row, 0));

  return parvis_json_read (bytes, PARVIS_JSON_BYTES, NULL);
}

static JsonNode *
read_named (ParvisCatalog *self, const char *query, const char *id, GError **error)
{
  JsonNode *node = NULL;
  g_autoptr (GError) problem = NULL;

  node = single (self, parvis_sql_query (&self->sql, &problem, query, "t", id), read_json, id, &problem);
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

  return node != NULL ? parvis_demarche_parse (node, code_of (self, language), find_list, self, error) : NULL;
}

/* ---- search ---- */

void
parvis_hit_free (ParvisHit *hit)
{
  if (hit == NULL)
    return;
  g_free (hit->kind);
  g_free (hit->id);
  g_free (hit->title);
  g_free (hit->summary);
  g_free (hit);
}

static gpointer
read_hit (ParvisCatalog *self, sqlite3_stmt *row)
{
  ParvisHit *hit = g_new0 (ParvisHit, 1);

  hit->kind = parvis_sql_text (row, 0);
  hit->id = parvis_sql_text (row, 1);
  hit->title = parvis_sql_text (row, 2);
  hit->summary = parvis_sql_text (row, 3);
  return hit;
}

/* Weights: what is in the title is what the person means; the synonyms were written for this; the rest breaks
 * ties. */
static GPtrArray *
find (ParvisCatalog *self, const char *expression, guint limit, const char *language, GError **error)
{
  g_autofree char *query
      = g_strdup_printf ("SELECT kind, id, shown_title, shown_summary FROM search_%u WHERE search_%u MATCH ?"
                         " ORDER BY bm25 (search_%u, 10.0, 6.0, 3.0, 1.0) * boost, id LIMIT ?",
                         parvis_catalog_language (self, language), parvis_catalog_language (self, language),
                         parvis_catalog_language (self, language));
  sqlite3_stmt *statement
      = parvis_sql_query (&self->sql, error, query, "ti", expression, (gint64) MIN (limit, SEARCH_MAX));

  return collect (self, statement, read_hit, (GDestroyNotify) parvis_hit_free, error);
}

GPtrArray *
parvis_catalog_search (ParvisCatalog *self, const char *words, guint limit, const char *language,
                       GError **error)
{
  g_autofree char *every = parvis_search_expression (words, TRUE);
  g_autofree char *any = parvis_search_expression (words, FALSE);
  GPtrArray *hits;

  if (every == NULL)
    return g_ptr_array_new_with_free_func ((GDestroyNotify) parvis_hit_free);
  hits = find (self, every, limit, language, error);
  if (hits == NULL || hits->len > 0)
    return hits;
  g_ptr_array_unref (hits);
  return find (self, any, limit, language, error);
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
  return single (self,
                 parvis_sql_query (&self->sql, error, "SELECT body FROM media WHERE name = ?", "t", name),
                 read_media, name, error);
}
