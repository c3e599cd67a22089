/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/demarche/demarche-fixture.h"
#include "sync/base/json.h"

#include <glib/gstdio.h>
#include <string.h>

/* The start of the error of a démarche whose only step has these fields; "" when it loads. */
static char *
error_of_fields (const char *fields)
{
  g_autofree char *step = g_strdup_printf ("{'id': 'un', 'title': 'Un', 'fields': [%s]}", fields);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisDemarche) demarche = fixture_steps (step, &error);

  g_assert_true ((demarche == NULL) == (error != NULL));
  return g_strdup (error != NULL ? error->message : "");
}

static const struct
{
  const char *fields;
  const char *start; /* of the error; NULL: it loads */
} fields_cases[] = {
  { "{'id': 'a', 'type': 'text', 'label': 'A'}", NULL },
  { "{'id': 'a', 'type': 'texte', 'label': 'A'}", "/steps/0/fields/0/type : " },
  { "{'id': 'a', 'type': 'text'}", "/steps/0/fields/0 : La clé «\u00a0label\u00a0» manque" },
  { "{'id': '1a', 'type': 'text', 'label': 'A'}", "/steps/0/fields/0/id : " },
  { "{'id': 'filename', 'type': 'text', 'label': 'A'}", "/steps/0/fields/0/id : " },
  { "{'id': 'a', 'type': 'text', 'label': 'A', 'requierd': true}", "/steps/0/fields/0/requierd : " },
  { "{'id': 'a', 'type': 'text', 'label': 'A', 'minimum': 1}", "/steps/0/fields/0/minimum : " },
  { "{'id': 'a', 'type': 'text', 'label': 'A', 'card': 'pass-jeune'}", NULL },
  { "{'id': 'a', 'type': 'text', 'label': 'A', 'card': 'Pass Jeune'}", "/steps/0/fields/0/card : " },
  { "{'id': 'a', 'type': 'integer', 'label': 'A', 'card': 'pass-jeune'}", "/steps/0/fields/0/card : " },
  { "{'id': 'a', 'type': 'text', 'label': 'A', 'pattern': '('}", "/steps/0/fields/0/pattern : " },
  { "{'id': 'a', 'type': 'text', 'label': 'A', 'pattern': 'a)|(b'}", "/steps/0/fields/0/pattern : " },
  { "{'id': 'a', 'type': 'text', 'label': 'A', 'min_length': 9, 'max_length': 3}", "/steps/0/fields/0/min_length : " },
  { "{'id': 'a', 'type': 'integer', 'label': 'A', 'minimum': 1.2, 'maximum': 1.8}", "/steps/0/fields/0/minimum : " },
  { "{'id': 'a', 'type': 'choice', 'label': 'A'}", "/steps/0/fields/0 : Ce choix n’a pas d’options" },
  { "{'id': 'a', 'type': 'choice', 'label': 'A', 'options': []}", "/steps/0/fields/0/options : " },
  { "{'id': 'a', 'type': 'choice', 'label': 'A', 'options': [{'value': 'x', 'label': 'X'}, {'value': 'x', "
    "'label': 'Y'}]}",
    "/steps/0/fields/0/options/1/value : " },
  { "{'id': 'a', 'type': 'choice', 'label': 'A', 'initial': 'y', 'options': [{'value': 'x', 'label': 'X'}]}",
    "/steps/0/fields/0/initial : " },
  { "{'id': 'a', 'type': 'yesno', 'label': 'A', 'initial': 'oui'}", "/steps/0/fields/0/initial : " },
  { "{'id': 'a', 'type': 'text', 'label': 'A'}, {'id': 'a', 'type': 'text', 'label': 'A'}", "/steps/0/fields/1/id : " },
  { "{'id': 'a', 'type': 'repeat', 'label': 'A'}", "/steps/0/fields/0 : La clé «\u00a0fields\u00a0» manque" },
  { "{'id': 'a', 'type': 'repeat', 'label': 'A', 'fields': [{'id': 'b', 'type': 'repeat', 'label': 'B', "
    "'fields': []}]}",
    "/steps/0/fields/0/fields/0/type : " },
  { "{'id': 'a', 'type': 'text', 'label': {'en': 'A'}}", "/steps/0/fields/0/label : Le texte français manque" },
  { "{'id': 'a', 'type': 'explanation', 'label': 'A', 'required': true}", "/steps/0/fields/0/required : " },
  /* references */
  { "{'id': 'a', 'type': 'text', 'label': 'A', 'condition': {'field': 'b', 'op': 'answered'}}",
    "/steps/0/fields/0/condition : La question «\u00a0b\u00a0»" },
  { "{'id': 'a', 'type': 'text', 'label': 'A', 'required': {'all': [{'field': 'b', 'op': 'answered'}]}}",
    "/steps/0/fields/0/required/all/0 : " },
  { "{'id': 'a', 'type': 'text', 'label': 'A', 'condition': {'setting': 'b', 'op': 'answered'}}",
    "/steps/0/fields/0/condition : Le réglage «\u00a0b\u00a0»" },
  { "{'id': 'e', 'type': 'explanation', 'label': 'E'}, {'id': 'a', 'type': 'text', 'label': 'A', "
    "'condition': {'field': 'e', 'op': 'answered'}}",
    "/steps/0/fields/1/condition : " },
  { "{'id': 'r', 'type': 'repeat', 'label': 'R', 'fields': [{'id': 'x', 'type': 'text', 'label': 'X'}]},"
    "{'id': 'a', 'type': 'text', 'label': 'A', 'condition': {'field': 'x', 'op': 'answered'}}",
    "/steps/0/fields/1/condition : La question «\u00a0x\u00a0»" },
  { "{'id': 'r', 'type': 'repeat', 'label': 'R', 'fields': [{'id': 'x', 'type': 'text', 'label': 'X', "
    "'condition': {'field': 'a', 'op': 'answered'}},"
    " {'id': 'y', 'type': 'text', 'label': 'Y', 'condition': {'field': 'x', 'op': 'answered'}}]}, {'id': "
    "'a', 'type': 'text', 'label': 'A'}",
    NULL },
};

