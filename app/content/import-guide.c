/* SPDX-License-Identifier: EUPL-1.2
 *
 * Rows of: life events, their questions, choices, steps and conditions.
 */
#include "app/content/import-private.h"

#include "sync/base/json.h"

/* Conditions in one column: "question SEPARATOR choice SEPARATOR choice", one a line; ids hold neither. */
static char *
join_conditions (const ParvisImport *self, JsonObject *owner)
{
  JsonArray *conditions = parvis_json_array (owner, "when");
  GString *joined = g_string_new (NULL);

  for (guint i = 0; conditions != NULL && i < json_array_get_length (conditions); i++)
    {
      JsonObject *condition = json_array_get_object_element (conditions, i);
      g_autofree char *choices
          = parvis_import_join (self, parvis_json_array (condition, "in"), PARVIS_CATALOG_SEPARATOR);

      g_string_append_printf (joined, "%s%s" PARVIS_CATALOG_SEPARATOR "%s", i > 0 ? "\n" : "",
                              parvis_json_string (condition, "question"), choices);
    }
  return g_string_free (joined, FALSE);
}

static gboolean
write_choices (ParvisImport *self, const char *event, const char *question, JsonArray *choices, GError **error)
{
  for (guint i = 0; i < json_array_get_length (choices); i++)
    {
      JsonObject *choice = json_array_get_object_element (choices, i);

      if (!parvis_sql_run (&self->sql, error, "INSERT INTO guide_choice VALUES (?, ?, ?, ?, ?, ?)", "tttitt",
                           self->language, event, question, (gint64) i, parvis_json_string (choice, "id"),
                           parvis_import_text (self, choice, "label")))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_questions (ParvisImport *self, const char *event, JsonArray *questions, GError **error)
{
  for (guint i = 0; questions != NULL && i < json_array_get_length (questions); i++)
    {
      JsonObject *question = json_array_get_object_element (questions, i);
      const char *id = parvis_json_string (question, "id");
      g_autofree char *when = join_conditions (self, question);

      if (!parvis_sql_run (&self->sql, error, "INSERT INTO guide_question VALUES (?, ?, ?, ?, ?, ?)", "ttittt",
                           self->language, event, (gint64) i, id, parvis_import_text (self, question, "label"), when)
          || !write_choices (self, event, id, parvis_json_array (question, "choices"), error))
        return FALSE;
    }
  return TRUE;
}

/* The step's own title, else that of what it opens. */
static const char *
step_title (const ParvisImport *self, JsonObject *step)
{
  const char *title = parvis_import_text (self, step, "title");
  const char *service = parvis_json_string (step, "service");
  g_autofree char *path = service != NULL
                              ? g_strconcat ("services/", service, ".json", NULL)
                              : g_strconcat ("demarches/", parvis_json_string (step, "demarche"), ".json", NULL);

  return title != NULL ? title : parvis_import_text (self, parvis_import_object (self, path), "title");
}

static gboolean
write_steps (ParvisImport *self, const char *event, JsonArray *steps, GError **error)
{
  for (guint i = 0; i < json_array_get_length (steps); i++)
    {
      JsonObject *step = json_array_get_object_element (steps, i);
      g_autofree char *when = join_conditions (self, step);

      if (!parvis_sql_run (&self->sql, error, "INSERT INTO guide_step VALUES (?, ?, ?, ?, ?, ?, ?, ?)", "ttittttt",
                           self->language, event, (gint64) i, parvis_json_string (step, "service"),
                           parvis_json_string (step, "demarche"), step_title (self, step),
                           parvis_import_text (self, step, "why"), when))
        return FALSE;
    }
  return TRUE;
}

static gboolean
index_life_event (ParvisImport *self, JsonObject *event, GError **error)
{
  JsonArray *steps = parvis_json_array (event, "steps");
  g_autoptr (GString) body = g_string_new (NULL);

  parvis_index_join (body, parvis_import_text (self, event, "intro"));
  for (guint i = 0; i < json_array_get_length (steps); i++)
    parvis_index_join (body, step_title (self, json_array_get_object_element (steps, i)));
  return parvis_index_add (self->index,
                           &(ParvisIndexEntry){ .kind = "life-event",
                                                .id = parvis_json_string (event, "id"),
                                                .title = parvis_import_text (self, event, "title"),
                                                .summary = parvis_import_text (self, event, "summary"),
                                                .body = body->str },
                           error);
}

gboolean
parvis_import_life_event (ParvisImport *self, JsonObject *event, guint position, GError **error)
{
  const char *id = parvis_json_string (event, "id");

  return parvis_sql_run (&self->sql, error, "INSERT INTO life_event VALUES (?, ?, ?, ?, ?, ?, ?)", "tittttt",
                         self->language, (gint64) position, id, parvis_import_text (self, event, "title"),
                         parvis_import_text (self, event, "summary"), parvis_json_string (event, "icon"),
                         parvis_import_text (self, event, "intro"))
         && write_questions (self, id, parvis_json_array (event, "questions"), error)
         && write_steps (self, id, parvis_json_array (event, "steps"), error) && index_life_event (self, event, error);
}
