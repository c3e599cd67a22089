/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/fields/group-field.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ui/fields/address-completion.h"
#include "ui/fields/date-field.h"
#include "ui/fields/fault-bar.h"
#include "ui/fields/typed-entry.h"
#include "ui/speech/spoken.h"

#define MAX_PARTS 4

typedef struct
{
  const char *member, *label;
  GtkInputPurpose purpose;
  int limit;
  gboolean narrow; /* stands at the start of a line that the next one ends */
  gboolean date;
  ParvisEntryKind kind;
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
      { "postcode", N_ ("Code postal"), GTK_INPUT_PURPOSE_DIGITS, 5, .narrow = TRUE, .kind = PARVIS_ENTRY_POSTCODE },
      { "city", N_ ("Commune"), GTK_INPUT_PURPOSE_NAME, 80 } } },
  { PARVIS_FIELD_COMMUNE,
    { { "postcode", N_ ("Code postal"), GTK_INPUT_PURPOSE_DIGITS, 5, .narrow = TRUE, .kind = PARVIS_ENTRY_POSTCODE },
      { "city", N_ ("Commune"), GTK_INPUT_PURPOSE_NAME, 80 } } },
  { PARVIS_FIELD_IDENTITY,
    { { "given_names", N_ ("Prénoms"), GTK_INPUT_PURPOSE_NAME, 120 },
      { "family_name", N_ ("Nom de naissance"), GTK_INPUT_PURPOSE_NAME, 80 },
      { "birth_date", N_ ("Date de naissance"), GTK_INPUT_PURPOSE_DIGITS, 0, .date = TRUE } } },
  { PARVIS_FIELD_POINT,
    { { "description", N_ ("Rue et numéro, ou repère : devant l’école, près du pont…"), GTK_INPUT_PURPOSE_FREE_FORM,
        300 } } },
};

/* What stands for one part on the screen. */
typedef struct
{
  GtkWidget *column; /* its label and its input */
  GtkWidget *input;  /* GtkEntry, ParvisTypedEntry for figures, or ParvisDateField */
  GtkWidget *fault;  /* below the line that it stands on */
} PartWidgets;

struct _ParvisGroupField
{
  ParvisFieldControl parent_instance;

  const Group *group;
  PartWidgets parts[MAX_PARTS];
  GtkWidget *blocks[MAX_PARTS]; /* of each part: the box around its line and what is said of it */
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
  GtkWidget *entry = parvis_typed_entry_new (part->kind);

  gtk_entry_set_max_length (GTK_ENTRY (entry), part->limit);
  if (part->kind == PARVIS_ENTRY_TEXT)
    gtk_entry_set_input_purpose (GTK_ENTRY (entry), part->purpose);
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
  static const ParvisField birth = { .id = (char *) "birth_date",
                                     .type = PARVIS_FIELD_DATE,
                                     .label = (char *) "",
                                     .date_limit = PARVIS_DATE_PAST_OR_TODAY };
  const ParvisFieldContext context = { NULL, &birth, NULL };
  GtkWidget *input = part->date ? parvis_date_field_new (&context) : new_entry (part);

  parvis_spoken_set (input, _ (part->label), NULL, NULL);
  return input;
}

static GtkWidget *
new_column (ParvisGroupField *self, guint index)
{
  const Part *part = &self->group->parts[index];
  PartWidgets *widgets = &self->parts[index];
  GtkWidget *label = gtk_label_new (_ (part->label));

  widgets->column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "part");
  parvis_spoken_set_silent (label, TRUE);
  widgets->input = new_input (part);
  g_signal_connect_swapped (widgets->input, "changed", G_CALLBACK (on_part_changed), self);
  gtk_box_append (GTK_BOX (widgets->column), label);
  gtk_box_append (GTK_BOX (widgets->column), widgets->input);
  gtk_widget_set_hexpand (widgets->column, !part->narrow);
  return widgets->column;
}

static GtkWidget *
new_fault (ParvisGroupField *self, guint index)
{
  PartWidgets *widgets = &self->parts[index];

  widgets->fault = parvis_fault_bar_new ();
  gtk_accessible_update_relation (GTK_ACCESSIBLE (widgets->input), GTK_ACCESSIBLE_RELATION_ERROR_MESSAGE,
                                  parvis_fault_bar_get_text (widgets->fault), -1);
  return widgets->fault;
}

