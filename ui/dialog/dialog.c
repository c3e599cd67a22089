/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/dialog/dialog.h"

#include "ui/dialog/scroller.h"
#include "ui/icons/icon.h"
#include "ui/key/key.h"
#include "ui/speech/spoken.h"
#include "ui/text/text.h"

struct _ParvisDialog
{
  GtkWidget parent_instance;
  GtkWidget *veil, *card, *text, *slot, *buttons;
  GPtrArray *keys; /* of GtkWidget, borrowed */
};

static guint answer_signal;

G_DEFINE_FINAL_TYPE (ParvisDialog, parvis_dialog, GTK_TYPE_WIDGET)

static void
on_clicked (GtkButton *button, ParvisDialog *self)
{
  guint index = 0;

  if (g_ptr_array_find (self->keys, button, &index))
    g_signal_emit (self, answer_signal, 0, (int) index);
}

static gboolean
on_key_pressed (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state,
                ParvisDialog *self)
{
  if (keyval != GDK_KEY_Escape || self->keys->len == 0)
    return GDK_EVENT_PROPAGATE;
  g_signal_emit (self, answer_signal, 0, (int) self->keys->len - 1);
  return GDK_EVENT_STOP;
}

/* Tab must not leave the dialog for the page under the veil: past the last thing comes the first, which is not always a
 * key. */
static gboolean
parvis_dialog_focus (GtkWidget *widget, GtkDirectionType direction)
{
  ParvisDialog *self = PARVIS_DIALOG (widget);
  GtkRoot *root = gtk_widget_get_root (widget);

  if (gtk_widget_child_focus (self->veil, direction))
    return TRUE;
  if (root != NULL && (direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD))
    {
      gtk_root_set_focus (root, NULL);
      gtk_widget_child_focus (self->veil, direction);
    }
  return TRUE;
}

static void
parvis_dialog_dispose (GObject *object)
{
  ParvisDialog *self = PARVIS_DIALOG (object);

  g_clear_pointer (&self->veil, gtk_widget_unparent);
  g_clear_pointer (&self->keys, g_ptr_array_unref);
  G_OBJECT_CLASS (parvis_dialog_parent_class)->dispose (object);
}

static void
parvis_dialog_class_init (ParvisDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parvis_dialog_dispose;
  widget_class->focus = parvis_dialog_focus;
  gtk_widget_class_set_css_name (widget_class, "parvis-dialog");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ALERT_DIALOG);
  answer_signal = g_signal_new ("answer", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
parvis_dialog_init (ParvisDialog *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->keys = g_ptr_array_new ();
  self->veil = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->veil, "veil");
  self->card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->card, "dialog-card");
  gtk_widget_set_halign (self->card, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->card, GTK_ALIGN_END);
  gtk_widget_set_vexpand (self->card, TRUE);
  gtk_box_append (GTK_BOX (self->veil), self->card);
  gtk_widget_set_parent (self->veil, GTK_WIDGET (self));
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static GtkWidget *
append_text (ParvisDialog *self, const char *text, const char *style)
{
  GtkWidget *label = parvis_text_new (text, style);

  gtk_box_append (GTK_BOX (self->card), label);
  return label;
}

ParvisDialog *
parvis_dialog_new (const char *icon, const char *title, const char *text)
{
  ParvisDialog *self = g_object_new (PARVIS_TYPE_DIALOG, NULL);

  if (icon != NULL)
    {
      GtkWidget *picture = parvis_icon_new (icon);
      gtk_widget_add_css_class (picture, "dialog-icon");
      gtk_widget_set_halign (picture, GTK_ALIGN_START);
      gtk_box_append (GTK_BOX (self->card), picture);
    }
  append_text (self, title, "title-2");
  self->text = append_text (self, text, "lead");
  gtk_widget_set_visible (self->text, text != NULL);
  self->slot = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_visible (self->slot, FALSE);
  self->buttons = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->buttons, "dialog-buttons");
  gtk_box_append (GTK_BOX (self->card), self->slot);
  gtk_box_append (GTK_BOX (self->card), self->buttons);
  parvis_spoken_set (GTK_WIDGET (self), title, NULL, NULL);
  return self;
}

void
parvis_dialog_add_button (ParvisDialog *self, const char *label, gboolean primary)
{
  GtkWidget *key = parvis_key_new (NULL, label, GTK_ORIENTATION_HORIZONTAL);

  gtk_widget_add_css_class (key, primary ? "primary" : "secondary");
  g_signal_connect (key, "clicked", G_CALLBACK (on_clicked), self);
  gtk_box_append (GTK_BOX (self->buttons), key);
  g_ptr_array_add (self->keys, key);
}

void
parvis_dialog_set_extra (ParvisDialog *self, GtkWidget *extra)
{
  /* Title and buttons stay in sight whatever the size of the letters. */
  gtk_box_append (GTK_BOX (self->slot), parvis_scroller_new (extra));
  gtk_widget_add_css_class (self->card, "wide");
  gtk_widget_set_visible (self->slot, TRUE);
}

void
parvis_dialog_set_text (ParvisDialog *self, const char *text)
{
  gtk_label_set_label (GTK_LABEL (self->text), text);
  gtk_widget_set_visible (self->text, TRUE);
}

void
parvis_dialog_take_focus (ParvisDialog *self)
{
  if (self->keys->len > 0)
    gtk_widget_grab_focus (g_ptr_array_index (self->keys, 0));
}
