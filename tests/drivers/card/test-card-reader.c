/* SPDX-License-Identifier: EUPL-1.2 */
#include <stdlib.h>
#include <string.h>

#include "cards/card-service.h"
#include "cards/vpcd.h"
#include "drivers/card/reader-private.h"
#include "drivers/card/reader.h"

/* Patience of the tests, in milliseconds. */
/* For a card that never answers; and for all others, which no slow machine makes mute. */
#define ANSWER_MS  800
#define PATIENT_MS 120000
#define LATE       60 /* seconds: whatever waits for less than PATIENT_MS, and is not done by then, never is */

static CardService *service;

/* A card that answers well until its @misbehaves-th command. */
typedef enum
{
  WELL,
  NOTHING,
  ONE_BYTE,
  TOO_MUCH,
  NEVER,
  GOES_AWAY,
} Manner;

typedef struct
{
  VpcdCard card;
  Manner manner;
  int commands, resets; /* atomic */
  int misbehaves;
} Double;

static gsize
double_command (gpointer user_data, const guint8 *command, gsize length, guint8 *answer)
{
  Double *self = user_data;
  int number = g_atomic_int_add (&self->commands, 1) + 1;

  g_main_context_wakeup (NULL);
  if (number < self->misbehaves || self->manner == WELL)
    return vpcd_status (answer, 0x9000);
  switch (self->manner)
    {
    case NOTHING:
      return 0;
    case ONE_BYTE:
      answer[0] = 0x90;
      return 1;
    case TOO_MUCH:
      memset (answer, 'A', 65535);
      return 65535;
    case NEVER:
      return VPCD_MUTE;
    case GOES_AWAY:
    default:
      return VPCD_REMOVE;
    }
}

static void
double_reset (gpointer user_data)
{
  g_atomic_int_inc (&((Double *) user_data)->resets);
}

static void
double_init (Double *self, Manner manner, int misbehaves)
{
  *self = (Double){
    { double_command, double_reset, vpcd_contactless_atr, sizeof vpcd_contactless_atr }, manner, 0, 0, misbehaves
  };
}

/* ---- waiting ---- */

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

/* States, in order, as letters. */
static void
on_state (ParvisCardReader *reader, GParamSpec *pspec, gpointer user_data)
{
  g_string_append_c (user_data, "sreCuX"[parvis_card_reader_get_state (reader)]);
}

/* ---- a job ---- */

typedef struct
{
  gboolean done;
  char *result;
  GError *error;
} Outcome;

static void
outcome_clear (Outcome *outcome)
{
  g_free (outcome->result);
  g_clear_error (&outcome->error);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Outcome, outcome_clear)

static int freed; /* atomic: results and data given back */

static void
count_free (gpointer data)
{
  g_free (data);
  g_atomic_int_inc (&freed);
  g_main_context_wakeup (NULL);
}

/* Sends as many commands as its data says. */
static gpointer
ask (ParvisCardLink *link, gpointer data, GCancellable *cancellable, GError **error)
{
  const guint8 command[] = { 0x00, 0xA4, 0x04, 0x00, 0x00 };

  for (int i = 0; i < atoi (data); i++)
    {
      guint16 status;
      g_autoptr (GBytes) answer = parvis_card_link_send (link, command, sizeof command, &status, error);

      if (answer == NULL)
        return NULL;
    }
  return g_strdup_printf ("asked %s", (const char *) data);
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Outcome *outcome = user_data;

  outcome->done = TRUE;
  outcome->result = parvis_card_reader_run_finish (PARVIS_CARD_READER (source), result, &outcome->error);
}

static void
begin (ParvisCardReader *reader, const char *commands, GCancellable *cancellable, Outcome *outcome)
{
  parvis_card_reader_run_async (reader, ask, g_strdup (commands), count_free, count_free, cancellable, on_done,
                                outcome);
}

static void
assert_runs (ParvisCardReader *reader)
{
  g_auto (Outcome) outcome = { 0 };

  begin (reader, "3", NULL, &outcome);
  WAIT_FOR (outcome.done);
  g_assert_no_error (outcome.error);
  g_assert_cmpstr (outcome.result, ==, "asked 3");
}

