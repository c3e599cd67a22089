/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/demarche/demarche-fixture.h"

#include <string.h>

/* One answer to one field, and what is said of it: NULL when it is right, else some words of the sentence. */
typedef struct
{
  const char *field; /* what follows the id */
  const char *answer;
  const char *says;
} Case;

#define OPTIONS                                                                                                        \
  "'options': [{'value': 'a', 'label': 'Un'}, {'value': 'b', 'label': 'Deux'}, {'value': 'c', 'label': "               \
  "'Trois'}]"
#define LINKED                                                                                                         \
  "'type': 'linked', 'options': [{'value': 'a', 'label': 'A', 'options': [{'value': 'x', 'label': 'X'}]}, "            \
  "{'value': 'b', 'label': 'B'}]"
#define PNG "'filename': 'a.png', 'type': 'image/png', 'content': 'iVBORw0KGgoAAAANSUhEUg=='"

static const Case cases[] = {
  /* text */
  { "'type': 'text'", "'Léa'", NULL },
  { "'type': 'text'", "'a\\nb'", "une seule ligne" },
  { "'type': 'textarea'", "'a\\nb'", NULL },
  { "'type': 'textarea'", "'a\\u0007b'", "ne se lisent pas" },
  { "'type': 'text', 'max_length': 3", "'ÉÉÉ'", NULL },
  { "'type': 'text', 'max_length': 3", "'abcd'", "3 caractères au plus (il y en a 4)" },
  { "'type': 'text', 'min_length': 3", "'ab'", "3 caractères au moins" },
  { "'type': 'text', 'min_length': 3", "'  a   '", "au moins" },
  { "'type': 'text', 'pattern': '^[0-9]*'", "'123'", NULL },
  { "'type': 'text', 'pattern': '^[0-9]*'", "'123a'", "la forme attendue" },
  { "'type': 'text', 'pattern': '^[0-9]*', 'placeholder': '42'", "'a'", "«\u00a042\u00a0»" },
  { "'type': 'text', 'pattern': 'a|b', 'pattern_message': 'A ou B.'", "'ab'", "A ou B." },
  { "'type': 'text', 'pattern': '^[1-9]$|^[0-1][0-9]$|^20$'", "'20'", NULL },
  { "'type': 'text', 'pattern': '(?x) [0-9]+ # chiffres'", "'12'", NULL },
  { "'type': 'text', 'pattern': '[A-Z]+'", "' ABC '", NULL }, /* spaces around do not count */
  { "'type': 'text', 'pattern': '(a|aa|aaa)+x'",
    "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaax'", NULL },
  { "'type': 'text', 'pattern': '(a|aa|aaa)+[xy]'",
    "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaz'", "la forme" },
  /* e-mail */
  { "'type': 'email'", "'jeanne.martin+mairie@exemple.fr'", NULL },
  { "'type': 'email'", "' jeanne@exemple.fr '", NULL },
  { "'type': 'email'", "'jeanne@sous.mairie-été.fr'", NULL },
  { "'type': 'email'", "'jeanne'", "le signe @" },
  { "'type': 'email'", "'jeanne martin@exemple.fr'", "les espaces" },
  { "'type': 'email'", "'jeanne@martin@exemple.fr'", "une seule" },
  { "'type': 'email'", "'jeanne@exemple'", "nom@exemple.fr" },
  { "'type': 'email'", "'.jeanne@exemple.fr'", "nom@exemple.fr" },
  { "'type': 'email'", "'je..anne@exemple.fr'", "nom@exemple.fr" },
  { "'type': 'email'", "'jeanne@-exemple.fr'", "nom@exemple.fr" },
  { "'type': 'email'", "'jeanne@exemple..fr'", "nom@exemple.fr" },
  { "'type': 'email'", "'jeanne@192.168.1.1'", "nom@exemple.fr" },
  /* telephone */
  { "'type': 'phone'", "'06 12 34 56 78'", NULL },
  { "'type': 'phone'", "'06.12.34.56.78'", NULL },
  { "'type': 'phone'", "'+33 (0)6 12 34 56 78'", NULL },
  { "'type': 'phone'", "'0033612345678'", NULL },
  { "'type': 'phone'", "'+32 475 01 02 03'", NULL },
  { "'type': 'phone'", "'06 12 34 56 7'", "10 chiffres" },
  { "'type': 'phone'", "'+33 06 12 34 56 78'", NULL }, /* with the 0 that one dials at home */
  { "'type': 'phone'", "'+33 006 12 34 56 78'", "10 chiffres" },
  { "'type': 'phone'", "'00 02 34 56 78'", "10 chiffres" },
  { "'type': 'phone'", "'+1234567890123456'", "10 chiffres" },
  { "'type': 'phone'", "'six douze'", "chiffres seulement" },
  { "'type': 'phone', 'pattern': '^(0|\\\\+|00)(\\\\d{8,})$'", "'081 12 34 56'",
    NULL }, /* Belgian: the pattern decides */
  { "'type': 'phone', 'pattern': '^(0|\\\\+|00)(\\\\d{8,})$'", "'123'", "la forme" },
  /* numbers */
  { "'type': 'integer'", "3", NULL },
  { "'type': 'integer'", "'1 234'", NULL },
  { "'type': 'integer'", "'1,5'", "entier" },
  { "'type': 'integer'", "'trois'", "en chiffres" },
  { "'type': 'integer', 'minimum': 1, 'maximum': 1500", "1501", "entre 1 et 1\u00a0500" },
  { "'type': 'integer', 'minimum': 1", "0", "à partir de 1" },
  { "'type': 'decimal', 'maximum': 12.5", "'12,6'", "jusqu’à 12,5" },
  { "'type': 'decimal'", "'12,50'", NULL },
  { "'type': 'decimal'", "'1,2,3'", "12,5" },
  { "'type': 'decimal'", "1e300", "trop de chiffres" },
  /* dates */
  { "'type': 'date'", "'2024-02-29'", NULL },
  { "'type': 'date'", "'2023-02-29'", "n’existe pas" },
  { "'type': 'date'", "'29/02/2024'", "n’existe pas" },
  { "'type': 'date'", "'1024-01-01'", "l’année" },
  { "'type': 'date', 'date_limit': 'past'", "'2026-11-22'", "avant aujourd’hui" },
  { "'type': 'date', 'date_limit': 'past'", "'2026-11-21'", NULL },
  { "'type': 'date', 'date_limit': 'past-or-today'", "'2026-11-22'", NULL },
  { "'type': 'date', 'date_limit': 'past-or-today'", "'2026-11-23'", "passée" },
  { "'type': 'date', 'date_limit': 'future'", "'2026-11-22'", "après aujourd’hui" },
  { "'type': 'date', 'date_limit': 'future-or-today'", "'2026-11-22'", NULL },
  { "'type': 'date', 'date_limit': 'future-or-today'", "'2026-11-21'", "à venir" },
  { "'type': 'time'", "'23:59'", NULL },
  { "'type': 'time'", "'24:00'", "14:30" },
  { "'type': 'time'", "'9:30'", "14:30" },
  { "'type': 'time'", "'12:60'", "14:30" },
  { "'type': 'datetime'", "'2026-12-01T09:30'", NULL },
  { "'type': 'datetime'", "'2026-12-01'", "l’heure" },
  { "'type': 'datetime', 'date_limit': 'past'", "'2026-12-01T09:30'", "passée" },
  /* choices */
  { "'type': 'yesno'", "false", NULL },
  { "'type': 'yesno'", "'oui'", "de nouveau" },
  { "'type': 'choice', " OPTIONS, "'b'", NULL },
  { "'type': 'choice', " OPTIONS, "'Deux'", "proposées" },
  { "'type': 'choice', 'other': true, " OPTIONS, "'Autre chose'", NULL },
  { "'type': 'choices', " OPTIONS, "['a', 'c']", NULL },
  { "'type': 'choices', " OPTIONS, "['a', 'z']", "proposées" },
  { "'type': 'choices', " OPTIONS, "['a', 'a']", "proposées" },
  { "'type': 'choices', 'min_items': 2, " OPTIONS, "['a']", "au moins 2" },
  { "'type': 'choices', 'max_items': 1, " OPTIONS, "['a', 'b']", "une réponse au plus" },
  { LINKED, "{'first': 'a', 'second': 'x'}", NULL },
  { LINKED, "{'first': 'b'}", NULL },
  { LINKED, "{'first': 'a'}", "seconde liste" },
  { LINKED, "{'first': 'z', 'second': 'x'}", "première liste" },
  { "'type': 'civility'", "'Mme'", NULL },
  { "'type': 'civility'", "'Mlle'", "Madame" },
  /* places */
  { "'type': 'address'", "{'line': '12 rue des Lilas', 'postcode': '95000', 'city': 'Cergy'}", NULL },
  { "'type': 'address'", "{'postcode': '95000', 'city': 'Cergy'}", "la rue" },
  { "'type': 'address'", "{'line': '12 rue des Lilas', 'postcode': '9500', 'city': 'Cergy'}", "5 chiffres" },
  { "'type': 'address'", "{'line': '12 rue des Lilas', 'postcode': '00100', 'city': 'Cergy'}", "commence par 00" },
  { "'type': 'address'", "{'line': '12 rue des Lilas', 'postcode': '97400'}", "la commune" },
  { "'type': 'address'", "{'line': 12}", "de nouveau" },
  { "'type': 'address'", "{'ligne': 'x'}", "de nouveau" },
  { "'type': 'commune'", "{'postcode': '20000', 'city': 'Ajaccio'}", NULL },
  { "'type': 'country'", "'Côte d’Ivoire'", NULL },
  { "'type': 'country'", "'99'", "d’un pays" },
  { "'type': 'point'", "{'lat': 49.03, 'lon': 2.07}", NULL },
  { "'type': 'point'", "{'description': 'Devant la poste'}", NULL },
  { "'type': 'point'", "{'lat': 91, 'lon': 2}", "le plan" },
  { "'type': 'point'", "{'lat': 49}", "le plan" },
  { "'type': 'identity'", "{'given_names': 'Jeanne', 'family_name': 'Martin', 'birth_date': '1985-03-12'}", NULL },
  { "'type': 'identity'", "{'given_names': 'Jeanne', 'family_name': 'Martin', 'birth_date': '2027-03-12'}",
    "naissance" },
  { "'type': 'identity'", "{'given_names': 'Jeanne', 'birth_date': '1985-03-12'}", "nom de famille" },
  /* numbers with a check: the examples of the registers */
  { "'type': 'iban'", "'FR14 2004 1010 0505 0001 3M02 606'", NULL },
  { "'type': 'iban'", "'fr1420041010050500013m02606'", NULL },
  { "'type': 'iban'", "'BE68 5390 0754 7034'", NULL },
  { "'type': 'iban'", "'DE89 3704 0044 0532 0130 00'", NULL },
  { "'type': 'iban'", "'GB82 WEST 1234 5698 7654 32'", NULL },
  { "'type': 'iban'", "'FR14 2004 1010 0505 0001 3M02 607'", "pas le bon" },
  { "'type': 'iban'", "'FR14 2004 1010 0505 0001 3M02 60'", "compte 27 caractères, vous en avez indiqué 26" },
  { "'type': 'iban'", "'XX14 2004'", "deux lettres" },
  { "'type': 'iban'", "'FR1420041010050500013é02606'", "deux lettres" },
  { "'type': 'siret'", "'732 829 320 00074'", NULL },
  { "'type': 'siret'", "'732 829 320 00075'", "pas le bon" },
  { "'type': 'siret'", "'732829320'", "14 chiffres" },
  { "'type': 'siret'", "'35600000000048'", NULL }, /* La Poste's seat: Luhn */
  { "'type': 'siret'", "'35600000049837'", NULL }, /* one of its branches: its digits add up to 45 */
  { "'type': 'siret'", "'35600000049838'", "pas le bon" },
  /* files */
  { "'type': 'file'", "[{" PNG "}]", NULL },
  { "'type': 'file'", "[{'filename': 'a.jpg', 'type': 'image/jpeg', 'content': 'iVBORw0KGgoAAAANSUhEUg=='}]",
    "un PDF" },
  { "'type': 'file'", "[{'filename': 'a.gif', 'type': 'image/gif', 'content': 'R0lGODlh'}]", "un PDF" },
  { "'type': 'file'", "[{'filename': 'a.png', 'type': 'image/png'}]", "la page est vide" },
  { "'type': 'file', 'min_items': 2", "[{" PNG "}]", "au moins 2 pages" },
  { "'type': 'file', 'max_items': 1", "[{" PNG "}, {" PNG "}]", "une page au plus" },
  { "'type': 'signature'", "{" PNG "}", NULL },
  { "'type': 'signature'", "{'filename': 'a.pdf', 'type': 'application/pdf', 'content': 'JVBERi0xLjc='}", "Signez" },
  { "'type': 'appointment', " OPTIONS, "'a'", NULL },
};

