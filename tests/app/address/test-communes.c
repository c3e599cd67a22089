/* SPDX-License-Identifier: EUPL-1.2 */
/* All communes of France, where the real data is: each is found by the beginning of its own name. */
#include "app/address/address-fixture.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define PROPOSED 5
#define HOMONYMS 60

static GStrv
list_files (const char *folder)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, "communes-"))
      {
        g_autofree char *path = g_build_filename (folder, name, NULL);
        g_strv_builder_add (builder, path);
      }
  return g_strv_builder_end (builder);
}

static gboolean
holds (GPtrArray *towns, const char *insee)
{
  for (guint i = 0; i < towns->len; i++)
    if (strcmp (((ParvisTown *) towns->pdata[i])->insee, insee) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
finds (ParvisAddresses *addresses, const char *typed, guint limit, const char *insee)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) towns = parvis_addresses_find_towns (addresses, typed, limit, NULL, &error);

  g_assert_no_error (error);
  return holds (towns, insee);
}

typedef struct
{
  guint communes, by_name, by_half;
} Tally;

/* Its whole name; of every fifth, that and its postcode, and two thirds of it. */
static void
look_up (ParvisAddresses *addresses, JsonObject *commune, Tally *tally)
{
  const char *insee = json_object_get_string_member (commune, "code");
  const char *name = json_object_get_string_member (commune, "name");
  const char *postcode = json_object_get_string_member_with_default (commune, "postal_code", "");
  glong letters = g_utf8_strlen (name, -1); /* there is a commune called « Y » */
  g_autofree char *half = g_utf8_substring (name, 0, MIN (letters, MAX (3, letters * 2 / 3)));
  g_autofree char *both = g_strdup_printf ("%s %s", name, postcode);

  tally->communes++;
  if (!finds (addresses, name, PROPOSED, insee) && !finds (addresses, name, HOMONYMS, insee))
    g_test_message ("not found: %s", name);
  else
    tally->by_name++;
  if (tally->communes % 5 != 0)
    return;
  if (!finds (addresses, both, PROPOSED, insee))
    g_error ("%s is not among the first %d", both, PROPOSED);
  tally->by_half += finds (addresses, half, PROPOSED, insee);
}

static void
test_all (void)
{
  g_autofree char *folder
      = g_build_filename (g_getenv ("PARVIS_DATA") ? g_getenv ("PARVIS_DATA") : "", "communes/api_geo", NULL);
  g_auto (GStrv) files = list_files (folder);
  ParvisAddressReport report = { 0 };
  Tally tally = { 0 };
  AddressFixture fixture;
  g_autoptr (GError) error = NULL;

  if (files[0] == NULL)
    {
      g_test_skip ("the real communes are not there (PARVIS_DATA): nothing was tried");
      return;
    }
  address_fixture_init (&fixture);
  gboolean ok
      = parvis_addresses_import (&(ParvisAddressSources){ .communes = (const char *const *) files, .max_faults = 50 },
                                 fixture.database, &report, &error);
  g_assert_no_error (error);
  g_assert_true (ok);
  g_autoptr (ParvisAddresses) addresses = parvis_addresses_open (fixture.database, &error);
  g_assert_no_error (error);
  gint64 began = g_get_monotonic_time ();
  for (char **file = files; *file != NULL; file++)
    {
      g_autoptr (JsonParser) parser = json_parser_new ();
      g_assert_true (json_parser_load_from_file (parser, *file, NULL));
      JsonArray *communes = json_node_get_array (json_parser_get_root (parser));
      for (guint i = 0; i < json_array_get_length (communes); i++)
        look_up (addresses, json_array_get_object_element (communes, i), &tally);
    }
  g_test_message ("%u communes: %u by their whole name, %u within the first %d by two thirds of it (of every fifth); "
                  "%.2f ms a lookup; %u bad entries",
                  tally.communes, tally.by_name, tally.by_half, PROPOSED,
                  (double) (g_get_monotonic_time () - began) / 1000 / (1.4 * tally.communes), report.faults);
  g_assert_cmpuint (tally.communes, >, 35000);
  g_assert_cmpuint (tally.by_name, ==, tally.communes);
  g_assert_cmpuint (tally.by_half * 5 * 100, >, tally.communes * 75);
  parvis_address_report_clear (&report);
  address_fixture_clear (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/communes/all", test_all);
  return g_test_run ();
}
