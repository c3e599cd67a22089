/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/demarche/demarche-fixture.h"

#include <string.h>

#define STATUS                                                                                                         \
  "{'id': 'statut', 'type': 'choice', 'label': 'Statut', 'options': [{'value': 'loc', 'label': "                       \
  "'Locataire'}, {'value': 'prop', 'label': 'Propriétaire'}]}"
#define IF_TENANT "'condition': {'field': 'statut', 'op': '=', 'value': 'loc'}"

static gboolean
visible (ParvisDraft *draft, const char *id)
{
  return parvis_draft_field_visible (draft, parvis_demarche_field (parvis_draft_demarche (draft), NULL, id), NULL, 0);
}

static void
assert_answers (ParvisDraft *draft, const char *quoted)
{
  g_autoptr (JsonNode) node = parvis_draft_answers (draft);
  g_autoptr (JsonNode) expected = fixture_json (quoted);
  g_autofree char *got = fixture_to_text (node);
  g_autofree char *wanted = fixture_to_text (expected);

  g_assert_cmpstr (got, ==, wanted);
}

static void
test_hidden (void)
{
  g_autoptr (ParvisDraft) draft = fixture_draft (
      STATUS ", {'id': 'bailleur', 'type': 'text', 'label': 'Bailleur', 'required': true, " IF_TENANT "},"
             "{'id': 'tel', 'type': 'phone', 'label': 'Son téléphone', 'condition': {'field': 'bailleur', "
             "'op': 'answered'}}");
  g_autofree char *missing = NULL;

  g_assert_false (visible (draft, "bailleur"));
  fixture_set (draft, "statut", "'loc'");
  g_assert_true (visible (draft, "bailleur"));
  missing = fixture_check (draft);
  g_assert_cmpstr (missing, ==, "bailleur: Remplissez la case «\u00a0Bailleur\u00a0».");
  fixture_set (draft, "bailleur", "'Office'");
  fixture_set (draft, "tel", "'06 12 34 56 78'");
  assert_answers (draft, "{'statut': 'loc', 'bailleur': 'Office', 'tel': '0612345678'}");
  /* hidden counts as empty, through the chain, and is not submitted; what was typed stays */
  fixture_set (draft, "statut", "'prop'");
  g_assert_false (visible (draft, "tel"));
  assert_answers (draft, "{'statut': 'prop'}");
  g_assert_cmpstr (parvis_value_text (parvis_draft_get (draft, "bailleur")), ==, "Office");
  fixture_set (draft, "statut", "'loc'");
  assert_answers (draft, "{'statut': 'loc', 'bailleur': 'Office', 'tel': '0612345678'}");
}

static void
test_steps (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisDemarche) demarche = fixture_steps (
      "{'id': 'un', 'title': 'Un', 'fields': [" STATUS
      ", {'id': 'apres', 'type': 'text', 'label': 'Z', 'condition': {'field': 'loyer', 'op': '>', 'value': "
      "500}}],"
      " 'checks': [{'condition': {'not': {'field': 'apres', 'op': '=', 'value': 'non'}}, 'message': 'Dites "
      "oui.'}]},"
      "{'id': 'deux', 'title': 'Deux', " IF_TENANT
      ", 'fields': [{'id': 'loyer', 'type': 'decimal', 'label': 'Loyer', 'required': true}]},"
      "{'id': 'trois', 'title': 'Trois', 'fields': [{'id': 'x', 'type': 'text', 'label': 'X', " IF_TENANT "}],"
      " 'checks': [{'condition': {'always': false}, 'message': 'Jamais.'}]}",
      &error);
  g_autoptr (ParvisDraft) draft = NULL;
  g_autoptr (GPtrArray) steps = NULL, later = NULL;
  g_autofree char *said = NULL, *again = NULL;

  g_assert_no_error (error);
  draft = parvis_draft_new (demarche);
  steps = parvis_draft_steps (draft);
  g_assert_cmpuint (steps->len, ==, 1); /* the third has nothing to show, and what it checks is not asked */
  g_assert_true (parvis_draft_step_visible (draft, g_ptr_array_index (demarche->steps, 2)));
  said = fixture_check (draft);
  g_assert_cmpstr (said, ==, "");
  fixture_set (draft, "statut", "'loc'");
  fixture_set (draft, "loyer", "'650,50'");
  fixture_set (draft, "apres", "'non'"); /* shown by a later field */
  later = parvis_draft_steps (draft);
  g_assert_cmpuint (later->len, ==, 3);
  again = fixture_check (draft);
  g_assert_cmpstr (again, ==, ": Dites oui.\n: Jamais.");
  g_assert_cmpfloat (parvis_value_number (parvis_draft_get (draft, "loyer")), ==, 650.5);
}

