/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/map/map.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/content/catalog.h"
#include "app/content/near.h"
#include "ui/icons/icon.h"
#include "ui/key/key.h"
#include "ui/map/map-frame.h"
#include "ui/map/map-source.h"
#include "ui/speech/spoken.h"
#include "ui/style/style.h"
#include "ui/text/text.h"

#define STEP       240 /* design pixels that an arrow goes */
#define SMALL_STEP 48  /* to point at something */

typedef struct
{
  GtkWidget *widget, *name;
  double latitude, longitude;
} Pin;

struct _ParvisMap
{
  GtkWidget parent_instance;

  ParvisMapInfo *info;
  GPtrArray *places; /* of ParvisPlace: what the middle is told from */
  GtkWidget *column, *overlay, *frame, *middle, *nearer, *farther, *mark;
  ShumateMap *map;
  ShumateViewport *viewport; /* the map's */
  GArray *pins;
  guint settling;    /* idle source */
  int width, height; /* that it last settled for */
};

enum
{
  MOVED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ParvisMap, parvis_map, GTK_TYPE_WIDGET)

/* ---- where it looks ---- */

void
parvis_map_middle (ParvisMap *self, double *latitude, double *longitude)
{
  *latitude = shumate_location_get_latitude (SHUMATE_LOCATION (self->viewport));
  *longitude = shumate_location_get_longitude (SHUMATE_LOCATION (self->viewport));
}

void
parvis_map_look_at (ParvisMap *self, double latitude, double longitude)
{
  double old_latitude, old_longitude;

  latitude = CLAMP (latitude, self->info->south, self->info->north);
  longitude = CLAMP (longitude, self->info->west, self->info->east);
  parvis_map_middle (self, &old_latitude, &old_longitude);
  if (latitude != old_latitude || longitude != old_longitude)
    shumate_location_set_location (SHUMATE_LOCATION (self->viewport), latitude, longitude);
}

guint
parvis_map_zoom (ParvisMap *self)
{
  return (guint) lround (shumate_viewport_get_zoom_level (self->viewport));
}

void
parvis_map_set_zoom (ParvisMap *self, guint zoom)
{
  shumate_viewport_set_zoom_level (self->viewport, CLAMP (zoom, self->info->zoom_min, self->info->zoom_max));
}

char *
parvis_map_describe (ParvisMap *self)
{
  double latitude, longitude;

  parvis_map_middle (self, &latitude, &longitude);
  return parvis_near_describe (self->places, latitude, longitude);
}

/* ---- pins ---- */

static gboolean
place_at (ParvisMap *self, GtkWidget *child, double latitude, double longitude, GdkRectangle *place)
{
  GtkRequisition size;
  double x, y;

  shumate_viewport_location_to_widget_coords (self->viewport, GTK_WIDGET (self->map), latitude, longitude, &x, &y);
  gtk_widget_get_preferred_size (child, NULL, &size);
  *place = (GdkRectangle){ (int) lround (x) - size.width / 2, (int) lround (y) - size.height, size.width, size.height };
  return TRUE;
}

/* The tip of the pin is its place. */
static gboolean
on_child_position (ParvisMap *self, GtkWidget *child, GdkRectangle *place)
{
  double latitude, longitude;

  parvis_map_middle (self, &latitude, &longitude);
  if (child == self->mark)
    return place_at (self, child, latitude, longitude, place);
  for (guint i = 0; i < self->pins->len; i++)
    if (g_array_index (self->pins, Pin, i).widget == child)
      return place_at (self, child, g_array_index (self->pins, Pin, i).latitude,
                       g_array_index (self->pins, Pin, i).longitude, place);
  return FALSE;
}

/* Of a pin: its name, or its drawing. */
static GdkRectangle
part_of (ParvisMap *self, const Pin *pin, gboolean name)
{
  GdkRectangle place;
  int height;

  place_at (self, pin->widget, pin->latitude, pin->longitude, &place);
  gtk_widget_measure (pin->name, GTK_ORIENTATION_VERTICAL, -1, NULL, &height, NULL, NULL);
  if (name)
    return (GdkRectangle){ place.x, place.y, place.width, height };
  return (GdkRectangle){ place.x + place.width / 2 - (place.height - height) / 2, place.y + height,
                         place.height - height, place.height - height };
}