static void
test_fields (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fields_cases); i++)
    {
      g_autofree char *error = error_of_fields (fields_cases[i].fields);

      g_test_message ("%s -> %s", fields_cases[i].fields, error);
      if (fields_cases[i].start == NULL)
        g_assert_cmpstr (error, ==, "");
      else
        g_assert_true (g_str_has_prefix (error, fields_cases[i].start));
    }
}

/* Conditions on one field of each kind: "" when sound, else the end of the pointer. */
static const struct
{
  const char *condition;
  const char *place;
} typed_cases[] = {
  { "{'field': 'n', 'op': '<', 'value': 3}", NULL },
  { "{'field': 'n', 'op': '<', 'value': '3,5'}", NULL },
  { "{'field': 'n', 'op': '=', 'value': 'trois'}", "/value" },
  { "{'field': 'n', 'op': '>', 'value': 'trois'}", "/value" },
  { "{'field': 'n', 'op': '=', 'value': ''}", NULL },
  { "{'field': 'n', 'op': 'contains', 'value': 1}", "" },
  { "{'field': 'n', 'op': 'in', 'value': [1, 2]}", NULL },
  { "{'field': 'n', 'op': 'in', 'value': [1, 'deux']}", "/value" },
  { "{'field': 'n', 'op': '>', 'value': {'field': 'd'}}", "/value" },
  { "{'field': 'n', 'op': '>', 'value': {'field': 't'}}", NULL },
  { "{'field': 'd', 'op': '<', 'value': '2026-02-30'}", "/value" },
  { "{'field': 'd', 'op': '<', 'value': '2026-02-28'}", NULL },
  { "{'field': 'd', 'op': '<', 'value': {'today': 30}}", NULL },
  { "{'field': 'd', 'part': 'age', 'op': '>=', 'value': 18}", NULL },
  { "{'field': 'd', 'part': 'number', 'op': '>=', 'value': 18}", "" },
  { "{'field': 'b', 'op': '=', 'value': true}", NULL },
  { "{'field': 'b', 'op': '=', 'value': 'True'}", "/value" },
  { "{'field': 'b', 'op': '<', 'value': true}", "" },
  { "{'field': 'c', 'op': '=', 'value': 'x'}", NULL },
  { "{'field': 'c', 'op': '=', 'value': 'z'}", "/value" },
  { "{'field': 'c', 'op': '=', 'value': ''}", NULL },
  { "{'field': 'c', 'op': '<', 'value': 'x'}", "" },
  { "{'field': 'c', 'part': 'number', 'op': '<', 'value': 3}", NULL },
  { "{'field': 'c', 'part': 'label', 'op': '=', 'value': 'Iks'}", NULL },
  { "{'field': 'c', 'part': 'label', 'op': '=', 'value': 'x'}", "/value" },
  { "{'field': 'c', 'part': 'lower-label', 'op': '=', 'value': 'iks'}", NULL },
  { "{'field': 'c', 'op': 'in', 'value': ['x', 'z']}", "/value" },
  { "{'field': 'c', 'op': '=', 'value': 3}", NULL },
  { "{'field': 'c', 'op': '=', 'value': 4}", "/value" },
  { "{'field': 'o', 'op': '=', 'value': 'tout'}", NULL }, /* another answer is allowed */
  { "{'field': 'm', 'op': 'contains', 'value': 'x'}", NULL },
  { "{'field': 'm', 'op': 'contains', 'value': 'z'}", "/value" },
  { "{'field': 'm', 'op': 'contains', 'value': ['x']}", "/value" },
  { "{'field': 'm', 'op': '=', 'value': ['x', '3']}", NULL },
  { "{'field': 'c', 'op': '=', 'value': ['x', '3']}", "/value" },
  { "{'field': 'f', 'op': 'answered'}", NULL },
  { "{'field': 'f', 'op': '=', 'value': 'x'}", "/value" },
  { "{'field': 'f', 'part': 'length', 'op': '>', 'value': 1}", NULL },
  { "{'field': 't', 'op': '<', 'value': 3}", NULL },
  { "{'field': 't', 'op': '=', 'value': true}", "/value" },
  { "{'field': 't', 'op': 'starts-with', 'value': 'a'}", NULL },
  { "{'field': 't', 'op': 'starts-with', 'value': 3}", "/value" },
  { "{'setting': 'majorite', 'op': '=', 'value': 'dix-huit'}", NULL }, /* the commune may write it so */
};

