/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/fields/list-button.h"

#include <glib/gi18n-lib.h>

#include "ui/fields/field-host.h"
#include "ui/fields/picker.h"
#include "ui/icons/icon.h"
#include "ui/speech/spoken.h"

struct _ParvisListButton
{
  GtkButton parent_instance;

  char *title;
  const GPtrArray *options;
  gboolean other;
  char *value;
  GtkWidget *label;
};

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ParvisListButton, parvis_list_button, GTK_TYPE_BUTTON)

static const ParvisOption *
find (ParvisListButton *self, const char *value)
{
  for (guint i = 0; self->options != NULL && i < self->options->len; i++)
    {
      const ParvisOption *option = g_ptr_array_index (self->options, i);
      if (g_str_equal (option->value, value))
        return option;
    }
  return NULL;
}

static void
show_value (ParvisListButton *self)
{
  const ParvisOption *option = find (self, self->value);
  const char *words = option != NULL ? option->label : self->value;
  gboolean none = *words == '\0';
  g_autofree char *name = g_strdup_printf ("%s\u00a0: %s", self->title, none ? _ ("choisir dans la liste") : words);

  gtk_label_set_text (GTK_LABEL (self->label), none ? _ ("Choisir dans la liste") : words);
  if (none)
    gtk_widget_add_css_class (GTK_WIDGET (self), "unanswered");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "unanswered");
  /* A screen reader has no value of a button: there, it is in the name. */
  parvis_spoken_set (GTK_WIDGET (self), self->title, NULL, none ? _ ("choisir dans la liste") : words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
on_picked (ParvisListButton *self, const char *value, const char *label, GtkWidget *picker)
{
  parvis_list_button_set_value (self, value);
  parvis_field_host_close_panel (picker);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_clicked (ParvisListButton *self)
{
  if (self->options == NULL)
    return;
  GtkWidget *picker = parvis_picker_new (self->title, self->options, self->value, self->other);

  g_signal_connect_object (picker, "picked", G_CALLBACK (on_picked), self, G_CONNECT_SWAPPED);
  parvis_field_host_open_panel (GTK_WIDGET (self), picker);
}

static void
parvis_list_button_finalize (GObject *object)
{
  ParvisListButton *self = PARVIS_LIST_BUTTON (object);

  g_free (self->title);
  g_free (self->value);
  G_OBJECT_CLASS (parvis_list_button_parent_class)->finalize (object);
}

static void
parvis_list_button_class_init (ParvisListButtonClass *class)
{
  G_OBJECT_CLASS (class)->finalize = parvis_list_button_finalize;
  signals[CHANGED]
      = g_signal_new ("changed", PARVIS_TYPE_LIST_BUTTON, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
parvis_list_button_init (ParvisListButton *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->value = g_strdup ("");
  self->label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_label_set_wrap (GTK_LABEL (self->label), TRUE);
  gtk_widget_set_hexpand (self->label, TRUE);
  gtk_box_append (GTK_BOX (box), self->label);
  gtk_box_append (GTK_BOX (box), parvis_icon_new ("down"));
  gtk_button_set_child (GTK_BUTTON (self), box);
  gtk_widget_add_css_class (GTK_WIDGET (self), "answer");
  gtk_widget_add_css_class (GTK_WIDGET (self), "list-button");
  g_signal_connect (self, "clicked", G_CALLBACK (on_clicked), NULL);
}

GtkWidget *
parvis_list_button_new (const char *title, gboolean other)
{
  ParvisListButton *self = g_object_new (PARVIS_TYPE_LIST_BUTTON, NULL);

  self->title = g_strdup (title);
  self->other = other;
  show_value (self);
  return GTK_WIDGET (self);
}

void
parvis_list_button_set_options (ParvisListButton *self, const GPtrArray *options)
{
  self->options = options;
  if (find (self, self->value) == NULL && !self->other)
    parvis_list_button_set_value (self, "");
  gtk_widget_set_sensitive (GTK_WIDGET (self), options != NULL);
  show_value (self);
}

const char *
parvis_list_button_get_value (ParvisListButton *self)
{
  return self->value;
}

void
parvis_list_button_set_value (ParvisListButton *self, const char *value)
{
  char *copy = g_strdup (value);

  g_free (self->value);
  self->value = copy;
  show_value (self);
}