static void
test_required_if (void)
{
  g_autoptr (ParvisDraft) draft
      = fixture_draft (STATUS ", {'id': 'x', 'type': 'email', 'label': 'X', 'required': {'field': 'statut', "
                              "'op': '=', 'value': 'loc'}}");
  g_autofree char *before = fixture_check (draft), *after = NULL;

  g_assert_cmpstr (before, ==, "");
  fixture_set (draft, "statut", "'loc'");
  after = fixture_check (draft);
  g_assert_cmpstr (after, ==, "x: Indiquez votre adresse e-mail, par exemple nom@exemple.fr.");
}

#define CHILDREN                                                                                                       \
  "{'id': 'enfants', 'type': 'repeat', 'label': 'Vos enfants', 'row_label': 'Enfant', 'max_items': 3, %s "             \
  "'fields': ["                                                                                                        \
  "{'id': 'prenom', 'type': 'text', 'label': 'Prénom', 'required': true},"                                            \
  "{'id': 'ne', 'type': 'date', 'label': 'Né le'},"                                                                   \
  "{'id': 'ecole', 'type': 'text', 'label': 'École', 'condition': {'all': [{'field': 'ne', 'part': 'age', "           \
  "'op': '>=', 'value': 3}, {'field': 'scolaire', 'op': '=', 'value': true}]}}]},"                                     \
  "{'id': 'scolaire', 'type': 'yesno', 'label': 'Scolarisés ?'}"

static ParvisDraft *
children (const char *more)
{
  g_autofree char *fields = g_strdup_printf (CHILDREN, more);

  return fixture_draft (fields);
}

static void
test_rows (void)
{
  g_autoptr (ParvisDraft) draft = children ("");
  g_autofree char *said = NULL;

  fixture_set (draft, "scolaire", "true");
  fixture_set (draft, "enfants[1].prenom", "'Léo'"); /* makes row 0 too */
  fixture_set (draft, "enfants[1].ne", "'2019-03-12'");
  fixture_set (draft, "enfants[1].ecole", "'Les Tilleuls'");
  fixture_set (draft, "enfants[2].ne", "'2025-03-12'");
  fixture_set (draft, "enfants[2].ecole", "'Hidden: too young'");
  fixture_set (draft, "enfants[3].prenom", "'Too many'");
  g_assert_null (parvis_draft_get (draft, "enfants[3].prenom"));
  said = fixture_check (draft);
  g_assert_cmpstr (said, ==, "enfants[2].prenom: Remplissez la case «\u00a0Prénom\u00a0»."); /* row 0 is blank: not a
                                                                                                fault, not submitted */
  fixture_set (draft, "enfants[2].prenom", "'Zoé'");
  assert_answers (draft, "{'enfants': [{'prenom': 'Léo', 'ne': '2019-03-12', 'ecole': 'Les Tilleuls'}, "
                         "{'prenom': 'Zoé', 'ne': '2025-03-12'}], 'scolaire': true}");
  parvis_draft_remove_row (draft, "enfants", 0);
  g_assert_cmpstr (parvis_value_text (parvis_draft_get (draft, "enfants[0].prenom")), ==, "Léo");
  parvis_draft_add_row (draft, "enfants");
  parvis_draft_add_row (draft, "enfants");
  g_assert_cmpuint (parvis_value_length (parvis_draft_get (draft, "enfants")), ==, 3);
}

