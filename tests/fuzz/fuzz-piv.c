/* SPDX-License-Identifier: EUPL-1.2
 *
 * What a PIV card answers: its identifier, a certificate object (also packed), the certificate in it, and a
 * signature. The first byte says which.
 */
#include <stdint.h>
#include <string.h>

#include "drivers/card/piv-challenge.h"
#include "drivers/card/piv-object.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_PKEY, EVP_PKEY_free)

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
read_chuid (GBytes *object)
{
  g_autoptr (ParvisPivCard) card = g_new0 (ParvisPivCard, 1);

  if (!parvis_piv_object_to_chuid (object, card, NULL))
    return;
  g_assert_true (card->guid == NULL || strlen (card->guid) == 36);
  g_assert_true (card->expires == NULL || strlen (card->expires) == 10);
}

static void
read_certificate (GBytes *object)
{
  g_autoptr (GBytes) der = parvis_piv_object_to_certificate (object, NULL);
  g_autoptr (X509) certificate = der != NULL ? parvis_piv_certificate_new (der, NULL) : NULL;
  g_autoptr (ParvisPivHolder) holder = certificate != NULL ? parvis_piv_holder_new (certificate, NULL) : NULL;
  g_autoptr (ParvisPivChallenge) challenge = certificate != NULL ? parvis_piv_challenge_new (certificate, NULL) : NULL;
  g_autoptr (GByteArray) template = challenge != NULL ? parvis_piv_challenge_to_template (challenge) : NULL;

  g_assert_true (der == NULL || g_bytes_get_size (der) <= PARVIS_PIV_CERTIFICATE_MAX);
  if (holder != NULL)
    g_assert_true (g_utf8_validate (holder->subject, -1, NULL));
  if (challenge != NULL)
    g_assert_false (parvis_piv_challenge_verify (challenge, object, NULL)); /* the key is nobody's any more */
}

static void
read_signature (GBytes *answer)
{
  static ParvisPivChallenge *challenge; /* made once: it is the answers that differ */

  if (challenge == NULL)
    {
      g_autoptr (EVP_PKEY) key = EVP_EC_gen ("P-256");
      g_autoptr (X509) certificate = X509_new ();

      g_assert_cmpint (X509_set_pubkey (certificate, key), ==, 1);
      challenge = parvis_piv_challenge_new (certificate, NULL);
    }
  g_assert_false (parvis_piv_challenge_verify (challenge, answer, NULL));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) rest = size > 0 ? g_bytes_new (data + 1, size - 1) : NULL;

  if (rest == NULL)
    return 0;
  if (data[0] % 3 == 0)
    read_chuid (rest);
  else if (data[0] % 3 == 1)
    read_certificate (rest);
  else
    read_signature (rest);
  return 0;
}
