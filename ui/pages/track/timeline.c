/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/pages/track/timeline.h"

#include <glib/gi18n-lib.h>

#include "ui/speech/spoken.h"
#include "ui/text/text.h"

struct _ParvisTimeline
{
  GtkWidget parent_instance;
  GArray *places; /* of ParvisStepPlace: one a child */
};

G_DEFINE_FINAL_TYPE (ParvisTimeline, parvis_timeline, GTK_TYPE_WIDGET)

/* In parts of a step's own left margin, which the style sheet sets. */
#define RING   0.30f /* radius */
#define STROKE 0.07f
#define DOT    0.12f

static GdkRGBA
colour_of (GtkWidget *step)
{
  GdkRGBA colour;

  gtk_style_context_get_color (gtk_widget_get_style_context (step), &colour);
  return colour;
}

static void
draw_tick (cairo_t *cr, double x, double y, double radius)
{
  cairo_move_to (cr, x - radius * 0.45, y);
  cairo_line_to (cr, x - radius * 0.1, y + radius * 0.38);
  cairo_line_to (cr, x + radius * 0.5, y - radius * 0.4);
  cairo_stroke (cr);
}

static void
draw_ring (cairo_t *cr, ParvisStepPlace place, double x, double y, double margin, const GdkRGBA *colour)
{
  gdk_cairo_set_source_rgba (cr, colour);
  cairo_set_line_width (cr, margin * (double) STROKE);
  cairo_arc (cr, x, y, margin * (double) RING, 0, 2 * G_PI);
  if (place == PARVIS_STEP_TO_COME)
    cairo_stroke (cr);
  else if (place == PARVIS_STEP_NOW)
    {
      cairo_stroke (cr);
      cairo_arc (cr, x, y, margin * (double) DOT * 1.3, 0, 2 * G_PI);
      cairo_fill (cr);
    }
  else
    {
      cairo_fill (cr);
      cairo_set_operator (cr, CAIRO_OPERATOR_CLEAR);
      draw_tick (cr, x, y, margin * (double) RING);
      cairo_set_operator (cr, CAIRO_OPERATOR_OVER);
    }
}

/* From the ring of one step to the next one's. */
static void
draw_line (cairo_t *cr, double x, double from, double to, double margin, gboolean dotted, const GdkRGBA *colour)
{
  const double dots[] = { 0.001, margin * 0.2 };

  gdk_cairo_set_source_rgba (cr, colour);
  cairo_set_line_width (cr, margin * (double) STROKE);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_dash (cr, dots, dotted ? 2 : 0, 0);
  cairo_move_to (cr, x, from);
  cairo_line_to (cr, x, to);
  cairo_stroke (cr);
  cairo_set_dash (cr, dots, 0, 0);
}

typedef struct
{
  double x, y, margin, end;
} Spot;

/* Beside the first line of the step's words, in the margin where a line begins. */
static Spot
find_spot (ParvisTimeline *self, GtkWidget *step)
{
  GtkWidget *title = gtk_widget_get_first_child (step);
  graphene_rect_t area, words;
  gboolean rtl = gtk_widget_get_direction (step) == GTK_TEXT_DIR_RTL;
  Spot spot;

  if (!gtk_widget_compute_bounds (step, GTK_WIDGET (self), &area)
      || !gtk_widget_compute_bounds (title, GTK_WIDGET (self), &words))
    return (Spot){ 0 };
  spot.margin = rtl ? (double) (area.origin.x + area.size.width - words.origin.x - words.size.width)
                    : (double) (words.origin.x - area.origin.x);
  spot.x
      = rtl ? (double) (area.origin.x + area.size.width) - spot.margin / 2 : (double) area.origin.x + spot.margin / 2;
  spot.y = (double) words.origin.y + MIN ((double) words.size.height / 2, spot.margin * (double) RING * 1.1);
  spot.end = (double) (area.origin.y + area.size.height);
  return spot;
}

static void
parvis_timeline_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ParvisTimeline *self = PARVIS_TIMELINE (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  guint i = 0;

  for (GtkWidget *step = gtk_widget_get_first_child (widget); step != NULL;
       step = gtk_widget_get_next_sibling (step), i++)
    {
      ParvisStepPlace place = g_array_index (self->places, ParvisStepPlace, i);
      GtkWidget *next = gtk_widget_get_next_sibling (step);
      Spot spot = find_spot (self, step);
      GdkRGBA colour = colour_of (step);
      double ring = spot.margin * (double) (RING + STROKE);

      if (next != NULL)
        draw_line (cr, spot.x, spot.y + ring * 1.3, find_spot (self, next).y - ring * 1.3, spot.margin,
                   place != PARVIS_STEP_DONE, &colour);
      draw_ring (cr, place, spot.x, spot.y, spot.margin, &colour);
    }
  cairo_destroy (cr);
  GTK_WIDGET_CLASS (parvis_timeline_parent_class)->snapshot (widget, snapshot);
}

static void
parvis_timeline_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (parvis_timeline_parent_class)->dispose (object);
}

static void
parvis_timeline_finalize (GObject *object)
{
  g_array_unref (PARVIS_TIMELINE (object)->places);
  G_OBJECT_CLASS (parvis_timeline_parent_class)->finalize (object);
}

static void
parvis_timeline_class_init (ParvisTimelineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parvis_timeline_dispose;
  G_OBJECT_CLASS (klass)->finalize = parvis_timeline_finalize;
  widget_class->snapshot = parvis_timeline_snapshot;
  gtk_widget_class_set_css_name (widget_class, "timeline");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
}

static void
parvis_timeline_init (ParvisTimeline *self)
{
  self->places = g_array_new (FALSE, FALSE, sizeof (ParvisStepPlace));
  gtk_orientable_set_orientation (GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))),
                                  GTK_ORIENTATION_VERTICAL);
}

GtkWidget *
parvis_timeline_new (void)
{
  return g_object_new (PARVIS_TYPE_TIMELINE, NULL);
}

/* The ring's meaning, for who cannot see it. */
static char *
say_place (ParvisStepPlace place, const char *title)
{
  switch (place)
    {
    case PARVIS_STEP_DONE:
      /* Translators: %s is a step of a request, such as "Reçue". */
      return g_strdup_printf (_ ("Étape faite : %s"), title);
    case PARVIS_STEP_NOW:
      return g_strdup_printf (_ ("Où en est votre demande : %s"), title);
    default:
      return g_strdup_printf (_ ("Étape à venir : %s"), title);
    }
}

void
parvis_timeline_append (ParvisTimeline *self, ParvisStepPlace place, const char *title, const char *when,
                        const char *message)
{
  static const char *const styles[] = { "done", "now", "to-come" };
  GtkWidget *step = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_LIST_ITEM, NULL);
  GtkWidget *label = parvis_text_new (title, "step-title");
  g_autofree char *spoken = say_place (place, title);

  gtk_widget_add_css_class (step, "step");
  gtk_widget_add_css_class (step, styles[place]);
  parvis_spoken_set (label, spoken, NULL, NULL);
  gtk_box_append (GTK_BOX (step), label);
  if (when != NULL)
    gtk_box_append (GTK_BOX (step), parvis_text_new (when, "step-when"));
  if (message != NULL)
    gtk_box_append (GTK_BOX (step), parvis_text_new (message, "step-message"));
  g_array_append_val (self->places, place);
  gtk_widget_set_parent (step, GTK_WIDGET (self));
}
