/* SPDX-License-Identifier: EUPL-1.2
 *
 * Whole documents, read in this process: the card's side of PACE and secure messaging is libeac's. What each fault
 * becomes, and that nothing but what is needed is ever read.
 */
#include "drivers/card/emrtd/emrtd.h"

#include <string.h>

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "cards/emrtd/double.h"

typedef struct
{
  char *dir;
  SpecimenPki *pki;
  ParvisEmrtdTrust *trust;
} Fixture;

static ParvisEmrtdTrust *
make_trust (const char *dir, const SpecimenPki *pki)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (dir, "state.pem", NULL);
  ParvisEmrtdTrust *trust;

  specimen_pki_save_state (pki, path);
  trust = parvis_emrtd_trust_new (dir, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (parvis_emrtd_trust_size (trust), ==, 1);
  return trust;
}

static void
set_up_signed (Fixture *fixture, SpecimenSigner signer)
{
  fixture->dir = g_dir_make_tmp ("parvis-emrtd-XXXXXX", NULL);
  fixture->pki = specimen_pki_new ("UT", signer);
  fixture->trust = make_trust (fixture->dir, fixture->pki);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  set_up_signed (fixture, SPECIMEN_SIGNER_EC);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->dir, "state.pem", NULL);

  parvis_emrtd_trust_free (fixture->trust);
  specimen_pki_free (fixture->pki);
  g_unlink (path);
  g_rmdir (fixture->dir);
  g_free (fixture->dir);
}

static const ParvisEmrtdAccess by_can = { .can = SPECIMEN_CAN };
static const ParvisEmrtdAccess by_zone
    = { .number = SPECIMEN_NUMBER, .birth = SPECIMEN_BIRTH, .expiry = SPECIMEN_EXPIRY };

static ParvisIdentity *
read_double (EmrtdDouble *card, const ParvisEmrtdAccess *access, ParvisEmrtdTrust *trust, GError **error)
{
  g_autoptr (ParvisCardLink) link = emrtd_double_link (card);
  ParvisIdentity *identity = parvis_emrtd_read (link, access, trust, NULL, NULL, error);

  g_assert_cmpuint (emrtd_double_photographs (card), ==, 0);
  return identity;
}

static ParvisIdentity *
read_with (Fixture *fixture, const EmrtdDoubleOptions *options, const ParvisEmrtdAccess *access, GError **error)
{
  g_autoptr (EmrtdDouble) card = emrtd_double_new (options, fixture->pki);

  return read_double (card, access, fixture->trust, error);
}

static void
assert_specimen (const ParvisIdentity *identity, ParvisIdentityTrust trust)
{
  g_autofree char *birth = parvis_identity_date_to_iso8601 (&identity->birth);
  g_autofree char *expiry = parvis_identity_date_to_iso8601 (&identity->expiry);

  g_assert_cmpstr (identity->name, ==, "MARTIN");
  g_assert_cmpstr (identity->given_names, ==, "MAELYS GAELLE MARIE");
  g_assert_cmpstr (identity->document, ==, "ID");
  g_assert_cmpstr (identity->issuer, ==, "FRA");
  g_assert_cmpstr (identity->nationality, ==, "FRA");
  g_assert_cmpstr (identity->number, ==, SPECIMEN_NUMBER);
  g_assert_cmpstr (birth, ==, "1990-07-13");
  g_assert_cmpstr (expiry, ==, "2030-02-11");
  g_assert_cmpint (identity->sex, ==, PARVIS_IDENTITY_SEX_FEMALE);
  g_assert_false (identity->truncated);
  g_assert_cmpint (identity->trust, ==, trust);
}

static void
assert_reads (Fixture *fixture, const EmrtdDoubleOptions *options, const ParvisEmrtdAccess *access,
              ParvisIdentityTrust trust)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisIdentity) identity = read_with (fixture, options, access, &error);

  g_assert_no_error (error);
  assert_specimen (identity, trust);
}

static void
assert_fails (Fixture *fixture, const EmrtdDoubleOptions *options, const ParvisEmrtdAccess *access,
              ParvisCardError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisIdentity) identity = read_with (fixture, options, access, &error);

  g_assert_error (error, PARVIS_CARD_ERROR, (int) code);
  g_assert_null (identity);
  /* Messages may end in a log. */
  g_assert_null (strstr (error->message, "MARTIN"));
  g_assert_null (strstr (error->message, SPECIMEN_NUMBER));
  g_assert_null (strstr (error->message, SPECIMEN_CAN));
}

