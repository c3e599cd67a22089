/* SPDX-License-Identifier: EUPL-1.2 */
/* Fingers and keys that mean once and touch twice. */
#include <gtk/gtk.h>
#include <linux/input-event-codes.h>

#include "ui/keyboard/keycap.h"
#include "ui/lock/double-touch.h"
#include "ui/screen-fixture.h"

#define TRIES 10

typedef struct
{
  GtkWidget *window, *button, *other, *check, *stepper, *keycap;
  guint pressed[5];
} Fixture;

static void
on_pressed (guint *times)
{
  (*times)++;
}

static GtkWidget *
add (GtkWidget *box, GtkWidget *widget, const char *signal, guint *times)
{
  gtk_widget_set_size_request (widget, 300, 200);
  g_signal_connect_swapped (widget, signal, G_CALLBACK (on_pressed), times);
  gtk_box_append (GTK_BOX (box), widget);
  return widget;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 40);

  fixture->button = add (box, gtk_button_new_with_label ("Continuer"), "clicked", &fixture->pressed[0]);
  fixture->other = add (box, gtk_button_new_with_label ("Retour"), "clicked", &fixture->pressed[1]);
  fixture->check = add (box, gtk_check_button_new_with_label ("Oui"), "toggled", &fixture->pressed[2]);
  fixture->stepper = add (box, gtk_button_new_with_label ("+"), "clicked", &fixture->pressed[3]);
  fixture->keycap = add (box, parvis_keycap_new ("l"), "clicked", &fixture->pressed[4]);
  parvis_double_touch_allow (fixture->stepper);
  fixture->window = screen_fixture_open (box, 1080, 1920);
  parvis_double_touch_guard (GTK_WINDOW (fixture->window));
  while (gtk_widget_get_width (fixture->window) < 1080 || !gtk_window_is_active (GTK_WINDOW (fixture->window)))
    g_main_context_iteration (NULL, TRUE);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  screen_fixture_settle ();
}

