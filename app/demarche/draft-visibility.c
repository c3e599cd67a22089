/* SPDX-License-Identifier: EUPL-1.2
 *
 * What is shown and what must be answered. Each answer to "is it shown?" is kept until the next change, so
 * that a page of 120 fields that depend on each other asks each question once. Definitions have no circles
 * (demarche-circles.c), so this ends.
 */
#include "app/demarche/draft-private.h"

#include "app/demarche/demarche-private.h"

typedef struct
{
  ParvisDraft *draft;
  const ParvisField *repeat; /* (nullable) */
  guint row;
} Scope;

enum
{
  HIDDEN = 1,
  SHOWN = 2,
};

#define ROWS_PER_FIELD 128 /* over the 100 of the schema */

void
parvis_draft_forget_shown (ParvisDraft *self)
{
  g_hash_table_remove_all (self->shown);
}

/* Steps count downwards, fields upwards. */
static gpointer
step_key (const ParvisStep *step)
{
  return GINT_TO_POINTER (-1 - (int) step->ordinal);
}

static gpointer
field_key (const ParvisField *field, const ParvisField *repeat, guint row)
{
  return GUINT_TO_POINTER (field->ordinal * ROWS_PER_FIELD + (repeat != NULL ? row + 1 : 0));
}

static const ParvisField *
find_in_scope (Scope *scope, const char *id)
{
  return scope->repeat != NULL ? parvis_demarche_field (scope->draft->demarche, scope->repeat, id) : NULL;
}

static const ParvisValue *
scope_field (const char *id, gpointer user_data)
{
  Scope *scope = user_data;
  const ParvisField *own = find_in_scope (scope, id);
  const ParvisField *field = own != NULL ? own : parvis_demarche_field (scope->draft->demarche, NULL, id);
  const ParvisField *repeat = own != NULL ? scope->repeat : NULL;

  if (field == NULL || !parvis_draft_field_visible (scope->draft, field, repeat, scope->row))
    return NULL;
  return parvis_draft_value (scope->draft, field, repeat, scope->row);
}

static const char *
scope_label (const char *id, const ParvisValue *value, gpointer user_data)
{
  Scope *scope = user_data;
  const ParvisField *own = find_in_scope (scope, id);
  const ParvisField *field = own != NULL ? own : parvis_demarche_field (scope->draft->demarche, NULL, id);
  const ParvisOption *option = field != NULL ? parvis_field_option (field, parvis_value_text (value)) : NULL;

  return option != NULL ? parvis_option_source (option) : NULL;
}

static const ParvisValue *
scope_setting (const char *id, gpointer user_data)
{
  return g_hash_table_lookup (((Scope *) user_data)->draft->demarche->settings, id);
}

gboolean
parvis_draft_holds (ParvisDraft *self, const ParvisCondition *condition, const ParvisField *repeat, guint row)
{
  Scope scope = { self, repeat, row };
  ParvisConditionScope view = { scope_field, scope_label, scope_setting, parvis_draft_today (self), &scope };

  return parvis_condition_holds (condition, &view);
}

static gboolean
remember (ParvisDraft *self, gpointer key, gboolean shown)
{
  g_hash_table_insert (self->shown, key, GINT_TO_POINTER (shown ? SHOWN : HIDDEN));
  return shown;
}

gboolean
parvis_draft_step_visible (ParvisDraft *self, const ParvisStep *step)
{
  int known = GPOINTER_TO_INT (g_hash_table_lookup (self->shown, step_key (step)));

  if (known != 0)
    return known == SHOWN;
  return remember (self, step_key (step),
                   step->condition == NULL || parvis_draft_holds (self, step->condition, NULL, 0));
}

static gboolean
holder_visible (ParvisDraft *self, const ParvisField *field, const ParvisField *repeat)
{
  if (repeat != NULL)
    return parvis_draft_field_visible (self, repeat, NULL, 0);
  return parvis_draft_step_visible (self, g_ptr_array_index (self->demarche->steps, field->step));
}

gboolean
parvis_draft_field_visible (ParvisDraft *self, const ParvisField *field, const ParvisField *repeat, guint row)
{
  gpointer key = field_key (field, repeat, row);
  int known = GPOINTER_TO_INT (g_hash_table_lookup (self->shown, key));

  if (known != 0)
    return known == SHOWN;
  return remember (self, key,
                   holder_visible (self, field, repeat)
                       && (field->condition == NULL || parvis_draft_holds (self, field->condition, repeat, row)));
}

gboolean
parvis_draft_field_required (ParvisDraft *self, const ParvisField *field, const ParvisField *repeat, guint row)
{
  if (field->required_if != NULL && parvis_draft_holds (self, field->required_if, repeat, row))
    return TRUE;
  return field->required;
}

static gboolean
shows_something (ParvisDraft *self, const ParvisStep *step)
{
  for (guint i = 0; i < step->fields->len; i++)
    if (parvis_draft_field_visible (self, g_ptr_array_index (step->fields, i), NULL, 0))
      return TRUE;
  return FALSE;
}

GPtrArray *
parvis_draft_steps (ParvisDraft *self)
{
  GPtrArray *steps = g_ptr_array_new ();

  for (guint i = 0; i < self->demarche->steps->len; i++)
    {
      ParvisStep *step = g_ptr_array_index (self->demarche->steps, i);

      if (parvis_draft_step_visible (self, step) && shows_something (self, step))
        g_ptr_array_add (steps, step);
    }
  return steps;
}

gboolean
parvis_draft_row_is_blank (ParvisDraft *self, const ParvisField *repeat, guint row)
{
  for (guint i = 0; i < repeat->fields->len; i++)
    {
      const ParvisField *field = g_ptr_array_index (repeat->fields, i);

      if (!parvis_value_is_empty (parvis_draft_value (self, field, repeat, row))
          && parvis_draft_field_visible (self, field, repeat, row))
        return FALSE;
    }
  return TRUE;
}