static ParvisCardReader *
open_reader (void)
{
  ParvisCardReader *reader = parvis_card_reader_new (NULL);

  parvis_card_reader_set_patience (reader, PATIENT_MS, PATIENT_MS);
  WAIT_FOR_STATE (reader, EMPTY); /* the card of the test before is seen gone */
  return reader;
}

/* ---- tests ---- */

static void
test_come_and_go (void)
{
  g_autoptr (GString) states = g_string_new (NULL);
  g_autoptr (ParvisCardReader) reader = parvis_card_reader_new ("*bench 00 00");
  Double card;

  double_init (&card, WELL, 0);
  g_signal_connect (reader, "notify::state", G_CALLBACK (on_state), states);
  g_assert_cmpint (parvis_card_reader_get_state (reader), ==, PARVIS_CARD_READER_NO_SERVICE);
  WAIT_FOR_STATE (reader, EMPTY);
  g_assert_cmpstr (parvis_card_reader_get_name (reader), ==, "Parvis Bench 00 00");
  for (int i = 0; i < 3; i++)
    {
      Vpcd *vpcd = vpcd_insert (service->ports[0], &card.card, &card);

      WAIT_FOR_STATE (reader, CARD);
      assert_runs (reader);
      vpcd_remove (vpcd);
      WAIT_FOR_STATE (reader, EMPTY);
    }
  g_assert_cmpint (card.commands, ==, 9);
  g_assert_cmpstr (states->str, ==, "eCeCeCe");
}

/* Each job finds a card as new, and the card stays there for the reader meanwhile. */
static void
test_jobs (void)
{
  g_autoptr (GString) states = g_string_new (NULL);
  g_autoptr (ParvisCardReader) reader = open_reader ();
  g_auto (Outcome) first = { 0 }, second = { 0 };
  g_autoptr (Vpcd) vpcd = NULL;
  int resets;
  Double card;

  double_init (&card, WELL, 0);
  freed = 0;
  g_signal_connect (reader, "notify::state", G_CALLBACK (on_state), states);
  vpcd = vpcd_insert (service->ports[0], &card.card, &card);
  WAIT_FOR_STATE (reader, CARD);
  begin (reader, "2", NULL, &first);
  begin (reader, "5", NULL, &second);
  WAIT_FOR (first.done);
  resets = g_atomic_int_get (&card.resets);
  WAIT_FOR (second.done);
  g_assert_cmpstr (first.result, ==, "asked 2");
  g_assert_cmpstr (second.result, ==, "asked 5");
  g_assert_cmpint (card.commands, ==, 7);
  g_assert_cmpint (card.resets, >, resets);
  g_assert_cmpint (freed, ==, 2); /* the data of both; results were taken */
  assert_runs (reader);
  g_assert_cmpstr (states->str, ==, "C");
}

static void
test_no_card (void)
{
  g_autoptr (ParvisCardReader) reader = open_reader ();
  g_auto (Outcome) outcome = { 0 };

  begin (reader, "1", NULL, &outcome);
  WAIT_FOR (outcome.done);
  g_assert_error (outcome.error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_REMOVED);
}

typedef struct
{
  const char *path;
  Manner manner;
  ParvisCardError code;
} Misbehaviour;

static const Misbehaviour misbehaviours[] = {
  { "/card-reader/goes-away", GOES_AWAY, PARVIS_CARD_ERROR_REMOVED },
  { "/card-reader/nothing", NOTHING, PARVIS_CARD_ERROR_MUTE },
  { "/card-reader/one-byte", ONE_BYTE, PARVIS_CARD_ERROR_MUTE },
  { "/card-reader/too-much", TOO_MUCH, PARVIS_CARD_ERROR_PROTOCOL },
  { "/card-reader/never", NEVER, PARVIS_CARD_ERROR_MUTE },
};

