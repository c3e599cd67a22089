/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "ui/fields/field-control.h"

G_BEGIN_DECLS

/* ParvisLinkedField: two answers, the second one's list depending on the first. */
#define PARVIS_TYPE_LINKED_FIELD (parvis_linked_field_get_type ())
G_DECLARE_FINAL_TYPE (ParvisLinkedField, parvis_linked_field, PARVIS, LINKED_FIELD, ParvisFieldControl)

GtkWidget *parvis_linked_field_new (const ParvisFieldContext *context);

G_END_DECLS
