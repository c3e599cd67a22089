/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/card/piv-challenge.h"

#include <string.h>

#include <openssl/err.h>
#include <openssl/rand.h>

#include "drivers/card/link.h"
#include "drivers/card/tlv.h"

#define CHALLENGE_BYTES 32
#define SIGNATURE_MAX   512
#define TAG_TEMPLATE    0x7C
#define TAG_CHALLENGE   0x81
#define TAG_RESPONSE    0x82

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_MD_CTX, EVP_MD_CTX_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_SIG, X509_SIG_free)

typedef struct
{
  guint8 algorithm;
  int type, bits;
  int curve; /* of an EC key */
  const EVP_MD *(*digest) (void);
} KeyKind;

/* SP 800-78-5, 3.1 and 6.2; RSA 3072 came with that edition. RSA 1024 left with SP 800-78-3. */
static const KeyKind KINDS[] = {
  { 0x05, EVP_PKEY_RSA, 3072, 0, EVP_sha256 },
  { 0x07, EVP_PKEY_RSA, 2048, 0, EVP_sha256 },
  { 0x11, EVP_PKEY_EC, 256, NID_X9_62_prime256v1, EVP_sha256 },
  { 0x14, EVP_PKEY_EC, 384, NID_secp384r1, EVP_sha384 },
};

struct _ParvisPivChallenge
{
  EVP_PKEY *key;
  const KeyKind *kind;
  guint8 bytes[CHALLENGE_BYTES];
  GByteArray *block; /* what the card's bare key operation is given */
};

/* The key --------------------------------------------------------------------------------------- */

static gboolean
is_on_curve (EVP_PKEY *key, int curve)
{
  char name[64];

  return EVP_PKEY_get_group_name (key, name, sizeof name, NULL) == 1 && OBJ_sn2nid (name) == curve;
}

static const KeyKind *
find_kind (EVP_PKEY *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (KINDS); i++)
    if (EVP_PKEY_get_base_id (key) == KINDS[i].type && EVP_PKEY_get_bits (key) == KINDS[i].bits
        && (KINDS[i].curve == 0 || is_on_curve (key, KINDS[i].curve)))
      return &KINDS[i];
  return NULL;
}

/* What is signed -------------------------------------------------------------------------------- */

/* DigestInfo (RFC 8017, 9.2, step 2), in libcrypto's own DER. */
static gboolean
append_digest_info (GByteArray *block, const EVP_MD *type, const guint8 *digest, gsize length)
{
  g_autoptr (X509_SIG) info = X509_SIG_new ();
  g_autofree guint8 *der = NULL;
  X509_ALGOR *algorithm;
  ASN1_OCTET_STRING *value;
  guint8 *end;
  int size;

  X509_SIG_getm (info, &algorithm, &value);
  if (X509_ALGOR_set0 (algorithm, OBJ_nid2obj (EVP_MD_get_type (type)), V_ASN1_NULL, NULL) != 1
      || ASN1_OCTET_STRING_set (value, digest, (int) length) != 1 || (size = i2d_X509_SIG (info, NULL)) <= 0)
    return FALSE;
  der = end = g_malloc ((gsize) size);
  i2d_X509_SIG (info, &end);
  g_byte_array_append (block, der, (guint) size);
  return TRUE;
}

/* A card's RSA key does the bare operation: the whole block of RFC 8017, 9.2 (EMSA-PKCS1-v1_5) is the
 * terminal's to make. libcrypto has it for its own keys only; whether it is right is seen when it verifies
 * what comes back. */
static gboolean
make_rsa_block (GByteArray *block, const EVP_MD *type, const guint8 *digest, gsize length, gsize key_bytes)
{
  g_autoptr (GByteArray) info = g_byte_array_new ();
  guint filled;

  if (!append_digest_info (info, type, digest, length) || info->len + 11 > key_bytes)
    return FALSE;
  filled = (guint) key_bytes - info->len;
  g_byte_array_set_size (block, filled);
  memset (block->data, 0xff, filled);
  block->data[0] = 0x00;
  block->data[1] = 0x01;
  block->data[filled - 1] = 0x00;
  g_byte_array_append (block, info->data, info->len);
  return TRUE;
}

