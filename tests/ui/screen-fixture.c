/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/screen-fixture.h"

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

GtkWidget *
screen_fixture_open (GtkWidget *child, int width, int height)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_set_child (GTK_WINDOW (window), child);
  gtk_window_present (GTK_WINDOW (window));
  while (!gtk_widget_get_mapped (window))
    g_main_context_iteration (NULL, TRUE);
  return window;
}
