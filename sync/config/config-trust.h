/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* [trust] envelope=, taken apart. Private to config.c. */
#define PARVIS_CONFIG_MAX_ENVELOPES 16

/* @text: paths between ";", relative ones from the folder of the configuration file @path. At least one, at most
 * PARVIS_CONFIG_MAX_ENVELOPES, none twice; else PARVIS_CONFIG_ERROR_INVALID. (transfer full): absolute paths. */
char **parvis_config_trust_split (const char *text, const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
