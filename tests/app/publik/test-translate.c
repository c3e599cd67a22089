/* SPDX-License-Identifier: EUPL-1.2
 *
 * Conditions of w.c.s. and what they become: one line each, the JSON compared as JSON.
 */
#include "app/publik/evaluate.h"
#include "app/publik/outline.h"

static const struct
{
  const char *source, *json;
} translated[] = {
  /* labels become values where the options are known */
  { "form_var_statut == \"Locataire\"", "{'field':'statut','op':'=','value':'loc'}" },
  { "form_var_statut_raw == 'loc'", "{'field':'statut','op':'=','value':'loc'}" },
  { "form_var_statut != 'Locataire'", "{'field':'statut','op':'!=','value':'loc'}" },
  { "not form_var_statut == 'Locataire'", "{'field':'statut','op':'!=','value':'loc'}" },
  { "form_var_statut == 'loc'", "{'always':false}" },
  { "form_var_statut_raw == 'gel'", "{'always':false}" },
  { "form_var_nom == 'Durand'", "{'field':'nom','op':'=','value':'Durand'}" },
  { "form_var_nom == 3", "{'field':'nom','op':'=','value':'3'}" },
  { "form_var_nom == form_var_ville_raw", NULL },
  { "form_var_nom == form_var_cp", "{'field':'nom','op':'=','value':{'field':'cp'}}" },
  /* truth, None */
  { "form_var_nom", "{'field':'nom','op':'answered'}" },
  { "not form_var_piece", "{'not':{'field':'piece','op':'answered'}}" },
  { "form_var_nom is not None", "{'field':'nom','op':'!=','value':''}" },
  { "form_var_nom is not null", "{'field':'nom','op':'!=','value':''}" },
  { "form_var_nom == \"None\"", "{'any':[{'field':'nom','op':'=','value':'None'},{'field':'nom','op':'=','"
                                "value':''}]}" },
  { "false", "{'always':false}" },
  { "True", "{'always':true}" },
  { "is_in_backoffice", "{'always':false}" },
  /* boxes */
  { "form_var_outils", "{'field':'outils','op':'answered'}" },
  { "form_var_outils == True", "{'field':'outils','op':'=','value':true}" },
  { "form_var_outils == \"True\"", "{'field':'outils','op':'=','value':true}" },
  { "form_var_outils == False", "{'field':'outils','op':'=','value':false}" },
  { "form_var_outils == 'Oui'", "{'always':false}" },
  { "form_var_reglement == 'True'", "{'field':'reglement','op':'=','value':'True'}" },
  /* precedence: or < and < not < in < == */
  { "form_var_nom or form_var_cp and not form_var_nom", "{'any':[{'field':'nom','op':'answered'},{'all':[{'"
                                                        "field':'cp','op':'answered'},{'not':{'field':'nom','"
                                                        "op':'answered'}}]}]}" },
  { "form_var_nom and form_var_nom", "{'field':'nom','op':'answered'}" },
  { "form_var_nom or True", "{'always':true}" },
  { "form_var_nom and false", "{'always':false}" },
  /* membership: text in text, item in list */
  { "\"vélo\" in form_var_transport", "{'field':'transport','op':'=','value':'À vélo'}" },
  { "\"À\" in form_var_transport", "{'field':'transport','op':'in','value':['À pied','À vélo']}" },
  { "form_var_transport in \"À pied, À vélo\"", "{'field':'transport','op':'in','value':['À pied','À "
                                                "vélo']}" },
  { "\"pied\" in form_var_transport|lower", "{'field':'transport','op':'=','value':'À pied'}" },
  { "\"Tomates\" in form_var_envies", "{'any':[{'field':'envies','op':'contains','value':'Tomates'},{'field':"
                                      "'envies','op':'contains','value':'Tomates cerises'}]}" },
  { "\"Tomates\" in form_var_envies_raw", "{'field':'envies','op':'contains','value':'Tomates'}" },
  { "form_var_envies == 'Courges'", "{'all':[{'field':'envies','op':'contains','value':'Courges'},{'field':'"
                                    "envies','part':'length','op':'=','value':1}]}" },
  { "\"an\" in form_var_nom", "{'field':'nom','op':'contains','value':'an'}" },
  { "form_var_nom in \"Durand, Dupont\"", "{'all':[{'field':'nom','op':'answered'},{'field':'nom','op':'in','"
                                          "value':'Durand, Dupont'}]}" },
  { "\"an\" not in form_var_nom", "{'all':[{'field':'nom','op':'answered'},{'not':{'field':'nom','op':'"
                                  "contains','value':'an'}}]}" },
  { "\"an\" not in form_var_nom|lower", "{'not':{'field':'nom','part':'lower','op':'contains','value':'an'}"
                                        "}" },
  { "form_var_nom in 'a,b'|split:','", "{'all':[{'field':'nom','op':'answered'},{'field':'nom','op':'in','"
                                       "value':['a','b']}]}" },
  /* a list that is on a server */
  { "form_var_parcelle == 'Nord'", "{'field':'parcelle','op':'=','value':'Nord'}" },
  { "form_var_parcelle|startswith:'N'", "{'field':'parcelle','op':'starts-with','value':'N'}" },
  { "form_var_statut|startswith:'Prop'", "{'field':'statut','op':'=','value':'pro'}" },
  /* numbers and dates */
  { "form_var_envies|length > 1", "{'field':'envies','part':'length','op':'>','value':1}" },
  { "form_var_nombre|add:0 <= 5", "{'field':'nombre','part':'number','op':'<=','value':5}" },
  { "5 < form_var_nombre|add:0", "{'field':'nombre','part':'number','op':'>','value':5}" },
  { "form_var_surface > 2.5", "{'field':'surface','part':'number','op':'>','value':2.5}" },
  { "form_var_naissance|age_in_years >= 18", "{'field':'naissance','part':'age','op':'>=','value':18}" },
  { "form_var_naissance|date <= \"31/03/2019\"|date", "{'field':'naissance','op':'<=','value':'2019-03-31'"
                                                      "}" },
  { "form_var_naissance|add_days:15 > today", "{'field':'naissance','op':'>','value':{'today':-15}}" },
  { "form_var_naissance|date == '31/03/2019'|date", "{'field':'naissance','op':'=','value':'2019-03-31'}" },
  { "form_var_debut|date < form_var_fin|date", "{'field':'debut','op':'<','value':{'field':'fin'}}" },
  { "form_var_debut|add:\" \"|add:form_var_debut_h|datetime <= form_var_fin|add:\" "
    "\"|add:form_var_fin_h|datetime",
    "{'any':[{'field':'debut','op':'<','value':{'field':'fin'}},{'all':[{'field':'debut','op':'answered'},"
    "{'field':'debut','op':'=','value':{'field':'fin'}},{'any':[{'not':{'field':'debut_h','op':'answered'}},"
    "{'not':{'field':'fin_h','op':'answered'}},{'field':'debut_h','op':'<=','value':{'field':'fin_h'}}]}]},"
    "{'all':[{'not':{'field':'debut','op':'answered'}},{'not':{'field':'fin','op':'answered'}}]}]}" },
  /* settings */
  { "form_option_message", "{'setting':'form_option_message','op':'answered'}" },
  { "form_option_tarif == '5'", "{'setting':'form_option_tarif','op':'=','value':'5'}" },
  { "form_option_gratuit == True", "{'setting':'form_option_gratuit','op':'=','value':true}" },
  { "form_var_cp in form_option_codes|split:','", "{'all':[{'field':'cp','op':'answered'},{'field':'cp','op':"
                                                  "'in','value':{'setting':'form_option_codes_list'}}]}" },
  { "form_var_nom == 'plus_'|add:form_option_tarif", "{'field':'nom','op':'=','value':{'setting':'plus_form_"
                                                     "option_tarif'}}" },
  { "session_user|is_strong_authentication", "{'setting':'session_user_is_strong_authentication','op':'"
                                             "answered'}" },
  { "commune_slug == 'ici'", "{'setting':'commune_slug','op':'=','value':'ici'}" },
  /* computed fields */
  { "form_var_alias == 'loc'", "{'field':'statut','op':'=','value':'loc'}" },
  { "form_var_constante == 'JARDIN'", "{'always':true}" },
  { "form_var_cas == 'A'", "{'field':'statut','op':'=','value':'loc'}" },
  { "form_var_cas == 'C'", "{'all':[{'field':'statut','op':'!=','value':'loc'},{'not':{'field':'outils','op':"
                           "'answered'}}]}" },
  { "form_var_serveur", "{'always':false}" },
  { "form_var_inconnu == 'x'", "{'always':false}" },
  /* what a data source says beside the words */
  { "form_var_statut_structured_bail == 'oui'", "{'field':'statut','op':'=','value':'loc'}" },
  /* two fields of one name: the first that is answered */
  { "form_var_ville == 'Nevers'", "{'any':[{'all':[{'field':'ville','op':'answered'},{'field':'ville','op':'="
                                  "','value':'Nevers'}]},"
                                  "{'all':[{'not':{'field':'ville','op':'answered'}},{'field':'ville_2','op':"
                                  "'=','value':'Nevers'}]}]}" },
  /* no-break spaces, as an editor of HTML leaves them */
  { "form_var_nom\xc2\xa0==\xc2\xa0'Durand'", "{'field':'nom','op':'=','value':'Durand'}" },
  { "form_var_nom == \"l'\\\"an\\\"\"", "{'field':'nom','op':'=','value':'l\\u0027\\\"an\\\"'}" },
};