/* Everything asked of the seat before this has arrived: the last touch, elsewhere, is seen. */
static void
settle (Fixture *fixture, GtkWidget *elsewhere, guint *seen)
{
  guint before = *seen;

  screen_fixture_touch (elsewhere);
  while (*seen == before)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
on_over (gpointer over)
{
  *(gboolean *) over = TRUE;
  return G_SOURCE_REMOVE;
}

/* As long as somebody takes who means it again. */
static void
take_time (void)
{
  gboolean over = FALSE;

  g_timeout_add (PARVIS_DOUBLE_TOUCH_MS + 100, on_over, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

/* Touches it so often, one touch upon the other; how often it was pressed by that. */
static guint
touch_quickly (Fixture *fixture, GtkWidget *widget, guint times, const guint *pressed)
{
  guint before = *pressed;

  for (guint i = 0; i < times; i++)
    screen_fixture_touch (widget);
  settle (fixture, fixture->other, &fixture->pressed[1]);
  return *pressed - before;
}

/* A machine that stands still for half a second in the middle makes two meant touches of quick ones: they are tried
 * again. What lets quick ones pass does so each time. */
static void
assert_taken_for_one (Fixture *fixture, GtkWidget *widget, guint times, const guint *pressed)
{
  for (guint tries = 1; touch_quickly (fixture, widget, times, pressed) != 1; tries++)
    {
      g_assert_cmpuint (tries, <, TRIES);
      take_time ();
    }
}

static void
test_touch (Fixture *fixture, gconstpointer data)
{
  assert_taken_for_one (fixture, fixture->button, 5, &fixture->pressed[0]);
  take_time ();
  g_assert_cmpuint (touch_quickly (fixture, fixture->button, 1, &fixture->pressed[0]), ==, 1);
}

static void
test_check (Fixture *fixture, gconstpointer data)
{
  assert_taken_for_one (fixture, fixture->check, 2, &fixture->pressed[2]);
}

static void
wait_on_top (Fixture *fixture, GtkWidget *widget)
{
  while (gtk_widget_get_allocated_height (widget) == 0
         || gtk_widget_pick (fixture->window, 150, 100, GTK_PICK_DEFAULT) == NULL
         || !gtk_widget_is_ancestor (gtk_widget_pick (fixture->window, 540, 100, GTK_PICK_DEFAULT), widget))
    g_main_context_iteration (NULL, TRUE);
}

/* How often the other thing was pressed that has just come under the finger. */
static guint
press_what_comes (Fixture *fixture)
{
  GtkWidget *box = gtk_widget_get_parent (fixture->button);
  guint button = fixture->pressed[0], other = fixture->pressed[1];

  gtk_box_reorder_child_after (GTK_BOX (box), fixture->button, NULL);
  wait_on_top (fixture, fixture->button);
  screen_fixture_touch (fixture->button);
  while (fixture->pressed[0] == button)
    g_main_context_iteration (NULL, TRUE);
  gtk_box_reorder_child_after (GTK_BOX (box), fixture->button, fixture->other);
  wait_on_top (fixture, fixture->other);
  screen_fixture_touch (fixture->other);
  settle (fixture, fixture->stepper, &fixture->pressed[3]);
  return fixture->pressed[1] - other;
}

static void
test_other_thing_same_place (Fixture *fixture, gconstpointer data)
{
  for (guint tries = 1; press_what_comes (fixture) != 0; tries++)
    {
      g_assert_cmpuint (tries, <, TRIES);
      take_time ();
    }
}

static void
test_meant (Fixture *fixture, gconstpointer data)
{
  screen_fixture_touch (fixture->button);
  screen_fixture_touch (fixture->other); /* at once, elsewhere: another thing */
  for (int i = 0; i < 3; i++)
    {
      screen_fixture_touch (fixture->stepper);
      screen_fixture_touch (fixture->stepper);
      screen_fixture_touch (fixture->keycap);
      screen_fixture_touch (fixture->keycap);
    }
  while (fixture->pressed[4] < 6)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (fixture->pressed[0], ==, 1);
  g_assert_cmpuint (fixture->pressed[1], ==, 1);
  g_assert_cmpuint (fixture->pressed[3], ==, 6);
}

/* How often the button was pressed by that key, struck so often. */
static guint
strike (Fixture *fixture, guint code, guint times)
{
  guint before = fixture->pressed[0];

  gtk_widget_grab_focus (fixture->button);
  for (guint i = 0; i < times; i++)
    {
      g_autofree char *down = g_strdup_printf ("key %u 1", code), *up = g_strdup_printf ("key %u 0", code);

      screen_fixture_do (down);
      screen_fixture_do (up);
    }
  settle (fixture, fixture->stepper, &fixture->pressed[3]);
  return fixture->pressed[0] - before;
}

static void
assert_struck_once (Fixture *fixture, guint code, guint times)
{
  for (guint tries = 1; strike (fixture, code, times) != 1; tries++)
    {
      g_assert_cmpuint (tries, <, TRIES);
      take_time ();
    }
}

static void
test_keys (Fixture *fixture, gconstpointer data)
{
  assert_struck_once (fixture, KEY_ENTER, 4);
  take_time ();
  assert_struck_once (fixture, KEY_SPACE, 2);
}

/* weston repeats a key that is held, 25 times a second after 0.4 s: not here. */
static void
test_held_key (Fixture *fixture, gconstpointer data)
{
  gtk_widget_grab_focus (fixture->stepper);
  screen_fixture_do ("key 28 1");
  take_time ();
  take_time ();
  screen_fixture_do ("key 28 0");
  settle (fixture, fixture->other, &fixture->pressed[1]);
  g_assert_cmpuint (fixture->pressed[3], ==, 1);
}

#define ADD(name, function) g_test_add ("/double-touch/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    return 77;
  ADD ("touch", test_touch);
  ADD ("check", test_check);
  ADD ("other-thing-same-place", test_other_thing_same_place);
  ADD ("meant", test_meant);
  ADD ("keys", test_keys);
  ADD ("held-key", test_held_key);
  return g_test_run ();
}
