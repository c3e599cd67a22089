/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/card/emrtd/crypto.h"

#include <string.h>

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/params.h>

#include "base/secret.h"
#include "drivers/card/link.h"

#define DES_KEY    8
#define DES_KEYS_3 24

static gboolean
refused (GError **error)
{
  g_set_error_literal (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_UNSUPPORTED,
                       "libcrypto refuses an algorithm of ICAO Doc 9303");
  return FALSE;
}

gsize
parvis_emrtd_block_size (ParvisEmrtdCipher cipher)
{
  return cipher == PARVIS_EMRTD_3DES ? 8 : 16;
}

gsize
parvis_emrtd_key_size (ParvisEmrtdCipher cipher)
{
  static const gsize sizes[] = { 16, 16, 24, 32 };

  return sizes[cipher];
}

static const EVP_CIPHER *
evp_cipher (ParvisEmrtdCipher cipher)
{
  switch (cipher)
    {
    case PARVIS_EMRTD_AES_128:
      return EVP_aes_128_cbc ();
    case PARVIS_EMRTD_AES_192:
      return EVP_aes_192_cbc ();
    case PARVIS_EMRTD_AES_256:
      return EVP_aes_256_cbc ();
    case PARVIS_EMRTD_3DES:
    default:
      return EVP_des_ede3_cbc ();
    }
}

static void
set_odd_parity (guint8 *key, gsize length)
{
  for (gsize i = 0; i < length; i++)
    key[i] = (guint8) ((key[i] & 0xFE) | !(__builtin_popcount (key[i] & 0xFE) & 1));
}

gboolean
parvis_emrtd_derive (ParvisEmrtdCipher cipher, const guint8 *secret, gsize length, ParvisEmrtdPurpose purpose,
                     guint8 *key, GError **error)
{
  /* 9.7.1.2 and 9.7.1.3: SHA-1 up to 128 bits of key, SHA-256 above. */
  const EVP_MD *md = parvis_emrtd_key_size (cipher) > 16 ? EVP_sha256 () : EVP_sha1 ();
  const guint8 counter[] = { 0, 0, 0, (guint8) purpose };
  guint8 digest[EVP_MAX_MD_SIZE];
  EVP_MD_CTX *context = EVP_MD_CTX_new ();
  gboolean done = EVP_DigestInit_ex (context, md, NULL) == 1 && EVP_DigestUpdate (context, secret, length) == 1
                  && EVP_DigestUpdate (context, counter, sizeof counter) == 1
                  && EVP_DigestFinal_ex (context, digest, NULL) == 1;

  EVP_MD_CTX_free (context);
  memset (key, 0, PARVIS_EMRTD_KEY_MAX);
  if (done)
    memcpy (key, digest, parvis_emrtd_key_size (cipher));
  if (done && cipher == PARVIS_EMRTD_3DES)
    set_odd_parity (key, parvis_emrtd_key_size (cipher));
  parvis_wipe (digest, sizeof digest);
  return done ? TRUE : refused (error);
}

static gboolean
run_cbc (const EVP_CIPHER *evp, const guint8 *key, const guint8 *iv, const guint8 *in, gsize length, guint8 *out,
         int encrypt, GError **error)
{
  static const guint8 zero[PARVIS_EMRTD_BLOCK_MAX];
  g_autoptr (EVP_CIPHER_CTX) context = EVP_CIPHER_CTX_new ();
  int written = 0;

  if (length > G_MAXINT || EVP_CipherInit_ex (context, evp, NULL, key, iv != NULL ? iv : zero, encrypt) != 1
      || EVP_CIPHER_CTX_set_padding (context, 0) != 1
      || EVP_CipherUpdate (context, out, &written, in, (int) length) != 1 || (gsize) written != length)
    return refused (error);
  return TRUE;
}

/* Two keys of DES as the three of libcrypto: K1, K2, K1. */
static gboolean
run (ParvisEmrtdCipher cipher, const guint8 *key, const guint8 *iv, const guint8 *in, gsize length, guint8 *out,
     int encrypt, GError **error)
{
  guint8 three[DES_KEYS_3];
  gboolean done;

  if (cipher != PARVIS_EMRTD_3DES)
    return run_cbc (evp_cipher (cipher), key, iv, in, length, out, encrypt, error);
  memcpy (three, key, 2 * DES_KEY);
  memcpy (three + 2 * DES_KEY, key, DES_KEY);
  done = run_cbc (evp_cipher (cipher), three, iv, in, length, out, encrypt, error);
  parvis_wipe (three, sizeof three);
  return done;
}

