/* SPDX-License-Identifier: EUPL-1.2
 *
 * What is left to mend, in the order in which it is read.
 */
#include "app/demarche/draft-private.h"

#include "app/demarche/validate.h"

#include <glib/gi18n-lib.h>

typedef char *(*Validate) (const ParvisField *field, const ParvisValue *value, guint32 today);

static const Validate validators[] = {
  [PARVIS_FIELD_TEXT] = parvis_validate_text,
  [PARVIS_FIELD_TEXTAREA] = parvis_validate_text,
  [PARVIS_FIELD_EMAIL] = parvis_validate_email,
  [PARVIS_FIELD_PHONE] = parvis_validate_phone,
  [PARVIS_FIELD_INTEGER] = parvis_validate_number,
  [PARVIS_FIELD_DECIMAL] = parvis_validate_number,
  [PARVIS_FIELD_DATE] = parvis_validate_date,
  [PARVIS_FIELD_TIME] = parvis_validate_time,
  [PARVIS_FIELD_DATETIME] = parvis_validate_datetime,
  [PARVIS_FIELD_CHOICE] = parvis_validate_choice,
  [PARVIS_FIELD_CHOICES] = parvis_validate_choices,
  [PARVIS_FIELD_LINKED] = parvis_validate_linked,
  [PARVIS_FIELD_CIVILITY] = parvis_validate_civility,
  [PARVIS_FIELD_COUNTRY] = parvis_validate_country,
  [PARVIS_FIELD_IBAN] = parvis_validate_iban,
  [PARVIS_FIELD_SIRET] = parvis_validate_siret,
  [PARVIS_FIELD_FILE] = parvis_validate_file,
  [PARVIS_FIELD_SIGNATURE] = parvis_validate_signature,
  [PARVIS_FIELD_POINT] = parvis_validate_point,
  [PARVIS_FIELD_APPOINTMENT] = parvis_validate_choice,
  [PARVIS_FIELD_EXPLANATION]
  = NULL, /* nothing to validate here, nor in YESNO; REPEAT is its rows; what has parts, by part */
};

void
parvis_fault_free (ParvisFault *fault)
{
  g_free (fault->path);
  g_free (fault->part);
  g_free (fault->message);
  g_free (fault);
}

static GPtrArray *
faults_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) parvis_fault_free);
}

static void
add_fault (GPtrArray *faults, char *path, char *message)
{
  ParvisFault *fault = g_new0 (ParvisFault, 1);

  fault->path = path;
  fault->message = message;
  g_ptr_array_add (faults, fault);
}

/* What is wrong with an answer that is there. */
static void
validate (const ParvisField *field, const ParvisValue *value, guint32 today, const char *path, GPtrArray *faults)
{
  char *message = NULL;

  if (parvis_field_refuses (field, value) != NULL)
    message = g_strdup (_ ("Répondez de nouveau à cette question."));
  else if (validators[field->type] != NULL)
    message = validators[field->type](field, value, today);
  else
    parvis_validate_parts (field, value, today, path, faults);
  if (message != NULL)
    add_fault (faults, g_strdup (path), message);
}

static void
check_answer (ParvisDraft *self, const ParvisField *field, const ParvisField *repeat, guint row, GPtrArray *faults)
{
  const ParvisValue *value = parvis_draft_value (self, field, repeat, row);
  g_autofree char *path = parvis_field_path (field, repeat, row);

  if (!parvis_draft_field_visible (self, field, repeat, row) || field->type == PARVIS_FIELD_EXPLANATION)
    return;
  if (!parvis_value_is_empty (value))
    validate (field, value, parvis_draft_today (self), path, faults);
  else if (parvis_draft_field_required (self, field, repeat, row))
    add_fault (faults, g_strdup (path), parvis_field_missing (field));
}

static guint
filled_rows (ParvisDraft *self, const ParvisField *repeat)
{
  guint filled = 0;

  for (guint row = 0; row < parvis_draft_rows (self, repeat); row++)
    filled += !parvis_draft_row_is_blank (self, repeat, row);
  return filled;
}

/* How many rows must be filled: none of a block that may be left out and was. */
static guint
needed_rows (ParvisDraft *self, const ParvisField *repeat, guint filled)
{
  if (parvis_draft_field_required (self, repeat, NULL, 0))
    return MAX (repeat->min_items, 1);
  return filled > 0 ? repeat->min_items : 0;
}

/* Blank rows are checked only as far as they are needed: one that was added for nothing is no fault, it is
 * not submitted. */
static void
check_rows (ParvisDraft *self, const ParvisField *repeat, GPtrArray *faults)
{
  guint filled = filled_rows (self, repeat);
  guint needed = needed_rows (self, repeat, filled);
  guint missing = needed > filled ? needed - filled : 0;
  guint before = faults->len;

  for (guint row = 0; row < parvis_draft_rows (self, repeat); row++)
    {
      gboolean blank = parvis_draft_row_is_blank (self, repeat, row);

      for (guint i = 0; (!blank || missing > 0) && i < repeat->fields->len; i++)
        check_answer (self, g_ptr_array_index (repeat->fields, i), repeat, row, faults);
      missing -= blank && missing > 0;
    }
  if (filled < needed && faults->len == before)
    add_fault (faults, g_strdup (repeat->id), parvis_field_missing (repeat));
}

static void
check_field (ParvisDraft *self, const ParvisField *field, GPtrArray *faults)
{
  if (field->type != PARVIS_FIELD_REPEAT)
    check_answer (self, field, NULL, 0, faults);
  else if (parvis_draft_field_visible (self, field, NULL, 0))
    check_rows (self, field, faults);
}

GPtrArray *
parvis_draft_check_field (ParvisDraft *self, const char *path)
{
  GPtrArray *faults = faults_new ();
  ParvisPlaceOf place;

  if (!parvis_draft_find (self, path, &place))
    return faults;
  if (place.repeat == NULL)
    check_field (self, place.field, faults);
  for (guint i = 0; place.repeat != NULL && i < place.repeat->fields->len; i++)
    if (place.field == NULL || place.field == g_ptr_array_index (place.repeat->fields, i))
      check_answer (self, g_ptr_array_index (place.repeat->fields, i), place.repeat, place.row, faults);
  return faults;
}

/* What the whole step must fulfil is looked at once each answer is right: until then it would blame twice. */
static void
check_step (ParvisDraft *self, const ParvisStep *step, GPtrArray *faults)
{
  guint before = faults->len;

  for (guint i = 0; i < step->fields->len; i++)
    check_field (self, g_ptr_array_index (step->fields, i), faults);
  for (guint i = 0; faults->len == before && i < step->checks->len; i++)
    {
      const ParvisStepCheck *check = g_ptr_array_index (step->checks, i);

      if (!parvis_draft_holds (self, check->condition, NULL, 0))
        add_fault (faults, g_strdup (""), g_strdup (check->message));
    }
}

GPtrArray *
parvis_draft_check_step (ParvisDraft *self, const ParvisStep *step)
{
  GPtrArray *faults = faults_new ();

  if (parvis_draft_step_visible (self, step))
    check_step (self, step, faults);
  return faults;
}

GPtrArray *
parvis_draft_check (ParvisDraft *self)
{
  g_autoptr (GPtrArray) steps = parvis_draft_steps (self);
  GPtrArray *faults = faults_new ();

  for (guint i = 0; i < steps->len; i++)
    check_step (self, g_ptr_array_index (steps, i), faults);
  return faults;
}
