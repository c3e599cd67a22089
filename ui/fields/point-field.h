/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "ui/fields/field-control.h"

G_BEGIN_DECLS

/* ParvisPointField: a place. Where the content has a map: it is brought under a mark and confirmed; and, for who cannot
 * use a map, said in words. Without a map: in words alone. The map is made once the field stands on its page, which
 * knows the desk. */
#define PARVIS_TYPE_POINT_FIELD (parvis_point_field_get_type ())
G_DECLARE_FINAL_TYPE (ParvisPointField, parvis_point_field, PARVIS, POINT_FIELD, ParvisFieldControl)

GtkWidget *parvis_point_field_new (const ParvisFieldContext *context);

G_END_DECLS
