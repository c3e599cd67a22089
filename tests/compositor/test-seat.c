/* SPDX-License-Identifier: EUPL-1.2
 *
 * The virtual seat, seen from an application: a finger, two fingers, a pointer and keys arrive as what they are.
 * Run under tests/with-weston.
 */
#include <gio/gunixsocketaddress.h>
#include <gtk/gtk.h>

typedef struct
{
  GtkWidget *window;
  GSocketConnection *hands;
  GdkEventType type;
  GdkInputSource source;
  guint key;
  guint fingers;
  guint frames;
} Fixture;

static gboolean
note_event (GtkEventControllerLegacy *controller, GdkEvent *event, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->type = gdk_event_get_event_type (event);
  fixture->source = gdk_device_get_source (gdk_event_get_device (event));
  if (fixture->type == GDK_TOUCH_BEGIN)
    fixture->fingers++;
  if (fixture->type == GDK_KEY_PRESS)
    fixture->key = gdk_key_event_get_keyval (event);
  return GDK_EVENT_PROPAGATE;
}

static gboolean
count_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  Fixture *fixture = user_data;

  gtk_widget_queue_draw (widget);
  return ++fixture->frames < 3;
}

static GSocketConnection *
connect_to_seat (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("XDG_RUNTIME_DIR"), "parvis-seat", NULL);
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;
  GSocketConnection *connection = g_socket_client_connect (client, G_SOCKET_CONNECTABLE (address), NULL, &error);

  g_assert_no_error (error);
  return connection;
}

static void
assert_answer (Fixture *fixture, const char *line, const char *expected)
{
  char answer[16] = "";
  gsize expected_length = strlen (expected), got = 0;
  GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (fixture->hands));
  GInputStream *in = g_io_stream_get_input_stream (G_IO_STREAM (fixture->hands));

  g_assert_true (g_output_stream_write_all (out, line, strlen (line), NULL, NULL, NULL));
  g_assert_true (g_output_stream_write_all (out, "\n", 1, NULL, NULL, NULL));
  g_assert_true (g_input_stream_read_all (in, answer, expected_length, &got, NULL, NULL));
  g_assert_cmpstr (answer, ==, expected);
}

static void
await (Fixture *fixture, GdkEventType type)
{
  while (fixture->type != type)
    g_main_context_iteration (NULL, TRUE);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  GtkEventController *controller = gtk_event_controller_legacy_new ();

  fixture->window = gtk_window_new ();
  gtk_window_fullscreen (GTK_WINDOW (fixture->window));
  g_signal_connect (controller, "event", G_CALLBACK (note_event), fixture);
  gtk_widget_add_controller (fixture->window, controller);
  gtk_widget_add_tick_callback (fixture->window, count_frame, fixture, NULL);
  gtk_window_present (GTK_WINDOW (fixture->window));
  /* a later frame begins when the compositor has shown the one before: what is not shown cannot be touched */
  while (fixture->frames < 3 || !gtk_window_is_active (GTK_WINDOW (fixture->window)))
    g_main_context_iteration (NULL, TRUE);
  fixture->hands = connect_to_seat ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_clear_object (&fixture->hands);
}

static void
test_two_fingers (Fixture *fixture, gconstpointer data)
{
  assert_answer (fixture, "touch down 0 100 200", "ok\n");
  assert_answer (fixture, "touch down 1 300 200", "ok\n");
  await (fixture, GDK_TOUCH_BEGIN);
  g_assert_cmpint (fixture->source, ==, GDK_SOURCE_TOUCHSCREEN);
  assert_answer (fixture, "touch move 1 350.5 240", "ok\n");
  await (fixture, GDK_TOUCH_UPDATE);
  assert_answer (fixture, "touch up 1", "ok\n");
  assert_answer (fixture, "touch up 0", "ok\n");
  await (fixture, GDK_TOUCH_END);
  g_assert_cmpuint (fixture->fingers, ==, 2);
}

static void
test_pointer (Fixture *fixture, gconstpointer data)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();

  gtk_widget_add_controller (fixture->window, motion);
  assert_answer (fixture, "pointer move 60 70", "ok\n");
  while (!gtk_event_controller_motion_contains_pointer (GTK_EVENT_CONTROLLER_MOTION (motion)))
    g_main_context_iteration (NULL, TRUE);
  assert_answer (fixture, "pointer button 272 1", "ok\n");
  await (fixture, GDK_BUTTON_PRESS);
  g_assert_cmpint (fixture->source, !=, GDK_SOURCE_TOUCHSCREEN);
  assert_answer (fixture, "pointer button 272 0", "ok\n");
  await (fixture, GDK_BUTTON_RELEASE);
}

static void
test_keys (Fixture *fixture, gconstpointer data)
{
  assert_answer (fixture, "key 30 1", "ok\n");
  await (fixture, GDK_KEY_PRESS);
  g_assert_cmpuint (fixture->key, ==, GDK_KEY_a);
  assert_answer (fixture, "key 30 0", "ok\n");
  await (fixture, GDK_KEY_RELEASE);
}

static void
test_nonsense (Fixture *fixture, gconstpointer data)
{
  static const char *const lines[] = { "", "touch", "touch down 0", "touch down 0 1 2 3", "key a 1", "rm -rf /" };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    assert_answer (fixture, lines[i], "error\n");
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add ("/seat/two-fingers", Fixture, NULL, set_up, test_two_fingers, tear_down);
  g_test_add ("/seat/pointer", Fixture, NULL, set_up, test_pointer, tear_down);
  g_test_add ("/seat/keys", Fixture, NULL, set_up, test_keys, tear_down);
  g_test_add ("/seat/nonsense", Fixture, NULL, set_up, test_nonsense, tear_down);
  return g_test_run ();
}
