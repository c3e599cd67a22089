/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/content/check.h"
#include "app/content/manifest.h"
#include "sync/seal/signature.h"

#include <glib/gi18n-lib.h>

static gboolean
refuse_faults (GPtrArray *faults, const char *folder, GError **error)
{
  const ParvisBundleFault *first = faults->len > 0 ? faults->pdata[0] : NULL;

  if (first == NULL)
    return TRUE;
  g_set_error (error, PARVIS_BUNDLE_ERROR, PARVIS_BUNDLE_ERROR_INVALID,
               g_dngettext (GETTEXT_PACKAGE, "%s a %u faute, dont %s:%s : %s. Voyez-la : parvisctl content check %s",
                            "%s a %u fautes, dont %s:%s : %s. Voyez-les : parvisctl content check %s", faults->len),
               folder, faults->len, first->file, first->pointer, first->message, folder);
  return FALSE;
}

static gboolean
write_file (const char *folder, const char *name, GBytes *bytes, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return g_file_set_contents_full (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes),
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0644, error);
}

static gboolean
refuse_expired (GBytes *manifest_bytes, GError **error)
{
  g_autoptr (ParvisManifest) manifest = parvis_manifest_parse (manifest_bytes, error);

  if (manifest == NULL)
    return FALSE;
  if (manifest->expires > g_get_real_time () / G_USEC_PER_SEC)
    return TRUE;
  g_set_error (error, PARVIS_BUNDLE_ERROR, PARVIS_BUNDLE_ERROR_EXPIRED,
               _ ("bundle.json : ce contenu est déjà périmé, aucune borne n’en voudrait. Repoussez « expires »."));
  return FALSE;
}

gboolean
parvis_bundle_sign (const char *folder, const char *certificate_file, const char *key_file, GError **error)
{
  g_autoptr (GPtrArray) faults = parvis_faults_new ();
  g_autoptr (ParvisTree) tree = parvis_tree_open (folder, faults, error);
  g_autoptr (GBytes) manifest = NULL;
  g_autoptr (GBytes) signature = NULL;

  if (tree == NULL || !parvis_check_tree (tree, faults, error) || !refuse_faults (faults, folder, error))
    return FALSE;
  manifest = parvis_manifest_make (tree, error);
  if (manifest == NULL || !refuse_expired (manifest, error))
    return FALSE;
  signature = parvis_signature_sign (manifest, certificate_file, key_file, error);
  return signature != NULL && write_file (folder, "manifest.json", manifest, error)
         && write_file (folder, "manifest.p7s", signature, error);
}
