/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

/* Takes the options of @entries (nullable) out of @argc and @argv, whose first word is the action. FALSE,
 * once it has been said on standard error what is off, when they are not all known or what is left has not
 * @words words, the action not counted. */
gboolean parvis_ctl_parse (const GOptionEntry *entries, const char *usage, int words, int *argc, char ***argv);

/* What most commands take: --config FILE and --json. */
typedef struct
{
  char *config; /* (nullable): the usual places */
  gboolean json;
} ParvisCtlOptions;

/* The same for these two. */
gboolean parvis_ctl_parse_options (ParvisCtlOptions *options, const char *usage, int words, int *argc, char ***argv);
void parvis_ctl_options_clear (ParvisCtlOptions *options);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ParvisCtlOptions, parvis_ctl_options_clear)
