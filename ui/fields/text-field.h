/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "ui/fields/field-control.h"

G_BEGIN_DECLS

/* ParvisTextField: a text of several lines. Says how many characters are left when few are. */
#define PARVIS_TYPE_TEXT_FIELD (parvis_text_field_get_type ())
G_DECLARE_FINAL_TYPE (ParvisTextField, parvis_text_field, PARVIS, TEXT_FIELD, ParvisFieldControl)

GtkWidget *parvis_text_field_new (const ParvisFieldContext *context);

G_END_DECLS
