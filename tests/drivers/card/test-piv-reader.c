/* SPDX-License-Identifier: EUPL-1.2
 *
 * PIV through the kiosk's own reader and a real pcscd: the proofs, a card pulled out or silent while it
 * signs, a copy, and cards of two kinds in turn. "test-piv-reader -m perf" measures from the card presented
 * to its holder proven.
 */
#include <string.h>

#include "cards/card-service.h"
#include "cards/ndef-card.h"
#include "cards/piv-card.h"
#include "cards/vpcd.h"
#include "drivers/card/piv.h"
#include "drivers/card/reader.h"
#include "drivers/card/tag.h"

/* For a card that is mute; and for all others, which no slow machine makes mute. */
#define ANSWER_MS  2000
#define PATIENT_MS 120000
#define LATE       60 /* seconds */

static CardService *service;

static gboolean
on_late (gpointer what)
{
  g_error ("waited in vain for %s", (const char *) what);
  return G_SOURCE_REMOVE;
}

#define WAIT_FOR(condition)                                                                                            \
  do                                                                                                                   \
    {                                                                                                                  \
      guint late = g_timeout_add_seconds (LATE, on_late, (gpointer) #condition);                                       \
      while (!(condition))                                                                                             \
        g_main_context_iteration (NULL, TRUE);                                                                         \
      g_source_remove (late);                                                                                          \
    }                                                                                                                  \
  while (0)

#define WAIT_FOR_STATE(reader, wanted) WAIT_FOR (parvis_card_reader_get_state (reader) == PARVIS_CARD_READER_##wanted)

/* A town and the kiosk's reader ----------------------------------------------------------------- */

typedef struct
{
  PivTown *town;
  ParvisPivTrust *trust;
  ParvisCardReader *reader;
} Bench;

static void
bench_open (Bench *bench)
{
  g_autoptr (GError) error = NULL;

  bench->town = piv_town_new ("Mairie de Parvis");
  bench->trust = parvis_piv_trust_new (bench->town->file, PIV_TOWN_USAGE, &error);
  g_assert_no_error (error);
  bench->reader = parvis_card_reader_new (NULL);
  parvis_card_reader_set_patience (bench->reader, PATIENT_MS, PATIENT_MS);
  WAIT_FOR_STATE (bench->reader, EMPTY);
}

static void
bench_clear (Bench *bench)
{
  g_object_unref (bench->reader);
  parvis_piv_trust_free (bench->trust);
  piv_town_free (bench->town);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Bench, bench_clear)

static PivCard *
new_card (Bench *bench, PivCardKey key, guint traits)
{
  const PivCardModel model
      = { .key = key, .traits = traits, .paper = { .name = "Amélie Durand", .usage = PIV_TOWN_USAGE } };

  return piv_card_new (bench->town, &model);
}

static Vpcd *
present (Bench *bench, PivCard *card)
{
  const VpcdCard kind = { piv_card_command, piv_card_reset, piv_card_atr, sizeof piv_card_atr };
  Vpcd *vpcd = vpcd_insert (service->ports[0], &kind, card);

  WAIT_FOR_STATE (bench->reader, CARD);
  return vpcd;
}

/* Jobs ------------------------------------------------------------------------------------------- */

static gpointer
prove_card (ParvisCardLink *link, gpointer trust, GCancellable *cancellable, GError **error)
{
  return parvis_piv_authenticate_card (link, trust, error);
}

static gpointer
prove_holder (ParvisCardLink *link, gpointer trust, GCancellable *cancellable, GError **error)
{
  return parvis_piv_authenticate_holder (link, PIV_CARD_PIN, trust, NULL, error);
}

static gpointer
read_tag (ParvisCardLink *link, gpointer data, GCancellable *cancellable, GError **error)
{
  return parvis_tag_read (link, error);
}

typedef struct
{
  gboolean done;
  gpointer result;
  GError *error;
} Outcome;

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Outcome *outcome = user_data;

  outcome->done = TRUE;
  outcome->result = parvis_card_reader_run_finish (PARVIS_CARD_READER (source), result, &outcome->error);
}

static gpointer
run (Bench *bench, ParvisCardJob job, GDestroyNotify free_result, GError **error)
{
  Outcome outcome = { 0 };

  parvis_card_reader_run_async (bench->reader, job, bench->trust, NULL, free_result, NULL, on_done, &outcome);
  WAIT_FOR (outcome.done);
  if (outcome.error != NULL)
    g_propagate_error (error, outcome.error);
  return outcome.result;
}

static void
assert_proves (Bench *bench, ParvisCardJob job)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisPivHolder) holder = run (bench, job, (GDestroyNotify) parvis_piv_holder_free, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (holder->name, ==, "Amélie Durand");
}

/* Tests ------------------------------------------------------------------------------------------ */

static void
test_proofs (gconstpointer key)
{
  g_auto (Bench) bench = { 0 };
  g_autoptr (PivCard) card = NULL;
  Vpcd *vpcd;

  bench_open (&bench);
  card = new_card (&bench, GPOINTER_TO_UINT (key), 0);
  vpcd = present (&bench, card);
  assert_proves (&bench, prove_card);
  assert_proves (&bench, prove_holder);
  vpcd_remove (vpcd);
  WAIT_FOR_STATE (bench.reader, EMPTY);
  g_assert_false (piv_card_is_open (card));
}

typedef struct
{
  guint traits;
  ParvisCardError code;
} Fault;

