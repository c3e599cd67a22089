/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/secret.h"
#include "sync/seal/seal.h"

#include "sync/pki-fixture.h"

static ParvisParcel *
sample (gsize scan_size)
{
  ParvisParcel *parcel = parvis_parcel_new ();
  g_autoptr (GBytes) json = g_bytes_new_static ("{\"nom\": \"Dupré\"}", 17);
  guint8 *noise = g_malloc (scan_size);
  g_autoptr (GBytes) scan = NULL;

  for (gsize i = 0; i < scan_size; i++)
    noise[i] = (guint8) (i * 31 + i / 251);
  scan = parvis_secret_bytes_new_take (noise, scan_size);
  g_assert_true (parvis_parcel_add (parcel, "submission.json", json, NULL));
  g_assert_true (parvis_parcel_add (parcel, "attachments/scan-1.jpg", scan, NULL));
  return parcel;
}

static void
assert_same (const ParvisParcel *a, const ParvisParcel *b)
{
  g_assert_cmpuint (parvis_parcel_size (a), ==, parvis_parcel_size (b));
  for (guint i = 0; i < parvis_parcel_size (a); i++)
    {
      g_assert_cmpstr (parvis_parcel_name (a, i), ==, parvis_parcel_name (b, i));
      g_assert_true (g_bytes_equal (parvis_parcel_bytes (a, i), parvis_parcel_bytes (b, i)));
    }
}

static ParvisSealer *
new_sealer (const Scratch *scratch, const char *certificate, GError **error)
{
  g_autofree char *path = scratch_path (scratch, certificate);
  g_autofree char *ca = scratch_path (scratch, "ca.pem");

  return parvis_sealer_new (path, ca, error);
}

static GBytes *
seal_with (const Scratch *scratch, const char *certificate, const ParvisParcel *parcel)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisSealer) sealer = new_sealer (scratch, certificate, &error);
  g_autoptr (GBytes) envelope = NULL;

  g_assert_no_error (error);
  envelope = parvis_sealer_seal (sealer, parcel, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&envelope);
}

static void
write_bytes (const Scratch *scratch, const char *name, GBytes *bytes)
{
  g_autofree char *path = scratch_path (scratch, name);

  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), NULL));
}

static GBytes *
read_bytes (const Scratch *scratch, const char *name)
{
  g_autofree char *path = scratch_path (scratch, name);
  char *data;
  gsize size;

  g_assert_true (g_file_get_contents (path, &data, &size, NULL));
  return g_bytes_new_take (data, size);
}

/* Ours, by ourselves ------------------------------------------------------------------------------ */

static void
check_round_trip (const Scratch *scratch, const char *certificate, const char *key, gsize scan_size)
{
  g_autoptr (ParvisParcel) parcel = sample (scan_size);
  g_autoptr (GBytes) envelope = seal_with (scratch, certificate, parcel);
  g_autofree char *key_file = scratch_path (scratch, key);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisParcel) opened = parvis_seal_open (envelope, key_file, &error);

  g_assert_no_error (error);
  assert_same (opened, parcel);
  g_assert_true (parvis_seal_looks_sealed (envelope));
}

#define RSA_EXTENSIONS                                                                                                 \
  "keyUsage=critical,keyEncipherment\nextendedKeyUsage=" PARVIS_OID_ENVELOPE "\nsubjectKeyIdentifier=hash"

static void
test_round_trip (void)
{
  g_autoptr (Scratch) scratch = fixture_new ();

  check_round_trip (scratch, "envelope.pem", "envelope.key", 0);
  check_round_trip (scratch, "envelope.pem", "envelope.key", 3000000);
  fixture_issue_rsa (scratch, "rsa", RSA_EXTENSIONS);
  check_round_trip (scratch, "rsa.pem", "rsa.key", 70000);
  fixture_issue_rsa (scratch, "plain",
                     "extendedKeyUsage=" PARVIS_OID_ENVELOPE); /* no SKI: named by issuer and serial */
  check_round_trip (scratch, "plain.pem", "plain.key", 70000);
}

