/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/screen-fixture.h"

#include <gio/gunixsocketaddress.h>
#include <string.h>

typedef gboolean (*Wanted) (GtkWidget *widget, gconstpointer data);

static GtkWidget *
find (GtkWidget *from, Wanted wanted, gconstpointer data, guint *nth)
{
  if (!gtk_widget_get_visible (from))
    return NULL;
  if (wanted (from, data) && (*nth)-- == 0)
    return from;
  for (GtkWidget *child = gtk_widget_get_first_child (from); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, wanted, data, nth);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
is_of_type (GtkWidget *widget, gconstpointer type)
{
  return g_type_is_a (G_OBJECT_TYPE (widget), GPOINTER_TO_SIZE (type));
}

static gboolean
says (GtkWidget *widget, gconstpointer data)
{
  const char *words = data, *text = GTK_IS_LABEL (widget) ? gtk_label_get_text (GTK_LABEL (widget)) : "";

  if (g_str_has_suffix (words, "…") && !g_str_has_suffix (text, "…"))
    return strncmp (text, words, strlen (words) - strlen ("…")) == 0;
  return strcmp (text, words) == 0;
}

GtkWidget *
screen_fixture_nth (GtkWidget *from, GType type, guint nth)
{
  return find (from, is_of_type, GSIZE_TO_POINTER (type), &nth);
}

GtkWidget *
screen_fixture_says (GtkWidget *from, const char *words)
{
  guint nth = 0;

  return find (from, says, words, &nth);
}

GtkWidget *
screen_fixture_wait (GtkWidget *from, const char *words)
{
  GtkWidget *found;

  while ((found = screen_fixture_says (from, words)) == NULL)
    g_main_context_iteration (NULL, TRUE);
  return found;
}

void
screen_fixture_press (GtkWidget *from, const char *words)
{
  GtkWidget *button = gtk_widget_get_ancestor (screen_fixture_wait (from, words), GTK_TYPE_BUTTON);

  g_assert_nonnull (button);
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  screen_fixture_settle ();
}

void
screen_fixture_settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static gboolean
count_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer frames)
{
  gtk_widget_queue_draw (widget);
  return ++*(guint *) frames < 3;
}

GtkWidget *
screen_fixture_open (GtkWidget *child, int width, int height)
{
  GtkWidget *window = gtk_window_new ();
  guint frames = 0;

  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_set_child (GTK_WINDOW (window), child);
  gtk_window_present (GTK_WINDOW (window));
  /* The compositor shows a window once it has been painted; only then do fingers reach it. */
  gtk_widget_add_tick_callback (window, count_frame, &frames, NULL);
  while (frames < 3)
    g_main_context_iteration (NULL, TRUE);
  return window;
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

void
screen_fixture_do (const char *command)
{
  static GSocketConnection *seat;
  g_autofree char *line = g_strconcat (command, "\n", NULL);
  char answer[3];
  gsize got;

  if (seat == NULL)
    seat = connect_to_seat ();
  g_assert_true (g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (seat)), line, strlen (line),
                                            NULL, NULL, NULL));
  g_assert_true (g_input_stream_read_all (g_io_stream_get_input_stream (G_IO_STREAM (seat)), answer, sizeof answer,
                                          &got, NULL, NULL));
  g_assert_true (got == sizeof answer && memcmp (answer, "ok\n", sizeof answer) == 0);
}

void
screen_fixture_finger (GtkWidget *widget, gboolean down)
{
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_native (widget));
  g_autofree char *command = NULL;
  double x, y, native_x, native_y;

  gtk_native_get_surface_transform (GTK_NATIVE (window), &native_x, &native_y);
  g_assert_true (gtk_widget_translate_coordinates (widget, window, gtk_widget_get_width (widget) / 2.0,
                                                   gtk_widget_get_height (widget) / 2.0, &x, &y));
  command = down ? g_strdup_printf ("touch down 0 %d %d", (int) (x + native_x), (int) (y + native_y))
                 : g_strdup ("touch up 0");
  screen_fixture_do (command);
}

void
screen_fixture_touch (GtkWidget *widget)
{
  screen_fixture_finger (widget, TRUE);
  screen_fixture_finger (widget, FALSE);
}
