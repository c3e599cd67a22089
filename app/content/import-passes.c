/* SPDX-License-Identifier: EUPL-1.2
 *
 * Rows of: passes, and the cards that are known by their UID.
 */
#include "app/content/import-private.h"

#include "sync/base/json.h"

static gint64
number_part (JsonObject *pass, const char *member)
{
  gint64 value = 0;

  return parvis_json_int64 (parvis_json_object (pass, "number"), member, &value) ? value : 0;
}

gboolean
parvis_import_pass (ParvisImport *self, JsonObject *pass, guint position, GError **error)
{
  return parvis_sql_run (&self->sql, error, "INSERT INTO pass VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", "tittttiit",
                         self->language, (gint64) position, parvis_json_string (pass, "id"),
                         parvis_import_text (self, pass, "name"), parvis_json_string (pass, "uri"),
                         parvis_json_string (pass, "mime"), number_part (pass, "skip"), number_part (pass, "length"),
                         parvis_json_string (parvis_json_object (pass, "cards"), "key"));
}

gboolean
parvis_import_pass_cards (ParvisImport *self, JsonObject *pass, guint position, GError **error)
{
  JsonArray *list = parvis_json_array (parvis_json_object (pass, "cards"), "list");

  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonObject *card = json_array_get_object_element (list, i);

      if (!parvis_sql_run (&self->sql, error, "INSERT INTO pass_card VALUES (?, ?, ?)", "ttt",
                           parvis_json_string (pass, "id"), parvis_json_string (card, "uid"),
                           parvis_json_string (card, "number")))
        return FALSE;
    }
  return TRUE;
}
