/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/content/guide.h"

#include "app/content/guide-private.h"

void
parvis_guide_condition_free (ParvisGuideCondition *condition)
{
  g_free (condition->question);
  g_strfreev (condition->choices);
  g_free (condition);
}

void
parvis_guide_choice_free (ParvisGuideChoice *choice)
{
  g_free (choice->id);
  g_free (choice->label);
  g_free (choice);
}

void
parvis_guide_question_free (ParvisGuideQuestion *question)
{
  g_free (question->id);
  g_free (question->label);
  g_ptr_array_unref (question->choices);
  g_ptr_array_unref (question->when);
  g_free (question);
}

void
parvis_guide_step_free (ParvisGuideStep *step)
{
  g_free (step->service);
  g_free (step->demarche);
  g_free (step->title);
  g_free (step->why);
  g_ptr_array_unref (step->when);
  g_free (step);
}

void
parvis_life_event_free (ParvisLifeEvent *event)
{
  if (event == NULL)
    return;
  g_free (event->id);
  g_free (event->title);
  g_free (event->summary);
  g_free (event->icon);
  g_free (event->intro);
  g_clear_pointer (&event->questions, g_ptr_array_unref);
  g_clear_pointer (&event->steps, g_ptr_array_unref);
  g_free (event);
}

/* ---- what matters ---- */

static const ParvisGuideQuestion *
find_asked (GPtrArray *asked, const char *id)
{
  for (guint i = 0; i < asked->len; i++)
    if (g_strcmp0 (((ParvisGuideQuestion *) asked->pdata[i])->id, id) == 0)
      return asked->pdata[i];
  return NULL;
}

/* The choice made; %NULL where there is none of that question's. */
static const char *
answer_to (const ParvisGuideQuestion *question, GHashTable *answers)
{
  const char *answer = answers != NULL ? g_hash_table_lookup (answers, question->id) : NULL;

  for (guint i = 0; answer != NULL && i < question->choices->len; i++)
    if (g_strcmp0 (((ParvisGuideChoice *) question->choices->pdata[i])->id, answer) == 0)
      return answer;
  return NULL;
}

static gboolean
holds (const ParvisGuideCondition *condition, GPtrArray *asked, GHashTable *answers)
{
  const ParvisGuideQuestion *question = find_asked (asked, condition->question);
  const char *answer = question != NULL ? answer_to (question, answers) : NULL;

  return question != NULL && (answer == NULL || g_strv_contains ((const char *const *) condition->choices, answer));
}

static gboolean
all_hold (GPtrArray *conditions, GPtrArray *asked, GHashTable *answers)
{
  for (guint i = 0; i < conditions->len; i++)
    if (!holds (conditions->pdata[i], asked, answers))
      return FALSE;
  return TRUE;
}

GPtrArray *
parvis_life_event_asked (const ParvisLifeEvent *event, GHashTable *answers)
{
  GPtrArray *asked = g_ptr_array_new ();

  for (guint i = 0; i < event->questions->len; i++)
    {
      ParvisGuideQuestion *question = event->questions->pdata[i];

      if (all_hold (question->when, asked, answers))
        g_ptr_array_add (asked, question);
    }
  return asked;
}

GPtrArray *
parvis_life_event_path (const ParvisLifeEvent *event, GHashTable *answers)
{
  g_autoptr (GPtrArray) asked = parvis_life_event_asked (event, answers);
  GPtrArray *path = g_ptr_array_new ();

  for (guint i = 0; i < event->steps->len; i++)
    {
      ParvisGuideStep *step = event->steps->pdata[i];

      if (all_hold (step->when, asked, answers))
        g_ptr_array_add (path, step);
    }
  return path;
}
