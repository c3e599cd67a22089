/* SPDX-License-Identifier: EUPL-1.2
 *
 * A machine readable zone, and three lines as a person types them: number, birth, expiry. What is taken for an identity
 * is made of what the zone may hold, and its dates are of the calendar.
 */
#include <stdint.h>
#include <string.h>

#include "drivers/card/emrtd/mrz.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
assert_text (const char *text)
{
  g_assert_nonnull (text);
  g_assert_cmpuint (strlen (text), <=, 39);
  for (; *text != '\0'; text++)
    g_assert_true (g_ascii_isupper (*text) || g_ascii_isdigit (*text) || *text == ' ');
}

static void
assert_date (const ParvisIdentityDate *date, guint from, guint to)
{
  g_autofree char *text = parvis_identity_date_to_iso8601 (date);

  g_assert_true (date->year == 0 || (date->year >= from && date->year <= to));
  g_assert_true (text == NULL || g_date_valid_dmy (date->day, (GDateMonth) date->month, date->year));
}

static void
read_zone (const char *text, gsize length)
{
  g_autoptr (ParvisIdentity) identity = parvis_identity_new ();

  if (parvis_mrz_parse (text, length, 2026, 11, identity) != PARVIS_MRZ_OK)
    return;
  assert_text (identity->document);
  assert_text (identity->issuer);
  assert_text (identity->number);
  assert_text (identity->name);
  assert_text (identity->given_names);
  assert_text (identity->nationality);
  assert_date (&identity->birth, 1911, 2026);
  assert_date (&identity->expiry, 1976, 2075);
}

static void
type_zone (const char *text, gsize length)
{
  g_autofree char *copy = g_strndup (text, length);
  g_auto (GStrv) lines = g_strsplit (copy, "\n", 3);
  char out[PARVIS_MRZ_INFORMATION_SIZE];

  if (g_strv_length (lines) == 3 && parvis_mrz_information (lines[0], lines[1], lines[2], out))
    g_assert_cmpuint (strlen (out), >=, 24);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  read_zone ((const char *) data, size);
  type_zone ((const char *) data, size);
  return 0;
}
