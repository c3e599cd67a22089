/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/base/digest.h"

#include <openssl/evp.h>

#define SUM_BYTES 32

char *
parvis_sha256_data (gconstpointer data, gsize size)
{
  guchar sum[SUM_BYTES];
  GString *text = g_string_sized_new (2 * SUM_BYTES);

  if (EVP_Digest (data, size, sum, NULL, EVP_sha256 (), NULL) != 1)
    g_error ("SHA-256 is not to be had of libcrypto"); /* of no use without it: nothing could be checked */
  for (gsize i = 0; i < SUM_BYTES; i++)
    g_string_append_printf (text, "%02x", sum[i]);
  return g_string_free (text, FALSE);
}

char *
parvis_sha256 (GBytes *bytes)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);

  return parvis_sha256_data (data != NULL ? data : "", size);
}
