/* SPDX-License-Identifier: EUPL-1.2
 *
 * The path through a life event: what is asked, and which steps matter, for every answer.
 */
#include "app/content/guide-private.h"

#include <string.h>

static GPtrArray *
conditions (const char *text)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) parvis_guide_condition_free);
  g_auto (GStrv) parts = g_strsplit (text, ";", -1); /* "enfants=oui,non;age=petit" */

  for (guint i = 0; parts[i] != NULL; i++)
    {
      ParvisGuideCondition *condition = g_new0 (ParvisGuideCondition, 1);
      char *equals = strchr (parts[i], '=');

      condition->question = g_strndup (parts[i], (gsize) (equals - parts[i]));
      condition->choices = g_strsplit (equals + 1, ",", -1);
      g_ptr_array_add (list, condition);
    }
  return list;
}

static void
add_question (ParvisLifeEvent *event, const char *id, const char *choices, const char *when)
{
  ParvisGuideQuestion *question = g_new0 (ParvisGuideQuestion, 1);
  g_auto (GStrv) ids = g_strsplit (choices, ",", -1);

  question->id = g_strdup (id);
  question->when = conditions (when);
  question->choices = g_ptr_array_new_with_free_func ((GDestroyNotify) parvis_guide_choice_free);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      ParvisGuideChoice *choice = g_new0 (ParvisGuideChoice, 1);

      choice->id = g_strdup (ids[i]);
      g_ptr_array_add (question->choices, choice);
    }
  g_ptr_array_add (event->questions, question);
}

static void
add_step (ParvisLifeEvent *event, const char *title, const char *when)
{
  ParvisGuideStep *step = g_new0 (ParvisGuideStep, 1);

  step->title = g_strdup (title);
  step->when = conditions (when);
  g_ptr_array_add (event->steps, step);
}

static ParvisLifeEvent *
make_event (void)
{
  ParvisLifeEvent *event = g_new0 (ParvisLifeEvent, 1);

  event->questions = g_ptr_array_new_with_free_func ((GDestroyNotify) parvis_guide_question_free);
  event->steps = g_ptr_array_new_with_free_func ((GDestroyNotify) parvis_guide_step_free);
  add_question (event, "enfants", "oui,non", "");
  add_question (event, "age", "petit,moyen,grand", "enfants=oui");
  add_question (event, "mode", "creche,nounou", "age=petit");
  add_step (event, "A", "");
  add_step (event, "B", "enfants=oui");
  add_step (event, "C", "enfants=oui;age=petit,moyen");
  add_step (event, "D", "mode=nounou");
  add_step (event, "E", "enfants=non");
  return event;
}

static GHashTable *
answers_of (const char *text)
{
  GHashTable *answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_auto (GStrv) parts = g_strsplit (text, ";", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *equals = strchr (parts[i], '=');

      g_hash_table_insert (answers, g_strndup (parts[i], (gsize) (equals - parts[i])), g_strdup (equals + 1));
    }
  return answers;
}

static const struct
{
  const char *answers, *asked, *path;
} cases[] = {
  { "enfants=non", "enfants ", "A E " },
  { "enfants=oui;age=grand", "enfants age ", "A B " },
  { "enfants=oui;age=moyen", "enfants age ", "A B C " },
  { "enfants=oui;age=petit;mode=creche", "enfants age mode ", "A B C " },
  { "enfants=oui;age=petit;mode=nounou", "enfants age mode ", "A B C D " },
  { "", "enfants age mode ", "A B C D E " },                   /* nothing is known: everything may matter */
  { "enfants=oui", "enfants age mode ", "A B C D " },          /* "I do not know" further on */
  { "enfants=non;age=petit;mode=nounou", "enfants ", "A E " }, /* answered, then changed their mind above */
  { "enfants=peut-être", "enfants age mode ", "A B C D E " },  /* no choice of that question's */
  { "nobody=asked", "enfants age mode ", "A B C D E " },
};

static void
test_path (void)
{
  g_autoptr (ParvisLifeEvent) event = make_event ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GHashTable) answers = answers_of (cases[i].answers);
      g_autoptr (GPtrArray) asked = parvis_life_event_asked (event, answers);
      g_autoptr (GPtrArray) path = parvis_life_event_path (event, answers);
      g_autoptr (GString) asked_ids = g_string_new (NULL), titles = g_string_new (NULL);

      for (guint q = 0; q < asked->len; q++)
        g_string_append_printf (asked_ids, "%s ", ((ParvisGuideQuestion *) asked->pdata[q])->id);
      for (guint s = 0; s < path->len; s++)
        g_string_append_printf (titles, "%s ", ((ParvisGuideStep *) path->pdata[s])->title);
      g_test_message ("%s", cases[i].answers);
      g_assert_cmpstr (asked_ids->str, ==, cases[i].asked);
      g_assert_cmpstr (titles->str, ==, cases[i].path);
    }
}

static void
test_no_answers (void)
{
  g_autoptr (ParvisLifeEvent) event = make_event ();
  g_autoptr (GPtrArray) path = parvis_life_event_path (event, NULL);

  g_assert_cmpuint (path->len, ==, 5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/guide/path", test_path);
  g_test_add_func ("/guide/no-answers", test_no_answers);
  return g_test_run ();
}