/* The card misbehaves at its third command: the job fails so, soon, and the next card is read as ever. */
static void
test_misbehaving (gconstpointer data)
{
  const Misbehaviour *way = data;
  g_autoptr (ParvisCardReader) reader = open_reader ();
  g_auto (Outcome) outcome = { 0 };
  Vpcd *vpcd;
  gint64 begun;
  Double bad, good;

  double_init (&bad, way->manner, 3);
  double_init (&good, WELL, 0);
  if (way->code == PARVIS_CARD_ERROR_MUTE)
    parvis_card_reader_set_patience (reader, 2 * ANSWER_MS, 0); /* its first two commands it answers */
  vpcd = vpcd_insert (service->ports[0], &bad.card, &bad);
  WAIT_FOR_STATE (reader, CARD);
  begun = g_get_monotonic_time ();
  begin (reader, "5", NULL, &outcome);
  WAIT_FOR (outcome.done);
  g_test_message ("%s after %" G_GINT64_FORMAT " ms", outcome.error->message, (g_get_monotonic_time () - begun) / 1000);
  g_assert_error (outcome.error, PARVIS_CARD_ERROR, (int) way->code);
  g_assert_cmpint (bad.commands, ==, 3);
  vpcd_remove (vpcd);
  WAIT_FOR_STATE (reader, EMPTY);
  parvis_card_reader_set_patience (reader, PATIENT_MS, 0);
  vpcd = vpcd_insert (service->ports[0], &good.card, &good);
  WAIT_FOR_STATE (reader, CARD);
  assert_runs (reader);
  vpcd_remove (vpcd);
}

/* A card that is never taken out: the next jobs fail in time too, until there are enough threads that wait. */
static void
test_stuck (void)
{
  g_autoptr (ParvisCardReader) reader = open_reader ();
  g_auto (Outcome) last = { 0 };
  Vpcd *vpcd;
  Double bad, good;

  double_init (&bad, NEVER, 1);
  double_init (&good, WELL, 0);
  parvis_card_reader_set_patience (reader, ANSWER_MS, 0);
  vpcd = vpcd_insert (service->ports[0], &bad.card, &bad);
  WAIT_FOR_STATE (reader, CARD);
  for (guint i = 0; i < PARVIS_CARD_READER_MOST_ABANDONED; i++)
    {
      g_auto (Outcome) outcome = { 0 };

      g_assert_cmpint (parvis_card_reader_get_state (reader), ==, PARVIS_CARD_READER_CARD);
      begin (reader, "1", NULL, &outcome);
      WAIT_FOR (outcome.done);
      g_assert_error (outcome.error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_MUTE);
    }
  g_assert_cmpint (parvis_card_reader_get_state (reader), ==, PARVIS_CARD_READER_STUCK);
  begin (reader, "1", NULL, &last);
  WAIT_FOR (last.done);
  g_assert_error (last.error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_MUTE);
  vpcd_remove (vpcd);
  WAIT_FOR_STATE (reader, EMPTY);
  parvis_card_reader_set_patience (reader, PATIENT_MS, 0);
  vpcd = vpcd_insert (service->ports[0], &good.card, &good);
  WAIT_FOR_STATE (reader, CARD);
  assert_runs (reader);
  vpcd_remove (vpcd);
}

/* The session ends in mid-command: at once; its data and whatever it finds are given back, and the next job runs. */
static void
test_cancel (void)
{
  g_autoptr (ParvisCardReader) reader = open_reader ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (Outcome) outcome = { 0 }, waiting = { 0 };
  Vpcd *vpcd;
  Double bad, good;

  double_init (&bad, NEVER, 2);
  double_init (&good, WELL, 0);
  freed = 0;
  vpcd = vpcd_insert (service->ports[0], &bad.card, &bad);
  WAIT_FOR_STATE (reader, CARD);
  begin (reader, "5", cancellable, &outcome);
  begin (reader, "5", cancellable, &waiting);
  WAIT_FOR (g_atomic_int_get (&bad.commands) == 2);
  g_cancellable_cancel (cancellable);
  WAIT_FOR (outcome.done && waiting.done);
  g_assert_error (outcome.error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_CANCELLED);
  g_assert_error (waiting.error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_CANCELLED);
  vpcd_remove (vpcd);
  WAIT_FOR (g_atomic_int_get (&freed) == 2);
  WAIT_FOR_STATE (reader, EMPTY);
  vpcd = vpcd_insert (service->ports[0], &good.card, &good);
  WAIT_FOR_STATE (reader, CARD);
  assert_runs (reader);
  vpcd_remove (vpcd);
}