static void
test_required_rows (void)
{
  g_autoptr (ParvisDraft) draft = children ("'required': true, 'min_items': 2,");
  g_autofree char *first = fixture_check (draft), *second = NULL, *third = NULL;

  g_assert_cmpuint (parvis_value_length (parvis_draft_get (draft, "enfants")), ==, 2);
  g_assert_cmpstr (first, ==,
                   "enfants[0].prenom: Remplissez la case «\u00a0Prénom\u00a0».\nenfants[1].prenom: "
                   "Remplissez la case «\u00a0Prénom\u00a0».");
  parvis_draft_remove_row (draft, "enfants", 1);
  fixture_set (draft, "enfants[0].prenom", "'Léo'");
  second = fixture_check (draft);
  g_assert_true (g_str_has_prefix (second, "enfants: Ajoutez «\u00a0Enfant\u00a0» au moins 2 fois."));
  fixture_set (draft, "enfants[1].prenom", "'Zoé'");
  third = fixture_check (draft);
  g_assert_cmpstr (third, ==, "");
}

static void
test_paths (void)
{
  static const char *const odd[] = { "",
                                     "rien",
                                     "enfants[",
                                     "enfants[x]",
                                     "enfants[-1].prenom",
                                     "enfants[0]prenom",
                                     "enfants[0].",
                                     "enfants[0].rien",
                                     "scolaire[0]",
                                     "enfants[99999999999999999999].prenom",
                                     "enfants[0].prenom[0]",
                                     "[0].prenom",
                                     "enfants.prenom" };
  g_autoptr (ParvisDraft) draft = children ("");

  for (gsize i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      g_autoptr (GPtrArray) faults = parvis_draft_check_field (draft, odd[i]);
      g_autofree char *text = parvis_draft_describe (draft, odd[i]);

      fixture_set (draft, odd[i], "'x'");
      g_assert_null (parvis_draft_get (draft, odd[i]));
      g_assert_cmpuint (faults->len, ==, 0);
      g_assert_cmpstr (text, ==, "");
    }
  assert_answers (draft, "{}");
}

static void
test_initial (void)
{
  g_autoptr (ParvisDraft) draft
      = fixture_draft ("{'id': 'pays', 'type': 'country', 'label': 'Pays', 'initial': 'France'}, {'id': 'r', "
                       "'type': 'repeat', 'label': 'R',"
                       " 'fields': [{'id': 'n', 'type': 'integer', 'label': 'N', 'initial': 1}]}");

  assert_answers (draft, "{'pays': 'France'}");
  parvis_draft_add_row (draft, "r");
  assert_answers (draft, "{'pays': 'France', 'r': [{'n': 1}]}");
}