/* What has no equal is never guessed. */
static const char *const untranslated[] = {
  "(form_var_nom)",
  "form_var_nom ==",
  "== form_var_nom",
  "form_var_nom | lower :",
  "form_var_nom and",
  "\"ouvert",
  "form_option_tarif|time <= now|time",
  "now|time > '10:00'",
  "form_var_nom|checksum",
  "form_var_nom|checksum:\"a\" == 'x'",
  "form_var_nom|length|add:form_var_cp > 2",
  "form_var_piece == 'a.pdf'",
  "form_var_naissance|date:'Y' == '2019'",
  "form_var_statut|length > 3 and form_var_nom|checksum",
  "form_var_nom in form_var_cp",
  "",
};

/* Written with ' for ", which the table would have to escape; \u0027 stands for a real one. */
static char *
as_json (const char *single_quoted)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_strdelimit (g_strdup (single_quoted), "'", '"');
  if (!json_parser_load_from_data (parser, text, -1, &error))
    g_error ("%s: %s", text, error->message);
  return json_to_string (json_parser_get_root (parser), FALSE);
}

typedef struct
{
  WcsForm *form;
  WcsLibrary *library;
  GHashTable *given;
  WcsOutline *outline;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const char *path
      = g_test_get_filename (G_TEST_DIST, "tests", "app", "publik", "fixtures", "forms", "form-conditions.wcs", NULL);
  fixture->form = wcs_form_load (path, "formdef", &error);
  g_assert_no_error (error);
  fixture->library = wcs_library_new ();
  fixture->given = g_hash_table_new (g_str_hash, g_str_equal);
  fixture->outline = wcs_outline_new (fixture->form, fixture->library, fixture->given);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  wcs_outline_free (fixture->outline);
  g_hash_table_unref (fixture->given);
  wcs_library_free (fixture->library);
  wcs_form_free (fixture->form);
}

