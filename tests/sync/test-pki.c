/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/pki/pki.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "sync/pki-fixture.h"

static void
issue (const Scratch *scratch, ParvisPkiRole role, const char *name, const char *file, guint days)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (parvis_pki_issue (scratch->folder, role, name, file, days, &error));
  g_assert_no_error (error);
}

static Scratch *
new_authority (void)
{
  Scratch *scratch = scratch_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (parvis_pki_init (scratch->folder, "Saint-Étienne-du-Test", &error));
  g_assert_no_error (error);
  return scratch;
}

static void
assert_says (const Scratch *scratch, const char *line, const char *words)
{
  g_autofree char *said = fixture_shell (scratch, line);

  if (strstr (said, words) == NULL)
    g_error ("%s: no '%s' in: %s", line, words, said);
}

static void
assert_mode (const Scratch *scratch, const char *name, mode_t mode)
{
  g_autofree char *path = scratch_path (scratch, name);
  struct stat st;

  g_assert_cmpint (stat (path, &st), ==, 0);
  g_assert_cmpint (st.st_mode & 0777, ==, mode);
}

static guint
count_files (const Scratch *scratch)
{
  g_autoptr (GDir) dir = g_dir_open (scratch->folder, 0, NULL);
  guint count = 0;

  while (g_dir_read_name (dir) != NULL)
    count++;
  return count;
}

static void
test_authority (void)
{
  g_autoptr (Scratch) scratch = new_authority ();

  assert_mode (scratch, "ca.key", 0600);
  assert_mode (scratch, "ca.pem", 0644);
  g_assert_cmpuint (count_files (scratch), ==, 2); /* nothing left aside */
  assert_says (scratch, "openssl verify -x509_strict -CAfile ca.pem ca.pem", "OK");
  assert_says (scratch, "openssl x509 -in ca.pem -noout -nameopt utf8 -subject", "Saint-Étienne-du-Test");
  assert_says (scratch, "openssl x509 -in ca.pem -noout -purpose", "SSL server CA : Yes");
  assert_says (scratch, "openssl x509 -in ca.pem -noout -ext basicConstraints,keyUsage", "CA:TRUE, pathlen:0");
  assert_says (scratch, "openssl pkey -in ca.key -noout -text", "NIST CURVE: P-256");
}

static void
test_roles (void)
{
  static const struct
  {
    const char *line;
    const char *words;
  } lines[] = {
    { "openssl verify -x509_strict -CAfile ca.pem -purpose sslserver -verify_hostname hub.example server.pem", "OK" },
    { "openssl verify -CAfile ca.pem -purpose sslserver -verify_ip 192.0.2.7 server.pem", "OK" },
    { "openssl verify -CAfile ca.pem -purpose sslserver -verify_ip 2001:db8::1 server.pem", "OK" },
    { "! openssl verify -CAfile ca.pem -purpose sslserver -verify_hostname other.example server.pem 2>&1", "mismatch" },
    { "! openssl verify -CAfile ca.pem -purpose sslclient server.pem 2>&1", "unsuitable certificate purpose" },
    { "openssl verify -x509_strict -CAfile ca.pem -purpose sslclient borne-1.pem", "OK" },
    { "! openssl verify -CAfile ca.pem -purpose sslserver borne-1.pem 2>&1", "unsuitable certificate purpose" },
    { "openssl x509 -in borne-1.pem -noout -subject", "CN = borne-1" },
    { "openssl x509 -in server.pem -noout -purpose", "SSL server : Yes" },
    { "openssl x509 -in server.pem -noout -purpose", "SSL client : No" },
    { "openssl x509 -in borne-1.pem -noout -purpose", "SSL client : Yes" },
    { "openssl x509 -in envelope.pem -noout -purpose", "SSL server : No" },
    { "openssl x509 -in envelope.pem -noout -ext extendedKeyUsage", PARVIS_OID_ENVELOPE },
    { "openssl x509 -in envelope.pem -noout -ext keyUsage", "Key Agreement" },
    { "openssl x509 -in receipt.pem -noout -ext extendedKeyUsage", PARVIS_OID_RECEIPT },
    { "openssl x509 -in receipt.pem -noout -ext keyUsage", "Digital Signature" },
    { "openssl x509 -in content.pem -noout -ext extendedKeyUsage", PARVIS_OID_CONTENT },
    { "openssl verify -x509_strict -CAfile ca.pem envelope.pem receipt.pem content.pem", "content.pem: OK" },
    { "openssl x509 -in content.pem -noout -ext basicConstraints", "CA:FALSE" },
    { "openssl x509 -in content.pem -noout -checkend $((29 * 86400))", "will not expire" },
    { "! openssl x509 -in content.pem -noout -checkend $((31 * 86400))", "will expire" },
    { "for f in server borne-1 envelope receipt content; do test \"$(openssl x509 -in $f.pem -noout "
      "-pubkey)\" = "
      "\"$(openssl pkey -in $f.key -pubout)\" || exit 1; done; echo all fit",
      "all fit" },
    { "for f in *.pem; do openssl x509 -in $f -noout -serial; done | sort | uniq | wc -l", "6" },
  };
  g_autoptr (Scratch) scratch = new_authority ();

  issue (scratch, PARVIS_PKI_SERVER, "hub.example,192.0.2.7,2001:db8::1", NULL, 30);
  issue (scratch, PARVIS_PKI_KIOSK, "borne-1", NULL, 30);
  issue (scratch, PARVIS_PKI_ENVELOPE, "Hub de l’agglomération", NULL, 30);
  issue (scratch, PARVIS_PKI_RECEIPT, "hub", NULL, 30);
  issue (scratch, PARVIS_PKI_CONTENT, "contenu", NULL, 30);
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    assert_says (scratch, lines[i].line, lines[i].words);
  assert_mode (scratch, "server.key", 0600);
  g_assert_cmpuint (count_files (scratch), ==, 12);
}

