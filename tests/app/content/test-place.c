/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/content/catalog.h"

#define NBSP "\u00a0"

/* Monday and Thursday 9:00-12:00 and 13:30-17:30, Tuesday 9:00-12:00, Saturday 20:00-24:00. */
static const ParvisOpening hours[] = {
  { 1, 9 * 60, 12 * 60 }, { 1, 13 * 60 + 30, 17 * 60 + 30 }, { 2, 9 * 60, 12 * 60 },
  { 4, 9 * 60, 12 * 60 }, { 4, 13 * 60 + 30, 17 * 60 + 30 }, { 6, 20 * 60, 24 * 60 },
};

static char *closed_days[] = { (char *) "2026-11-24", (char *) "2026-12-31", NULL };

static ParvisPlace *
make_place (gboolean masculine)
{
  ParvisPlace *place = g_new0 (ParvisPlace, 1);

  place->masculine = masculine;
  place->openings = g_array_new (FALSE, FALSE, sizeof (ParvisOpening));
  place->closed_days = g_strdupv (closed_days);
  g_array_append_vals (place->openings, hours, G_N_ELEMENTS (hours));
  return place;
}

/* Monday is 2026-11-23; Tuesday the 24th is closed. */
static const struct
{
  const char *now;
  const char *said;
} cases[] = {
  { "2026-11-23T08:59:59+01:00", "Fermée, ouvre à 9" NBSP "h" },
  { "2026-11-23T09:00:00+01:00", "Ouverte aujourd’hui jusqu’à 12" NBSP "h" },
  { "2026-11-23T11:59:59+01:00", "Ouverte aujourd’hui jusqu’à 12" NBSP "h" },
  { "2026-11-23T12:00:00+01:00", "Fermée, rouvre à 13" NBSP "h" NBSP "30" },
  { "2026-11-23T13:30:00+01:00", "Ouverte aujourd’hui jusqu’à 17" NBSP "h" NBSP "30" },
  { "2026-11-23T17:30:00+01:00", "Fermée, ouvre jeudi à 9" NBSP "h" }, /* not on the closed Tuesday */
  { "2026-11-24T10:00:00+01:00", "Fermée, ouvre jeudi à 9" NBSP "h" },
  { "2026-11-25T10:00:00+01:00", "Fermée, ouvre demain à 9" NBSP "h" },
  { "2026-11-26T18:00:00+01:00", "Fermée, ouvre samedi à 20" NBSP "h" },
  { "2026-11-28T23:59:00+01:00", "Ouverte aujourd’hui jusqu’à minuit" },
  { "2026-11-29T00:00:00+01:00", "Fermée, ouvre demain à 9" NBSP "h" },
  { "2026-11-28T10:00:00+01:00", "Fermée, ouvre à 20" NBSP "h" },
  { "2026-12-29T18:00:00+01:00", "Fermée, ouvre samedi à 20" NBSP "h" }, /* Thursday 31 is closed */
  { "2026-03-29T12:00:00+02:00", "Fermée, ouvre demain à 9" NBSP "h" },  /* the day the hour changes */
};

static void
test_now (void)
{
  g_autoptr (ParvisPlace) place = make_place (FALSE);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GDateTime) now = g_date_time_new_from_iso8601 (cases[i].now, NULL);
      g_autofree char *said = parvis_place_describe_now (place, now);

      g_test_message ("%s", cases[i].now);
      g_assert_cmpstr (said, ==, cases[i].said);
    }
}

static void
test_far (void)
{
  static const ParvisOpening only = { 5, 14 * 60, 16 * 60 };
  ParvisPlace place = { .masculine = TRUE };
  g_autoptr (GArray) openings = g_array_new (FALSE, FALSE, sizeof (ParvisOpening));
  g_autoptr (GDateTime) now = g_date_time_new_from_iso8601 ("2026-12-21T09:00:00+01:00", NULL);
  char *closed[] = { (char *) "2026-12-25", NULL };
  g_autofree char *said = NULL, *next_month = NULL;

  g_array_append_val (openings, only);
  place.openings = openings;
  place.closed_days = closed;
  said = parvis_place_describe_now (&place, now);
  g_assert_cmpstr (said, ==, "Fermé, ouvre vendredi 1er" NBSP "janvier à 14" NBSP "h");
  closed[0] = (char *) "2027-01-01";
  next_month = parvis_place_describe_now (&place, now);
  g_assert_cmpstr (next_month, ==, "Fermé, ouvre vendredi à 14" NBSP "h");
}