gboolean
parvis_emrtd_encrypt (ParvisEmrtdCipher cipher, const guint8 *key, const guint8 *iv, const guint8 *in, gsize length,
                      guint8 *out, GError **error)
{
  return run (cipher, key, iv, in, length, out, 1, error);
}

gboolean
parvis_emrtd_decrypt (ParvisEmrtdCipher cipher, const guint8 *key, const guint8 *iv, const guint8 *in, gsize length,
                      guint8 *out, GError **error)
{
  return run (cipher, key, iv, in, length, out, 0, error);
}

/* Algorithm 3: single DES with K1 along the blocks; the last one then also through K2 and K1, which makes it one block
 * of K1, K2, K1. */
static gboolean
retail_mac (const guint8 *key, const guint8 *data, gsize length, guint8 *mac, GError **error)
{
  gsize head = length - DES_KEY;
  guint8 single[2 * DES_KEY], chain[DES_KEY] = { 0 };
  g_autofree guint8 *scratch = g_malloc (MAX (head, 1));
  gboolean done = TRUE;

  memcpy (single, key, DES_KEY);
  memcpy (single + DES_KEY, key, DES_KEY);
  if (head > 0)
    {
      done = run (PARVIS_EMRTD_3DES, single, NULL, data, head, scratch, 1, error);
      memcpy (chain, scratch + head - DES_KEY, DES_KEY);
    }
  done = done && run (PARVIS_EMRTD_3DES, key, chain, data + head, DES_KEY, mac, 1, error);
  parvis_wipe (single, sizeof single);
  parvis_wipe (scratch, head);
  return done;
}

static gboolean
cmac (ParvisEmrtdCipher cipher, const guint8 *key, const guint8 *data, gsize length, guint8 *mac, GError **error)
{
  g_autoptr (EVP_MAC) algorithm = EVP_MAC_fetch (NULL, "CMAC", NULL);
  g_autoptr (EVP_MAC_CTX) context = algorithm != NULL ? EVP_MAC_CTX_new (algorithm) : NULL;
  const OSSL_PARAM parameters[] = { OSSL_PARAM_construct_utf8_string (
                                        OSSL_MAC_PARAM_CIPHER, (char *) EVP_CIPHER_get0_name (evp_cipher (cipher)), 0),
                                    OSSL_PARAM_construct_end () };
  guint8 whole[PARVIS_EMRTD_BLOCK_MAX];
  gsize written = 0;

  if (context == NULL || EVP_MAC_init (context, key, parvis_emrtd_key_size (cipher), parameters) != 1
      || EVP_MAC_update (context, data, length) != 1 || EVP_MAC_final (context, whole, &written, sizeof whole) != 1)
    return refused (error);
  memcpy (mac, whole, PARVIS_EMRTD_MAC);
  return TRUE;
}

gboolean
parvis_emrtd_mac_padded (ParvisEmrtdCipher cipher, const guint8 *key, const guint8 *data, gsize length, guint8 *mac,
                         GError **error)
{
  if (cipher != PARVIS_EMRTD_3DES)
    return cmac (cipher, key, data, length, mac, error);
  g_assert (length >= DES_KEY && length % DES_KEY == 0);
  return retail_mac (key, data, length, mac, error);
}

gboolean
parvis_emrtd_mac (ParvisEmrtdCipher cipher, const guint8 *key, const guint8 *data, gsize length, guint8 *mac,
                  GError **error)
{
  g_autoptr (GByteArray) padded = NULL;

  if (cipher != PARVIS_EMRTD_3DES)
    return cmac (cipher, key, data, length, mac, error);
  padded = g_byte_array_append (g_byte_array_new (), data, (guint) length);
  parvis_emrtd_pad (padded, DES_KEY);
  return retail_mac (key, padded->data, padded->len, mac, error);
}

void
parvis_emrtd_pad (GByteArray *array, gsize block)
{
  static const guint8 padding[PARVIS_EMRTD_BLOCK_MAX] = { 0x80 };

  g_byte_array_append (array, padding, (guint) (block - array->len % block));
}

gboolean
parvis_emrtd_unpad (const guint8 *data, gsize *length)
{
  while (*length > 0 && data[*length - 1] == 0)
    (*length)--;
  if (*length == 0 || data[*length - 1] != 0x80)
    return FALSE;
  (*length)--;
  return TRUE;
}
