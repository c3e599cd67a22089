/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/pager/pager.h"

#include <glib/gi18n-lib.h>

#include "ui/key/key.h"
#include "ui/tile/tile.h"

struct _ParvisPager
{
  GtkWidget parent_instance;
  GtkWidget *column, *grid, *bar, *previous, *next, *where;
  GPtrArray *rows; /* of GtkWidget, owned */
  guint rows_a_page, first;
};

G_DEFINE_FINAL_TYPE (ParvisPager, parvis_pager, GTK_TYPE_WIDGET)

static void
show (ParvisPager *self)
{
  guint pages = (self->rows->len + self->rows_a_page - 1) / self->rows_a_page;
  g_autofree char *where = g_strdup_printf (_ ("Page %u sur %u"), self->first / self->rows_a_page + 1, MAX (pages, 1));

  if (self->grid != NULL)
    gtk_box_remove (GTK_BOX (self->column), self->grid);
  self->grid = parvis_tile_grid_new ();
  parvis_tile_grid_set_columns (self->grid, 1);
  for (guint i = self->first; i < MIN (self->rows->len, self->first + self->rows_a_page); i++)
    parvis_tile_grid_append (self->grid, g_ptr_array_index (self->rows, i));
  gtk_box_prepend (GTK_BOX (self->column), self->grid);
  gtk_label_set_label (GTK_LABEL (self->where), where);
  gtk_widget_set_visible (self->bar, pages > 1);
  gtk_widget_set_sensitive (self->previous, self->first > 0);
  gtk_widget_set_sensitive (self->next, self->first + self->rows_a_page < self->rows->len);
}

static void
on_previous (GtkButton *button, ParvisPager *self)
{
  self->first -= MIN (self->first, self->rows_a_page);
  show (self);
}

static void
on_next (GtkButton *button, ParvisPager *self)
{
  self->first += self->rows_a_page;
  show (self);
}

static void
parvis_pager_dispose (GObject *object)
{
  ParvisPager *self = PARVIS_PAGER (object);

  g_clear_pointer (&self->column, gtk_widget_unparent);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (parvis_pager_parent_class)->dispose (object);
}

static void
parvis_pager_class_init (ParvisPagerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = parvis_pager_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
parvis_pager_init (ParvisPager *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  self->column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->column, "pager");
  self->bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (self->bar, "pager-bar");
  self->previous = parvis_key_new ("back", _ ("Précédents"), GTK_ORIENTATION_HORIZONTAL);
  self->where = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->where), TRUE);
  gtk_label_set_justify (GTK_LABEL (self->where), GTK_JUSTIFY_CENTER);
  gtk_widget_set_hexpand (self->where, TRUE);
  self->next = parvis_key_new_trailing (_ ("Suivants"), "next");
  gtk_widget_add_css_class (self->previous, "secondary");
  gtk_widget_add_css_class (self->next, "secondary");
  g_signal_connect (self->previous, "clicked", G_CALLBACK (on_previous), self);
  g_signal_connect (self->next, "clicked", G_CALLBACK (on_next), self);
  gtk_box_append (GTK_BOX (self->bar), self->previous);
  gtk_box_append (GTK_BOX (self->bar), self->where);
  gtk_box_append (GTK_BOX (self->bar), self->next);
  gtk_box_append (GTK_BOX (self->column), self->bar);
  gtk_widget_set_parent (self->column, GTK_WIDGET (self));
}

GtkWidget *
parvis_pager_new (guint rows_a_page)
{
  ParvisPager *self = g_object_new (PARVIS_TYPE_PAGER, NULL);

  self->rows_a_page = rows_a_page;
  show (self);
  return GTK_WIDGET (self);
}

void
parvis_pager_append (ParvisPager *self, GtkWidget *row)
{
  g_ptr_array_add (self->rows, g_object_ref_sink (row));
  show (self);
}

void
parvis_pager_set_rows (ParvisPager *self, GPtrArray *rows)
{
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (self->rows, g_object_ref_sink (g_ptr_array_index (rows, i)));
  g_ptr_array_unref (rows);
  self->first = 0;
  show (self);
}

void
parvis_pager_clear (ParvisPager *self)
{
  g_ptr_array_set_size (self->rows, 0);
  self->first = 0;
  show (self);
}

void
parvis_pager_set_rows_a_page (ParvisPager *self, guint rows_a_page)
{
  self->rows_a_page = rows_a_page;
  self->first = self->first / rows_a_page * rows_a_page;
  show (self);
}

guint
parvis_pager_get_first (ParvisPager *self)
{
  return self->first;
}

void
parvis_pager_set_first (ParvisPager *self, guint row)
{
  guint last = self->rows->len > 0 ? self->rows->len - 1 : 0;

  self->first = MIN (row, last) / self->rows_a_page * self->rows_a_page;
  show (self);
}
