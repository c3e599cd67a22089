/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/seal/seal-header.h"

#include <string.h>

#include "sync/pki/der.h"
#include "sync/seal/seal.h"

static const guint8 oid_auth_enveloped[] = { 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x10, 0x01, 0x17 };
static const guint8 oid_data[] = { 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x01 };
static const guint8 oid_aes_256_gcm[] = { 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x01, 0x2e };
static const guint8 oid_ec_public_key[] = { 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01 };

#define TAG_LENGTH         16
#define NONCE_LENGTH       12
#define UNCOMPRESSED_POINT 0x04 /* SEC 1 §2.3.3 */

static gboolean
take_oid (ParvisDer *self, const guint8 *oid, gsize size)
{
  ParvisDer content;

  return parvis_der_open (self, PARVIS_DER_OID, &content) && content.left == size
         && memcmp (content.data, oid, size) == 0;
}

static gboolean
take_number (ParvisDer *self, guint8 number)
{
  ParvisDer content;

  return parvis_der_open (self, PARVIS_DER_INTEGER, &content) && content.left == 1 && *content.data == number;
}

static gboolean
take_octets (ParvisDer *self, gsize length)
{
  ParvisDer content;

  return parvis_der_open (self, PARVIS_DER_OCTETS, &content) && content.left == length;
}

/* ContentInfo ::= SEQUENCE { contentType OBJECT IDENTIFIER, content [0] EXPLICIT AuthEnvelopedData } (RFC
 * 5652 §3) */
static gboolean
take_content_info (ParvisDer *self, ParvisDer *envelope)
{
  ParvisDer info, content;

  return parvis_der_open (self, PARVIS_DER_SEQUENCE, &info)
         && take_oid (&info, oid_auth_enveloped, sizeof oid_auth_enveloped)
         && parvis_der_open (&info, PARVIS_DER_CONTEXT_0, &content)
         && parvis_der_open (&content, PARVIS_DER_SEQUENCE, envelope);
}

gboolean
parvis_seal_looks_sealed (GBytes *start)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (start, &size);
  ParvisDer all = { data, size }, envelope;

  return take_content_info (&all, &envelope);
}

/* KeyAgreeRecipientInfo, after its tag: version 3, originator [0] { originatorKey [1] { algorithm, publicKey
 * } }, and the rest, which the key derivation (RFC 5753 §7.2) or the opener's look at the recipient's name
 * covers. */
static gboolean
check_agreement (ParvisDer *info)
{
  ParvisDer originator, key, algorithm, point;

  return take_number (info, 3) && parvis_der_open (info, PARVIS_DER_CONTEXT_0, &originator)
         && parvis_der_open (&originator, PARVIS_DER_CONTEXT_1, &key)
         && parvis_der_open (&key, PARVIS_DER_SEQUENCE, &algorithm)
         && take_oid (&algorithm, oid_ec_public_key, sizeof oid_ec_public_key) && algorithm.left == 0
         && parvis_der_open (&key, PARVIS_DER_BITS, &point) && point.left > 2 && point.data[0] == 0
         && point.data[1] == UNCOMPRESSED_POINT;
}

/* KeyTransRecipientInfo, after its tag: version 2 with a key identifier, 0 with issuer and serial number. */
static gboolean
check_transport (ParvisDer *info)
{
  ParvisDer ahead = *info;

  return take_number (&ahead, 2) ? ahead.left > 0 && *ahead.data == PARVIS_DER_CONTEXT_0_PRIMITIVE
                                 : take_number (info, 0) && info->left > 0 && *info->data == PARVIS_DER_SEQUENCE;
}

static gboolean
take_recipients (ParvisDer *self)
{
  ParvisDer set, info;
  guint count = 0;

  if (!parvis_der_open (self, PARVIS_DER_SET, &set))
    return FALSE;
  for (; set.left > 0 && count < PARVIS_SEAL_MAX_RECIPIENTS; count++)
    if (*set.data == PARVIS_DER_CONTEXT_1
            ? !parvis_der_open (&set, PARVIS_DER_CONTEXT_1, &info) || !check_agreement (&info)
            : !parvis_der_open (&set, PARVIS_DER_SEQUENCE, &info) || !check_transport (&info))
      return FALSE;
  return count > 0 && set.left == 0;
}

/* EncryptedContentInfo with GCMParameters { aes-nonce, aes-ICVlen } */
static gboolean
take_content (ParvisDer *self)
{
  ParvisDer content, algorithm, parameters, sealed;

  return parvis_der_open (self, PARVIS_DER_SEQUENCE, &content) && take_oid (&content, oid_data, sizeof oid_data)
         && parvis_der_open (&content, PARVIS_DER_SEQUENCE, &algorithm)
         && take_oid (&algorithm, oid_aes_256_gcm, sizeof oid_aes_256_gcm)
         && parvis_der_open (&algorithm, PARVIS_DER_SEQUENCE, &parameters) && algorithm.left == 0
         && take_octets (&parameters, NONCE_LENGTH) && take_number (&parameters, TAG_LENGTH) && parameters.left == 0
         && parvis_der_open (&content, PARVIS_DER_CONTEXT_0_PRIMITIVE, &sealed) && content.left == 0;
}

gboolean
parvis_seal_header_is_ours (GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  ParvisDer all = { data, size }, envelope;

  return take_content_info (&all, &envelope) && all.left == 0 && take_number (&envelope, 0)
         && take_recipients (&envelope) && take_content (&envelope) && take_octets (&envelope, TAG_LENGTH)
         && envelope.left == 0;
}
