/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/seal/signature.h"

#include "sync/pki-fixture.h"
#include "sync/seal/receipt.h"

#define ID  "6ba7b810-9dad-41d1-80b4-00c04fd430c8"
#define SUM "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

static GBytes *
sign (const Scratch *scratch, GBytes *data, const char *file, GError **error)
{
  g_autofree char *certificate_name = g_strconcat (file, ".pem", NULL);
  g_autofree char *key_name = g_strconcat (file, ".key", NULL);
  g_autofree char *certificate = scratch_path (scratch, certificate_name);
  g_autofree char *key = scratch_path (scratch, key_name);

  return parvis_signature_sign (data, certificate, key, error);
}

static gboolean
verify (const Scratch *scratch, GBytes *data, GBytes *signature, GError **error)
{
  g_autofree char *ca = scratch_path (scratch, "ca.pem");

  return parvis_signature_verify (data, signature, ca, PARVIS_OID_CONTENT, error);
}

static void
assert_refused (const Scratch *scratch, GBytes *data, GBytes *signature, ParvisSignatureError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (verify (scratch, data, signature, &error));
  g_assert_error (error, PARVIS_SIGNATURE_ERROR, (int) code);
}

static void
test_round_trip (void)
{
  g_autoptr (Scratch) scratch = fixture_new ();
  g_autoptr (GBytes) data = g_bytes_new_static ("line\nline\r\n\0end", 15);
  g_autoptr (GBytes) empty = g_bytes_new (NULL, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) signature = sign (scratch, data, "content", &error);
  g_autoptr (GBytes) of_empty = sign (scratch, empty, "content", &error);

  g_assert_no_error (error);
  g_assert_true (verify (scratch, data, signature, &error));
  g_assert_no_error (error);
  g_assert_true (verify (scratch, empty, of_empty, &error));
  assert_refused (scratch, empty, signature, PARVIS_SIGNATURE_ERROR_INVALID);
}

/* openssl checks ours, and we check openssl's. */
static void
test_openssl (void)
{
  g_autoptr (Scratch) scratch = fixture_new ();
  g_autofree char *path = scratch_path (scratch, "ours.p7s");
  g_autoptr (GBytes) data = g_bytes_new_static ("content\n", 8);
  g_autoptr (GBytes) signature = sign (scratch, data, "content", NULL);
  g_autoptr (GBytes) theirs = NULL;
  g_autofree char *theirs_path = scratch_path (scratch, "theirs.p7s");
  g_autoptr (GError) error = NULL;
  char *text;
  gsize size;

  g_free (scratch_write (scratch, "data", "content\n"));
  g_assert_true (
      g_file_set_contents (path, g_bytes_get_data (signature, NULL), (gssize) g_bytes_get_size (signature), NULL));
  g_free (fixture_shell (scratch, "openssl cms -verify -binary -inform DER -in ours.p7s -content data -CAfile ca.pem "
                                  "-purpose any -out /dev/null"));
  g_free (fixture_shell (scratch,
                         "openssl cms -sign -binary -in data -signer content.pem -inkey content.key -outform DER "
                         "-out theirs.p7s"));
  g_assert_true (g_file_get_contents (theirs_path, &text, &size, NULL));
  theirs = g_bytes_new_take (text, size);
  g_assert_true (verify (scratch, data, theirs, &error));
  g_assert_no_error (error);
}

/* No alteration of a signature makes it fit other bytes; no start of it is taken for the whole. */
static void
test_altered (void)
{
  g_autoptr (Scratch) scratch = fixture_new ();
  g_autoptr (GBytes) data = g_bytes_new_static ("content", 7);
  g_autoptr (GBytes) other = g_bytes_new_static ("Content", 7);
  g_autoptr (GBytes) signature = sign (scratch, data, "content", NULL);
  gsize size = g_bytes_get_size (signature);
  g_autofree guint8 *copy = g_memdup2 (g_bytes_get_data (signature, NULL), size);

  assert_refused (scratch, other, signature, PARVIS_SIGNATURE_ERROR_INVALID);
  for (gsize at = 0; at < size; at++)
    {
      g_autoptr (GBytes) altered = NULL;

      copy[at] ^= 0x10;
      altered = g_bytes_new (copy, size);
      g_assert_false (verify (scratch, other, altered, NULL));
      copy[at] ^= 0x10;
    }
  for (gsize cut = 0; cut < size; cut += 5)
    {
      g_autoptr (GBytes) start = g_bytes_new_from_bytes (signature, 0, cut);

      assert_refused (scratch, data, start, PARVIS_SIGNATURE_ERROR_INVALID);
    }
}

