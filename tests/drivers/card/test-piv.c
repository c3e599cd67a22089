/* SPDX-License-Identifier: EUPL-1.2
 *
 * PIV against a card of ours in this process: what is proven by whom, whose certificate holds, what becomes
 * of a PIN, and each way in which a card can fail. test-piv-reader does the same through a real reader's
 * daemon.
 */
#include <glib/gstdio.h>
#include <string.h>

#include "cards/piv-card.h"
#include "drivers/card/piv.h"
#include "drivers/card/reader.h"
#include "drivers/card/tlv.h"
#include "piv-link.h"

#define OURS                                                                                                           \
  {                                                                                                                    \
    .name = "Amélie Durand", .usage = PIV_TOWN_USAGE, .key_usage = "digitalSignature"                                  \
  }

typedef struct
{
  PivTown *town;
  PivCard *card;
  ParvisCardLink *link;
  ParvisPivTrust *trust;
} Bench;

static void
bench_open (Bench *bench, const PivCardModel *model)
{
  g_autoptr (GError) error = NULL;

  bench->town = piv_town_new ("Mairie de Parvis");
  bench->card = piv_card_new (bench->town, model);
  bench->link = piv_link_new (bench->card);
  bench->trust = parvis_piv_trust_new (bench->town->file, PIV_TOWN_USAGE, &error);
  g_assert_no_error (error);
}

static void
bench_clear (Bench *bench)
{
  parvis_piv_trust_free (bench->trust);
  parvis_card_link_free (bench->link);
  piv_card_free (bench->card);
  piv_town_free (bench->town);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Bench, bench_clear)

/* Takes the revocation list that was just written. */
static void
bench_trust_again (Bench *bench)
{
  g_autoptr (GError) error = NULL;

  parvis_piv_trust_free (bench->trust);
  bench->trust = parvis_piv_trust_new (bench->town->file, PIV_TOWN_USAGE, &error);
  g_assert_no_error (error);
}

/* What the card says of itself ------------------------------------------------------------------ */

static void
test_read (void)
{
  g_auto (Bench) bench = { 0 };
  g_autoptr (ParvisPivCard) card = NULL;
  g_autoptr (GError) error = NULL;

  bench_open (&bench, &(PivCardModel){ .paper = OURS });
  card = parvis_piv_read (bench.link, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (card->guid, ==, piv_card_guid (bench.card));
  g_assert_cmpstr (card->expires, ==, "2030-12-31");
  g_assert_cmphex (card->fasc_n[0], ==, 0xD4);
  g_assert_cmphex (card->fasc_n[24], ==, 0xFC);
  g_assert_true (card->has_card_key && card->has_holder_key);
}

static void
test_blank (void)
{
  g_auto (Bench) bench = { 0 };
  g_autoptr (ParvisPivCard) card = NULL;
  g_autoptr (ParvisPivHolder) holder = NULL;
  g_autoptr (GError) error = NULL;

  bench_open (&bench, &(PivCardModel){ .traits = PIV_CARD_BLANK, .paper = OURS });
  card = parvis_piv_read (bench.link, &error);
  g_assert_no_error (error);
  g_assert_null (card->guid);
  g_assert_false (card->has_card_key || card->has_holder_key);
  holder = parvis_piv_authenticate_card (bench.link, bench.trust, &error);
  g_assert_error (error, PARVIS_PIV_ERROR, PARVIS_PIV_ERROR_NO_CERTIFICATE);
  g_assert_null (holder);
}

static gboolean
say_status (gpointer status, const guint8 *command, gsize command_length, guint8 *answer, gsize *length, GError **error)
{
  answer[0] = (guint8) (GPOINTER_TO_UINT (status) >> 8);
  answer[1] = (guint8) GPOINTER_TO_UINT (status);
  *length = 2;
  return TRUE;
}

/* Transport passes, bank cards, tags. */
static void
test_other_kinds (void)
{
  const guint16 statuses[] = { 0x6A82, 0x6D00, 0x6E00, 0x6A81, 0x6999 };
  const ParvisCardLinkKind kind = { .transmit = say_status };

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autoptr (ParvisCardLink) link = parvis_card_link_new (&kind, GUINT_TO_POINTER ((guint) statuses[i]));
      g_autoptr (GError) error = NULL;

      g_assert_null (parvis_piv_read (link, &error));
      g_assert_error (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_UNSUPPORTED);
    }
}

