/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/pages/demarche/progress.h"

#include "ui/bar/bar.h"

#define MOST_BARS 40

struct _ParvisProgress
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (ParvisProgress, parvis_progress, GTK_TYPE_WIDGET)

static void
clear (GtkWidget *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self)) != NULL)
    gtk_widget_unparent (child);
}

static void
parvis_progress_dispose (GObject *object)
{
  clear (GTK_WIDGET (object));
  G_OBJECT_CLASS (parvis_progress_parent_class)->dispose (object);
}

static void
parvis_progress_class_init (ParvisProgressClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = parvis_progress_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "progress-steps");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
parvis_progress_init (ParvisProgress *self)
{
}

GtkWidget *
parvis_progress_new (void)
{
  return g_object_new (PARVIS_TYPE_PROGRESS, NULL);
}

void
parvis_progress_set (ParvisProgress *self, guint done, guint steps, double part)
{
  clear (GTK_WIDGET (self));
  for (guint i = 0; i < MIN (steps, MOST_BARS); i++)
    {
      GtkWidget *bar = parvis_bar_new (GTK_ACCESSIBLE_ROLE_PRESENTATION);

      parvis_bar_set (PARVIS_BAR (bar), i < done ? 1.0 : i == done ? part : 0.0);
      gtk_widget_set_parent (bar, GTK_WIDGET (self));
    }
}