static void
test_largest (void)
{
  g_autoptr (Scratch) scratch = fixture_new ();
  g_autoptr (ParvisParcel) parcel = sample (PARVIS_PARCEL_MAX_BYTES - 17);
  g_autoptr (GBytes) envelope = seal_with (scratch, "envelope.pem", parcel);
  g_autofree char *key_file = scratch_path (scratch, "envelope.key");
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisParcel) opened = parvis_seal_open (envelope, key_file, &error);

  g_assert_no_error (error);
  assert_same (opened, parcel);
  g_assert_cmpuint (g_bytes_get_size (envelope), <=, PARVIS_SEAL_MAX_BYTES);
}

/* Opened by openssl and tar alone ------------------------------------------------------------------ */

static void
check_with_openssl (const Scratch *scratch, const char *certificate, const char *key)
{
  g_autoptr (ParvisParcel) parcel = sample (200000);
  g_autoptr (GBytes) envelope = seal_with (scratch, certificate, parcel);
  g_autofree char *line = g_strdup_printf (
      "rm -rf out && mkdir out && openssl cms -decrypt -inform DER -inkey %s -in envelope.p7m -out out/a.tar "
      "&& "
      "tar -C out -xf out/a.tar && openssl cms -cmsout -print -inform DER -in envelope.p7m",
      key);
  g_autoptr (GBytes) json = NULL, scan = NULL;
  g_autofree char *printed = NULL;

  write_bytes (scratch, "envelope.p7m", envelope);
  printed = fixture_shell (scratch, line);
  json = read_bytes (scratch, "out/submission.json");
  scan = read_bytes (scratch, "out/attachments/scan-1.jpg");
  g_assert_true (g_bytes_equal (json, parvis_parcel_lookup (parcel, "submission.json")));
  g_assert_true (g_bytes_equal (scan, parvis_parcel_lookup (parcel, "attachments/scan-1.jpg")));
  g_assert_nonnull (strstr (printed, "authEnvelopedData"));
  g_assert_nonnull (strstr (printed, "aes-256-gcm"));
  g_assert_null (strstr (printed, "sha1"));
  g_assert_nonnull (
      strstr (printed, strcmp (key, "rsa.key") == 0 ? "rsaesOaep" : "dhSinglePass-stdDH-sha256kdf-scheme"));
}

static void
test_openssl_opens (void)
{
  g_autoptr (Scratch) scratch = fixture_new ();

  check_with_openssl (scratch, "envelope.pem", "envelope.key");
  fixture_issue_rsa (scratch, "rsa", RSA_EXTENSIONS);
  check_with_openssl (scratch, "rsa.pem", "rsa.key");
}

/* What was altered --------------------------------------------------------------------------------- */

static guint
count_openings (GBytes *envelope, const char *key_file, gsize at, guint8 mask)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (envelope, &size);
  guint8 *copy = g_memdup2 (data, size);
  g_autoptr (GBytes) altered = g_bytes_new_take (copy, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisParcel) opened = NULL;

  copy[at] ^= mask;
  opened = parvis_seal_open (altered, key_file, &error);
  if (opened != NULL)
    {
      g_test_message ("opened although byte %" G_GSIZE_FORMAT " was xored with %02x", at, mask);
      return 1;
    }
  g_assert_true (error->domain == PARVIS_SEAL_ERROR);
  g_assert_true (error->code == PARVIS_SEAL_ERROR_KEY || error->code == PARVIS_SEAL_ERROR_CORRUPT);
  return 0;
}

#define HEADER_BYTES 520 /* more than the header of either kind */

