/* SPDX-License-Identifier: EUPL-1.2
 *
 * Rows of: FAQ, news, notices, synonyms.
 */
#include "app/content/import-private.h"

#include "app/content/news.h"
#include "sync/base/json.h"

#include <string.h>

gboolean
parvis_import_faq (ParvisImport *self, JsonObject *faq, guint position, GError **error)
{
  const char *question = parvis_import_text (self, faq, "question");
  const char *answer = parvis_import_text (self, faq, "answer");

  return parvis_sql_run (&self->sql, error, "INSERT INTO faq VALUES (?, ?, ?, ?, ?, ?, ?)", "tittttt", self->language,
                         (gint64) position, parvis_json_string (faq, "id"), question, answer,
                         parvis_json_string (faq, "theme"), parvis_json_string (faq, "service"))
         && parvis_index_add (
             self->index,
             &(ParvisIndexEntry){
                 .kind = "faq", .id = parvis_json_string (faq, "id"), .title = question, .body = answer },
             error);
}

static gboolean
write_news (ParvisImport *self, JsonObject *item, GError **error)
{
  return parvis_sql_run (&self->sql, error, "INSERT INTO news VALUES (?, ?, ?, ?, ?, ?, ?, ?)", "ttttttii",
                         self->language, parvis_json_string (item, "id"), parvis_import_text (self, item, "title"),
                         parvis_import_text (self, item, "summary"), parvis_import_text (self, item, "body"),
                         parvis_json_string (item, "picture"), parvis_import_instant (item, "published", 0),
                         parvis_import_instant (item, "expires", G_MAXINT64));
}

gboolean
parvis_import_news (ParvisImport *self, JsonObject *item, guint position, GError **error)
{
  return write_news (self, item, error)
         && parvis_index_add (self->index,
                              &(ParvisIndexEntry){ .kind = "news",
                                                   .id = parvis_json_string (item, "id"),
                                                   .title = parvis_import_text (self, item, "title"),
                                                   .summary = parvis_import_text (self, item, "summary"),
                                                   .body = parvis_import_text (self, item, "body"),
                                                   .begins = parvis_import_instant (item, "published", 0),
                                                   .ends = parvis_import_instant (item, "expires", 0) },
                              error);
}

static ParvisNoticeLevel
level_of (const char *name)
{
  if (strcmp (name, "urgent") == 0)
    return PARVIS_NOTICE_URGENT;
  return strcmp (name, "warning") == 0 ? PARVIS_NOTICE_WARNING : PARVIS_NOTICE_INFO;
}

gboolean
parvis_import_notice (ParvisImport *self, JsonObject *notice, guint position, GError **error)
{
  return parvis_sql_run (&self->sql, error, "INSERT INTO notice VALUES (?, ?, ?, ?, ?, ?, ?)", "ttittii",
                         self->language, parvis_json_string (notice, "id"),
                         (gint64) level_of (parvis_json_string (notice, "level")),
                         parvis_import_text (self, notice, "title"), parvis_import_text (self, notice, "text"),
                         parvis_import_instant (notice, "from", 0), parvis_import_instant (notice, "until", 0));
}

void
parvis_import_synonyms (ParvisImport *self)
{
  JsonArray *groups = parvis_json_array (parvis_import_object (self, "synonyms.json"), "groups");

  for (guint i = 0; groups != NULL && i < json_array_get_length (groups); i++)
    {
      JsonArray *group = json_array_get_array_element (groups, i);
      g_autoptr (GPtrArray) terms = g_ptr_array_new ();

      for (guint t = 0; t < json_array_get_length (group); t++)
        g_ptr_array_add (terms, (gpointer) json_array_get_string_element (group, t));
      g_ptr_array_add (terms, NULL);
      parvis_index_add_synonyms (self->index, (const char *const *) terms->pdata);
    }
}
