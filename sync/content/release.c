/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/base/name.h"
#include "sync/content/release.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "sync/base/json.h"
#include "sync/content/manifest.h"
#include "sync/pki/pki.h"
#include "sync/seal/signature.h"

#define MAX_NUMBER G_GINT64_CONSTANT (9007199254740991)

G_DEFINE_QUARK (parvis_releases_error_quark, parvis_releases_error)

void
parvis_release_free (ParvisRelease *release)
{
  g_free (release->manifest);
  g_strfreev (release->groups);
  g_free (release);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisRelease, parvis_release_free)

void
parvis_releases_free (ParvisReleases *self)
{
  g_clear_pointer (&self->releases, g_ptr_array_unref);
  g_strfreev (self->resources);
  g_free (self);
}

ParvisRelease *
parvis_release_new (gint64 version)
{
  ParvisRelease *release = g_new0 (ParvisRelease, 1);

  release->version = version;
  release->percent = 100;
  return release;
}

/* ---- reading ---- */

static gboolean
invalid (GError **error, const char *what)
{
  g_set_error (error, PARVIS_RELEASES_ERROR, PARVIS_RELEASES_ERROR_INVALID,
               _ ("la liste des versions n’en est pas une : « %.60s » manque, n’est pas connu ou n’est pas possible"),
               what);
  return FALSE;
}

static gboolean
has_only (JsonObject *object, const char *const *known, GError **error)
{
  g_autoptr (GList) members = json_object_get_members (object);

  for (const GList *at = members; at != NULL; at = at->next)
    if (!g_strv_contains (known, at->data))
      return invalid (error, at->data);
  return TRUE;
}

static gboolean
read_number (JsonObject *object, const char *member, gint64 max, gint64 *number, GError **error)
{
  return (parvis_json_int64 (object, member, number) && *number >= 1 && *number <= max) || invalid (error, member);
}

/* An array of names, each once; not there: @names stays %NULL. */
static gboolean
read_names (JsonObject *object, const char *member, guint max, GStrv *names, GError **error)
{
  JsonArray *array = parvis_json_array (object, member);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  if (!json_object_has_member (object, member))
    return TRUE;
  if (array == NULL || json_array_get_length (array) > max)
    return invalid (error, member);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      const char *name = parvis_json_node_string (json_array_get_element (array, i));

      if (name == NULL || !parvis_name_is_valid (name) || !g_hash_table_add (seen, (gpointer) name))
        return invalid (error, member);
      g_strv_builder_add (builder, name);
    }
  *names = g_strv_builder_end (builder);
  return TRUE;
}

static gboolean
read_conditions (ParvisRelease *release, JsonObject *object, GError **error)
{
  gint64 percent;

  if (json_object_has_member (object, "percent"))
    {
      if (!read_number (object, "percent", 100, &percent, error))
        return FALSE;
      release->percent = (guint) percent;
    }
  if (json_object_has_member (object, "from")
      && !parvis_manifest_instant (parvis_json_string (object, "from"), &release->from))
    return invalid (error, "from");
  if (!read_names (object, "groups", PARVIS_RELEASES_MAX_GROUPS, &release->groups, error))
    return FALSE;
  return release->groups == NULL || release->groups[0] != NULL || invalid (error, "groups");
}

static gboolean
read_release (ParvisReleases *self, JsonNode *node, GError **error)
{
  const char *const known[] = { "version", "manifest", "size", "groups", "percent", "from", NULL };
  JsonObject *object = parvis_json_node_object (node);
  const char *manifest = parvis_json_string (object, "manifest");
  g_autoptr (ParvisRelease) release = parvis_release_new (0);

  if (object == NULL || !has_only (object, known, error))
    return object == NULL ? invalid (error, "releases") : FALSE;
  if (manifest == NULL || !parvis_manifest_is_sum (manifest))
    return invalid (error, "manifest");
  release->manifest = g_strdup (manifest);
  if (!read_number (object, "version", MAX_NUMBER, &release->version, error)
      || !read_number (object, "size", PARVIS_MANIFEST_MAX_BYTES, &release->size, error)
      || !read_conditions (release, object, error))
    return FALSE;
  g_ptr_array_add (self->releases, g_steal_pointer (&release));
  return TRUE;
}