/* Every bit of the header, and one of each byte of what follows. */
static void
check_altered (const Scratch *scratch, const char *certificate, const char *key)
{
  g_autoptr (ParvisParcel) parcel = parvis_parcel_new ();
  g_autoptr (GBytes) json = g_bytes_new_static ("{}", 2);
  g_autofree char *key_file = scratch_path (scratch, key);
  g_autoptr (GBytes) envelope = NULL;
  guint opened = 0, tried = 0;

  g_assert_true (parvis_parcel_add (parcel, "submission.json", json, NULL));
  envelope = seal_with (scratch, certificate, parcel);
  for (gsize at = 0; at < g_bytes_get_size (envelope); at++)
    for (guint mask = 1; mask < (at < HEADER_BYTES ? 0x100 : 2); mask <<= 1, tried++)
      opened += count_openings (envelope, key_file, at, (guint8) mask);
  g_test_message ("%s: %" G_GSIZE_FORMAT " bytes, %u alterations, %u opened", certificate, g_bytes_get_size (envelope),
                  tried, opened);
  g_assert_cmpuint (opened, ==, 0);
}

static void
test_altered (void)
{
  g_autoptr (Scratch) scratch = fixture_new ();

  check_altered (scratch, "envelope.pem", "envelope.key");
}

static void
test_altered_rsa (void)
{
  g_autoptr (Scratch) scratch = fixture_new ();

  fixture_issue_rsa (scratch, "rsa", RSA_EXTENSIONS);
  check_altered (scratch, "rsa.pem", "rsa.key");
}

static void
test_cut (void)
{
  g_autoptr (Scratch) scratch = fixture_new ();
  g_autoptr (ParvisParcel) parcel = sample (10);
  g_autoptr (GBytes) envelope = seal_with (scratch, "envelope.pem", parcel);
  g_autofree char *key_file = scratch_path (scratch, "envelope.key");

  for (gsize size = 0; size < g_bytes_get_size (envelope); size += 7)
    {
      g_autoptr (GBytes) cut = g_bytes_new_from_bytes (envelope, 0, size);
      g_autoptr (GError) error = NULL;

      g_assert_null (parvis_seal_open (cut, key_file, &error));
      g_assert_error (error, PARVIS_SEAL_ERROR, PARVIS_SEAL_ERROR_CORRUPT);
      g_assert_true (parvis_seal_looks_sealed (cut) == (size >= 25)); /* its first 25 bytes tell */
    }
}

/* What libcrypto would open, and we do not: no tag, a tag that was cut short, a second recipient, bytes
 * behind. */
static void
test_weakened (void)
{
  static const char *const makers[] = {
    "openssl cms -encrypt -aes-256-cbc -in a.tar -outform DER -out x.p7m envelope.pem",
    "openssl cms -encrypt -aes-128-gcm -in a.tar -outform DER -out x.p7m envelope.pem",
    "openssl cms -encrypt -aes-256-gcm -in a.tar -outform DER -out x.p7m envelope.pem content.pem",
    "openssl cms -encrypt -aes-256-gcm -in a.tar -outform DER -out x.p7m envelope.pem && echo >> x.p7m",
    "openssl cms -encrypt -aes-256-gcm -stream -in a.tar -outform DER -out x.p7m envelope.pem", /* BER */
    "openssl cms -sign -nodetach -in a.tar -outform DER -signer content.pem -inkey content.key -out x.p7m",
    /* no archive */
    "openssl cms -encrypt -aes-256-gcm -binary -in envelope.key -outform DER -out x.p7m envelope.pem",
  };
  g_autoptr (Scratch) scratch = fixture_new ();
  g_autofree char *key_file = scratch_path (scratch, "envelope.key");

  g_free (fixture_shell (scratch, "echo '{}' > submission.json && tar cf a.tar submission.json"));
  for (gsize i = 0; i < G_N_ELEMENTS (makers); i++)
    {
      g_autoptr (GBytes) envelope = NULL;
      g_autoptr (GError) error = NULL;

      g_free (fixture_shell (scratch, makers[i]));
      envelope = read_bytes (scratch, "x.p7m");
      if (parvis_seal_open (envelope, key_file, &error) != NULL)
        g_error ("opened: %s", makers[i]);
      g_assert_error (error, PARVIS_SEAL_ERROR, PARVIS_SEAL_ERROR_CORRUPT);
    }
}