static gboolean
is_free (const GArray *taken, const GdkRectangle *place)
{
  for (guint i = 0; i < taken->len; i++)
    if (gdk_rectangle_intersect (place, &g_array_index (taken, GdkRectangle, i), NULL))
      return FALSE;
  return TRUE;
}

/* A name is shown where it hides no pin and no earlier name. A hidden one keeps its room: else each layout would ask
 * for another. */
static void
show_names (ParvisMap *self)
{
  g_autoptr (GArray) taken = g_array_new (FALSE, FALSE, sizeof (GdkRectangle));

  for (guint i = 0; i < self->pins->len; i++)
    {
      GdkRectangle icon = part_of (self, &g_array_index (self->pins, Pin, i), FALSE);

      g_array_append_val (taken, icon);
    }
  for (guint i = 0; i < self->pins->len; i++)
    {
      const Pin *pin = &g_array_index (self->pins, Pin, i);
      GdkRectangle name = part_of (self, pin, TRUE);
      gboolean shown = i == 0 || is_free (taken, &name); /* the one that was asked for */

      gtk_widget_set_child_visible (pin->name, shown);
      if (shown)
        g_array_append_val (taken, name);
    }
}

static gboolean
settle (gpointer data)
{
  ParvisMap *self = data;
  g_autofree char *where = parvis_map_describe (self);
  g_autofree char *words = where != NULL ? g_strdup_printf (_ ("Au milieu du plan : %s"), where) : NULL;
  double latitude, longitude;

  self->settling = 0;
  parvis_map_middle (self, &latitude, &longitude);
  parvis_map_look_at (self, latitude, longitude);
  show_names (self);
  if (g_strcmp0 (gtk_label_get_text (GTK_LABEL (self->middle)), words) != 0)
    gtk_label_set_text (GTK_LABEL (self->middle), words != NULL ? words : "");
  parvis_spoken_set (self->frame, NULL, NULL, words != NULL ? words : "");
  gtk_widget_set_sensitive (self->nearer, parvis_map_zoom (self) < self->info->zoom_max);
  gtk_widget_set_sensitive (self->farther, parvis_map_zoom (self) > self->info->zoom_min);
  gtk_widget_queue_allocate (self->overlay);
  g_signal_emit (self, signals[MOVED], 0);
  return G_SOURCE_REMOVE;
}

/* Once for all that changes at one stroke, and never while sizes are given out. */
static void
settle_soon (ParvisMap *self)
{
  if (self->settling == 0)
    self->settling = g_idle_add_full (GTK_PRIORITY_RESIZE + 5, settle, self, NULL);
}

/* The pins go with the picture, in the same frame. */
static void
on_viewport (ParvisMap *self)
{
  gtk_widget_queue_allocate (self->overlay);
  settle_soon (self);
}

void
parvis_map_add_pin (ParvisMap *self, const char *name, double latitude, double longitude)
{
  /* Drawn only: the line below says what is in the middle. */
  GtkWidget *words
      = g_object_new (GTK_TYPE_LABEL, "label", name, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  Pin pin = { gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), words, latitude, longitude };
  GtkWidget *icon = parvis_icon_new ("pin");

  gtk_widget_add_css_class (pin.widget, "map-pin");
  gtk_widget_add_css_class (pin.name, "map-name");
  gtk_widget_set_halign (icon, GTK_ALIGN_CENTER);
  gtk_widget_set_can_target (pin.widget, FALSE);
  parvis_spoken_set_silent (pin.widget, TRUE);
  gtk_box_append (GTK_BOX (pin.widget), pin.name);
  gtk_box_append (GTK_BOX (pin.widget), icon);
  g_array_append_val (self->pins, pin);
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), pin.widget);
  gtk_overlay_set_clip_overlay (GTK_OVERLAY (self->overlay), pin.widget, TRUE);
  settle_soon (self);
}