static gpointer
answer_late (ParvisCardLink *link, gpointer data, GCancellable *cancellable, GError **error)
{
  return g_async_queue_pop (data);
}

/* What a job finds after its end for the person is wiped by who knows how. */
static void
test_result_nobody_takes (void)
{
  g_autoptr (ParvisCardReader) reader = open_reader ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (Outcome) outcome = { 0 };
  g_autoptr (Vpcd) vpcd = NULL;
  g_autoptr (GAsyncQueue) go = g_async_queue_new ();
  Double card;

  double_init (&card, WELL, 0);
  freed = 0;
  vpcd = vpcd_insert (service->ports[0], &card.card, &card);
  WAIT_FOR_STATE (reader, CARD);
  parvis_card_reader_run_async (reader, answer_late, go, NULL, count_free, cancellable, on_done, &outcome);
  g_cancellable_cancel (cancellable);
  WAIT_FOR (outcome.done);
  g_assert_error (outcome.error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_CANCELLED);
  g_async_queue_push (go, g_strdup ("too late"));
  WAIT_FOR (g_atomic_int_get (&freed) == 1);
}

/* A reader that is closed while it reads. */
static void
test_closed (void)
{
  ParvisCardReader *reader = open_reader ();
  g_auto (Outcome) outcome = { 0 };
  Vpcd *vpcd;
  Double card;

  double_init (&card, NEVER, 1);
  freed = 0;
  vpcd = vpcd_insert (service->ports[0], &card.card, &card);
  WAIT_FOR_STATE (reader, CARD);
  begin (reader, "1", NULL, &outcome);
  g_object_run_dispose (G_OBJECT (reader));
  WAIT_FOR (outcome.done);
  g_assert_error (outcome.error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_CANCELLED);
  g_object_unref (reader);
  vpcd_remove (vpcd);
  WAIT_FOR (g_atomic_int_get (&freed) == 1);
}

static gboolean
on_enough (gpointer flag)
{
  *(gboolean *) flag = TRUE;
  return G_SOURCE_REMOVE;
}

static gboolean
is_idle (ParvisCardReader *reader, guint seconds)
{
  guint before = parvis_reader_watch_count (parvis_card_reader_get_watch (reader));
  gboolean enough = FALSE;

  g_timeout_add_seconds (seconds, on_enough, &enough);
  WAIT_FOR (enough);
  return parvis_reader_watch_count (parvis_card_reader_get_watch (reader)) == before;
}

/* Nothing of ours wakes up while nothing happens: with a card, without one, without a service. What has just happened
 * may still be under way; what wakes by itself does so each time. */
static void
assert_idle (ParvisCardReader *reader, guint seconds)
{
  for (guint tries = 1; !is_idle (reader, seconds); tries++)
    g_assert_cmpuint (tries, <, 5);
}

/* Without an ATR there is no card; with noise for one there is a card that no job can reach. */
static void
test_bad_atr (void)
{
  static const guint8 noise[] = { 0x7E, 0x11, 0xC3, 0x5A, 0x00, 0x9D, 0x42, 0x88, 0x13, 0x37 };
  g_autoptr (GString) states = g_string_new (NULL);
  g_autoptr (ParvisCardReader) reader = open_reader ();
  g_auto (Outcome) outcome = { 0 };
  Vpcd *vpcd;
  Double none, bad;

  double_init (&none, WELL, 0);
  none.card.atr_length = 0;
  double_init (&bad, WELL, 0);
  bad.card.atr = noise;
  bad.card.atr_length = sizeof noise;
  g_signal_connect (reader, "notify::state", G_CALLBACK (on_state), states);
  vpcd = vpcd_insert (service->ports[0], &none.card, &none);
  assert_idle (reader, 1); /* pcscd has asked for it twice */
  vpcd_remove (vpcd);
  vpcd = vpcd_insert (service->ports[0], &bad.card, &bad);
  WAIT_FOR (parvis_card_reader_get_state (reader) != PARVIS_CARD_READER_EMPTY);
  if (parvis_card_reader_get_state (reader) == PARVIS_CARD_READER_CARD)
    {
      begin (reader, "1", NULL, &outcome);
      WAIT_FOR (outcome.done);
      g_assert_error (outcome.error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_MUTE);
    }
  g_assert_cmpint (parvis_card_reader_get_state (reader), ==, PARVIS_CARD_READER_UNREADABLE);
  vpcd_remove (vpcd);
  WAIT_FOR_STATE (reader, EMPTY);
  g_assert_cmpstr (states->str, ==, outcome.done ? "Cue" : "ue");
}

