/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/fields/linked-field.h"

#include <glib/gi18n-lib.h>

#include "ui/fields/list-button.h"

struct _ParvisLinkedField
{
  ParvisFieldControl parent_instance;

  const ParvisField *field;
  GtkWidget *first, *second;
};

G_DEFINE_FINAL_TYPE (ParvisLinkedField, parvis_linked_field, PARVIS_TYPE_FIELD_CONTROL)

static const GPtrArray *
second_options (ParvisLinkedField *self)
{
  const char *first = parvis_list_button_get_value (PARVIS_LIST_BUTTON (self->first));

  for (guint i = 0; self->field->options != NULL && i < self->field->options->len; i++)
    {
      const ParvisOption *option = g_ptr_array_index (self->field->options, i);
      if (g_str_equal (option->value, first))
        return option->options;
    }
  return NULL;
}

/* The second list is there as soon as the first answer is, and has something to offer. */
static void
follow_first (ParvisLinkedField *self)
{
  const GPtrArray *options = second_options (self);

  parvis_list_button_set_options (PARVIS_LIST_BUTTON (self->second), options);
  gtk_widget_set_visible (self->second, options != NULL);
}

static void
on_first_changed (ParvisLinkedField *self)
{
  follow_first (self);
  parvis_field_control_emit_changed (PARVIS_FIELD_CONTROL (self));
}

static void
parvis_linked_field_load (ParvisFieldControl *control, const ParvisValue *value)
{
  ParvisLinkedField *self = PARVIS_LINKED_FIELD (control);

  parvis_list_button_set_value (PARVIS_LIST_BUTTON (self->first),
                                parvis_value_text (parvis_value_member (value, "first")));
  follow_first (self);
  parvis_list_button_set_value (PARVIS_LIST_BUTTON (self->second),
                                parvis_value_text (parvis_value_member (value, "second")));
}

static ParvisValue *
parvis_linked_field_store (ParvisFieldControl *control)
{
  ParvisLinkedField *self = PARVIS_LINKED_FIELD (control);
  ParvisValue *value = parvis_value_new_object ();
  const char *first = parvis_list_button_get_value (PARVIS_LIST_BUTTON (self->first));
  const char *second = parvis_list_button_get_value (PARVIS_LIST_BUTTON (self->second));

  if (*first != '\0')
    parvis_value_set_member (value, "first", parvis_value_new_text (first));
  if (*second != '\0')
    parvis_value_set_member (value, "second", parvis_value_new_text (second));
  return value;
}

static void
parvis_linked_field_class_init (ParvisLinkedFieldClass *class)
{
  PARVIS_FIELD_CONTROL_CLASS (class)->load = parvis_linked_field_load;
  PARVIS_FIELD_CONTROL_CLASS (class)->store = parvis_linked_field_store;
}

static void
parvis_linked_field_init (ParvisLinkedField *self)
{
}

GtkWidget *
parvis_linked_field_new (const ParvisFieldContext *context)
{
  ParvisLinkedField *self = g_object_new (PARVIS_TYPE_LINKED_FIELD, NULL);
  g_autofree char *precise = g_strdup_printf (_ ("%s, précisez"), context->field->label);

  self->field = context->field;
  self->first = parvis_list_button_new (context->field->label, FALSE);
  self->second = parvis_list_button_new (precise, FALSE);
  gtk_widget_add_css_class (self->second, "own");
  parvis_list_button_set_options (PARVIS_LIST_BUTTON (self->first), context->field->options);
  parvis_field_control_add (PARVIS_FIELD_CONTROL (self), self->first);
  parvis_field_control_add (PARVIS_FIELD_CONTROL (self), self->second);
  follow_first (self);
  g_signal_connect_swapped (self->first, "changed", G_CALLBACK (on_first_changed), self);
  g_signal_connect_swapped (self->second, "changed", G_CALLBACK (parvis_field_control_emit_changed), self);
  return GTK_WIDGET (self);
}
