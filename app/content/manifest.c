/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/content/manifest.h"

#include "app/content/fault.h"
#include "sync/json.h"
#include "app/content/schema.h"

#include <glib/gi18n-lib.h>
#include <string.h>

void
parvis_manifest_free (ParvisManifest *manifest)
{
  if (manifest == NULL)
    return;
  g_clear_pointer (&manifest->sums, g_hash_table_unref);
  g_free (manifest);
}

static gboolean
add_sum (JsonBuilder *builder, ParvisTree *tree, const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = parvis_tree_read (tree, path, error);
  g_autofree char *sum = bytes != NULL ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes) : NULL;

  if (sum == NULL)
    return FALSE;
  json_builder_set_member_name (builder, path);
  json_builder_add_string_value (builder, sum);
  return TRUE;
}

static gboolean
add_sums (JsonBuilder *builder, ParvisTree *tree, GError **error)
{
  GPtrArray *paths = parvis_tree_paths (tree);

  json_builder_begin_object (builder);
  for (guint i = 0; i < paths->len; i++)
    if (!add_sum (builder, tree, paths->pdata[i], error))
      return FALSE;
  json_builder_end_object (builder);
  return TRUE;
}

GBytes *
parvis_manifest_make (ParvisTree *tree, GError **error)
{
  JsonObject *bundle = parvis_json_node_object (parvis_tree_json (tree, "bundle.json"));
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  char *text;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "format");
  json_builder_add_int_value (builder, 1);
  json_builder_set_member_name (builder, "version");
  json_builder_add_int_value (builder, json_object_get_int_member (bundle, "version"));
  json_builder_set_member_name (builder, "expires");
  json_builder_add_string_value (builder, parvis_json_string (bundle, "expires"));
  json_builder_set_member_name (builder, "files");
  if (!add_sums (builder, tree, error))
    return NULL;
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, TRUE);
  return g_bytes_new_take (text, strlen (text));
}

static void
set_untrusted (GError **error, const char *why)
{
  g_set_error (error, PARVIS_BUNDLE_ERROR, PARVIS_BUNDLE_ERROR_UNTRUSTED,
               _ ("manifest.json : %s. Signez de nouveau le contenu : parvisctl content sign DOSSIER."), why);
}

static GHashTable *
read_sums (JsonObject *files)
{
  GHashTable *sums = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  JsonObjectIter iter;
  const char *path;
  JsonNode *sum;

  json_object_iter_init (&iter, files);
  while (json_object_iter_next (&iter, &path, &sum))
    g_hash_table_insert (sums, g_strdup (path), json_node_dup_string (sum));
  return sums;
}

ParvisManifest *
parvis_manifest_parse (GBytes *bytes, GError **error)
{
  g_autoptr (ParvisSchemas) schemas = parvis_schemas_new ();
  g_autoptr (GPtrArray) faults = parvis_faults_new ();
  g_autoptr (GError) problem = NULL;
  g_autoptr (JsonNode) node = parvis_json_read (bytes, PARVIS_TREE_MAX_MANIFEST, &problem);
  g_autoptr (GDateTime) expires = NULL;
  ParvisManifest *manifest;

  if (node == NULL
      || !parvis_schemas_validate (schemas, "manifest.schema.json", node, "manifest.json", faults, NULL,
                                   NULL))
    {
      set_untrusted (error,
                     node == NULL ? problem->message : ((ParvisBundleFault *) faults->pdata[0])->message);
      return NULL;
    }
  expires = g_date_time_new_from_iso8601 (parvis_json_string (json_node_get_object (node), "expires"), NULL);
  if (expires == NULL)
    {
      set_untrusted (error, _ ("la date d’expiration n’existe pas"));
      return NULL;
    }
  manifest = g_new0 (ParvisManifest, 1);
  manifest->version = json_object_get_int_member (json_node_get_object (node), "version");
  manifest->expires = g_date_time_to_unix (expires);
  manifest->sums = read_sums (parvis_json_object (json_node_get_object (node), "files"));
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
        g_set_error (
            error, PARVIS_BUNDLE_ERROR, PARVIS_BUNDLE_ERROR_UNTRUSTED,
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
