/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "ui/fields/field-control.h"

G_BEGIN_DECLS

/* ParvisIdentityField: who somebody is: first names, name, date of birth, typed, or read from their card where the
 * kiosk has a reader and then shown to be put right. */
#define PARVIS_TYPE_IDENTITY_FIELD (parvis_identity_field_get_type ())
G_DECLARE_FINAL_TYPE (ParvisIdentityField, parvis_identity_field, PARVIS, IDENTITY_FIELD, ParvisFieldControl)

GtkWidget *parvis_identity_field_new (const ParvisFieldContext *context);

G_END_DECLS
