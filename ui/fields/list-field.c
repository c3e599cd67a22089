/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/fields/list-field.h"

#include "ui/fields/countries.h"
#include "ui/fields/list-button.h"

struct _ParvisListField
{
  ParvisFieldControl parent_instance;

  GtkWidget *button;
};

G_DEFINE_FINAL_TYPE (ParvisListField, parvis_list_field, PARVIS_TYPE_FIELD_CONTROL)

static void
parvis_list_field_load (ParvisFieldControl *control, const ParvisValue *value)
{
  parvis_list_button_set_value (PARVIS_LIST_BUTTON (PARVIS_LIST_FIELD (control)->button), parvis_value_text (value));
}

static ParvisValue *
parvis_list_field_store (ParvisFieldControl *control)
{
  return parvis_value_new_text (
      parvis_list_button_get_value (PARVIS_LIST_BUTTON (PARVIS_LIST_FIELD (control)->button)));
}

static void
parvis_list_field_class_init (ParvisListFieldClass *class)
{
  PARVIS_FIELD_CONTROL_CLASS (class)->load = parvis_list_field_load;
  PARVIS_FIELD_CONTROL_CLASS (class)->store = parvis_list_field_store;
}

static void
parvis_list_field_init (ParvisListField *self)
{
}

GtkWidget *
parvis_list_field_new (const ParvisFieldContext *context)
{
  ParvisListField *self = g_object_new (PARVIS_TYPE_LIST_FIELD, NULL);
  const ParvisField *field = context->field;
  gboolean country = field->type == PARVIS_FIELD_COUNTRY;

  self->button = parvis_list_button_new (field->label, country || field->other);
  parvis_list_button_set_options (PARVIS_LIST_BUTTON (self->button),
                                  country && field->options == NULL ? parvis_countries () : field->options);
  parvis_field_control_add (PARVIS_FIELD_CONTROL (self), self->button);
  g_signal_connect_swapped (self->button, "changed", G_CALLBACK (parvis_field_control_emit_changed), self);
  return GTK_WIDGET (self);
}
