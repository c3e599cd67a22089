/* SPDX-License-Identifier: EUPL-1.2 */
/* Any bytes as a published file of addresses: CSV, header and lines. Whatever comes through has what the store relies
 * on. */
#include "app/address/address-row.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

typedef struct
{
  gboolean headed;
  ParvisAddressHeader header;
} Reading;

static void
check_address (const ParvisAddressRow *address)
{
  g_assert_true (parvis_is_insee (address->text[PARVIS_ADDRESS_INSEE]));
  g_assert_true (g_utf8_validate (address->text[PARVIS_ADDRESS_STREET], -1, NULL));
  g_assert_cmpint (g_utf8_strlen (address->text[PARVIS_ADDRESS_STREET], -1), <=, PARVIS_STREET_MAX);
  g_assert_cmpuint (address->number, <, 99999);
}

static gboolean
take (const ParvisCsvRow *row, gpointer user_data, GError **error)
{
  Reading *reading = user_data;
  ParvisAddressRow address;

  g_assert_cmpuint (row->n_fields, <=, PARVIS_CSV_MAX_FIELDS);
  if (!reading->headed)
    return reading->headed = parvis_address_header_read (&reading->header, row, error);
  g_autofree char *fault = parvis_address_row_read (&address, &reading->header, row);
  if (fault == NULL)
    check_address (&address);
  else
    g_assert_true (g_utf8_validate (fault, -1, NULL));
  return TRUE;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (data, (gssize) size, NULL);
  g_autoptr (GError) error = NULL;
  Reading reading = { 0 };

  if (!parvis_csv_read (stream, "essai.csv", take, &reading, &error))
    g_assert_nonnull (error);
  return 0;
}
