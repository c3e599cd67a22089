/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "ui/fields/field-control.h"

G_BEGIN_DECLS

/* ParvisFileField: a paper, page by page, from the kiosk's scanner. Without a scanner it says so, and what to do. */
#define PARVIS_TYPE_FILE_FIELD (parvis_file_field_get_type ())
G_DECLARE_FINAL_TYPE (ParvisFileField, parvis_file_field, PARVIS, FILE_FIELD, ParvisFieldControl)

GtkWidget *parvis_file_field_new (const ParvisFieldContext *context);

G_END_DECLS
