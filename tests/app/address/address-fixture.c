/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/address/address-fixture.h"

#include <glib/gstdio.h>

void
address_fixture_init (AddressFixture *self)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("addresses-XXXXXX", &error);
  g_assert_no_error (error);
  self->database = g_build_filename (self->folder, "addresses.db", NULL);
}

void
address_fixture_clear (AddressFixture *self)
{
  g_autoptr (GDir) folder = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);
      g_unlink (path);
    }
  g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->database);
}

char *
address_fixture_write (AddressFixture *self, const char *name, const char *text)
{
  char *path = g_build_filename (self->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  return path;
}

ParvisAddresses *
address_fixture_open (AddressFixture *self, const char *addresses, const char *communes)
{
  g_autofree char *csv = addresses != NULL ? address_fixture_write (self, "addresses.csv", addresses) : NULL;
  g_autofree char *json = communes != NULL ? address_fixture_write (self, "communes.json", communes) : NULL;
  const char *const csvs[] = { csv, NULL };
  const char *const jsons[] = { json, NULL };
  ParvisAddressReport report = { 0 };
  g_autoptr (GError) error = NULL;
  ParvisAddresses *opened;

  gboolean ok = parvis_addresses_import (&(ParvisAddressSources){ .addresses = csvs, .communes = jsons },
                                         self->database, &report, &error);
  g_assert_no_error (error);
  g_assert_true (ok);
  parvis_address_report_clear (&report);
  opened = parvis_addresses_open (self->database, &error);
  g_assert_no_error (error);
  return opened;
}
