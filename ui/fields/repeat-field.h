/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "ui/fields/field-control.h"

G_BEGIN_DECLS

/* ParvisRepeatField: a block of questions, once for each child, each vehicle: cards that can be added and taken away.
 */
#define PARVIS_TYPE_REPEAT_FIELD (parvis_repeat_field_get_type ())
G_DECLARE_FINAL_TYPE (ParvisRepeatField, parvis_repeat_field, PARVIS, REPEAT_FIELD, ParvisFieldControl)

GtkWidget *parvis_repeat_field_new (const ParvisFieldContext *context);

G_END_DECLS