/* openssl's own envelope, in our form, opens here too. */
static void
test_openssl_seals (void)
{
  g_autoptr (Scratch) scratch = fixture_new ();
  g_autofree char *key_file = scratch_path (scratch, "envelope.key");
  g_autoptr (GBytes) envelope = NULL;
  g_autoptr (ParvisParcel) parcel = NULL;
  g_autoptr (GError) error = NULL;

  g_free (fixture_shell (scratch,
                         "echo '{}' > submission.json && tar cf a.tar submission.json && "
                         "openssl cms -encrypt -aes-256-gcm -binary -in a.tar -outform DER -out x.p7m envelope.pem"));
  envelope = read_bytes (scratch, "x.p7m");
  parcel = parvis_seal_open (envelope, key_file, &error);
  g_assert_no_error (error);
  g_assert_nonnull (parvis_parcel_lookup (parcel, "submission.json"));
}

/* A tag of 12 bytes is sound CMS (RFC 5084 §3.2), openssl opens it, and it is 2^32 times easier to forge. */
#define CUT 4
static void
test_short_tag (void)
{
  g_autoptr (Scratch) scratch = fixture_new ();
  g_autoptr (ParvisParcel) parcel = sample (5000);
  g_autoptr (GBytes) envelope = seal_with (scratch, "envelope.pem", parcel);
  g_autofree char *key_file = scratch_path (scratch, "envelope.key");
  gsize size = g_bytes_get_size (envelope);
  guint8 *copy = g_memdup2 (g_bytes_get_data (envelope, NULL), size);
  g_autoptr (GBytes) cut = NULL;
  g_autoptr (GError) error = NULL;

  copy[size - 17] = 16 - CUT; /* the length of the last element, and of the three around it */
  for (gsize at = 2; at <= 23; at += at == 2 ? 17 : 4)
    {
      guint length = (guint) (copy[at] << 8 | copy[at + 1]) - CUT;

      copy[at] = (guint8) (length >> 8);
      copy[at + 1] = (guint8) length;
    }
  cut = g_bytes_new_take (copy, size - CUT);
  write_bytes (scratch, "x.p7m", cut);
  g_free (fixture_shell (scratch, "openssl cms -decrypt -inform DER -inkey envelope.key -in x.p7m -out a.tar"));
  g_assert_null (parvis_seal_open (cut, key_file, &error));
  g_assert_error (error, PARVIS_SEAL_ERROR, PARVIS_SEAL_ERROR_CORRUPT);
}

/* Several recipients ------------------------------------------------------------------------------- */

static ParvisSealer *
new_sealer_for (const Scratch *scratch, const char *names, GPtrArray **left_out, GError **error)
{
  g_auto (GStrv) files = g_strsplit (names, " ", -1);
  g_autofree char *ca = scratch_path (scratch, "ca.pem");

  for (char **file = files; *file != NULL; file++)
    {
      char *path = scratch_path (scratch, *file);

      g_free (*file);
      *file = path;
    }
  return parvis_sealer_new_for_files ((const char *const *) files, ca, left_out, error);
}

static void
issue_second (const Scratch *scratch)
{
  g_assert_true (parvis_pki_issue (scratch->folder, PARVIS_PKI_ENVELOPE, "Agglo", "second", 30, NULL));
  fixture_issue_rsa (scratch, "rsa", RSA_EXTENSIONS);
  fixture_issue_rsa (scratch, "plain", "extendedKeyUsage=" PARVIS_OID_ENVELOPE);
}

static void
assert_opens (const Scratch *scratch, GBytes *envelope, const char *name, const ParvisParcel *parcel)
{
  g_autofree char *key = g_strconcat (name, ".key", NULL), *key_file = scratch_path (scratch, key);
  g_autofree char *line
      = g_strdup_printf ("openssl cms -decrypt -inform DER -inkey %s.key -recip %s.pem -in several.p7m -out a.tar && "
                         "tar -xOf a.tar submission.json",
                         name, name);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisParcel) opened = parvis_seal_open (envelope, key_file, &error);
  g_autofree char *json = fixture_shell (scratch, line);

  g_assert_no_error (error);
  assert_same (opened, parcel);
  g_assert_cmpstr (json, ==, "{\"nom\": \"Dupré\"}");
}

