/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/fields/repeat-field.h"

#include <glib/gi18n-lib.h>

#include "ui/fields/field-row.h"
#include "ui/icons/icon.h"
#include "ui/key/key.h"
#include "ui/speech/spoken.h"

#define MOST_ROWS 20

struct _ParvisRepeatField
{
  ParvisFieldControl parent_instance;

  ParvisDraft *draft;
  const ParvisField *field;
  GtkWidget *cards;
  GtkWidget *add;
  GtkWidget *full;
  GPtrArray *rows; /* of ParvisFieldRow, not owned: of every card */
};

G_DEFINE_FINAL_TYPE (ParvisRepeatField, parvis_repeat_field, PARVIS_TYPE_FIELD_CONTROL)

static guint
count (ParvisRepeatField *self)
{
  return parvis_value_length (parvis_draft_get (self->draft, self->field->id));
}

static guint
most (ParvisRepeatField *self)
{
  return self->field->max_items > 0 ? self->field->max_items : MOST_ROWS;
}

static const char *
row_name (ParvisRepeatField *self)
{
  return self->field->row_label != NULL ? self->field->row_label : _("Élément");
}

static void rebuild (ParvisRepeatField *self);

static void
on_row_changed (ParvisRepeatField *self)
{
  parvis_field_control_emit_changed (PARVIS_FIELD_CONTROL (self));
}

static void
on_remove_clicked (ParvisRepeatField *self, GtkWidget *button)
{
  guint row = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "row"));

  parvis_draft_remove_row (self->draft, self->field->id, row);
  rebuild (self);
  gtk_widget_grab_focus (self->add);
  parvis_field_control_emit_changed (PARVIS_FIELD_CONTROL (self));
}

/* --- cards --- */

static GtkWidget *
new_card_head (ParvisRepeatField *self, guint row)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  g_autofree char *name = g_strdup_printf ("%s %u", row_name (self), row + 1);
  g_autofree char *removes = g_strdup_printf (_("Supprimer : %s"), name);
  GtkWidget *title = gtk_label_new (name);
  GtkWidget *remove = parvis_key_new ("cross", _("Supprimer"), GTK_ORIENTATION_HORIZONTAL);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (title, "card-title");
  gtk_widget_add_css_class (remove, "small");
  gtk_widget_add_css_class (remove, "remove");
  parvis_spoken_set (remove, removes, NULL, NULL);
  g_object_set_data (G_OBJECT (remove), "row", GUINT_TO_POINTER (row));
  g_signal_connect_swapped (remove, "clicked", G_CALLBACK (on_remove_clicked), self);
  gtk_box_append (GTK_BOX (head), title);
  gtk_box_append (GTK_BOX (head), remove);
  return head;
}

static GtkWidget *
new_card (ParvisRepeatField *self, guint row)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_add_css_class (card, "repeat-card");
  gtk_box_append (GTK_BOX (card), new_card_head (self, row));
  for (guint i = 0; i < self->field->fields->len; i++)
    {
      GtkWidget *line
          = parvis_field_row_new (self->draft, g_ptr_array_index (self->field->fields, i), self->field, row);

      g_object_set_data (G_OBJECT (line), "row", GUINT_TO_POINTER (row));
      g_signal_connect_swapped (line, "changed", G_CALLBACK (on_row_changed), self);
      g_ptr_array_add (self->rows, line);
      gtk_box_append (GTK_BOX (card), line);
    }
  return card;
}

static void
show_limit (ParvisRepeatField *self)
{
  gboolean full = count (self) >= most (self);

  gtk_widget_set_visible (self->add, !full);
  gtk_widget_set_visible (self->full, full);
}

static void
parvis_repeat_field_refresh (ParvisFieldControl *control)
{
  ParvisRepeatField *self = PARVIS_REPEAT_FIELD (control);

  for (guint i = 0; i < self->rows->len; i++)
    {
      ParvisFieldRow *line = g_ptr_array_index (self->rows, i);
      guint row = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (line), "row"));

      gtk_widget_set_visible (GTK_WIDGET (line), parvis_draft_field_visible (self->draft, parvis_field_row_get_field (line),
                                                                             self->field, row));
      parvis_field_row_refresh (line);
    }
}