static void
test_cases (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *field = g_strdup_printf ("{'id': 'x', 'label': 'La question', %s}", cases[i].field);
      g_autoptr (ParvisDraft) draft = fixture_draft (field);
      g_autofree char *said = NULL;

      fixture_set (draft, "x", cases[i].answer);
      said = fixture_check (draft);
      g_test_message ("%s %s -> %s", cases[i].field, cases[i].answer, said);
      if (cases[i].says == NULL)
        g_assert_cmpstr (said, ==, "");
      else
        g_assert_nonnull (strstr (said, cases[i].says));
    }
}

/* Of an answer of several parts, those that are wrong, and no other. */
static void
test_parts (void)
{
  static const struct
  {
    const char *field, *answer, *parts;
  } parted[] = {
    { "'type': 'address'", "{'line': '12 rue', 'postcode': '9500', 'city': 'Cergy'}", "postcode " },
    { "'type': 'address'", "{'postcode': '99000', 'city': 'Cergy'}", "line postcode " },
    { "'type': 'address'", "{'line': '12 rue', 'postcode': '95000', 'city': 'Cergy'}", "" },
    { "'type': 'commune'", "{'city': 'Cergy'}", "postcode " },
    { "'type': 'identity'", "{'given_names': 'Zoé', 'birth_date': '--01'}", "family_name birth_date " },
    { "'type': 'text', 'max_length': 1", "'ab'", "- " },
    { "'type': 'address', 'required': true", "{}", "- " }, /* nothing was answered: that is said of the whole */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (parted); i++)
    {
      g_autofree char *field = g_strdup_printf ("{'id': 'x', 'label': 'La question', %s}", parted[i].field);
      g_autoptr (ParvisDraft) draft = fixture_draft (field);
      g_autoptr (GString) parts = g_string_new (NULL);
      g_autoptr (GPtrArray) faults = NULL;

      fixture_set (draft, "x", parted[i].answer);
      faults = parvis_draft_check_field (draft, "x");
      for (guint j = 0; j < faults->len; j++)
        {
          const ParvisFault *fault = g_ptr_array_index (faults, j);
          g_assert_cmpstr (fault->path, ==, "x");
          g_string_append_printf (parts, "%s ", fault->part != NULL ? fault->part : "-");
        }
      g_assert_cmpstr (parts->str, ==, parted[i].parts);
    }
}

