/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/content/manifest.h"

#include "app/content/fault.h"
#include "sync/base/json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The file's sum, and its size. */
static gboolean
add_file (JsonObject *sums, JsonObject *sizes, ParvisTree *tree, const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = parvis_tree_read (tree, path, error);
  g_autofree char *sum = bytes != NULL ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes) : NULL;

  if (sum == NULL)
    return FALSE;
  json_object_set_string_member (sums, path, sum);
  json_object_set_int_member (sizes, path, (gint64) g_bytes_get_size (bytes));
  return TRUE;
}

static gboolean
add_files (JsonObject *manifest, ParvisTree *tree, GError **error)
{
  GPtrArray *paths = parvis_tree_paths (tree);
  JsonObject *sums = json_object_new (), *sizes = json_object_new ();

  json_object_set_object_member (manifest, "files", sums);
  json_object_set_object_member (manifest, "sizes", sizes);
  for (guint i = 0; i < paths->len; i++)
    if (!add_file (sums, sizes, tree, paths->pdata[i], error))
      return FALSE;
  return TRUE;
}

GBytes *
parvis_manifest_make (ParvisTree *tree, GError **error)
{
  JsonObject *bundle = parvis_json_node_object (parvis_tree_json (tree, "bundle.json"));
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *manifest = json_object_new ();
  char *text;

  json_node_take_object (root, manifest);
  json_object_set_int_member (manifest, "format", 1);
  json_object_set_int_member (manifest, "version", json_object_get_int_member (bundle, "version"));
  json_object_set_string_member (manifest, "expires", parvis_json_string (bundle, "expires"));
  if (!add_files (manifest, tree, error))
    return NULL;
  text = json_to_string (root, TRUE);
  return g_bytes_new_take (text, strlen (text));
}

ParvisManifest *
parvis_manifest_parse (GBytes *bytes, GError **error)
{
  g_autoptr (GError) problem = NULL;
  ParvisManifest *manifest = parvis_manifest_read (bytes, &problem);

  if (manifest == NULL)
    g_set_error (error, PARVIS_BUNDLE_ERROR, PARVIS_BUNDLE_ERROR_UNTRUSTED,
                 _ ("manifest.json : %s. Signez de nouveau le contenu : parvisctl content sign DOSSIER."),
                 problem->message);
  return manifest;
}

gboolean
parvis_manifest_covers (const ParvisManifest *manifest, ParvisTree *tree, GError **error)
{
  GPtrArray *paths = parvis_tree_paths (tree);
  GHashTableIter iter;
  gpointer path;

  for (guint i = 0; i < paths->len; i++)
    if (!g_hash_table_contains (manifest->sums, paths->pdata[i]))
      {
        g_set_error (error, PARVIS_BUNDLE_ERROR, PARVIS_BUNDLE_ERROR_UNTRUSTED,
                     _ ("%s n’était pas là quand le contenu a été signé. Retirez ce fichier, ou signez de nouveau."),
                     (const char *) paths->pdata[i]);
        return FALSE;
      }
  g_hash_table_iter_init (&iter, manifest->sums);
  while (g_hash_table_iter_next (&iter, &path, NULL))
    if (!parvis_tree_has (tree, path))
      {
        g_set_error (error, PARVIS_BUNDLE_ERROR, PARVIS_BUNDLE_ERROR_UNTRUSTED,
                     _ ("%s manque, et était là quand le contenu a été signé. Copiez de nouveau le contenu."),
                     (const char *) path);
        return FALSE;
      }
  return TRUE;
}
