/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/fields/pass-field.h"

#include <glib/gi18n-lib.h>

#include "ui/fields/card-offer.h"
#include "ui/fields/card-panel.h"
#include "ui/fields/entry-field.h"
#include "ui/fields/field-host.h"
#include "ui/language/language.h"

struct _ParvisPassField
{
  ParvisFieldControl parent_instance;
  const ParvisField *field;
  char *name;       /* of the card; NULL: not known, or not yet */
  GtkWidget *offer; /* to have it read */
  GtkWidget *entry; /* the control of the box */
};

G_DEFINE_FINAL_TYPE (ParvisPassField, parvis_pass_field, PARVIS_TYPE_FIELD_CONTROL)

/* --- reading --- */

/* What does not go into the box whole is no answer: the box is left as it was. */
static gboolean
put (ParvisPassField *self, const char *number)
{
  g_autoptr (ParvisValue) before = parvis_field_control_store (PARVIS_FIELD_CONTROL (self->entry));
  g_autoptr (ParvisValue) read = parvis_value_new_text (number), after = NULL;

  parvis_field_control_load (PARVIS_FIELD_CONTROL (self->entry), read);
  after = parvis_field_control_store (PARVIS_FIELD_CONTROL (self->entry));
  if (parvis_value_equal (read, after))
    return TRUE;
  parvis_field_control_load (PARVIS_FIELD_CONTROL (self->entry), before);
  return FALSE;
}

static void
on_read (ParvisPassField *self, const char *number, GtkWidget *panel)
{
  if (!put (self, number))
    {
      g_autoptr (GError) error
          = g_error_new_literal (PARVIS_CARD_READING_ERROR, PARVIS_CARD_READING_USELESS,
                                 _ ("Le numéro de cette carte ne va pas ici. Tapez vous-même votre réponse."));

      parvis_card_panel_show_error (PARVIS_CARD_PANEL (panel), error);
      return;
    }
  parvis_field_host_close_panel (panel);
  parvis_field_control_emit_changed (PARVIS_FIELD_CONTROL (self));
  parvis_card_offer_say_done (PARVIS_CARD_OFFER (self->offer), _ ("Présenter une autre carte"),
                              _ ("C’est lu : reprenez votre carte. Vérifiez le numéro."), NULL);
}

static void
on_closed (ParvisPassField *self, GtkWidget *panel)
{
  parvis_field_host_close_panel (panel);
}

static void
on_asked (ParvisPassField *self)
{
  ParvisDesk *desk = parvis_card_offer_get_desk (PARVIS_CARD_OFFER (self->offer));
  GtkWidget *panel = parvis_card_panel_new_for_pass (desk, self->field->card, self->name);

  g_signal_connect_object (panel, "number", G_CALLBACK (on_read), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (panel, "closed", G_CALLBACK (on_closed), self, G_CONNECT_SWAPPED);
  parvis_field_host_open_panel (GTK_WIDGET (self), panel);
  parvis_card_panel_start (PARVIS_CARD_PANEL (panel));
}

/* --- control --- */

static void
parvis_pass_field_load (ParvisFieldControl *control, const ParvisValue *value)
{
  parvis_field_control_load (PARVIS_FIELD_CONTROL (PARVIS_PASS_FIELD (control)->entry), value);
}

static ParvisValue *
parvis_pass_field_store (ParvisFieldControl *control)
{
  return parvis_field_control_store (PARVIS_FIELD_CONTROL (PARVIS_PASS_FIELD (control)->entry));
}

static GtkWidget *
parvis_pass_field_subject (ParvisFieldControl *control)
{
  return parvis_field_control_subject (PARVIS_FIELD_CONTROL (PARVIS_PASS_FIELD (control)->entry));
}

/* The card's name is known once we stand on a page; without one, it is only typed. */
static void
parvis_pass_field_root (GtkWidget *widget)
{
  ParvisPassField *self = PARVIS_PASS_FIELD (widget);
  ParvisDesk *desk;
  g_autofree char *label = NULL;

  GTK_WIDGET_CLASS (parvis_pass_field_parent_class)->root (widget);
  desk = self->name == NULL ? parvis_field_host_get_desk (widget) : NULL;
  self->name = desk != NULL ? parvis_desk_pass_name (desk, self->field->card, parvis_language_get ()) : self->name;
  if (desk == NULL || self->name == NULL)
    return;
  /* Translators: %s is the name printed on a card of the town: “Pass Jeune”. */
  label = g_strdup_printf (_ ("Présenter ma carte « %s »"), self->name);
  parvis_card_offer_set_label (PARVIS_CARD_OFFER (self->offer), label);
}

static void
parvis_pass_field_finalize (GObject *object)
{
  g_free (PARVIS_PASS_FIELD (object)->name);
  G_OBJECT_CLASS (parvis_pass_field_parent_class)->finalize (object);
}

static void
parvis_pass_field_class_init (ParvisPassFieldClass *class)
{
  ParvisFieldControlClass *control_class = PARVIS_FIELD_CONTROL_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = parvis_pass_field_finalize;
  GTK_WIDGET_CLASS (class)->root = parvis_pass_field_root;
  control_class->load = parvis_pass_field_load;
  control_class->store = parvis_pass_field_store;
  control_class->subject = parvis_pass_field_subject;
}

static void
on_typed (ParvisPassField *self)
{
  parvis_field_control_emit_changed (PARVIS_FIELD_CONTROL (self));
}

static void
parvis_pass_field_init (ParvisPassField *self)
{
  self->offer = parvis_card_offer_new (NULL);
  g_signal_connect_swapped (self->offer, "asked", G_CALLBACK (on_asked), self);
  parvis_field_control_add (PARVIS_FIELD_CONTROL (self), self->offer);
}

GtkWidget *
parvis_pass_field_new (const ParvisFieldContext *context)
{
  ParvisPassField *self = g_object_new (PARVIS_TYPE_PASS_FIELD, NULL);

  self->field = context->field;
  self->entry = parvis_entry_field_new (context);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (on_typed), self);
  parvis_field_control_add (PARVIS_FIELD_CONTROL (self), self->entry);
  return GTK_WIDGET (self);
}