/* Sound signatures by somebody who may not. */
static void
test_signers (void)
{
  static const char *const others[] = { "receipt", "envelope", "ca", "rsa" };
  g_autoptr (Scratch) scratch = fixture_new ();
  g_autoptr (Scratch) elsewhere = fixture_new ();
  g_autoptr (GBytes) data = g_bytes_new_static ("content", 7);
  g_autoptr (GBytes) stranger = sign (elsewhere, data, "content", NULL);
  g_autoptr (GBytes) expired = NULL, early = NULL;

  fixture_issue_rsa (scratch, "rsa", "keyUsage=keyEncipherment\nextendedKeyUsage=" PARVIS_OID_CONTENT);
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr (GBytes) signature = sign (scratch, data, others[i], NULL);

      assert_refused (scratch, data, signature, PARVIS_SIGNATURE_ERROR_CERTIFICATE);
    }
  assert_refused (scratch, data, stranger, PARVIS_SIGNATURE_ERROR_CERTIFICATE);
  fixture_set_dates (scratch, "content", -30, -1);
  expired = sign (scratch, data, "content", NULL);
  assert_refused (scratch, data, expired, PARVIS_SIGNATURE_ERROR_CERTIFICATE);
  fixture_set_dates (scratch, "content", 1, 30);
  early = sign (scratch, data, "content", NULL);
  assert_refused (scratch, data, early, PARVIS_SIGNATURE_ERROR_CERTIFICATE);
}

/* Sound CMS by the right signer, in a form that we do not take. */
static void
test_forms (void)
{
  static const char *const makers[] = {
    "openssl cms -sign -binary -nodetach -in data -signer content.pem -inkey content.key -outform DER -out x",
    "openssl cms -sign -binary -md sha1 -in data -signer content.pem -inkey content.key -outform DER -out x",
    ("openssl cms -sign -binary -in data -signer content.pem -inkey content.key -signer receipt.pem "
     "-inkey receipt.key -outform DER -out x"),
    "openssl cms -sign -binary -nocerts -in data -signer content.pem -inkey content.key -outform DER -out x",
    ("openssl cms -sign -binary -in data -signer content.pem -inkey content.key -outform DER -out x "
     "&& echo >> x"),
    "openssl cms -sign -binary -in data -signer content.pem -inkey content.key -outform PEM -out x",
    "openssl cms -encrypt -in data -outform DER -out x envelope.pem",
    "head -c 70000 /dev/zero > x",
  };
  g_autoptr (Scratch) scratch = fixture_new ();
  g_autofree char *path = scratch_path (scratch, "x");
  g_autoptr (GBytes) data = g_bytes_new_static ("content", 7);

  g_free (scratch_write (scratch, "data", "content"));
  for (gsize i = 0; i < G_N_ELEMENTS (makers); i++)
    {
      g_autoptr (GBytes) signature = NULL;
      g_autoptr (GError) error = NULL;
      char *text;
      gsize size;

      g_free (fixture_shell (scratch, makers[i]));
      g_assert_true (g_file_get_contents (path, &text, &size, NULL));
      signature = g_bytes_new_take (text, size);
      if (verify (scratch, data, signature, &error))
        g_error ("taken: %s", makers[i]);
      g_assert_error (error, PARVIS_SIGNATURE_ERROR, PARVIS_SIGNATURE_ERROR_INVALID);
    }
}

static void
test_cannot_sign (void)
{
  g_autoptr (Scratch) scratch = fixture_new ();
  g_autoptr (GBytes) data = g_bytes_new_static ("content", 7);
  g_autoptr (GBytes) sound = sign (scratch, data, "content", NULL);
  g_autoptr (GError) missing = NULL, other_key = NULL, no_ca = NULL;

  g_assert_null (sign (scratch, data, "missing", &missing));
  g_assert_error (missing, PARVIS_SIGNATURE_ERROR, PARVIS_SIGNATURE_ERROR_CERTIFICATE);
  g_free (fixture_shell (scratch, "cp receipt.key content.key"));
  g_assert_null (sign (scratch, data, "content", &other_key));
  g_assert_error (other_key, PARVIS_SIGNATURE_ERROR, PARVIS_SIGNATURE_ERROR_CERTIFICATE);
  g_free (fixture_shell (scratch, "rm ca.pem"));
  g_assert_false (verify (scratch, data, sound, &no_ca));
  g_assert_error (no_ca, PARVIS_SIGNATURE_ERROR, PARVIS_SIGNATURE_ERROR_CERTIFICATE);
}

/* Receipts ------------------------------------------------------------------------------------------ */

static GBytes *
make_receipt (const Scratch *scratch, const char *file)
{
  g_autofree char *certificate_name = g_strconcat (file, ".pem", NULL);
  g_autofree char *key_name = g_strconcat (file, ".key", NULL);
  g_autofree char *certificate = scratch_path (scratch, certificate_name);
  g_autofree char *key = scratch_path (scratch, key_name);
  g_autoptr (GError) error = NULL;
  GBytes *receipt = parvis_receipt_make (ID, SUM, 1234, 1700000000, certificate, key, &error);

  g_assert_no_error (error);
  return receipt;
}

