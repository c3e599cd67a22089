/* SPDX-License-Identifier: EUPL-1.2
 *
 * Circles: a field counts as empty when it is hidden, so whether one is shown depends on whether those its
 * condition mentions are shown, and on its step and its block. That must never lead back to itself.
 */
#include "app/demarche/demarche-private.h"

#include <glib/gi18n-lib.h>

typedef enum
{
  UNSEEN,
  ON_THE_WAY,
  DONE,
} Mark;

typedef struct
{
  const ParvisField *field;
  const ParvisField *repeat; /* (nullable) the block it is in */
  const ParvisStep *step;
  guint step_index, index, row_index;
  Mark mark;
} Node;

typedef struct
{
  ParvisReader *reader;
  const ParvisDemarche *demarche;
  Node *nodes;     /* by ordinal */
  GPtrArray *path; /* of Node, from the start to the present one */
} Search;

static void visit (Search *search, Node *node);

static char *
describe_circle (const Search *search, const Node *start)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean inside = FALSE;

  for (guint i = 0; i < search->path->len; i++)
    {
      const Node *node = g_ptr_array_index (search->path, i);

      inside = inside || node == start;
      if (inside)
        g_string_append_printf (text, "%s → ", node->field->id);
    }
  g_string_append (text, start->field->id);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
report (Search *search, const Node *start)
{
  const Node *node = g_ptr_array_index (search->path, search->path->len - 1);
  g_autofree char *circle = describe_circle (search, start);
  g_autofree char *place = node->repeat != NULL
                               ? g_strdup_printf ("/steps/%u/fields/%u/fields/%u/condition", node->step_index,
                                                  node->index, node->row_index)
                               : g_strdup_printf ("/steps/%u/fields/%u/condition", node->step_index, node->index);
  gsize mark = search->reader->pointer->len;

  g_string_append (search->reader->pointer, place);
  parvis_reader_fault (search->reader,
                       _ ("Retirez l’une de ces conditions (celle de la question, de son étape ou de son bloc)."),
                       _ ("L’affichage tourne en rond : %s."), circle);
  parvis_reader_leave (search->reader, mark);
}

static void
follow (Search *search, const ParvisField *next)
{
  Node *node = next != NULL ? &search->nodes[next->ordinal] : NULL;

  if (node == NULL || node->field == NULL)
    return;
  if (node->mark == ON_THE_WAY)
    report (search, node);
  else if (node->mark == UNSEEN)
    visit (search, node);
}

static void
follow_condition (Search *search, const ParvisCondition *condition, const ParvisField *repeat)
{
  g_autoptr (GPtrArray) ids = NULL;

  if (condition == NULL)
    return;
  ids = parvis_condition_fields (condition);
  for (guint i = 0; i < ids->len; i++)
    {
      const ParvisField *own
          = repeat != NULL ? parvis_demarche_field (search->demarche, repeat, g_ptr_array_index (ids, i)) : NULL;

      follow (search, own != NULL ? own : parvis_demarche_field (search->demarche, NULL, g_ptr_array_index (ids, i)));
    }
}

static void
visit (Search *search, Node *node)
{
  node->mark = ON_THE_WAY;
  g_ptr_array_add (search->path, node);
  follow_condition (search, node->field->condition, node->repeat);
  if (node->repeat != NULL)
    follow (search, node->repeat); /* whose own step is this one */
  else
    follow_condition (search, node->step->condition, NULL);
  g_ptr_array_set_size (search->path, (int) search->path->len - 1);
  node->mark = DONE;
}

static void
add_field (Search *search, guint step, guint index, const ParvisField *field)
{
  const ParvisStep *owner = g_ptr_array_index (search->demarche->steps, step);

  if (field->id != NULL)
    search->nodes[field->ordinal] = (Node){ field, NULL, owner, step, index, 0, UNSEEN };
  for (guint i = 0; field->fields != NULL && i < field->fields->len; i++)
    {
      const ParvisField *own = g_ptr_array_index (field->fields, i);

      if (own->id != NULL)
        search->nodes[own->ordinal] = (Node){ own, field, owner, step, index, i, UNSEEN };
    }
}

static void
add_steps (Search *search)
{
  for (guint i = 0; i < search->demarche->steps->len; i++)
    {
      const ParvisStep *step = g_ptr_array_index (search->demarche->steps, i);

      for (guint j = 0; j < step->fields->len; j++)
        add_field (search, i, j, g_ptr_array_index (step->fields, j));
    }
}

void
parvis_demarche_check_circles (ParvisReader *reader, const ParvisDemarche *demarche)
{
  g_autofree Node *nodes = g_new0 (Node, reader->fields + 1);
  g_autoptr (GPtrArray) path = g_ptr_array_new ();
  Search search = { reader, demarche, nodes, path };

  add_steps (&search);
  for (guint i = 0; i < reader->fields; i++)
    if (nodes[i].field != NULL && nodes[i].mark == UNSEEN)
      visit (&search, &nodes[i]);
}
