/* SPDX-License-Identifier: EUPL-1.2 */
/* A date chosen without typing: by wheels, on a calendar, and the time. */
#include <gtk/gtk.h>

#include "ui/fields/date-panel.h"
#include "ui/fields/wheel.h"
#include "ui/screen-fixture.h"
#include "ui/speech/spoken.h"

typedef struct
{
  GtkWidget *window, *panel;
  char *picked;
} Fixture;

static void
on_picked (GtkWidget *panel, const char *iso, Fixture *fixture)
{
  g_free (fixture->picked);
  fixture->picked = g_strdup (iso);
}

static void
open_panel (Fixture *fixture, GtkWidget *panel)
{
  fixture->panel = panel;
  fixture->picked = NULL;
  g_signal_connect (panel, "picked", G_CALLBACK (on_picked), fixture);
  fixture->window = screen_fixture_open (panel, 1080, 1400);
}

static void
open_date (Fixture *fixture, ParvisDateLimit limit, const char *iso)
{
  GDate today;

  g_date_clear (&today, 1);
  g_date_set_dmy (&today, 22, G_DATE_NOVEMBER, 2026);
  open_panel (fixture, parvis_date_panel_new ("Date", limit, iso, &today));
}

static void
close_panel (Fixture *fixture)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_free (fixture->picked);
  screen_fixture_settle ();
}

static ParvisWheel *
wheel (Fixture *fixture, guint nth)
{
  return PARVIS_WHEEL (screen_fixture_nth (fixture->window, PARVIS_TYPE_WHEEL, nth));
}

static const char *
said (Fixture *fixture, guint nth)
{
  return parvis_spoken_get_value (parvis_wheel_get_face (wheel (fixture, nth)));
}

static void
keep (Fixture *fixture, const char *key, const char *iso)
{
  screen_fixture_press (fixture->window, key);
  g_assert_cmpstr (fixture->picked, ==, iso);
}

static void
test_wheels (void)
{
  Fixture fixture;

  open_date (&fixture, PARVIS_DATE_PAST, "1958-03-07");
  g_assert_cmpstr (said (&fixture, 1), ==, "mars");
  parvis_wheel_turn (wheel (&fixture, 0), 1);
  parvis_wheel_turn (wheel (&fixture, 1), -3); /* round: to December of the same year */
  g_assert_cmpstr (said (&fixture, 1), ==, "décembre");
  parvis_wheel_turn (wheel (&fixture, 2), -10);
  keep (&fixture, "Garder cette date", "1948-12-08");
  close_panel (&fixture);
}

/* 31 January, turned to February: the 28th, and it is said. Then the 29th of a leap year can be had. */
static void
test_impossible_day (void)
{
  Fixture fixture;

  open_date (&fixture, PARVIS_DATE_PAST, "2023-01-31");
  parvis_wheel_turn (wheel (&fixture, 1), 1);
  g_assert_nonnull (screen_fixture_says (fixture.window, "Février 2023 n’a que 28 jours…"));
  keep (&fixture, "Garder cette date", "2023-02-28");
  parvis_wheel_turn (wheel (&fixture, 2), 1);
  g_assert_null (screen_fixture_says (fixture.window, "Février 2024…"));
  parvis_wheel_turn (wheel (&fixture, 0), 1);
  keep (&fixture, "Garder cette date", "2024-02-29");
  close_panel (&fixture);
}

static void
test_refused_says_why (void)
{
  Fixture fixture;
  GtkWidget *key;

  open_date (&fixture, PARVIS_DATE_PAST, "2026-11-21");
  key = gtk_widget_get_ancestor (screen_fixture_says (fixture.window, "Garder cette date"), GTK_TYPE_BUTTON);
  parvis_wheel_turn (wheel (&fixture, 0), 1);
  g_assert_false (gtk_widget_get_sensitive (key));
  g_assert_nonnull (screen_fixture_says (fixture.window, "Choisissez un jour avant aujourd’hui."));
  parvis_wheel_turn (wheel (&fixture, 0), -1);
  g_assert_true (gtk_widget_get_sensitive (key));
  close_panel (&fixture);
}

static void
await (Fixture *fixture, guint nth, const char *value)
{
  while (g_strcmp0 (said (fixture, nth), value) != 0)
    g_main_context_iteration (NULL, TRUE);
}