/* Every curve and cipher that libeac speaks too, by CAN and by zone. */
static void
test_pace (Fixture *fixture, gconstpointer data)
{
  static const guint8 parameters[] = { 12, 13, 15, 16 };

  for (gsize curve = 0; curve < G_N_ELEMENTS (parameters); curve++)
    for (guint8 cipher = 1; cipher <= 4; cipher++)
      {
        const EmrtdDoubleOptions options = { .pace = { 2, cipher }, .parameters = parameters[curve], .no_bac = TRUE };

        g_test_message ("parameters %u, cipher %u", parameters[curve], cipher);
        assert_reads (fixture, &options, &by_can, PARVIS_IDENTITY_VERIFIED);
        assert_reads (fixture, &options, &by_zone, PARVIS_IDENTITY_VERIFIED);
      }
}

/* Opened as generic mapping is; the proof that comes with it is no reason to fail. */
static void
test_chip_authentication_mapping (Fixture *fixture, gconstpointer data)
{
  const EmrtdDoubleOptions options = { .pace = { 6, 2 }, .parameters = 13, .no_bac = TRUE };
  const ParvisEmrtdAccess other = { .can = "123456" };

  assert_reads (fixture, &options, &by_can, PARVIS_IDENTITY_VERIFIED);
  assert_fails (fixture, &options, &other, PARVIS_CARD_ERROR_WRONG_CODE);
}

static void
test_no_com (Fixture *fixture, gconstpointer data)
{
  const EmrtdDoubleOptions options = { .no_com = TRUE };

  assert_reads (fixture, &options, &by_can, PARVIS_IDENTITY_VERIFIED);
}

static void
test_bac (Fixture *fixture, gconstpointer data)
{
  const EmrtdDoubleOptions options = { .no_pace = TRUE };

  assert_reads (fixture, &options, &by_zone, PARVIS_IDENTITY_VERIFIED);
  assert_fails (fixture, &options, &by_can, PARVIS_CARD_ERROR_UNSUPPORTED);
}

static void
test_wrong_code (Fixture *fixture, gconstpointer data)
{
  const EmrtdDoubleOptions pace = { 0 }, bac = { .no_pace = TRUE };
  const ParvisEmrtdAccess other_can = { .can = "123456" };
  const ParvisEmrtdAccess other_zone = { .number = SPECIMEN_NUMBER, .birth = "900714", .expiry = SPECIMEN_EXPIRY };

  assert_fails (fixture, &pace, &other_can, PARVIS_CARD_ERROR_WRONG_CODE);
  assert_fails (fixture, &pace, &other_zone, PARVIS_CARD_ERROR_WRONG_CODE);
  assert_fails (fixture, &bac, &other_zone, PARVIS_CARD_ERROR_WRONG_CODE);
}

/* What cannot be a code is not even tried. */
static void
test_impossible_code (Fixture *fixture, gconstpointer data)
{
  static const ParvisEmrtdAccess accesses[] = {
    { 0 },
    { .can = "" },
    { .can = "12345" },
    { .can = "1234567" },
    { .can = "12345a" },
    { .number = SPECIMEN_NUMBER },
    { .number = SPECIMEN_NUMBER, .birth = "13071990", .expiry = SPECIMEN_EXPIRY },
  };
  const EmrtdDoubleOptions options = { 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (accesses); i++)
    {
      g_autoptr (EmrtdDouble) card = emrtd_double_new (&options, fixture->pki);
      g_autoptr (GError) error = NULL;

      g_assert_null (read_double (card, &accesses[i], NULL, &error));
      g_assert_error (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_WRONG_CODE);
      g_assert_cmpuint (emrtd_double_commands (card), ==, 0);
    }
}