static void
test_translated (Fixture *fixture, gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (translated); i++)
    {
      if (translated[i].json == NULL)
        continue;
      g_autoptr (WcsTranslation) translation = wcs_translate (fixture->outline->scope, "django", translated[i].source);
      if (translation->rule == NULL)
        g_error ("%s: %s", translated[i].source, translation->why);
      g_autoptr (JsonNode) node = wcs_rule_to_json (translation->rule);
      g_autofree char *got = json_to_string (node, FALSE);
      g_autofree char *wanted = as_json (translated[i].json);
      g_test_message ("%s", translated[i].source);
      g_assert_cmpstr (got, ==, wanted);
    }
}

static void
test_untranslated (Fixture *fixture, gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (untranslated); i++)
    {
      g_autoptr (WcsTranslation) translation = wcs_translate (fixture->outline->scope, "django", untranslated[i]);
      g_test_message ("%s", untranslated[i]);
      g_assert_null (translation->rule);
      g_assert_cmpstr (translation->why, !=, NULL);
    }
  g_autoptr (WcsTranslation) python = wcs_translate (fixture->outline->scope, "python", "True");
  g_assert_null (python->rule);
}

/* What a condition leans on is named, so that it is counted for what it is. */
static void
test_leaning (Fixture *fixture, gconstpointer data)
{
  WcsScope *scope = fixture->outline->scope;
  g_autoptr (WcsTranslation) server = wcs_translate (scope, "django", "data_source.stock|length == 0");
  g_assert_true (wcs_rule_is (server->rule, TRUE));
  g_assert_cmpstr (server->unknown[0], ==, "data_source.stock");
  g_autoptr (WcsTranslation) commune = wcs_translate (scope, "django", "form_var_nom == commune_slug");
  g_assert_cmpstr (commune->unknown[0], ==, "commune_slug");
  g_autoptr (WcsTranslation) list = wcs_translate (scope, "django", "form_var_parcelle == 'Nord'");
  g_assert_cmpstr (list->unlisted[0], ==, "parcelle");
  g_assert_null (list->unknown[0]);
  g_autoptr (WcsTranslation) exact = wcs_translate (scope, "django", "form_option_message or form_var_nom");
  g_assert_null (exact->unknown[0]);
  g_assert_null (exact->unlisted[0]);
}

