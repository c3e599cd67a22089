/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/demarche/condition.h"
#include "app/demarche/demarche-fixture.h"

typedef struct
{
  ParvisValue *fields;
  ParvisValue *settings;
} World;

static const ParvisValue *
world_field (const char *id, gpointer world)
{
  return parvis_value_member (((World *) world)->fields, id);
}

static const ParvisValue *
world_setting (const char *id, gpointer world)
{
  return parvis_value_member (((World *) world)->settings, id);
}

static const char *
world_label (const char *id, const ParvisValue *value, gpointer world)
{
  if (g_str_equal (id, "statut") && g_str_equal (parvis_value_text (value), "loc"))
    return "Locataire";
  return NULL;
}

static gboolean
holds (const char *quoted)
{
  World world = {
    fixture_value ("{'nom': 'Élise', 'age': 12, 'zero': 0, 'oui': true, 'non': false, 'statut': 'loc',"
                   " 'naissance': '2008-11-22', 'veille': '2008-11-23', 'bissextile': '2008-02-29', 'chiffres': '12',"
                   " 'virgule': '1 234,5', 'choix': ['a', 'loc'], 'vide': '  ', 'quand': '2026-11-22T09:30',"
                   " 'enfants': [{}, {}], 'rien': null, 'cp': '95000', 'adresse': {'line': '1 rue A', 'city': "
                   "'Cergy'}}"),
    fixture_value ("{'majorite': 18, 'cps': ['95000', '95800'], 'phrase': 'à 95000 Cergy'}")
  };
  ParvisConditionScope scope = { world_field, world_label, world_setting, FIXTURE_TODAY, &world };
  g_autoptr (JsonNode) node = fixture_json (quoted);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisCondition) condition = parvis_condition_parse (node, &error);
  gboolean result;

  g_assert_no_error (error);
  result = parvis_condition_holds (condition, &scope);
  parvis_value_free (world.fields);
  parvis_value_free (world.settings);
  return result;
}

