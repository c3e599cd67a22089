/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "ui/fields/field-control.h"

G_BEGIN_DECLS

/* ParvisDateField: a date, a time or both, typed as two figures, two figures, four figures: quicker and surer with any
 * hand than a calendar. Half a date is kept as it was typed, for the check to speak of and for the person to find
 * again. */
#define PARVIS_TYPE_DATE_FIELD (parvis_date_field_get_type ())
G_DECLARE_FINAL_TYPE (ParvisDateField, parvis_date_field, PARVIS, DATE_FIELD, ParvisFieldControl)

GtkWidget *parvis_date_field_new (const ParvisFieldContext *context);

G_END_DECLS