static void
test_typed (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (typed_cases); i++)
    {
      g_autofree char *fields = g_strdup_printf (
          "{'id': 'n', 'type': 'integer', 'label': 'N'}, {'id': 'd', 'type': 'date', 'label': 'D'}, {'id': "
          "'b', 'type': 'yesno', 'label': 'B'},"
          "{'id': 'c', 'type': 'choice', 'label': 'C', 'options': [{'value': 'x', 'label': 'Iks'}, {'value': "
          "'3', 'label': 'Trois'}]},"
          "{'id': 'o', 'type': 'choice', 'label': 'O', 'other': true, 'options': [{'value': 'x', 'label': "
          "'Iks'}]},"
          "{'id': 'm', 'type': 'choices', 'label': 'M', 'options': [{'value': 'x', 'label': 'Iks'}, "
          "{'value': '3', 'label': 'Trois'}]},"
          "{'id': 'f', 'type': 'file', 'label': 'F'}, {'id': 't', 'type': 'text', 'label': 'T'},"
          "{'id': 'last', 'type': 'text', 'label': 'L', 'condition': %s}",
          typed_cases[i].condition);
      g_autofree char *error = error_of_fields (fields);
      g_autofree char *start = g_strdup_printf ("/steps/0/fields/8/condition%s : ",
                                                typed_cases[i].place != NULL ? typed_cases[i].place : "");

      g_test_message ("%s -> %s", typed_cases[i].condition, error);
      if (typed_cases[i].place == NULL)
        g_assert_cmpstr (error, ==, "");
      else
        g_assert_true (g_str_has_prefix (error, start));
    }
}

