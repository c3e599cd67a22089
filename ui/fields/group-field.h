/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "ui/fields/field-control.h"

G_BEGIN_DECLS

/* ParvisGroupField: an answer made of several small ones: address, commune, identity, the place of a point in words. */
#define PARVIS_TYPE_GROUP_FIELD (parvis_group_field_get_type ())
G_DECLARE_FINAL_TYPE (ParvisGroupField, parvis_group_field, PARVIS, GROUP_FIELD, ParvisFieldControl)

GtkWidget *parvis_group_field_new (const ParvisFieldContext *context);

G_END_DECLS