void
parvis_map_clear_pins (ParvisMap *self)
{
  for (guint i = 0; i < self->pins->len; i++)
    gtk_overlay_remove_overlay (GTK_OVERLAY (self->overlay), g_array_index (self->pins, Pin, i).widget);
  g_array_set_size (self->pins, 0);
}

void
parvis_map_set_mark (ParvisMap *self, gboolean mark)
{
  gtk_widget_set_visible (self->mark, mark);
}

/* ---- moving ---- */

static void
on_moved (ParvisMap *self, int dx, int dy)
{
  int step = parvis_style_px (parvis_style_get (), gtk_widget_get_visible (self->mark) ? SMALL_STEP : STEP);
  double x = gtk_widget_get_width (GTK_WIDGET (self->map)) / 2.0 + dx * step,
         y = gtk_widget_get_height (GTK_WIDGET (self->map)) / 2.0 + dy * step, latitude, longitude;

  shumate_viewport_widget_coords_to_location (self->viewport, GTK_WIDGET (self->map), x, y, &latitude, &longitude);
  shumate_map_stop_go_to (self->map);
  parvis_map_look_at (self, latitude, longitude);
}

static void
on_zoomed (ParvisMap *self, int by)
{
  parvis_map_set_zoom (self, (guint) MAX ((int) parvis_map_zoom (self) + by, 0));
}

static void
on_key_clicked (GtkWidget *key, ParvisMap *self)
{
  int way = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (key), "parvis-way"));

  if (way >= 4)
    on_zoomed (self, way == 4 ? 1 : -1);
  else
    on_moved (self, way == 0 ? -1 : way == 3, way == 1 ? -1 : way == 2);
}

static GtkWidget *
add_key (ParvisMap *self, GtkWidget *row, int way, const char *icon, const char *label, const char *name)
{
  GtkWidget *key = parvis_key_new (icon, label, GTK_ORIENTATION_VERTICAL);

  gtk_widget_add_css_class (key, "map-key");
  gtk_widget_set_hexpand (key, TRUE);
  parvis_spoken_set (key, name, NULL, NULL);
  g_object_set_data (G_OBJECT (key), "parvis-way", GINT_TO_POINTER (way));
  g_signal_connect (key, "clicked", G_CALLBACK (on_key_clicked), self);
  gtk_box_append (GTK_BOX (row), key);
  return key;
}

/* The arrow of a side is not turned where reading goes the other way. */
static void
keep_as_drawn (GtkWidget *widget)
{
  gtk_widget_set_direction (widget, GTK_TEXT_DIR_LTR);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    keep_as_drawn (child);
}

static void
add_side_key (ParvisMap *self, GtkWidget *row, gboolean right)
{
  keep_as_drawn (right ? add_key (self, row, 3, "next", _ ("Droite"), _ ("Aller vers la droite du plan"))
                       : add_key (self, row, 0, "back", _ ("Gauche"), _ ("Aller vers la gauche du plan")));
}

static GtkWidget *
new_keys (ParvisMap *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gboolean rtl = gtk_widget_get_direction (row) == GTK_TEXT_DIR_RTL;

  gtk_widget_add_css_class (row, "map-keys");
  /* Left is left in every language, and the first in reading comes first. */
  add_side_key (self, row, rtl);
  add_key (self, row, 1, "up", _ ("Haut"), _ ("Aller vers le haut du plan"));
  add_key (self, row, 2, "down", _ ("Bas"), _ ("Aller vers le bas du plan"));
  add_side_key (self, row, !rtl);
  self->nearer = add_key (self, row, 4, "plus", _ ("Plus près"), _ ("Voir le plan de plus près"));
  self->farther = add_key (self, row, 5, "minus", _ ("Plus loin"), _ ("Voir le plan de plus loin"));
  return row;
}

