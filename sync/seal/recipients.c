/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/seal/recipients.h"

#include <string.h>

#define MAX_FILES (2 * PARVIS_SEAL_MAX_RECIPIENTS) /* more than are sealed to, so that somebody is told */

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static void
add_folder (const char *folder, GDir *dir, GPtrArray *files)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (name[0] != '.' && g_str_has_suffix (name, ".pem"))
      g_ptr_array_add (found, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (found, compare_names);
  for (guint i = 0; i < found->len && files->len < MAX_FILES; i++)
    g_ptr_array_add (files, g_strdup (g_ptr_array_index (found, i)));
}

/* A folder without certificates stands for itself, so that somebody is told of it. */
char **
parvis_recipients_files (const ParvisConfig *config)
{
  const char *const *paths = parvis_config_envelopes (config);
  g_autoptr (GPtrArray) files = g_ptr_array_new ();

  for (; *paths != NULL && files->len < MAX_FILES; paths++)
    {
      g_autoptr (GDir) dir = g_dir_open (*paths, 0, NULL);
      guint before = files->len;

      if (dir != NULL)
        add_folder (*paths, dir, files);
      if (files->len == before)
        g_ptr_array_add (files, g_strdup (*paths));
    }
  g_ptr_array_add (files, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&files), FALSE);
}

ParvisSealer *
parvis_recipients_open (const ParvisConfig *config, GPtrArray **left_out, GError **error)
{
  g_auto (GStrv) files = parvis_recipients_files (config);

  return parvis_sealer_new_for_files ((const char *const *) files, parvis_config_ca (config), left_out, error);
}
