/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/evp.h>

G_BEGIN_DECLS

/* The ciphers, sums and key derivation of ICAO Doc 9303-11, 9.7 and 9.8, on libcrypto's default provider alone: single
 * DES, which only its legacy provider has, is done as three-key DES with equal keys. */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_CIPHER_CTX, EVP_CIPHER_CTX_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_MAC, EVP_MAC_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_MAC_CTX, EVP_MAC_CTX_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BIGNUM, BN_clear_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EC_GROUP, EC_GROUP_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EC_POINT, EC_POINT_clear_free)

typedef enum
{
  PARVIS_EMRTD_3DES,
  PARVIS_EMRTD_AES_128,
  PARVIS_EMRTD_AES_192,
  PARVIS_EMRTD_AES_256,
} ParvisEmrtdCipher;

#define PARVIS_EMRTD_KEY_MAX   32
#define PARVIS_EMRTD_BLOCK_MAX 16
#define PARVIS_EMRTD_MAC       8

/* 9.7.1: what a derived key is for. */
typedef enum
{
  PARVIS_EMRTD_FOR_ENCRYPTION = 1,
  PARVIS_EMRTD_FOR_MAC = 2,
  PARVIS_EMRTD_FOR_PASSWORD = 3,
} ParvisEmrtdPurpose;

gsize parvis_emrtd_block_size (ParvisEmrtdCipher cipher);
gsize parvis_emrtd_key_size (ParvisEmrtdCipher cipher);

/* The errors of these are PARVIS_CARD_ERROR_UNSUPPORTED: only a libcrypto that was told to do without an algorithm
 * refuses them. */

/* KDF (9.7.1). @key: PARVIS_EMRTD_KEY_MAX bytes; DES keys with odd parity, as the worked examples show them. */
gboolean parvis_emrtd_derive (ParvisEmrtdCipher cipher, const guint8 *secret, gsize length, ParvisEmrtdPurpose purpose,
                              guint8 *key, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* CBC without padding; @length is a multiple of the block; @iv: NULL is zero; @out may be @in. */
gboolean parvis_emrtd_encrypt (ParvisEmrtdCipher cipher, const guint8 *key, const guint8 *iv, const guint8 *in,
                               gsize length, guint8 *out, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean parvis_emrtd_decrypt (ParvisEmrtdCipher cipher, const guint8 *key, const guint8 *iv, const guint8 *in,
                               gsize length, guint8 *out, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Retail MAC (ISO/IEC 9797-1, algorithm 3, padding method 2 done here) or CMAC (NIST SP 800-38B), of 8 bytes. Both are
 * told over
 * @data as it is: whoever wants it padded first (secure messaging does for AES) pads it. */
gboolean parvis_emrtd_mac (ParvisEmrtdCipher cipher, const guint8 *key, const guint8 *data, gsize length, guint8 *mac,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same for 3DES over @data that is padded already; as parvis_emrtd_mac() for AES. */
gboolean parvis_emrtd_mac_padded (ParvisEmrtdCipher cipher, const guint8 *key, const guint8 *data, gsize length,
                                  guint8 *mac, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ISO/IEC 9797-1, padding method 2. */
void parvis_emrtd_pad (GByteArray *array, gsize block);
/* The length without padding; FALSE: there is none. */
gboolean parvis_emrtd_unpad (const guint8 *data, gsize *length);

G_END_DECLS
