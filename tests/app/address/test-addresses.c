/* SPDX-License-Identifier: EUPL-1.2 */
/* From published files to what is proposed, through the real database. */
#include "app/address/address-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#define BAN "id;numero;rep;nom_voie;code_postal;code_insee;nom_commune;nom_ancienne_commune\n"
#define BAL "uid_adresse;cle_interop;commune_insee;commune_nom;commune_deleguee_nom;voie_nom;numero;suffixe\n"

static const char ban[] = BAN "1;1;;Rue de la République;35990;99001;Saint-Aubin;\n"
                              "2;12;;Rue de la République;35990;99001;Saint-Aubin;\n"
                              "3;12;bis;Rue de la République;35990;99001;Saint-Aubin;\n"
                              "4;4;;Rue Saint-Michel;35990;99001;Saint-Aubin;\n"
                              "5;1;;Avenue du Général de Gaulle;35990;99001;Saint-Aubin;\n"
                              "6;2;;Place de la Halle;35990;99001;Saint-Aubin;\n"
                              "7;3;;Rue de l’Église;35990;99001;Saint-Aubin;Le Vieux-Bourg\n"
                              "8;3;;Rue de l’Église;35990;99001;Saint-Aubin;\n"
                              "9;5;;Rue du 8 Mai 1945;35990;99001;Saint-Aubin;\n"
                              "10;7;;Rue des Fosses;35990;99001;Saint-Aubin;\n"
                              "11;9;;Rue de la République;35000;35238;Rennes;\n"
                              "12;9;;Rue des Roses;35000;35238;Rennes;\n"
                              "13;99999;;La Ville aux Chênes;35990;99001;Saint-Aubin;\n"
                              "14;8;;Rue de Rivoli;75001;75101;Paris 1er Arrondissement;\n"
                              "15;2;;Boulevard Michelet;35991;99002;Voisine;\n";

/* What is proposed first, as "line, postcode city"; "-" for nothing. */
static void
expect (ParvisAddresses *addresses, const char *typed, const char *postcode, const char *first)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = parvis_addresses_find (addresses, typed, postcode, 5, NULL, &error);
  g_autofree char *said = g_strdup ("-");

  g_assert_no_error (error);
  if (found->len > 0)
    {
      const ParvisAddress *address = found->pdata[0];
      g_autofree char *line = parvis_address_line (address);
      g_free (said);
      said = g_strdup_printf ("%s, %s %s", line, address->postcode, address->city);
    }
  g_test_message ("%s", typed);
  g_assert_cmpstr (said, ==, first);
}

static void
test_find (AddressFixture *fixture, gconstpointer data)
{
  g_autoptr (ParvisAddresses) addresses = address_fixture_open (fixture, ban, NULL);
  static const char *const cases[][2] = {
    { "12 rue de la répub", "12 rue de la République, 35990 Saint-Aubin" },
    { "12 bis RUE REPUBLIQUE", "12 bis rue de la République, 35990 Saint-Aubin" },
    { "12 rue de la repblique", "12 rue de la République, 35990 Saint-Aubin" },
    { "12 rue de la repulbik", "12 rue de la République, 35990 Saint-Aubin" },
    { "rép", "Rue de la République, 35990 Saint-Aubin" },
    { "4 r st mich", "4 rue Saint-Michel, 35990 Saint-Aubin" },
    { "1 av gal de gaule", "1 avenue du Général de Gaulle, 35990 Saint-Aubin" },
    { "8 mai", "8 rue du 8 Mai 1945, 35990 Saint-Aubin" },
    { "rue du 8 mai 1945", "Rue du 8 Mai 1945, 35990 Saint-Aubin" },
    { "rue de la république 12", "12 rue de la République, 35990 Saint-Aubin" },
    { "3 la ville aux ch", "3 La Ville aux Chênes, 35990 Saint-Aubin" },
    { "9 rue de la république rennes", "9 rue de la République, 35000 Rennes" },
    { "12 rue de la république 35000", "12 rue de la République, 35000 Rennes" },
    { "8 rue rivoli", "8 rue de Rivoli, 75001 Paris" },
    { "12", "-" },
    { "", "-" },
    { "12 rue zzzzzz", "-" },
    { "\" OR name : *", "-" },
  };

  parvis_addresses_set_home (addresses, "99001");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    expect (addresses, cases[i][0], NULL, cases[i][1]);
  expect (addresses, "rue de la république", "35000", "Rue de la République, 35000 Rennes");
  parvis_addresses_set_home (addresses, NULL);
  expect (addresses, "michelet", NULL, "Boulevard Michelet, 35991 Voisine");
}

