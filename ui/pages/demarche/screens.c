/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/pages/demarche/screens.h"

#include <string.h>

#define LONG_EXPLANATION 350
#define MANY_OPTIONS     4

/* What takes more of the screen, or of the mind, than one plain question; all others weigh 1. */
static const struct
{
  ParvisFieldType type;
  guint weight;
} weights[] = {
  { PARVIS_FIELD_TEXTAREA, 2 }, { PARVIS_FIELD_ADDRESS, 3 },   { PARVIS_FIELD_IDENTITY, 3 },
  { PARVIS_FIELD_FILE, 2 },     { PARVIS_FIELD_SIGNATURE, 3 }, { PARVIS_FIELD_REPEAT, PARVIS_SCREEN_ROOM },
};

static guint
weigh (const ParvisField *field)
{
  if (field->type == PARVIS_FIELD_EXPLANATION)
    return strlen (field->label) > LONG_EXPLANATION ? 1 : 0;
  if ((field->type == PARVIS_FIELD_CHOICE || field->type == PARVIS_FIELD_CHOICES) && field->options != NULL)
    return field->options->len > MANY_OPTIONS ? 2 : 1;
  for (gsize i = 0; i < G_N_ELEMENTS (weights); i++)
    if (weights[i].type == field->type)
      return weights[i].weight;
  return 1;
}

static const ParvisField *
field_at (const ParvisStep *step, guint index)
{
  return g_ptr_array_index (step->fields, index);
}

gboolean
parvis_screen_shows (ParvisDraft *draft, const ParvisStep *step, guint index)
{
  return parvis_draft_field_visible (draft, field_at (step, index), NULL, 0);
}

/* Explanations at the foot of a screen belong to the questions on the next. */
static guint
without_orphans (ParvisDraft *draft, const ParvisStep *step, guint first, guint end)
{
  guint kept = end;

  while (
      kept > first
      && (field_at (step, kept - 1)->type == PARVIS_FIELD_EXPLANATION || !parvis_screen_shows (draft, step, kept - 1)))
    kept--;
  return kept > first ? kept : end;
}

guint
parvis_screen_end (ParvisDraft *draft, const ParvisStep *step, guint first, guint room)
{
  guint used = 0;

  for (guint i = first; i < step->fields->len; i++)
    {
      if (!parvis_screen_shows (draft, step, i))
        continue;
      guint weight = weigh (field_at (step, i));
      if (used > 0 && used + weight > room)
        return without_orphans (draft, step, first, i);
      used += weight;
    }
  return step->fields->len;
}

guint
parvis_screen_start (ParvisDraft *draft, const ParvisStep *step, guint from)
{
  for (guint i = from; i < step->fields->len; i++)
    if (parvis_screen_shows (draft, step, i))
      return i;
  return step->fields->len;
}

const ParvisStep *
parvis_screen_next (ParvisDraft *draft, const ParvisStep *step, guint end, guint *first)
{
  g_autoptr (GPtrArray) steps = parvis_draft_steps (draft);
  gboolean after = step == NULL;

  *first = step != NULL ? parvis_screen_start (draft, step, end) : 0;
  if (step != NULL && *first < step->fields->len)
    return step;
  for (guint i = 0; i < steps->len; i++)
    {
      const ParvisStep *candidate = g_ptr_array_index (steps, i);

      if (after)
        {
          *first = parvis_screen_start (draft, candidate, 0);
          return candidate;
        }
      after = candidate == step;
    }
  return NULL;
}

guint
parvis_screen_of (ParvisDraft *draft, const ParvisStep *step, guint index, guint room)
{
  guint first = parvis_screen_start (draft, step, 0);

  while (first < step->fields->len)
    {
      guint end = parvis_screen_end (draft, step, first, room);
      guint next = parvis_screen_start (draft, step, end);

      if (index < end || next >= step->fields->len)
        return first;
      first = next;
    }
  return 0;
}

guint
parvis_screen_place (ParvisDraft *draft, const ParvisStep *step, guint first, guint room, guint *count)
{
  guint place = 0, n = 0;

  for (guint start = parvis_screen_start (draft, step, 0); start < step->fields->len; n++)
    {
      if (start <= first)
        place = n;
      start = parvis_screen_start (draft, step, parvis_screen_end (draft, step, start, room));
    }
  *count = MAX (n, 1);
  return place;
}

/* The field that the path of a fault begins with; the last one for a fault of the whole step. */
static guint
field_of_fault (const ParvisStep *step, const ParvisFault *fault)
{
  for (guint i = 0; i < step->fields->len && *fault->path != '\0'; i++)
    {
      const char *id = ((const ParvisField *) g_ptr_array_index (step->fields, i))->id;
      gsize length = strlen (id);

      if (g_str_has_prefix (fault->path, id) && !g_ascii_isalnum (fault->path[length]) && fault->path[length] != '_')
        return i;
    }
  return step->fields->len - 1;
}

const ParvisStep *
parvis_screen_with_fault (ParvisDraft *draft, guint room, guint *first, GPtrArray **faults)
{
  g_autoptr (GPtrArray) steps = parvis_draft_steps (draft);

  for (guint i = 0; i < steps->len; i++)
    {
      const ParvisStep *step = g_ptr_array_index (steps, i);
      g_autoptr (GPtrArray) found = parvis_draft_check_step (draft, step);

      if (found->len == 0)
        continue;
      *first = parvis_screen_of (draft, step, field_of_fault (step, g_ptr_array_index (found, 0)), room);
      *faults = g_steal_pointer (&found);
      return step;
    }
  return NULL;
}
