/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "ui/fields/field-control.h"

G_BEGIN_DECLS

/* ParvisEntryField: one line that is typed: text, e-mail, telephone, numbers, IBAN, SIRET. */
#define PARVIS_TYPE_ENTRY_FIELD (parvis_entry_field_get_type ())
G_DECLARE_FINAL_TYPE (ParvisEntryField, parvis_entry_field, PARVIS, ENTRY_FIELD, ParvisFieldControl)

GtkWidget *parvis_entry_field_new (const ParvisFieldContext *context);

G_END_DECLS
