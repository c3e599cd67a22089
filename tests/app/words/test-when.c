/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/words/calendar.h"

#define NOW "2026-11-22T14:30:00" /* a Sunday, in Paris */

static GTimeZone *paris;

static gint64
instant (const char *iso)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_iso8601 (iso, NULL);

  g_assert_nonnull (moment);
  return g_date_time_to_unix (moment);
}

/* One kind of space, to be read by the one who mends a test; that they do not break is test-calendar's. */
static void
assert_said (char *said, const char *expected)
{
  g_autoptr (GString) plain = g_string_new (said);

  g_string_replace (plain, "\u00a0", " ", 0);
  g_assert_cmpstr (plain->str, ==, expected);
  g_free (said);
}

static const struct
{
  const char *starts, *ends, *said;
} cases[] = {
  { "2026-11-28T10:00:00+01:00", "2026-11-28T12:00:00+01:00", "samedi 28 novembre, de 10 h à 12 h" },
  { "2026-11-22T15:00:00+01:00", "2026-11-22T19:30:00+01:00", "aujourd’hui, de 15 h à 19 h 30" },
  { "2026-11-23T19:00:00+01:00", "2026-11-23T19:00:00+01:00", "demain, à 19 h" },
  { "2026-12-01T20:00:00+01:00", "2026-12-02T00:00:00+01:00", "mardi 1er décembre, de 20 h à minuit" },
  { "2027-06-21T18:00:00+02:00", "2027-06-22T00:30:00+02:00", "lundi 21 juin 2027, de 18 h à 0 h 30" },
  { "2026-12-05T00:00:00+01:00", "2026-12-06T00:00:00+01:00", "samedi 5 décembre, toute la journée" },
  { "2026-12-05T00:00:00+01:00", "2026-12-05T23:59:00+01:00", "samedi 5 décembre, toute la journée" },
  { "2026-11-28T10:00:00+01:00", "2026-11-29T19:00:00+01:00",
    "du samedi 28 novembre à 10 h au dimanche 29 novembre à 19 h" },
  { "2026-12-30T00:00:00+01:00", "2027-01-03T00:00:00+01:00", "du mercredi 30 décembre au samedi 2 janvier 2027" },
  { "2026-11-01T10:00:00+01:00", "2026-11-29T19:00:00+01:00", "jusqu’au dimanche 29 novembre, à 19 h" },
  { "2026-11-01T10:00:00+01:00", "2026-11-23T19:00:00+01:00", "jusqu’à demain, 19 h" },
  { "2026-11-01T00:00:00+01:00", "2026-12-01T00:00:00+01:00", "jusqu’au lundi 30 novembre" },
  /* the hour that comes twice */
  { "2026-10-25T02:45:00+02:00", "2026-10-25T02:45:00+01:00", "dimanche 25 octobre, de 2 h 45 à 2 h 45" },
};

static void
test_when (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_iso8601 (NOW, paris);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_said (parvis_words_when (instant (cases[i].starts), instant (cases[i].ends), now), cases[i].said);
}

/* The hours are those of the wall where the kiosk hangs. */
static void
test_zone (void)
{
  g_autoptr (GTimeZone) reunion = g_time_zone_new_identifier ("Indian/Reunion");
  g_autoptr (GDateTime) now = g_date_time_new_from_iso8601 (NOW, reunion);

  assert_said (parvis_words_when (instant ("2026-11-28T10:00:00+04:00"), instant ("2026-11-28T12:00:00+04:00"), now),
               "samedi 28 novembre, de 10 h à 12 h");
  assert_said (parvis_words_when (instant ("2026-11-28T22:30:00+01:00"), instant ("2026-11-28T23:30:00+01:00"), now),
               "dimanche 29 novembre, de 1 h 30 à 2 h 30");
}

static void
test_out_of_range (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_iso8601 (NOW, paris);

  assert_said (parvis_words_when (G_MAXINT64, G_MAXINT64, now), "");
}

static void
test_words (void)
{
  assert_said (parvis_words_month (8, 2027), "août 2027");
  assert_said (parvis_words_capital ("éclairage"), "Éclairage");
  assert_said (parvis_words_capital (""), "");
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  paris = g_time_zone_new_identifier ("Europe/Paris");
  g_assert_nonnull (paris);
  g_test_add_func ("/when/said", test_when);
  g_test_add_func ("/when/zone", test_zone);
  g_test_add_func ("/when/out-of-range", test_out_of_range);
  g_test_add_func ("/when/words", test_words);
  status = g_test_run ();
  g_time_zone_unref (paris);
  return status;
}
