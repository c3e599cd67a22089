/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* ParvisAccess: how the person at the screen wants it (EN 301 549 §4.2). One object per process; everything that can
 * adapt follows it by "notify::…" and nobody passes these wishes around. All are off for a new session.
 *
 * Boolean properties, read and write; each notifies only when it changes:
 *   "large"      larger text: capitals of 7.3 mm at least (§5.1.4)
 *   "contrast"   7:1 at least
 *   "low-reach"  all that is touched in the lower part of the screen (§8.3)
 *   "easy"       easy words (FALC) where the content has them; pages are built again
 *   "still"      nothing moves
 *   "speech"     the screen is read aloud (§5.1.3)
 * Main thread only. */
#define PARVIS_TYPE_ACCESS (parvis_access_get_type ())
G_DECLARE_FINAL_TYPE (ParvisAccess, parvis_access, PARVIS, ACCESS, GObject)

ParvisAccess *parvis_access_get (void); /* (transfer none) */

gboolean parvis_access_get_large (void);
gboolean parvis_access_get_contrast (void);
gboolean parvis_access_get_low_reach (void);
gboolean parvis_access_get_easy (void);
gboolean parvis_access_get_still (void);
gboolean parvis_access_get_speech (void);

/* Whether anything is on. */
gboolean parvis_access_is_adapted (void);
/* Everything back to normal. */
void parvis_access_reset (void);

G_END_DECLS
