/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/content/publish.h"

#include <errno.h>
#include <string.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "app/content/fault.h"
#include "app/content/install-private.h"
#include "app/content/notices.h"
#include "sync/base/json.h"
#include "sync/base/name.h"
#include "sync/content/release.h"
#include "sync/content/resource.h"
#include "sync/seal/signature.h"

#define RELEASES "releases.p7m"
#define DAY      (24 * 3600)

/* ---- files ---- */

static gboolean
write_bytes (const char *tree, const char *name, GBytes *bytes, GError **error)
{
  g_autofree char *path = g_build_filename (tree, name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) why = NULL;

  if (g_mkdir_with_parents (folder, 0755) == 0
      && g_file_set_contents_full (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes),
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0644, &why))
    return TRUE;
  g_set_error (error, PARVIS_BUNDLE_ERROR, PARVIS_BUNDLE_ERROR_FAILED,
               _ ("« %s » ne peut pas être écrit (%s). Vérifiez les droits du dossier et la place libre."), path,
               why != NULL ? why->message : g_strerror (errno));
  return FALSE;
}

/* The folder may have been filled by other hands, or by a disk that failed. */
static gboolean
is_there (const char *path, gint64 size, const char *sum)
{
  g_autofree char *data = NULL, *found = NULL;
  GStatBuf info;
  gsize length;

  if (g_stat (path, &info) != 0 || info.st_size != size || !g_file_get_contents (path, &data, &length, NULL))
    return FALSE;
  found = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) data, length);
  return g_str_equal (found, sum);
}

/* Files are named by their sums: one that is there, whole, is the same. */
static gboolean
write_file (const char *tree, ParvisTree *bundle, const ParvisManifest *manifest, const char *path, GError **error)
{
  const char *sum = g_hash_table_lookup (manifest->sums, path);
  g_autofree char *name = g_strconcat ("files/", sum, NULL);
  g_autofree char *target = g_build_filename (tree, name, NULL);
  g_autoptr (GBytes) bytes = NULL;

  if (is_there (target, parvis_manifest_size (manifest, path), sum))
    return TRUE;
  bytes = parvis_tree_read (bundle, path, error);
  return bytes != NULL && write_bytes (tree, name, bytes, error);
}

static gboolean
write_files (const char *tree, ParvisTree *bundle, const ParvisManifest *manifest, GError **error)
{
  GPtrArray *paths = parvis_tree_paths (bundle);

  for (guint i = 0; i < paths->len; i++)
    if (!write_file (tree, bundle, manifest, paths->pdata[i], error))
      return FALSE;
  return TRUE;
}

/* ---- the list ---- */

static ParvisReleases *
new_list (void)
{
  ParvisReleases *list = g_new0 (ParvisReleases, 1);

  list->releases = g_ptr_array_new_with_free_func ((GDestroyNotify) parvis_release_free);
  list->resources = g_new0 (char *, 1);
  return list;
}

/* What is published now: signed by us, or we would sign what somebody else put there. */
static ParvisReleases *
read_list (const ParvisPublisher *publisher, const char *tree, GError **error)
{
  g_autofree char *path = g_build_filename (tree, RELEASES, NULL);
  g_autofree char *data = NULL;
  g_autoptr (GBytes) bytes = NULL;
  ParvisReleases *list;
  gsize length;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return new_list ();
  if (!g_file_get_contents (path, &data, &length, error))
    return NULL;
  bytes = g_bytes_new_take (g_steal_pointer (&data), length);
  list = parvis_releases_open (bytes, publisher->ca, error);
  if (list == NULL)
    g_prefix_error (error, "%s : ", path);
  return list;
}

static gboolean
write_list (const ParvisPublisher *publisher, const char *tree, ParvisReleases *list, gint64 now, GError **error)
{
  g_autoptr (GBytes) json = NULL;
  g_autoptr (GBytes) wrapped = NULL;
  g_autoptr (ParvisReleases) sound = NULL;

  list->serial++;
  list->made = now;
  list->expires = now + (gint64) publisher->valid_days * DAY;
  json = parvis_releases_to_json (list);
  sound = parvis_releases_read (json, error); /* too many, say */
  wrapped = sound != NULL ? parvis_signature_wrap (json, publisher->certificate, publisher->key, error) : NULL;
  if (wrapped == NULL)
    return FALSE;
  g_clear_pointer (&sound, parvis_releases_free);
  sound = parvis_releases_open (wrapped, publisher->ca, error); /* the wrong certificate */
  return sound != NULL && write_bytes (tree, RELEASES, wrapped, error);
}

gboolean
parvis_publish_renew (const ParvisPublisher *publisher, const char *tree, gint64 now, GError **error)
{
  g_autoptr (ParvisReleases) list = read_list (publisher, tree, error);

  if (list == NULL)
    return FALSE;
  if (list->serial > 0)
    return write_list (publisher, tree, list, now, error);
  g_set_error (error, PARVIS_BUNDLE_ERROR, PARVIS_BUNDLE_ERROR_FAILED,
               _ ("« %s » n’a pas de liste à renouveler. Publiez d’abord un contenu : parvisctl content publish."),
               tree);
  return FALSE;
}

/* ---- a bundle ---- */

static ParvisRelease *
make_release (gint64 version, GBytes *manifest, const ParvisAudience *audience)
{
  ParvisRelease *release = parvis_release_new (version);

  release->manifest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, manifest);
  release->size = (gint64) g_bytes_get_size (manifest);
  release->groups = g_strdupv ((char **) audience->groups);
  release->percent = audience->percent;
  release->from = audience->from;
  return release;
}

