/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "ui/window/window.h"

G_BEGIN_DECLS

/* ParvisGallery: every page and every widget of the kiosk, in every way of perceiving it, painted into
 * FOLDER/<orientation>-<language>-<look>/<nn>-<scene>.png. For who draws, translates or checks the screens. It goes
 * through the real window with the real content, as a person would; it submits, prints and sends nothing.
 *
 * After each picture it writes "picture PATH" to standard output; with PARVIS_GALLERY_STEP it then waits for a line on
 * standard input, so that somebody may examine the live screen (tests/journeys/test-audit.py).
 *
 * Signal "done" (string: what went wrong, or NULL).
 */
#define PARVIS_TYPE_GALLERY (parvis_gallery_get_type ())
G_DECLARE_FINAL_TYPE (ParvisGallery, parvis_gallery, PARVIS, GALLERY, GObject)

typedef enum
{
  PARVIS_GALLERY_ALL = 0,
  PARVIS_GALLERY_STEP = 1 << 0,
} ParvisGalleryFlags;

/* @languages and @looks ("normal", "large", "contrast", "reach"): those to be shown, separated by commas; NULL: French
 * and Arabic, and all looks. */
ParvisGallery *parvis_gallery_new (ParvisWindow *window, ParvisDesk *desk, const char *folder,
                                   ParvisGalleryFlags flags);
gboolean parvis_gallery_choose (ParvisGallery *self, const char *languages, const char *looks,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
void parvis_gallery_start (ParvisGallery *self);

G_END_DECLS
