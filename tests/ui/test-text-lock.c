/* SPDX-License-Identifier: EUPL-1.2 */
/* Nothing pops up from a text, by finger or key; and beside it, that GTK's own text does all of it. */
#include <gtk/gtk.h>

#include "ui/lock/text-lock.h"
#include "ui/screen-fixture.h"

typedef struct
{
  GtkWidget *window, *locked, *view, *open;
  guint struck; /* key presses that have arrived */
} Fixture;

static gboolean
on_struck (Fixture *fixture)
{
  fixture->struck++;
  return GDK_EVENT_PROPAGATE;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 40);
  GtkEventController *keys = gtk_event_controller_key_new ();

  fixture->locked = parvis_text_lock_new_entry ();
  fixture->view = gtk_text_view_new ();
  parvis_text_lock (fixture->view);
  fixture->open = gtk_entry_new ();
  gtk_widget_set_halign (fixture->locked, GTK_ALIGN_START); /* its middle is in the words */
  gtk_widget_set_halign (fixture->open, GTK_ALIGN_START);
  gtk_widget_set_vexpand (fixture->view, TRUE);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (fixture->view)), "abcdefgh ijklmnopq", -1);
  gtk_editable_set_text (GTK_EDITABLE (fixture->locked), "abcdefgh ijklmnopq");
  gtk_editable_set_text (GTK_EDITABLE (fixture->open), "abcdefgh ijklmnopq");
  gtk_box_append (GTK_BOX (column), fixture->locked);
  gtk_box_append (GTK_BOX (column), fixture->view);
  gtk_box_append (GTK_BOX (column), fixture->open);
  /* The whole screen, as weston's kiosk shell gives it: a point of the window is a point of the screen. */
  fixture->window = screen_fixture_open (column, 1080, 1920);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_struck), fixture);
  gtk_widget_add_controller (fixture->window, keys);
  while (gtk_widget_get_width (fixture->window) < 1080 || !gtk_window_is_active (GTK_WINDOW (fixture->window)))
    g_main_context_iteration (NULL, TRUE);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  screen_fixture_settle ();
}

static GtkWidget *
popover_of (GtkWidget *widget)
{
  return screen_fixture_nth (widget, GTK_TYPE_POPOVER, 0);
}

