/* SPDX-License-Identifier: EUPL-1.2
 *
 * Life events: conditions that name an earlier question and its choices, steps that open what exists.
 */
#include "app/content/check.h"

#include "sync/base/json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define FILE_NAME "life-events.json"

/* Among the first @count of @objects. */
static JsonObject *
find (JsonArray *objects, guint count, const char *id)
{
  for (guint i = 0; objects != NULL && i < MIN (count, json_array_get_length (objects)); i++)
    if (g_strcmp0 (parvis_json_string (json_array_get_object_element (objects, i), "id"), id) == 0)
      return json_array_get_object_element (objects, i);
  return NULL;
}

static void
check_condition (JsonObject *condition, JsonArray *questions, guint count, const char *base, GPtrArray *faults)
{
  const char *id = parvis_json_string (condition, "question");
  JsonObject *question = find (questions, count, id);
  JsonArray *names = parvis_json_array (condition, "in"), *choices = parvis_json_array (question, "choices");

  if (question == NULL)
    {
      g_autofree char *pointer = g_strconcat (base, "/question", NULL);

      parvis_faults_take (faults, FILE_NAME, pointer,
                          g_strdup_printf (_ ("« %s » n’est pas une question posée plus haut"), id),
                          g_strdup (_ ("Nommez l’une des questions qui précèdent, ou changez leur ordre.")));
      return;
    }
  for (guint i = 0; i < json_array_get_length (names); i++)
    {
      const char *choice = json_array_get_string_element (names, i);
      g_autofree char *pointer = g_strdup_printf ("%s/in/%u", base, i);

      if (find (choices, G_MAXUINT, choice) == NULL)
        parvis_faults_take (faults, FILE_NAME, pointer,
                            g_strdup_printf (_ ("« %s » n’est pas un choix de la question « %s »"), choice, id),
                            g_strdup (_ ("Corrigez ce nom, ou ajoutez ce choix à la question.")));
    }
}

/* @count: how many of @questions may be named. */
static void
check_when (JsonObject *owner, JsonArray *questions, guint count, const char *base, GPtrArray *faults)
{
  JsonArray *conditions = parvis_json_array (owner, "when");

  for (guint i = 0; conditions != NULL && i < json_array_get_length (conditions); i++)
    {
      g_autofree char *pointer = g_strdup_printf ("%s/when/%u", base, i);

      check_condition (json_array_get_object_element (conditions, i), questions, count, pointer, faults);
    }
}

static void
check_questions (JsonArray *questions, const char *base, GPtrArray *faults)
{
  for (guint i = 0; questions != NULL && i < json_array_get_length (questions); i++)
    {
      JsonObject *question = json_array_get_object_element (questions, i);
      g_autofree char *own = g_strdup_printf ("%s/%u", base, i);
      g_autofree char *choices = g_strconcat (own, "/choices", NULL);

      parvis_check_unique (parvis_json_array (question, "choices"), "id", FILE_NAME, choices, faults);
      check_when (question, questions, i, own, faults);
    }
}

static void
check_step (ParvisTree *tree, JsonObject *step, const char *base, GPtrArray *faults)
{
  gboolean service = json_object_has_member (step, "service");
  gboolean demarche = json_object_has_member (step, "demarche");

  if (service && demarche)
    parvis_faults_add (faults, FILE_NAME, base, _ ("cette étape ouvre à la fois une fiche et une démarche"),
                       _ ("Gardez « service » ou « demarche »."));
  if (!service && !demarche && !json_object_has_member (step, "title"))
    parvis_faults_add (faults, FILE_NAME, base, _ ("cette étape ne dit pas ce qu’il faut faire"),
                       _ ("Écrivez « title », « service » ou « demarche »."));
  parvis_check_file (tree, "services/", ".json", FILE_NAME, step, base, "service", faults);
  parvis_check_file (tree, "demarches/", ".json", FILE_NAME, step, base, "demarche", faults);
}

static void
check_life_event (ParvisTree *tree, JsonObject *event, guint index, GPtrArray *faults)
{
  JsonArray *questions = parvis_json_array (event, "questions"), *steps = parvis_json_array (event, "steps");
  g_autofree char *base = g_strdup_printf ("/life_events/%u/questions", index);

  parvis_check_unique (questions, "id", FILE_NAME, base, faults);
  check_questions (questions, base, faults);
  for (guint i = 0; i < json_array_get_length (steps); i++)
    {
      g_autofree char *pointer = g_strdup_printf ("/life_events/%u/steps/%u", index, i);

      check_step (tree, json_array_get_object_element (steps, i), pointer, faults);
      check_when (json_array_get_object_element (steps, i), questions, G_MAXUINT, pointer, faults);
    }
}

void
parvis_check_life_events (ParvisTree *tree, GPtrArray *faults)
{
  JsonArray *events = parvis_check_array (tree, FILE_NAME, "life_events");

  for (guint i = 0; events != NULL && i < json_array_get_length (events); i++)
    check_life_event (tree, json_array_get_object_element (events, i), i, faults);
}