/* A line of one or two parts, and below it, over its whole width, what is wrong with each. Returns the part after. */
static guint
add_block (ParvisGroupField *self, guint first)
{
  GtkWidget *block = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  guint end = first;

  gtk_widget_add_css_class (block, "block");
  gtk_widget_add_css_class (line, "parts");
  gtk_box_append (GTK_BOX (block), line);
  do
    {
      self->blocks[end] = block;
      gtk_box_append (GTK_BOX (line), new_column (self, end));
    }
  while (self->group->parts[end++].narrow);
  for (guint i = first; i < end; i++)
    gtk_box_append (GTK_BOX (block), new_fault (self, i));
  parvis_field_control_add (PARVIS_FIELD_CONTROL (self), block);
  return end;
}

/* Which part is @member; MAX_PARTS: none. */
static guint
find_part (ParvisGroupField *self, const char *member)
{
  for (guint i = 0; member != NULL && self->group->parts[i].member != NULL; i++)
    if (strcmp (self->group->parts[i].member, member) == 0)
      return i;
  return MAX_PARTS;
}

static void
complete (ParvisGroupField *self)
{
  guint line = find_part (self, "line"), postcode = find_part (self, "postcode"), city = find_part (self, "city");

  if (postcode == MAX_PARTS || city == MAX_PARTS)
    return;
  parvis_address_completion_attach (GTK_WIDGET (self),
                                    &(ParvisAddressWidgets){ .line = line < MAX_PARTS ? self->parts[line].input : NULL,
                                                             .line_box = line < MAX_PARTS ? self->blocks[line] : NULL,
                                                             .postcode = self->parts[postcode].input,
                                                             .city = self->parts[city].input,
                                                             .town_box = self->blocks[city] });
}

/* --- control --- */

static void
parvis_group_field_load (ParvisFieldControl *control, const ParvisValue *value)
{
  ParvisGroupField *self = PARVIS_GROUP_FIELD (control);

  for (guint i = 0; self->group->parts[i].member != NULL; i++)
    {
      const ParvisValue *member = parvis_value_member (value, self->group->parts[i].member);

      if (self->group->parts[i].date)
        parvis_field_control_load (PARVIS_FIELD_CONTROL (self->parts[i].input), member);
      else
        parvis_typed_entry_set_text (self->parts[i].input, parvis_value_text (member));
    }
}

static ParvisValue *
part_value (ParvisGroupField *self, guint index)
{
  if (self->group->parts[index].date)
    return parvis_field_control_store (PARVIS_FIELD_CONTROL (self->parts[index].input));
  g_autofree char *text = parvis_typed_entry_get_plain (self->parts[index].input);
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
say_fault (PartWidgets *part, const char *message)
{
  parvis_fault_bar_say (part->fault, message);
  parvis_spoken_set_fault (part->input, message);
  if (message != NULL)
    gtk_widget_add_css_class (part->column, "wrong");
  else
    gtk_widget_remove_css_class (part->column, "wrong");
}

static GtkWidget *
parvis_group_field_show_fault (ParvisFieldControl *control, const ParvisFault *fault)
{
  ParvisGroupField *self = PARVIS_GROUP_FIELD (control);
  guint index = find_part (self, fault->part);

  if (index == MAX_PARTS)
    return NULL;
  say_fault (&self->parts[index], fault->message);
  return self->parts[index].input;
}

static void
parvis_group_field_clear_faults (ParvisFieldControl *control)
{
  ParvisGroupField *self = PARVIS_GROUP_FIELD (control);

  for (guint i = 0; self->group->parts[i].member != NULL; i++)
    say_fault (&self->parts[i], NULL);
}

static gboolean
parvis_group_field_is_complete (ParvisFieldControl *control, const char *part)
{
  ParvisGroupField *self = PARVIS_GROUP_FIELD (control);
  guint index = find_part (self, part);

  return index < MAX_PARTS && !self->group->parts[index].date
         && parvis_typed_entry_is_complete (self->parts[index].input);
}

static void
parvis_group_field_class_init (ParvisGroupFieldClass *class)
{
  ParvisFieldControlClass *control_class = PARVIS_FIELD_CONTROL_CLASS (class);

  control_class->load = parvis_group_field_load;
  control_class->store = parvis_group_field_store;
  control_class->show_fault = parvis_group_field_show_fault;
  control_class->clear_faults = parvis_group_field_clear_faults;
  control_class->is_complete = parvis_group_field_is_complete;
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
  for (guint i = 0; self->group->parts[i].member != NULL;)
    i = add_block (self, i);
  complete (self);
  return GTK_WIDGET (self);
}