/* Nothing on the locked ones by the time the same has brought something on GTK's own. */
static void
assert_only_open_pops_up (Fixture *fixture)
{
  while (popover_of (fixture->open) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (popover_of (fixture->locked));
  g_assert_null (popover_of (fixture->view));
  gtk_popover_popdown (GTK_POPOVER (popover_of (fixture->open)));
  screen_fixture_settle ();
}

static void
await_focus (GtkWidget *widget)
{
  while (!gtk_widget_has_focus (GTK_IS_ENTRY (widget) ? gtk_widget_get_first_child (widget) : widget))
    g_main_context_iteration (NULL, TRUE);
}

static void
on_held (gboolean *held)
{
  *held = TRUE;
}

static void
hold (Fixture *fixture, GtkWidget *widget)
{
  GtkGesture *press = gtk_gesture_long_press_new ();
  gboolean held = FALSE;

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (press), GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (press, "pressed", G_CALLBACK (on_held), &held);
  gtk_widget_add_controller (fixture->window, GTK_EVENT_CONTROLLER (press));
  screen_fixture_finger (widget, TRUE);
  while (!held)
    g_main_context_iteration (NULL, TRUE);
  screen_fixture_finger (widget, FALSE);
  await_focus (widget);
  gtk_widget_remove_controller (fixture->window, GTK_EVENT_CONTROLLER (press));
}

static void
select_all (GtkWidget *widget)
{
  gtk_widget_grab_focus (widget);
  gtk_widget_activate_action (GTK_IS_ENTRY (widget) ? gtk_widget_get_first_child (widget) : widget,
                              "selection.select-all", NULL);
  screen_fixture_settle ();
}

/* A finger held on what is selected brings GTK's bubble of "cut, copy, paste". */
static void
test_finger (Fixture *fixture, gconstpointer data)
{
  GtkWidget *widgets[] = { fixture->locked, fixture->view, fixture->open };

  for (gsize i = 0; i < G_N_ELEMENTS (widgets); i++)
    {
      select_all (widgets[i]);
      hold (fixture, widgets[i]);
      screen_fixture_touch (widgets[i]);
    }
  assert_only_open_pops_up (fixture);
  g_assert_false (gtk_editable_get_selection_bounds (GTK_EDITABLE (fixture->locked), NULL, NULL));
}

/* One touch still brings the cursor to where the finger was. */
static void
test_cursor (Fixture *fixture, gconstpointer data)
{
  gtk_editable_set_position (GTK_EDITABLE (fixture->locked), 0);
  screen_fixture_touch (fixture->locked);
  while (gtk_editable_get_position (GTK_EDITABLE (fixture->locked)) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (gtk_editable_get_position (GTK_EDITABLE (fixture->locked)), >, 4);
  g_assert_cmpint (gtk_editable_get_position (GTK_EDITABLE (fixture->locked)), <, 18);
}

/* Strikes them together, and waits until they have arrived. */
static void
press (Fixture *fixture, const char *keys)
{
  g_auto (GStrv) codes = g_strsplit (keys, "+", -1);
  guint n = g_strv_length (codes), before = fixture->struck;

  for (guint i = 0; i < 2 * n; i++)
    {
      g_autofree char *command = g_strdup_printf ("key %s %d", codes[i < n ? i : 2 * n - 1 - i], i < n);
      screen_fixture_do (command);
    }
  while (fixture->struck < before + n)
    g_main_context_iteration (NULL, TRUE);
  screen_fixture_settle ();
}

static void
try_keys (Fixture *fixture, const char *keys)
{
  GtkWidget *widgets[] = { fixture->locked, fixture->view, fixture->open };

  for (gsize i = 0; i < G_N_ELEMENTS (widgets); i++)
    {
      gtk_widget_grab_focus (widgets[i]);
      screen_fixture_settle ();
      press (fixture, keys);
    }
  assert_only_open_pops_up (fixture);
}

static void
test_keys (Fixture *fixture, gconstpointer data)
{
  try_keys (fixture, "42+68"); /* Shift+F10 */
  try_keys (fixture, "127");   /* Menu */
  try_keys (fixture, "29+52"); /* Ctrl+. */
  try_keys (fixture, "29+39"); /* Ctrl+; */
}

/* What lies in the clipboard stays there. */
static void
test_paste (Fixture *fixture, gconstpointer data)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (fixture->window), "https://exemple.fr/");
  gtk_widget_grab_focus (fixture->locked);
  screen_fixture_settle ();
  press (fixture, "29+47");  /* Ctrl+V */
  press (fixture, "42+110"); /* Shift+Insert */
  g_signal_emit_by_name (gtk_editable_get_delegate (GTK_EDITABLE (fixture->locked)), "paste-clipboard");
  gtk_widget_activate_action (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (fixture->locked))),
                              "clipboard.paste", NULL);
  gtk_widget_grab_focus (fixture->open);
  screen_fixture_settle ();
  press (fixture, "29+47");
  while (g_strrstr (gtk_editable_get_text (GTK_EDITABLE (fixture->open)), "exemple") == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (fixture->locked)), ==, "abcdefgh ijklmnopq");
}

/* What was erased is not kept anywhere for undoing. */
static void
test_undo (Fixture *fixture, gconstpointer data)
{
  gtk_editable_insert_text (GTK_EDITABLE (fixture->locked), "secret", -1, &(int){ 0 });
  g_assert_false (gtk_editable_get_enable_undo (GTK_EDITABLE (fixture->locked)));
  g_assert_true (gtk_editable_get_enable_undo (GTK_EDITABLE (fixture->open)));
  gtk_widget_activate_action (gtk_widget_get_first_child (fixture->locked), "text.undo", NULL);
  g_assert_true (g_str_has_prefix (gtk_editable_get_text (GTK_EDITABLE (fixture->locked)), "secret"));
  g_assert_false (gtk_text_buffer_get_enable_undo (gtk_text_view_get_buffer (GTK_TEXT_VIEW (fixture->view))));
}

#define ADD(name, function) g_test_add ("/text-lock/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    {
      g_printerr ("SKIPPED: no display; run it by tests/with-weston\n");
      return 77;
    }
  ADD ("finger", test_finger);
  ADD ("cursor", test_cursor);
  ADD ("keys", test_keys);
  ADD ("paste", test_paste);
  ADD ("undo", test_undo);
  return g_test_run ();
}
