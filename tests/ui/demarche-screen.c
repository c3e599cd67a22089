/* SPDX-License-Identifier: EUPL-1.2 */
/* demarche-screen [--contrast] [--large] [--bare] FILE.json: one démarche on the screen, as the kiosk shows it, on a desk without
 * devices behind it. For pictures of every screen and for tests that drive it; --bare: neither scanner nor printer. */
#include <gtk/gtk.h>

#include "ui/fake-desk.h"
#include "ui/footer/footer.h"
#include "ui/header/header.h"
#include "ui/keyboard/keyboard.h"
#include "ui/navigator/navigator.h"
#include "ui/pages/demarche/demarche-page.h"
#include "ui/style/style.h"

static gboolean contrast, large, bare, done;
static char **files;

static const GOptionEntry entries[] = {
  { "contrast", 0, 0, G_OPTION_ARG_NONE, &contrast, NULL, NULL },
  { "large", 0, 0, G_OPTION_ARG_NONE, &large, NULL, NULL },
  { "bare", 0, 0, G_OPTION_ARG_NONE, &bare, NULL, NULL },
  { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &files, NULL, NULL },
  { NULL },
};

static void
on_end (void)
{
  done = TRUE;
}

static gboolean
deliver (gpointer desk)
{
  fake_desk_deliver (desk, PARVIS_DELIVERY_DONE);
  return G_SOURCE_REMOVE;
}

/* The printed page first, then the delivery: both states of the receipt can be seen. */
static void
on_realized (GtkWidget *window, ParvisStyle *style)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (window));

  parvis_style_set_size (style, gdk_surface_get_width (surface), gdk_surface_get_height (surface));
}

static GtkWidget *
build (ParvisDesk *desk, ParvisPage *page, ParvisNavigator **navigator, GtkWidget **keyboard)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *footer = parvis_footer_new ();

  *navigator = parvis_navigator_new (desk);
  *keyboard = parvis_keyboard_new ();
  parvis_navigator_reset (*navigator, page);
  g_signal_connect (*navigator, "end", G_CALLBACK (on_end), NULL);
  g_signal_connect_swapped (footer, "back", G_CALLBACK (parvis_navigator_back), *navigator);
  g_signal_connect (footer, "end", G_CALLBACK (on_end), NULL);
  gtk_box_append (GTK_BOX (column), parvis_header_new ());
  gtk_box_append (GTK_BOX (column), GTK_WIDGET (*navigator));
  gtk_box_append (GTK_BOX (column), *keyboard);
  gtk_box_append (GTK_BOX (column), footer);
  return column;
}

static void
run (ParvisDesk *desk, ParvisDemarche *demarche)
{
  g_autoptr (ParvisStyle) style = parvis_style_new (0);
  GtkWidget *window = gtk_window_new (), *keyboard;
  ParvisNavigator *navigator;

  parvis_style_set_contrast (style, contrast);
  parvis_style_set_large (style, large);
  gtk_window_set_child (GTK_WINDOW (window),
                        build (desk, parvis_demarche_page_new (desk, demarche, "fr"), &navigator, &keyboard));
  gtk_window_fullscreen (GTK_WINDOW (window));
  gtk_window_present (GTK_WINDOW (window));
  while (gtk_widget_get_width (window) <= 0)
    g_main_context_iteration (NULL, TRUE);
  on_realized (window, style);
  if (gtk_widget_get_width (window) > gtk_widget_get_height (window))
    gtk_widget_add_css_class (window, "landscape");
  parvis_keyboard_set_landscape (PARVIS_KEYBOARD (keyboard), gtk_widget_get_width (window) > gtk_widget_get_height (window));
  g_timeout_add_seconds (20, deliver, desk);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) options = g_option_context_new ("FILE.json");
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisDemarche) demarche = NULL;
  g_autoptr (ParvisDesk) desk = NULL;

  g_option_context_add_main_entries (options, entries, NULL);
  if (!g_option_context_parse (options, &argc, &argv, &error) || files == NULL)
    g_error ("%s", error != NULL ? error->message : "which démarche?");
  demarche = parvis_demarche_load_file (files[0], "fr", &error);
  if (demarche == NULL)
    g_error ("%s: %s", files[0], error->message);
  gtk_init ();
  fake_desk = (FakeDesk) { .scanner = !bare, .printer = !bare, .delay_ms = 1500 };
  desk = fake_desk_new ();
  run (desk, demarche);
  return 0;
}