static void
test_numbers (AddressFixture *fixture, gconstpointer data)
{
  g_autoptr (ParvisAddresses) addresses = address_fixture_open (fixture, ban, NULL);
  g_autoptr (GPtrArray) known = parvis_addresses_find (addresses, "12 BIS rue republique aubin", NULL, 1, NULL, NULL);
  g_autoptr (GPtrArray) fresh = parvis_addresses_find (addresses, "14 rue republique aubin", NULL, 1, NULL, NULL);
  g_autoptr (GPtrArray) twins = parvis_addresses_find (addresses, "rue de l'eglise", NULL, 5, NULL, NULL);
  const ParvisAddress *address = known->pdata[0];

  g_assert_cmpstr (address->numbers, ==, "1 12 12bis");
  g_assert_true (address->known);
  g_assert_false (((ParvisAddress *) fresh->pdata[0])->known);
  g_assert_cmpuint (twins->len, ==, 2);
  g_assert_cmpstr (((ParvisAddress *) twins->pdata[0])->former, !=, ((ParvisAddress *) twins->pdata[1])->former);
}

/* One's own commune comes first, what is called exactly so elsewhere after it, near misses at home between. */
static void
test_order (AddressFixture *fixture, gconstpointer data)
{
  g_autoptr (ParvisAddresses) addresses = address_fixture_open (fixture, ban, NULL);
  g_autoptr (GPtrArray) republic = NULL, roses = NULL;

  parvis_addresses_set_home (addresses, "99001");
  republic = parvis_addresses_find (addresses, "rue de la republique", NULL, 5, NULL, NULL);
  roses = parvis_addresses_find (addresses, "rue des roses", NULL, 5, NULL, NULL);
  g_assert_cmpuint (republic->len, ==, 2);
  g_assert_cmpstr (((ParvisAddress *) republic->pdata[0])->city, ==, "Saint-Aubin");
  g_assert_cmpstr (((ParvisAddress *) republic->pdata[1])->city, ==, "Rennes");
  g_assert_cmpstr (((ParvisAddress *) roses->pdata[roses->len - 1])->street, ==, "Rue des Roses");
}

static void
test_bal (AddressFixture *fixture, gconstpointer data)
{
  static const char bal[] = "\xef\xbb\xbf" BAL ";99001_0010_00012_bis;99001;Saint-Aubin;;Rue du Four;12;bis\r\n"
                            ";99001_0020_99999;99001;Saint-Aubin;Le Vieux-Bourg;La Lande;99999;\r\n";
  static const char communes[]
      = "[{\"nom\":\"Saint-Aubin-du-Parvis\",\"code\":\"99001\",\"codesPostaux\":[\"35990\"]}]";
  g_autoptr (ParvisAddresses) addresses = address_fixture_open (fixture, bal, communes);

  expect (addresses, "12 bis r du four", NULL, "12 bis rue du Four, 35990 Saint-Aubin-du-Parvis");
  expect (addresses, "la lande", NULL, "La Lande, 35990 Saint-Aubin-du-Parvis");
}

static const char *
first_town (GPtrArray *towns)
{
  return towns->len > 0 ? ((ParvisTown *) towns->pdata[0])->name : "-";
}