static void
test_describe (void)
{
  static const struct
  {
    const char *field, *answer, *says;
  } cases[] = {
    { "'type': 'date'", "'2026-03-12'", "12\u00a0mars 2026" },
    { "'type': 'date'", "'2026-08-01'", "1er\u00a0août 2026" },
    { "'type': 'time'", "'09:05'", "9\u00a0h\u00a005" },
    { "'type': 'time'", "'14:00'", "14\u00a0h" },
    { "'type': 'datetime'", "'2026-03-12T14:30'", "12\u00a0mars 2026 à 14\u00a0h\u00a030" },
    { "'type': 'integer'", "1234567", "1\u00a0234\u00a0567" },
    { "'type': 'decimal'", "-1234.5", "-1\u00a0234,5" },
    { "'type': 'decimal'", "0.1", "0,1" },
    { "'type': 'yesno'", "false", "Non" },
    { "'type': 'phone'", "'0612345678'", "06\u00a012\u00a034\u00a056\u00a078" },
    { "'type': 'phone'", "'+33612345678'", "+33\u00a06\u00a012\u00a034\u00a056\u00a078" },
    { "'type': 'iban'", "'fr1420041010050500013m02606'",
      "FR14\u00a02004\u00a01010\u00a00505\u00a00001\u00a03M02\u00a0606" },
    { "'type': 'siret'", "'73282932000074'", "732\u00a0829\u00a0320\u00a000074" },
    { "'type': 'civility'", "'Mme'", "Madame" },
    { "'type': 'address'", "{'line': '12 rue des Lilas', 'complement': 'Bât. B', 'postcode': '95000', 'city': 'Cergy'}",
      "12 rue des Lilas, Bât. B, 95000 Cergy" },
    { "'type': 'commune'", "{'postcode': '95000', 'city': 'Cergy'}", "95000 Cergy" },
    { "'type': 'point'", "{'lat': -49.03, 'lon': 2.0712345, 'description': 'Là'}",
      "Là (49,03000°\u00a0S, 2,07123°\u00a0E)" },
    { "'type': 'identity'", "{'given_names': 'Jeanne', 'family_name': 'Martin', 'birth_date': '1985-03-12'}",
      "Jeanne Martin, 12\u00a0mars 1985" },
    { "'type': 'choices', 'options': [{'value': 'a', 'label': 'Un'}, {'value': 'b', 'label': 'Deux'}]", "['b', 'a']",
      "Deux, Un" },
    { "'type': 'linked', 'options': [{'value': 'a', 'label': 'Un', 'options': [{'value': 'x', 'label': "
      "'Iks'}]}]",
      "{'first': 'a', 'second': 'x'}", "Un – Iks" },
    { "'type': 'file'",
      "[{'filename': 'a', 'type': 'image/png', 'content': ''}, {'filename': 'a', 'type': 'image/png', "
      "'content': ''}]",
      "2 pages" },
    { "'type': 'signature'", "{'filename': 'a', 'type': 'image/png', 'content': ''}", "Signé" },
    { "'type': 'text'", "null", "" },
    { "'type': 'text'", "'  deux mots '", "deux mots" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *field = g_strdup_printf ("{'id': 'x', 'label': 'X', %s}", cases[i].field);
      g_autoptr (ParvisDraft) draft = fixture_draft (field);
      g_autofree char *text = NULL;

      fixture_set (draft, "x", cases[i].answer);
      text = parvis_draft_describe (draft, "x");
      g_assert_cmpstr (text, ==, cases[i].says);
    }
}

static void
test_describe_rows (void)
{
  g_autoptr (ParvisDraft) draft = children ("");
  g_autofree char *text = NULL, *row = NULL;

  fixture_set (draft, "enfants", "[{'prenom': 'Léo', 'ne': '2019-03-12'}, {}, {'prenom': 'Zoé'}]");
  text = parvis_draft_describe (draft, "enfants");
  row = parvis_draft_describe (draft, "enfants[0]");
  g_assert_cmpstr (text, ==, "Enfant 1\u00a0: Léo, 12\u00a0mars 2019\nEnfant 2\u00a0: Zoé");
  g_assert_cmpstr (row, ==, "Léo, 12\u00a0mars 2019");
}

static void
test_load (void)
{
  static const struct
  {
    const char *answers, *says;
  } bad[] = {
    { "[]", "/\u00a0: " },
    { "{'nom': 'x'}", "nom\u00a0: " },
    { "{'scolaire': 'oui'}", "scolaire\u00a0: " },
    { "{'enfants': [{'age': 3}]}", "enfants[0].age\u00a0: " },
    { "{'scolaire': true, 'enfants': [{'prenom': 'A'}, {'prenom': 3}]}", "enfants[1].prenom\u00a0: " },
    { "{'enfants': [1]}", "enfants\u00a0: " },
    { "{'enfants': [{}, {}, {}, {}]}", "enfants\u00a0: " },
  };
  g_autoptr (ParvisDraft) draft = children ("");
  g_autoptr (JsonNode) good = fixture_json ("{'scolaire': false, 'enfants': [{'prenom': 'Léo', 'ne': null}]}");
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (JsonNode) node = fixture_json (bad[i].answers);
      g_autoptr (GError) refused = NULL;

      g_assert_false (parvis_draft_load_answers (draft, node, &refused));
      g_test_message ("%s", refused->message);
      g_assert_true (g_str_has_prefix (refused->message, bad[i].says));
      assert_answers (draft, "{}"); /* nothing of it was taken */
    }
  g_assert_true (parvis_draft_load_answers (draft, good, &error));
  g_assert_no_error (error);
  assert_answers (draft, "{'enfants': [{'prenom': 'Léo'}], 'scolaire': false}");
}

