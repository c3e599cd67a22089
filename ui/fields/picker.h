/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

#include "app/demarche/demarche.h"

G_BEGIN_DECLS

/* ParvisPicker: a long list to choose one of, as large as the page, with a few letters to shorten it (accents and case
 * do not matter). Signal "picked" (value, label): value as in the option, or one's own words where @other allows them.
 */
#define PARVIS_TYPE_PICKER (parvis_picker_get_type ())
G_DECLARE_FINAL_TYPE (ParvisPicker, parvis_picker, PARVIS, PICKER, GtkWidget)

/* @options: of ParvisOption, outlives the picker. @chosen: the value that is marked (nullable). */
GtkWidget *parvis_picker_new (const char *title, const GPtrArray *options, const char *chosen, gboolean other);

G_END_DECLS
