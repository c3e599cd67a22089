/* SPDX-License-Identifier: EUPL-1.2
 *
 * Filling a draft: what is shown is answered until nothing new appears; what is then not right is answered
 * again; and when that leads nowhere, all over from the start with other luck.
 */
#include "app/demarche/fill-private.h"

#include "app/demarche/condition-private.h"
#include "app/demarche/draft-private.h"

#include <glib/gi18n-lib.h>

#define ATTEMPTS 40
#define MENDINGS 30
#define TRIES    40  /* answers of one field before it is given up */
#define FAILURES 100 /* fields given up before all is */
#define OPTIONAL 0.7

typedef struct
{
  ParvisDraft *draft;
  GRand *rand;
  GHashTable *hints;   /* field id -> GPtrArray of constants that conditions compare it with */
  GHashTable *decided; /* paths that were answered or left out on purpose */
  GPtrArray *no_hints;
  guint failures;
} Filler;

static void
add_hint (GPtrArray *hints, const ParvisValue *value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (parvis_value_kind (value) == PARVIS_VALUE_TEXT)
    g_ptr_array_add (hints, g_strdup (parvis_value_text (value)));
  else if (parvis_value_kind (value) == PARVIS_VALUE_NUMBER)
    g_ptr_array_add (hints, g_strdup (g_ascii_formatd (buffer, sizeof buffer, "%.15g", parvis_value_number (value))));
  for (guint i = 0; i < parvis_value_length (value); i++)
    add_hint (hints, parvis_value_item (value, i));
}

static GPtrArray *
hints_of (Filler *self, const char *id)
{
  GPtrArray *hints = g_hash_table_lookup (self->hints, id);

  if (hints != NULL)
    return hints;
  hints = g_ptr_array_new_with_free_func (g_free);
  g_hash_table_insert (self->hints, g_strdup (id), hints);
  return hints;
}

static void
note_compare (const ParvisCondition *compare, gpointer user_data)
{
  Filler *self = user_data;
  const ParvisValue *value = compare->right.constant;

  if (compare->left.kind != PARVIS_OPERAND_FIELD || compare->left.part == PARVIS_PART_LENGTH
      || compare->left.part == PARVIS_PART_AGE)
    return;
  if (compare->right.kind == PARVIS_OPERAND_SETTING)
    value = g_hash_table_lookup (self->draft->demarche->settings, compare->right.id);
  add_hint (hints_of (self, compare->left.id), value);
}

static void
note_condition (Filler *self, const ParvisCondition *condition)
{
  if (condition != NULL)
    parvis_condition_foreach (condition, note_compare, self);
}

static void
note_fields (Filler *self, const GPtrArray *fields)
{
  for (guint i = 0; i < fields->len; i++)
    {
      const ParvisField *field = g_ptr_array_index (fields, i);

      note_condition (self, field->condition);
      note_condition (self, field->required_if);
      if (field->fields != NULL)
        note_fields (self, field->fields);
    }
}

static void
note_demarche (Filler *self)
{
  for (guint i = 0; i < self->draft->demarche->steps->len; i++)
    {
      const ParvisStep *step = g_ptr_array_index (self->draft->demarche->steps, i);

      note_condition (self, step->condition);
      note_fields (self, step->fields);
      for (guint j = 0; j < step->checks->len; j++)
        note_condition (self, ((ParvisStepCheck *) g_ptr_array_index (step->checks, j))->condition);
    }
}

static gboolean
is_right (Filler *self, const char *path)
{
  g_autoptr (GPtrArray) faults = parvis_draft_check_field (self->draft, path);

  return faults->len == 0;
}

/* A new answer in place of whatever is there; the last one stays even when none of them was right. */
static gboolean
answer (Filler *self, const ParvisField *field, const char *path)
{
  const GPtrArray *hints = g_hash_table_lookup (self->hints, field->id);

  for (guint i = 0; i < TRIES; i++)
    {
      parvis_draft_set (self->draft, path,
                        parvis_fill_value (self->rand, field, hints != NULL ? hints : self->no_hints,
                                           parvis_draft_today (self->draft)));
      if (is_right (self, path))
        return TRUE;
    }
  self->failures++;
  return FALSE;
}

/* TRUE when something was answered, which may have brought up other questions. */
static gboolean
decide (Filler *self, const ParvisField *field, const ParvisField *repeat, guint row)
{
  g_autofree char *path = parvis_field_path (field, repeat, row);
  gboolean required;

  if (field->type == PARVIS_FIELD_EXPLANATION || !parvis_draft_field_visible (self->draft, field, repeat, row)
      || !parvis_value_is_empty (parvis_draft_value (self->draft, field, repeat, row)))
    return FALSE;
  required = parvis_draft_field_required (self->draft, field, repeat, row);
  if (g_hash_table_contains (self->decided, path) && !required)
    return FALSE;
  g_hash_table_add (self->decided, g_strdup (path));
  return (required || parvis_fill_chance (self->rand, OPTIONAL)) && answer (self, field, path);
}

static void
open_rows (Filler *self, const ParvisField *repeat)
{
  gboolean required = parvis_draft_field_required (self->draft, repeat, NULL, 0);
  guint least = required ? MAX (repeat->min_items, 1) : 0;
  guint most = MIN (MAX (repeat->min_items, 1) + 2, parvis_field_max_items (repeat));
  guint wanted = 0;

  if (required || parvis_fill_chance (self->rand, OPTIONAL))
    wanted = (guint) g_rand_int_range (self->rand, (gint32) MAX (least, repeat->min_items), (gint32) most + 1);
  if (g_hash_table_contains (self->decided, repeat->id))
    wanted = least;
  g_hash_table_add (self->decided, g_strdup (repeat->id));
  while (parvis_draft_rows (self->draft, repeat) < wanted)
    parvis_draft_add_row (self->draft, repeat->id);
}

