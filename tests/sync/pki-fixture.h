/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <string.h>

#include <openssl/pem.h>

#include "child/child.h"
#include "sync/pki/crypto.h"
#include "sync/pki/pki.h"
#include "sync/scratch.h"

/* What the tests of seals, signatures and certificates share: a town hall's certificates in a folder, and the
 * real openssl. */

static inline void
fixture_issue (const Scratch *scratch, ParvisPkiRole role, const char *name)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (parvis_pki_issue (scratch->folder, role, name, NULL, 30, &error));
  g_assert_no_error (error);
}

/* ca, envelope, receipt and content. */
static inline Scratch *
fixture_new (void)
{
  Scratch *scratch = scratch_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (parvis_pki_init (scratch->folder, "Saint-Exemple", &error));
  g_assert_no_error (error);
  fixture_issue (scratch, PARVIS_PKI_ENVELOPE, "hub");
  fixture_issue (scratch, PARVIS_PKI_RECEIPT, "hub");
  fixture_issue (scratch, PARVIS_PKI_CONTENT, "contenu");
  return scratch;
}

/* Runs a line of shell in the folder; (transfer full): what it said. Anything but success ends the test. */
static inline char *
fixture_shell (const Scratch *scratch, const char *line)
{
  const char *argv[] = { "sh", "-c", line, NULL };
  g_autofree char *out = NULL, *err = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  g_assert_true (g_spawn_sync (scratch->folder, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, child_end_with,
                               GINT_TO_POINTER (getpid ()), &out, &err, &status, &error));
  if (status != 0)
    g_error ("%s: %s%s", line, out, err);
  return g_steal_pointer (&out);
}

/* <file>.pem again, by the same CA, valid between so many days from now. */
static inline void
fixture_set_dates (const Scratch *scratch, const char *file, int from_days, int to_days)
{
  g_autofree char *name = g_strconcat (file, ".pem", NULL);
  g_autofree char *path = scratch_path (scratch, name);
  g_autofree char *ca_key_file = scratch_path (scratch, "ca.key");
  g_autoptr (X509) certificate = parvis_crypto_load_certificate (path, NULL, NULL);
  g_autoptr (EVP_PKEY) ca_key = parvis_crypto_load_key (ca_key_file, NULL);
  g_autoptr (BIO) out = BIO_new_file (path, "w");

  X509_gmtime_adj (X509_getm_notBefore (certificate), from_days * 86400L);
  X509_gmtime_adj (X509_getm_notAfter (certificate), to_days * 86400L);
  g_assert_cmpint (X509_sign (certificate, ca_key, EVP_sha256 ()), >, 0);
  g_assert_cmpint (PEM_write_bio_X509 (out, certificate), ==, 1);
}

/* <file>.pem and .key for an RSA key, as another PKI than ours would make them. @extensions: lines of an
 * openssl.cnf. */
static inline void
fixture_issue_rsa (const Scratch *scratch, const char *file, const char *extensions)
{
  g_autofree char *line = g_strdup_printf (
      "printf '%%s\\n' '%s' > ext.cnf && openssl req -newkey rsa:2048 -nodes -keyout %s.key -subj /CN=rsa "
      "-out rsa.csr && "
      "openssl x509 -req -in rsa.csr -CA ca.pem -CAkey ca.key -days 30 -extfile ext.cnf -out %s.pem",
      extensions, file, file);

  g_free (fixture_shell (scratch, line));
}