/* pcscd dies in mid-command, and comes back: first without a reader, then with it. */
static void
test_service_dies (void)
{
  g_autoptr (GString) states = g_string_new (NULL);
  g_autoptr (ParvisCardReader) reader = open_reader ();
  g_auto (Outcome) outcome = { 0 }, without = { 0 };
  Vpcd *vpcd;
  Double bad, good;

  double_init (&bad, NEVER, 1);
  double_init (&good, WELL, 0);
  g_signal_connect (reader, "notify::state", G_CALLBACK (on_state), states);
  vpcd = vpcd_insert (service->ports[0], &bad.card, &bad);
  WAIT_FOR_STATE (reader, CARD);
  begin (reader, "1", NULL, &outcome);
  WAIT_FOR (g_atomic_int_get (&bad.commands) == 1);
  card_service_tell (service, "stop");
  WAIT_FOR (outcome.done);
  g_assert_error (outcome.error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_NO_SERVICE);
  vpcd_remove (vpcd);
  WAIT_FOR_STATE (reader, NO_SERVICE);
  begin (reader, "1", NULL, &without);
  WAIT_FOR (without.done);
  g_assert_error (without.error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_NO_SERVICE);
  card_service_tell (service, "start empty");
  WAIT_FOR_STATE (reader, NO_READER);
  card_service_tell (service, "stop");
  WAIT_FOR_STATE (reader, NO_SERVICE);
  card_service_tell (service, "start");
  WAIT_FOR_STATE (reader, EMPTY);
  vpcd = vpcd_insert (service->ports[0], &good.card, &good);
  WAIT_FOR_STATE (reader, CARD);
  assert_runs (reader);
  vpcd_remove (vpcd);
  WAIT_FOR_STATE (reader, EMPTY);
  g_assert_cmpstr (states->str, ==, "CsrseCe");
}

static void
test_idle (void)
{
  g_autoptr (ParvisCardReader) reader = open_reader ();
  Vpcd *vpcd;
  Double card;

  double_init (&card, WELL, 0);
  assert_idle (reader, 2);
  vpcd = vpcd_insert (service->ports[0], &card.card, &card);
  WAIT_FOR_STATE (reader, CARD);
  assert_idle (reader, 2);
  vpcd_remove (vpcd);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  service = card_service_start (NULL);
  g_test_add_func ("/card-reader/come-and-go", test_come_and_go);
  g_test_add_func ("/card-reader/jobs", test_jobs);
  g_test_add_func ("/card-reader/no-card", test_no_card);
  for (gsize i = 0; i < G_N_ELEMENTS (misbehaviours); i++)
    g_test_add_data_func (misbehaviours[i].path, &misbehaviours[i], test_misbehaving);
  g_test_add_func ("/card-reader/stuck", test_stuck);
  g_test_add_func ("/card-reader/cancel", test_cancel);
  g_test_add_func ("/card-reader/result-nobody-takes", test_result_nobody_takes);
  g_test_add_func ("/card-reader/closed", test_closed);
  g_test_add_func ("/card-reader/bad-atr", test_bad_atr);
  g_test_add_func ("/card-reader/service-dies", test_service_dies);
  g_test_add_func ("/card-reader/idle", test_idle);
  result = g_test_run ();
  card_service_stop (service);
  return result;
}
