/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/config/config.h"

/* The groups [usb] and [usb NAME] of the configuration, read from its text so that a mistake is told with its line. */

/* "usb", or "usb " and a name. */
gboolean parvis_config_usb_is_group (const char *group);

/* Adds what @text, the file @path, declares to @devices (of ParvisConfigUsb, which frees them) and to @allowed (of
 * strings). */
gboolean parvis_config_usb_read (const char *text, const char *path, GPtrArray *devices, GPtrArray *allowed,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
void parvis_config_usb_free (gpointer device);
