/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/base/name.h"
#include "sync/queue/carry-manifest.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sync/base/durable.h"
#include "sync/base/json.h"
#include "sync/seal/seal.h"

#define FORMAT    "parvis-carry"
#define VERSION   1
#define SUM_CHARS 64

G_DEFINE_QUARK (parvis_carry_error_quark, parvis_carry_error)

ParvisCarryItem *
parvis_carry_item_new (const char *id, const char *sha256, goffset size)
{
  ParvisCarryItem *self = g_new0 (ParvisCarryItem, 1);

  self->id = g_strdup (id);
  self->sha256 = g_strdup (sha256);
  self->size = size;
  return self;
}

static void
item_free (ParvisCarryItem *self)
{
  g_free (self->id);
  g_free (self->sha256);
  g_free (self);
}

ParvisCarryManifest *
parvis_carry_manifest_new (const char *kiosk, gint64 made_at)
{
  ParvisCarryManifest *self = g_new0 (ParvisCarryManifest, 1);

  self->kiosk = g_strdup (kiosk);
  self->made_at = made_at;
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) item_free);
  return self;
}

void
parvis_carry_manifest_free (ParvisCarryManifest *self)
{
  g_free (self->kiosk);
  g_ptr_array_unref (self->items);
  g_free (self);
}

/* Reading --------------------------------------------------------------------------------------- */

static gboolean
refuse (GError **error, const char *what)
{
  g_set_error (error, PARVIS_CARRY_ERROR, PARVIS_CARRY_ERROR_INVALID,
               _ ("ce n’est pas une liste de demandes de Parvis, ou elle a été modifiée (%s) ; refaites l’export "
                  "sur la borne"),
               what);
  return FALSE;
}

static gboolean
is_made_of (const char *text, const char *allowed, gsize shortest, gsize longest)
{
  gsize length = text != NULL ? strlen (text) : 0;

  return length >= shortest && length <= longest && strspn (text, allowed) == length;
}

static gboolean
is_id (const char *text)
{
  return is_made_of (text, "0123456789abcdef-", 36, 36) && g_uuid_string_is_valid (text);
}

static gboolean
read_item (JsonNode *node, ParvisCarryManifest *self, GHashTable *ids, GError **error)
{
  JsonObject *object = parvis_json_node_object (node);
  const char *id = parvis_json_string (object, "id");
  const char *sum = parvis_json_string (object, "sha256");
  gint64 size = 0;
  ParvisCarryItem *item;

  if (object == NULL || json_object_get_size (object) != 3 || !is_id (id))
    return refuse (error, "id");
  if (!is_made_of (sum, "0123456789abcdef", SUM_CHARS, SUM_CHARS))
    return refuse (error, "sha256");
  if (!parvis_json_int64 (object, "size", &size) || size < 1 || size > PARVIS_SEAL_MAX_BYTES)
    return refuse (error, "size");
  item = parvis_carry_item_new (id, sum, size);
  g_ptr_array_add (self->items, item);
  return g_hash_table_add (ids, item->id) || refuse (error, "id");
}

static gboolean
read_items (JsonArray *array, ParvisCarryManifest *self, GError **error)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  guint length = array != NULL ? json_array_get_length (array) : 0;

  if (array == NULL || length > PARVIS_CARRY_MAX_ITEMS)
    return refuse (error, "submissions");
  for (guint i = 0; i < length; i++)
    if (!read_item (json_array_get_element (array, i), self, ids, error))
      return FALSE;
  return TRUE;
}

static gboolean
check_head (JsonObject *object, GError **error)
{
  gint64 version = 0;

  if (g_strcmp0 (parvis_json_string (object, "format"), FORMAT) != 0)
    return refuse (error, "format");
  if (!parvis_json_int64 (object, "version", &version) || version != VERSION)
    return refuse (error, "version");
  if (!parvis_name_is_valid (parvis_json_string (object, "kiosk")))
    return refuse (error, "kiosk");
  return json_object_get_size (object) == 5 || refuse (error, "members");
}

ParvisCarryManifest *
parvis_carry_manifest_read (GBytes *bytes, GError **error)
{
  g_autoptr (GError) why = NULL;
  g_autoptr (JsonNode) node = parvis_json_read (bytes, PARVIS_CARRY_MAX_MANIFEST, &why);
  JsonObject *object = parvis_json_node_object (node);
  g_autoptr (ParvisCarryManifest) self = NULL;
  gint64 made_at;

  if (object == NULL)
    {
      refuse (error, why != NULL ? why->message : "object");
      return NULL;
    }
  if (!check_head (object, error))
    return NULL;
  if (!parvis_json_int64 (object, "made_at", &made_at))
    {
      refuse (error, "made_at");
      return NULL;
    }
  self = parvis_carry_manifest_new (parvis_json_string (object, "kiosk"), made_at);
  return read_items (parvis_json_array (object, "submissions"), self, error) ? g_steal_pointer (&self) : NULL;
}