static void
test_several (void)
{
  static const char *const names[] = { "envelope", "second", "rsa", "plain" };
  g_autoptr (Scratch) scratch = fixture_new ();
  g_autoptr (ParvisParcel) parcel = sample (70000);
  g_autoptr (GPtrArray) left_out = NULL;
  g_autoptr (ParvisSealer) sealer = NULL;
  g_autoptr (GBytes) envelope = NULL;
  g_autofree char *stranger = scratch_path (scratch, "receipt.key");

  issue_second (scratch);
  sealer = new_sealer_for (scratch, "envelope.pem second.pem rsa.pem plain.pem", &left_out, NULL);
  g_assert_cmpuint (parvis_sealer_recipients (sealer), ==, 4);
  g_assert_cmpuint (left_out->len, ==, 0);
  envelope = parvis_sealer_seal (sealer, parcel, NULL);
  write_bytes (scratch, "several.p7m", envelope);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    assert_opens (scratch, envelope, names[i], parcel);
  g_assert_null (parvis_seal_open (envelope, stranger, NULL));
  g_free (fixture_shell (scratch, "openssl cms -decrypt -inform DER -inkey second.key -in several.p7m -out alone.tar"));
}

/* One that is not good is told of and does not stop the others. */
static void
test_left_out (void)
{
  g_autoptr (Scratch) scratch = fixture_new ();
  g_autoptr (ParvisParcel) parcel = sample (100);
  g_autoptr (GPtrArray) left_out = NULL, all = NULL;
  g_autoptr (ParvisSealer) sealer = NULL;
  g_autoptr (GBytes) envelope = NULL;
  g_autofree char *expired = scratch_path (scratch, "envelope.key");
  g_autoptr (GError) key = NULL, none = NULL;

  issue_second (scratch);
  fixture_set_dates (scratch, "envelope", -30, -1);
  sealer = new_sealer_for (scratch, "envelope.pem missing.pem second.pem content.pem", &left_out, NULL);
  g_assert_cmpuint (parvis_sealer_recipients (sealer), ==, 1);
  g_assert_cmpuint (left_out->len, ==, 3);
  g_assert_nonnull (strstr (g_ptr_array_index (left_out, 0), "il a expiré"));
  envelope = parvis_sealer_seal (sealer, parcel, NULL);
  write_bytes (scratch, "several.p7m", envelope);
  assert_opens (scratch, envelope, "second", parcel);
  g_assert_null (parvis_seal_open (envelope, expired, &key));
  g_assert_error (key, PARVIS_SEAL_ERROR, PARVIS_SEAL_ERROR_KEY);
  g_assert_null (new_sealer_for (scratch, "envelope.pem content.pem", &all, &none));
  g_assert_error (none, PARVIS_SEAL_ERROR, PARVIS_SEAL_ERROR_CERTIFICATE);
  g_assert_cmpuint (all->len, ==, 2);
}

/* Keys and certificates ---------------------------------------------------------------------------- */

static void
assert_key_refused (const Scratch *scratch, GBytes *envelope, const char *key)
{
  g_autofree char *key_file = scratch_path (scratch, key);
  g_autoptr (GError) error = NULL;

  g_assert_null (parvis_seal_open (envelope, key_file, &error));
  g_assert_error (error, PARVIS_SEAL_ERROR, PARVIS_SEAL_ERROR_KEY);
}

