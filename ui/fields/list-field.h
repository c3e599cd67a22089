/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "ui/fields/field-control.h"

G_BEGIN_DECLS

/* ParvisListField: one of many: a button that bears the answer and opens a ParvisPicker over the page. */
#define PARVIS_TYPE_LIST_FIELD (parvis_list_field_get_type ())
G_DECLARE_FINAL_TYPE (ParvisListField, parvis_list_field, PARVIS, LIST_FIELD, ParvisFieldControl)

GtkWidget *parvis_list_field_new (const ParvisFieldContext *context);

G_END_DECLS