/* What is there stays, byte for byte. */
static void
test_exists (void)
{
  g_autoptr (Scratch) scratch = new_authority ();
  g_autofree char *before = fixture_shell (scratch, "cat ca.pem ca.key");
  g_autofree char *after = NULL;
  g_autoptr (GError) ca = NULL, key = NULL, link = NULL;

  g_assert_false (parvis_pki_init (scratch->folder, "Autre", &ca));
  g_assert_error (ca, PARVIS_PKI_ERROR, PARVIS_PKI_ERROR_EXISTS);
  g_free (fixture_shell (scratch, "echo mine > server.pem && ln -s /nowhere receipt.key"));
  g_assert_false (parvis_pki_issue (scratch->folder, PARVIS_PKI_SERVER, "hub", NULL, 30, &key));
  g_assert_error (key, PARVIS_PKI_ERROR, PARVIS_PKI_ERROR_EXISTS);
  g_assert_false (parvis_pki_issue (scratch->folder, PARVIS_PKI_RECEIPT, "hub", NULL, 30, &link));
  g_assert_error (link, PARVIS_PKI_ERROR, PARVIS_PKI_ERROR_EXISTS);
  assert_says (scratch, "cat server.pem", "mine");
  after = fixture_shell (scratch, "cat ca.pem ca.key");
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpuint (count_files (scratch), ==, 4);
}

static void
test_bad_words (void)
{
  static const struct
  {
    ParvisPkiRole role;
    const char *name, *file;
    guint days;
  } bad[] = {
    { PARVIS_PKI_SERVER, "", NULL, 30 },
    { PARVIS_PKI_SERVER, "hub,", NULL, 30 },
    { PARVIS_PKI_SERVER, "hub,email:a@b", NULL, 30 },
    { PARVIS_PKI_SERVER, "hub\nDNS:other", NULL, 30 },
    { PARVIS_PKI_SERVER, "a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q", NULL, 30 },
    { PARVIS_PKI_KIOSK, "Borne 1", NULL, 30 },
    { PARVIS_PKI_KIOSK, "", NULL, 30 },
    { PARVIS_PKI_ENVELOPE, "", NULL, 30 },
    { PARVIS_PKI_ENVELOPE, "a\nb", NULL, 30 },
    { PARVIS_PKI_ENVELOPE, "\xff", NULL, 30 },
    { PARVIS_PKI_ENVELOPE, "hub", "../envelope", 30 },
    { PARVIS_PKI_ENVELOPE, "hub", ".hidden", 30 },
    { PARVIS_PKI_ENVELOPE, "hub", "", 30 },
    { PARVIS_PKI_ENVELOPE, "hub", NULL, 0 },
    { PARVIS_PKI_ENVELOPE, "hub", NULL, PARVIS_PKI_MAX_DAYS + 1 },
  };
  g_autoptr (Scratch) scratch = new_authority ();
  g_autoptr (Scratch) empty = scratch_new ();
  g_autofree char *long_name = g_strnfill (41, 'x');
  g_autoptr (GError) no_ca = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (parvis_pki_issue (scratch->folder, bad[i].role, bad[i].name, bad[i].file, bad[i].days, &error));
      g_assert_error (error, PARVIS_PKI_ERROR, PARVIS_PKI_ERROR_INVALID);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
  g_assert_cmpuint (count_files (scratch), ==, 2);
  g_assert_false (parvis_pki_init (empty->folder, "", NULL));
  g_assert_false (parvis_pki_init (empty->folder, long_name, NULL));
  g_assert_false (parvis_pki_issue (empty->folder, PARVIS_PKI_KIOSK, "borne-1", NULL, 30, &no_ca));
  g_assert_error (no_ca, PARVIS_PKI_ERROR, PARVIS_PKI_ERROR_INVALID);
  g_assert_nonnull (strstr (no_ca->message, "parvisctl pki init"));
  g_assert_cmpuint (count_files (empty), ==, 0);
}