static void
test_faults (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    EmrtdFault fault;
    ParvisCardError code;
  } rows[] = {
    { EMRTD_FAULT_DG1, PARVIS_CARD_ERROR_FORGED },        { EMRTD_FAULT_SIGNATURE, PARVIS_CARD_ERROR_FORGED },
    { EMRTD_FAULT_MAC, PARVIS_CARD_ERROR_FORGED },        { EMRTD_FAULT_REMOVED, PARVIS_CARD_ERROR_REMOVED },
    { EMRTD_FAULT_MUTE, PARVIS_CARD_ERROR_MUTE },         { EMRTD_FAULT_LENGTH, PARVIS_CARD_ERROR_PROTOCOL },
    { EMRTD_FAULT_NOTHING, PARVIS_CARD_ERROR_PROTOCOL },  { EMRTD_FAULT_PLAIN, PARVIS_CARD_ERROR_PROTOCOL },
    { EMRTD_FAULT_OTHER, PARVIS_CARD_ERROR_UNSUPPORTED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    for (int old = 0; old < 2; old++)
      {
        const EmrtdDoubleOptions options = { .fault = rows[i].fault, .no_pace = old };

        g_test_message ("fault %u, %s", rows[i].fault, old ? "BAC" : "PACE");
        assert_fails (fixture, &options, &by_zone, rows[i].code);
      }
}

static void
test_pace_faults (Fixture *fixture, gconstpointer data)
{
  const EmrtdDoubleOptions mirror = { .fault = EMRTD_FAULT_MIRROR }, mapping = { .fault = EMRTD_FAULT_MAPPING };
  const EmrtdDoubleOptions other = { .fault = EMRTD_FAULT_OTHER };

  assert_fails (fixture, &mirror, &by_can, PARVIS_CARD_ERROR_FORGED);
  assert_fails (fixture, &mapping, &by_can, PARVIS_CARD_ERROR_UNSUPPORTED);
  assert_fails (fixture, &mapping, &by_zone, PARVIS_CARD_ERROR_UNSUPPORTED);
  assert_fails (fixture, &other, &by_can, PARVIS_CARD_ERROR_UNSUPPORTED);
}

/* Signed by somebody else; and by a namesake, whom libcrypto must not take for the state. */
static void
test_unknown_signer (Fixture *fixture, gconstpointer data)
{
  static const char *const countries[] = { "XX", "UT" };
  const EmrtdDoubleOptions options = { 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (countries); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SpecimenPki) other = specimen_pki_new (countries[i], SPECIMEN_SIGNER_EC);
      g_autoptr (EmrtdDouble) card = emrtd_double_new (&options, other);
      g_autoptr (ParvisIdentity) identity = read_double (card, &by_can, fixture->trust, &error);

      g_assert_no_error (error);
      assert_specimen (identity, PARVIS_IDENTITY_SIGNER_UNKNOWN);
    }
}

/* A signer's certificate that names the state's key and is not by it. */
static void
test_forged_signer (Fixture *fixture, gconstpointer data)
{
  const EmrtdDoubleOptions options = { 0 };
  EVP_PKEY *key = EVP_EC_gen ("P-256");

  g_assert_cmpint (X509_sign (fixture->pki->signer, key, EVP_sha256 ()), >, 0);
  EVP_PKEY_free (key);
  assert_fails (fixture, &options, &by_can, PARVIS_CARD_ERROR_FORGED);
}

static void
test_signers (void)
{
  static const ParvisIdentityTrust expected[]
      = { PARVIS_IDENTITY_VERIFIED, PARVIS_IDENTITY_VERIFIED, PARVIS_IDENTITY_SIGNER_EXPIRED };
  const EmrtdDoubleOptions options = { 0 };

  for (int signer = SPECIMEN_SIGNER_EC; signer <= SPECIMEN_SIGNER_EXPIRED; signer++)
    {
      Fixture fixture;

      set_up_signed (&fixture, (SpecimenSigner) signer);
      assert_reads (&fixture, &options, &by_can, expected[signer]);
      tear_down (&fixture, NULL);
    }
}

static void
test_digests (Fixture *fixture, gconstpointer data)
{
  const EVP_MD *const known[] = { EVP_sha1 (), EVP_sha224 (), EVP_sha256 (), EVP_sha384 (), EVP_sha512 () };
  const EmrtdDoubleOptions strange = { .digest = EVP_sha3_256 () };

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    {
      const EmrtdDoubleOptions options = { .digest = known[i] };

      assert_reads (fixture, &options, &by_can, PARVIS_IDENTITY_VERIFIED);
    }
  assert_fails (fixture, &strange, &by_can, PARVIS_CARD_ERROR_UNSUPPORTED);
}

/* Nothing to check against: EF.SOD is not even read. */
static void
test_unchecked (Fixture *fixture, gconstpointer data)
{
  const EmrtdDoubleOptions options = { .fault = EMRTD_FAULT_REMOVED };
  g_autoptr (EmrtdDouble) card = emrtd_double_new (&options, fixture->pki);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisIdentity) identity = read_double (card, &by_can, NULL, &error);

  g_assert_no_error (error);
  assert_specimen (identity, PARVIS_IDENTITY_UNCHECKED);
}