static const struct
{
  const char *condition;
  gboolean holds;
} cases[] = {
  /* equality, and its negation */
  { "{'field': 'nom', 'op': '=', 'value': 'Élise'}", TRUE },
  { "{'field': 'nom', 'op': '!=', 'value': 'Élise'}", FALSE },
  { "{'field': 'nom', 'op': '=', 'value': 'élise'}", FALSE },
  { "{'field': 'age', 'op': '=', 'value': 12}", TRUE },
  { "{'field': 'age', 'op': '=', 'value': '12,0'}", TRUE },
  { "{'field': 'chiffres', 'op': '=', 'value': 12}", TRUE },
  { "{'field': 'chiffres', 'op': '=', 'value': '12,0'}", FALSE },
  { "{'field': 'age', 'op': '=', 'value': 'douze'}", FALSE },
  { "{'field': 'oui', 'op': '=', 'value': true}", TRUE },
  { "{'field': 'non', 'op': '=', 'value': true}", FALSE },
  { "{'field': 'non', 'op': '=', 'value': ''}", FALSE },
  { "{'field': 'choix', 'op': '=', 'value': ['a', 'loc']}", TRUE },
  { "{'field': 'choix', 'op': '=', 'value': ['loc']}", FALSE },
  /* what is empty, blank, missing or hidden is the empty text */
  { "{'field': 'vide', 'op': '=', 'value': ''}", TRUE },
  { "{'field': 'rien', 'op': '=', 'value': ''}", TRUE },
  { "{'field': 'inconnu', 'op': '=', 'value': ''}", TRUE },
  { "{'field': 'inconnu', 'op': '!=', 'value': 'x'}", TRUE },
  { "{'field': 'inconnu', 'op': '<', 'value': 5}", FALSE },
  { "{'field': 'inconnu', 'op': '>=', 'value': 0}", FALSE },
  { "{'field': 'inconnu', 'op': '=', 'value': {'field': 'vide'}}", TRUE },
  { "{'field': 'inconnu', 'op': 'in', 'value': 'un texte'}", FALSE },
  { "{'field': 'nom', 'op': 'contains', 'value': {'field': 'inconnu'}}", FALSE },
  { "{'field': 'inconnu', 'op': 'in', 'value': ['', 'a']}", TRUE },
  { "{'field': 'nom', 'op': 'starts-with', 'value': {'field': 'vide'}}", FALSE },
  /* order */
  { "{'field': 'age', 'op': '<', 'value': 13}", TRUE },
  { "{'field': 'age', 'op': '<', 'value': 12}", FALSE },
  { "{'field': 'age', 'op': '<=', 'value': 12}", TRUE },
  { "{'field': 'age', 'op': '>', 'value': 2}", TRUE },
  { "{'field': 'age', 'op': '>=', 'value': 12.5}", FALSE },
  { "{'field': 'chiffres', 'op': '>', 'value': 5}", TRUE },
  { "{'field': 'chiffres', 'op': '>', 'value': '5'}", FALSE },
  { "{'field': 'chiffres', 'part': 'number', 'op': '>', 'value': '5'}", TRUE },
  { "{'field': 'virgule', 'op': '>', 'value': 1234}", TRUE },
  { "{'field': 'age', 'op': '<', 'value': {'setting': 'majorite'}}", TRUE },
  { "{'setting': 'majorite', 'op': '>', 'value': {'field': 'age'}}", TRUE },
  { "{'field': 'naissance', 'op': '<', 'value': {'field': 'veille'}}", TRUE },
  { "{'field': 'naissance', 'op': '<=', 'value': {'today': 0}}", TRUE },
  { "{'field': 'quand', 'op': '=', 'value': {'today': 0}}", TRUE },
  { "{'field': 'quand', 'op': '<', 'value': '2026-11-22T10:00'}", TRUE },
  { "{'field': 'quand', 'op': '>=', 'value': {'today': 1}}", FALSE },
  { "{'field': 'nom', 'op': '>', 'value': 'Zoé'}", TRUE }, /* code points: É is after Z */
  /* contains, in, starts-with */
  { "{'field': 'choix', 'op': 'contains', 'value': 'loc'}", TRUE },
  { "{'field': 'choix', 'op': 'contains', 'value': 'lo'}", FALSE },
  { "{'field': 'nom', 'op': 'contains', 'value': 'lis'}", TRUE },
  { "{'field': 'adresse', 'op': 'contains', 'value': 'Cergy'}", TRUE },
  { "{'field': 'statut', 'op': 'in', 'value': ['prop', 'loc']}", TRUE },
  { "{'field': 'statut', 'op': 'in', 'value': ['prop']}", FALSE },
  { "{'field': 'age', 'op': 'in', 'value': [11, '12']}", TRUE },
  { "{'field': 'cp', 'op': 'in', 'value': {'setting': 'cps'}}", TRUE },
  { "{'field': 'cp', 'op': 'in', 'value': {'setting': 'phrase'}}", TRUE },
  { "{'field': 'cp', 'op': 'in', 'value': '9500'}", FALSE },
  { "{'field': 'cp', 'op': 'starts-with', 'value': '95'}", TRUE },
  { "{'field': 'cp', 'op': 'starts-with', 'value': '5'}", FALSE },
  /* answered */
  { "{'field': 'nom', 'op': 'answered'}", TRUE },
  { "{'field': 'vide', 'op': 'answered'}", FALSE },
  { "{'field': 'zero', 'op': 'answered'}", FALSE },
  { "{'field': 'non', 'op': 'answered'}", FALSE },
  { "{'field': 'oui', 'op': 'answered'}", TRUE },
  { "{'field': 'enfants', 'op': 'answered'}", TRUE },
  { "{'field': 'inconnu', 'op': 'answered'}", FALSE },
  /* parts */
  { "{'field': 'statut', 'part': 'label', 'op': '=', 'value': 'Locataire'}", TRUE },
  { "{'field': 'statut', 'part': 'lower-label', 'op': '=', 'value': 'locataire'}", TRUE },
  { "{'field': 'choix', 'part': 'label', 'op': 'contains', 'value': 'a'}", TRUE },
  { "{'field': 'nom', 'part': 'lower', 'op': '=', 'value': 'élise'}", TRUE },
  { "{'field': 'nom', 'part': 'length', 'op': '=', 'value': 5}", TRUE },
  { "{'field': 'enfants', 'part': 'length', 'op': '=', 'value': 2}", TRUE },
  { "{'field': 'vide', 'part': 'length', 'op': '=', 'value': 0}", TRUE },
  { "{'field': 'inconnu', 'part': 'length', 'op': '<', 'value': 1}", TRUE },
  { "{'field': 'naissance', 'part': 'age', 'op': '=', 'value': 18}", TRUE }, /* on the very day */
  { "{'field': 'veille', 'part': 'age', 'op': '=', 'value': 17}", TRUE },
  { "{'field': 'bissextile', 'part': 'age', 'op': '=', 'value': 18}", TRUE },
  { "{'field': 'nom', 'part': 'age', 'op': '>=', 'value': 0}", FALSE },
  { "{'field': 'virgule', 'part': 'number', 'op': '=', 'value': 1234.5}", TRUE },
  { "{'field': 'nom', 'part': 'number', 'op': '=', 'value': ''}", TRUE },
  /* groups */
  { "{'all': [{'always': true}, {'always': true}]}", TRUE },
  { "{'all': [{'always': true}, {'always': false}]}", FALSE },
  { "{'any': [{'always': false}, {'always': true}]}", TRUE },
  { "{'any': [{'always': false}]}", FALSE },
  { "{'not': {'any': [{'always': false}]}}", TRUE },
};

