/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/hub/service/checksum.h"

#include <openssl/evp.h>
#include <stdio.h>
#include <string.h>

#define SHA256_BYTES 32

struct _ParvisHubSum
{
  EVP_MD_CTX *sha256; /* (nullable): neither announced nor the envelope's */
  EVP_MD_CTX *sha1;   /* (nullable): not announced */
  ParvisHubChecksum checksum;
  gboolean from_start;
  gboolean matches;
  guint8 announced[PARVIS_HUB_CHECKSUM_MAX];
  char envelope[PARVIS_HUB_SUM_CHARS + 1];
};

static EVP_MD_CTX *
begin (const EVP_MD *algorithm)
{
  EVP_MD_CTX *context = EVP_MD_CTX_new ();

  if (context == NULL || EVP_DigestInit_ex (context, algorithm, NULL) != 1)
    g_error ("SHA is not to be had of libcrypto"); /* of no use without it: nothing could be checked */
  return context;
}

ParvisHubSum *
parvis_hub_sum_new (const ParvisHubRequest *request, gboolean from_start)
{
  ParvisHubSum *self = g_new0 (ParvisHubSum, 1);

  self->checksum = request->checksum;
  self->from_start = from_start;
  memcpy (self->announced, request->sum, sizeof self->announced);
  if (from_start || request->checksum == PARVIS_HUB_CHECKSUM_SHA256)
    self->sha256 = begin (EVP_sha256 ());
  if (request->checksum == PARVIS_HUB_CHECKSUM_SHA1)
    self->sha1 = begin (EVP_sha1 ());
  return self;
}

void
parvis_hub_sum_free (ParvisHubSum *self)
{
  EVP_MD_CTX_free (self->sha256);
  EVP_MD_CTX_free (self->sha1);
  g_free (self);
}

void
parvis_hub_sum_add (ParvisHubSum *self, const void *data, gsize size)
{
  if (self->sha256 != NULL)
    EVP_DigestUpdate (self->sha256, data, size);
  if (self->sha1 != NULL)
    EVP_DigestUpdate (self->sha1, data, size);
}

/* @algorithm: the one that this sum is announced by. */
static void
end_one (ParvisHubSum *self, EVP_MD_CTX *context, ParvisHubChecksum algorithm)
{
  guint8 sum[EVP_MAX_MD_SIZE];
  guint size = 0;
  gboolean made = context != NULL && EVP_DigestFinal_ex (context, sum, &size) == 1;

  if (self->checksum == algorithm)
    self->matches = made && memcmp (sum, self->announced, size) == 0;
  if (!made || !self->from_start || size != SHA256_BYTES)
    return;
  for (guint i = 0; i < size; i++)
    snprintf (self->envelope + 2 * (gsize) i, 3, "%02x", sum[i]);
}

void
parvis_hub_sum_end (ParvisHubSum *self)
{
  self->matches = self->checksum == PARVIS_HUB_CHECKSUM_NONE;
  end_one (self, self->sha256, PARVIS_HUB_CHECKSUM_SHA256);
  end_one (self, self->sha1, PARVIS_HUB_CHECKSUM_SHA1);
}

gboolean
parvis_hub_sum_matches (const ParvisHubSum *self)
{
  return self->matches;
}

const char *
parvis_hub_sum_envelope (const ParvisHubSum *self)
{
  return self->envelope[0] != '\0' ? self->envelope : NULL;
}