static void
test_towns (AddressFixture *fixture, gconstpointer data)
{
  static const char communes[] = "[{\"name\":\"Rennes\",\"code\":\"35238\",\"postal_code\":\"35000\"},{\"name\":"
                                 "\"Rennes\",\"code\":\"35238\",\"postal_code\":\"35200\"},"
                                 "{\"name\":\"Rennes-les-Bains\",\"code\":\"11310\",\"postal_code\":\"11190\"},{"
                                 "\"name\":\"Saint-Malo\",\"code\":\"35288\",\"postal_code\":\"35400\"},"
                                 "{\"name\":\"Saint-Malo-de-Phily\",\"code\":\"35289\",\"postal_code\":\"35480\"},{"
                                 "\"name\":\"Y\",\"code\":\"80829\",\"postal_code\":\"80190\"},"
                                 "{\"name\":\"Renescure\",\"code\":\"59497\",\"postal_code\":\"59173\"},{\"name\":"
                                 "\"L’Haÿ-les-Roses\",\"code\":\"94038\",\"postal_code\":\"94240\"}]";
  static const char *const cases[][2] = {
    { "rennes", "Rennes" },
    { "ren", "Rennes" },
    { "st malo", "Saint-Malo" },
    { "saint malo de", "Saint-Malo-de-Phily" },
    { "saint-mlao", "Saint-Malo" },
    { "l'hay", "L’Haÿ-les-Roses" },
    { "35400", "Saint-Malo" },
    { "y", "Y" },
    { "354", "Saint-Malo" },
    { "zzz", "-" },
    { "", "-" },
  };
  g_autoptr (ParvisAddresses) addresses = address_fixture_open (fixture, NULL, communes);
  g_autoptr (GPtrArray) both = NULL, none = NULL, nearly = NULL;

  parvis_addresses_set_home (addresses, "35001");
  g_assert_false (parvis_addresses_has_streets (addresses));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) towns = parvis_addresses_find_towns (addresses, cases[i][0], 5, NULL, NULL);
      g_test_message ("%s", cases[i][0]);
      g_assert_cmpstr (first_town (towns), ==, cases[i][1]);
    }
  nearly = parvis_addresses_find_towns (addresses, "renes", 5, NULL, NULL); /* Renescure, and Rennes mistyped */
  g_assert_cmpuint (nearly->len, >, 1);
  g_assert_cmpstr (((ParvisTown *) nearly->pdata[1])->name, ==, "Rennes");
  both = parvis_addresses_towns_of (addresses, "35000", NULL, NULL);
  none = parvis_addresses_towns_of (addresses, "99999", NULL, NULL);
  g_assert_cmpuint (both->len, ==, 1);
  g_assert_cmpuint (none->len, ==, 0);
}

/* ---- imports that fail ---- */

static gboolean
import (AddressFixture *fixture, const char *text, guint max_faults, const char *only, ParvisAddressReport *report,
        GError **error)
{
  g_autofree char *path = address_fixture_write (fixture, "essai.csv", text);
  const char *const files[] = { path, NULL };
  const char *const codes[] = { only, NULL };

  return parvis_addresses_import (
      &(ParvisAddressSources){ .addresses = files, .only = codes, .max_faults = max_faults }, fixture->database, report,
      error);
}

static void
test_bad_lines (AddressFixture *fixture, gconstpointer data)
{
  static const char text[] = BAN "1;1;;Rue A;35990;99001;Saint-Aubin;\n"
                                 "2;x;;Rue A;35990;99001;Saint-Aubin;\n"
                                 "3;1;;Rue A;3599;99001;Saint-Aubin;\n"
                                 "4;1;;Rue A;35990;9901;Saint-Aubin;\n"
                                 "5;1;;;35990;99001;Saint-Aubin;\n"
                                 "6;1;;Rue A;35990;99001;Saint-Aubin\n"
                                 "7;1;;Rue \xff;35990;99001;Saint-Aubin;\n"
                                 "8;3;;Rue B;35990;99001;Saint-Aubin;\n";
  ParvisAddressReport report = { 0 };
  g_autoptr (GError) error = NULL;

  gboolean ok = import (fixture, text, 6, NULL, &report, &error);
  g_assert_no_error (error);
  g_assert_true (ok);
  g_assert_cmpuint (report.read, ==, 8);
  g_assert_cmpuint (report.taken, ==, 2);
  g_assert_cmpuint (report.faults, ==, 6);
  g_assert_cmpstr (report.said->pdata[1], ==, "essai.csv, ligne 4 : le code postal « 3599 » ne convient pas");
  parvis_address_report_clear (&report);
}

