/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/card/emrtd/sod.h"

#include <string.h>

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>

#include "drivers/card/emrtd/trust-private.h"
#include "drivers/card/link.h"
#include "drivers/card/tlv.h"

#define MOST_GROUPS            16
#define ID_LDS_SECURITY_OBJECT "2.23.136.1.1.1"

enum
{
  TAG_SOD = 0x77,
  TAG_INTEGER = 0x02,
  TAG_OCTETS = 0x04,
  TAG_OID = 0x06,
  TAG_SEQUENCE = 0x30,
};

static gboolean
fail (GError **error, ParvisCardError code, const char *message)
{
  ERR_clear_error ();
  g_set_error_literal (error, PARVIS_CARD_ERROR, (int) code, message);
  return FALSE;
}

static gboolean
malformed (GError **error)
{
  return fail (error, PARVIS_CARD_ERROR_PROTOCOL, "EF.SOD is no document security object");
}

static CMS_ContentInfo *
parse_cms (const guint8 *sod, gsize length)
{
  g_autoptr (CMS_ContentInfo) cms = NULL;
  ParvisTlvSpan file = { sod, length };
  ParvisTlv object;
  const unsigned char *at;
  char name[32] = "";

  if (length > PARVIS_SOD_MAX || !parvis_tlv_next (&file, &object) || object.tag != TAG_SOD || file.length != 0)
    return NULL;
  at = object.value.data;
  cms = d2i_CMS_ContentInfo (NULL, &at, (long) object.value.length);
  if (cms == NULL || at != object.value.data + object.value.length
      || OBJ_obj2nid (CMS_get0_type (cms)) != NID_pkcs7_signed)
    return NULL;
  OBJ_obj2txt (name, sizeof name, CMS_get0_eContentType (cms), 1);
  return g_str_equal (name, ID_LDS_SECURITY_OBJECT) ? g_steal_pointer (&cms) : NULL;
}

static gboolean
take (ParvisTlvSpan *rest, guint32 tag, ParvisTlv *tlv)
{
  return parvis_tlv_next (rest, tlv) && tlv->tag == tag;
}

/* 9303-10, 4.6.2.3: the digests a state may choose. */
static const EVP_MD *
find_digest (const ParvisTlv *oid)
{
  static const int allowed[] = { NID_sha1, NID_sha224, NID_sha256, NID_sha384, NID_sha512 };
  const unsigned char *at = oid->whole.data;
  ASN1_OBJECT *object = d2i_ASN1_OBJECT (NULL, &at, (long) oid->whole.length);
  int nid = object != NULL ? OBJ_obj2nid (object) : NID_undef;

  ASN1_OBJECT_free (object);
  for (gsize i = 0; i < G_N_ELEMENTS (allowed); i++)
    if (allowed[i] == nid)
      return EVP_get_digestbynid (nid);
  return NULL;
}

/* DataGroupHash ::= SEQUENCE { INTEGER, OCTET STRING }, of group 1; %FALSE: there is none, or the list is none. */
static gboolean
find_group_1 (ParvisTlvSpan groups, ParvisTlvSpan *hash)
{
  for (guint i = 0; groups.length > 0 && i < MOST_GROUPS; i++)
    {
      ParvisTlv group, number, octets;

      if (!take (&groups, TAG_SEQUENCE, &group) || !take (&group.value, TAG_INTEGER, &number)
          || !take (&group.value, TAG_OCTETS, &octets) || number.value.length != 1)
        return FALSE;
      *hash = octets.value;
      if (number.value.data[0] == 1)
        return TRUE;
    }
  return FALSE;
}

/* LDSSecurityObject ::= SEQUENCE { version INTEGER, hashAlgorithm AlgorithmIdentifier, SEQUENCE OF DataGroupHash, ... }
 */