static void
test_bad_authorities (void)
{
  g_autoptr (Scratch) scratch = new_authority ();
  g_autoptr (Scratch) other = new_authority ();
  g_autofree char *mix = g_strdup_printf ("cp ca.key own.key && cp '%s/ca.key' ca.key", other->folder);
  g_autoptr (GError) mixed = NULL, leaf = NULL, expired = NULL;

  issue (scratch, PARVIS_PKI_CONTENT, "contenu", NULL, 30);
  g_free (fixture_shell (scratch, mix));
  g_assert_false (parvis_pki_issue (scratch->folder, PARVIS_PKI_KIOSK, "b", NULL, 30, &mixed));
  g_assert_error (mixed, PARVIS_PKI_ERROR, PARVIS_PKI_ERROR_INVALID);
  g_free (fixture_shell (scratch, "cp ca.pem own.pem && cp content.pem ca.pem && cp content.key ca.key"));
  g_assert_false (parvis_pki_issue (scratch->folder, PARVIS_PKI_KIOSK, "b", NULL, 30, &leaf));
  g_assert_error (leaf, PARVIS_PKI_ERROR, PARVIS_PKI_ERROR_INVALID);
  g_free (fixture_shell (scratch, "cp own.pem ca.pem && cp own.key ca.key"));
  fixture_set_dates (scratch, "ca", -10, -1);
  g_assert_false (parvis_pki_issue (scratch->folder, PARVIS_PKI_KIOSK, "b", NULL, 30, &expired));
  g_assert_error (expired, PARVIS_PKI_ERROR, PARVIS_PKI_ERROR_INVALID);
}

/* Nothing outlives the authority. */
static void
test_bound_by_authority (void)
{
  g_autoptr (Scratch) scratch = new_authority ();

  fixture_set_dates (scratch, "ca", -10, 5);
  issue (scratch, PARVIS_PKI_CONTENT, "contenu", NULL, 30);
  assert_says (scratch,
               "test \"$(openssl x509 -in ca.pem -noout -enddate)\" = \"$(openssl x509 -in content.pem "
               "-noout -enddate)\" && "
               "echo same",
               "same");
}

/* A disk on which not one byte can be written: neither of the two files, and nothing aside. */
static void
test_full (void)
{
  g_autoptr (Scratch) scratch = new_authority ();
  g_autoptr (GError) full = NULL, no_folder = NULL;
  struct rlimit old, none;
  gboolean issued;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &old), ==, 0);
  none = old;
  none.rlim_cur = 0;
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &none), ==, 0);
  issued = parvis_pki_issue (scratch->folder, PARVIS_PKI_KIOSK, "b", NULL, 30, &full);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &old), ==, 0);
  g_assert_false (issued);
  g_assert_error (full, PARVIS_PKI_ERROR, PARVIS_PKI_ERROR_FAILED);
  g_assert_cmpuint (count_files (scratch), ==, 2);
  g_assert_false (parvis_pki_init ("/proc/no-folder", "Commune", &no_folder));
  g_assert_error (no_folder, PARVIS_PKI_ERROR, PARVIS_PKI_ERROR_FAILED);
}

static void
test_role_names (void)
{
  ParvisPkiRole role;

  for (guint i = PARVIS_PKI_SERVER; i <= PARVIS_PKI_CONTENT; i++)
    {
      g_assert_true (parvis_pki_role_from_string (parvis_pki_role_to_string ((ParvisPkiRole) i), &role));
      g_assert_cmpuint (role, ==, i);
    }
  g_assert_false (parvis_pki_role_from_string ("pope", &role));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pki/authority", test_authority);
  g_test_add_func ("/pki/roles", test_roles);
  g_test_add_func ("/pki/exists", test_exists);
  g_test_add_func ("/pki/bad-words", test_bad_words);
  g_test_add_func ("/pki/bad-authorities", test_bad_authorities);
  g_test_add_func ("/pki/bound-by-authority", test_bound_by_authority);
  g_test_add_func ("/pki/full", test_full);
  g_test_add_func ("/pki/role-names", test_role_names);
  return g_test_run ();
}