static void
test_wrong_keys (void)
{
  g_autoptr (Scratch) scratch = fixture_new ();
  g_autoptr (ParvisParcel) parcel = sample (100);
  g_autoptr (GBytes) envelope = seal_with (scratch, "envelope.pem", parcel);
  g_autoptr (GBytes) plain = NULL;

  fixture_issue_rsa (scratch, "rsa", "extendedKeyUsage=" PARVIS_OID_ENVELOPE);
  fixture_issue_rsa (scratch, "other", "extendedKeyUsage=" PARVIS_OID_ENVELOPE);
  plain = seal_with (scratch, "rsa.pem", parcel);
  g_free (fixture_shell (scratch, "openssl ec -aes128 -passout pass:x -in envelope.key -out locked.key"));
  assert_key_refused (scratch, envelope, "content.key");
  assert_key_refused (scratch, envelope, "rsa.key");
  assert_key_refused (scratch, envelope, "locked.key"); /* and nobody is asked for a password */
  assert_key_refused (scratch, envelope, "envelope.pem");
  assert_key_refused (scratch, envelope, "missing.key");
  assert_key_refused (scratch, plain, "other.key");
  assert_key_refused (scratch, plain, "envelope.key");
}

static void
assert_certificate_refused (const Scratch *scratch, const char *certificate)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (new_sealer (scratch, certificate, &error));
  g_assert_error (error, PARVIS_SEAL_ERROR, PARVIS_SEAL_ERROR_CERTIFICATE);
  g_assert_nonnull (strstr (error->message, certificate));
}

static void
test_wrong_certificates (void)
{
  g_autoptr (Scratch) scratch = fixture_new ();
  g_autoptr (Scratch) elsewhere = fixture_new ();
  g_autofree char *copy = g_strdup_printf ("cp '%s/envelope.pem' stranger.pem", elsewhere->folder);

  g_free (fixture_shell (scratch, copy));
  g_free (scratch_write (scratch, "noise.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"));
  fixture_issue_rsa (scratch, "signing", "keyUsage=digitalSignature\nextendedKeyUsage=" PARVIS_OID_ENVELOPE);
  fixture_issue_rsa (scratch, "any", "subjectKeyIdentifier=hash");
  assert_certificate_refused (scratch, "missing.pem");
  assert_certificate_refused (scratch, "noise.pem");
  assert_certificate_refused (scratch, "envelope.key");
  assert_certificate_refused (scratch, "stranger.pem");
  assert_certificate_refused (scratch, "content.pem"); /* ours, for something else */
  assert_certificate_refused (scratch, "signing.pem");
  assert_certificate_refused (scratch, "any.pem"); /* what may be used for anything is not for this */
  assert_certificate_refused (scratch, "ca.pem");
  fixture_set_dates (scratch, "envelope", -30, -1);
  assert_certificate_refused (scratch, "envelope.pem");
  fixture_set_dates (scratch, "envelope", 1, 30);
  assert_certificate_refused (scratch, "envelope.pem");
  fixture_set_dates (scratch, "envelope", -1, 30);
  g_free (fixture_shell (scratch, "rm ca.pem"));
  g_assert_null (new_sealer (scratch, "envelope.pem", NULL));
}

static void
test_looks_sealed (void)
{
  static const char *const others[] = { "", "0", "{\"id\": 1}", "PK\003\004", "\x30\x80", "\x30\x84\xff\xff\xff\xff" };

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr (GBytes) start = g_bytes_new_static (others[i], strlen (others[i]));

      g_assert_false (parvis_seal_looks_sealed (start));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/seal/round-trip", test_round_trip);
  g_test_add_func ("/seal/largest", test_largest);
  g_test_add_func ("/seal/openssl-opens", test_openssl_opens);
  g_test_add_func ("/seal/altered", test_altered);
  g_test_add_func ("/seal/altered-rsa", test_altered_rsa);
  g_test_add_func ("/seal/cut", test_cut);
  g_test_add_func ("/seal/weakened", test_weakened);
  g_test_add_func ("/seal/openssl-seals", test_openssl_seals);
  g_test_add_func ("/seal/short-tag", test_short_tag);
  g_test_add_func ("/seal/several", test_several);
  g_test_add_func ("/seal/left-out", test_left_out);
  g_test_add_func ("/seal/wrong-keys", test_wrong_keys);
  g_test_add_func ("/seal/wrong-certificates", test_wrong_certificates);
  g_test_add_func ("/seal/looks-sealed", test_looks_sealed);
  return g_test_run ();
}
