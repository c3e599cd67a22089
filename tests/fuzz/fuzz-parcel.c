/* SPDX-License-Identifier: EUPL-1.2
 *
 * Any bytes as an archive; what is taken keeps to the bounds and, written and read again, is the same.
 */
#include "fuzz/fuzz-files.h"
#include "sync/seal/parcel.h"

static gboolean
gather (gconstpointer data, gsize size, gpointer user_data, GError **error)
{
  g_byte_array_append (user_data, data, (guint) size);
  return TRUE;
}

static void
check_round_trip (const ParvisParcel *parcel)
{
  g_autoptr (GByteArray) array = g_byte_array_new ();
  g_autoptr (GBytes) archive = NULL;
  g_autoptr (ParvisParcel) again = NULL;

  g_assert_true (parvis_parcel_write (parcel, gather, array, NULL));
  archive = g_bytes_new (array->data, array->len);
  again = parvis_parcel_size (parcel) > 0 ? parvis_parcel_read (archive, NULL) : NULL;
  g_assert_true (again != NULL || parvis_parcel_size (parcel) == 0);
  for (guint i = 0; i < parvis_parcel_size (parcel); i++)
    g_assert_true (
        g_bytes_equal (parvis_parcel_bytes (parcel, i), parvis_parcel_lookup (again, parvis_parcel_name (parcel, i))));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) archive = g_bytes_new (data, size);
  g_autoptr (ParvisParcel) parcel = parvis_parcel_read (archive, NULL);

  if (parcel != NULL)
    {
      g_assert_cmpuint (parvis_parcel_size (parcel), <=, PARVIS_PARCEL_MAX_FILES);
      check_round_trip (parcel);
    }
  return 0;
}
