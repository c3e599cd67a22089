/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/icons/icon.h"

#include <string.h>

#include "ui/icons/svg.h"

#define FOLDER  "/fr/parvis/kiosk/icons/"
#define UNKNOWN "doc"

struct _ParvisIcon
{
  GtkWidget parent_instance;
  char *name;
  GdkTexture *texture; /* drawn last, for @drawn_colour and @drawn_size device pixels */
  GdkRGBA drawn_colour;
  int drawn_size;
};

G_DEFINE_FINAL_TYPE (ParvisIcon, parvis_icon, GTK_TYPE_WIDGET)

static GBytes *
load_source (const char *name)
{
  g_autofree char *path = g_strconcat (FOLDER, name, ".svg", NULL);

  return g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
}

static GdkTexture *
draw (const char *name, const GdkRGBA *colour, int size)
{
  g_autofree char *path = g_strconcat (FOLDER, name, ".svg", NULL);

  return parvis_svg_texture (path, colour, size, size);
}

/* What points along the line of writing. */
static gboolean
is_mirrored (ParvisIcon *self)
{
  static const char *const pointing[] = { "next", "back", "go", "end", NULL };

  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL && g_strv_contains (pointing, self->name);
}

static void
append_mirrored (GtkSnapshot *snapshot, GdkTexture *texture, float x, float y, float side)
{
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x + side, y));
  gtk_snapshot_scale (snapshot, -1, 1);
  gtk_snapshot_append_texture (snapshot, texture, &GRAPHENE_RECT_INIT (0, 0, side, side));
  gtk_snapshot_restore (snapshot);
}

static void
parvis_icon_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ParvisIcon *self = PARVIS_ICON (widget);
  int side = MIN (gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  int size = side * gtk_widget_get_scale_factor (widget);
  float x = (float) (gtk_widget_get_width (widget) - side) / 2, y = (float) (gtk_widget_get_height (widget) - side) / 2;
  GdkRGBA colour;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  if (size <= 0)
    return;
  if (self->texture == NULL || !gdk_rgba_equal (&self->drawn_colour, &colour) || self->drawn_size != size)
    {
      g_clear_object (&self->texture);
      self->texture = draw (self->name, &colour, size);
      self->drawn_colour = colour;
      self->drawn_size = size;
    }
  if (self->texture != NULL && is_mirrored (self))
    append_mirrored (snapshot, self->texture, x, y, (float) side);
  else if (self->texture != NULL)
    gtk_snapshot_append_texture (snapshot, self->texture, &GRAPHENE_RECT_INIT (x, y, (float) side, (float) side));
}

static void
parvis_icon_finalize (GObject *object)
{
  ParvisIcon *self = PARVIS_ICON (object);

  g_clear_object (&self->texture);
  g_free (self->name);
  G_OBJECT_CLASS (parvis_icon_parent_class)->finalize (object);
}

static void
parvis_icon_class_init (ParvisIconClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = parvis_icon_finalize;
  GTK_WIDGET_CLASS (klass)->snapshot = parvis_icon_snapshot;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "icon");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
parvis_icon_init (ParvisIcon *self)
{
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self), "line-icon");
}

GtkWidget *
parvis_icon_new (const char *name)
{
  ParvisIcon *self = g_object_new (PARVIS_TYPE_ICON, NULL);

  parvis_icon_set_name (self, name);
  return GTK_WIDGET (self);
}

void
parvis_icon_set_name (ParvisIcon *self, const char *name)
{
  const char *known = parvis_icon_exists (name) ? name : UNKNOWN;

  if (g_strcmp0 (known, self->name) == 0)
    return;
  g_free (self->name);
  self->name = g_strdup (known);
  g_clear_object (&self->texture);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gboolean
parvis_icon_exists (const char *name)
{
  g_autoptr (GBytes) source = name != NULL && strchr (name, '/') == NULL ? load_source (name) : NULL;

  return source != NULL;
}
