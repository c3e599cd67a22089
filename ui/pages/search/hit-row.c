/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/pages/search/hit-row.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/content/search.h"
#include "ui/access/access.h"
#include "ui/icons/icon.h"
#include "ui/style/style.h"
#include "ui/text/text.h"
#include "ui/tile/tile.h"

#define LEAST_CHARACTERS 16

struct _ParvisHitRow
{
  GtkWidget parent_instance;
  GtkWidget *column, *heading;
  char *kind, *id, *words;
};

G_DEFINE_FINAL_TYPE (ParvisHitRow, parvis_hit_row, GTK_TYPE_WIDGET)

static guint chosen_signal;

/* What each kind is called above its rows; what has the same words stands together. */
static const struct
{
  const char *kind, *icon, *heading;
} kinds[] = {
  { "service", "doc", N_ ("Fiches et démarches") },
  { "demarche", "doc", N_ ("Fiches et démarches") },
  { "life-event", "heart", N_ ("Étapes de la vie") },
  { "faq", "info", N_ ("Questions fréquentes") },
  { "place", "pin", N_ ("Lieux et horaires") },
  { "event", "calendar", N_ ("Agenda") },
  { "news", "mail", N_ ("Actualités") },
};

static gsize
kind_index (const char *kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (strcmp (kinds[i].kind, kind) == 0)
      return i;
  return 0;
}

guint
parvis_hit_row_group (const char *kind)
{
  gsize index = kind_index (kind), first = 0;

  while (strcmp (kinds[first].heading, kinds[index].heading) != 0)
    first++;
  return (guint) first;
}

/* ---- marked words ---- */

static void
add_attribute (PangoAttrList *list, PangoAttribute *attribute, const ParvisMark *mark)
{
  attribute->start_index = mark->start;
  attribute->end_index = mark->end;
  pango_attr_list_insert (list, attribute);
}

/* A ground of its own, and ink: the marked words of a summary must be as legible as the others. */
static void
add_mark (PangoAttrList *list, const ParvisMark *mark, const PangoColor *ground, const PangoColor *ink)
{
  add_attribute (list, pango_attr_weight_new (PANGO_WEIGHT_ULTRABOLD), mark);
  add_attribute (list, pango_attr_background_new (ground->red, ground->green, ground->blue), mark);
  add_attribute (list, pango_attr_foreground_new (ink->red, ink->green, ink->blue), mark);
}

static void
mark_label (GtkLabel *label, const char *words)
{
  g_autoptr (GArray) marks = parvis_search_marks (gtk_label_get_text (label), words);
  g_autofree char *ground = parvis_style_colour (parvis_style_get (), "mark");
  g_autofree char *ink = parvis_style_colour (parvis_style_get (), "ink");
  PangoAttrList *list = pango_attr_list_new ();
  PangoColor ground_colour, ink_colour;

  if (pango_color_parse (&ground_colour, ground) && pango_color_parse (&ink_colour, ink))
    for (guint i = 0; i < marks->len; i++)
      add_mark (list, &g_array_index (marks, ParvisMark, i), &ground_colour, &ink_colour);
  gtk_label_set_attributes (label, list);
  pango_attr_list_unref (list);
}

/* A row runs across the page: nobody need know whether it could be narrower (ui/text/text.c says what that costs, and
 * here it is paid at every key). */
static void
keep_wide (GtkLabel *label)
{
  gtk_label_set_width_chars (label, (int) MIN (LEAST_CHARACTERS, g_utf8_strlen (gtk_label_get_text (label), -1)));
}

static void
mark_labels (GtkWidget *widget, const char *words)
{
  if (GTK_IS_LABEL (widget))
    {
      keep_wide (GTK_LABEL (widget));
      mark_label (GTK_LABEL (widget), words);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    mark_labels (child, words);
}

/* Colours are of the moment. */
static void
mark (ParvisHitRow *self)
{
  if (parvis_style_get () != NULL)
    mark_labels (gtk_widget_get_last_child (self->column), self->words);
}

/* ---- the row ---- */

static void
on_clicked (ParvisHitRow *self)
{
  g_signal_emit (self, chosen_signal, 0, self->kind, self->id);
}

static GtkWidget *
new_heading (const char *kind)
{
  GtkWidget *heading = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *words = parvis_text_new_heading (_ (kinds[kind_index (kind)].heading), NULL);

  gtk_widget_add_css_class (heading, "hit-kind");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (heading), parvis_icon_new (kinds[kind_index (kind)].icon));
  gtk_box_append (GTK_BOX (heading), words);
  return heading;
}

