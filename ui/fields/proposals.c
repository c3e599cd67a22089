/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/fields/proposals.h"

#include "ui/keyboard/follow.h"
#include "ui/speech/spoken.h"
#include "ui/text/text.h"

#define FEWEST 1 /* however little room there is */

struct _ParvisProposals
{
  GtkWidget parent_instance;

  GtkWidget *none; /* (nullable) always the last */
  guint count;
};

enum
{
  CHOSEN,
  NONE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ParvisProposals, parvis_proposals, GTK_TYPE_WIDGET)

static void
on_clicked (ParvisProposals *self, GtkWidget *row)
{
  g_signal_emit (self, signals[CHOSEN], 0, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "index")));
}

static void
on_none_clicked (ParvisProposals *self)
{
  g_signal_emit (self, signals[NONE], 0);
}

static void
parvis_proposals_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (parvis_proposals_parent_class)->dispose (object);
}

static void
parvis_proposals_class_init (ParvisProposalsClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = parvis_proposals_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", PARVIS_TYPE_PROPOSALS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                  1, G_TYPE_UINT);
  signals[NONE] = g_signal_new ("none", PARVIS_TYPE_PROPOSALS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "proposals");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
parvis_proposals_init (ParvisProposals *self)
{
  GtkLayoutManager *box = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (box), GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static GtkWidget *
new_row (const char *title, const char *detail)
{
  GtkWidget *row = gtk_button_new ();
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *name = detail != NULL ? g_strdup_printf ("%s, %s", title, detail) : g_strdup (title);

  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (words), parvis_text_new (title, "proposal-title"));
  if (detail != NULL)
    gtk_box_append (GTK_BOX (words), parvis_text_new (detail, "proposal-detail"));
  gtk_button_set_child (GTK_BUTTON (row), words);
  gtk_widget_add_css_class (row, "proposal");
  parvis_spoken_set (row, name, NULL, NULL);
  return row;
}

GtkWidget *
parvis_proposals_new (const char *name, const char *none)
{
  ParvisProposals *self = g_object_new (PARVIS_TYPE_PROPOSALS, NULL);

  parvis_spoken_set (GTK_WIDGET (self), name, NULL, NULL);
  if (none == NULL)
    return GTK_WIDGET (self);
  self->none = new_row (none, NULL);
  gtk_widget_add_css_class (self->none, "none");
  g_signal_connect_swapped (self->none, "clicked", G_CALLBACK (on_none_clicked), self);
  gtk_widget_set_parent (self->none, GTK_WIDGET (self));
  return GTK_WIDGET (self);
}

void
parvis_proposals_clear (ParvisProposals *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL && child != self->none)
    gtk_widget_unparent (child);
  self->count = 0;
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
parvis_proposals_add (ParvisProposals *self, const char *title, const char *detail)
{
  GtkWidget *row;

  if (self->count >= PARVIS_PROPOSALS_MOST)
    return;
  row = new_row (title, detail);
  g_object_set_data (G_OBJECT (row), "index", GUINT_TO_POINTER (self->count++));
  g_signal_connect_swapped (row, "clicked", G_CALLBACK (on_clicked), self);
  gtk_widget_insert_before (row, GTK_WIDGET (self), self->none);
}

static int
height_of (GtkWidget *widget, int width)
{
  int natural;

  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
  return natural;
}

/* The last one that is shown, but for the one that says none. */
static GtkWidget *
last_shown (ParvisProposals *self)
{
  GtkWidget *row
      = self->none != NULL ? gtk_widget_get_prev_sibling (self->none) : gtk_widget_get_last_child (GTK_WIDGET (self));

  while (row != NULL && !gtk_widget_get_visible (row))
    row = gtk_widget_get_prev_sibling (row);
  return row;
}

static void
fit (ParvisProposals *self, GtkWidget *field)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_SCROLLED_WINDOW);
  int width = gtk_widget_get_width (field);
  double room;

  if (scroller == NULL || width <= 0)
    return;
  room = gtk_adjustment_get_page_size (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller)));
  for (guint shown = self->count;
       shown > FEWEST && height_of (field, width) + height_of (GTK_WIDGET (self), width) > room; shown--)
    gtk_widget_set_visible (last_shown (self), FALSE);
}

void
parvis_proposals_show (ParvisProposals *self, GtkWidget *field)
{
  gtk_widget_set_visible (GTK_WIDGET (self), self->count > 0);
  if (self->count == 0)
    return;
  fit (self, field);
  parvis_follow_again (GTK_WIDGET (self));
}