/* A finger moves the map, not the page; it is never turned. */
static void
tame_gestures (GtkWidget *map)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (map);

  for (guint i = g_list_model_get_n_items (controllers); i > 0; i--)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i - 1);

      if (GTK_IS_GESTURE_ROTATE (controller) || GTK_IS_GESTURE_SWIPE (controller)
          || GTK_IS_EVENT_CONTROLLER_SCROLL (controller) || GTK_IS_EVENT_CONTROLLER_KEY (controller))
        gtk_widget_remove_controller (map, controller);
    }
}

/* In front of the page's own gestures, behind the map's: the finger that is on the map is the map's. */
static void
on_touched (GtkGesture *gesture)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
keep_fingers (GtkWidget *map)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (map);
  GtkGesture *drag = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_DRAG (controller) && drag == NULL)
        drag = GTK_GESTURE (controller);
      else if (GTK_IS_GESTURE (controller) && drag != NULL)
        gtk_gesture_group (GTK_GESTURE (controller), drag);
    }
  if (drag != NULL)
    g_signal_connect (drag, "drag-begin", G_CALLBACK (on_touched), NULL);
}

/* ---- making ---- */

static void
add_picture (ParvisMap *self, ParvisDesk *desk)
{
  g_autoptr (ShumateDataSource) data = parvis_map_source_new (desk);
  ShumateMapSource *source = SHUMATE_MAP_SOURCE (
      shumate_raster_renderer_new_full ("commune", "commune", NULL, NULL, self->info->zoom_min, self->info->zoom_max,
                                        self->info->tile_size, SHUMATE_MAP_PROJECTION_MERCATOR, data));

  self->map = shumate_map_new ();
  self->viewport = shumate_map_get_viewport (self->map);
  shumate_viewport_set_reference_map_source (self->viewport, source);
  shumate_viewport_set_min_zoom_level (self->viewport, self->info->zoom_min);
  shumate_viewport_set_max_zoom_level (self->viewport, self->info->zoom_max);
  shumate_map_add_layer (self->map, SHUMATE_LAYER (shumate_map_layer_new (source, self->viewport)));
  g_object_unref (source);
  gtk_widget_set_focusable (GTK_WIDGET (self->map), FALSE);
  gtk_widget_set_can_focus (GTK_WIDGET (self->map), FALSE);
  parvis_spoken_set_silent (GTK_WIDGET (self->map), TRUE);
  tame_gestures (GTK_WIDGET (self->map));
  keep_fingers (GTK_WIDGET (self->map));
  gtk_widget_set_overflow (self->overlay, GTK_OVERFLOW_HIDDEN);
  gtk_overlay_set_child (GTK_OVERLAY (self->overlay), GTK_WIDGET (self->map));
  g_signal_connect_object (self->viewport, "notify", G_CALLBACK (on_viewport), self, G_CONNECT_SWAPPED);
}

static void
add_over (ParvisMap *self)
{
  self->mark = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->mark, "map-mark");
  gtk_widget_set_can_target (self->mark, FALSE);
  gtk_widget_set_visible (self->mark, FALSE);
  gtk_box_append (GTK_BOX (self->mark), parvis_icon_new ("pin"));
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), self->mark);
  if (self->info->attribution != NULL)
    {
      GtkWidget *label = parvis_text_new (self->info->attribution, "map-attribution");

      gtk_widget_set_halign (label, GTK_ALIGN_END);
      gtk_widget_set_valign (label, GTK_ALIGN_END);
      gtk_widget_set_can_target (label, FALSE);
      gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), label);
    }
  self->frame = parvis_map_frame_new ();
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), self->frame);
  g_signal_connect_swapped (self->frame, "moved", G_CALLBACK (on_moved), self);
  g_signal_connect_swapped (self->frame, "zoomed", G_CALLBACK (on_zoomed), self);
}

