/* SPDX-License-Identifier: EUPL-1.2
 *
 * Rows of: the commune, themes.
 */
#include "app/content/import-private.h"

#include "sync/base/json.h"

gboolean
parvis_import_commune (ParvisImport *self, GError **error)
{
  JsonObject *commune = parvis_json_object (parvis_import_object (self, "bundle.json"), "commune");
  JsonObject *payment = parvis_json_object (commune, "payment");
  JsonObject *print = parvis_json_object (parvis_import_object (self, "bundle.json"), "print");

  return parvis_sql_run (&self->sql, error, "INSERT INTO commune VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                         "tttttttttttttt", self->language, parvis_import_text (self, commune, "name"),
                         parvis_import_text (self, commune, "insee"), parvis_import_text (self, commune, "colour"),
                         parvis_import_text (self, commune, "logo"), parvis_import_text (self, commune, "place"),
                         parvis_import_text (self, commune, "privacy_rights"),
                         parvis_import_text (self, commune, "greetings"), parvis_import_text (self, commune, "picture"),
                         parvis_import_text (self, commune, "website"), parvis_json_string (payment, "url"),
                         parvis_import_text (self, payment, "label"), parvis_json_string (print, "sides"),
                         parvis_json_string (print, "colours"));
}

gboolean
parvis_import_theme (ParvisImport *self, JsonObject *theme, guint position, GError **error)
{
  return parvis_sql_run (&self->sql, error, "INSERT INTO theme VALUES (?, ?, ?, ?, ?, ?)", "titttt", self->language,
                         (gint64) position, parvis_import_text (self, theme, "id"),
                         parvis_import_text (self, theme, "title"), parvis_import_text (self, theme, "summary"),
                         parvis_import_text (self, theme, "icon"));
}
