/* SPDX-License-Identifier: EUPL-1.2
 *
 * The PIV card that our tests trust is one for others too: OpenSC and yubico-piv-tool find it in a real
 * pcscd's reader, list it, and OpenSC has it sign; the signature holds for its certificate's key.
 */
#include <glib/gstdio.h>
#include <string.h>
#include <winscard.h>

#include "cards/card-service.h"
#include "cards/piv-card.h"
#include "cards/vpcd.h"

static CardService *service;

typedef struct
{
  PivTown *town;
  PivCard *card;
  Vpcd *vpcd;
} Bench;

/* What it prints, and whether it succeeds. */
static char *
run (gboolean *succeeds, const char *const *arguments)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process
      = g_subprocess_newv (arguments, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE, &error);
  char *output = NULL;

  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, &error));
  g_test_message ("%s:\n%s", arguments[0], output);
  *succeeds = g_subprocess_get_successful (process);
  return output;
}

#define RUN(succeeds, ...) run (succeeds, (const char *const[]){ __VA_ARGS__, NULL })

static void
assert_contains (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("no \"%s\" in: %s", part, text);
}

/* pcscd looks for a virtual card every 400 ms: none of the last test's may be there any more, and this one's
 * must be. */
static void
wait_for_card (gboolean present)
{
  SCARD_READERSTATE state = { .szReader = "Parvis Bench 00 00" };
  SCARDCONTEXT context;

  g_assert_cmpint (SCardEstablishContext (SCARD_SCOPE_SYSTEM, NULL, NULL, &context), ==, SCARD_S_SUCCESS);
  do
    {
      state.dwCurrentState = state.dwEventState;
      g_assert_cmpint (SCardGetStatusChange (context, 10000, &state, 1), ==, SCARD_S_SUCCESS);
    }
  while (((state.dwEventState & SCARD_STATE_PRESENT) != 0) != present);
  SCardReleaseContext (context);
}

static void
bench_open (Bench *bench, PivCardKey key)
{
  const VpcdCard kind = { piv_card_command, piv_card_reset, piv_card_atr, sizeof piv_card_atr };
  const PivCardModel model
      = { .key = key, .paper = { .name = "Amélie Durand", .usage = PIV_TOWN_USAGE, .key_usage = "digitalSignature" } };

  bench->town = piv_town_new ("Mairie de Parvis");
  bench->card = piv_card_new (bench->town, &model);
  bench->vpcd = vpcd_insert (service->ports[0], &kind, bench->card);
  wait_for_card (TRUE);
}

static void
bench_clear (Bench *bench)
{
  vpcd_remove (bench->vpcd);
  wait_for_card (FALSE);
  piv_card_free (bench->card);
  piv_town_free (bench->town);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Bench, bench_clear)

static void
test_listed (gconstpointer key)
{
  g_auto (Bench) bench = { 0 };
  g_autofree char *name = NULL;
  g_autofree char *objects = NULL;
  gboolean succeeds;

  bench_open (&bench, GPOINTER_TO_UINT (key));
  name = RUN (&succeeds, "opensc-tool", "--name");
  g_assert_true (succeeds);
  assert_contains (name, "Personal Identity Verification Card");
  objects = RUN (&succeeds, "pkcs15-tool", "--dump", "--no-prompt");
  g_assert_true (succeeds);
  assert_contains (objects, "Private ");
  assert_contains (objects, "[PIV AUTH key]");
  assert_contains (objects, "[CARD AUTH key]");
  assert_contains (objects, "[Certificate for PIV Authentication]");
  assert_contains (objects, "[Certificate for Card Authentication]");
}

static void
test_yubico (gconstpointer key)
{
  g_auto (Bench) bench = { 0 };
  g_autofree char *status = NULL;
  g_autofree char *fingerprint = NULL;
  guint8 digest[32];
  gboolean succeeds;

  bench_open (&bench, GPOINTER_TO_UINT (key));
  status = RUN (&succeeds, "yubico-piv-tool", "--reader=Parvis Bench", "--action=status");
  g_assert_true (succeeds);
  assert_contains (status, "Slot 9a");
  assert_contains (status, "Slot 9e");
  assert_contains (status, "PIN tries left:\t3");
  g_assert_cmpint (X509_digest (piv_card_certificate (bench.card, 0x9E), EVP_sha256 (), digest, NULL), ==, 1);
  fingerprint = g_strdup_printf ("%02x%02x%02x%02x", digest[0], digest[1], digest[2], digest[3]);
  assert_contains (status, fingerprint);
}

