/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/seal/seal.h"

#include <string.h>

#include <glib/gi18n-lib.h>
#include <openssl/err.h>
#include <openssl/rsa.h>

#include "base/secret.h"
#include "sync/pki/crypto.h"
#include "sync/pki/pki.h"
#include "sync/seal/seal-header.h"
#include "sync/seal/seal-private.h"

#define TAG_BYTES    16
#define KEY_ID_BYTES 20

struct _ParvisSealer
{
  X509Stack *certificates;
};

G_DEFINE_QUARK (parvis_seal_error_quark, parvis_seal_error)

/* The sealer ------------------------------------------------------------------------------------ */

static X509 *
load_recipient (const char *certificate_file, const char *ca_file, GError **error)
{
  X509Stack *found = NULL;
  g_autoptr (X509) certificate = parvis_crypto_load_certificate (certificate_file, &found, error);
  g_autoptr (X509Stack) others = found;

  if (certificate != NULL
      && parvis_crypto_check_certificate (certificate, others, ca_file, PARVIS_OID_ENVELOPE,
                                          KU_KEY_AGREEMENT | KU_KEY_ENCIPHERMENT, certificate_file, error))
    return g_steal_pointer (&certificate);
  parvis_crypto_recast (error, PARVIS_SEAL_ERROR, PARVIS_SEAL_ERROR_CERTIFICATE);
  return NULL;
}

static ParvisSealer *
sealer_new (void)
{
  ParvisSealer *self = g_new0 (ParvisSealer, 1);

  self->certificates = sk_X509_new_null ();
  return self;
}

ParvisSealer *
parvis_sealer_new (const char *certificate_file, const char *ca_file, GError **error)
{
  X509 *certificate = load_recipient (certificate_file, ca_file, error);

  return certificate != NULL ? parvis_sealer_new_take (certificate) : NULL;
}

ParvisSealer *
parvis_sealer_new_take (X509 *certificate)
{
  ParvisSealer *self = sealer_new ();

  sk_X509_push (self->certificates, certificate);
  return self;
}

static void
add_recipient (ParvisSealer *self, const char *certificate_file, const char *ca_file, GPtrArray *left_out,
               GError **first)
{
  g_autoptr (GError) why = NULL;
  X509 *certificate = NULL;

  if (parvis_sealer_recipients (self) < PARVIS_SEAL_MAX_RECIPIENTS)
    certificate = load_recipient (certificate_file, ca_file, &why);
  else
    g_set_error (&why, PARVIS_SEAL_ERROR, PARVIS_SEAL_ERROR_CERTIFICATE,
                 _ ("« %s » : il y a déjà %d certificats ; retirez ceux qui ne servent plus"), certificate_file,
                 PARVIS_SEAL_MAX_RECIPIENTS);
  if (certificate != NULL)
    {
      sk_X509_push (self->certificates, certificate);
      return;
    }
  g_ptr_array_add (left_out, g_strdup (why->message));
  if (*first == NULL)
    *first = g_steal_pointer (&why);
}

ParvisSealer *
parvis_sealer_new_for_files (const char *const *certificate_files, const char *ca_file, GPtrArray **left_out,
                             GError **error)
{
  g_autoptr (ParvisSealer) self = sealer_new ();
  g_autoptr (GPtrArray) told = g_ptr_array_new_with_free_func (g_free);
  GError *first = NULL;

  for (; *certificate_files != NULL; certificate_files++)
    add_recipient (self, *certificate_files, ca_file, told, &first);
  if (left_out != NULL)
    *left_out = g_steal_pointer (&told);
  if (parvis_sealer_recipients (self) > 0)
    {
      g_clear_error (&first);
      return g_steal_pointer (&self);
    }
  g_propagate_error (error, first);
  return NULL;
}

guint
parvis_sealer_recipients (const ParvisSealer *self)
{
  return (guint) sk_X509_num (self->certificates);
}

void
parvis_sealer_free (ParvisSealer *self)
{
  parvis_x509_stack_free (self->certificates);
  g_free (self);
}

/* Sealing --------------------------------------------------------------------------------------- */