/* Proofs ---------------------------------------------------------------------------------------- */

static void
assert_holder (const ParvisPivHolder *holder, X509 *certificate)
{
  g_autofree guint8 *der = NULL;
  g_autofree char *fingerprint = NULL;
  guint8 *end;
  int length = i2d_X509 (certificate, NULL);

  der = end = g_malloc ((gsize) length);
  i2d_X509 (certificate, &end);
  fingerprint = g_compute_checksum_for_data (G_CHECKSUM_SHA256, der, (gsize) length);
  g_assert_nonnull (holder);
  g_assert_cmpstr (holder->name, ==, "Amélie Durand");
  g_assert_cmpstr (holder->subject, ==, "CN=Amélie Durand,O=Médiation numérique");
  g_assert_cmpstr (holder->fingerprint, ==, fingerprint);
  g_assert_cmpuint (strlen (holder->serial), >=, 2);
  g_assert_cmpint (ABS (holder->expires - g_get_real_time () / G_USEC_PER_SEC - 365 * 86400), <, 600);
}

static void
test_proofs (gconstpointer key)
{
  g_auto (Bench) bench = { 0 };
  g_autoptr (ParvisPivHolder) card = NULL;
  g_autoptr (ParvisPivHolder) holder = NULL;
  g_autoptr (GError) error = NULL;
  int tries = 0;

  bench_open (&bench, &(PivCardModel){ .key = GPOINTER_TO_UINT (key), .paper = OURS });
  card = parvis_piv_authenticate_card (bench.link, bench.trust, &error);
  g_assert_no_error (error);
  assert_holder (card, piv_card_certificate (bench.card, 0x9E));
  g_assert_cmpuint (piv_card_pins_given (bench.card), ==, 0);
  holder = parvis_piv_authenticate_holder (bench.link, PIV_CARD_PIN, bench.trust, &tries, &error);
  g_assert_no_error (error);
  assert_holder (holder, piv_card_certificate (bench.card, 0x9A));
  g_assert_cmpstr (card->fingerprint, !=, holder->fingerprint);
  g_assert_cmpint (tries, ==, PARVIS_PIV_TRIES_UNKNOWN);
  g_assert_false (piv_card_is_open (bench.card));
}

