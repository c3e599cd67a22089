/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* ParvisScroller: as high as its child wants at the width there is, and not higher (GtkScrolledWindow measures it at
 * any width); where there is less, it scrolls. (transfer floating) */
#define PARVIS_TYPE_SCROLLER (parvis_scroller_get_type ())
G_DECLARE_FINAL_TYPE (ParvisScroller, parvis_scroller, PARVIS, SCROLLER, GtkWidget)

GtkWidget *parvis_scroller_new (GtkWidget *child);

G_END_DECLS
