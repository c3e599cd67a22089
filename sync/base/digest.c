/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/base/digest.h"

#include <openssl/evp.h>

#define SUM_BYTES 32

/* Of no use without it: nothing could be checked. */
static void
insist (int done)
{
  if (done != 1)
    g_error ("SHA-256 is not to be had of libcrypto");
}

static char *
to_text (const guchar *sum)
{
  GString *text = g_string_sized_new (2 * SUM_BYTES);

  for (gsize i = 0; i < SUM_BYTES; i++)
    g_string_append_printf (text, "%02x", sum[i]);
  return g_string_free (text, FALSE);
}

char *
parvis_sha256_data (gconstpointer data, gsize size)
{
  guchar sum[SUM_BYTES];

  insist (EVP_Digest (data, size, sum, NULL, EVP_sha256 (), NULL));
  return to_text (sum);
}

char *
parvis_sha256 (GBytes *bytes)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);

  return parvis_sha256_data (data != NULL ? data : "", size);
}

/* In pieces: an EVP_MD_CTX under our own name. */
ParvisDigest *
parvis_digest_new (void)
{
  EVP_MD_CTX *context = EVP_MD_CTX_new ();

  insist (context != NULL ? EVP_DigestInit_ex (context, EVP_sha256 (), NULL) : 0);
  return (ParvisDigest *) context;
}

void
parvis_digest_free (ParvisDigest *self)
{
  EVP_MD_CTX_free ((EVP_MD_CTX *) self);
}

void
parvis_digest_add (ParvisDigest *self, gconstpointer data, gsize size)
{
  insist (EVP_DigestUpdate ((EVP_MD_CTX *) self, data, size));
}

char *
parvis_digest_end (ParvisDigest *self)
{
  guchar sum[SUM_BYTES];

  insist (EVP_DigestFinal_ex ((EVP_MD_CTX *) self, sum, NULL));
  return to_text (sum);
}