static void
test_precedence (void)
{
  static const struct
  {
    const char *source, *tree;
  } cases[] = {
    { "a or b and c", "(or a (and b c))" },
    { "not a == b", "(not (== a b))" },
    { "not a in b and c", "(and (not (in a b)) c)" },
    { "a not in b or not c", "(or (not in a b) (not c))" },
    { "a is not b == c", "(== (is not a b) c)" },
    { "a|f:\"x\"|g == -2.5", "(== a|f:\"x\"|g -2.5)" },
    { "a == b == c", "(== (== a b) c)" },
    { "a in b == c", "(in a (== b c))" },
    { "None is True", "(is None True)" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DjangoExpression) expression = django_expression_parse (cases[i].source, &error);
      g_assert_no_error (error);
      g_autofree char *tree = django_expression_to_string (expression);
      g_assert_cmpstr (tree, ==, cases[i].tree);
    }
}

/* Depth and length are the stranger's choice; they are refused, not followed. */
static void
test_bounds (void)
{
  g_autoptr (GString) deep = g_string_new (NULL), wide = g_string_new ("a");
  for (guint i = 0; i < 100; i++)
    g_string_append (deep, "not ");
  g_string_append (deep, "a");
  for (guint i = 0; i < 1000; i++)
    g_string_append (wide, " or a");
  g_assert_null (django_expression_parse (deep->str, NULL));
  g_assert_null (django_expression_parse (wide->str, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/publik/expression/precedence", test_precedence);
  g_test_add_func ("/publik/expression/bounds", test_bounds);
  g_test_add ("/publik/translate/translated", Fixture, NULL, set_up, test_translated, tear_down);
  g_test_add ("/publik/translate/untranslated", Fixture, NULL, set_up, test_untranslated, tear_down);
  g_test_add ("/publik/translate/leaning", Fixture, NULL, set_up, test_leaning, tear_down);
  return g_test_run ();
}
