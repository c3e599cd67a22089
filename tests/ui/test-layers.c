/* SPDX-License-Identifier: EUPL-1.2 */
/* What lies over the page, who has the focus then, and that nothing makes the window wider than the screen. */
#include <gtk/gtk.h>

#include "app/desk/counter.h"
#include "ui/gallery/gallery-scenes.h"
#include "ui/navigator/navigator.h"
#include "ui/screen-fixture.h"
#include "ui/window/layers.h"

typedef struct
{
  GtkWidget *window, *ground, *first, *second;
  ParvisLayers *layers;
  guint uncovered;
} Fixture;

static void
on_uncovered (Fixture *fixture)
{
  fixture->uncovered++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->ground = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  fixture->first = gtk_button_new_with_label ("Un");
  fixture->second = gtk_button_new_with_label ("Deux");
  gtk_box_append (GTK_BOX (fixture->ground), fixture->first);
  gtk_box_append (GTK_BOX (fixture->ground), fixture->second);
  fixture->layers = parvis_layers_new (fixture->ground);
  g_signal_connect_swapped (fixture->layers, "uncovered", G_CALLBACK (on_uncovered), fixture);
  fixture->window = screen_fixture_open (GTK_WIDGET (fixture->layers), 1080, 1920);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  screen_fixture_settle ();
}

static ParvisDialog *
show (Fixture *fixture, ParvisLayer layer, const char *title)
{
  ParvisDialog *dialog = parvis_dialog_new (NULL, title, NULL);

  parvis_dialog_add_button (dialog, "Fermer", TRUE);
  parvis_layers_show (fixture->layers, layer, dialog);
  return dialog;
}

static gboolean
has_focus (Fixture *fixture, gpointer widget)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

static void
test_focus (Fixture *fixture, gconstpointer data)
{
  ParvisDialog *question, *warning;

  gtk_widget_grab_focus (fixture->second);
  question = show (fixture, PARVIS_LAYER_DIALOG, "Question");
  g_assert_true (has_focus (fixture, question));
  g_assert_false (gtk_widget_grab_focus (fixture->first));
  warning = show (fixture, PARVIS_LAYER_WARNING, "Êtes-vous là ?");
  g_assert_true (has_focus (fixture, warning));
  question = show (fixture, PARVIS_LAYER_DIALOG, "Une autre question"); /* beneath: the focus stays on top */
  g_assert_true (has_focus (fixture, warning));
  parvis_layers_remove (fixture->layers, PARVIS_LAYER_WARNING);
  g_assert_true (has_focus (fixture, question));
  g_assert_cmpuint (fixture->uncovered, ==, 0);
  parvis_layers_remove (fixture->layers, PARVIS_LAYER_DIALOG);
  parvis_layers_remove (fixture->layers, PARVIS_LAYER_DIALOG);
  g_assert_true (has_focus (fixture, fixture->second));
  g_assert_false (parvis_layers_is_covered (fixture->layers));
  g_assert_cmpuint (fixture->uncovered, ==, 1);
}

static void
test_never_too_wide (Fixture *fixture, gconstpointer data)
{
  int least;

  gtk_widget_set_size_request (fixture->first, 3000, 4000);
  for (GtkOrientation way = GTK_ORIENTATION_HORIZONTAL; way <= GTK_ORIENTATION_VERTICAL; way++)
    {
      gtk_widget_measure (GTK_WIDGET (fixture->layers), way, -1, &least, NULL, NULL, NULL);
      g_assert_cmpint (least, ==, 0);
    }
  screen_fixture_settle ();
  g_assert_cmpint (gtk_widget_get_width (fixture->window), <=, 1080);
  g_assert_cmpint (gtk_widget_get_height (fixture->window), <=, 1920);
}

/* ---- a page ---- */

static void
assert_place (GtkWidget *widget, GtkWidget *window, int x, int width)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (widget, window, &bounds));
  g_assert_cmpint ((int) bounds.origin.x, ==, x);
  g_assert_cmpint ((int) bounds.size.width, ==, width);
}

static void
set_up_page (Counter *counter, gconstpointer rtl)
{
  counter_set_up (counter, "");
}

static void
tear_down_page (Counter *counter, gconstpointer rtl)
{
  counter_tear_down (counter, "");
}

/* What stands around a page stays whole, and of the page the beginning of its lines. */
static void
test_page_too_wide (Counter *counter, gconstpointer rtl)
{
  GtkWidget *ground = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *foot = gtk_button_new_with_label ("Terminer");
  GtkWidget *child = gtk_label_new ("Large"), *window;
  ParvisNavigator *navigator;

  gtk_widget_set_default_direction (rtl != NULL ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
  navigator = parvis_navigator_new (counter->desk);
  gtk_box_append (GTK_BOX (ground), GTK_WIDGET (navigator));
  gtk_box_append (GTK_BOX (ground), foot);
  gtk_widget_set_size_request (child, 3000, 4000);
  parvis_navigator_push (navigator, parvis_gallery_page_new (child));
  window = screen_fixture_open (GTK_WIDGET (parvis_layers_new (ground)), 1080, 1920);
  screen_fixture_settle ();
  g_assert_cmpint (gtk_widget_get_width (window), <=, 1080);
  g_assert_cmpint (gtk_widget_get_height (window), <=, 1920);
  assert_place (foot, window, 0, 1080);
  assert_place (GTK_WIDGET (navigator), window, 0, 1080);
  assert_place (child, window, rtl != NULL ? 1080 - 3000 : 0, 3000);
  gtk_window_destroy (GTK_WINDOW (window));
  screen_fixture_settle ();
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

#define ADD_PAGE(name, rtl) g_test_add ("/layers/" name, Counter, rtl, set_up_page, test_page_too_wide, tear_down_page)
#define ADD(name, function) g_test_add ("/layers/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    return 77;
  ADD ("focus", test_focus);
  ADD ("never-too-wide", test_never_too_wide);
  ADD_PAGE ("page-too-wide", NULL);
  ADD_PAGE ("page-too-wide-mirrored", "rtl");
  return g_test_run ();
}