static void
test_receipt (void)
{
  g_autoptr (Scratch) scratch = fixture_new ();
  g_autofree char *ca = scratch_path (scratch, "ca.pem");
  g_autoptr (ParvisSigners) signers = parvis_receipt_signers (ca);
  g_autoptr (GBytes) receipt = make_receipt (scratch, "receipt");
  g_autoptr (GBytes) by_other = make_receipt (scratch, "content");
  g_autoptr (GError) error = NULL;

  g_assert_true (parvis_receipt_verify (receipt, ID, SUM, 1234, signers, &error));
  g_assert_no_error (error);
  g_assert_false (parvis_receipt_verify (receipt, ID, SUM, 1235, signers, &error));
  g_assert_error (error, PARVIS_SIGNATURE_ERROR, PARVIS_SIGNATURE_ERROR_INVALID);
  g_assert_false (parvis_receipt_verify (receipt, ID, "00", 1234, signers, NULL));
  g_assert_false (parvis_receipt_verify (receipt, "other", SUM, 1234, signers, NULL));
  g_clear_error (&error);
  g_assert_false (parvis_receipt_verify (by_other, ID, SUM, 1234, signers, &error));
  g_assert_error (error, PARVIS_SIGNATURE_ERROR, PARVIS_SIGNATURE_ERROR_CERTIFICATE);
}

static void
assert_signer (ParvisSigners *signers, GBytes *data, GBytes *signature, gboolean good)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (parvis_signers_verify (signers, data, signature, &error), ==, good);
  if (good)
    g_assert_no_error (error);
  else
    g_assert_error (error, PARVIS_SIGNATURE_ERROR, PARVIS_SIGNATURE_ERROR_CERTIFICATE);
}

/* Knowing one says nothing of another, nor of other bytes, nor of that one under another authority. */
static void
test_known (void)
{
  g_autoptr (Scratch) scratch = fixture_new (), elsewhere = fixture_new ();
  g_autofree char *ca = scratch_path (scratch, "ca.pem"), *other_ca = scratch_path (elsewhere, "ca.pem");
  g_autoptr (ParvisSigners) signers = parvis_signers_new (ca, PARVIS_OID_CONTENT);
  g_autoptr (GBytes) data = g_bytes_new_static ("content", 7), other = g_bytes_new_static ("Content", 7);
  g_autoptr (GBytes) good = sign (scratch, data, "content", NULL), stranger = sign (elsewhere, data, "content", NULL);
  g_autoptr (GBytes) usage = sign (scratch, data, "receipt", NULL);
  g_autofree char *own = NULL, *theirs = NULL;

  assert_signer (signers, data, good, TRUE);
  assert_signer (signers, data, good, TRUE);
  g_assert_false (parvis_signers_verify (signers, other, good, NULL));
  assert_signer (signers, data, usage, FALSE);
  assert_signer (signers, data, stranger, FALSE);
  assert_signer (signers, data, good, TRUE);
  g_assert_true (g_file_get_contents (ca, &own, NULL, NULL));
  g_assert_true (g_file_get_contents (other_ca, &theirs, NULL, NULL));
  g_assert_true (g_file_set_contents (ca, theirs, -1, NULL));
  assert_signer (signers, data, good, FALSE);
  assert_signer (signers, data, stranger, TRUE);
  g_assert_cmpint (g_remove (ca), ==, 0);
  assert_signer (signers, data, stranger, FALSE);
  g_assert_true (g_file_set_contents (ca, own, -1, NULL));
  assert_signer (signers, data, good, TRUE);
}

static void
test_not_receipts (void)
{
  g_autofree char *deep = g_strnfill (100000, '[');
  g_autofree char *large = g_strnfill (200000, ' ');
  const char *const answers[] = {
    "",
    "OK",
    "<html>Portail captif</html>",
    "[]",
    "{}",
    "null",
    "{\"receipt\": 1, \"signature\": 2}",
    "{\"receipt\": \"e30=\"}",
    "{\"receipt\": \"e30=\", \"signature\": \"AAAA\"}",
    "{\"receipt\": \"\", \"signature\": \"\"}",
    "{\"receipt\": {}, \"signature\": null}",
    "{\"receipt\": \"\xff\"}",
    deep,
    large,
  };
  g_autoptr (Scratch) scratch = fixture_new ();
  g_autofree char *ca = scratch_path (scratch, "ca.pem");
  g_autoptr (ParvisSigners) signers = parvis_receipt_signers (ca);

  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (GBytes) answer = g_bytes_new_static (answers[i], strlen (answers[i]));
      g_autoptr (GError) error = NULL;

      g_assert_false (parvis_receipt_verify (answer, ID, SUM, 1234, signers, &error));
      g_assert_error (error, PARVIS_SIGNATURE_ERROR, PARVIS_SIGNATURE_ERROR_INVALID);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/signature/round-trip", test_round_trip);
  g_test_add_func ("/signature/openssl", test_openssl);
  g_test_add_func ("/signature/altered", test_altered);
  g_test_add_func ("/signature/signers", test_signers);
  g_test_add_func ("/signature/forms", test_forms);
  g_test_add_func ("/signature/cannot-sign", test_cannot_sign);
  g_test_add_func ("/signature/receipt", test_receipt);
  g_test_add_func ("/signature/known", test_known);
  g_test_add_func ("/signature/not-receipts", test_not_receipts);
  return g_test_run ();
}
