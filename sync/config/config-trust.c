/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/config/config-trust.h"

#include <glib/gi18n-lib.h>

#include "sync/config/config.h"

static char **
invalid (const char *path, const char *remedy, GError **error)
{
  g_set_error (error, PARVIS_CONFIG_ERROR, PARVIS_CONFIG_ERROR_INVALID, "%s : [trust] envelope : %s", path, remedy);
  return NULL;
}

char **
parvis_config_trust_split (const char *text, const char *path, GError **error)
{
  g_auto (GStrv) pieces = g_strsplit (text, ";", -1);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (char **piece = pieces; *piece != NULL; piece++)
    {
      g_autofree char *absolute = NULL;

      if (*g_strstrip (*piece) == '\0') /* GKeyFile's own lists end with ";" */
        continue;
      absolute = g_canonicalize_filename (*piece, folder);
      if (!g_hash_table_add (seen, g_strdup (absolute)))
        return invalid (path, _ ("un fichier y est deux fois ; retirez-en un"), error);
      g_strv_builder_add (builder, absolute);
    }
  if (g_hash_table_size (seen) == 0)
    return invalid (path, _ ("aucun fichier ; écrivez le certificat de chiffrement de la mairie"), error);
  if (g_hash_table_size (seen) > PARVIS_CONFIG_MAX_ENVELOPES)
    return invalid (path, _ ("plus de 16 fichiers ; gardez ceux qui servent"), error);
  return g_strv_builder_end (builder);
}