#define SHOWN_BY(id, by)                                                                                               \
  "{'id': '" id "', 'type': 'text', 'label': 'X', 'condition': {'field': '" by "', 'op': 'answered'}}"

static void
test_circles (void)
{
  static const struct
  {
    const char *steps, *says;
  } cases[] = {
    { "{'id': 's', 'title': 'S', 'fields': [" SHOWN_BY ("a", "a") "]}", "a → a" },
    { "{'id': 's', 'title': 'S', 'fields': [" SHOWN_BY ("a", "b") "," SHOWN_BY ("b", "c") "," SHOWN_BY ("c", "a") "]}",
      "a → b → c → a" },
    { "{'id': 's', 'title': 'S', 'fields': [" SHOWN_BY (
          "a", "b") "]},"
                    "{'id': 't', 'title': 'T', 'condition': {'field': 'a', 'op': 'answered'}, 'fields': "
                    "[{'id': 'b', 'type': 'text', 'label': 'B'}]}",
      "a → b → a" },
    { "{'id': 's', 'title': 'S', 'fields': [{'id': 'r', 'type': 'repeat', 'label': 'R', 'condition': "
      "{'field': 'b', 'op': 'answered'},"
      " 'fields': [" SHOWN_BY ("x", "r") "]}," SHOWN_BY ("b", "r") "]}",
      "r → b → r" },
    { "{'id': 's', 'title': 'S', 'fields': [{'id': 'r', 'type': 'repeat', 'label': 'R',"
      " 'fields': [" SHOWN_BY ("x", "y") "," SHOWN_BY ("y", "x") "]}]}",
      "x → y → x" },
    /* later fields, and a row that looks at its own block, are no circles */
    { "{'id': 's', 'title': 'S', 'fields': [" SHOWN_BY ("a", "b") "," SHOWN_BY (
          "b", "c") ", {'id': 'c', 'type': 'text', 'label': 'C'}]}",
      NULL },
    { "{'id': 's', 'title': 'S', 'fields': [{'id': 'r', 'type': 'repeat', 'label': 'R', 'fields': "
      "[" SHOWN_BY ("x", "r") "]}]}",
      NULL },
    { "{'id': 's', 'title': 'S', 'fields': [{'id': 'a', 'type': 'text', 'label': 'A', 'required': {'field': "
      "'a', 'op': 'answered'}}]}",
      NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (ParvisDemarche) demarche = fixture_steps (cases[i].steps, &error);

      g_test_message ("%s", error != NULL ? error->message : "loads");
      g_assert_true ((cases[i].says == NULL) == (demarche != NULL));
      if (cases[i].says != NULL)
        g_assert_nonnull (strstr (error->message, cases[i].says));
    }
}

static void
test_every_fault (void)
{
  g_autoptr (JsonNode) node = fixture_json (
      "{'id': 'Essai', 'title': 'E', 'silence': {'means': 'maybe'}, 'steps': [{'id': 's', 'title': 'S', "
      "'fields': ["
      "{'id': 'a', 'type': 'text', 'label': '', 'condition': {'field': 'z', 'op': 'answered'}}, 3]}]}");
  static const char *const pointers[]
      = { "/id", "", "/silence/means", "/steps/0/fields/0/label", "/steps/0/fields/1", "/steps/0/fields/0/condition" };
  g_autoptr (GPtrArray) faults = parvis_demarche_faults (node, NULL, NULL);

  g_assert_cmpuint (faults->len, ==, G_N_ELEMENTS (pointers));
  for (guint i = 0; i < faults->len; i++)
    {
      const ParvisDemarcheFault *fault = g_ptr_array_index (faults, i);

      g_assert_cmpstr (fault->pointer, ==, pointers[i]);
      g_assert_true (*fault->message != '\0' && *fault->remedy != '\0');
    }
}

static void
test_languages (void)
{
  g_autofree char *text = g_strdup (
      "{'id': 'essai', 'title': {'fr': 'Essai', 'en': 'Trial'}, 'silence': {'means': 'rejection'},"
      " 'privacy': {'controller': 'La mairie', 'purpose': 'Essayer', 'legal_basis': 'Mission', 'retention': "
      "'Un an'},"
      " 'steps': [{'id': 's', 'title': 'Seul', 'fields': [{'id': 'c', 'type': 'choice', 'label': 'C',"
      " 'options': [{'value': 'x', 'label': {'fr': 'Oui', 'en': 'Yes'}}]}, {'id': 'a', 'type': 'text', "
      "'label': 'A',"
      " 'condition': {'field': 'c', 'part': 'label', 'op': '=', 'value': 'Oui'}}]}]}");
  g_autoptr (JsonNode) node = fixture_json (text);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisDemarche) english = parvis_demarche_parse (node, "en", NULL, NULL, &error);
  g_autoptr (ParvisDraft) draft = NULL;
  g_autofree char *said = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (english->title, ==, "Trial");
  g_assert_cmpstr (((ParvisStep *) g_ptr_array_index (english->steps, 0))->title, ==, "Seul");
  g_assert_cmpuint (english->silence_days, ==, 60);
  draft = parvis_draft_new (english);
  fixture_set (draft, "c", "'x'");
  said = parvis_draft_describe (draft, "c");
  g_assert_cmpstr (said, ==, "Yes");
  /* what a condition compares stays French in every language */
  g_assert_true (parvis_draft_field_visible (draft, parvis_demarche_field (english, NULL, "a"), NULL, 0));
}

