/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/fields/repeat-field.h"

#include <glib/gi18n-lib.h>

#include "ui/fields/field-host.h"
#include "ui/fields/field-row.h"
#include "ui/icons/icon.h"
#include "ui/key/key.h"
#include "ui/speech/spoken.h"
#include "ui/text/text.h"

#define MOST_ROWS 20

struct _ParvisRepeatField
{
  ParvisFieldControl parent_instance;

  ParvisDraft *draft;
  const ParvisField *field;
  GtkWidget *cards;
  GtkWidget *add;
  GtkWidget *full;
  GPtrArray *titles, *removes; /* of GtkWidget, not owned: of each card */
  GPtrArray *rows;             /* of ParvisFieldRow, not owned: of every card */
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
  return self->field->row_label != NULL ? self->field->row_label : _ ("Élément");
}

static guint
least (ParvisRepeatField *self)
{
  return MIN (MAX (self->field->min_items, self->field->required ? 1 : 0), most (self));
}

/* What tells the card from the others: the first name or identity in it. "" when there is none yet. */
static char *
identify (ParvisRepeatField *self, guint row)
{
  for (guint i = 0; i < self->field->fields->len; i++)
    {
      const ParvisField *field = g_ptr_array_index (self->field->fields, i);
      g_autofree char *path = g_strdup_printf ("%s[%u].%s", self->field->id, row, field->id);

      if (field->type == PARVIS_FIELD_TEXT || field->type == PARVIS_FIELD_IDENTITY)
        return parvis_draft_describe (self->draft, path);
    }
  return g_strdup ("");
}

static char *
card_name (ParvisRepeatField *self, guint row)
{
  g_autofree char *who = identify (self, row);

  if (*who == '\0')
    return g_strdup_printf ("%s %u", row_name (self), row + 1);
  /* Translators: "Enfant 1 : Jeanne". */
  return g_strdup_printf (_ ("%1$s %2$u : %3$s"), row_name (self), row + 1, who);
}

static void rebuild (ParvisRepeatField *self);

/* The names on the cards follow what is typed. */
static void
show_names (ParvisRepeatField *self)
{
  for (guint row = 0; row < self->titles->len; row++)
    {
      g_autofree char *name = card_name (self, row);
      g_autofree char *removes = g_strdup_printf (_ ("Supprimer : %s"), name);

      GtkWidget *title = g_ptr_array_index (self->titles, row);
      GtkWidget *card = gtk_widget_get_ancestor (gtk_widget_get_parent (title), GTK_TYPE_BOX);

      gtk_label_set_label (GTK_LABEL (title), name);
      /* To a screen reader the card is a group of that name; the kiosk's own voice says its title. */
      card = gtk_widget_get_parent (card);
      if (card != NULL)
        gtk_accessible_update_property (GTK_ACCESSIBLE (card), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      parvis_spoken_set (g_ptr_array_index (self->removes, row), removes, NULL, NULL);
    }
}

static void
on_row_changed (ParvisRepeatField *self)
{
  show_names (self);
  parvis_field_control_emit_changed (PARVIS_FIELD_CONTROL (self));
}

static guint
row_of (GtkWidget *widget)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (widget), "row"));
}

static void
remove_row (ParvisRepeatField *self, guint row)
{
  parvis_draft_remove_row (self->draft, self->field->id, row);
  rebuild (self);
  gtk_widget_grab_focus (self->add);
  parvis_field_control_emit_changed (PARVIS_FIELD_CONTROL (self));
}

static void
on_remove_sure (ParvisRepeatField *self, GtkWidget *button)
{
  remove_row (self, row_of (button));
}

static void
on_remove_not (ParvisRepeatField *self, GtkWidget *button)
{
  GtkWidget *question = gtk_widget_get_ancestor (button, GTK_TYPE_BOX);
  GtkWidget *remove = g_ptr_array_index (self->removes, row_of (button));

  question = gtk_widget_get_parent (question);
  gtk_widget_set_sensitive (remove, TRUE);
  gtk_widget_grab_focus (remove);
  gtk_box_remove (GTK_BOX (gtk_widget_get_parent (question)), question);
}

static GtkWidget *
new_answer (ParvisRepeatField *self, const char *icon, const char *label, guint row, GCallback clicked)
{
  GtkWidget *key = parvis_key_new (icon, label, GTK_ORIENTATION_HORIZONTAL);

  gtk_widget_add_css_class (key, "small");
  gtk_widget_set_hexpand (key, TRUE);
  g_object_set_data (G_OBJECT (key), "row", GUINT_TO_POINTER (row));
  g_signal_connect_swapped (key, "clicked", clicked, self);
  return key;
}