static gboolean
decide_rows (Filler *self, const ParvisField *repeat)
{
  gboolean changed = FALSE;

  if (!parvis_draft_field_visible (self->draft, repeat, NULL, 0))
    return FALSE;
  open_rows (self, repeat);
  for (guint row = 0; row < parvis_draft_rows (self->draft, repeat); row++)
    for (guint i = 0; i < repeat->fields->len; i++)
      changed |= decide (self, g_ptr_array_index (repeat->fields, i), repeat, row);
  return changed;
}

static gboolean
decide_all (Filler *self)
{
  g_autoptr (GPtrArray) steps = parvis_draft_steps (self->draft);
  gboolean changed = FALSE;

  for (guint i = 0; i < steps->len; i++)
    {
      const ParvisStep *step = g_ptr_array_index (steps, i);

      for (guint j = 0; j < step->fields->len; j++)
        {
          const ParvisField *field = g_ptr_array_index (step->fields, j);

          changed |= field->type == PARVIS_FIELD_REPEAT ? decide_rows (self, field) : decide (self, field, NULL, 0);
        }
    }
  return changed;
}

/* A field is answered once, and conditions run in no circle: at most one round a field. */
static void
settle (Filler *self)
{
  for (guint round = 0; round <= PARVIS_DEMARCHE_MAX_FIELDS && decide_all (self); round++)
    ;
}

/* Answers one side of a comparison anew until it holds; first with what the other side has (twice the same
 * e-mail address). */
static void
aim (const ParvisCondition *compare, gpointer user_data)
{
  Filler *self = user_data;
  const ParvisField *field = compare->left.kind == PARVIS_OPERAND_FIELD
                                 ? parvis_demarche_field (self->draft->demarche, NULL, compare->left.id)
                                 : NULL;
  const ParvisValue *other
      = compare->right.kind == PARVIS_OPERAND_FIELD ? parvis_draft_get (self->draft, compare->right.id) : NULL;

  if (field == NULL || field->type == PARVIS_FIELD_REPEAT || !parvis_draft_field_visible (self->draft, field, NULL, 0)
      || parvis_draft_holds (self->draft, compare, NULL, 0))
    return;
  if (other != NULL)
    parvis_draft_set (self->draft, field->id, parvis_value_copy (other));
  for (guint i = 0; i < TRIES && self->failures < FAILURES
                    && !(parvis_draft_holds (self->draft, compare, NULL, 0) && is_right (self, field->id));
       i++)
    answer (self, field, field->id);
}

static void
mend_checks (Filler *self)
{
  g_autoptr (GPtrArray) steps = parvis_draft_steps (self->draft);

  for (guint i = 0; i < steps->len; i++)
    {
      const ParvisStep *step = g_ptr_array_index (steps, i);

      for (guint j = 0; j < step->checks->len; j++)
        {
          const ParvisCondition *condition = ((ParvisStepCheck *) g_ptr_array_index (step->checks, j))->condition;

          if (!parvis_draft_holds (self->draft, condition, NULL, 0))
            parvis_condition_foreach (condition, aim, self);
        }
    }
}

static void
mend (Filler *self, const GPtrArray *faults)
{
  for (guint i = 0; i < faults->len; i++)
    {
      const ParvisFault *fault = g_ptr_array_index (faults, i);
      ParvisPlaceOf place;

      if (*fault->path == '\0')
        mend_checks (self);
      else if (parvis_draft_find (self->draft, fault->path, &place) && place.field != NULL
               && place.field->type != PARVIS_FIELD_REPEAT)
        answer (self, place.field, fault->path);
      else if (place.field != NULL && place.field->type == PARVIS_FIELD_REPEAT)
        g_hash_table_remove_all (self->decided); /* too few rows, or rows in which nothing was said */
    }
}

static GPtrArray *
attempt (Filler *self)
{
  GPtrArray *faults;

  g_hash_table_remove_all (self->decided);
  settle (self);
  faults = parvis_draft_check (self->draft);
  for (guint i = 0; i < MENDINGS && faults->len > 0 && self->failures < FAILURES; i++)
    {
      mend (self, faults);
      settle (self);
      g_ptr_array_unref (faults);
      faults = parvis_draft_check (self->draft);
    }
  return faults;
}

static void
restore (ParvisDraft *draft, const ParvisValue *answers)
{
  parvis_value_free (draft->answers);
  draft->answers = parvis_value_copy (answers);
  parvis_draft_forget_shown (draft);
}

static gboolean
fill (Filler *self, GError **error)
{
  g_autoptr (ParvisValue) before = parvis_value_copy (self->draft->answers);
  g_autoptr (GPtrArray) faults = NULL;

  for (guint i = 0; i < ATTEMPTS && self->failures < FAILURES; i++)
    {
      g_clear_pointer (&faults, g_ptr_array_unref);
      faults = attempt (self);
      if (faults->len == 0)
        return TRUE;
      restore (self->draft, before);
    }
  g_set_error (
      error, PARVIS_DEMARCHE_ERROR, PARVIS_DEMARCHE_ERROR_INVALID, _ ("%s : aucune réponse au hasard ne convient (%s)"),
      ((ParvisFault *) g_ptr_array_index (faults, 0))->path, ((ParvisFault *) g_ptr_array_index (faults, 0))->message);
  return FALSE;
}

gboolean
parvis_draft_fill (ParvisDraft *draft, guint32 seed, GError **error)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (GHashTable) hints
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GHashTable) decided = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) no_hints = g_ptr_array_new ();
  Filler self = { draft, rand, hints, decided, no_hints, 0 };

  note_demarche (&self);
  return fill (&self, error);
}