static void
test_fault (gconstpointer data)
{
  const Fault *fault = data;
  g_auto (Bench) bench = { 0 };
  g_autoptr (PivCard) card = NULL;
  g_autoptr (GError) error = NULL;
  Vpcd *vpcd;

  bench_open (&bench);
  if (fault->code == PARVIS_CARD_ERROR_MUTE)
    parvis_card_reader_set_patience (bench.reader, ANSWER_MS, 0);
  card = new_card (&bench, PIV_CARD_P256, fault->traits);
  vpcd = present (&bench, card);
  g_assert_null (run (&bench, prove_holder, (GDestroyNotify) parvis_piv_holder_free, &error));
  g_assert_error (error, PARVIS_CARD_ERROR, (int) fault->code);
  vpcd_remove (vpcd);
  WAIT_FOR_STATE (bench.reader, EMPTY);
}

/* A mediator's card, then a resident's pass, and again: nothing of the one is taken for the other. */
static void
test_in_turn (void)
{
  static const guint8 MESSAGE[] = { 0xD1, 0x01, 0x08, 'U', 0x04, 'v', 'i', 'l', 'l', 'e', '/', '7' };
  g_auto (Bench) bench = { 0 };
  g_autoptr (PivCard) card = NULL;
  NdefCard pass;

  bench_open (&bench);
  card = new_card (&bench, PIV_CARD_P256, 0);
  ndef_card_init (&pass, NDEF_TYPE_4, MESSAGE, sizeof MESSAGE);
  for (int i = 0; i < 3; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (ParvisTag) tag = NULL;
      Vpcd *vpcd = present (&bench, card);

      assert_proves (&bench, prove_holder);
      vpcd_remove (vpcd);
      WAIT_FOR_STATE (bench.reader, EMPTY);
      vpcd = vpcd_insert (service->ports[0], &pass.card, &pass);
      WAIT_FOR_STATE (bench.reader, CARD);
      g_assert_null (run (&bench, prove_holder, (GDestroyNotify) parvis_piv_holder_free, &error));
      g_assert_error (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_UNSUPPORTED);
      g_clear_error (&error);
      tag = run (&bench, read_tag, (GDestroyNotify) parvis_tag_free, &error);
      g_assert_no_error (error);
      g_assert_cmpint (tag->type, ==, PARVIS_TAG_TYPE_4);
      g_assert_cmpuint (tag->records->len, ==, 1);
      vpcd_remove (vpcd);
      WAIT_FOR_STATE (bench.reader, EMPTY);
    }
  g_assert_cmpuint (piv_card_pins_given (card), ==, 3);
}

/* Measuring -------------------------------------------------------------------------------------- */

#define ROUNDS 11

static int
compare (gconstpointer a, gconstpointer b)
{
  return *(const double *) a < *(const double *) b ? -1 : 1;
}

/* From the card put in, and from the reader's word that it is there, until its holder is proven. */
static void
test_speed (gconstpointer key)
{
  g_auto (Bench) bench = { 0 };
  g_autoptr (PivCard) card = NULL;
  double all[ROUNDS], job[ROUNDS];

  bench_open (&bench);
  card = new_card (&bench, GPOINTER_TO_UINT (key), 0);
  for (guint i = 0; i < ROUNDS; i++)
    {
      gint64 begun = g_get_monotonic_time (), seen;
      Vpcd *vpcd = present (&bench, card);

      seen = g_get_monotonic_time ();
      assert_proves (&bench, prove_holder);
      all[i] = (double) (g_get_monotonic_time () - begun) / 1000;
      job[i] = (double) (g_get_monotonic_time () - seen) / 1000;
      vpcd_remove (vpcd);
      WAIT_FOR_STATE (bench.reader, EMPTY);
    }
  qsort (all, ROUNDS, sizeof *all, compare);
  qsort (job, ROUNDS, sizeof *job, compare);
  g_test_minimized_result (all[ROUNDS / 2], "presented to proven: median %.0f ms, at most %.0f ms", all[ROUNDS / 2],
                           all[ROUNDS - 1]);
  g_test_minimized_result (job[ROUNDS / 2], "seen by pcscd to proven: median %.0f ms, at most %.0f ms", job[ROUNDS / 2],
                           job[ROUNDS - 1]);
}

int
main (int argc, char **argv)
{
  static const Fault copy = { PIV_CARD_CLONE, PARVIS_CARD_ERROR_FORGED };
  static const Fault pulled_out = { PIV_CARD_PULLED_OUT, PARVIS_CARD_ERROR_REMOVED };
  static const Fault mute = { PIV_CARD_MUTE, PARVIS_CARD_ERROR_MUTE };
  int result;

  g_test_init (&argc, &argv, NULL);
  service = card_service_start (NULL);
  g_test_add_data_func ("/piv-reader/proofs/ec", GUINT_TO_POINTER (PIV_CARD_P256), test_proofs);
  g_test_add_data_func ("/piv-reader/proofs/rsa", GUINT_TO_POINTER (PIV_CARD_RSA_2048), test_proofs);
  g_test_add_data_func ("/piv-reader/copy", &copy, test_fault);
  g_test_add_data_func ("/piv-reader/pulled-out", &pulled_out, test_fault);
  g_test_add_data_func ("/piv-reader/mute", &mute, test_fault);
  g_test_add_func ("/piv-reader/in-turn", test_in_turn);
  if (g_test_perf ())
    {
      g_test_add_data_func ("/piv-reader/speed/ec", GUINT_TO_POINTER (PIV_CARD_P256), test_speed);
      g_test_add_data_func ("/piv-reader/speed/rsa", GUINT_TO_POINTER (PIV_CARD_RSA_2048), test_speed);
    }
  result = g_test_run ();
  card_service_stop (service);
  return result;
}
