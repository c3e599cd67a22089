/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/table/table.h"

#include <glib/gi18n-lib.h>

#include "ui/speech/spoken.h"
#include "ui/text/text.h"

#define COLUMN_CHARS 9 /* a column narrower than that reads like a shopping list */

struct _ParvisTable
{
  GtkWidget parent_instance;
  GtkWidget *grid, *cards;
  gboolean is_cards;
};

G_DEFINE_FINAL_TYPE (ParvisTable, parvis_table, GTK_TYPE_WIDGET)

/* ---- which of the two ---- */

static GtkWidget *
fitting (ParvisTable *self, int width)
{
  int minimum;

  gtk_widget_measure (self->grid, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  return width >= 0 && minimum > width ? self->cards : self->grid;
}

static void
parvis_table_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                      int *minimum_baseline, int *natural_baseline)
{
  ParvisTable *self = PARVIS_TABLE (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      gtk_widget_measure (self->cards, orientation, -1, minimum, NULL, NULL, NULL);
      gtk_widget_measure (self->grid, orientation, -1, NULL, natural, NULL, NULL);
      *natural = MAX (*natural, *minimum);
    }
  else
    gtk_widget_measure (fitting (self, for_size), orientation, for_size, minimum, natural, NULL, NULL);
}

static void
parvis_table_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  ParvisTable *self = PARVIS_TABLE (widget);
  GtkWidget *shown = fitting (self, width);

  self->is_cards = shown == self->cards;
  gtk_widget_set_child_visible (self->grid, !self->is_cards);
  gtk_widget_set_child_visible (self->cards, self->is_cards);
  gtk_widget_allocate (shown, width, height, baseline, NULL);
}

static GtkSizeRequestMode
parvis_table_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* ---- lifecycle ---- */

static void
parvis_table_dispose (GObject *object)
{
  ParvisTable *self = PARVIS_TABLE (object);

  g_clear_pointer (&self->grid, gtk_widget_unparent);
  g_clear_pointer (&self->cards, gtk_widget_unparent);
  G_OBJECT_CLASS (parvis_table_parent_class)->dispose (object);
}

static void
parvis_table_class_init (ParvisTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parvis_table_dispose;
  widget_class->measure = parvis_table_measure;
  widget_class->size_allocate = parvis_table_size_allocate;
  widget_class->get_request_mode = parvis_table_get_request_mode;
  gtk_widget_class_set_css_name (widget_class, "facts-table");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TABLE);
}

static void
parvis_table_init (ParvisTable *self)
{
  self->grid = gtk_grid_new ();
  self->cards = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->grid, "table-grid");
  gtk_widget_add_css_class (self->cards, "table-cards");
  gtk_widget_set_parent (self->grid, GTK_WIDGET (self));
  gtk_widget_set_parent (self->cards, GTK_WIDGET (self));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
}

/* ---- filling ---- */

/* Broken between words only: a column must not be narrower than its longest word. */
static void
add_cell (ParvisTable *self, const char *text, int column, int row)
{
  GtkWidget *cell = parvis_text_new (text, row == 0 ? "table-head" : "table-cell");
  int chars = (int) MIN (g_utf8_strlen (text, -1), COLUMN_CHARS);

  gtk_label_set_wrap_mode (GTK_LABEL (cell), PANGO_WRAP_WORD);
  gtk_label_set_width_chars (GTK_LABEL (cell), chars);
  gtk_label_set_yalign (GTK_LABEL (cell), 0);
  gtk_widget_set_hexpand (cell, TRUE);
  parvis_spoken_set_silent (cell, TRUE);
  gtk_grid_attach (GTK_GRID (self->grid), cell, column, row, 1, 1);
}

static void
add_card_line (GtkWidget *card, GString *spoken, const char *head, const char *value)
{
  /* Translators: the head of a column of a table and what a row has there: "Adulte : 12 €". */
  g_autofree char *line = g_strdup_printf (_ ("%s : %s"), head, value);
  GtkWidget *words = parvis_text_new (line, gtk_widget_get_first_child (card) == NULL ? "table-first" : "table-cell");

  parvis_spoken_set_silent (words, TRUE);
  gtk_box_append (GTK_BOX (card), words);
  parvis_spoken_append (spoken, line);
}

static void
add_row (ParvisTable *self, GString *spoken, char **head, char **values, int row)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_add_css_class (card, "table-card");
  for (int column = 0; head[column] != NULL && values[column] != NULL; column++)
    {
      add_cell (self, values[column], column, row);
      if (*values[column] != '\0')
        add_card_line (card, spoken, head[column], values[column]);
    }
  gtk_box_append (GTK_BOX (self->cards), card);
}

GtkWidget *
parvis_table_new (char **head, const GPtrArray *rows)
{
  ParvisTable *self = g_object_new (PARVIS_TYPE_TABLE, NULL);
  g_autoptr (GString) spoken = g_string_new (NULL);

  for (int column = 0; head[column] != NULL; column++)
    add_cell (self, head[column], column, 0);
  for (guint i = 0; i < rows->len; i++)
    add_row (self, spoken, head, g_ptr_array_index (rows, i), (int) i + 1);
  parvis_spoken_set (GTK_WIDGET (self), spoken->str, NULL, NULL);
  return GTK_WIDGET (self);
}

gboolean
parvis_table_is_cards (ParvisTable *self)
{
  return self->is_cards;
}
