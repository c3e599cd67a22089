/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/config/config.h"

G_BEGIN_DECLS

/* The group [content] of the configuration (sync/config/config.h has its keys). */
#define PARVIS_CONFIG_CONTENT_GROUP "content"

/* Fills @content from @file, the file @path, whose central server is @hub_url. An unknown key is an error that names
 * it. */
gboolean parvis_config_content_read (GKeyFile *file, const char *path, const char *hub_url,
                                     ParvisContentConfig *content, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* An address of a web server, which a name can be added to. Clear HTTP is for one on this very machine only: a test, or
 * a proxy that speaks TLS for us. */
gboolean parvis_config_is_url (const char *text);
void parvis_config_content_clear (ParvisContentConfig *content);

G_END_DECLS