/* Puts a finger on @face and draws it down by a little more than a third of it. */
static void
draw_down (GtkWidget *face)
{
  g_autofree char *command = NULL;
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_native (face));
  double x, y, native_x, native_y;

  gtk_native_get_surface_transform (GTK_NATIVE (window), &native_x, &native_y);
  g_assert_true (gtk_widget_translate_coordinates (face, window, gtk_widget_get_width (face) / 2.0,
                                                   gtk_widget_get_height (face) * 0.9, &x, &y));
  command = g_strdup_printf ("touch move 0 %d %d", (int) (x + native_x), (int) (y + native_y));
  screen_fixture_finger (face, TRUE);
  screen_fixture_do (command);
  screen_fixture_finger (face, FALSE);
}

/* Drawn down by a third of the face, what was above comes in; the keys of the keyboard do the same. */
static void
test_hands (void)
{
  Fixture fixture;
  GtkWidget *face, *key;

  open_date (&fixture, PARVIS_DATE_PAST, "1958-03-07");
  face = parvis_wheel_get_face (wheel (&fixture, 0));
  gtk_widget_grab_focus (face);
  screen_fixture_do ("key 103 1"); /* Up */
  screen_fixture_do ("key 103 0");
  await (&fixture, 0, "6");
  screen_fixture_do ("key 109 1"); /* Page Down */
  screen_fixture_do ("key 109 0");
  await (&fixture, 0, "16");
  draw_down (face);
  await (&fixture, 0, "15");
  key = screen_fixture_nth (GTK_WIDGET (wheel (&fixture, 1)), GTK_TYPE_BUTTON, 1);
  g_assert_cmpstr (parvis_spoken_get_name (key), ==, "Mois suivant");
  screen_fixture_touch (key);
  await (&fixture, 1, "avril");
  close_panel (&fixture);
}

static void
test_calendar (void)
{
  Fixture fixture;

  open_date (&fixture, PARVIS_DATE_FUTURE, NULL);
  g_assert_nonnull (screen_fixture_says (fixture.window, "Novembre 2026"));
  g_assert_null (screen_fixture_nth (fixture.window, PARVIS_TYPE_WHEEL, 0));
  keep (&fixture, "Garder cette date", "2026-11-23"); /* the first day there is */
  screen_fixture_press (fixture.window, "30");
  keep (&fixture, "Garder cette date", "2026-11-30");
  g_signal_emit_by_name (screen_fixture_nth (fixture.window, GTK_TYPE_BUTTON, 0),
                         "clicked"); /* no month before this one */
  screen_fixture_settle ();
  g_assert_nonnull (screen_fixture_says (fixture.window, "Décembre 2026"));
  screen_fixture_press (fixture.window, "4");
  g_assert_nonnull (screen_fixture_says (fixture.window, "Vendredi…"));
  keep (&fixture, "Garder cette date", "2026-12-04");
  close_panel (&fixture);
}

static void
test_time (void)
{
  Fixture fixture;

  open_panel (&fixture, parvis_date_panel_new_time ("Heure", "14:30"));
  parvis_wheel_turn (wheel (&fixture, 1), 6); /* round, by five minutes */
  parvis_wheel_turn (wheel (&fixture, 0), 1);
  keep (&fixture, "Garder cette heure", "15:00");
  close_panel (&fixture);
  open_panel (&fixture, parvis_date_panel_new_time ("Heure", "08:07"));
  parvis_wheel_turn (wheel (&fixture, 1), 1); /* to the minute, as it was typed */
  keep (&fixture, "Garder cette heure", "08:08");
  close_panel (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    {
      g_printerr ("SKIPPED: no display; run it by tests/with-weston\n");
      return 77;
    }
  g_test_add_func ("/date-panel/wheels", test_wheels);
  g_test_add_func ("/date-panel/impossible-day", test_impossible_day);
  g_test_add_func ("/date-panel/refused-says-why", test_refused_says_why);
  g_test_add_func ("/date-panel/hands", test_hands);
  g_test_add_func ("/date-panel/calendar", test_calendar);
  g_test_add_func ("/date-panel/time", test_time);
  return g_test_run ();
}
