/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/fields/signature-field.h"

#include <glib/gi18n-lib.h>

#include "ui/fields/signature-pad.h"
#include "ui/fields/choice-tile.h"
#include "ui/key/key.h"
#include "ui/lock/text-lock.h"
#include "ui/speech/spoken.h"

struct _ParvisSignatureField
{
  ParvisFieldControl parent_instance;

  GtkWidget *drawn; /* box: the pad and its button */
  GtkWidget *pad;
  GtkWidget *typing; /* tile: "J’écris mon nom au clavier" */
  GtkWidget *name;
};

G_DEFINE_FINAL_TYPE (ParvisSignatureField, parvis_signature_field, PARVIS_TYPE_FIELD_CONTROL)

static void
on_changed (ParvisSignatureField *self)
{
  parvis_field_control_emit_changed (PARVIS_FIELD_CONTROL (self));
}

static void
on_way_changed (ParvisSignatureField *self)
{
  gboolean typed = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->typing));

  gtk_widget_set_visible (self->drawn, !typed);
  gtk_widget_set_visible (self->name, typed);
  if (typed)
    gtk_widget_grab_focus (self->name);
  on_changed (self);
}

static GBytes *
picture (ParvisSignatureField *self)
{
  if (!gtk_check_button_get_active (GTK_CHECK_BUTTON (self->typing)))
    return parvis_signature_pad_to_png (PARVIS_SIGNATURE_PAD (self->pad));
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name))));
  return *name != '\0' ? parvis_signature_name_to_png (gtk_widget_get_pango_context (GTK_WIDGET (self)), name) : NULL;
}

static ParvisValue *
parvis_signature_field_store (ParvisFieldControl *control)
{
  g_autoptr (GBytes) png = picture (PARVIS_SIGNATURE_FIELD (control));

  return png != NULL ? parvis_value_new_file ("signature.png", "image/png", png) : parvis_value_new_empty ();
}

/* What was typed comes back as the picture that was made of it. */
static void
parvis_signature_field_load (ParvisFieldControl *control, const ParvisValue *value)
{
  GBytes *png = parvis_value_kind (value) == PARVIS_VALUE_FILE ? parvis_value_bytes (value) : NULL;

  parvis_signature_pad_show (PARVIS_SIGNATURE_PAD (PARVIS_SIGNATURE_FIELD (control)->pad), png);
}

static void
parvis_signature_field_class_init (ParvisSignatureFieldClass *class)
{
  PARVIS_FIELD_CONTROL_CLASS (class)->load = parvis_signature_field_load;
  PARVIS_FIELD_CONTROL_CLASS (class)->store = parvis_signature_field_store;
}

static GtkWidget *
new_drawn (ParvisSignatureField *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *clear = parvis_key_new ("cross", _ ("Effacer la signature"), GTK_ORIENTATION_HORIZONTAL);

  self->pad = parvis_signature_pad_new ();
  parvis_spoken_set (self->pad, _ ("Signez ici avec le doigt"), NULL, NULL);
  g_signal_connect_swapped (self->pad, "changed", G_CALLBACK (on_changed), self);
  g_signal_connect_swapped (clear, "clicked", G_CALLBACK (parvis_signature_pad_clear), self->pad);
  gtk_widget_add_css_class (clear, "small");
  gtk_widget_set_halign (clear, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (box), self->pad);
  gtk_box_append (GTK_BOX (box), clear);
  return box;
}

static void
parvis_signature_field_init (ParvisSignatureField *self)
{
  self->drawn = new_drawn (self);
  self->typing = parvis_choice_tile_new (_ ("Je signe en écrivant mon nom au clavier"), NULL, FALSE, NULL);
  self->name = parvis_text_lock_new_entry ();
  gtk_entry_set_max_length (GTK_ENTRY (self->name), 80);
  gtk_entry_set_input_purpose (GTK_ENTRY (self->name), GTK_INPUT_PURPOSE_NAME);
  gtk_widget_add_css_class (self->name, "answer");
  gtk_widget_set_visible (self->name, FALSE);
  parvis_spoken_set (self->name, _ ("Votre prénom et votre nom"), NULL, NULL);
  parvis_field_control_add (PARVIS_FIELD_CONTROL (self), self->drawn);
  parvis_field_control_add (PARVIS_FIELD_CONTROL (self), self->typing);
  parvis_field_control_add (PARVIS_FIELD_CONTROL (self), self->name);
  g_signal_connect_swapped (self->typing, "toggled", G_CALLBACK (on_way_changed), self);
  g_signal_connect_swapped (self->name, "changed", G_CALLBACK (on_changed), self);
}

GtkWidget *
parvis_signature_field_new (const ParvisFieldContext *context)
{
  return g_object_new (PARVIS_TYPE_SIGNATURE_FIELD, NULL);
}