static gboolean
read_releases (ParvisReleases *self, JsonArray *array, GError **error)
{
  if (array == NULL || json_array_get_length (array) > PARVIS_RELEASES_MAX)
    return invalid (error, "releases");
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!read_release (self, json_array_get_element (array, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
read_all (ParvisReleases *self, JsonObject *object, GError **error)
{
  const char *const known[] = { "format", "serial", "made", "expires", "releases", "resources", NULL };
  gint64 format;

  if (object == NULL || !parvis_json_int64 (object, "format", &format) || format != 1)
    return invalid (error, "format");
  if (!has_only (object, known, error) || !read_number (object, "serial", MAX_NUMBER, &self->serial, error))
    return FALSE;
  if (!parvis_manifest_instant (parvis_json_string (object, "made"), &self->made))
    return invalid (error, "made");
  if (!parvis_manifest_instant (parvis_json_string (object, "expires"), &self->expires))
    return invalid (error, "expires");
  if (!read_releases (self, parvis_json_array (object, "releases"), error)
      || !read_names (object, "resources", PARVIS_RELEASES_MAX_RESOURCES, &self->resources, error))
    return FALSE;
  if (self->resources == NULL)
    self->resources = g_new0 (char *, 1);
  return TRUE;
}

ParvisReleases *
parvis_releases_read (GBytes *json, GError **error)
{
  g_autoptr (ParvisReleases) self = g_new0 (ParvisReleases, 1);
  g_autoptr (JsonNode) node = parvis_json_read (json, PARVIS_RELEASES_MAX_BYTES, NULL);

  self->releases = g_ptr_array_new_with_free_func ((GDestroyNotify) parvis_release_free);
  return read_all (self, parvis_json_node_object (node), error) ? g_steal_pointer (&self) : NULL;
}

ParvisReleases *
parvis_releases_open (GBytes *wrapped, const char *ca_file, GError **error)
{
  g_autoptr (GBytes) json = parvis_signature_unwrap (wrapped, ca_file, PARVIS_OID_CONTENT, error);

  return json != NULL ? parvis_releases_read (json, error) : NULL;
}

/* ---- writing ---- */

static void
add_instant (JsonBuilder *builder, const char *member, gint64 seconds)
{
  g_autoptr (GDateTime) instant = g_date_time_new_from_unix_utc (seconds);
  g_autofree char *text = g_date_time_format (instant, "%Y-%m-%dT%H:%M:%SZ");

  json_builder_set_member_name (builder, member);
  json_builder_add_string_value (builder, text);
}

static void
add_number (JsonBuilder *builder, const char *member, gint64 number)
{
  json_builder_set_member_name (builder, member);
  json_builder_add_int_value (builder, number);
}

static void
add_names (JsonBuilder *builder, const char *member, char *const *names)
{
  json_builder_set_member_name (builder, member);
  json_builder_begin_array (builder);
  for (; *names != NULL; names++)
    json_builder_add_string_value (builder, *names);
  json_builder_end_array (builder);
}

static void
add_release (JsonBuilder *builder, const ParvisRelease *release)
{
  json_builder_begin_object (builder);
  add_number (builder, "version", release->version);
  json_builder_set_member_name (builder, "manifest");
  json_builder_add_string_value (builder, release->manifest);
  add_number (builder, "size", release->size);
  if (release->groups != NULL)
    add_names (builder, "groups", release->groups);
  if (release->percent < 100)
    add_number (builder, "percent", release->percent);
  if (release->from != 0)
    add_instant (builder, "from", release->from);
  json_builder_end_object (builder);
}

GBytes *
parvis_releases_to_json (const ParvisReleases *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  add_number (builder, "format", 1);
  add_number (builder, "serial", self->serial);
  add_instant (builder, "made", self->made);
  add_instant (builder, "expires", self->expires);
  json_builder_set_member_name (builder, "releases");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->releases->len; i++)
    add_release (builder, self->releases->pdata[i]);
  json_builder_end_array (builder);
  add_names (builder, "resources", self->resources);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return parvis_json_to_bytes (root);
}

/* ---- choosing ---- */

/* The kiosks are dealt out anew for each version, so that it is not always the same ones that go first. */
static guint
lot_of (const char *kiosk, gint64 version)
{
  g_autofree char *text = g_strdup_printf ("%s:%" G_GINT64_FORMAT, kiosk, version);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  sum[8] = '\0';
  return (guint) (g_ascii_strtoull (sum, NULL, 16) % 100);
}

static gboolean
is_for (const ParvisRelease *release, const char *kiosk, const char *group)
{
  if (release->groups != NULL && (group == NULL || !g_strv_contains ((const char *const *) release->groups, group)))
    return FALSE;
  return lot_of (kiosk, release->version) < release->percent;
}

const ParvisRelease *
parvis_releases_choose (const ParvisReleases *self, const char *kiosk, const char *group, gint64 now, gint64 *change)
{
  const ParvisRelease *best = NULL;

  *change = G_MAXINT64;
  for (guint i = 0; i < self->releases->len; i++)
    {
      const ParvisRelease *release = self->releases->pdata[i];

      if (!is_for (release, kiosk, group))
        continue;
      if (release->from > now)
        *change = MIN (*change, release->from);
      else if (best == NULL || release->version > best->version)
        best = release;
    }
  return best;
}

/* ---- adding ---- */

static gboolean
same_groups (const ParvisRelease *a, const ParvisRelease *b)
{
  if (a->groups == NULL || b->groups == NULL)
    return a->groups == b->groups;
  return g_strv_equal ((const char *const *) a->groups, (const char *const *) b->groups);
}

void
parvis_releases_add (ParvisReleases *self, ParvisRelease *release)
{
  gboolean for_all = release->groups == NULL && release->percent == 100 && release->from <= self->made;

  for (guint i = self->releases->len; i > 0; i--)
    {
      const ParvisRelease *old = self->releases->pdata[i - 1];

      if ((for_all && old->version <= release->version)
          || (old->version == release->version && same_groups (old, release)))
        g_ptr_array_remove_index (self->releases, i - 1);
    }
  g_ptr_array_add (self->releases, release);
}
