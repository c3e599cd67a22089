/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/fields/tiles-field.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ui/fields/choice-tile.h"
#include "ui/lock/text-lock.h"
#include "ui/speech/spoken.h"
#include "ui/style/style.h"

/* What stands on two lines of half a page, in normal and in large text. */
#define SHORT_WORDS       36
#define SHORT_WORDS_LARGE 16
#define YES               "yes"
#define NO                "no"

struct _ParvisTilesField
{
  ParvisFieldControl parent_instance;

  const ParvisField *field;
  GtkWidget *grid;
  GPtrArray *tiles;    /* of GtkCheckButton, not owned; each bears "value" */
  GtkWidget *other;    /* the tile "Autre"; NULL: not offered */
  GtkWidget *own;      /* entry for one's own words */
  gboolean was_active; /* the pressed tile was already chosen */
};

G_DEFINE_FINAL_TYPE (ParvisTilesField, parvis_tiles_field, PARVIS_TYPE_FIELD_CONTROL)

static const char *
value_of (GtkWidget *tile)
{
  return g_object_get_data (G_OBJECT (tile), "value");
}

static gboolean
is_active (GtkWidget *tile)
{
  return gtk_check_button_get_active (GTK_CHECK_BUTTON (tile));
}

static gboolean
is_several (ParvisTilesField *self)
{
  return self->field->type == PARVIS_FIELD_CHOICES;
}

static void
on_toggled (GtkWidget *tile, ParvisTilesField *self)
{
  if (tile == self->other)
    {
      gtk_widget_set_visible (self->own, is_active (tile));
      if (is_active (tile) && !parvis_field_control_is_loading (PARVIS_FIELD_CONTROL (self)))
        gtk_widget_grab_focus (self->own);
    }
  /* One of a group is put out before another is lit: said once, when the new one is. */
  if (is_several (self) || is_active (tile))
    parvis_field_control_emit_changed (PARVIS_FIELD_CONTROL (self));
}

static void
on_own_changed (ParvisTilesField *self)
{
  parvis_field_control_emit_changed (PARVIS_FIELD_CONTROL (self));
}

static void
on_tile_pressed (ParvisTilesField *self, int n, double x, double y, GtkGesture *gesture)
{
  self->was_active = is_active (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture)));
}

static void
on_tile_released (ParvisTilesField *self, int n, double x, double y, GtkGesture *gesture)
{
  GtkWidget *tile = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));

  if (!self->was_active || !gtk_widget_contains (tile, x, y))
    return;
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (tile), FALSE);
  parvis_field_control_emit_changed (PARVIS_FIELD_CONTROL (self));
}

/* A group of its own kind cannot be emptied by GTK: an optional answer can be taken back by touching it again. */
static void
let_take_back (ParvisTilesField *self, GtkWidget *tile)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (on_tile_pressed), self);
  g_signal_connect_swapped (click, "released", G_CALLBACK (on_tile_released), self);
  gtk_widget_add_controller (tile, GTK_EVENT_CONTROLLER (click));
}

static GtkWidget *
add_tile (ParvisTilesField *self, const char *value, const char *label, const char *hint, guint columns)
{
  GtkWidget *group = self->tiles->len > 0 && !is_several (self) ? g_ptr_array_index (self->tiles, 0) : NULL;
  GtkWidget *tile = parvis_choice_tile_new (label, hint, !is_several (self), group);

  g_object_set_data_full (G_OBJECT (tile), "value", g_strdup (value), g_free);
  if (!self->field->required && !is_several (self))
    let_take_back (self, tile);
  parvis_choice_grid_add (self->grid, tile, columns);
  g_ptr_array_add (self->tiles, tile);
  g_signal_connect (tile, "toggled", G_CALLBACK (on_toggled), self);
  return tile;
}

static guint
columns_for (const GPtrArray *options)
{
  ParvisStyle *style = parvis_style_get ();
  glong limit = style != NULL && parvis_style_get_large (style) ? SHORT_WORDS_LARGE : SHORT_WORDS;

  for (guint i = 0; options != NULL && i < options->len; i++)
    {
      const ParvisOption *option = g_ptr_array_index (options, i);
      if (g_utf8_strlen (option->label, -1) > limit || option->hint != NULL)
        return 1;
    }
  return 2;
}

static void
add_options (ParvisTilesField *self)
{
  const GPtrArray *options = self->field->options;

  for (guint i = 0; options != NULL && i < options->len; i++)
    {
      const ParvisOption *option = g_ptr_array_index (options, i);
      add_tile (self, option->value, option->label, option->hint, columns_for (options));
    }
}

static void
add_other (ParvisTilesField *self)
{
  self->other = add_tile (self, "", _ ("Autre"), NULL, columns_for (self->field->options));
  self->own = parvis_text_lock_new_entry ();
  gtk_entry_set_max_length (GTK_ENTRY (self->own), 200);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->own), _ ("Précisez"));
  gtk_widget_add_css_class (self->own, "answer");
  gtk_widget_add_css_class (self->own, "own");
  gtk_widget_set_visible (self->own, FALSE);
  parvis_spoken_set (self->own, _ ("Précisez"), NULL, NULL);
  g_signal_connect_swapped (self->own, "changed", G_CALLBACK (on_own_changed), self);
  parvis_field_control_add (PARVIS_FIELD_CONTROL (self), self->own);
}