static void
test_holds (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].condition);
      g_assert_cmpint (holds (cases[i].condition), ==, cases[i].holds);
    }
}

static void
test_refused (void)
{
  static const struct
  {
    const char *condition, *pointer;
  } bad[] = {
    { "[]", "/ : " },
    { "{}", "/ : " },
    { "{'all': []}", "/all : " },
    { "{'all': [{'always': 1}]}", "/all/0/always : " },
    { "{'not': {'field': 'a', 'op': '=='}}", "/not/op : " },
    { "{'field': 'a', 'op': '='}", "/ : " },
    { "{'field': 'a', 'op': 'answered', 'value': 1}", "/value : " },
    { "{'field': 'a b', 'op': 'answered'}", "/field : " },
    { "{'field': 'a', 'setting': 'b', 'op': 'answered'}", "/ : " },
    { "{'field': 'a', 'op': '=', 'value': {'today': 40001}}", "/value : " },
    { "{'field': 'a', 'op': '=', 'value': {'today': 0, 'field': 'b'}}", "/value : " },
    { "{'field': 'a', 'op': '=', 'value': [[1]]}", "/value : " },
    { "{'field': 'a', 'op': '=', 'value': 1, 'extra~/': 1}", "/extra~0~1 : " },
    { "{'field': 'a', 'part': 'size', 'op': '=', 'value': 1}", "/part : " },
    { "{'all': [{'always': true}], 'any': [{'always': true}]}", "/ : " },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (JsonNode) node = fixture_json (bad[i].condition);
      g_autoptr (GError) error = NULL;
      g_autoptr (ParvisCondition) condition = parvis_condition_parse (node, &error);

      g_assert_null (condition);
      g_assert_error (error, PARVIS_DEMARCHE_ERROR, PARVIS_DEMARCHE_ERROR_INVALID);
      g_test_message ("%s -> %s", bad[i].condition, error->message);
      g_assert_true (g_str_has_prefix (error->message, bad[i].pointer));
    }
}

static char *
chain_of_not (guint levels)
{
  GString *text = g_string_new (NULL);

  for (guint i = 1; i < levels; i++)
    g_string_append (text, "{'not': ");
  g_string_append (text, "{'always': true}");
  for (guint i = 1; i < levels; i++)
    g_string_append (text, "}");
  return g_string_free (text, FALSE);
}

static gboolean
parses (const char *quoted)
{
  g_autoptr (JsonNode) node = fixture_json (quoted);
  g_autoptr (ParvisCondition) condition = parvis_condition_parse (node, NULL);

  return condition != NULL;
}

static void
test_bounds (void)
{
  g_autofree char *deep = chain_of_not (16), *deeper = chain_of_not (17);
  g_autoptr (GString) wide = g_string_new ("{'all': [");

  g_assert_true (parses (deep));
  g_assert_false (parses (deeper));
  for (guint i = 0; i < 4; i++)
    {
      g_string_append (wide, i > 0 ? ", {'all': [" : "{'all': [");
      for (guint j = 0; j < 62; j++)
        g_string_append (wide, j > 0 ? ", {'always': true}" : "{'always': true}");
      g_string_append (wide, "]}");
    }
  g_assert_cmpint (wide->len, >, 0);
  g_string_append (wide, ", {'always': true}, {'always': true}, {'always': true}]}"); /* 1 + 4 * 63 + 3 = 256 */
  g_assert_true (parses (wide->str));
  g_string_insert (wide, (gssize) wide->len - 2, ", {'always': true}");
  g_assert_false (parses (wide->str));
}

static void
test_mentions (void)
{
  g_autoptr (JsonNode) node
      = fixture_json ("{'any': [{'field': 'a', 'op': '=', 'value': {'field': 'b'}}, {'field': 'a', 'op': 'answered'},"
                      " {'setting': 's', 'op': '=', 'value': {'setting': 't'}}]}");
  g_autoptr (ParvisCondition) condition = parvis_condition_parse (node, NULL);
  g_autoptr (GPtrArray) fields = parvis_condition_fields (condition);
  g_autoptr (GPtrArray) settings = parvis_condition_settings (condition);

  g_assert_cmpuint (fields->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (fields, 1), ==, "b");
  g_assert_cmpuint (settings->len, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/condition/holds", test_holds);
  g_test_add_func ("/condition/refused", test_refused);
  g_test_add_func ("/condition/bounds", test_bounds);
  g_test_add_func ("/condition/mentions", test_mentions);
  return g_test_run ();
}
