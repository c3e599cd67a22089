/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/fields/scan-panel.h"

#include <glib/gi18n-lib.h>

#include "ui/key/key.h"

#define LARGEST 1600 /* pixels: as large as the screen shows it */

struct _ParvisScanPanel
{
  GtkWidget parent_instance;
};

enum
{
  KEPT,
  AGAIN,
  CLOSED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ParvisScanPanel, parvis_scan_panel, GTK_TYPE_WIDGET)

static void
on_keep (ParvisScanPanel *self)
{
  g_signal_emit (self, signals[KEPT], 0);
}

static void
on_again (ParvisScanPanel *self)
{
  g_signal_emit (self, signals[AGAIN], 0);
}

static void
on_close (ParvisScanPanel *self)
{
  g_signal_emit (self, signals[CLOSED], 0);
}

static void
parvis_scan_panel_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (parvis_scan_panel_parent_class)->dispose (object);
}

static guint
new_signal (const char *name)
{
  return g_signal_new (name, PARVIS_TYPE_SCAN_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
parvis_scan_panel_class_init (ParvisScanPanelClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = parvis_scan_panel_dispose;
  signals[KEPT] = new_signal ("kept");
  signals[AGAIN] = new_signal ("again");
  signals[CLOSED] = new_signal ("closed");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "scanpanel");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
parvis_scan_panel_init (ParvisScanPanel *self)
{
  GtkLayoutManager *box = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (box), GTK_ORIENTATION_VERTICAL);
}

GdkTexture *
parvis_scan_texture (const ParvisValue *page, int most)
{
  GBytes *bytes = parvis_value_bytes (page);
  g_autoptr (GInputStream) stream = bytes != NULL ? g_memory_input_stream_new_from_bytes (bytes) : NULL;
  g_autoptr (GdkPixbuf) pixbuf
      = stream != NULL ? gdk_pixbuf_new_from_stream_at_scale (stream, most, most, TRUE, NULL, NULL) : NULL;
  g_autoptr (GdkPixbuf) upright = pixbuf != NULL ? gdk_pixbuf_apply_embedded_orientation (pixbuf) : NULL;

  return upright != NULL ? gdk_texture_new_for_pixbuf (upright) : NULL;
}

static GtkWidget *
new_picture (const ParvisValue *page)
{
  g_autoptr (GdkTexture) texture = parvis_scan_texture (page, LARGEST);
  GtkWidget *picture = gtk_picture_new_for_paintable (GDK_PAINTABLE (texture));

  gtk_widget_set_vexpand (picture, TRUE);
  gtk_widget_add_css_class (picture, "scan");
  gtk_picture_set_alternative_text (GTK_PICTURE (picture), _ ("La page numérisée"));
  return picture;
}

static void
add_button (ParvisScanPanel *self, GtkWidget *box, GtkWidget *button, const char *style, GCallback clicked)
{
  gtk_widget_add_css_class (button, style);
  gtk_widget_set_hexpand (button, TRUE);
  g_signal_connect_swapped (button, "clicked", clicked, self);
  gtk_box_append (GTK_BOX (box), button);
}

static GtkWidget *
new_buttons (ParvisScanPanel *self, gboolean to_keep)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (box, "actions");
  if (!to_keep)
    {
      add_button (self, box, parvis_key_new ("back", _ ("Revenir"), GTK_ORIENTATION_HORIZONTAL), "primary",
                  G_CALLBACK (on_close));
      return box;
    }
  add_button (self, box, parvis_key_new ("scan", _ ("Reprendre"), GTK_ORIENTATION_HORIZONTAL), "secondary",
              G_CALLBACK (on_again));
  add_button (self, box, parvis_key_new ("tick", _ ("Garder cette page"), GTK_ORIENTATION_HORIZONTAL), "primary",
              G_CALLBACK (on_keep));
  return box;
}

GtkWidget *
parvis_scan_panel_new (const ParvisValue *page, const char *title, gboolean to_keep)
{
  ParvisScanPanel *self = g_object_new (PARVIS_TYPE_SCAN_PANEL, NULL);
  GtkWidget *heading = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING, "label", title,
                                     "wrap", TRUE, "xalign", 0.0, NULL);
  GtkWidget *question = gtk_label_new (to_keep ? _ ("Tout se lit bien, sans bord coupé ?") : NULL);

  gtk_widget_add_css_class (heading, "title-2");
  gtk_widget_add_css_class (question, "lead");
  gtk_label_set_xalign (GTK_LABEL (question), 0);
  gtk_widget_set_visible (question, to_keep);
  gtk_widget_set_parent (heading, GTK_WIDGET (self));
  gtk_widget_set_parent (question, GTK_WIDGET (self));
  gtk_widget_set_parent (new_picture (page), GTK_WIDGET (self));
  gtk_widget_set_parent (new_buttons (self, to_keep), GTK_WIDGET (self));
  return GTK_WIDGET (self);
}
