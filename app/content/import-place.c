/* SPDX-License-Identifier: EUPL-1.2
 *
 * Rows of: places and their hours, events.
 */
#include "app/content/import-private.h"

#include "sync/base/json.h"

#include <string.h>

/* ---- places ---- */

static double
degrees (JsonObject *place, const char *member)
{
  return json_object_has_member (place, member) ? json_object_get_double_member (place, member) : 0;
}

static const char *
or_other (const char *kind)
{
  return kind != NULL ? kind : "other";
}

static gboolean
write_place (ParvisImport *self, JsonObject *place, guint position, GError **error)
{
  gboolean masculine = g_strcmp0 (parvis_json_string (place, "gender"), "masculine") == 0;
  g_autofree char *closed_days
      = parvis_import_join (self, parvis_json_array (place, "closed_days"), PARVIS_CATALOG_SEPARATOR);

  return parvis_sql_run (
      &self->sql, error, "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      "tittittttttttiddt", self->language, (gint64) position, parvis_import_text (self, place, "id"),
      parvis_import_text (self, place, "name"), (gint64) masculine, parvis_import_text (self, place, "address"),
      parvis_import_text (self, place, "phone"), parvis_import_text (self, place, "email"),
      parvis_import_text (self, place, "hours_note"), closed_days, or_other (parvis_json_string (place, "kind")),
      parvis_import_text (self, place, "summary"), parvis_import_text (self, place, "access"),
      (gint64) json_object_has_member (place, "latitude"), degrees (place, "latitude"), degrees (place, "longitude"),
      parvis_import_text (self, place, "picture"));
}

gboolean
parvis_import_place (ParvisImport *self, JsonObject *place, guint position, GError **error)
{
  g_autoptr (GString) body = g_string_new (NULL);

  parvis_index_join (body, parvis_import_text (self, place, "hours_note"));
  parvis_index_join (body, parvis_import_text (self, place, "access"));
  return write_place (self, place, position, error)
         && parvis_index_add (self->index,
                              &(ParvisIndexEntry){ .kind = "place",
                                                   .id = parvis_json_string (place, "id"),
                                                   .title = parvis_import_text (self, place, "name"),
                                                   .keywords = parvis_import_text (self, place, "summary"),
                                                   .summary = parvis_import_text (self, place, "address"),
                                                   .body = body->str },
                              error);
}

static gint64
to_minutes (const char *time)
{
  return g_ascii_strtoll (time, NULL, 10) * 60 + g_ascii_strtoll (time + 3, NULL, 10);
}

gboolean
parvis_import_openings (ParvisImport *self, JsonObject *place, guint position, GError **error)
{
  JsonArray *openings = parvis_json_array (place, "openings");

  for (guint i = 0; openings != NULL && i < json_array_get_length (openings); i++)
    {
      JsonObject *opening = json_array_get_object_element (openings, i);

      if (!parvis_sql_run (&self->sql, error, "INSERT INTO opening VALUES (?, ?, ?, ?)", "tiii",
                           parvis_json_string (place, "id"), (gint64) json_object_get_int_member (opening, "day"),
                           to_minutes (parvis_json_string (opening, "from")),
                           to_minutes (parvis_json_string (opening, "to"))))
        return FALSE;
    }
  return TRUE;
}

/* ---- events ---- */

static const char *
place_name (const ParvisImport *self, JsonObject *event)
{
  const char *place = parvis_json_string (event, "place");
  JsonArray *places = parvis_json_array (parvis_import_object (self, "places.json"), "places");

  for (guint i = 0; place != NULL && i < json_array_get_length (places); i++)
    if (strcmp (parvis_json_string (json_array_get_object_element (places, i), "id"), place) == 0)
      return parvis_import_text (self, json_array_get_object_element (places, i), "name");
  return parvis_import_text (self, event, "place_name");
}

static gboolean
write_event (ParvisImport *self, JsonObject *event, GError **error)
{
  return parvis_sql_run (&self->sql, error, "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", "ttttttttii",
                         self->language, parvis_import_text (self, event, "id"),
                         parvis_import_text (self, event, "title"), or_other (parvis_json_string (event, "category")),
                         parvis_import_text (self, event, "summary"), parvis_import_text (self, event, "place"),
                         place_name (self, event), parvis_import_text (self, event, "details"),
                         parvis_import_instant (event, "starts", 0), parvis_import_instant (event, "ends", 0));
}

gboolean
parvis_import_event (ParvisImport *self, JsonObject *event, guint position, GError **error)
{
  g_autoptr (GString) body = g_string_new (NULL);

  parvis_index_join (body, place_name (self, event));
  parvis_index_join (body, parvis_import_text (self, event, "details"));
  return write_event (self, event, error)
         && parvis_index_add (self->index,
                              &(ParvisIndexEntry){ .kind = "event",
                                                   .id = parvis_json_string (event, "id"),
                                                   .title = parvis_import_text (self, event, "title"),
                                                   .summary = parvis_import_text (self, event, "summary"),
                                                   .body = body->str,
                                                   .ends = parvis_import_instant (event, "ends", 0) },
                              error);
}
