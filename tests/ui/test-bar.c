/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/bar/bar.h"

#include <math.h>

#define WIDTH  200
#define HEIGHT 14

/* (transfer full): laid out, as wide and high as above */
static GtkWidget *
new_bar (GtkTextDirection direction, double part)
{
  GtkWidget *bar = g_object_ref_sink (parvis_bar_new (GTK_ACCESSIBLE_ROLE_PROGRESS_BAR));

  gtk_widget_set_direction (bar, direction);
  parvis_bar_set (PARVIS_BAR (bar), part);
  gtk_widget_measure (bar, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_size_allocate (bar, &(GtkAllocation){ 0, 0, WIDTH, HEIGHT }, -1);
  return bar;
}

static void
assert_fill (GtkTextDirection direction, double part, int x, int width)
{
  g_autoptr (GtkWidget) bar = new_bar (direction, part);
  GtkWidget *fill = gtk_widget_get_first_child (bar);
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_get_child_visible (fill));
  g_assert_true (gtk_widget_compute_bounds (fill, bar, &bounds));
  g_assert_cmpint ((int) lroundf (bounds.origin.x), ==, x);
  g_assert_cmpint ((int) lroundf (bounds.size.width), ==, width);
  g_assert_cmpint ((int) lroundf (bounds.origin.y), ==, 0); /* within its trough */
  g_assert_cmpint ((int) lroundf (bounds.size.height), ==, HEIGHT);
}

static void
test_sides (void)
{
  assert_fill (GTK_TEXT_DIR_LTR, 0.25, 0, 50);
  assert_fill (GTK_TEXT_DIR_RTL, 0.25, 150, 50);
  assert_fill (GTK_TEXT_DIR_LTR, 1, 0, WIDTH);
  assert_fill (GTK_TEXT_DIR_RTL, 1, 0, WIDTH);
}

static void
test_bounds (void)
{
  g_autoptr (GtkWidget) none = new_bar (GTK_TEXT_DIR_LTR, -1);

  g_assert_false (gtk_widget_get_child_visible (gtk_widget_get_first_child (none)));
  assert_fill (GTK_TEXT_DIR_RTL, 7, 0, WIDTH);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bar/sides", test_sides);
  g_test_add_func ("/bar/bounds", test_bounds);
  return g_test_run ();
}