static JsonNode *
lists (const char *id, gpointer asked)
{
  ++*(guint *) asked;
  if (g_str_equal (id, "bonne"))
    return fixture_json ("[{'value': '1', 'label': 'Un'}]");
  return g_str_equal (id, "mauvaise") ? fixture_json ("[{'value': '1'}]") : NULL;
}

static void
test_lists (void)
{
  static const struct
  {
    const char *first, *second;
    guint asked;
    gboolean loads;
  } cases[] = {
    { "bonne", "bonne", 1, TRUE },
    { "bonne", "mauvaise", 2, FALSE },
    { "bonne", "absente", 2, FALSE },
    { "../bonne", "bonne", 1, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text
          = g_strdup_printf ("{'id': 'essai', 'title': 'E', 'silence': {'means': 'nothing'}, 'privacy': "
                             "{'controller': 'M', 'purpose': 'E', 'legal_basis': 'M', 'retention': 'U'},"
                             " 'steps': [{'id': 's', 'title': 'S', 'fields': [{'id': 'a', 'type': 'choice', "
                             "'label': 'A', 'list': '%s'},"
                             " {'id': 'b', 'type': 'choice', 'label': 'B', 'list': '%s'}]}]}",
                             cases[i].first, cases[i].second);
      g_autoptr (JsonNode) node = fixture_json (text);
      guint asked = 0;
      g_autoptr (GError) error = NULL;
      g_autoptr (ParvisDemarche) demarche = parvis_demarche_parse (node, "fr", lists, &asked, &error);

      g_test_message ("%s", error != NULL ? error->message : "loads");
      g_assert_cmpint (demarche != NULL, ==, cases[i].loads);
      g_assert_cmpuint (asked, ==, cases[i].asked);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/demarche/fields", test_fields);
  g_test_add_func ("/demarche/typed", test_typed);
  g_test_add_func ("/demarche/circles", test_circles);
  g_test_add_func ("/demarche/every-fault", test_every_fault);
  g_test_add_func ("/demarche/languages", test_languages);
  g_test_add_func ("/demarche/lists", test_lists);
  return g_test_run ();
}
