/* SPDX-License-Identifier: EUPL-1.2
 *
 * Answers from a file: all are looked at before any is taken.
 */
#include "app/demarche/draft-private.h"

#include <glib/gi18n-lib.h>

static gboolean
refuse (GError **error, const char *path, const char *expected)
{
  g_set_error (error, PARVIS_DEMARCHE_ERROR, PARVIS_DEMARCHE_ERROR_INVALID, _ ("%s : il faut %s."), path, expected);
  return FALSE;
}

static gboolean
check_member (const ParvisDraft *self, const ParvisField *repeat, guint row, const char *name, const ParvisValue *value,
              GError **error)
{
  const ParvisField *field = parvis_demarche_field (self->demarche, repeat, name);
  g_autofree char *path = repeat != NULL ? g_strdup_printf ("%s[%u].%s", repeat->id, row, name) : g_strdup (name);
  const char *expected = field != NULL ? parvis_field_refuses (field, value) : NULL;

  if (field == NULL)
    {
      g_set_error (error, PARVIS_DEMARCHE_ERROR, PARVIS_DEMARCHE_ERROR_INVALID,
                   _ ("%.200s : la démarche « %s » n’a pas cette question. Corrigez son nom ou retirez-la."), path,
                   self->demarche->id);
      return FALSE;
    }
  return expected == NULL || refuse (error, path, expected);
}

static gboolean
check_row (const ParvisDraft *self, const ParvisField *repeat, guint row, const ParvisValue *value, GError **error)
{
  g_autoptr (GPtrArray) names = parvis_value_member_names (value);

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);

      if (!check_member (self, repeat, row, name, parvis_value_member (value, name), error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_rows (const ParvisDraft *self, const ParvisField *repeat, const ParvisValue *rows, GError **error)
{
  g_autofree char *expected = g_strdup_printf (_ ("%u lignes au plus"), parvis_field_max_items (repeat));

  if (parvis_value_length (rows) > parvis_field_max_items (repeat))
    return refuse (error, repeat->id, expected);
  for (guint row = 0; row < parvis_value_length (rows); row++)
    if (!check_row (self, repeat, row, parvis_value_item (rows, row), error))
      return FALSE;
  return TRUE;
}

static gboolean
check_all (const ParvisDraft *self, const ParvisValue *answers, GError **error)
{
  g_autoptr (GPtrArray) names = parvis_value_member_names (answers);

  if (!check_row (self, NULL, 0, answers, error))
    return FALSE;
  for (guint i = 0; i < names->len; i++)
    {
      const ParvisField *field = parvis_demarche_field (self->demarche, NULL, g_ptr_array_index (names, i));

      if (field->type == PARVIS_FIELD_REPEAT
          && !check_rows (self, field, parvis_value_member (answers, field->id), error))
        return FALSE;
    }
  return TRUE;
}

gboolean
parvis_draft_load_answers (ParvisDraft *self, JsonNode *answers, GError **error)
{
  g_autoptr (ParvisValue) values = parvis_value_from_json (answers, error);
  g_autoptr (GPtrArray) names = NULL;

  if (values == NULL)
    return FALSE;
  if (parvis_value_kind (values) != PARVIS_VALUE_OBJECT)
    return refuse (error, "/", _ ("un objet : {\"question\": réponse, …}"));
  if (!check_all (self, values, error))
    return FALSE;
  names = parvis_value_member_names (values);
  for (guint i = 0; i < names->len; i++)
    parvis_draft_set (self, g_ptr_array_index (names, i),
                      parvis_value_copy (parvis_value_member (values, g_ptr_array_index (names, i))));
  return TRUE;
}
