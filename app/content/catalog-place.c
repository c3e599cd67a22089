/* SPDX-License-Identifier: EUPL-1.2
 *
 * Read: places and their hours, events.
 */
#include "app/content/catalog-private.h"
#include "app/words/calendar.h"

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
      &self->sql, NULL, "SELECT weekday, opens, closes FROM opening WHERE place = ? ORDER BY weekday, opens", "t",
      place);
  g_autoptr (GPtrArray) rows = parvis_catalog_collect (self, statement, read_opening, g_free, NULL);
  GArray *openings = g_array_new (FALSE, FALSE, sizeof (ParvisOpening));

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    g_array_append_vals (openings, rows->pdata[i], 1);
  return openings;
}

/* A telephone number stands in sentences that may be Arabic. (transfer full) @text; (nullable) */
static char *
left_to_right (char *text)
{
  g_autofree char *number = text;

  return number != NULL ? parvis_words_ltr (number) : NULL;
}

static gpointer
read_place (ParvisCatalog *self, sqlite3_stmt *row)
{
  ParvisPlace *place = g_new0 (ParvisPlace, 1);

  place->id = parvis_sql_text (row, 0);
  place->name = parvis_sql_text (row, 1);
  place->masculine = sqlite3_column_int (row, 2) != 0;
  place->address = parvis_sql_text (row, 3);
  place->phone = left_to_right (parvis_sql_text (row, 4));
  place->email = parvis_sql_text (row, 5);
  place->hours_note = parvis_sql_text (row, 6);
  place->closed_days = parvis_catalog_list (row, 7);
  place->kind = parvis_sql_text (row, 8);
  place->summary = parvis_sql_text (row, 9);
  place->access = parvis_sql_text (row, 10);
  place->has_position = sqlite3_column_int (row, 11) != 0;
  place->latitude = sqlite3_column_double (row, 12);
  place->longitude = sqlite3_column_double (row, 13);
  place->picture = parvis_sql_text (row, 14);
  place->openings = read_openings (self, place->id);
  return place;
}

#define PLACE_COLUMNS                                                                                                  \
  "id, name, masculine, address, phone, email, hours_note, closed_days, kind, summary, access, has_position,"          \
  " latitude, longitude, picture"

GPtrArray *
parvis_catalog_places (ParvisCatalog *self, const char *language, GError **error)
{
  sqlite3_stmt *statement
      = parvis_sql_query (&self->sql, error, "SELECT " PLACE_COLUMNS " FROM place WHERE language = ? ORDER BY position",
                          "t", parvis_catalog_code (self, language));

  return parvis_catalog_collect (self, statement, read_place, (GDestroyNotify) parvis_place_free, error);
}

ParvisPlace *
parvis_catalog_place (ParvisCatalog *self, const char *id, const char *language, GError **error)
{
  sqlite3_stmt *statement
      = parvis_sql_query (&self->sql, error, "SELECT " PLACE_COLUMNS " FROM place WHERE language = ? AND id = ?", "tt",
                          parvis_catalog_code (self, language), id);

  return parvis_catalog_single (self, statement, read_place, id, error);
}

/* ---- events ---- */

#define EVENT_COLUMNS "id, title, category, summary, place, place_name, details, starts_at, ends_at"

void
parvis_event_free (ParvisEvent *event)
{
  if (event == NULL)
    return;
  g_free (event->id);
  g_free (event->title);
  g_free (event->category);
  g_free (event->summary);
  g_free (event->place);
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
  event->category = parvis_sql_text (row, 2);
  event->summary = parvis_sql_text (row, 3);
  event->place = parvis_sql_text (row, 4);
  event->place_name = parvis_sql_text (row, 5);
  event->details = parvis_sql_text (row, 6);
  event->starts_at = sqlite3_column_int64 (row, 7);
  event->ends_at = sqlite3_column_int64 (row, 8);
  return event;
}

GPtrArray *
parvis_catalog_events (ParvisCatalog *self, gint64 from, guint limit, const char *language, GError **error)
{
  sqlite3_stmt *statement = parvis_sql_query (
      &self->sql, error,
      "SELECT " EVENT_COLUMNS " FROM event WHERE language = ? AND ends_at > ? ORDER BY starts_at, id LIMIT ?", "tii",
      parvis_catalog_code (self, language), from, (gint64) limit);

  return parvis_catalog_collect (self, statement, read_event, (GDestroyNotify) parvis_event_free, error);
}

/* An event of no length, at @from itself, is in. */
GPtrArray *
parvis_catalog_events_between (ParvisCatalog *self, gint64 from, gint64 to, const char *language, GError **error)
{
  sqlite3_stmt *statement
      = parvis_sql_query (&self->sql, error,
                          "SELECT " EVENT_COLUMNS " FROM event WHERE language = ?1 AND starts_at < ?3"
                          " AND (ends_at > ?2 OR starts_at = ?2) ORDER BY starts_at, id",
                          "tii", parvis_catalog_code (self, language), from, to);

  return parvis_catalog_collect (self, statement, read_event, (GDestroyNotify) parvis_event_free, error);
}

ParvisEvent *
parvis_catalog_event (ParvisCatalog *self, const char *id, const char *language, GError **error)
{
  sqlite3_stmt *statement
      = parvis_sql_query (&self->sql, error, "SELECT " EVENT_COLUMNS " FROM event WHERE language = ? AND id = ?", "tt",
                          parvis_catalog_code (self, language), id);

  return parvis_catalog_single (self, statement, read_event, id, error);
}
