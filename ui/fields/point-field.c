/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/fields/point-field.h"

#include <glib/gi18n-lib.h>

#include "ui/fields/field-host.h"
#include "ui/fields/group-field.h"
#include "ui/icons/icon.h"
#include "ui/key/key.h"
#include "ui/language/language.h"
#include "ui/map/map.h"
#include "ui/speech/spoken.h"
#include "ui/text/text.h"

struct _ParvisPointField
{
  ParvisFieldControl parent_instance;

  GtkWidget *place; /* box: the map and what goes with it */
  GtkWidget *map;   /* (nullable) */
  GtkWidget *chosen, *chosen_words, *clear;
  GtkWidget *words; /* ParvisGroupField: the description */
  gboolean placed;
  double latitude, longitude;
  char *near; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (ParvisPointField, parvis_point_field, PARVIS_TYPE_FIELD_CONTROL)

/* ---- the place ---- */

static void
show_chosen (ParvisPointField *self)
{
  g_autofree char *words = self->near != NULL ? g_strdup_printf (_ ("Endroit choisi : %s"), self->near)
                                              : g_strdup (_ ("L’endroit est choisi sur le plan."));

  if (self->map == NULL)
    return;
  gtk_label_set_text (GTK_LABEL (self->chosen_words), words);
  gtk_widget_set_visible (self->chosen, self->placed);
  gtk_widget_set_visible (self->clear, self->placed);
}

static void
on_confirmed (ParvisPointField *self)
{
  g_free (self->near);
  self->near = parvis_map_describe (PARVIS_MAP (self->map));
  parvis_map_middle (PARVIS_MAP (self->map), &self->latitude, &self->longitude);
  self->placed = TRUE;
  show_chosen (self);
  parvis_field_host_announce (GTK_WIDGET (self), gtk_label_get_text (GTK_LABEL (self->chosen_words)));
  parvis_field_control_emit_changed (PARVIS_FIELD_CONTROL (self));
}

static void
on_cleared (ParvisPointField *self)
{
  self->placed = FALSE;
  g_clear_pointer (&self->near, g_free);
  show_chosen (self);
  gtk_widget_child_focus (self->place, GTK_DIR_TAB_FORWARD);
  parvis_field_control_emit_changed (PARVIS_FIELD_CONTROL (self));
}

/* ---- the map ---- */

static GtkWidget *
new_chosen (ParvisPointField *self)
{
  self->chosen = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  self->chosen_words = parvis_text_new ("", NULL);
  gtk_widget_add_css_class (self->chosen, "map-chosen");
  gtk_widget_set_hexpand (self->chosen_words, TRUE);
  gtk_box_append (GTK_BOX (self->chosen), parvis_icon_new ("tick"));
  gtk_box_append (GTK_BOX (self->chosen), self->chosen_words);
  return self->chosen;
}

static GtkWidget *
new_actions (ParvisPointField *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *confirm = parvis_key_new ("tick", _ ("L’endroit est sous le repère"), GTK_ORIENTATION_HORIZONTAL);

  self->clear = parvis_key_new ("cross", _ ("Effacer l’endroit"), GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_add_css_class (row, "map-actions");
  gtk_widget_add_css_class (confirm, "small");
  gtk_widget_add_css_class (self->clear, "small");
  gtk_widget_set_hexpand (confirm, TRUE);
  g_signal_connect_swapped (confirm, "clicked", G_CALLBACK (on_confirmed), self);
  g_signal_connect_swapped (self->clear, "clicked", G_CALLBACK (on_cleared), self);
  gtk_box_append (GTK_BOX (row), confirm);
  gtk_box_append (GTK_BOX (row), self->clear);
  return row;
}

static void
add_map (ParvisPointField *self)
{
  self->map = parvis_map_new (parvis_field_host_get_desk (GTK_WIDGET (self)), parvis_language_get (),
                              _ ("Plan pour montrer l’endroit"));
  if (self->map == NULL)
    return;
  parvis_map_set_mark (PARVIS_MAP (self->map), TRUE);
  if (self->placed)
    parvis_map_look_at (PARVIS_MAP (self->map), self->latitude, self->longitude);
  gtk_box_append (
      GTK_BOX (self->place),
      parvis_text_new (_ ("Déplacez le plan pour amener l’endroit sous le repère, puis confirmez."), "hint"));
  gtk_box_append (GTK_BOX (self->place), self->map);
  gtk_box_append (GTK_BOX (self->place), new_actions (self));
  gtk_box_append (GTK_BOX (self->place), new_chosen (self));
  gtk_box_append (GTK_BOX (self->place),
                  parvis_text_new (_ ("Vous pouvez aussi dire l’endroit en quelques mots."), "hint"));
  show_chosen (self);
}

static void
parvis_point_field_root (GtkWidget *widget)
{
  ParvisPointField *self = PARVIS_POINT_FIELD (widget);

  GTK_WIDGET_CLASS (parvis_point_field_parent_class)->root (widget);
  if (self->map == NULL)
    add_map (self);
}

/* ---- the answer ---- */

static void
parvis_point_field_load (ParvisFieldControl *control, const ParvisValue *value)
{
  ParvisPointField *self = PARVIS_POINT_FIELD (control);
  const char *near = parvis_value_text (parvis_value_member (value, "near"));

  self->placed = !parvis_value_is_empty (parvis_value_member (value, "lat"));
  self->latitude = parvis_value_number (parvis_value_member (value, "lat"));
  self->longitude = parvis_value_number (parvis_value_member (value, "lon"));
  g_free (self->near);
  self->near = *near != '\0' ? g_strdup (near) : NULL;
  if (self->map != NULL && self->placed)
    parvis_map_look_at (PARVIS_MAP (self->map), self->latitude, self->longitude);
  show_chosen (self);
  parvis_field_control_load (PARVIS_FIELD_CONTROL (self->words), value);
}

static ParvisValue *
parvis_point_field_store (ParvisFieldControl *control)
{
  ParvisPointField *self = PARVIS_POINT_FIELD (control);
  ParvisValue *value = parvis_field_control_store (PARVIS_FIELD_CONTROL (self->words));

  if (!self->placed)
    return value;
  parvis_value_set_member (value, "lat", parvis_value_new_number (self->latitude));
  parvis_value_set_member (value, "lon", parvis_value_new_number (self->longitude));
  if (self->near != NULL)
    parvis_value_set_member (value, "near", parvis_value_new_text (self->near));
  return value;
}

static void
parvis_point_field_finalize (GObject *object)
{
  ParvisPointField *self = PARVIS_POINT_FIELD (object);

  g_free (self->near);
  self->latitude = self->longitude = 0;
  G_OBJECT_CLASS (parvis_point_field_parent_class)->finalize (object);
}

static void
parvis_point_field_class_init (ParvisPointFieldClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = parvis_point_field_finalize;
  GTK_WIDGET_CLASS (klass)->root = parvis_point_field_root;
  PARVIS_FIELD_CONTROL_CLASS (klass)->load = parvis_point_field_load;
  PARVIS_FIELD_CONTROL_CLASS (klass)->store = parvis_point_field_store;
}

static void
parvis_point_field_init (ParvisPointField *self)
{
  self->place = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->place, "map-column");
  parvis_field_control_add (PARVIS_FIELD_CONTROL (self), self->place);
}

static void
on_words_changed (ParvisPointField *self)
{
  parvis_field_control_emit_changed (PARVIS_FIELD_CONTROL (self));
}

GtkWidget *
parvis_point_field_new (const ParvisFieldContext *context)
{
  ParvisPointField *self = g_object_new (PARVIS_TYPE_POINT_FIELD, NULL);

  self->words = parvis_group_field_new (context);
  g_signal_connect_swapped (self->words, "changed", G_CALLBACK (on_words_changed), self);
  parvis_field_control_add (PARVIS_FIELD_CONTROL (self), self->words);
  return GTK_WIDGET (self);
}
