/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/sheet/sheet.h"

#include "ui/text/text.h"

struct _ParvisSheet
{
  GtkWidget parent_instance;
  GtkWidget *column, *head, *above, *title, *lead, *scroller, *body, *actions;
  gboolean side_by_side;
};

G_DEFINE_FINAL_TYPE (ParvisSheet, parvis_sheet, GTK_TYPE_WIDGET)

static GtkWidget *
append (GtkWidget *column, GtkWidget *label)
{
  gtk_box_append (GTK_BOX (column), label);
  return label;
}

static void
set_text (GtkWidget *label, const char *text)
{
  gtk_label_set_label (GTK_LABEL (label), text != NULL ? text : "");
  gtk_widget_set_visible (label, text != NULL && *text != '\0');
}

static void
parvis_sheet_dispose (GObject *object)
{
  g_clear_pointer (&PARVIS_SHEET (object)->column, gtk_widget_unparent);
  G_OBJECT_CLASS (parvis_sheet_parent_class)->dispose (object);
}

static void
parvis_sheet_class_init (ParvisSheetClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = parvis_sheet_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "sheet");
}

static void
parvis_sheet_init (ParvisSheet *self)
{
  self->column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->head = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (self->column), self->head);
  self->above = append (self->head, parvis_text_new (NULL, "crumb"));
  self->title = append (self->head, parvis_text_new_heading (NULL, "title-1"));
  self->lead = append (self->head, parvis_text_new (NULL, "lead"));
  gtk_widget_set_focusable (self->title, TRUE);
  self->body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->body, "sheet-body");
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_overlay_scrolling (GTK_SCROLLED_WINDOW (self->scroller), FALSE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->body);
  gtk_widget_set_vexpand (self->scroller, TRUE);
  gtk_widget_set_hexpand (self->scroller, TRUE);
  self->actions = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->actions, "sheet-actions");
  gtk_widget_set_visible (self->actions, FALSE);
  gtk_box_append (GTK_BOX (self->column), self->scroller);
  gtk_box_append (GTK_BOX (self->column), self->actions);
  gtk_widget_set_parent (self->column, GTK_WIDGET (self));
}

ParvisSheet *
parvis_sheet_new (const char *above, const char *title, const char *lead)
{
  ParvisSheet *self = g_object_new (PARVIS_TYPE_SHEET, NULL);

  set_text (self->above, above);
  set_text (self->title, title);
  set_text (self->lead, lead);
  return self;
}

void
parvis_sheet_set_lead (ParvisSheet *self, const char *lead)
{
  set_text (self->lead, lead);
}

void
parvis_sheet_insert_above_title (ParvisSheet *self, GtkWidget *child)
{
  gtk_box_insert_child_after (GTK_BOX (self->head), child, self->above);
}

void
parvis_sheet_append (ParvisSheet *self, GtkWidget *child)
{
  gtk_box_append (GTK_BOX (self->body), child);
}

void
parvis_sheet_clear (ParvisSheet *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->body)) != NULL)
    gtk_box_remove (GTK_BOX (self->body), child);
}

void
parvis_sheet_add_action (ParvisSheet *self, GtkWidget *button)
{
  gtk_box_append (GTK_BOX (self->actions), button);
  gtk_widget_set_visible (self->actions, TRUE);
}

void
parvis_sheet_set_side_by_side (ParvisSheet *self, gboolean side_by_side)
{
  g_autoptr (GtkWidget) actions = g_object_ref (self->actions);

  if (side_by_side == self->side_by_side)
    return;
  self->side_by_side = side_by_side;
  gtk_box_remove (GTK_BOX (gtk_widget_get_parent (actions)), actions);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->column),
                                  side_by_side ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL);
  gtk_box_append (GTK_BOX (side_by_side ? self->head : self->column), actions);
  gtk_widget_set_vexpand (actions, side_by_side);
  gtk_widget_set_valign (actions, side_by_side ? GTK_ALIGN_END : GTK_ALIGN_FILL);
  if (side_by_side)
    gtk_widget_add_css_class (GTK_WIDGET (self), "side-by-side");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "side-by-side");
}

void
parvis_sheet_focus_title (ParvisSheet *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  /* A label refuses gtk_widget_grab_focus() unless its text can be selected. */
  if (root != NULL)
    gtk_root_set_focus (root, self->title);
}

GtkWidget *
parvis_sheet_body (ParvisSheet *self)
{
  return self->body;
}
