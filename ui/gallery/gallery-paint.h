/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Writes what @window shows now, as large as it is, to @path as a PNG. Only right after it was painted (the frame
 * clock's "after-paint"): whatever is to be drawn again has nothing to show. */
gboolean parvis_gallery_paint (GtkWindow *window, const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
