/* SPDX-License-Identifier: EUPL-1.2
 *
 * parvis-kiosk: the screen.
 */
#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <gtk/gtk.h>
#include <signal.h>
#include <stdlib.h>
#include <time.h>

#include "ui/language/language.h"
#include "ui/gallery/gallery.h"
#include "ui/memory/memory.h"
#include "ui/window/window.h"

typedef struct
{
  char *config;
  char *start_page;
  char *gallery, *languages, *looks;
  ParvisGallery *shown; /* (nullable) the gallery under way */
  int status;
} Options;

/* For tests/bench: each frame painted, the page it shows, "new" at its first, and the time since boot in milliseconds.
 */
static void
on_painted (GdkFrameClock *clock, ParvisWindow *window)
{
  static ParvisPage *last; /* weak: another page may come to lie where it was */
  ParvisPage *page = parvis_window_page (window);
  struct timespec now;

  clock_gettime (CLOCK_BOOTTIME, &now);
  g_printerr ("painted %s %s %.2f\n", page != last ? "new" : "same", G_OBJECT_TYPE_NAME (page),
              (double) now.tv_sec * 1000 + (double) now.tv_nsec / 1e6);
  g_set_weak_pointer (&last, page);
}

static void
on_gallery_done (ParvisGallery *gallery, const char *problem, Options *options)
{
  if (problem != NULL)
    g_printerr ("parvis-kiosk: %s\n", problem);
  options->status = problem != NULL ? EXIT_FAILURE : EXIT_SUCCESS;
  g_application_quit (g_application_get_default ());
}

static void
start_gallery (Options *options, ParvisWindow *window, ParvisDesk *desk)
{
  g_autoptr (GError) error = NULL;

  options->shown
      = parvis_gallery_new (window, desk, options->gallery,
                            g_getenv ("PARVIS_GALLERY_STEP") != NULL ? PARVIS_GALLERY_STEP : PARVIS_GALLERY_ALL);
  g_signal_connect (options->shown, "done", G_CALLBACK (on_gallery_done), options);
  if (parvis_gallery_choose (options->shown, options->languages, options->looks, &error))
    parvis_gallery_start (options->shown);
  else
    on_gallery_done (options->shown, error->message, options);
}

/* Asked to end: what is on the screen dies with us at once, as ever; the staff is told that this was no fall. */
static gboolean
on_ending (gpointer user_data)
{
  parvis_desk_stop_service (user_data);
  signal (SIGTERM, SIG_DFL);
  raise (SIGTERM);
  return G_SOURCE_REMOVE;
}

static void
remove_source (gpointer id)
{
  g_source_remove (GPOINTER_TO_UINT (id));
}

static void
on_shutdown (GApplication *application, ParvisDesk *desk)
{
  parvis_desk_stop_service (desk);
}

static void
start_service (GtkApplication *application, ParvisDesk *desk)
{
  parvis_desk_start_service (desk);
  g_signal_connect_object (application, "shutdown", G_CALLBACK (on_shutdown), desk, (GConnectFlags) 0);
  g_object_set_data_full (G_OBJECT (desk), "parvis-ending",
                          GUINT_TO_POINTER (g_unix_signal_add (SIGTERM, on_ending, desk)), remove_source);
}

static void
on_activate (GtkApplication *application, Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisDesk) desk = parvis_desk_new (options->config, &error);
  ParvisWindow *window;

  if (desk == NULL)
    {
      g_printerr ("parvis-kiosk: %s\n", error->message);
      options->status = EXIT_FAILURE;
      return;
    }
  window = parvis_window_new (application, desk);
  if (options->gallery == NULL)
    start_service (application, desk);
  if (g_strcmp0 (options->start_page, "home") == 0)
    parvis_window_wake (window);
  gtk_window_fullscreen (GTK_WINDOW (window));
  gtk_window_present (GTK_WINDOW (window));
  if (options->gallery != NULL)
    start_gallery (options, window, desk);
  if (g_getenv ("PARVIS_BENCH") != NULL)
    g_signal_connect (gtk_widget_get_frame_clock (GTK_WIDGET (window)), "after-paint", G_CALLBACK (on_painted), window);
}

int
main (int argc, char **argv)
{
  Options options = { 0 };
  const GOptionEntry entries[] = {
    { "config", 0, 0, G_OPTION_ARG_FILENAME, &options.config, N_ ("Fichier de configuration"), "FICHIER" },
    { "start-page", 0, 0, G_OPTION_ARG_STRING, &options.start_page, N_ ("« home » : commencer à l’accueil"), "PAGE" },
    { "gallery", 0, 0, G_OPTION_ARG_FILENAME, &options.gallery, N_ ("Peindre chaque écran dans DOSSIER, puis finir"),
      N_ ("DOSSIER") },
    { "gallery-languages", 0, 0, G_OPTION_ARG_STRING, &options.languages, N_ ("Les langues à peindre (fr,ar)"),
      "fr,ar" },
    { "gallery-looks", 0, 0, G_OPTION_ARG_STRING, &options.looks, N_ ("Les aspects à peindre"),
      "normal,large,contrast,reach" },
    { NULL },
  };
  g_autoptr (GtkApplication) application = NULL;
  int status;

  parvis_memory_keep_private (argv);
  parvis_language_start (NULL);
  application = gtk_application_new ("fr.parvis.Kiosk", G_APPLICATION_NON_UNIQUE);
  g_application_add_main_option_entries (G_APPLICATION (application), entries);
  g_signal_connect (application, "startup", G_CALLBACK (parvis_language_turn), NULL);
  g_signal_connect (application, "activate", G_CALLBACK (on_activate), &options);
  status = g_application_run (G_APPLICATION (application), argc, argv);
  g_free (options.config);
  g_free (options.start_page);
  g_clear_object (&options.shown);
  g_free (options.gallery);
  g_free (options.languages);
  g_free (options.looks);
  return options.status != 0 ? options.status : status;
}
