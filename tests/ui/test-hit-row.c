/* SPDX-License-Identifier: EUPL-1.2 */
/* What was found: the words marked, in the colours of the moment; kinds apart, each named once a page. */
#include <gtk/gtk.h>
#include <string.h>

#include "ui/access/access.h"
#include "ui/pages/search/hit-row.h"
#include "ui/screen-fixture.h"
#include "ui/style/style.h"

static ParvisHit
make_hit (const char *kind, const char *id, const char *title)
{
  return (ParvisHit){ (char *) kind, (char *) id, (char *) title, (char *) "Une carte, des cartes", (char *) "carte" };
}

/* The first stretch of a label with a ground of its own: "5-10 #ffe7a3". */
static char *
first_mark (GtkWidget *label)
{
  PangoAttrIterator *iterator = pango_attr_list_get_iterator (gtk_label_get_attributes (GTK_LABEL (label)));
  char *mark = NULL;

  do
    {
      const PangoAttribute *ground = pango_attr_iterator_get (iterator, PANGO_ATTR_BACKGROUND);
      g_autofree char *colour
          = ground != NULL ? pango_color_to_string (&((const PangoAttrColor *) ground)->color) : NULL;

      if (ground != NULL)
        mark = g_strdup_printf ("%u-%u %s", ground->start_index, ground->end_index, colour);
    }
  while (mark == NULL && pango_attr_iterator_next (iterator));
  pango_attr_iterator_destroy (iterator);
  return mark;
}

static void
assert_mark (GtkWidget *label, const char *range)
{
  g_autofree char *colour = parvis_style_colour (parvis_style_get (), "mark");
  g_autofree char *mark = first_mark (label);
  PangoColor parsed;
  g_autofree char *wanted = NULL, *text = NULL;

  g_assert_true (pango_color_parse (&parsed, colour));
  text = pango_color_to_string (&parsed);
  wanted = g_strdup_printf ("%s %s", range, text);
  g_assert_cmpstr (mark, ==, wanted);
}

static void
test_marks (void)
{
  ParvisHit hit = make_hit ("service", "carte-identite", "La Carte d’identité");
  GtkWidget *row = g_object_ref_sink (parvis_hit_row_new (&hit, NULL));
  GtkWidget *title = screen_fixture_says (row, "La Carte d’identité"),
            *summary = screen_fixture_says (row, "Une carte, des cartes");

  assert_mark (title, "3-8");
  assert_mark (summary, "4-9");
  g_object_set (parvis_access_get (), "contrast", TRUE, NULL);
  assert_mark (title, "3-8");
  parvis_access_reset ();
  assert_mark (title, "3-8");
  g_object_unref (row);
}

static void
on_chosen (ParvisHitRow *row, const char *kind, const char *id, char **chosen)
{
  *chosen = g_strconcat (kind, "/", id, NULL);
}

static void
test_chosen (void)
{
  ParvisHit hit = make_hit ("event", "marche", "Marché");
  GtkWidget *row = g_object_ref_sink (parvis_hit_row_new (&hit, "Samedi"));
  g_autofree char *chosen = NULL;

  g_signal_connect (row, "chosen", G_CALLBACK (on_chosen), &chosen);
  g_assert_nonnull (screen_fixture_says (row, "Samedi"));
  g_signal_emit_by_name (screen_fixture_nth (row, GTK_TYPE_BUTTON, 0), "clicked");
  g_assert_cmpstr (chosen, ==, "event/marche");
  g_object_unref (row);
}

static char *
describe (const ParvisHit *hit, gpointer user_data)
{
  return NULL;
}

/* "+" where a heading stands, then the id's letter. */
static char *
headings (const GPtrArray *rows)
{
  GString *shown = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      GtkWidget *column = gtk_widget_get_first_child (rows->pdata[i]);

      g_string_append_printf (
          shown, "%s%s", gtk_widget_get_visible (gtk_widget_get_first_child (column)) ? "+" : "",
          gtk_label_get_text (GTK_LABEL (screen_fixture_nth (gtk_widget_get_last_child (column), GTK_TYPE_LABEL, 0))));
    }
  return g_string_free (shown, FALSE);
}

static void
test_groups (void)
{
  ParvisHit hits[]
      = { make_hit ("place", "1", "a"),    make_hit ("service", "2", "b"), make_hit ("place", "3", "c"),
          make_hit ("demarche", "4", "d"), make_hit ("faq", "5", "e"),     make_hit ("service", "6", "f") };
  g_autoptr (GPtrArray) list = g_ptr_array_new ();
  g_autoptr (GPtrArray) rows = NULL;
  g_autofree char *by_two = NULL, *by_four = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (hits); i++)
    g_ptr_array_add (list, &hits[i]);
  rows = parvis_hit_rows_new (list, describe, NULL);
  g_ptr_array_set_free_func (rows, g_object_unref);
  for (guint i = 0; i < rows->len; i++)
    g_object_ref_sink (rows->pdata[i]);
  parvis_hit_rows_set_page (rows, 4);
  by_four = headings (rows);
  parvis_hit_rows_set_page (rows, 2);
  by_two = headings (rows);
  g_assert_cmpstr (by_four, ==, "+ac+bd+f+e"); /* the fifth begins a page */
  g_assert_cmpstr (by_two, ==, "+ac+bd+f+e");
  parvis_hit_rows_set_page (rows, 3);
  g_free (by_two);
  by_two = headings (rows);
  g_assert_cmpstr (by_two, ==, "+ac+b+df+e");
}

int
main (int argc, char **argv)
{
  g_autoptr (ParvisStyle) style = NULL;

  gtk_test_init (&argc, &argv, NULL);
  style = parvis_style_new (0);
  g_test_add_func ("/hit-row/marks", test_marks);
  g_test_add_func ("/hit-row/chosen", test_chosen);
  g_test_add_func ("/hit-row/groups", test_groups);
  return g_test_run ();
}
