/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/fields/identity-field.h"

#include <glib/gi18n-lib.h>

#include "app/desk/card.h"
#include "ui/fields/card-offer.h"
#include "ui/fields/card-panel.h"
#include "ui/fields/field-host.h"
#include "ui/fields/group-field.h"

struct _ParvisIdentityField
{
  ParvisFieldControl parent_instance;
  ParvisValue *read; /* as the chip said it, with its source; NULL: nothing was read */
  GtkWidget *offer;  /* to have it read */
  GtkWidget *group;  /* the boxes */
};

G_DEFINE_FINAL_TYPE (ParvisIdentityField, parvis_identity_field, PARVIS_TYPE_FIELD_CONTROL)

static void
set_member (ParvisValue *value, const char *name, const char *text)
{
  parvis_value_set_member (value, name, parvis_value_new_text (text));
}

static void
on_read (ParvisIdentityField *self, const ParvisCardIdentity *identity, GtkWidget *panel)
{
  const char *done
      = _ ("C’est lu sur votre document : reprenez-le. Vérifiez chaque mot : la puce ne connaît pas les accents.");

  g_clear_pointer (&self->read, parvis_value_free);
  self->read = parvis_value_copy (identity->answer);
  set_member (self->read, "source",
              identity->verified ? PARVIS_IDENTITY_FROM_VERIFIED_CHIP : PARVIS_IDENTITY_FROM_CHIP);
  parvis_field_control_load (PARVIS_FIELD_CONTROL (self->group), identity->answer);
  parvis_field_host_close_panel (panel);
  parvis_field_control_emit_changed (PARVIS_FIELD_CONTROL (self));
  parvis_card_offer_say_done (PARVIS_CARD_OFFER (self->offer), _ ("Lire une autre carte"), done,
                              (const char *const *) identity->remarks);
}

static void
on_closed (ParvisIdentityField *self, GtkWidget *panel)
{
  parvis_field_host_close_panel (panel);
}

static void
on_asked (ParvisIdentityField *self)
{
  GtkWidget *panel = parvis_card_panel_new (parvis_card_offer_get_desk (PARVIS_CARD_OFFER (self->offer)));

  g_signal_connect_object (panel, "read", G_CALLBACK (on_read), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (panel, "closed", G_CALLBACK (on_closed), self, G_CONNECT_SWAPPED);
  parvis_field_host_open_panel (GTK_WIDGET (self), panel);
}

/* --- control --- */

static void
parvis_identity_field_load (ParvisFieldControl *control, const ParvisValue *value)
{
  ParvisIdentityField *self = PARVIS_IDENTITY_FIELD (control);

  g_clear_pointer (&self->read, parvis_value_free);
  if (parvis_value_member (value, "source") != NULL)
    self->read = parvis_value_copy (value);
  parvis_field_control_load (PARVIS_FIELD_CONTROL (self->group), value);
}

/* What the person puts right is theirs: it no longer comes from the chip. */
static ParvisValue *
parvis_identity_field_store (ParvisFieldControl *control)
{
  ParvisIdentityField *self = PARVIS_IDENTITY_FIELD (control);
  ParvisValue *value = parvis_field_control_store (PARVIS_FIELD_CONTROL (self->group));
  g_autoptr (ParvisValue) from_chip = NULL;

  if (self->read == NULL)
    return value;
  from_chip = parvis_value_copy (value);
  set_member (from_chip, "source", parvis_value_text (parvis_value_member (self->read, "source")));
  if (!parvis_value_equal (from_chip, self->read))
    return value;
  parvis_value_free (value);
  return g_steal_pointer (&from_chip);
}

static GtkWidget *
parvis_identity_field_show_fault (ParvisFieldControl *control, const ParvisFault *fault)
{
  return parvis_field_control_show_fault (PARVIS_FIELD_CONTROL (PARVIS_IDENTITY_FIELD (control)->group), fault);
}

static void
parvis_identity_field_clear_faults (ParvisFieldControl *control)
{
  parvis_field_control_clear_faults (PARVIS_FIELD_CONTROL (PARVIS_IDENTITY_FIELD (control)->group));
}

static gboolean
parvis_identity_field_is_complete (ParvisFieldControl *control, const char *part)
{
  return parvis_field_control_is_complete (PARVIS_FIELD_CONTROL (PARVIS_IDENTITY_FIELD (control)->group), part);
}

static void
parvis_identity_field_dispose (GObject *object)
{
  ParvisIdentityField *self = PARVIS_IDENTITY_FIELD (object);

  g_clear_pointer (&self->read, parvis_value_free);
  G_OBJECT_CLASS (parvis_identity_field_parent_class)->dispose (object);
}

static void
parvis_identity_field_class_init (ParvisIdentityFieldClass *klass)
{
  ParvisFieldControlClass *control_class = PARVIS_FIELD_CONTROL_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parvis_identity_field_dispose;
  control_class->load = parvis_identity_field_load;
  control_class->store = parvis_identity_field_store;
  control_class->show_fault = parvis_identity_field_show_fault;
  control_class->clear_faults = parvis_identity_field_clear_faults;
  control_class->is_complete = parvis_identity_field_is_complete;
}

static void
on_typed (ParvisIdentityField *self)
{
  parvis_field_control_emit_changed (PARVIS_FIELD_CONTROL (self));
}

static void
parvis_identity_field_init (ParvisIdentityField *self)
{
  self->offer = parvis_card_offer_new (_ ("Lire ma carte d’identité"));
  g_signal_connect_swapped (self->offer, "asked", G_CALLBACK (on_asked), self);
  parvis_field_control_add (PARVIS_FIELD_CONTROL (self), self->offer);
}

GtkWidget *
parvis_identity_field_new (const ParvisFieldContext *context)
{
  ParvisIdentityField *self = g_object_new (PARVIS_TYPE_IDENTITY_FIELD, NULL);

  self->group = parvis_group_field_new (context);
  g_signal_connect_swapped (self->group, "changed", G_CALLBACK (on_typed), self);
  parvis_field_control_add (PARVIS_FIELD_CONTROL (self), self->group);
  return GTK_WIDGET (self);
}