/* The recipient is named by its key where its certificate does so in the usual way: whoever opens can then
 * check that too. */
static unsigned int
get_recipient_flags (X509 *certificate)
{
  const ASN1_OCTET_STRING *named = X509_get0_subject_key_id (certificate);
  guint8 id[KEY_ID_BYTES];

  if (named != NULL && ASN1_STRING_length (named) == KEY_ID_BYTES
      && parvis_crypto_key_id (X509_get0_pubkey (certificate), id, NULL)
      && memcmp (ASN1_STRING_get0_data (named), id, KEY_ID_BYTES) == 0)
    return CMS_KEY_PARAM | CMS_USE_KEYID;
  return CMS_KEY_PARAM;
}

/* SHA-256 everywhere: libcrypto's defaults are SHA-1 and PKCS#1 v1.5. */
static gboolean
set_key_parameters (EVP_PKEY_CTX *context, X509 *certificate)
{
  switch (EVP_PKEY_get_base_id (X509_get0_pubkey (certificate)))
    {
    case EVP_PKEY_EC:
      return EVP_PKEY_CTX_set_ecdh_kdf_md (context, EVP_sha256 ()) == 1;
    case EVP_PKEY_RSA:
      return EVP_PKEY_CTX_set_rsa_padding (context, RSA_PKCS1_OAEP_PADDING) == 1
             && EVP_PKEY_CTX_set_rsa_oaep_md (context, EVP_sha256 ()) == 1
             && EVP_PKEY_CTX_set_rsa_mgf1_md (context, EVP_sha256 ()) == 1;
    default:
      return FALSE;
    }
}

static gboolean
add_to_envelope (CMS_ContentInfo *cms, X509 *certificate)
{
  CMS_RecipientInfo *recipient = CMS_add1_recipient_cert (cms, certificate, get_recipient_flags (certificate));

  return recipient != NULL && set_key_parameters (CMS_RecipientInfo_get0_pkey_ctx (recipient), certificate);
}

static CMS_ContentInfo *
new_envelope (ParvisSealer *self, GError **error)
{
  g_autoptr (CMS_ContentInfo) cms = CMS_AuthEnvelopedData_create_ex (EVP_aes_256_gcm (), NULL, NULL);
  gboolean good = cms != NULL;

  for (int i = 0; good && i < sk_X509_num (self->certificates); i++)
    good = add_to_envelope (cms, sk_X509_value (self->certificates, i));
  if (good && CMS_set_detached (cms, 0) == 1)
    return g_steal_pointer (&cms);
  parvis_crypto_fail (error, PARVIS_SEAL_ERROR, PARVIS_SEAL_ERROR_FAILED,
                      _ ("la demande ne peut pas être scellée avec ce certificat"));
  return NULL;
}

static gboolean
on_piece (gconstpointer data, gsize size, gpointer user_data, GError **error)
{
  gsize written;

  return size == 0 || (BIO_write_ex (user_data, data, size, &written) == 1 && written == size)
         || parvis_crypto_fail (error, PARVIS_SEAL_ERROR, PARVIS_SEAL_ERROR_FAILED,
                                _ ("la demande n’a pas pu être scellée"));
}

static gboolean
fill_envelope (CMS_ContentInfo *cms, const ParvisParcel *parcel, GError **error)
{
  g_autoptr (BIO) cipher = CMS_dataInit (cms, NULL);

  if (cipher != NULL && !parvis_parcel_write (parcel, on_piece, cipher, error))
    return FALSE;
  if (cipher != NULL && BIO_flush (cipher) == 1 && CMS_dataFinal (cms, cipher) == 1)
    return TRUE;
  return parvis_crypto_fail (error, PARVIS_SEAL_ERROR, PARVIS_SEAL_ERROR_FAILED,
                             _ ("la demande n’a pas pu être scellée"));
}

static GBytes *
encode (CMS_ContentInfo *cms)
{
  int size = i2d_CMS_ContentInfo (cms, NULL);
  g_autofree guint8 *data = size > 0 ? g_malloc ((gsize) size) : NULL;
  guint8 *end = data;

  if (data == NULL || i2d_CMS_ContentInfo (cms, &end) != size)
    return NULL;
  return g_bytes_new_take (g_steal_pointer (&data), (gsize) size);
}

