/* SPDX-License-Identifier: EUPL-1.2
 *
 * What a stranger may send in place of an envelope: the hub's first look at it, and the opening with a key
 * (of no worth, made for this file) to which the seeds are sealed.
 */
#include "fuzz/fuzz-files.h"
#include "sync/seal/seal.h"

static const char key[] = "-----BEGIN PRIVATE KEY-----\n"
                          "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgxNPJqj1HPRcgT0V9\n"
                          "njhWVMPaIe8yj+q2NugMAgk0Em6hRANCAARSRZc2Ig79KWGk5t5arCe/XL+yQkao\n"
                          "uPPnBMaDAL+Bv20bglvTpOf9S+P7qI9XjIXqfmRsjUBVGbJqEQLftkqm\n"
                          "-----END PRIVATE KEY-----\n";

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static char *key_file = NULL;
  g_autoptr (GBytes) envelope = g_bytes_new (data, size);
  g_autoptr (ParvisParcel) parcel = NULL;
  gboolean looks = parvis_seal_looks_sealed (envelope);

  if (key_file == NULL)
    key_file = fuzz_file (key);
  parcel = parvis_seal_open (envelope, key_file, NULL);
  g_assert_true (parcel == NULL || looks);
  return 0;
}
