/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/fields/signature-pad.h"

#include "base/secret.h"

#define PNG_WIDTH  900
#define PNG_HEIGHT 300
/* A signature has some hundreds of points; a child who scribbles is stopped here. */
#define MOST_POINTS 20000

typedef struct
{
  float x, y; /* parts of the pad's width and height: the same drawing at every size */
  gboolean starts;
} Point;

struct _ParvisSignaturePad
{
  GtkWidget parent_instance;

  GArray *points;
  GBytes *kept; /* (nullable) a picture made before, shown until something is drawn */
  double start_x, start_y;
};

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ParvisSignaturePad, parvis_signature_pad, GTK_TYPE_WIDGET)

static void
wipe (ParvisSignaturePad *self)
{
  parvis_wipe (self->points->data, self->points->len * sizeof (Point));
  g_array_set_size (self->points, 0);
}

static void
forget_kept (ParvisSignaturePad *self)
{
  g_clear_pointer (&self->kept, g_bytes_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
add_point (ParvisSignaturePad *self, double x, double y, gboolean starts)
{
  int width = MAX (1, gtk_widget_get_width (GTK_WIDGET (self)));
  int height = MAX (1, gtk_widget_get_height (GTK_WIDGET (self)));
  const Point point = { (float) CLAMP (x / width, 0, 1), (float) CLAMP (y / height, 0, 1), starts };

  if (self->points->len < MOST_POINTS)
    g_array_append_val (self->points, point);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_drag_begin (ParvisSignaturePad *self, double x, double y, GtkGesture *gesture)
{
  /* The page must not scroll under a signature. */
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  forget_kept (self);
  self->start_x = x;
  self->start_y = y;
  add_point (self, x, y, TRUE);
}

static void
on_drag_update (ParvisSignaturePad *self, double dx, double dy)
{
  add_point (self, self->start_x + dx, self->start_y + dy, FALSE);
}

static void
on_drag_end (ParvisSignaturePad *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/* A lone point is a dot. */
static void
draw (ParvisSignaturePad *self, cairo_t *cr, double width, double height)
{
  cairo_set_line_width (cr, height / 60);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  for (guint i = 0; i < self->points->len; i++)
    {
      const Point *point = &g_array_index (self->points, Point, i);

      if (point->starts)
        {
          cairo_stroke (cr);
          cairo_move_to (cr, point->x * width, point->y * height);
        }
      cairo_line_to (cr, point->x * width, point->y * height);
    }
  cairo_stroke (cr);
}

/* Black on white as it was made: on the card of either contrast it reads the same. */
static void
show_kept (ParvisSignaturePad *self, GtkSnapshot *snapshot, float width, float height)
{
  g_autoptr (GdkTexture) texture = gdk_texture_new_from_bytes (self->kept, NULL);

  if (texture != NULL)
    gtk_snapshot_append_texture (snapshot, texture, &GRAPHENE_RECT_INIT (0, 0, width, height));
}

static void
parvis_signature_pad_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  float width = (float) gtk_widget_get_width (widget), height = (float) gtk_widget_get_height (widget);
  cairo_t *cr;
  GdkRGBA ink;

  if (PARVIS_SIGNATURE_PAD (widget)->kept != NULL && width > 0 && height > 0)
    show_kept (PARVIS_SIGNATURE_PAD (widget), snapshot, width, height);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &ink);
  gdk_cairo_set_source_rgba (cr, &ink);
  draw (PARVIS_SIGNATURE_PAD (widget), cr, width, height);
  cairo_destroy (cr);
}

static void
parvis_signature_pad_finalize (GObject *object)
{
  ParvisSignaturePad *self = PARVIS_SIGNATURE_PAD (object);

  wipe (self);
  g_clear_pointer (&self->kept, g_bytes_unref);
  g_array_unref (self->points);
  G_OBJECT_CLASS (parvis_signature_pad_parent_class)->finalize (object);
}

static void
parvis_signature_pad_class_init (ParvisSignaturePadClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = parvis_signature_pad_finalize;
  widget_class->snapshot = parvis_signature_pad_snapshot;
  signals[CHANGED]
      = g_signal_new ("changed", PARVIS_TYPE_SIGNATURE_PAD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (widget_class, "signaturepad");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
parvis_signature_pad_init (ParvisSignaturePad *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  self->points = g_array_new (FALSE, FALSE, sizeof (Point));
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (drag), GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (on_drag_end), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
parvis_signature_pad_new (void)
{
  return g_object_new (PARVIS_TYPE_SIGNATURE_PAD, NULL);
}

gboolean
parvis_signature_pad_is_blank (ParvisSignaturePad *self)
{
  return self->points->len == 0 && self->kept == NULL;
}

void
parvis_signature_pad_clear (ParvisSignaturePad *self)
{
  wipe (self);
  forget_kept (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
parvis_signature_pad_show (ParvisSignaturePad *self, GBytes *png)
{
  wipe (self);
  forget_kept (self);
  self->kept = png != NULL ? g_bytes_ref (png) : NULL;
}

/* --- PNG --- */

static cairo_status_t
append_png (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static cairo_t *
new_sheet (void)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, PNG_WIDTH, PNG_HEIGHT);
  cairo_t *cr = cairo_create (surface);

  cairo_surface_destroy (surface);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_set_source_rgb (cr, 0, 0, 0);
  return cr;
}

static GBytes *
finish_sheet (cairo_t *cr)
{
  GByteArray *png = g_byte_array_new ();

  cairo_surface_write_to_png_stream (cairo_get_target (cr), append_png, png);
  cairo_destroy (cr);
  return g_byte_array_free_to_bytes (png);
}

GBytes *
parvis_signature_pad_to_png (ParvisSignaturePad *self)
{
  if (self->kept != NULL)
    return g_bytes_ref (self->kept);
  if (parvis_signature_pad_is_blank (self))
    return NULL;
  cairo_t *cr = new_sheet ();
  draw (self, cr, PNG_WIDTH, PNG_HEIGHT);
  return finish_sheet (cr);
}

GBytes *
parvis_signature_name_to_png (PangoContext *context, const char *name)
{
  g_autoptr (PangoLayout) layout = pango_layout_new (context);
  PangoFontDescription *font = pango_font_description_from_string ("Inter Italic");
  cairo_t *cr = new_sheet ();

  pango_font_description_set_absolute_size (font, 64 * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_text (layout, name, -1);
  pango_layout_set_width (layout, (PNG_WIDTH - 80) * PANGO_SCALE);
  cairo_move_to (cr, 40, 90);
  pango_cairo_show_layout (cr, layout);
  return finish_sheet (cr);
}
