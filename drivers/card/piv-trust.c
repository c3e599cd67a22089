/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/card/piv-x509.h"

#include <gio/gio.h>
#include <openssl/err.h>

#define BITS_112 2 /* an authentication level of libcrypto: no SHA-1, no RSA under 2048 */

typedef STACK_OF (X509_INFO) InfoStack;

static void
info_stack_free (InfoStack *stack)
{
  sk_X509_INFO_pop_free (stack, X509_INFO_free);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ASN1_OBJECT, ASN1_OBJECT_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BIO, BIO_free_all)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EXTENDED_KEY_USAGE, EXTENDED_KEY_USAGE_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (InfoStack, info_stack_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_STORE_CTX, X509_STORE_CTX_free)

struct _ParvisPivTrust
{
  X509_STORE *store;
  ASN1_OBJECT *usage;
};

G_DEFINE_QUARK (parvis_piv_error_quark, parvis_piv_error)

/* The file -------------------------------------------------------------------------------------- */

/* A key among the certificates is none of ours: libcrypto would ask for its password on the terminal. */
static int
refuse_password (char *buffer, int size, int writing, void *user_data)
{
  return -1;
}

static InfoStack *
read_file (const char *path, GError **error)
{
  g_autoptr (BIO) bio = NULL;
  g_autofree char *text = NULL;
  InfoStack *infos;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;
  if (length > PARVIS_PIV_TRUST_MAX_BYTES)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s: more than %d bytes", path,
                   PARVIS_PIV_TRUST_MAX_BYTES);
      return NULL;
    }
  bio = BIO_new_mem_buf (text, (int) length);
  infos = PEM_X509_INFO_read_bio (bio, NULL, refuse_password, NULL);
  ERR_clear_error ();
  if (infos == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s: not certificates in PEM", path);
  return infos;
}

/* How many certificates there are; revocation lists are obeyed as soon as there is one. */
static guint
fill_store (X509_STORE *store, InfoStack *infos)
{
  guint certificates = 0;

  for (int i = 0; i < sk_X509_INFO_num (infos); i++)
    {
      const X509_INFO *info = sk_X509_INFO_value (infos, i);

      if (info->x509 != NULL && X509_STORE_add_cert (store, info->x509) == 1)
        certificates++;
      if (info->crl != NULL && X509_STORE_add_crl (store, info->crl) == 1)
        X509_STORE_set_flags (store, X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL);
    }
  return certificates;
}

ParvisPivTrust *
parvis_piv_trust_new (const char *ca_file, const char *usage, GError **error)
{
  g_autoptr (ParvisPivTrust) self = g_new0 (ParvisPivTrust, 1);
  g_autoptr (InfoStack) infos = read_file (ca_file, error);

  if (infos == NULL)
    return NULL;
  self->usage = OBJ_txt2obj (usage, 1);
  if (self->usage == NULL)
    {
      ERR_clear_error ();
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s: not an object identifier", usage);
      return NULL;
    }
  self->store = X509_STORE_new ();
  if (fill_store (self->store, infos) == 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s: no certificate of an authority", ca_file);
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
parvis_piv_trust_free (ParvisPivTrust *self)
{
  if (self == NULL)
    return;
  X509_STORE_free (self->store);
  ASN1_OBJECT_free (self->usage);
  g_free (self);
}

/* Judging --------------------------------------------------------------------------------------- */

static ParvisPivError
code_of (int status)
{
  switch (status)
    {
    case X509_V_ERR_CERT_HAS_EXPIRED:
      return PARVIS_PIV_ERROR_EXPIRED;
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return PARVIS_PIV_ERROR_NOT_YET_VALID;
    case X509_V_ERR_CERT_REVOKED:
      return PARVIS_PIV_ERROR_REVOKED;
    case X509_V_ERR_UNABLE_TO_GET_CRL:
    case X509_V_ERR_CRL_HAS_EXPIRED:
    case X509_V_ERR_CRL_NOT_YET_VALID:
    case X509_V_ERR_CRL_SIGNATURE_FAILURE:
      return PARVIS_PIV_ERROR_NO_LIST;
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_CERT_SIGNATURE_FAILURE:
      return PARVIS_PIV_ERROR_NOT_OURS;
    default:
      return PARVIS_PIV_ERROR_CERTIFICATE;
    }
}

static gboolean
check_chain (const ParvisPivTrust *self, X509 *certificate, GError **error)
{
  g_autoptr (X509_STORE_CTX) context = X509_STORE_CTX_new ();
  int status;

  if (context == NULL || X509_STORE_CTX_init (context, self->store, certificate, NULL) != 1)
    {
      ERR_clear_error ();
      g_set_error (error, PARVIS_PIV_ERROR, PARVIS_PIV_ERROR_CERTIFICATE, "the card's certificate cannot be checked");
      return FALSE;
    }
  X509_VERIFY_PARAM_set_auth_level (X509_STORE_CTX_get0_param (context), BITS_112);
  if (X509_verify_cert (context) == 1)
    return TRUE;
  ERR_clear_error ();
  status = X509_STORE_CTX_get_error (context);
  g_set_error (error, PARVIS_PIV_ERROR, code_of (status), "the card's certificate: %s",
               X509_verify_cert_error_string (status));
  return FALSE;
}

static gboolean
has_usage (X509 *certificate, const ASN1_OBJECT *wanted)
{
  g_autoptr (EXTENDED_KEY_USAGE) usages = X509_get_ext_d2i (certificate, NID_ext_key_usage, NULL, NULL);

  for (int i = 0; usages != NULL && i < sk_ASN1_OBJECT_num (usages); i++)
    if (OBJ_cmp (sk_ASN1_OBJECT_value (usages, i), wanted) == 0)
      return TRUE;
  return FALSE;
}

gboolean
parvis_piv_trust_check (const ParvisPivTrust *self, X509 *certificate, GError **error)
{
  if (!check_chain (self, certificate, error))
    return FALSE;
  if (has_usage (certificate, self->usage) && (X509_get_key_usage (certificate) & KU_DIGITAL_SIGNATURE) != 0)
    return TRUE;
  g_set_error (error, PARVIS_PIV_ERROR, PARVIS_PIV_ERROR_USAGE, "the card's certificate is not made for this usage");
  return FALSE;
}
