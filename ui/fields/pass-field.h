/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "ui/fields/field-control.h"

G_BEGIN_DECLS

/* ParvisPassField: a text that is the number of one of the town hall's own cards: typed, or read from that card. */
#define PARVIS_TYPE_PASS_FIELD (parvis_pass_field_get_type ())
G_DECLARE_FINAL_TYPE (ParvisPassField, parvis_pass_field, PARVIS, PASS_FIELD, ParvisFieldControl)

/* The context's field has a card. */
GtkWidget *parvis_pass_field_new (const ParvisFieldContext *context);

G_END_DECLS
