/* SPDX-License-Identifier: EUPL-1.2 */
#include "cards/piv-town.h"

#include <glib/gstdio.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#define DAY      (24 * 60 * 60)
#define ok(call) g_assert_cmpint ((call), ==, 1)

static void
set_name (X509_NAME *name, const char *field, const char *text)
{
  ok (X509_NAME_add_entry_by_txt (name, field, MBSTRING_UTF8, (const guint8 *) text, -1, -1, 0));
}

static void
add_extension (X509 *certificate, int kind, const char *value)
{
  X509_EXTENSION *extension = X509V3_EXT_conf_nid (NULL, NULL, kind, value);

  g_assert_nonnull (extension);
  ok (X509_add_ext (certificate, extension, -1));
  X509_EXTENSION_free (extension);
}

static X509 *
new_certificate (long serial, EVP_PKEY *key, int from_day, int to_day)
{
  X509 *certificate = X509_new ();

  ok (X509_set_version (certificate, X509_VERSION_3));
  ok (ASN1_INTEGER_set (X509_get_serialNumber (certificate), serial));
  g_assert_nonnull (X509_time_adj_ex (X509_getm_notBefore (certificate), from_day, 0, NULL));
  g_assert_nonnull (X509_time_adj_ex (X509_getm_notAfter (certificate), to_day, 0, NULL));
  ok (X509_set_pubkey (certificate, key));
  return certificate;
}

static void
write_file (PivTown *town, X509_CRL *list)
{
  BIO *bio = BIO_new_file (town->file, "w");

  ok (PEM_write_bio_X509 (bio, town->authority));
  if (town->above != NULL)
    ok (PEM_write_bio_X509 (bio, town->above));
  if (list != NULL)
    ok (PEM_write_bio_X509_CRL (bio, list));
  BIO_free_all (bio);
}

static PivTown *
new_town (const char *name, PivTown *above)
{
  PivTown *town = g_new0 (PivTown, 1);
  g_autoptr (GError) error = NULL;

  town->dir = g_dir_make_tmp ("piv-town-XXXXXX", &error);
  g_assert_no_error (error);
  town->file = g_build_filename (town->dir, "ca.pem", NULL);
  town->key = EVP_EC_gen ("P-256");
  town->last_serial = 1;
  town->authority = new_certificate (town->last_serial, town->key, -3650, 3650);
  set_name (X509_get_subject_name (town->authority), "O", name);
  town->above = above != NULL ? X509_dup (above->authority) : NULL;
  ok (X509_set_issuer_name (town->authority,
                            X509_get_subject_name (above != NULL ? above->authority : town->authority)));
  add_extension (town->authority, NID_basic_constraints, "critical,CA:TRUE");
  add_extension (town->authority, NID_key_usage, "critical,keyCertSign,cRLSign");
  g_assert_cmpint (X509_sign (town->authority, above != NULL ? above->key : town->key, EVP_sha256 ()), >, 0);
  write_file (town, NULL);
  return town;
}

PivTown *
piv_town_new (const char *name)
{
  return new_town (name, NULL);
}

PivTown *
piv_town_new_under (PivTown *above, const char *name)
{
  return new_town (name, above);
}

void
piv_town_free (PivTown *town)
{
  g_unlink (town->file);
  g_rmdir (town->dir);
  g_free (town->file);
  g_free (town->dir);
  X509_free (town->authority);
  X509_free (town->above);
  EVP_PKEY_free (town->key);
  g_free (town);
}

X509 *
piv_town_issue (PivTown *town, EVP_PKEY *key, const PivTownPaper *paper)
{
  gboolean usual = paper->from_day == 0 && paper->to_day == 0;
  X509 *certificate
      = new_certificate (++town->last_serial, key, usual ? -1 : paper->from_day, usual ? 365 : paper->to_day);
  X509_NAME *subject = X509_get_subject_name (certificate);

  set_name (subject, "O", "Médiation numérique");
  if (paper->name != NULL)
    set_name (subject, "CN", paper->name);
  ok (X509_set_issuer_name (certificate, X509_get_subject_name (town->authority)));
  add_extension (certificate, NID_basic_constraints, "CA:FALSE");
  if (paper->key_usage != NULL)
    add_extension (certificate, NID_key_usage, paper->key_usage);
  if (paper->usage != NULL)
    add_extension (certificate, NID_ext_key_usage, paper->usage);
  g_assert_cmpint (X509_sign (certificate, town->key, EVP_sha256 ()), >, 0);
  return certificate;
}

void
piv_town_revoke (PivTown *town, X509 *certificate, int to_day)
{
  X509_CRL *list = X509_CRL_new ();
  ASN1_TIME *from = X509_time_adj_ex (NULL, to_day - 30, 0, NULL);
  ASN1_TIME *to = X509_time_adj_ex (NULL, to_day, 0, NULL);

  ok (X509_CRL_set_version (list, X509_CRL_VERSION_2));
  ok (X509_CRL_set_issuer_name (list, X509_get_subject_name (town->authority)));
  ok (X509_CRL_set1_lastUpdate (list, from));
  ok (X509_CRL_set1_nextUpdate (list, to));
  if (certificate != NULL)
    {
      X509_REVOKED *entry = X509_REVOKED_new ();

      ok (X509_REVOKED_set_serialNumber (entry, X509_get_serialNumber (certificate)));
      ok (X509_REVOKED_set_revocationDate (entry, from));
      ok (X509_CRL_add0_revoked (list, entry));
    }
  g_assert_cmpint (X509_CRL_sign (list, town->key, EVP_sha256 ()), >, 0);
  write_file (town, list);
  ASN1_TIME_free (from);
  ASN1_TIME_free (to);
  X509_CRL_free (list);
}
