/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/drawing/drawing.h"

#include "ui/icons/svg.h"
#include "ui/speech/spoken.h"

struct _ParvisDrawing
{
  GtkWidget parent_instance;
  char *path;
  GdkTexture *texture; /* drawn last, for @colour in @width x @height device pixels */
  GdkRGBA colour;
  int width, height;
};

G_DEFINE_FINAL_TYPE (ParvisDrawing, parvis_drawing, GTK_TYPE_WIDGET)

static void
draw_again (ParvisDrawing *self, const GdkRGBA *colour, int width, int height)
{
  if (self->texture != NULL && self->width == width && self->height == height && gdk_rgba_equal (colour, &self->colour))
    return;
  g_clear_object (&self->texture);
  self->texture = parvis_svg_texture (self->path, colour, width, height);
  self->colour = *colour;
  self->width = width;
  self->height = height;
}

static void
parvis_drawing_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ParvisDrawing *self = PARVIS_DRAWING (widget);
  int scale = gtk_widget_get_scale_factor (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  float drawn_width, drawn_height;
  GdkRGBA colour;

  if (width <= 0 || height <= 0)
    return;
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  draw_again (self, &colour, width * scale, height * scale);
  if (self->texture == NULL)
    return;
  drawn_width = (float) gdk_texture_get_width (self->texture) / (float) scale;
  drawn_height = (float) gdk_texture_get_height (self->texture) / (float) scale;
  gtk_snapshot_append_texture (snapshot, self->texture,
                               &GRAPHENE_RECT_INIT (((float) width - drawn_width) / 2,
                                                    ((float) height - drawn_height) / 2, drawn_width, drawn_height));
}

static void
parvis_drawing_finalize (GObject *object)
{
  g_free (PARVIS_DRAWING (object)->path);
  g_clear_object (&PARVIS_DRAWING (object)->texture);
  G_OBJECT_CLASS (parvis_drawing_parent_class)->finalize (object);
}

static void
parvis_drawing_class_init (ParvisDrawingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = parvis_drawing_finalize;
  GTK_WIDGET_CLASS (klass)->snapshot = parvis_drawing_snapshot;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "drawing");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_IMG);
}

static void
parvis_drawing_init (ParvisDrawing *self)
{
}

GtkWidget *
parvis_drawing_new (const char *name, const char *label)
{
  ParvisDrawing *self = g_object_new (PARVIS_TYPE_DRAWING, NULL);

  self->path = g_strconcat ("/fr/parvis/kiosk/drawings/", name, ".svg", NULL);
  if (label != NULL)
    parvis_spoken_set (GTK_WIDGET (self), label, NULL, NULL);
  else
    parvis_spoken_set_silent (GTK_WIDGET (self), TRUE);
  return GTK_WIDGET (self);
}