static void
test_never (void)
{
  ParvisPlace place = { 0 };
  g_autoptr (GDateTime) now = g_date_time_new_from_iso8601 ("2026-12-21T09:00:00+01:00", NULL);
  g_autofree char *nothing = parvis_place_describe_now (&place, now);
  g_autofree char *no_week = parvis_place_describe_week (&place);
  g_autofree char *note = NULL;

  place.hours_note = (char *) "Sur rendez-vous.";
  note = parvis_place_describe_now (&place, now);
  g_assert_cmpstr (nothing, ==, "");
  g_assert_cmpstr (no_week, ==, "");
  g_assert_cmpstr (note, ==, "Sur rendez-vous.");
}

static void
test_closed_for_long (void)
{
  g_autoptr (ParvisPlace) place = make_place (TRUE);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GDateTime) now = g_date_time_new_from_iso8601 ("2026-07-01T18:00:00+02:00", NULL);
  g_autofree char *said = NULL;

  for (int i = 0; i < 90; i++)
    {
      g_autoptr (GDateTime) day = g_date_time_add_days (now, i);
      g_autofree char *text = g_date_time_format (day, "%Y-%m-%d");

      g_strv_builder_add (builder, text);
    }
  g_strfreev (place->closed_days);
  place->closed_days = g_strv_builder_end (builder);
  said = parvis_place_describe_now (place, now);
  g_assert_cmpstr (said, ==, "Fermé pour le moment");
}

static void
test_always (void)
{
  ParvisPlace place = { 0 };
  g_autoptr (GArray) openings = g_array_new (FALSE, FALSE, sizeof (ParvisOpening));
  g_autoptr (GDateTime) now = g_date_time_new_from_iso8601 ("2026-12-21T23:59:00+01:00", NULL);
  char *closed[] = { (char *) "2026-12-21", NULL };
  g_autofree char *said = NULL, *six_days = NULL, *shut = NULL;

  place.openings = openings;
  for (guint8 day = 1; day <= 6; day++)
    {
      ParvisOpening opening = { day, 0, 24 * 60 };

      g_array_append_val (openings, opening);
    }
  six_days = parvis_place_describe_now (&place, now);
  g_array_append_vals (openings, &(ParvisOpening){ 7, 0, 24 * 60 }, 1);
  said = parvis_place_describe_now (&place, now);
  place.closed_days = closed;
  shut = parvis_place_describe_now (&place, now);
  g_assert_cmpstr (six_days, ==, "Ouverte aujourd’hui jusqu’à minuit");
  g_assert_cmpstr (said, ==, "Ouverte jour et nuit");
  g_assert_cmpstr (shut, ==, "Fermée, ouvre demain à minuit");
}

static void
test_week (void)
{
  g_autoptr (ParvisPlace) place = make_place (FALSE);
  g_autofree char *week = parvis_place_describe_week (place);
  g_auto (GStrv) lines = g_strsplit (week, "\n", -1);

  g_assert_cmpuint (g_strv_length (lines), ==, 7);
  g_assert_cmpstr (lines[0], ==,
                   "Lundi" NBSP ": 9" NBSP "h – 12" NBSP "h, 13" NBSP "h" NBSP "30 – 17" NBSP "h" NBSP "30");
  g_assert_cmpstr (lines[2], ==, "Mercredi" NBSP ": fermé");
  g_assert_cmpstr (lines[5], ==, "Samedi" NBSP ": 20" NBSP "h – minuit");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/place/now", test_now);
  g_test_add_func ("/place/far", test_far);
  g_test_add_func ("/place/never", test_never);
  g_test_add_func ("/place/closed-for-long", test_closed_for_long);
  g_test_add_func ("/place/always", test_always);
  g_test_add_func ("/place/week", test_week);
  return g_test_run ();
}
