/* SPDX-License-Identifier: EUPL-1.2
 *
 * What cannot be seen while a definition is read: two of one name, what a condition mentions, first values.
 */
#include "app/demarche/condition-private.h"
#include "app/demarche/demarche-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
list_of_options (const ParvisField *field, const ParvisValue *value)
{
  for (guint i = 0; i < parvis_value_length (value); i++)
    if (field->options != NULL && parvis_field_option (field, parvis_value_text (parvis_value_item (value, i))) == NULL)
      return FALSE;
  return parvis_value_kind (value) == PARVIS_VALUE_LIST;
}

static gboolean
initial_fits (const ParvisField *field, const ParvisValue *value)
{
  const char *text = parvis_value_text (value);
  GDate date;

  switch (field->type)
    {
    case PARVIS_FIELD_INTEGER:
    case PARVIS_FIELD_DECIMAL:
      return parvis_value_kind (value) == PARVIS_VALUE_NUMBER;
    case PARVIS_FIELD_YESNO:
      return parvis_value_kind (value) == PARVIS_VALUE_BOOLEAN;
    case PARVIS_FIELD_CHOICES:
      return list_of_options (field, value);
    case PARVIS_FIELD_CHOICE:
    case PARVIS_FIELD_APPOINTMENT:
      return *text != '\0' && (field->options == NULL || field->other || parvis_field_option (field, text) != NULL);
    case PARVIS_FIELD_CIVILITY:
      return strcmp (text, "M.") == 0 || strcmp (text, "Mme") == 0;
    case PARVIS_FIELD_DATE:
      return parvis_date_from_text (text, &date);
    default:
      return parvis_value_kind (value) == PARVIS_VALUE_TEXT;
    }
}

static void
check_condition (ParvisReader *reader, const char *key, const ParvisCondition *condition,
                 const ParvisDemarche *demarche, const ParvisField *repeat)
{
  gsize mark;

  if (condition == NULL)
    return;
  mark = parvis_reader_enter (reader, key);
  parvis_condition_check (reader, condition, demarche, repeat);
  parvis_reader_leave (reader, mark);
}

static void
check_field (ParvisReader *reader, const ParvisField *field, const ParvisDemarche *demarche, const ParvisField *repeat)
{
  if (field->id != NULL && parvis_demarche_field (demarche, repeat, field->id) != field)
    parvis_reader_fault_at (reader, "id", _ ("Donnez un autre nom à l’une d’elles."),
                            _ ("Deux questions s’appellent « %s »."), field->id);
  if (g_strcmp0 (field->id, "filename") == 0)
    parvis_reader_fault_at (reader, "id", _ ("Prenez un autre nom."), _ ("Le nom « filename » est réservé."));
  check_condition (reader, "condition", field->condition, demarche, repeat);
  check_condition (reader, "required", field->required_if, demarche, repeat);
  if (field->initial != NULL && !initial_fits (field, field->initial))
    parvis_reader_fault_at (reader, "initial", _ ("Prenez une réponse que la question accepte."),
                            _ ("Cette première valeur ne convient pas au type « %s »."),
                            parvis_field_type_to_string (field->type));
}

static void
check_fields (ParvisReader *reader, const GPtrArray *fields, const ParvisDemarche *demarche, const ParvisField *repeat)
{
  gsize mark = parvis_reader_enter (reader, "fields");

  for (guint i = 0; i < fields->len; i++)
    {
      const ParvisField *field = g_ptr_array_index (fields, i);
      gsize item = parvis_reader_enter_index (reader, i);

      check_field (reader, field, demarche, repeat);
      if (field->fields != NULL)
        check_fields (reader, field->fields, demarche, field);
      parvis_reader_leave (reader, item);
    }
  parvis_reader_leave (reader, mark);
}

static void
check_step_checks (ParvisReader *reader, const ParvisStep *step, const ParvisDemarche *demarche)
{
  gsize mark = parvis_reader_enter (reader, "checks");

  for (guint i = 0; i < step->checks->len; i++)
    {
      const ParvisStepCheck *check = g_ptr_array_index (step->checks, i);
      gsize item = parvis_reader_enter_index (reader, i);

      check_condition (reader, "condition", check->condition, demarche, NULL);
      parvis_reader_leave (reader, item);
    }
  parvis_reader_leave (reader, mark);
}

static void
check_step (ParvisReader *reader, const ParvisStep *step, const ParvisDemarche *demarche, GHashTable *names)
{
  if (step->id != NULL && !g_hash_table_add (names, step->id))
    parvis_reader_fault_at (reader, "id", _ ("Donnez un autre nom à l’une d’elles."),
                            _ ("Deux étapes s’appellent « %s »."), step->id);
  check_condition (reader, "condition", step->condition, demarche, NULL);
  check_fields (reader, step->fields, demarche, NULL);
  check_step_checks (reader, step, demarche);
}

void
parvis_demarche_check (ParvisReader *reader, const ParvisDemarche *demarche)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  gsize mark = parvis_reader_enter (reader, "steps");

  for (guint i = 0; i < demarche->steps->len; i++)
    {
      gsize item = parvis_reader_enter_index (reader, i);

      check_step (reader, g_ptr_array_index (demarche->steps, i), demarche, names);
      parvis_reader_leave (reader, item);
    }
  parvis_reader_leave (reader, mark);
  parvis_demarche_check_circles (reader, demarche);
}