/* A number stands for one content, for ever: some kiosk may have it already. */
static gboolean
is_new (ParvisReleases *list, const ParvisRelease *release, GError **error)
{
  for (guint i = 0; i < list->releases->len; i++)
    {
      const ParvisRelease *old = list->releases->pdata[i];

      if (old->version != release->version || strcmp (old->manifest, release->manifest) == 0)
        continue;
      g_set_error (error, PARVIS_BUNDLE_ERROR, PARVIS_BUNDLE_ERROR_OLDER,
                   _ ("la version %" G_GINT64_FORMAT
                      " est déjà publiée avec un autre contenu. Augmentez « version » dans bundle.json et "
                      "signez de nouveau."),
                   release->version);
      return FALSE;
    }
  return TRUE;
}

static gboolean
write_bundle (const char *tree, ParvisTree *bundle, const ParvisManifest *manifest, GBytes *bytes, GBytes *signature,
              GError **error)
{
  g_autofree char *manifest_name = g_strdup_printf ("%" G_GINT64_FORMAT "/manifest.json", manifest->version);
  g_autofree char *signature_name = g_strdup_printf ("%" G_GINT64_FORMAT "/manifest.p7s", manifest->version);

  return write_files (tree, bundle, manifest, error) && write_bytes (tree, manifest_name, bytes, error)
         && write_bytes (tree, signature_name, signature, error);
}

static gboolean
has_sizes (const ParvisManifest *manifest, GError **error)
{
  if (manifest->sizes != NULL)
    return TRUE;
  g_set_error (
      error, PARVIS_BUNDLE_ERROR, PARVIS_BUNDLE_ERROR_UNTRUSTED,
      _ ("ce contenu a été signé sans la taille des fichiers. Signez-le de nouveau : parvisctl content sign DOSSIER."));
  return FALSE;
}

gboolean
parvis_publish_bundle (const ParvisPublisher *publisher, const char *folder, const char *tree,
                       const ParvisAudience *audience, gint64 now, gint64 *version, GError **error)
{
  g_autoptr (GPtrArray) faults = parvis_faults_new ();
  g_autoptr (ParvisTree) bundle = parvis_tree_open (folder, faults, error);
  g_autoptr (GBytes) bytes = bundle != NULL ? parvis_tree_read (bundle, "manifest.json", error) : NULL;
  g_autoptr (GBytes) signature = bytes != NULL ? parvis_tree_read (bundle, "manifest.p7s", error) : NULL;
  const ParvisInstallRules rules = { .ca_file = publisher->ca, .now = now };
  g_autoptr (ParvisManifest) manifest
      = signature != NULL ? parvis_install_judge (bundle, faults, folder, &rules, NULL, error) : NULL;
  g_autoptr (ParvisReleases) list = NULL;
  ParvisRelease *release;

  if (manifest == NULL || !has_sizes (manifest, error))
    return FALSE;
  list = read_list (publisher, tree, error);
  if (list == NULL)
    return FALSE;
  list->made = now;
  release = make_release (manifest->version, bytes, audience);
  if (!is_new (list, release, error))
    {
      parvis_release_free (release);
      return FALSE;
    }
  parvis_releases_add (list, release);
  if (version != NULL)
    *version = manifest->version;
  return write_bundle (tree, bundle, manifest, bytes, signature, error)
         && write_list (publisher, tree, list, now, error);
}

/* ---- a resource ---- */

static void
add_name (ParvisReleases *list, const char *name)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (g_strv_contains ((const char *const *) list->resources, name))
    return;
  g_strv_builder_addv (builder, (const char **) list->resources);
  g_strv_builder_add (builder, name);
  g_strfreev (list->resources);
  list->resources = g_strv_builder_end (builder);
}

static GBytes *
wrap_resource (const ParvisPublisher *publisher, const char *name, JsonNode *data, gint64 until, gint64 now,
               GError **error)
{
  g_autoptr (GBytes) json = parvis_resource_to_json (name, now, until, data);
  g_autoptr (GBytes) wrapped = parvis_signature_wrap (json, publisher->certificate, publisher->key, error);
  g_autoptr (ParvisResource) sound
      = wrapped != NULL ? parvis_resource_open (wrapped, name, publisher->ca, error) : NULL;

  return sound != NULL ? g_steal_pointer (&wrapped) : NULL;
}

gboolean
parvis_publish_resource (const ParvisPublisher *publisher, const char *name, const char *file, const char *tree,
                         gint64 until, gint64 now, GError **error)
{
  g_autoptr (JsonNode) data = NULL;
  g_autoptr (GBytes) wrapped = NULL;
  g_autoptr (ParvisReleases) list = NULL;
  g_autofree char *target = g_strdup_printf ("resources/%s.p7m", name);

  if (!parvis_name_is_valid (name))
    {
      g_set_error (error, PARVIS_BUNDLE_ERROR, PARVIS_BUNDLE_ERROR_INVALID,
                   _ ("« %s » n’est pas un nom : 1 à 64 caractères parmi a-z, 0-9 et -."), name);
      return FALSE;
    }
  data = parvis_json_load (file, PARVIS_RESOURCE_MAX_BYTES, error);
  if (data == NULL || (strcmp (name, PARVIS_NOTICES_RESOURCE) == 0 && !parvis_notices_check (data, file, error)))
    return FALSE;
  wrapped = wrap_resource (publisher, name, data, until, now, error);
  list = wrapped != NULL ? read_list (publisher, tree, error) : NULL;
  if (list == NULL || !write_bytes (tree, target, wrapped, error))
    return FALSE;
  add_name (list, name);
  return write_list (publisher, tree, list, now, error);
}