static void
test_attachments (void)
{
  static const char page[] = "{'filename': 'a.png', 'type': 'image/png', 'content': 'iVBORw0KGgoAAAANSUhEUg=='}";
  g_autofree char *two = g_strdup_printf ("[%s, %s]", page, page), *one = g_strdup_printf ("[%s]", page);
  g_autoptr (ParvisDraft) draft = fixture_draft (
      "{'id': 'cache', 'type': 'yesno', 'label': 'C'}, {'id': 'piece', 'type': 'file', 'label': 'P'},"
      "{'id': 'autre', 'type': 'file', 'label': 'A', 'condition': {'field': 'cache', 'op': 'answered'}},"
      "{'id': 'r', 'type': 'repeat', 'label': 'R', 'fields': [{'id': 'doc', 'type': 'file', 'label': 'D'}]},"
      "{'id': 'sig', 'type': 'signature', 'label': 'S'}");
  static const char *const names[][2] = { { "attachments/01-piece-1.png", "piece" },
                                          { "attachments/01-piece-2.png", "piece" },
                                          { "attachments/02-doc-1.png", "r[0].doc" },
                                          { "attachments/03-sig-1.png", "sig" } };
  g_autoptr (GPtrArray) attachments = NULL;
  g_autoptr (JsonNode) answers = NULL;
  g_autofree char *text = NULL;

  fixture_set (draft, "piece", two);
  fixture_set (draft, "autre", one); /* hidden: its pages stay here */
  fixture_set (draft, "r[1].doc", one);
  fixture_set (draft, "sig", page);
  attachments = parvis_draft_attachments (draft);
  g_assert_cmpuint (attachments->len, ==, G_N_ELEMENTS (names));
  answers = parvis_draft_answers (draft);
  text = fixture_to_text (answers);
  for (guint i = 0; i < attachments->len; i++)
    {
      const ParvisAttachment *attachment = g_ptr_array_index (attachments, i);

      g_assert_cmpstr (attachment->name, ==, names[i][0]);
      g_assert_cmpstr (attachment->path, ==, names[i][1]);
      g_assert_cmpuint (g_bytes_get_size (attachment->bytes), ==, 16);
      g_assert_nonnull (strstr (text, attachment->name)); /* the JSON names the same member */
    }
  g_assert_null (strstr (text, "autre"));
}

static guint
count_visible (ParvisDraft *draft)
{
  const ParvisStep *step = g_ptr_array_index (parvis_draft_demarche (draft)->steps, 0);
  guint count = 0;

  for (guint i = 0; i < step->fields->len; i++)
    count += parvis_draft_field_visible (draft, g_ptr_array_index (step->fields, i), NULL, 0);
  return count;
}

/* 120 fields, each shown by the two before it: without a memory of what was found, 2^120 questions. */
static void
test_long_chain (void)
{
  g_autoptr (GString) fields
      = g_string_new ("{'id': 'f0', 'type': 'text', 'label': 'F'}, {'id': 'f1', 'type': 'text', 'label': 'F'}");
  g_autoptr (ParvisDraft) draft = NULL;
  gint64 start;

  for (guint i = 2; i < 120; i++)
    g_string_append_printf (fields,
                            ", {'id': 'f%u', 'type': 'text', 'label': 'F', 'condition': {'all': [{'field': "
                            "'f%u', 'op': 'answered'}, {'field': 'f%u', 'op': 'answered'}]}}",
                            i, i - 1, i - 2);
  draft = fixture_draft (fields->str);
  start = g_get_monotonic_time ();
  for (guint i = 0; i < 120; i++)
    {
      g_autofree char *id = g_strdup_printf ("f%u", i);

      g_assert_true (visible (draft, id));
      fixture_set (draft, id, "'x'");
      g_assert_cmpuint (count_visible (draft), ==, MIN (i + 2, 120));
    }
  g_test_message ("%.0f µs a change", (double) (g_get_monotonic_time () - start) / 120);
  g_assert_cmpint (g_get_monotonic_time () - start, <,
                   60 * G_USEC_PER_SEC); /* far above what it takes, far under 2^120 */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/draft/hidden", test_hidden);
  g_test_add_func ("/draft/steps", test_steps);
  g_test_add_func ("/draft/required-if", test_required_if);
  g_test_add_func ("/draft/rows", test_rows);
  g_test_add_func ("/draft/required-rows", test_required_rows);
  g_test_add_func ("/draft/paths", test_paths);
  g_test_add_func ("/draft/initial", test_initial);
  g_test_add_func ("/draft/describe", test_describe);
  g_test_add_func ("/draft/describe-rows", test_describe_rows);
  g_test_add_func ("/draft/load", test_load);
  g_test_add_func ("/draft/attachments", test_attachments);
  g_test_add_func ("/draft/long-chain", test_long_chain);
  return g_test_run ();
}
