/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

/* Takes the options of @entries (nullable) out of @argc and @argv, whose first word is the action. FALSE,
 * once it has been said on standard error what is off, when they are not all known or what is left has not
 * @words words, the action not counted. */
gboolean parvis_ctl_parse (const GOptionEntry *entries, const char *usage, int words, int *argc,
                           char ***argv);