GBytes *
parvis_sealer_seal (ParvisSealer *self, const ParvisParcel *parcel, GError **error)
{
  g_autoptr (CMS_ContentInfo) cms = NULL;
  GBytes *envelope;

  ERR_clear_error ();
  cms = new_envelope (self, error);
  if (cms == NULL || !fill_envelope (cms, parcel, error))
    return NULL;
  envelope = encode (cms);
  if (envelope == NULL)
    parvis_crypto_fail (error, PARVIS_SEAL_ERROR, PARVIS_SEAL_ERROR_FAILED, _ ("l’enveloppe n’a pas pu être écrite"));
  return envelope;
}

/* Opening --------------------------------------------------------------------------------------- */

static gboolean
refuse (ParvisSealError code, const char *message, GError **error)
{
  ERR_clear_error (); /* what libcrypto says of a false envelope helps nobody */
  g_set_error_literal (error, PARVIS_SEAL_ERROR, (int) code, message);
  return FALSE;
}

static gboolean
refuse_altered (GError **error)
{
  return refuse (PARVIS_SEAL_ERROR_CORRUPT, _ ("l’enveloppe a été altérée ou n’en est pas une ; rien n’en a été sorti"),
                 error);
}

/* Strictly DER (what is read, written again, is the same bytes) and strictly of our form. */
static CMS_ContentInfo *
decode (GBytes *envelope, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (envelope, &size);
  const guint8 *end = data;
  g_autoptr (CMS_ContentInfo) cms = NULL;
  g_autoptr (GBytes) again = NULL;

  if (size > 0 && size <= PARVIS_SEAL_MAX_BYTES && parvis_seal_header_is_ours (envelope))
    cms = d2i_CMS_ContentInfo (NULL, &end, (long) size);
  if (cms != NULL)
    again = encode (cms);
  if (again != NULL && g_bytes_equal (again, envelope))
    return g_steal_pointer (&cms);
  refuse_altered (error);
  return NULL;
}

static const ASN1_OCTET_STRING *
get_named_key (CMS_RecipientInfo *recipient)
{
  STACK_OF (CMS_RecipientEncryptedKey) * keys;
  ASN1_OCTET_STRING *named = NULL;

  if (CMS_RecipientInfo_type (recipient) == CMS_RECIPINFO_TRANS)
    return CMS_RecipientInfo_ktri_get0_signer_id (recipient, &named, NULL, NULL) == 1 ? named : NULL;
  keys = CMS_RecipientInfo_kari_get0_reks (recipient);
  if (sk_CMS_RecipientEncryptedKey_num (keys) != 1)
    return NULL;
  CMS_RecipientEncryptedKey_get0_id (sk_CMS_RecipientEncryptedKey_value (keys, 0), &named, NULL, NULL, NULL, NULL);
  return named;
}

typedef enum
{
  RECIPIENT_STRANGE, /* not as we make them */
  RECIPIENT_OTHER,
  RECIPIENT_OURS, /* or perhaps: it does not name its key */
} Recipient;

static Recipient
look_at_recipient (CMS_RecipientInfo *recipient, const guint8 *id)
{
  int type = CMS_RecipientInfo_type (recipient);
  const ASN1_OCTET_STRING *named;

  if (type != CMS_RECIPINFO_TRANS && type != CMS_RECIPINFO_AGREE)
    return RECIPIENT_STRANGE;
  named = get_named_key (recipient);
  return named == NULL
                 || (ASN1_STRING_length (named) == KEY_ID_BYTES
                     && memcmp (ASN1_STRING_get0_data (named), id, KEY_ID_BYTES) == 0)
             ? RECIPIENT_OURS
             : RECIPIENT_OTHER;
}