void
parvis_hit_row_set_count (ParvisHitRow *self, const char *text)
{
  GtkWidget *count = parvis_text_new (text, "hit-count");

  gtk_widget_set_valign (count, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self->heading), count);
}

static void
parvis_hit_row_dispose (GObject *object)
{
  g_clear_pointer (&PARVIS_HIT_ROW (object)->column, gtk_widget_unparent);
  G_OBJECT_CLASS (parvis_hit_row_parent_class)->dispose (object);
}

static void
parvis_hit_row_finalize (GObject *object)
{
  ParvisHitRow *self = PARVIS_HIT_ROW (object);

  g_free (self->kind);
  g_free (self->id);
  g_free (self->words);
  G_OBJECT_CLASS (parvis_hit_row_parent_class)->finalize (object);
}

static void
parvis_hit_row_class_init (ParvisHitRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = parvis_hit_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = parvis_hit_row_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  chosen_signal = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
parvis_hit_row_init (ParvisHitRow *self)
{
  self->column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->column, GTK_WIDGET (self));
  g_signal_connect_object (parvis_access_get (), "notify::contrast", G_CALLBACK (mark), self, G_CONNECT_SWAPPED);
}

GtkWidget *
parvis_hit_row_new (const ParvisHit *hit, const char *summary)
{
  ParvisHitRow *self = g_object_new (PARVIS_TYPE_HIT_ROW, NULL);
  GtkWidget *row = parvis_row_new (hit->title, summary != NULL ? summary : hit->summary);

  self->kind = g_strdup (hit->kind);
  self->id = g_strdup (hit->id);
  self->words = g_strdup (hit->words);
  self->heading = new_heading (hit->kind);
  g_signal_connect_object (row, "clicked", G_CALLBACK (on_clicked), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->column), self->heading);
  gtk_box_append (GTK_BOX (self->column), row);
  mark (self);
  return GTK_WIDGET (self);
}

/* ---- all of them ---- */

typedef char *(*DescribeFunc) (const ParvisHit *hit, gpointer user_data);

static void
add_group (GPtrArray *rows, const GPtrArray *hits, guint group, DescribeFunc describe, gpointer user_data)
{
  for (guint i = 0; i < hits->len; i++)
    {
      const ParvisHit *hit = g_ptr_array_index (hits, i);
      g_autofree char *summary = parvis_hit_row_group (hit->kind) == group ? describe (hit, user_data) : NULL;

      if (parvis_hit_row_group (hit->kind) == group)
        g_ptr_array_add (rows, parvis_hit_row_new (hit, summary));
    }
}

GPtrArray *
parvis_hit_rows_new (const GPtrArray *hits, DescribeFunc describe, gpointer user_data)
{
  GPtrArray *rows = g_ptr_array_new ();
  guint64 done = 0; /* a bit a group */

  for (guint i = 0; i < hits->len; i++)
    {
      guint group = parvis_hit_row_group (((const ParvisHit *) g_ptr_array_index (hits, i))->kind);

      if ((done & (G_GUINT64_CONSTANT (1) << group)) == 0)
        add_group (rows, hits, group, describe, user_data);
      done |= G_GUINT64_CONSTANT (1) << group;
    }
  return rows;
}

void
parvis_hit_rows_set_page (const GPtrArray *rows, guint rows_a_page)
{
  guint last = G_MAXUINT;

  for (guint i = 0; i < rows->len; i++)
    {
      ParvisHitRow *row = g_ptr_array_index (rows, i);
      guint group = parvis_hit_row_group (row->kind);

      gtk_widget_set_visible (row->heading, group != last || i % rows_a_page == 0);
      last = group;
    }
}