/* What was typed is not erased by a slip of the finger: asked in the card itself, below its head. */
static void
ask_to_remove (ParvisRepeatField *self, GtkWidget *remove)
{
  guint row = row_of (remove);
  GtkWidget *head = gtk_widget_get_parent (remove), *card = gtk_widget_get_parent (head);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *keys = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *no = new_answer (self, "back", _ ("Non, garder"), row, G_CALLBACK (on_remove_not));
  g_autofree char *name = card_name (self, row);
  g_autofree char *question = g_strdup_printf (_ ("Supprimer « %s » et ses réponses ?"), name);

  gtk_widget_add_css_class (box, "notice");
  gtk_widget_add_css_class (box, "sure");
  gtk_widget_add_css_class (keys, "parts");
  gtk_box_append (GTK_BOX (keys), new_answer (self, "bin", _ ("Oui, supprimer"), row, G_CALLBACK (on_remove_sure)));
  gtk_box_append (GTK_BOX (keys), no);
  gtk_box_append (GTK_BOX (box), parvis_text_new (question, NULL));
  gtk_box_append (GTK_BOX (box), keys);
  gtk_box_insert_child_after (GTK_BOX (card), box, head);
  gtk_widget_set_sensitive (remove, FALSE); /* the question is asked, just below */
  gtk_widget_grab_focus (no);
  parvis_field_host_announce (GTK_WIDGET (self), question);
}

static void
on_remove_clicked (ParvisRepeatField *self, GtkWidget *button)
{
  const ParvisValue *rows = parvis_draft_get (self->draft, self->field->id);

  if (parvis_value_is_empty (parvis_value_item (rows, row_of (button))))
    remove_row (self, row_of (button));
  else
    ask_to_remove (self, button);
}

/* --- cards --- */

static GtkWidget *
new_card_head (ParvisRepeatField *self, guint row)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *title = gtk_label_new ("");
  GtkWidget *remove = parvis_key_new ("cross", _ ("Supprimer"), GTK_ORIENTATION_HORIZONTAL);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  parvis_spoken_set_private (title, TRUE);
  g_ptr_array_add (self->titles, title);
  g_ptr_array_add (self->removes, remove);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (title, "card-title");
  gtk_widget_add_css_class (remove, "small");
  gtk_widget_add_css_class (remove, "remove");
  g_object_set_data (G_OBJECT (remove), "row", GUINT_TO_POINTER (row));
  g_signal_connect_swapped (remove, "clicked", G_CALLBACK (on_remove_clicked), self);
  gtk_box_append (GTK_BOX (head), title);
  gtk_box_append (GTK_BOX (head), remove);
  return head;
}

static GtkWidget *
new_card (ParvisRepeatField *self, guint row)
{
  GtkWidget *card = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_GROUP, NULL);

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
  /* As many as there must be: what cannot be removed has no key for it. */
  for (guint row = 0; row < self->removes->len; row++)
    gtk_widget_set_visible (g_ptr_array_index (self->removes, row), count (self) > least (self));
  show_names (self);
}

static void
parvis_repeat_field_refresh (ParvisFieldControl *control)
{
  ParvisRepeatField *self = PARVIS_REPEAT_FIELD (control);

  for (guint i = 0; i < self->rows->len; i++)
    {
      ParvisFieldRow *line = g_ptr_array_index (self->rows, i);
      guint row = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (line), "row"));

      gtk_widget_set_visible (GTK_WIDGET (line), parvis_draft_field_visible (
                                                     self->draft, parvis_field_row_get_field (line), self->field, row));
      parvis_field_row_refresh (line);
    }
}

static void
rebuild (ParvisRepeatField *self)
{
  GtkWidget *child;

  g_ptr_array_set_size (self->rows, 0);
  g_ptr_array_set_size (self->titles, 0);
  g_ptr_array_set_size (self->removes, 0);
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

  for (guint n = count (self); n < least (self); n++)
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
  ParvisRepeatField *self = PARVIS_REPEAT_FIELD (object);

  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->titles);
  g_ptr_array_unref (self->removes);
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
  self->titles = g_ptr_array_new ();
  self->removes = g_ptr_array_new ();
  self->cards = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  parvis_field_control_add (PARVIS_FIELD_CONTROL (self), self->cards);
}

GtkWidget *
parvis_repeat_field_new (const ParvisFieldContext *context)
{
  ParvisRepeatField *self = g_object_new (PARVIS_TYPE_REPEAT_FIELD, NULL);

  self->draft = context->draft;
  self->field = context->field;
  g_autofree char *add = g_strdup_printf (_ ("Ajouter : %s"), row_name (self));
  g_autofree char *full = g_strdup_printf (_ ("Vous pouvez en indiquer %u au plus."), most (self));
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