/* Recipients as we make them, one of whom is named as the key at hand. */
static gboolean
check_recipients (CMS_ContentInfo *cms, EVP_PKEY *key, GError **error)
{
  STACK_OF (CMS_RecipientInfo) *recipients = CMS_get0_RecipientInfos (cms);
  Recipient best = RECIPIENT_OTHER;
  guint8 id[KEY_ID_BYTES];

  if (!parvis_crypto_key_id (key, id, NULL))
    return refuse (PARVIS_SEAL_ERROR_KEY, _ ("cette clé ne convient pas à une enveloppe"), error);
  for (int i = 0; i < sk_CMS_RecipientInfo_num (recipients); i++)
    {
      Recipient one = look_at_recipient (sk_CMS_RecipientInfo_value (recipients, i), id);

      if (one == RECIPIENT_STRANGE)
        return refuse_altered (error);
      best = MAX (best, one);
    }
  return best == RECIPIENT_OURS
         || refuse (PARVIS_SEAL_ERROR_KEY, _ ("cette clé n’est pas celle à qui l’enveloppe est adressée"), error);
}

static gboolean
unlock (CMS_ContentInfo *cms, EVP_PKEY *key, GError **error)
{
  /* The "debug" flag makes a key that does not fit an error at once, instead of random content whose tag
   * fails. */
  if (CMS_decrypt (cms, NULL, NULL, NULL, NULL, CMS_DEBUG_DECRYPT) == 1 && CMS_decrypt_set1_pkey (cms, key, NULL) == 1)
    return TRUE;
  return refuse (PARVIS_SEAL_ERROR_KEY, _ ("cette clé n’ouvre pas l’enveloppe"), error);
}

/* The algorithm and the length of the tag are in the clear: taken as they come, they would let somebody
 * weaken both. */
static gboolean
check_cipher (BIO *chain, BIO **cipher)
{
  EVP_CIPHER_CTX *context = NULL;

  *cipher = BIO_find_type (chain, BIO_TYPE_CIPHER);
  return *cipher != NULL && BIO_get_cipher_ctx (*cipher, &context) == 1
         && EVP_CIPHER_get_nid (EVP_CIPHER_CTX_get0_cipher (context)) == NID_aes_256_gcm
         && EVP_CIPHER_CTX_get_tag_length (context) == TAG_BYTES;
}

/* All of it, then the tag, then only out of our hands. */
static GBytes *
decipher (CMS_ContentInfo *cms, gsize max, GError **error)
{
  g_autoptr (BIO) chain = CMS_dataInit (cms, NULL);
  guint8 *plain = g_malloc (max);
  g_autoptr (GBytes) wiped = parvis_secret_bytes_new_take (plain, max);
  BIO *cipher;
  gsize size = 0, got = 0;

  if (chain == NULL || !check_cipher (chain, &cipher))
    {
      refuse_altered (error);
      return NULL;
    }
  while (size < max && BIO_read_ex (chain, plain + size, max - size, &got) == 1)
    size += got;
  if (size < max
      && BIO_get_cipher_status (cipher) == 1) /* plain is shorter than sealed: else the end was not reached */
    return g_bytes_new_from_bytes (wiped, 0, size);
  refuse_altered (error);
  return NULL;
}

ParvisParcel *
parvis_seal_open_with (GBytes *envelope, EVP_PKEY *key, GError **error)
{
  g_autoptr (CMS_ContentInfo) cms = decode (envelope, error);
  g_autoptr (GBytes) archive = NULL;
  ParvisParcel *parcel;

  if (cms == NULL || !check_recipients (cms, key, error) || !unlock (cms, key, error))
    return NULL;
  archive = decipher (cms, g_bytes_get_size (envelope), error);
  if (archive == NULL)
    return NULL;
  parcel = parvis_parcel_read (archive, error);
  if (parcel == NULL)
    parvis_crypto_recast (error, PARVIS_SEAL_ERROR, PARVIS_SEAL_ERROR_CORRUPT);
  return parcel;
}

ParvisParcel *
parvis_seal_open (GBytes *envelope, const char *key_file, GError **error)
{
  g_autoptr (EVP_PKEY) key = NULL;

  ERR_clear_error ();
  key = parvis_crypto_load_key (key_file, error);
  if (key != NULL)
    return parvis_seal_open_with (envelope, key, error);
  parvis_crypto_recast (error, PARVIS_SEAL_ERROR, PARVIS_SEAL_ERROR_KEY);
  return NULL;
}