/* A signature of @digest's data: RSA's as it is, EC's as two numbers side by side, as PKCS #11 has it. */
static gboolean
holds (X509 *certificate, const char *data, const guint8 *signature, gsize length)
{
  EVP_PKEY *key = X509_get0_pubkey (certificate);
  EVP_MD_CTX *context = EVP_MD_CTX_new ();
  ECDSA_SIG *pair = ECDSA_SIG_new ();
  guint8 *der = NULL;
  gboolean verified;
  int size = 0;

  if (EVP_PKEY_get_base_id (key) == EVP_PKEY_EC)
    {
      int half = (int) length / 2;

      ECDSA_SIG_set0 (pair, BN_bin2bn (signature, half, NULL), BN_bin2bn (signature + half, half, NULL));
      size = i2d_ECDSA_SIG (pair, &der);
    }
  verified = EVP_DigestVerifyInit (context, NULL, EVP_sha256 (), NULL, key) == 1
             && EVP_DigestVerify (context, der != NULL ? der : signature, der != NULL ? (gsize) size : length,
                                  (const guint8 *) data, strlen (data))
                    == 1;
  OPENSSL_free (der);
  ECDSA_SIG_free (pair);
  EVP_MD_CTX_free (context);
  return verified;
}

/* PKCS #11's ECDSA signs what it is given: the digest is the caller's to make. */
static void
write_message (const char *file, gconstpointer key, const char *data)
{
  guint8 digest[32];
  gboolean rsa = GPOINTER_TO_UINT (key) == PIV_CARD_RSA_2048;
  g_autoptr (GError) error = NULL;

  EVP_Digest (data, strlen (data), digest, NULL, EVP_sha256 (), NULL);
  g_file_set_contents (file, rsa ? data : (const char *) digest, rsa ? (gssize) strlen (data) : 32, &error);
  g_assert_no_error (error);
}

static void
test_signs (gconstpointer key)
{
  const char *mechanism = GPOINTER_TO_UINT (key) == PIV_CARD_RSA_2048 ? "SHA256-RSA-PKCS" : "ECDSA";
  const char *data = "Parvis";
  g_auto (Bench) bench = { 0 };
  g_autofree char *message = NULL;
  g_autofree char *signature = NULL;
  g_autofree char *made = NULL;
  g_autofree char *said = NULL;
  gboolean succeeds;
  gsize length;

  bench_open (&bench, GPOINTER_TO_UINT (key));
  message = g_build_filename (bench.town->dir, "message", NULL);
  signature = g_build_filename (bench.town->dir, "signature", NULL);
  write_message (message, key, data);
  said = RUN (&succeeds, "pkcs11-tool", "--login", "--pin", PIV_CARD_PIN, "--sign", "--mechanism", mechanism, "--id",
              "01", "--input-file", message, "--output-file", signature);
  g_assert_true (succeeds);
  g_assert_true (g_file_get_contents (signature, &made, &length, NULL));
  g_assert_true (holds (piv_card_certificate (bench.card, 0x9A), data, (const guint8 *) made, length));
  g_assert_false (holds (piv_card_certificate (bench.card, 0x9E), data, (const guint8 *) made, length));
  g_unlink (message);
  g_unlink (signature);
}

static void
test_wrong_pin (void)
{
  g_auto (Bench) bench = { 0 };
  g_autofree char *said = NULL;
  gboolean succeeds;

  bench_open (&bench, PIV_CARD_P256);
  said = RUN (&succeeds, "pkcs11-tool", "--login", "--pin", "314159", "--list-objects");
  g_assert_false (succeeds);
  assert_contains (said, "CKR_PIN_INCORRECT");
  g_assert_cmpint (piv_card_tries (bench.card), ==, 2);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  service = card_service_start (NULL);
  g_test_add_data_func ("/piv-tools/listed/ec", GUINT_TO_POINTER (PIV_CARD_P256), test_listed);
  g_test_add_data_func ("/piv-tools/listed/rsa", GUINT_TO_POINTER (PIV_CARD_RSA_2048), test_listed);
  g_test_add_data_func ("/piv-tools/yubico/ec", GUINT_TO_POINTER (PIV_CARD_P384), test_yubico);
  g_test_add_data_func ("/piv-tools/yubico/rsa", GUINT_TO_POINTER (PIV_CARD_RSA_2048), test_yubico);
  g_test_add_data_func ("/piv-tools/signs/ec", GUINT_TO_POINTER (PIV_CARD_P256), test_signs);
  g_test_add_data_func ("/piv-tools/signs/rsa", GUINT_TO_POINTER (PIV_CARD_RSA_2048), test_signs);
  g_test_add_func ("/piv-tools/wrong-pin", test_wrong_pin);
  result = g_test_run ();
  card_service_stop (service);
  return result;
}