static gboolean
make_block (ParvisPivChallenge *self)
{
  const EVP_MD *type = self->kind->digest ();
  guint8 digest[EVP_MAX_MD_SIZE];
  unsigned int length = 0;

  if (RAND_bytes (self->bytes, sizeof self->bytes) != 1
      || EVP_Digest (self->bytes, sizeof self->bytes, digest, &length, type, NULL) != 1)
    return FALSE;
  if (self->kind->type == EVP_PKEY_RSA)
    return make_rsa_block (self->block, type, digest, length, (gsize) EVP_PKEY_get_size (self->key));
  g_byte_array_append (self->block, digest, length); /* as long as the key, as 3.2.4 asks */
  return TRUE;
}

ParvisPivChallenge *
parvis_piv_challenge_new (X509 *certificate, GError **error)
{
  g_autoptr (ParvisPivChallenge) self = g_new0 (ParvisPivChallenge, 1);

  self->block = g_byte_array_new ();
  self->key = X509_get_pubkey (certificate);
  self->kind = self->key != NULL ? find_kind (self->key) : NULL;
  if (self->kind != NULL && make_block (self))
    return g_steal_pointer (&self);
  ERR_clear_error ();
  g_set_error (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_UNSUPPORTED,
               "the card's key is none of RSA 2048, RSA 3072, P-256 and P-384");
  return NULL;
}

void
parvis_piv_challenge_free (ParvisPivChallenge *self)
{
  if (self == NULL)
    return;
  EVP_PKEY_free (self->key);
  g_byte_array_unref (self->block);
  g_free (self);
}

guint8
parvis_piv_challenge_algorithm (const ParvisPivChallenge *self)
{
  return self->kind->algorithm;
}

GByteArray *
parvis_piv_challenge_to_template (const ParvisPivChallenge *self)
{
  g_autoptr (GByteArray) inside = g_byte_array_new ();
  GByteArray *template = g_byte_array_new ();

  parvis_tlv_append (inside, TAG_RESPONSE, NULL, 0);
  parvis_tlv_append (inside, TAG_CHALLENGE, self->block->data, self->block->len);
  parvis_tlv_append (template, TAG_TEMPLATE, inside->data, inside->len);
  return template;
}

/* What came back -------------------------------------------------------------------------------- */

static gboolean
find_signature (GBytes *answer, ParvisTlvSpan *signature)
{
  ParvisTlvSpan span;
  ParvisTlv tlv;

  span.data = g_bytes_get_data (answer, &span.length);
  if (!parvis_tlv_find_path (span, (const guint32[]){ TAG_TEMPLATE, TAG_RESPONSE, 0 }, &tlv))
    return FALSE;
  *signature = tlv.value;
  return signature->length > 0 && signature->length <= SIGNATURE_MAX;
}

gboolean
parvis_piv_challenge_verify (const ParvisPivChallenge *self, GBytes *answer, GError **error)
{
  g_autoptr (EVP_MD_CTX) context = EVP_MD_CTX_new ();
  ParvisTlvSpan signature;

  if (!find_signature (answer, &signature))
    {
      g_set_error (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_PROTOCOL, "the card answers no signature");
      return FALSE;
    }
  if (context != NULL && EVP_DigestVerifyInit (context, NULL, self->kind->digest (), NULL, self->key) == 1
      && EVP_DigestVerify (context, signature.data, signature.length, self->bytes, sizeof self->bytes) == 1)
    return TRUE;
  ERR_clear_error ();
  g_set_error (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_FORGED,
               "the card has not the key of its certificate: a copy, or a card in disorder");
  return FALSE;
}