/* Packed certificates; no common name; an edition that cannot forget. */
static void
test_variants (void)
{
  const PivCardModel models[] = {
    { .traits = PIV_CARD_GZIP, .paper = OURS },
    { .key = PIV_CARD_RSA_2048, .traits = PIV_CARD_GZIP | PIV_CARD_OLD, .paper = OURS },
    { .paper = { .usage = "1.3.6.1.5.5.7.3.2," PIV_TOWN_USAGE } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (models); i++)
    {
      g_auto (Bench) bench = { 0 };
      g_autoptr (ParvisPivHolder) holder = NULL;
      g_autoptr (GError) error = NULL;

      bench_open (&bench, &models[i]);
      holder = parvis_piv_authenticate_holder (bench.link, PIV_CARD_PIN, bench.trust, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (holder->name, ==, models[i].paper.name);
    }
}

/* Refusals -------------------------------------------------------------------------------------- */

/* Neither proof is given, and no PIN is sent to such a card. */
static void
assert_refused (Bench *bench, GQuark domain, int code)
{
  g_autoptr (GError) of_card = NULL;
  g_autoptr (GError) of_holder = NULL;

  g_assert_null (parvis_piv_authenticate_card (bench->link, bench->trust, &of_card));
  g_assert_error (of_card, domain, code);
  g_assert_null (parvis_piv_authenticate_holder (bench->link, PIV_CARD_PIN, bench->trust, NULL, &of_holder));
  g_assert_error (of_holder, domain, code);
  g_assert_cmpuint (piv_card_pins_given (bench->card), ==, 0);
  g_assert_null (strstr (of_card->message, "Durand"));
}

static void
test_certificates (void)
{
  const struct
  {
    PivTownPaper paper;
    ParvisPivError code;
  } papers[] = {
    { { .usage = PIV_TOWN_USAGE, .from_day = -365, .to_day = -1 }, PARVIS_PIV_ERROR_EXPIRED },
    { { .usage = PIV_TOWN_USAGE, .from_day = 1, .to_day = 365 }, PARVIS_PIV_ERROR_NOT_YET_VALID },
    { { .usage = NULL }, PARVIS_PIV_ERROR_USAGE },
    { { .usage = PIV_TOWN_OTHER_USAGE }, PARVIS_PIV_ERROR_USAGE },
    { { .usage = "anyExtendedKeyUsage" }, PARVIS_PIV_ERROR_USAGE },
    { { .usage = PIV_TOWN_USAGE, .key_usage = "keyAgreement" }, PARVIS_PIV_ERROR_USAGE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (papers); i++)
    {
      g_auto (Bench) bench = { 0 };

      bench_open (&bench, &(PivCardModel){ .paper = papers[i].paper });
      assert_refused (&bench, PARVIS_PIV_ERROR, (int) papers[i].code);
    }
}

static void
test_other_town (void)
{
  g_auto (Bench) bench = { 0 };
  g_autoptr (PivTown) other = piv_town_new ("Mairie d’Ailleurs");
  g_autoptr (PivTown) namesake = piv_town_new ("Mairie de Parvis"); /* the same name, another key */

  bench_open (&bench, &(PivCardModel){ .paper = OURS });
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;

      parvis_piv_trust_free (bench.trust);
      bench.trust = parvis_piv_trust_new (i == 0 ? other->file : namesake->file, PIV_TOWN_USAGE, &error);
      g_assert_no_error (error);
      assert_refused (&bench, PARVIS_PIV_ERROR, PARVIS_PIV_ERROR_NOT_OURS);
    }
}

/* An authority in between: in the file beside the one that vouches for it, it is taken; without it, its cards
 * are nobody's. */
static void
test_authority_between (void)
{
  g_autoptr (PivTown) state = piv_town_new ("Autorité racine");
  g_autoptr (PivTown) town = piv_town_new_under (state, "Mairie de Parvis");
  g_autoptr (PivCard) card = piv_card_new (town, &(PivCardModel){ .paper = OURS });
  g_autoptr (ParvisCardLink) link = piv_link_new (card);
  g_autoptr (ParvisPivTrust) both = parvis_piv_trust_new (town->file, PIV_TOWN_USAGE, NULL);
  g_autoptr (ParvisPivTrust) above = parvis_piv_trust_new (state->file, PIV_TOWN_USAGE, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisPivHolder) holder = parvis_piv_authenticate_card (link, both, &error);

  g_assert_no_error (error);
  g_assert_nonnull (holder);
  g_assert_null (parvis_piv_authenticate_card (link, above, &error));
  g_assert_error (error, PARVIS_PIV_ERROR, PARVIS_PIV_ERROR_NOT_OURS);
}

static void
test_revoked (void)
{
  g_auto (Bench) bench = { 0 };
  g_autoptr (ParvisPivHolder) holder = NULL;
  g_autoptr (GError) error = NULL;

  bench_open (&bench, &(PivCardModel){ .paper = OURS });
  piv_town_revoke (bench.town, piv_card_certificate (bench.card, 0x9A), 7);
  bench_trust_again (&bench);
  g_assert_null (parvis_piv_authenticate_holder (bench.link, PIV_CARD_PIN, bench.trust, NULL, &error));
  g_assert_error (error, PARVIS_PIV_ERROR, PARVIS_PIV_ERROR_REVOKED);
  g_assert_cmpuint (piv_card_pins_given (bench.card), ==, 0);
  g_clear_error (&error);
  holder = parvis_piv_authenticate_card (bench.link, bench.trust, &error); /* the list names the other one */
  g_assert_no_error (error);
  g_assert_nonnull (holder);
  piv_town_revoke (bench.town, NULL, -1); /* a list of the past */
  bench_trust_again (&bench);
  assert_refused (&bench, PARVIS_PIV_ERROR, PARVIS_PIV_ERROR_NO_LIST);
}

static void
test_key_of_no_kind (void)
{
  g_auto (Bench) bench = { 0 };

  bench_open (&bench, &(PivCardModel){ .key = PIV_CARD_P521, .paper = OURS });
  assert_refused (&bench, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_UNSUPPORTED);
}

static void
test_unreadable_name (void)
{
  const char *names[] = { "Amélie\nDurand", "Amélie \u202Edaruud" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_auto (Bench) bench = { 0 };
      g_autoptr (GError) error = NULL;

      bench_open (&bench, &(PivCardModel){ .paper = { .name = names[i], .usage = PIV_TOWN_USAGE } });
      g_assert_null (parvis_piv_authenticate_card (bench.link, bench.trust, &error));
      g_assert_error (error, PARVIS_PIV_ERROR, PARVIS_PIV_ERROR_CERTIFICATE);
    }
}

/* While it signs -------------------------------------------------------------------------------- */

static void
test_signing_fails (void)
{
  const struct
  {
    PivCardKey key;
    guint traits;
    ParvisCardError code;
  } cards[] = {
    { PIV_CARD_P256, PIV_CARD_CLONE, PARVIS_CARD_ERROR_FORGED },
    { PIV_CARD_P384, PIV_CARD_CLONE, PARVIS_CARD_ERROR_FORGED },
    { PIV_CARD_RSA_2048, PIV_CARD_CLONE, PARVIS_CARD_ERROR_FORGED },
    { PIV_CARD_P256, PIV_CARD_GARBAGE, PARVIS_CARD_ERROR_FORGED },
    { PIV_CARD_RSA_2048, PIV_CARD_GARBAGE, PARVIS_CARD_ERROR_FORGED },
    { PIV_CARD_P256, PIV_CARD_PULLED_OUT, PARVIS_CARD_ERROR_REMOVED },
    { PIV_CARD_P256, PIV_CARD_MUTE, PARVIS_CARD_ERROR_MUTE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cards); i++)
    {
      g_auto (Bench) bench = { 0 };
      g_autoptr (GError) of_card = NULL;
      g_autoptr (GError) of_holder = NULL;

      bench_open (&bench, &(PivCardModel){ .key = cards[i].key, .traits = cards[i].traits, .paper = OURS });
      g_assert_null (parvis_piv_authenticate_card (bench.link, bench.trust, &of_card));
      g_assert_error (of_card, PARVIS_CARD_ERROR, (int) cards[i].code);
      g_assert_null (parvis_piv_authenticate_holder (bench.link, PIV_CARD_PIN, bench.trust, NULL, &of_holder));
      g_assert_error (of_holder, PARVIS_CARD_ERROR, (int) cards[i].code);
      g_assert_cmpint (piv_card_is_open (bench.card), ==, cards[i].code != PARVIS_CARD_ERROR_FORGED);
    }
}

/* The PIN --------------------------------------------------------------------------------------- */

static void
assert_pin (Bench *bench, const char *pin, int code, int tries)
{
  g_autoptr (GError) error = NULL;
  int told = -2;

  g_assert_null (parvis_piv_authenticate_holder (bench->link, pin, bench->trust, &told, &error));
  g_assert_error (error, PARVIS_CARD_ERROR, code);
  g_assert_cmpint (told, ==, tries);
  g_assert_cmpint (piv_card_tries (bench->card), ==, tries);
  g_assert_null (strstr (error->message, "314159"));
}

static void
assert_tries (Bench *bench, int tries)
{
  g_autoptr (GError) error = NULL;
  int told = -2;

  g_assert_true (parvis_piv_tries_left (bench->link, &told, &error));
  g_assert_no_error (error);
  g_assert_cmpint (told, ==, tries);
  g_assert_cmpint (piv_card_tries (bench->card), ==, tries);
}

static void
test_pin_wrong (void)
{
  g_auto (Bench) bench = { 0 };
  g_autoptr (ParvisPivHolder) holder = NULL;
  g_autoptr (GError) error = NULL;

  bench_open (&bench, &(PivCardModel){ .paper = OURS });
  assert_tries (&bench, 3);
  assert_pin (&bench, "314159", PARVIS_CARD_ERROR_WRONG_CODE, 2);
  assert_pin (&bench, "2718281", PARVIS_CARD_ERROR_WRONG_CODE, 1); /* the right one and one digit more */
  assert_tries (&bench, 1);
  holder = parvis_piv_authenticate_holder (bench.link, PIV_CARD_PIN, bench.trust, NULL, &error);
  g_assert_no_error (error);
  assert_tries (&bench, 3);
}

static void
test_pin_blocked (void)
{
  g_auto (Bench) bench = { 0 };

  bench_open (&bench, &(PivCardModel){ .tries = 1, .paper = OURS });
  assert_pin (&bench, "314159", PARVIS_CARD_ERROR_BLOCKED, 0);
  assert_pin (&bench, PIV_CARD_PIN, PARVIS_CARD_ERROR_BLOCKED, 0);
  assert_pin (&bench, "1", PARVIS_CARD_ERROR_BLOCKED, 0);
  assert_tries (&bench, 0);
}

/* None of these is sent. */
static void
test_pin_form (void)
{
  const char *pins[] = { "", "12345", "123456789", "12345a", "27182\xff", "271828 ", "٢٧١٨٢٨", "-27182" };
  g_auto (Bench) bench = { 0 };

  bench_open (&bench, &(PivCardModel){ .paper = OURS });
  for (guint i = 0; i < G_N_ELEMENTS (pins); i++)
    assert_pin (&bench, pins[i], PARVIS_CARD_ERROR_WRONG_CODE, 3);
  g_assert_cmpuint (piv_card_pins_given (bench.card), ==, 0);
}

/* Another program left the card open: the number is told all the same, and who holds the card is asked for
 * the PIN. */
static void
test_left_open (void)
{
  const guint8 verify[] = { 0x00, 0x20, 0x00, 0x80, 0x08, '2', '7', '1', '8', '2', '8', 0xFF, 0xFF };
  g_auto (Bench) bench = { 0 };
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GError) error = NULL;
  guint16 status = 0;

  bench_open (&bench, &(PivCardModel){ .paper = OURS });
  assert_tries (&bench, 3);
  answer = parvis_card_link_send (bench.link, verify, sizeof verify, &status, &error);
  g_assert_no_error (error);
  g_assert_true (piv_card_is_open (bench.card));
  assert_pin (&bench, "314159", PARVIS_CARD_ERROR_WRONG_CODE, 2);
  g_bytes_unref (g_steal_pointer (&answer));
  answer = parvis_card_link_send (bench.link, verify, sizeof verify, &status, &error);
  g_assert_true (piv_card_is_open (bench.card));
  assert_tries (&bench, 3);
  g_assert_false (piv_card_is_open (bench.card));
}

/* The configuration ----------------------------------------------------------------------------- */

static void
assert_no_trust (const char *file, const char *usage, GQuark domain, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (parvis_piv_trust_new (file, usage, &error));
  g_assert_error (error, domain, code);
}

static void
test_trust (void)
{
  g_autoptr (PivTown) town = piv_town_new ("Mairie de Parvis");
  g_autofree char *missing = g_build_filename (town->dir, "none.pem", NULL);
  g_autofree char *large = g_strnfill (PARVIS_PIV_TRUST_MAX_BYTES + 1, '\n');

  assert_no_trust (missing, PIV_TOWN_USAGE, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  assert_no_trust (town->file, "usage", G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  assert_no_trust (town->file, "serverAuth", G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT); /* the number is wanted */
  g_assert_true (g_file_set_contents (town->file, "Mairie de Parvis", -1, NULL));
  assert_no_trust (town->file, PIV_TOWN_USAGE, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_assert_true (g_file_set_contents (town->file, "", -1, NULL));
  assert_no_trust (town->file, PIV_TOWN_USAGE, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_assert_true (g_file_set_contents (town->file, large, -1, NULL));
  assert_no_trust (town->file, PIV_TOWN_USAGE, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_assert_true (
      g_file_set_contents (town->file, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", -1, NULL));
  assert_no_trust (town->file, PIV_TOWN_USAGE, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

/* Bounds ---------------------------------------------------------------------------------------- */

/* A card whose every object is 60,000 bytes. */
static gboolean
say_much (gpointer data, const guint8 *command, gsize command_length, guint8 *answer, gsize *length, GError **error)
{
  g_autoptr (GByteArray) object = g_byte_array_new ();
  g_autofree guint8 *value = g_malloc0 (60000);

  if (command[1] == 0xCB)
    parvis_tlv_append (object, 0x53, value, 60000);
  g_byte_array_append (object, (const guint8 *) "\x90\x00", 2);
  memcpy (answer, object->data, object->len);
  *length = object->len;
  return TRUE;
}

static void
test_too_much (void)
{
  const ParvisCardLinkKind kind = { .transmit = say_much };
  g_autoptr (ParvisCardLink) link = parvis_card_link_new (&kind, NULL);
  g_autoptr (PivTown) town = piv_town_new ("Mairie de Parvis");
  g_autoptr (ParvisPivTrust) trust = parvis_piv_trust_new (town->file, PIV_TOWN_USAGE, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (parvis_piv_authenticate_card (link, trust, &error));
  g_assert_error (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_PROTOCOL);
  g_clear_error (&error);
  g_assert_null (parvis_piv_read (link, &error));
  g_assert_error (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_PROTOCOL);
}

/* Each fault of a card has a sentence of its own, and another kind of error the one it has already. */
static void
test_in_words (void)
{
  g_autoptr (GHashTable) said = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GError) other = g_error_new_literal (PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_BLOCKED, "blocked");

  for (int code = PARVIS_PIV_ERROR_NO_CERTIFICATE; code <= PARVIS_PIV_ERROR_NO_LIST; code++)
    {
      g_autoptr (GError) error = g_error_new_literal (PARVIS_PIV_ERROR, code, "in English");

      g_assert_true (g_hash_table_add (said, (gpointer) parvis_piv_error_to_text (error)));
    }
  g_assert_cmpstr (parvis_piv_error_to_text (other), ==, parvis_card_error_to_text (other));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/piv/read", test_read);
  g_test_add_func ("/piv/blank", test_blank);
  g_test_add_func ("/piv/other-kinds", test_other_kinds);
  g_test_add_data_func ("/piv/proofs/p256", GUINT_TO_POINTER (PIV_CARD_P256), test_proofs);
  g_test_add_data_func ("/piv/proofs/p384", GUINT_TO_POINTER (PIV_CARD_P384), test_proofs);
  g_test_add_data_func ("/piv/proofs/rsa2048", GUINT_TO_POINTER (PIV_CARD_RSA_2048), test_proofs);
  g_test_add_data_func ("/piv/proofs/rsa3072", GUINT_TO_POINTER (PIV_CARD_RSA_3072), test_proofs);
  g_test_add_func ("/piv/variants", test_variants);
  g_test_add_func ("/piv/certificates", test_certificates);
  g_test_add_func ("/piv/other-town", test_other_town);
  g_test_add_func ("/piv/authority-between", test_authority_between);
  g_test_add_func ("/piv/revoked", test_revoked);
  g_test_add_func ("/piv/key-of-no-kind", test_key_of_no_kind);
  g_test_add_func ("/piv/unreadable-name", test_unreadable_name);
  g_test_add_func ("/piv/signing-fails", test_signing_fails);
  g_test_add_func ("/piv/pin/wrong", test_pin_wrong);
  g_test_add_func ("/piv/pin/blocked", test_pin_blocked);
  g_test_add_func ("/piv/pin/form", test_pin_form);
  g_test_add_func ("/piv/pin/left-open", test_left_open);
  g_test_add_func ("/piv/trust", test_trust);
  g_test_add_func ("/piv/too-much", test_too_much);
  g_test_add_func ("/piv/in-words", test_in_words);
  return g_test_run ();
}