static void
rebuild (ParvisRepeatField *self)
{
  GtkWidget *child;

  g_ptr_array_set_size (self->rows, 0);
  while ((child = gtk_widget_get_first_child (self->cards)) != NULL)
    gtk_box_remove (GTK_BOX (self->cards), child);
  for (guint row = 0; row < count (self); row++)
    gtk_box_append (GTK_BOX (self->cards), new_card (self, row));
  show_limit (self);
  parvis_repeat_field_refresh (PARVIS_FIELD_CONTROL (self));
}

static void
focus_row (ParvisRepeatField *self, guint row)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      ParvisFieldRow *line = g_ptr_array_index (self->rows, i);
      if (GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (line), "row")) != row)
        continue;
      parvis_field_row_take_focus (line);
      return;
    }
}

static void
on_add_clicked (ParvisRepeatField *self)
{
  guint row = count (self);

  if (row >= most (self))
    return;
  parvis_draft_add_row (self->draft, self->field->id);
  gtk_box_append (GTK_BOX (self->cards), new_card (self, row));
  show_limit (self);
  parvis_repeat_field_refresh (PARVIS_FIELD_CONTROL (self));
  focus_row (self, row);
  parvis_field_control_emit_changed (PARVIS_FIELD_CONTROL (self));
}

/* --- control --- */

/* A required block starts with the rows that will be asked anyway. */
static void
parvis_repeat_field_load (ParvisFieldControl *control, const ParvisValue *value)
{
  ParvisRepeatField *self = PARVIS_REPEAT_FIELD (control);
  guint least = MAX (self->field->min_items, self->field->required ? 1 : 0);

  for (guint n = count (self); n < MIN (least, most (self)); n++)
    parvis_draft_add_row (self->draft, self->field->id);
  rebuild (self);
}

static GtkWidget *
parvis_repeat_field_show_fault (ParvisFieldControl *control, const ParvisFault *fault)
{
  ParvisRepeatField *self = PARVIS_REPEAT_FIELD (control);

  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *found = parvis_field_row_show_fault (g_ptr_array_index (self->rows, i), fault);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
parvis_repeat_field_finalize (GObject *object)
{
  g_ptr_array_unref (PARVIS_REPEAT_FIELD (object)->rows);
  G_OBJECT_CLASS (parvis_repeat_field_parent_class)->finalize (object);
}

static void
parvis_repeat_field_class_init (ParvisRepeatFieldClass *class)
{
  ParvisFieldControlClass *control_class = PARVIS_FIELD_CONTROL_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = parvis_repeat_field_finalize;
  control_class->load = parvis_repeat_field_load;
  control_class->refresh = parvis_repeat_field_refresh;
  control_class->show_fault = parvis_repeat_field_show_fault;
}

static void
parvis_repeat_field_init (ParvisRepeatField *self)
{
  self->rows = g_ptr_array_new ();
  self->cards = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  parvis_field_control_add (PARVIS_FIELD_CONTROL (self), self->cards);
}

GtkWidget *
parvis_repeat_field_new (const ParvisFieldContext *context)
{
  ParvisRepeatField *self = g_object_new (PARVIS_TYPE_REPEAT_FIELD, NULL);

  self->draft = context->draft;
  self->field = context->field;
  g_autofree char *add = g_strdup_printf (_("Ajouter : %s"), row_name (self));
  g_autofree char *full = g_strdup_printf (_("Vous pouvez en indiquer %u au plus."), most (self));
  self->add = parvis_key_new ("plus", add, GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_add_css_class (self->add, "secondary");
  g_signal_connect_swapped (self->add, "clicked", G_CALLBACK (on_add_clicked), self);
  self->full = gtk_label_new (full);
  gtk_label_set_xalign (GTK_LABEL (self->full), 0);
  gtk_widget_add_css_class (self->full, "hint");
  parvis_field_control_add (PARVIS_FIELD_CONTROL (self), self->add);
  parvis_field_control_add (PARVIS_FIELD_CONTROL (self), self->full);
  return GTK_WIDGET (self);
}
