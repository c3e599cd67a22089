/* SPDX-License-Identifier: EUPL-1.2 */
/* search-page CONFIG WORDS (a file): the real window on its search page; for each line, types it key by key into the
 * field and says how long it was from each key to the frame that shows its answers. Prints "page milliseconds words",
 * one a line. */
#include <gtk/gtk.h>
#include <stdio.h>

#include "ui/language/language.h"
#include "ui/pages/search/search-page.h"
#include "ui/window/window.h"

typedef struct
{
  const char *config, *words;
  GtkWindow *window;
  GtkEditable *entry;
  gboolean answered, painted; /* since the last key; painted: after it was answered */
} Bench;

static void
on_answered (Bench *bench)
{
  bench->answered = TRUE;
  gtk_widget_queue_draw (GTK_WIDGET (bench->entry)); /* the same answers again are no new frame by themselves */
}

static void
on_painted (Bench *bench)
{
  bench->painted = bench->painted || bench->answered;
}

static GtkWidget *
find (GtkWidget *from, GType type)
{
  GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (from, type) ? from : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (from); found == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find (child, type);
  return found;
}

static void
wait_for_answer (Bench *bench)
{
  while (!bench->painted)
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static void
strike (Bench *bench, const char *key, const char *end, const char *words)
{
  int position = -1;
  gint64 start = g_get_monotonic_time ();

  bench->answered = bench->painted = FALSE;
  gtk_editable_set_position (bench->entry, -1);
  position = gtk_editable_get_position (bench->entry);
  gtk_editable_insert_text (bench->entry, key, (int) (end - key), &position);
  while (!bench->painted)
    g_main_context_iteration (NULL, TRUE);
  fflush (stdout);
  printf ("page %.3f %.*s\n", (double) (g_get_monotonic_time () - start) / 1000, (int) (end - words), words);
  wait_for_answer (bench);
}

static void
type (Bench *bench, const char *words)
{
  bench->answered = bench->painted = FALSE;
  if (*gtk_editable_get_text (bench->entry) != '\0')
    {
      gtk_editable_set_text (bench->entry, "");
      wait_for_answer (bench);
    }
  for (const char *key = words; *key != '\0'; key = g_utf8_next_char (key))
    strike (bench, key, g_utf8_next_char (key), words);
}

static gboolean
run (gpointer user_data)
{
  Bench *bench = user_data;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (bench->words, &text, NULL, NULL))
    g_error ("%s cannot be read", bench->words);
  lines = g_strsplit (text, "\n", -1);
  type (bench, "mairie"); /* the first answers load the vocabulary: named apart */
  printf ("first\n");
  for (gsize i = 0; lines[i] != NULL; i++)
    type (bench, lines[i]);
  gtk_window_destroy (bench->window);
  return G_SOURCE_REMOVE;
}

static void
on_activate (GtkApplication *application, Bench *bench)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisDesk) desk = parvis_desk_new (bench->config, &error);
  ParvisPage *page = parvis_search_page_new ();

  if (desk == NULL)
    g_error ("%s", error->message);
  bench->window = GTK_WINDOW (parvis_window_new (application, desk));
  gtk_window_fullscreen (bench->window);
  gtk_window_present (bench->window);
  parvis_window_wake (PARVIS_WINDOW (bench->window));
  parvis_window_open (PARVIS_WINDOW (bench->window), page);
  bench->entry = GTK_EDITABLE (find (GTK_WIDGET (page), GTK_TYPE_ENTRY));
  g_signal_connect_swapped (page, "answered", G_CALLBACK (on_answered), bench);
  g_signal_connect_swapped (gtk_widget_get_frame_clock (GTK_WIDGET (bench->window)), "after-paint",
                            G_CALLBACK (on_painted), bench);
  g_timeout_add (500, run, bench); /* the page has slid in by then */
}

int
main (int argc, char **argv)
{
  Bench bench = { .config = argc > 1 ? argv[1] : "", .words = argc > 2 ? argv[2] : "" };
  g_autoptr (GtkApplication) application = NULL;

  parvis_language_start (NULL);
  application = gtk_application_new (NULL, G_APPLICATION_NON_UNIQUE);
  g_signal_connect (application, "startup", G_CALLBACK (parvis_language_turn), NULL);
  g_signal_connect (application, "activate", G_CALLBACK (on_activate), &bench);
  return g_application_run (G_APPLICATION (application), 0, NULL);
}
