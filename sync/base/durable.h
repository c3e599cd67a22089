/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Makes the names of new files in @folder survive a power cut: fsync(2) of a file does not cover its entry. A
 * file system that cannot do it is left in peace. */
void parvis_durable_sync_folder (const char *folder);

G_END_DECLS