/* A page of @size bytes that starts like a PNG. */
static ParvisValue *
page_of (gsize size)
{
  guint8 *data = g_malloc0 (size);
  g_autoptr (GBytes) bytes = NULL;

  memcpy (data, "\x89PNG\r\n\x1a\n", 8);
  bytes = g_bytes_new_take (data, size);
  return parvis_value_new_file ("a.png", "image/png", bytes);
}

static void
test_page_size (void)
{
  static const struct
  {
    gsize size;
    const char *says;
  } sizes[] = { { 10 * 1024 * 1024, "" }, { 10 * 1024 * 1024 + 1, "10 Mo" } };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (ParvisDraft) draft = fixture_draft ("{'id': 'x', 'type': 'file', 'label': 'X'}");
      ParvisValue *pages = parvis_value_new_list ();
      g_autofree char *said = NULL;

      parvis_value_append (pages, page_of (sizes[i].size));
      parvis_draft_set (draft, "x", pages);
      said = fixture_check (draft);
      g_assert_nonnull (strstr (said, sizes[i].says));
      g_assert_cmpint (*said == '\0', ==, *sizes[i].says == '\0');
    }
}

/* Every type has its own sentence for a required answer that is missing, and none blames. */
static void
test_missing (void)
{
  static const char *const types[] = { "text", "textarea", "email",    "phone",    "integer",   "decimal", "date",
                                       "time", "datetime", "yesno",    "civility", "address",   "commune", "country",
                                       "iban", "siret",    "identity", "file",     "signature", "point" };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autofree char *field
          = g_strdup_printf ("{'id': 'x', 'label': 'Nom', 'required': true, 'type': '%s'}", types[i]);
      g_autoptr (ParvisDraft) draft = fixture_draft (field);
      g_autofree char *said = fixture_check (draft);

      g_test_message ("%s -> %s", types[i], said);
      g_assert_true (g_str_has_prefix (said, "x: "));
      g_assert_true (g_str_has_suffix (said, "."));
      g_assert_null (strstr (said, "nvalide"));
      g_assert_null (strstr (said, "rreur"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/validate/cases", test_cases);
  g_test_add_func ("/validate/parts", test_parts);
  g_test_add_func ("/validate/page-size", test_page_size);
  g_test_add_func ("/validate/missing", test_missing);
  return g_test_run ();
}
