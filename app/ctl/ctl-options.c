/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/ctl/ctl-options.h"

#include <stdlib.h>

#include <glib/gi18n-lib.h>

#include "app/ctl/ctl.h"

/* Asked for, the usage is an answer and no fault. */
static void
answer_help (const char *usage, char **words)
{
  for (char **word = words; word != NULL && *word != NULL && !g_str_equal (*word, "--"); word++)
    if (g_str_equal (*word, "--help") || g_str_equal (*word, "-h"))
      {
        g_print (_ ("usage : %s\n"), usage);
        exit (PARVIS_CTL_OK);
      }
}

gboolean
parvis_ctl_parse (const GOptionEntry *entries, const char *usage, int words, int *argc, char ***argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  answer_help (usage, *argv);
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_add_main_entries (context, entries, NULL);
  if (g_option_context_parse (context, argc, argv, &error) && *argc == words + 1)
    return TRUE;
  if (error != NULL)
    g_printerr ("parvisctl: %s\n", error->message);
  parvis_ctl_usage (usage);
  return FALSE;
}

gboolean
parvis_ctl_parse_options (ParvisCtlOptions *options, const char *usage, int words, int *argc, char ***argv)
{
  const GOptionEntry entries[] = {
    { "config", 0, 0, G_OPTION_ARG_FILENAME, &options->config },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options->json },
    G_OPTION_ENTRY_NULL,
  };

  return parvis_ctl_parse (entries, usage, words, argc, argv);
}

void
parvis_ctl_options_clear (ParvisCtlOptions *options)
{
  g_clear_pointer (&options->config, g_free);
}