/* --- values --- */

static gboolean
list_has (const ParvisValue *list, const char *text)
{
  for (guint i = 0; i < parvis_value_length (list); i++)
    if (strcmp (parvis_value_text (parvis_value_item (list, i)), text) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
holds (ParvisTilesField *self, const ParvisValue *value, const char *option)
{
  if (parvis_value_kind (value) == PARVIS_VALUE_BOOLEAN)
    return g_str_equal (option, parvis_value_boolean (value) ? YES : NO);
  if (is_several (self))
    return list_has (value, option);
  return *option != '\0' && g_str_equal (option, parvis_value_text (value));
}

static void
parvis_tiles_field_load (ParvisFieldControl *control, const ParvisValue *value)
{
  ParvisTilesField *self = PARVIS_TILES_FIELD (control);
  gboolean found = FALSE;

  for (guint i = 0; i < self->tiles->len; i++)
    {
      GtkWidget *tile = g_ptr_array_index (self->tiles, i);
      gboolean active = holds (self, value, value_of (tile));

      gtk_check_button_set_active (GTK_CHECK_BUTTON (tile), active);
      found = found || active;
    }
  if (self->other == NULL || found || parvis_value_is_empty (value))
    return;
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->other), TRUE);
  gtk_editable_set_text (GTK_EDITABLE (self->own), parvis_value_text (value));
}

static ParvisValue *
store_several (ParvisTilesField *self)
{
  ParvisValue *list = parvis_value_new_list ();

  for (guint i = 0; i < self->tiles->len; i++)
    {
      GtkWidget *tile = g_ptr_array_index (self->tiles, i);
      if (is_active (tile))
        parvis_value_append (list, parvis_value_new_text (value_of (tile)));
    }
  return list;
}

static ParvisValue *
store_one (ParvisTilesField *self, GtkWidget *tile)
{
  if (tile == self->other)
    return parvis_value_new_text (gtk_editable_get_text (GTK_EDITABLE (self->own)));
  if (self->field->type == PARVIS_FIELD_YESNO)
    return parvis_value_new_boolean (g_str_equal (value_of (tile), YES));
  return parvis_value_new_text (value_of (tile));
}

static ParvisValue *
parvis_tiles_field_store (ParvisFieldControl *control)
{
  ParvisTilesField *self = PARVIS_TILES_FIELD (control);

  if (is_several (self))
    return store_several (self);
  for (guint i = 0; i < self->tiles->len; i++)
    if (is_active (g_ptr_array_index (self->tiles, i)))
      return store_one (self, g_ptr_array_index (self->tiles, i));
  return parvis_value_new_empty ();
}

/* --- lifecycle --- */

static void
parvis_tiles_field_finalize (GObject *object)
{
  g_ptr_array_unref (PARVIS_TILES_FIELD (object)->tiles);
  G_OBJECT_CLASS (parvis_tiles_field_parent_class)->finalize (object);
}

static void
parvis_tiles_field_class_init (ParvisTilesFieldClass *class)
{
  G_OBJECT_CLASS (class)->finalize = parvis_tiles_field_finalize;
  PARVIS_FIELD_CONTROL_CLASS (class)->load = parvis_tiles_field_load;
  PARVIS_FIELD_CONTROL_CLASS (class)->store = parvis_tiles_field_store;
}

static void
parvis_tiles_field_init (ParvisTilesField *self)
{
  self->tiles = g_ptr_array_new ();
  self->grid = parvis_choice_grid_new ();
  parvis_field_control_add (PARVIS_FIELD_CONTROL (self), self->grid);
}

GtkWidget *
parvis_tiles_field_new (const ParvisFieldContext *context)
{
  GtkAccessibleRole role
      = context->field->type == PARVIS_FIELD_CHOICES ? GTK_ACCESSIBLE_ROLE_GROUP : GTK_ACCESSIBLE_ROLE_RADIO_GROUP;
  ParvisTilesField *self = g_object_new (PARVIS_TYPE_TILES_FIELD, "accessible-role", role, NULL);

  self->field = context->field;
  if (self->field->type == PARVIS_FIELD_YESNO)
    {
      add_tile (self, YES, _ ("Oui"), NULL, 2);
      add_tile (self, NO, _ ("Non"), NULL, 2);
    }
  else if (self->field->type == PARVIS_FIELD_CIVILITY)
    {
      add_tile (self, "Mme", _ ("Madame"), NULL, 2);
      add_tile (self, "M.", _ ("Monsieur"), NULL, 2);
    }
  else
    add_options (self);
  if (self->field->type == PARVIS_FIELD_CHOICE && self->field->other)
    add_other (self);
  return GTK_WIDGET (self);
}