static gboolean
check_hash (ParvisTlvSpan content, const guint8 *dg1, gsize length, GError **error)
{
  ParvisTlv object, version, algorithm, oid, groups;
  ParvisTlvSpan hash;
  const EVP_MD *md;
  guint8 digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;

  if (!take (&content, TAG_SEQUENCE, &object) || !take (&object.value, TAG_INTEGER, &version)
      || !take (&object.value, TAG_SEQUENCE, &algorithm) || !take (&algorithm.value, TAG_OID, &oid)
      || !take (&object.value, TAG_SEQUENCE, &groups) || !find_group_1 (groups.value, &hash))
    return malformed (error);
  md = find_digest (&oid);
  if (md == NULL || EVP_Digest (dg1, length, digest, &size, md, NULL) != 1)
    return fail (error, PARVIS_CARD_ERROR_UNSUPPORTED, "EF.SOD uses a digest that we do not know");
  if (hash.length != size || CRYPTO_memcmp (hash.data, digest, size) != 0)
    return fail (error, PARVIS_CARD_ERROR_FORGED, "DG1 is not what the state signed");
  return TRUE;
}

/* The one signer (9303-10, 4.6.2.2), whose certificate stands in the object. */
static X509 *
find_signer (CMS_ContentInfo *cms)
{
  STACK_OF (X509) *signers = CMS_get0_signers (cms);
  X509 *signer = sk_X509_num (signers) == 1 ? sk_X509_value (signers, 0) : NULL;

  sk_X509_free (signers);
  return signer;
}

static int
verify_chain (const ParvisEmrtdTrust *trust, X509 *signer, unsigned long flags)
{
  g_autoptr (X509_STORE_CTX) context = X509_STORE_CTX_new ();
  int result;

  if (X509_STORE_CTX_init (context, parvis_emrtd_trust_store (trust), signer, NULL) != 1)
    return X509_V_ERR_UNSPECIFIED;
  X509_STORE_CTX_set_flags (context, flags);
  result = X509_verify_cert (context) == 1 ? X509_V_OK : X509_STORE_CTX_get_error (context);
  ERR_clear_error ();
  return result;
}

/* A signer that names a state's key (the authority key identifier, by which libcrypto chose it) but bears no signature
 * by it is forged. Without that name it may as well be one of the keys that this state had before. */
static gboolean
judge_signer (const ParvisEmrtdTrust *trust, X509 *signer, ParvisIdentityTrust *found, GError **error)
{
  int ever = verify_chain (trust, signer, X509_V_FLAG_NO_CHECK_TIME);

  if (ever == X509_V_ERR_CERT_SIGNATURE_FAILURE && X509_get0_authority_key_id (signer) != NULL)
    return fail (error, PARVIS_CARD_ERROR_FORGED, "the signer's certificate is not by the state it names");
  if (ever != X509_V_OK)
    *found = PARVIS_IDENTITY_SIGNER_UNKNOWN;
  else
    *found = verify_chain (trust, signer, 0) == X509_V_OK ? PARVIS_IDENTITY_VERIFIED : PARVIS_IDENTITY_SIGNER_EXPIRED;
  return TRUE;
}

gboolean
parvis_sod_check (const guint8 *sod, gsize length, const guint8 *dg1, gsize dg1_length, const ParvisEmrtdTrust *trust,
                  ParvisIdentityTrust *found, GError **error)
{
  g_autoptr (CMS_ContentInfo) cms = parse_cms (sod, length);
  g_autoptr (BIO) out = BIO_new (BIO_s_mem ());
  X509 *signer;
  char *content;
  long size;

  if (cms == NULL)
    return malformed (error);
  /* The signature alone; whose it is comes after, so that "forged" and "unknown" are told apart. */
  if (CMS_verify (cms, NULL, NULL, NULL, out, CMS_BINARY | CMS_NO_SIGNER_CERT_VERIFY) != 1)
    return fail (error, PARVIS_CARD_ERROR_FORGED, "the signature in EF.SOD does not hold");
  signer = find_signer (cms);
  size = BIO_get_mem_data (out, &content);
  if (signer == NULL || size <= 0)
    return malformed (error);
  return check_hash ((ParvisTlvSpan){ (const guint8 *) content, (gsize) size }, dg1, dg1_length, error)
         && judge_signer (trust, signer, found, error);
}