/* Writing --------------------------------------------------------------------------------------- */

static JsonObject *
item_to_json (const ParvisCarryItem *item)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", item->id);
  json_object_set_string_member (object, "sha256", item->sha256);
  json_object_set_int_member (object, "size", item->size);
  return object;
}

GBytes *
parvis_carry_manifest_write (const ParvisCarryManifest *self)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonArray *array = json_array_new ();

  json_object_set_string_member (object, "format", FORMAT);
  json_object_set_int_member (object, "version", VERSION);
  json_object_set_string_member (object, "kiosk", self->kiosk);
  json_object_set_int_member (object, "made_at", self->made_at);
  for (guint i = 0; i < self->items->len; i++)
    json_array_add_object_element (array, item_to_json (g_ptr_array_index (self->items, i)));
  json_object_set_array_member (object, "submissions", array);
  json_node_take_object (node, object);
  return parvis_json_to_bytes (node);
}

/* Files ----------------------------------------------------------------------------------------- */

char *
parvis_carry_envelope_path (const char *folder, const char *id)
{
  return g_strdup_printf ("%s/%s.cms", folder, id);
}

char *
parvis_carry_receipt_path (const char *folder, const char *id)
{
  return g_strdup_printf ("%s/%s.receipt.json", folder, id);
}

static gboolean
fail_errno (const char *path, int met, GError **error)
{
  ParvisCarryError code = met == ENOENT || met == ENOTDIR  ? PARVIS_CARRY_ERROR_MISSING
                          : met == ENOSPC || met == EDQUOT ? PARVIS_CARRY_ERROR_FULL
                          : met == ELOOP || met == ENXIO   ? PARVIS_CARRY_ERROR_INVALID
                                                           : PARVIS_CARRY_ERROR_FAILED;

  g_set_error (error, PARVIS_CARRY_ERROR, code, "« %s » : %s", path, g_strerror (met));
  return FALSE;
}

static GBytes *
read_plain (int fd, const char *path, gsize max, GError **error)
{
  struct stat status;
  g_autofree char *data = NULL;
  gsize have = 0;
  gssize got = 1;

  if (fstat (fd, &status) < 0 || !S_ISREG (status.st_mode) || status.st_size < 0 || (gsize) status.st_size > max)
    {
      g_set_error (error, PARVIS_CARRY_ERROR, PARVIS_CARRY_ERROR_INVALID,
                   _ ("« %s » n’est pas un fichier ordinaire, ou il est trop grand"), path);
      return NULL;
    }
  data = g_malloc ((gsize) status.st_size + 1);
  while (have < (gsize) status.st_size && got != 0)
    {
      got = read (fd, data + have, (gsize) status.st_size - have);
      if (got < 0 && errno != EINTR)
        {
          fail_errno (path, errno, error);
          return NULL;
        }
      have += (gsize) MAX (got, 0);
    }
  return g_bytes_new_take (g_steal_pointer (&data), have);
}

/* O_NONBLOCK: a FIFO with the right name must not hold us for ever. */
GBytes *
parvis_carry_load (const char *path, gsize max, GError **error)
{
  int fd = open (path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  GBytes *bytes;

  if (fd < 0)
    {
      fail_errno (path, errno, error);
      return NULL;
    }
  bytes = read_plain (fd, path, max, error);
  close (fd);
  return bytes;
}

gboolean
parvis_carry_save (const char *path, GBytes *bytes, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) why = NULL;
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  if (g_file_set_contents_full (path, data, (gssize) size, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                0600, &why))
    {
      parvis_durable_sync_folder (folder);
      return TRUE;
    }
  if (g_error_matches (why, G_FILE_ERROR, G_FILE_ERROR_NOSPC))
    g_set_error (error, PARVIS_CARRY_ERROR, PARVIS_CARRY_ERROR_FULL,
                 _ ("il n’y a plus de place pour « %s » ; prenez une autre clé ou faites-y de la place"), path);
  else
    g_set_error (error, PARVIS_CARRY_ERROR, PARVIS_CARRY_ERROR_FAILED, "%s", why->message);
  return FALSE;
}
