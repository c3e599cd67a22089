/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/hub/service/checksum.h"

#include <openssl/evp.h>
#include <string.h>

struct _ParvisHubSum
{
  EVP_MD_CTX *context;
  guint8 announced[PARVIS_HUB_CHECKSUM_MAX];
};

ParvisHubSum *
parvis_hub_sum_new (const ParvisHubRequest *request)
{
  ParvisHubSum *self;

  if (request->checksum == PARVIS_HUB_CHECKSUM_NONE)
    return NULL;
  self = g_new0 (ParvisHubSum, 1);
  memcpy (self->announced, request->sum, sizeof self->announced);
  self->context = EVP_MD_CTX_new ();
  EVP_DigestInit_ex (self->context, request->checksum == PARVIS_HUB_CHECKSUM_SHA1 ? EVP_sha1 () : EVP_sha256 (), NULL);
  return self;
}

void
parvis_hub_sum_free (ParvisHubSum *self)
{
  EVP_MD_CTX_free (self->context);
  g_free (self);
}

void
parvis_hub_sum_add (ParvisHubSum *self, const void *data, gsize size)
{
  EVP_DigestUpdate (self->context, data, size);
}

gboolean
parvis_hub_sum_matches (ParvisHubSum *self)
{
  guint8 sum[EVP_MAX_MD_SIZE];
  guint size = 0;

  return EVP_DigestFinal_ex (self->context, sum, &size) == 1 && memcmp (sum, self->announced, size) == 0;
}
