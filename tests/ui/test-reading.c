/* SPDX-License-Identifier: EUPL-1.2
 *
 * Long texts on a real screen: tables that become cards, chapters that open one at a time and stay where the finger is.
 */
#include "ui/accordion/accordion.h"
#include "ui/prose/prose.h"
#include "ui/screen-fixture.h"
#include "ui/speech/spoken.h"
#include "ui/speech/thing.h"
#include "ui/style/style.h"
#include "ui/table/table.h"
#include "ui/text/text.h"

static GtkWidget *
new_table (void)
{
  g_auto (GStrv) head = g_strsplit ("Titre|Adulte|Enfant", "|", -1);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  g_ptr_array_add (rows, g_strsplit ("Passeport|86 €|17 €", "|", -1));
  g_ptr_array_add (rows, g_strsplit ("Carte|Gratuit", "|", -1)); /* a row may be short */
  return parvis_table_new (head, rows);
}

static void
test_table (gconstpointer data)
{
  GtkWidget *table = new_table ();
  GtkWidget *wide = screen_fixture_open (table, 1000, 600);

  g_assert_false (parvis_table_is_cards (PARVIS_TABLE (table)));
  g_assert_true (parvis_thing_is_passage (table));
  g_assert_cmpstr (parvis_spoken_get_name (table), ==,
                   "Titre\u00a0: Passeport. Adulte\u00a0: 86 €. Enfant\u00a0: 17 €. "
                   "Titre\u00a0: Carte. Adulte\u00a0: Gratuit");
  gtk_window_destroy (GTK_WINDOW (wide));
}

static void
test_narrow_table (gconstpointer data)
{
  GtkWidget *table = new_table ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0), *beside = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *narrow;

  gtk_widget_set_size_request (beside, 860, -1);
  gtk_widget_set_hexpand (table, TRUE);
  gtk_box_append (GTK_BOX (box), beside);
  gtk_box_append (GTK_BOX (box), table);
  narrow = screen_fixture_open (box, 1080, 900);
  g_assert_cmpint (gtk_widget_get_width (table), <, 300);
  g_assert_true (parvis_table_is_cards (PARVIS_TABLE (table)));
  g_assert_nonnull (screen_fixture_says (table, "Adulte\u00a0: 86 €"));
  gtk_window_destroy (GTK_WINDOW (narrow));
}

static GtkWidget *
new_tall (const char *words)
{
  GtkWidget *text = parvis_text_new (words, NULL);

  gtk_widget_set_size_request (text, -1, 500);
  return text;
}

static double
height_on_screen (GtkWidget *accordion, const char *title)
{
  GtkWidget *button = gtk_widget_get_ancestor (screen_fixture_says (accordion, title), GTK_TYPE_BUTTON);
  double x, y;

  gtk_widget_translate_coordinates (button, GTK_WIDGET (gtk_widget_get_root (accordion)), 0, 0, &x, &y);
  return y;
}

/* Until nothing moves any more: frames, and what they left to do. */
static gboolean
count_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer frames)
{
  gtk_widget_queue_draw (widget);
  return ++*(guint *) frames < 3;
}

static void
settle (GtkWidget *widget)
{
  guint frames = 0;

  gtk_widget_add_tick_callback (widget, count_frame, &frames, NULL);
  while (frames < 3)
    g_main_context_iteration (NULL, TRUE);
  screen_fixture_settle ();
}

static void
test_accordion (gconstpointer data)
{
  GtkWidget *accordion = parvis_accordion_new (), *scroller = gtk_scrolled_window_new (), *window;
  double before;

  parvis_accordion_append (PARVIS_ACCORDION (accordion), "Un", new_tall ("Premier"));
  parvis_accordion_append (PARVIS_ACCORDION (accordion), "Deux", new_tall ("Second"));
  parvis_accordion_append (PARVIS_ACCORDION (accordion), "Trois", new_tall ("Dernier"));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), accordion);
  window = screen_fixture_open (scroller, 600, 640);
  g_assert_null (screen_fixture_says (accordion, "Premier"));
  screen_fixture_press (accordion, "Un");
  settle (window);
  g_assert_nonnull (screen_fixture_says (accordion, "Premier"));
  g_assert_cmpint (parvis_accordion_get_open (PARVIS_ACCORDION (accordion)), ==, 0);
  before = height_on_screen (accordion, "Deux");
  screen_fixture_press (accordion,
                        "Deux"); /* what closes above must not carry it away; it may come up, to show what opened */
  settle (window);
  g_assert_null (screen_fixture_says (accordion, "Premier"));
  g_assert_nonnull (screen_fixture_says (accordion, "Second"));
  g_assert_cmpfloat (height_on_screen (accordion, "Deux"), >=, 0);
  g_assert_cmpfloat (height_on_screen (accordion, "Deux"), <=, before);
  g_assert_cmpfloat (height_on_screen (accordion, "Deux"), <, 140); /* what opened is in sight */
  screen_fixture_press (accordion, "Deux");
  g_assert_cmpint (parvis_accordion_get_open (PARVIS_ACCORDION (accordion)), ==, -1);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_prose (gconstpointer data)
{
  g_autoptr (GtkWidget) prose
      = g_object_ref_sink (parvis_prose_new ("Venez avec\n- une photo\n\n- <b>un papier</b>\n", NULL));

  g_assert_cmpstr (parvis_spoken_get_name (prose), ==, "Venez avec. une photo. <b>un papier</b>");
  g_assert_nonnull (screen_fixture_says (prose, "<b>un papier</b>"));
  g_assert_true (parvis_thing_is_passage (prose)); /* the voice stops at it, and says it whole */
}

int
main (int argc, char **argv)
{
  ParvisStyle *style;
  int status;

  gtk_test_init (&argc, &argv, NULL);
  style = parvis_style_new (0);
  parvis_style_set_size (style, 1080, 1920);
  g_test_add_data_func ("/reading/table", NULL, test_table);
  g_test_add_data_func ("/reading/narrow-table", NULL, test_narrow_table);
  g_test_add_data_func ("/reading/accordion", NULL, test_accordion);
  g_test_add_data_func ("/reading/prose", NULL, test_prose);
  status = g_test_run ();
  g_object_unref (style);
  return status;
}
