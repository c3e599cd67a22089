/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/fields/group-field.h"

#include <glib/gi18n-lib.h>

#include "ui/fields/date-field.h"
#include "ui/lock/text-lock.h"
#include "ui/speech/spoken.h"

#define MAX_PARTS 4

typedef struct
{
  const char *member, *label;
  GtkInputPurpose purpose;
  int limit;
  gboolean narrow; /* stands at the start of a line that the next one ends */
  gboolean date;
} Part;

typedef struct
{
  ParvisFieldType type;
  Part parts[MAX_PARTS + 1]; /* ended by one without a member */
} Group;

static const Group groups[] = {
  { PARVIS_FIELD_ADDRESS,
    { { "line", N_ ("Numéro et rue"), GTK_INPUT_PURPOSE_FREE_FORM, 120 },
      { "complement", N_ ("Bâtiment, étage, lieu-dit (facultatif)"), GTK_INPUT_PURPOSE_FREE_FORM, 120 },
      { "postcode", N_ ("Code postal"), GTK_INPUT_PURPOSE_DIGITS, 5, .narrow = TRUE },
      { "city", N_ ("Commune"), GTK_INPUT_PURPOSE_NAME, 80 } } },
  { PARVIS_FIELD_COMMUNE,
    { { "postcode", N_ ("Code postal"), GTK_INPUT_PURPOSE_DIGITS, 5, .narrow = TRUE },
      { "city", N_ ("Commune"), GTK_INPUT_PURPOSE_NAME, 80 } } },
  { PARVIS_FIELD_IDENTITY,
    { { "given_names", N_ ("Prénoms"), GTK_INPUT_PURPOSE_NAME, 120 },
      { "family_name", N_ ("Nom de naissance"), GTK_INPUT_PURPOSE_NAME, 80 },
      { "birth_date", N_ ("Date de naissance"), GTK_INPUT_PURPOSE_DIGITS, 0, .date = TRUE } } },
  { PARVIS_FIELD_POINT,
    { { "description", N_ ("Rue et numéro, ou repère : devant l’école, près du pont…"), GTK_INPUT_PURPOSE_FREE_FORM, 300 } } },
};

struct _ParvisGroupField
{
  ParvisFieldControl parent_instance;

  const Group *group;
  GtkWidget *inputs[MAX_PARTS]; /* GtkEntry or ParvisDateField */
};

G_DEFINE_FINAL_TYPE (ParvisGroupField, parvis_group_field, PARVIS_TYPE_FIELD_CONTROL)

static const Group *
group_of (ParvisFieldType type)
{
  for (gsize i = 0; i < G_N_ELEMENTS (groups); i++)
    if (groups[i].type == type)
      return &groups[i];
  g_return_val_if_reached (&groups[0]);
}

static void
on_part_changed (ParvisGroupField *self)
{
  parvis_field_control_emit_changed (PARVIS_FIELD_CONTROL (self));
}

static GtkWidget *
new_entry (const Part *part)
{
  GtkWidget *entry = parvis_text_lock_new_entry ();

  gtk_entry_set_max_length (GTK_ENTRY (entry), part->limit);
  gtk_entry_set_input_purpose (GTK_ENTRY (entry), part->purpose);
  gtk_entry_set_input_hints (GTK_ENTRY (entry), GTK_INPUT_HINT_UPPERCASE_SENTENCES);
  gtk_widget_add_css_class (entry, "answer");
  if (part->narrow)
    {
      gtk_editable_set_width_chars (GTK_EDITABLE (entry), part->limit);
      gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), part->limit);
    }
  return entry;
}

static GtkWidget *
new_input (const Part *part)
{
  static const ParvisField birth = { .id = (char *) "birth_date", .type = PARVIS_FIELD_DATE, .label = (char *) "" };
  const ParvisFieldContext context = { NULL, &birth, NULL };
  GtkWidget *input = part->date ? parvis_date_field_new (&context) : new_entry (part);

  parvis_spoken_set (input, _(part->label), NULL, NULL);
  return input;
}

static GtkWidget *
new_column (ParvisGroupField *self, guint index)
{
  const Part *part = &self->group->parts[index];
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *label = gtk_label_new (_(part->label));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "part");
  parvis_spoken_set_silent (label, TRUE);
  self->inputs[index] = new_input (part);
  g_signal_connect_swapped (self->inputs[index], "changed", G_CALLBACK (on_part_changed), self);
  gtk_box_append (GTK_BOX (column), label);
  gtk_box_append (GTK_BOX (column), self->inputs[index]);
  gtk_widget_set_hexpand (column, !part->narrow);
  return column;
}

static void
build (ParvisGroupField *self)
{
  GtkWidget *line = NULL;

  for (guint i = 0; self->group->parts[i].member != NULL; i++)
    {
      if (line == NULL)
        {
          line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
          gtk_widget_add_css_class (line, "parts");
          parvis_field_control_add (PARVIS_FIELD_CONTROL (self), line);
        }
      gtk_box_append (GTK_BOX (line), new_column (self, i));
      if (!self->group->parts[i].narrow)
        line = NULL;
    }
}

static void
parvis_group_field_load (ParvisFieldControl *control, const ParvisValue *value)
{
  ParvisGroupField *self = PARVIS_GROUP_FIELD (control);

  for (guint i = 0; self->group->parts[i].member != NULL; i++)
    {
      const ParvisValue *member = parvis_value_member (value, self->group->parts[i].member);

      if (self->group->parts[i].date)
        parvis_field_control_load (PARVIS_FIELD_CONTROL (self->inputs[i]), member);
      else
        gtk_editable_set_text (GTK_EDITABLE (self->inputs[i]), parvis_value_text (member));
    }
}

static ParvisValue *
part_value (ParvisGroupField *self, guint index)
{
  if (self->group->parts[index].date)
    return parvis_field_control_store (PARVIS_FIELD_CONTROL (self->inputs[index]));
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->inputs[index]))));
  return parvis_value_new_text (text);
}

static ParvisValue *
parvis_group_field_store (ParvisFieldControl *control)
{
  ParvisGroupField *self = PARVIS_GROUP_FIELD (control);
  ParvisValue *object = parvis_value_new_object ();

  for (guint i = 0; self->group->parts[i].member != NULL; i++)
    {
      g_autoptr (ParvisValue) part = part_value (self, i);
      if (!parvis_value_is_empty (part))
        parvis_value_set_member (object, self->group->parts[i].member, g_steal_pointer (&part));
    }
  return object;
}

static void
parvis_group_field_class_init (ParvisGroupFieldClass *class)
{
  PARVIS_FIELD_CONTROL_CLASS (class)->load = parvis_group_field_load;
  PARVIS_FIELD_CONTROL_CLASS (class)->store = parvis_group_field_store;
}

static void
parvis_group_field_init (ParvisGroupField *self)
{
}

GtkWidget *
parvis_group_field_new (const ParvisFieldContext *context)
{
  ParvisGroupField *self = g_object_new (PARVIS_TYPE_GROUP_FIELD, NULL);

  self->group = group_of (context->field->type);
  build (self);
  return GTK_WIDGET (self);
}