/* Whatever is wrong with the new one, the old one goes on serving. */
static void
test_old_stays (AddressFixture *fixture, gconstpointer data)
{
  static const char *const bad[]
      = { "nom;prenom\nA;B\n", "", BAN "1;x;;Rue A;35990;99001;Saint-Aubin;\n", BAN "\"1;1;;Rue A\n" };
  g_autoptr (ParvisAddresses) addresses = address_fixture_open (fixture, ban, NULL);
  g_autofree char *fresh = g_strconcat (fixture->database, ".new", NULL);
  g_autofree char *work = g_strconcat (fresh, ".work", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      ParvisAddressReport report = { 0 };
      g_autoptr (GError) error = NULL;

      g_assert_false (import (fixture, bad[i], 0, NULL, &report, &error));
      g_assert_nonnull (error);
      parvis_address_report_clear (&report);
      g_assert_false (parvis_addresses_is_stale (addresses));
      g_assert_false (g_file_test (fresh, G_FILE_TEST_EXISTS) || g_file_test (work, G_FILE_TEST_EXISTS));
    }
  expect (addresses, "rue saint-michel", NULL, "Rue Saint-Michel, 35990 Saint-Aubin");
}

static void
test_swap (AddressFixture *fixture, gconstpointer data)
{
  g_autoptr (ParvisAddresses) before = address_fixture_open (fixture, ban, NULL);
  ParvisAddressReport report = { 0 };
  g_autoptr (GError) error = NULL;

  gboolean ok = import (fixture, ban, 0, "35238", &report, &error);
  g_assert_no_error (error);
  g_assert_true (ok);
  g_assert_cmpuint (report.taken, ==, 2);
  parvis_address_report_clear (&report);
  g_assert_true (parvis_addresses_is_stale (before));
  expect (before, "rue saint-michel", NULL, "Rue Saint-Michel, 35990 Saint-Aubin"); /* what was opened is still whole */
  g_autoptr (ParvisAddresses) after = parvis_addresses_open (fixture->database, &error);
  g_assert_no_error (error);
  expect (after, "rue saint-michel", NULL, "-");
}

static void
test_not_ours (AddressFixture *fixture, gconstpointer data)
{
  g_autofree char *path = address_fixture_write (fixture, "other.db",
                                                 "nothing of the kind, but long enough to be read as a header........");
  g_autofree char *none = g_build_filename (fixture->folder, "none.db", NULL);
  g_autoptr (GError) error = NULL, missing = NULL;

  g_assert_null (parvis_addresses_open (path, &error));
  g_assert_error (error, PARVIS_ADDRESSES_ERROR, PARVIS_ADDRESSES_ERROR_INVALID);
  g_assert_null (parvis_addresses_open (none, &missing));
  g_assert_error (missing, PARVIS_ADDRESSES_ERROR, PARVIS_ADDRESSES_ERROR_MISSING);
}

/* ---- in a worker ---- */

typedef struct
{
  ParvisAddresses *addresses;
  GPtrArray *found;
  GError *error;
  gboolean done;
} Answer;

static void
on_found (GObject *source, GAsyncResult *result, gpointer data)
{
  Answer *answer = data;

  answer->found = parvis_addresses_lookup_finish (answer->addresses, result, &answer->error);
  answer->done = TRUE;
}

static void
test_async (AddressFixture *fixture, gconstpointer data)
{
  g_autoptr (ParvisAddresses) addresses = address_fixture_open (fixture, ban, NULL);
  g_autoptr (GCancellable) stale = g_cancellable_new ();
  Answer old = { addresses }, fresh = { addresses };

  parvis_addresses_lookup_async (addresses, PARVIS_LOOKUP_STREETS, "rue", NULL, 5, stale, on_found, &old);
  g_cancellable_cancel (stale);
  parvis_addresses_lookup_async (addresses, PARVIS_LOOKUP_STREETS, "rue saint", NULL, 5, NULL, on_found, &fresh);
  while (!old.done || !fresh.done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (old.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_no_error (fresh.error);
  g_assert_cmpuint (fresh.found->len, ==, 1);
  g_error_free (old.error);
  g_ptr_array_unref (fresh.found);
}

#define ADD(path, func) g_test_add ("/addresses/" path, AddressFixture, NULL, setup, func, teardown)

static void
setup (AddressFixture *fixture, gconstpointer data)
{
  address_fixture_init (fixture);
}

static void
teardown (AddressFixture *fixture, gconstpointer data)
{
  address_fixture_clear (fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("find", test_find);
  ADD ("numbers", test_numbers);
  ADD ("order", test_order);
  ADD ("bal", test_bal);
  ADD ("towns", test_towns);
  ADD ("bad-lines", test_bad_lines);
  ADD ("old-stays", test_old_stays);
  ADD ("swap", test_swap);
  ADD ("not-ours", test_not_ours);
  ADD ("async", test_async);
  return g_test_run ();
}
