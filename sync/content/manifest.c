/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/content/manifest.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "sync/base/json.h"

#define MAX_VERSION G_GINT64_CONSTANT (9007199254740991) /* exact in every reader's numbers */

G_DEFINE_QUARK (parvis_manifest_error_quark, parvis_manifest_error)

void
parvis_manifest_free (ParvisManifest *manifest)
{
  if (manifest == NULL)
    return;
  g_clear_pointer (&manifest->sums, g_hash_table_unref);
  g_clear_pointer (&manifest->sizes, g_hash_table_unref);
  g_free (manifest);
}

/* ---- what a manifest is made of ---- */

gboolean
parvis_manifest_is_path (const char *path)
{
  return strlen (path) <= PARVIS_MANIFEST_MAX_PATH
         && g_regex_match_simple ("^(([a-z]+/)?[a-z0-9][a-z0-9-]*[.](json|svg|png|jpg)|map[.]mbtiles)\\z", path,
                                  (GRegexCompileFlags) 0, (GRegexMatchFlags) 0)
         && strcmp (path, "manifest.json") != 0;
}

gboolean
parvis_manifest_is_sum (const char *text)
{
  return strspn (text, "0123456789abcdef") == 64 && text[64] == '\0';
}

#define YEAR_10000 G_GINT64_CONSTANT (253402300800) /* Unix seconds: the zone may lead there */

gboolean
parvis_manifest_instant (const char *text, gint64 *seconds)
{
  g_autoptr (GDateTime) instant = NULL;

  if (text == NULL
      || !g_regex_match_simple ("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(Z|[+-]\\d\\d:\\d\\d)\\z", text,
                                (GRegexCompileFlags) 0, (GRegexMatchFlags) 0))
    return FALSE;
  instant = g_date_time_new_from_iso8601 (text, NULL);
  if (instant != NULL)
    *seconds = g_date_time_to_unix (instant);
  return instant != NULL && *seconds > 0 && *seconds < YEAR_10000;
}

/* ---- reading ---- */

static gboolean invalid (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

static gboolean
invalid (GError **error, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_clear_error (error);
  if (error != NULL)
    *error = g_error_new_valist (PARVIS_MANIFEST_ERROR, PARVIS_MANIFEST_ERROR_INVALID, format, arguments);
  va_end (arguments);
  return FALSE;
}

static gboolean
read_sums (ParvisManifest *self, JsonObject *files, GError **error)
{
  JsonObjectIter iter;
  const char *path;
  JsonNode *node;

  if (files == NULL || json_object_get_size (files) < 1 || json_object_get_size (files) > PARVIS_MANIFEST_MAX_FILES)
    return invalid (error, _ ("« %s » manque, ou nomme trop de fichiers"), "files");
  self->sums = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  json_object_iter_init (&iter, files);
  while (json_object_iter_next (&iter, &path, &node))
    {
      const char *sum = parvis_json_node_string (node);

      if (!parvis_manifest_is_path (path))
        return invalid (error, _ ("« %.150s » n’est pas un nom de fichier d’un contenu"), path);
      if (sum == NULL || !parvis_manifest_is_sum (sum))
        return invalid (error, _ ("la somme de « %s » n’est pas un SHA-256"), path);
      g_hash_table_insert (self->sums, g_strdup (path), g_strdup (sum));
    }
  return TRUE;
}

static gboolean
read_size (ParvisManifest *self, JsonObject *sizes, const char *path, GError **error)
{
  gint64 size;

  if (!g_hash_table_contains (self->sums, path) || !parvis_json_int64 (sizes, path, &size) || size < 0
      || size > PARVIS_MANIFEST_MAX_TOTAL - self->total)
    return invalid (error, _ ("la taille de « %.150s » n’est pas possible"), path);
  self->total += size;
  g_hash_table_insert (self->sizes, g_strdup (path), g_memdup2 (&size, sizeof size));
  return TRUE;
}

static gboolean
read_sizes (ParvisManifest *self, JsonObject *sizes, GError **error)
{
  JsonObjectIter iter;
  const char *path;

  self->sizes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  json_object_iter_init (&iter, sizes);
  while (json_object_iter_next (&iter, &path, NULL))
    if (!read_size (self, sizes, path, error))
      return FALSE;
  if (g_hash_table_size (self->sizes) == g_hash_table_size (self->sums))
    return TRUE;
  return invalid (error, _ ("« %s » n’a pas tous les fichiers"), "sizes");
}

static gboolean
check_members (JsonObject *object, GError **error)
{
  const char *const known[] = { "format", "version", "expires", "files", "sizes", NULL };
  g_autoptr (GList) members = json_object_get_members (object);

  for (const GList *at = members; at != NULL; at = at->next)
    if (!g_strv_contains (known, at->data))
      return invalid (error, _ ("« %.60s » n’est pas connu"), (const char *) at->data);
  return TRUE;
}

static gboolean
read_all (ParvisManifest *self, JsonObject *object, GError **error)
{
  gint64 format;

  if (object == NULL || !parvis_json_int64 (object, "format", &format) || format != 1)
    return invalid (error, _ ("« %s » n’est pas 1 : ce n’est pas un manifeste, ou il est d’un Parvis plus récent"),
                    "format");
  if (!check_members (object, error))
    return FALSE;
  if (!parvis_json_int64 (object, "version", &self->version) || self->version < 1 || self->version > MAX_VERSION)
    return invalid (error, _ ("« %s » n’est pas un nombre entier à partir de 1"), "version");
  if (!parvis_manifest_instant (parvis_json_string (object, "expires"), &self->expires))
    return invalid (error, _ ("la date d’expiration (« %s ») n’existe pas"), "expires");
  if (!read_sums (self, parvis_json_object (object, "files"), error))
    return FALSE;
  if (!json_object_has_member (object, "sizes"))
    return TRUE;
  if (parvis_json_object (object, "sizes") == NULL)
    return invalid (error, _ ("« %s » n’est pas un objet"), "sizes");
  return read_sizes (self, parvis_json_object (object, "sizes"), error);
}

ParvisManifest *
parvis_manifest_read (GBytes *bytes, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (JsonNode) node = parvis_json_read (bytes, PARVIS_MANIFEST_MAX_BYTES, &problem);
  g_autoptr (ParvisManifest) self = g_new0 (ParvisManifest, 1);

  if (node == NULL)
    {
      g_set_error_literal (error, PARVIS_MANIFEST_ERROR, PARVIS_MANIFEST_ERROR_INVALID, problem->message);
      return NULL;
    }
  return read_all (self, parvis_json_node_object (node), error) ? g_steal_pointer (&self) : NULL;
}

gint64
parvis_manifest_size (const ParvisManifest *manifest, const char *path)
{
  const gint64 *size = manifest->sizes != NULL ? g_hash_table_lookup (manifest->sizes, path) : NULL;

  return size != NULL ? *size : -1;
}
