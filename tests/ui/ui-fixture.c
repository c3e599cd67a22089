/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/ui-fixture.h"

ParvisDraft *
ui_fixture_draft (const char *fields)
{
  g_autofree char *json = g_strdup_printf (
      "{\"id\":\"essai\",\"title\":\"Essai\",\"privacy\":{\"controller\":\"La commune.\",\"purpose\":\"Essayer.\","
      "\"legal_basis\":\"Mission de service public.\",\"retention\":\"Un an.\"},\"silence\":{\"means\":\"nothing\"},"
      "\"steps\":[{\"id\":\"une\",\"title\":\"Une étape\",\"fields\":%s}]}",
      fields);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = json_from_string (json, &error);
  g_assert_no_error (error);
  g_autoptr (ParvisDemarche) demarche = parvis_demarche_parse (node, "fr", NULL, NULL, &error);
  g_assert_no_error (error);
  return parvis_draft_new (demarche);
}

const ParvisStep *
ui_fixture_step (ParvisDraft *draft)
{
  return g_ptr_array_index (parvis_draft_demarche (draft)->steps, 0);
}

const ParvisField *
ui_fixture_field (ParvisDraft *draft, guint index)
{
  return g_ptr_array_index (ui_fixture_step (draft)->fields, index);
}
