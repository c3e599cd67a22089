/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "ui/fields/field-control.h"

G_BEGIN_DECLS

/* ParvisSignatureField: a name written with the finger; or typed, for who cannot draw it. */
#define PARVIS_TYPE_SIGNATURE_FIELD (parvis_signature_field_get_type ())
G_DECLARE_FINAL_TYPE (ParvisSignatureField, parvis_signature_field, PARVIS, SIGNATURE_FIELD, ParvisFieldControl)

GtkWidget *parvis_signature_field_new (const ParvisFieldContext *context);

G_END_DECLS
