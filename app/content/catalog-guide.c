/* SPDX-License-Identifier: EUPL-1.2
 *
 * Read: life events, their questions and steps.
 */
#include "app/content/catalog-private.h"
#include "app/content/guide-private.h"
#include "app/content/import.h"

#define LIFE_EVENT_COLUMNS "id, title, summary, icon, intro"

static gpointer
read_life_event (ParvisCatalog *self, sqlite3_stmt *row)
{
  ParvisLifeEvent *event = g_new0 (ParvisLifeEvent, 1);

  event->id = parvis_sql_text (row, 0);
  event->title = parvis_sql_text (row, 1);
  event->summary = parvis_sql_text (row, 2);
  event->icon = parvis_sql_text (row, 3);
  event->intro = parvis_sql_text (row, 4);
  event->questions = g_ptr_array_new_with_free_func ((GDestroyNotify) parvis_guide_question_free);
  event->steps = g_ptr_array_new_with_free_func ((GDestroyNotify) parvis_guide_step_free);
  return event;
}

GPtrArray *
parvis_catalog_life_events (ParvisCatalog *self, const char *language, GError **error)
{
  sqlite3_stmt *statement = parvis_sql_query (
      &self->sql, error, "SELECT " LIFE_EVENT_COLUMNS " FROM life_event WHERE language = ? ORDER BY position", "t",
      parvis_catalog_code (self, language));

  return parvis_catalog_collect (self, statement, read_life_event, (GDestroyNotify) parvis_life_event_free, error);
}

/* ---- its parts ---- */

/* "question SEPARATOR choice SEPARATOR choice", one a line. */
static GPtrArray *
read_conditions (sqlite3_stmt *row, int column)
{
  g_autofree char *text = parvis_sql_text (row, column);
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);
  GPtrArray *conditions = g_ptr_array_new_with_free_func ((GDestroyNotify) parvis_guide_condition_free);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      ParvisGuideCondition *condition = g_new0 (ParvisGuideCondition, 1);
      g_auto (GStrv) words = g_strsplit (lines[i], PARVIS_CATALOG_SEPARATOR, -1);

      condition->question = g_strdup (words[0]);
      condition->choices = g_strdupv (words[0] != NULL ? words + 1 : words);
      g_ptr_array_add (conditions, condition);
    }
  return conditions;
}

static gpointer
read_choice (ParvisCatalog *self, sqlite3_stmt *row)
{
  ParvisGuideChoice *choice = g_new0 (ParvisGuideChoice, 1);

  choice->id = parvis_sql_text (row, 0);
  choice->label = parvis_sql_text (row, 1);
  return choice;
}

static gpointer
read_question (ParvisCatalog *self, sqlite3_stmt *row)
{
  ParvisGuideQuestion *question = g_new0 (ParvisGuideQuestion, 1);

  question->id = parvis_sql_text (row, 0);
  question->label = parvis_sql_text (row, 1);
  question->when = read_conditions (row, 2);
  question->choices = g_ptr_array_new_with_free_func ((GDestroyNotify) parvis_guide_choice_free);
  return question;
}

static gpointer
read_step (ParvisCatalog *self, sqlite3_stmt *row)
{
  ParvisGuideStep *step = g_new0 (ParvisGuideStep, 1);

  step->service = parvis_sql_text (row, 0);
  step->demarche = parvis_sql_text (row, 1);
  step->title = parvis_sql_text (row, 2);
  step->why = parvis_sql_text (row, 3);
  step->when = read_conditions (row, 4);
  return step;
}

/* Replaces @list by the rows of @query, in the language in hand, of the life event and, for choices, the question. */
static gboolean
fill (ParvisCatalog *self, GPtrArray **list, sqlite3_stmt *statement, ParvisRowFunc read, GDestroyNotify free_row,
      GError **error)
{
  GPtrArray *rows = parvis_catalog_collect (self, statement, read, free_row, error);

  if (rows == NULL)
    return FALSE;
  g_ptr_array_unref (*list);
  *list = rows;
  return TRUE;
}

static gboolean
add_choices (ParvisCatalog *self, const char *event, ParvisGuideQuestion *question, const char *code, GError **error)
{
  sqlite3_stmt *statement = parvis_sql_query (
      &self->sql, error,
      "SELECT id, label FROM guide_choice WHERE language = ? AND life_event = ? AND question = ? ORDER BY position",
      "ttt", code, event, question->id);

  return fill (self, &question->choices, statement, read_choice, (GDestroyNotify) parvis_guide_choice_free, error);
}

static gboolean
add_questions (ParvisCatalog *self, ParvisLifeEvent *event, const char *code, GError **error)
{
  sqlite3_stmt *statement = parvis_sql_query (
      &self->sql, error,
      "SELECT id, label, conditions FROM guide_question WHERE language = ? AND life_event = ? ORDER BY position", "tt",
      code, event->id);

  if (!fill (self, &event->questions, statement, read_question, (GDestroyNotify) parvis_guide_question_free, error))
    return FALSE;
  for (guint i = 0; i < event->questions->len; i++)
    if (!add_choices (self, event->id, event->questions->pdata[i], code, error))
      return FALSE;
  return TRUE;
}

static gboolean
add_steps (ParvisCatalog *self, ParvisLifeEvent *event, const char *code, GError **error)
{
  sqlite3_stmt *statement
      = parvis_sql_query (&self->sql, error,
                          "SELECT service, demarche, title, why, conditions FROM guide_step WHERE language = ?"
                          " AND life_event = ? ORDER BY position",
                          "tt", code, event->id);

  return fill (self, &event->steps, statement, read_step, (GDestroyNotify) parvis_guide_step_free, error);
}

ParvisLifeEvent *
parvis_catalog_life_event (ParvisCatalog *self, const char *id, const char *language, GError **error)
{
  const char *code = parvis_catalog_code (self, language);
  sqlite3_stmt *statement = parvis_sql_query (
      &self->sql, error, "SELECT " LIFE_EVENT_COLUMNS " FROM life_event WHERE language = ? AND id = ?", "tt", code, id);
  g_autoptr (ParvisLifeEvent) event = parvis_catalog_single (self, statement, read_life_event, id, error);

  if (event == NULL || !add_questions (self, event, code, error) || !add_steps (self, event, code, error))
    return NULL;
  return g_steal_pointer (&event);
}
