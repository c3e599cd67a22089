/* SPDX-License-Identifier: EUPL-1.2 */
#include "cards/emrtd/specimen.h"

#include <openssl/pem.h>
#include <openssl/x509v3.h>

#define DAY 86400L

static void
add_extension (X509 *certificate, X509 *issuer, int nid, const char *value)
{
  X509V3_CTX context;
  X509_EXTENSION *extension;

  X509V3_set_ctx (&context, issuer, certificate, NULL, NULL, 0);
  extension = X509V3_EXT_conf_nid (NULL, &context, nid, value);
  g_assert_nonnull (extension);
  g_assert_cmpint (X509_add_ext (certificate, extension, -1), ==, 1);
  X509_EXTENSION_free (extension);
}

static X509 *
make_certificate (EVP_PKEY *key, const char *country, const char *name, long from_days, long to_days)
{
  X509 *certificate = X509_new ();
  X509_NAME *subject = X509_get_subject_name (certificate);

  X509_set_version (certificate, X509_VERSION_3);
  ASN1_INTEGER_set_int64 (X509_get_serialNumber (certificate), g_random_int_range (1, G_MAXINT32));
  X509_gmtime_adj (X509_getm_notBefore (certificate), from_days * DAY);
  X509_gmtime_adj (X509_getm_notAfter (certificate), to_days * DAY);
  X509_NAME_add_entry_by_txt (subject, "C", MBSTRING_UTF8, (const unsigned char *) country, -1, -1, 0);
  X509_NAME_add_entry_by_txt (subject, "CN", MBSTRING_UTF8, (const unsigned char *) name, -1, -1, 0);
  X509_set_pubkey (certificate, key);
  return certificate;
}

/* 9303-12, 7.1.1: a state's certificate. */
static void
make_state (SpecimenPki *pki, const char *country)
{
  pki->state_key = EVP_EC_gen ("P-256");
  pki->state = make_certificate (pki->state_key, country, "Specimen CSCA", -2, 3650);
  X509_set_issuer_name (pki->state, X509_get_subject_name (pki->state));
  add_extension (pki->state, pki->state, NID_basic_constraints, "critical,CA:TRUE,pathlen:0");
  add_extension (pki->state, pki->state, NID_key_usage, "critical,keyCertSign,cRLSign");
  add_extension (pki->state, pki->state, NID_subject_key_identifier, "hash");
  g_assert_cmpint (X509_sign (pki->state, pki->state_key, EVP_sha256 ()), >, 0);
}

static void
make_signer (SpecimenPki *pki, SpecimenSigner signer)
{
  char country[8];

  X509_NAME_get_text_by_NID (X509_get_subject_name (pki->state), NID_countryName, country, sizeof country);
  pki->signer_key = signer == SPECIMEN_SIGNER_PSS ? EVP_RSA_gen (2048) : EVP_EC_gen ("P-256");
  pki->signer
      = make_certificate (pki->signer_key, country, "Specimen DS", -2, signer == SPECIMEN_SIGNER_EXPIRED ? -1 : 3650);
  X509_set_issuer_name (pki->signer, X509_get_subject_name (pki->state));
  add_extension (pki->signer, pki->state, NID_key_usage, "critical,digitalSignature");
  add_extension (pki->signer, pki->state, NID_authority_key_identifier, "keyid:always");
  g_assert_cmpint (X509_sign (pki->signer, pki->state_key, EVP_sha256 ()), >, 0);
}

SpecimenPki *
specimen_pki_new (const char *country, SpecimenSigner signer)
{
  SpecimenPki *pki = g_new0 (SpecimenPki, 1);

  make_state (pki, country);
  make_signer (pki, signer);
  return pki;
}

void
specimen_pki_free (SpecimenPki *pki)
{
  EVP_PKEY_free (pki->state_key);
  EVP_PKEY_free (pki->signer_key);
  X509_free (pki->state);
  X509_free (pki->signer);
  g_free (pki);
}

void
specimen_pki_save_state (const SpecimenPki *pki, const char *path)
{
  BIO *out = BIO_new_file (path, "w");

  g_assert_nonnull (out);
  g_assert_cmpint (PEM_write_bio_X509 (out, pki->state), ==, 1);
  BIO_free (out);
}

static gboolean
load_state (SpecimenPki *pki, const char *key_path, const char *path)
{
  BIO *key = BIO_new_file (key_path, "r"), *certificate = BIO_new_file (path, "r");

  if (key != NULL && certificate != NULL)
    {
      pki->state_key = PEM_read_bio_PrivateKey (key, NULL, NULL, NULL);
      pki->state = PEM_read_bio_X509 (certificate, NULL, NULL, NULL);
    }
  BIO_free (key);
  BIO_free (certificate);
  return pki->state_key != NULL && pki->state != NULL;
}

static void
save_key (EVP_PKEY *key, const char *path)
{
  BIO *out = BIO_new_file (path, "w");

  g_assert_nonnull (out);
  g_assert_cmpint (PEM_write_bio_PrivateKey (out, key, NULL, NULL, 0, NULL, NULL), ==, 1);
  BIO_free (out);
}

SpecimenPki *
specimen_pki_open (const char *dir, SpecimenSigner signer)
{
  SpecimenPki *pki = g_new0 (SpecimenPki, 1);
  g_autofree char *folder = g_build_filename (dir, "csca", NULL);
  g_autofree char *path = g_build_filename (folder, "state.pem", NULL);
  g_autofree char *key_path = g_build_filename (dir, "state.key", NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  if (!load_state (pki, key_path, path))
    {
      make_state (pki, "UT");
      save_key (pki->state_key, key_path);
      specimen_pki_save_state (pki, path);
    }
  make_signer (pki, signer);
  return pki;
}
