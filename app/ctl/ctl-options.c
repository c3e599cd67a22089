/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/ctl/ctl-options.h"

#include "app/ctl/ctl.h"

gboolean
parvis_ctl_parse (const GOptionEntry *entries, const char *usage, int words, int *argc, char ***argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_add_main_entries (context, entries, NULL);
  if (g_option_context_parse (context, argc, argv, &error) && *argc == words + 1)
    return TRUE;
  if (error != NULL)
    g_printerr ("parvisctl: %s\n", error->message);
  parvis_ctl_usage (usage);
  return FALSE;
}
