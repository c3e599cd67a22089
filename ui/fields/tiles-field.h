/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "ui/fields/field-control.h"

G_BEGIN_DECLS

/* ParvisTilesField: yes or no, one of a few, several of some: large tiles, in two columns where the words are short.
 * One of a few may end with "Autre" and words of one's own. Touching the chosen tile again takes an optional answer
 * back. */
#define PARVIS_TYPE_TILES_FIELD (parvis_tiles_field_get_type ())
G_DECLARE_FINAL_TYPE (ParvisTilesField, parvis_tiles_field, PARVIS, TILES_FIELD, ParvisFieldControl)

GtkWidget *parvis_tiles_field_new (const ParvisFieldContext *context);

G_END_DECLS