static void
begin_at_town_hall (ParvisMap *self, ParvisCatalog *catalog, const char *language)
{
  g_autoptr (ParvisCommune) commune = parvis_catalog_commune (catalog, language, NULL);
  g_autoptr (ParvisPlace) hall
      = commune != NULL ? parvis_catalog_place (catalog, commune->place, language, NULL) : NULL;

  parvis_map_set_zoom (self,
                       self->info->zoom_max > self->info->zoom_min ? self->info->zoom_max - 1 : self->info->zoom_max);
  if (hall != NULL && hall->has_position)
    parvis_map_look_at (self, hall->latitude, hall->longitude);
  else
    parvis_map_look_at (self, (self->info->south + self->info->north) / 2, (self->info->west + self->info->east) / 2);
}

static void
parvis_map_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  ParvisMap *self = PARVIS_MAP (widget);

  gtk_widget_allocate (self->column, width, height, baseline, NULL);
  if (width != self->width || height != self->height)
    settle_soon (self);
  self->width = width;
  self->height = height;
}

static void
parvis_map_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                    int *minimum_baseline, int *natural_baseline)
{
  gtk_widget_measure (PARVIS_MAP (widget)->column, orientation, for_size, minimum, natural, NULL, NULL);
}

static void
parvis_map_dispose (GObject *object)
{
  ParvisMap *self = PARVIS_MAP (object);

  g_clear_handle_id (&self->settling, g_source_remove);
  g_clear_pointer (&self->column, gtk_widget_unparent);
  G_OBJECT_CLASS (parvis_map_parent_class)->dispose (object);
}

static void
parvis_map_finalize (GObject *object)
{
  ParvisMap *self = PARVIS_MAP (object);

  parvis_map_info_free (self->info);
  g_clear_pointer (&self->places, g_ptr_array_unref);
  g_array_unref (self->pins);
  G_OBJECT_CLASS (parvis_map_parent_class)->finalize (object);
}

static void
parvis_map_class_init (ParvisMapClass *klass)
{
  GtkWidgetClass *widget = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parvis_map_dispose;
  G_OBJECT_CLASS (klass)->finalize = parvis_map_finalize;
  widget->size_allocate = parvis_map_size_allocate;
  widget->measure = parvis_map_measure;
  gtk_widget_class_set_css_name (widget, "parvismap");
  signals[MOVED] = g_signal_new ("moved", PARVIS_TYPE_MAP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
parvis_map_init (ParvisMap *self)
{
  self->pins = g_array_new (FALSE, FALSE, sizeof (Pin));
  self->column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->overlay = gtk_overlay_new ();
  gtk_widget_add_css_class (self->column, "map-column");
  gtk_widget_add_css_class (self->overlay, "map-view");
  gtk_widget_set_vexpand (self->overlay, TRUE);
  g_signal_connect_swapped (self->overlay, "get-child-position", G_CALLBACK (on_child_position), self);
  gtk_widget_set_parent (self->column, GTK_WIDGET (self));
}

GtkWidget *
parvis_map_new (ParvisDesk *desk, const char *language, const char *name)
{
  ParvisCatalog *catalog = desk != NULL ? parvis_desk_catalog (desk) : NULL;
  g_autoptr (ParvisMapInfo) info = catalog != NULL ? parvis_catalog_map (catalog, NULL) : NULL;
  ParvisMap *self;

  if (info == NULL)
    return NULL;
  self = g_object_new (PARVIS_TYPE_MAP, NULL);
  self->info = g_steal_pointer (&info);
  self->places = parvis_catalog_places (catalog, language, NULL);
  add_picture (self, desk);
  add_over (self);
  self->middle = parvis_text_new ("", "map-middle");
  parvis_spoken_set_silent (self->middle, TRUE); /* the frame's own value */
  gtk_box_append (GTK_BOX (self->column), self->overlay);
  gtk_box_append (GTK_BOX (self->column), self->middle);
  gtk_box_append (GTK_BOX (self->column), new_keys (self));
  parvis_spoken_set (self->frame, name, _ ("OK, puis les flèches, déplacent le plan. OK encore pour en sortir."), NULL);
  begin_at_town_hall (self, catalog, language);
  return GTK_WIDGET (self);
}
