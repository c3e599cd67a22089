/* SPDX-License-Identifier: EUPL-1.2
 *
 * What has the focus stays in sight: in a block that is taller than the room (a keyboard is open, letters are large),
 * and when something comes up above it.
 */
#include <gtk/gtk.h>

#include "ui/keyboard/follow.h"
#include "ui/screen-fixture.h"

#define ROOM 250
#define TALL 400

typedef struct
{
  GtkWidget *window, *scroller, *block, *above, *entry;
} Fixture;

static GtkWidget *
new_space (int height)
{
  GtkWidget *space = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_set_size_request (space, -1, height);
  return space;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  fixture->scroller = gtk_scrolled_window_new ();
  fixture->block = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  fixture->above = new_space (TALL);
  fixture->entry = gtk_entry_new ();
  gtk_widget_add_css_class (fixture->block, "keep-together");
  gtk_box_append (GTK_BOX (fixture->block), fixture->above);
  gtk_box_append (GTK_BOX (fixture->block), fixture->entry);
  gtk_box_append (GTK_BOX (content), new_space (TALL));
  gtk_box_append (GTK_BOX (content), fixture->block);
  gtk_box_append (GTK_BOX (content), new_space (TALL));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (fixture->scroller), content);
  parvis_follow_focus (GTK_SCROLLED_WINDOW (fixture->scroller));
  gtk_widget_set_size_request (fixture->scroller, -1, ROOM);
  gtk_widget_set_valign (fixture->scroller, GTK_ALIGN_START); /* the window is as large as the screen */
  fixture->window = screen_fixture_open (fixture->scroller, 400, ROOM);
  g_assert_cmpint (gtk_widget_get_height (fixture->scroller), ==, ROOM);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  screen_fixture_settle ();
}

static gboolean
is_whole (Fixture *fixture)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (fixture->entry, fixture->scroller, &bounds));
  return bounds.origin.y >= 0
         && bounds.origin.y + bounds.size.height <= (float) gtk_widget_get_height (fixture->scroller);
}

static gboolean
on_late (gpointer late)
{
  *(gboolean *) late = TRUE;
  return G_SOURCE_REMOVE;
}

/* Frames are waited for, however long they take. */
static void
wait_until_whole (Fixture *fixture)
{
  gboolean late = FALSE;
  guint timer = g_timeout_add_seconds (60, on_late, &late);

  while (!is_whole (fixture) && !late)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (late);
  g_source_remove (timer);
}

static void
test_tall_block (Fixture *fixture, gconstpointer data)
{
  gtk_widget_grab_focus (fixture->entry);
  wait_until_whole (fixture);
}

/* Something above it grows. */
static void
test_again (Fixture *fixture, gconstpointer data)
{
  gtk_widget_grab_focus (fixture->entry);
  wait_until_whole (fixture);
  gtk_widget_set_size_request (fixture->above, -1, 2 * TALL);
  parvis_follow_again (fixture->entry);
  while (gtk_widget_get_height (fixture->block) < 2 * TALL)
    g_main_context_iteration (NULL, TRUE);
  wait_until_whole (fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    return 77;
  g_test_add ("/follow/tall-block", Fixture, NULL, set_up, test_tall_block, tear_down);
  g_test_add ("/follow/again", Fixture, NULL, set_up, test_again, tear_down);
  return g_test_run ();
}