/* Three wrong codes, then the right one: nothing of the former tries is left. */
static void
test_again (Fixture *fixture, gconstpointer data)
{
  const EmrtdDoubleOptions options = { 0 };
  g_autoptr (EmrtdDouble) card = emrtd_double_new (&options, fixture->pki);
  const ParvisEmrtdAccess wrong = { .can = "000000" };
  g_autoptr (ParvisCardLink) link = emrtd_double_link (card);
  g_autoptr (ParvisIdentity) identity = NULL;
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 3; i++)
    {
      g_autoptr (GError) refused = NULL;

      g_assert_null (parvis_emrtd_read (link, &wrong, fixture->trust, NULL, NULL, &refused));
      g_assert_error (refused, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_WRONG_CODE);
    }
  identity = parvis_emrtd_read (link, &by_can, fixture->trust, NULL, NULL, &error);
  g_assert_no_error (error);
  assert_specimen (identity, PARVIS_IDENTITY_VERIFIED);
}

typedef struct
{
  ParvisEmrtdStep step;
  guint percent, calls;
} Seen;

static void
on_progress (ParvisEmrtdStep step, guint percent, gpointer user_data)
{
  Seen *seen = user_data;

  g_assert_cmpuint (percent, >=, seen->percent);
  g_assert_cmpuint (percent, <=, 100);
  g_assert_cmpint (step, >=, seen->step);
  g_assert_cmpint (step - seen->step, <=, 1);
  g_assert_nonnull (parvis_emrtd_step_name (step));
  *seen = (Seen){ step, percent, seen->calls + 1 };
}

static void
test_progress (Fixture *fixture, gconstpointer data)
{
  const EmrtdDoubleOptions options = { 0 };
  g_autoptr (EmrtdDouble) card = emrtd_double_new (&options, fixture->pki);
  g_autoptr (ParvisCardLink) link = emrtd_double_link (card);
  g_autoptr (GError) error = NULL;
  Seen seen = { 0 };
  g_autoptr (ParvisIdentity) identity = parvis_emrtd_read (link, &by_can, fixture->trust, on_progress, &seen, &error);

  g_assert_no_error (error);
  g_assert_cmpint (seen.step, ==, PARVIS_EMRTD_STEP_DONE);
  g_assert_cmpuint (seen.percent, ==, 100);
  g_assert_cmpuint (seen.calls, >, 10);
}

static void
save_der (X509 *certificate, const char *path)
{
  unsigned char *data = NULL;
  int length = i2d_X509 (certificate, &data);

  g_assert_true (g_file_set_contents (path, (const char *) data, length, NULL));
  OPENSSL_free (data);
}

static void
test_configuration (Fixture *fixture, gconstpointer data)
{
  g_autofree char *missing = g_build_filename (fixture->dir, "none", NULL);
  g_autofree char *broken = g_build_filename (fixture->dir, "broken.pem", NULL);
  g_autofree char *der = g_build_filename (fixture->dir, "state.cer", NULL);
  g_autoptr (GError) no_folder = NULL, no_certificate = NULL;
  g_autoptr (ParvisEmrtdTrust) both = NULL;

  save_der (fixture->pki->state, der);
  both = parvis_emrtd_trust_new (fixture->dir, NULL);
  g_assert_cmpuint (parvis_emrtd_trust_size (both), ==, 2);
  g_unlink (der);
  g_assert_null (parvis_emrtd_trust_new (missing, &no_folder));
  g_assert_error (no_folder, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_assert_true (g_file_set_contents (broken, "not a certificate", -1, NULL));
  g_assert_null (parvis_emrtd_trust_new (fixture->dir, &no_certificate));
  g_assert_error (no_certificate, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_assert_nonnull (strstr (no_certificate->message, "broken.pem"));
  g_unlink (broken);
}

#define ADD(name, test) g_test_add ("/emrtd/document/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("pace", test_pace);
  ADD ("chip-authentication-mapping", test_chip_authentication_mapping);
  ADD ("no-com", test_no_com);
  ADD ("bac", test_bac);
  ADD ("wrong-code", test_wrong_code);
  ADD ("impossible-code", test_impossible_code);
  ADD ("faults", test_faults);
  ADD ("pace-faults", test_pace_faults);
  ADD ("unknown-signer", test_unknown_signer);
  ADD ("forged-signer", test_forged_signer);
  g_test_add_func ("/emrtd/document/signers", test_signers);
  ADD ("digests", test_digests);
  ADD ("unchecked", test_unchecked);
  ADD ("again", test_again);
  ADD ("progress", test_progress);
  ADD ("configuration", test_configuration);
  return g_test_run ();
}
