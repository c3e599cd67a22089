/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/demarche/demarche-fixture.h"

JsonNode *
fixture_json (const char *quoted)
{
  g_autofree char *text = g_strdelimit (g_strdup (quoted), "'", '"');
  g_autoptr (GError) error = NULL;
  JsonNode *node = json_from_string (text, &error);

  g_assert_no_error (error);
  return node != NULL ? node : json_node_init_null (json_node_alloc ()); /* json-glib reads "null" as no node */
}

ParvisValue *
fixture_value (const char *quoted)
{
  g_autoptr (JsonNode) node = fixture_json (quoted);
  g_autoptr (GError) error = NULL;
  ParvisValue *value = parvis_value_from_json (node, &error);

  g_assert_no_error (error);
  return value;
}

ParvisDemarche *
fixture_steps (const char *steps, GError **error)
{
  g_autofree char *whole
      = g_strdup_printf ("{'id': 'essai', 'title': 'Essai', 'silence': {'means': 'nothing'},"
                         " 'privacy': {'controller': 'La mairie', 'purpose': 'Essayer', 'legal_basis': "
                         "'Mission', 'retention': 'Un an'},"
                         " 'settings': {'majorite': 18, 'mode': 'guichet'}, 'steps': [%s]}",
                         steps);
  g_autoptr (JsonNode) node = fixture_json (whole);

  return parvis_demarche_parse (node, "fr", NULL, NULL, error);
}

ParvisDemarche *
fixture_demarche (const char *fields)
{
  g_autofree char *step = g_strdup_printf ("{'id': 'un', 'title': 'Un', 'fields': [%s]}", fields);
  g_autoptr (GError) error = NULL;
  ParvisDemarche *demarche = fixture_steps (step, &error);

  g_assert_no_error (error);
  return demarche;
}

ParvisDraft *
fixture_draft (const char *fields)
{
  g_autoptr (ParvisDemarche) demarche = fixture_demarche (fields);
  ParvisDraft *draft = parvis_draft_new (demarche);

  parvis_draft_set_today (draft, FIXTURE_TODAY);
  return draft;
}

void
fixture_set (ParvisDraft *draft, const char *path, const char *quoted)
{
  parvis_draft_set (draft, path, fixture_value (quoted));
}

char *
fixture_faults (GPtrArray *faults)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < faults->len; i++)
    {
      const ParvisFault *fault = g_ptr_array_index (faults, i);

      g_string_append_printf (text, "%s%s: %s", i > 0 ? "\n" : "", fault->path, fault->message);
    }
  return g_string_free (text, FALSE);
}

char *
fixture_check (ParvisDraft *draft)
{
  g_autoptr (GPtrArray) faults = parvis_draft_check (draft);

  return fixture_faults (faults);
}

char *
fixture_to_text (JsonNode *node)
{
  return json_to_string (node, FALSE);
}
