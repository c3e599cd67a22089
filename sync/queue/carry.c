/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/queue/carry.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include "sync/base/digest.h"
#include "sync/base/durable.h"
#include "sync/seal/receipt.h"
#include "sync/seal/signature.h"

#define MAX_RECEIPT (128 * 1024)
#define ROOM_MARGIN (128 * 1024) /* the signature, and what a file system needs itself */
#define ROOM_A_ROW  512          /* its place in the manifest, old and new, and in the folder */

typedef struct
{
  ParvisOutbox *outbox;
  char *folder;
  gint64 now;
  ParvisCarrySaid said;
  gpointer user_data;
  ParvisCarryTally *tally;
  GHashTable *there;  /* export: ids of rows whose envelope lies on the key already */
  GPtrArray *written; /* export: paths of envelopes */
} Carrying;

char *
parvis_carry_folder (const char *root, const char *kiosk)
{
  g_autofree char *name = g_strconcat (PARVIS_CARRY_PREFIX, kiosk, NULL);

  return g_build_filename (root, name, NULL);
}

/* Takes @error. */
static void
say_bad (Carrying *self, const char *id, GError *error)
{
  self->tally->bad++;
  if (self->said != NULL)
    self->said (id, error->message, self->user_data);
  g_error_free (error);
}

/* In the order of their turn would be no use: the server takes them all. Oldest first. */
static GPtrArray *
list_undelivered (ParvisOutbox *outbox, GError **error)
{
  g_autoptr (GPtrArray) all = parvis_outbox_list (outbox, error);

  for (guint i = all != NULL ? all->len : 0; i > 0; i--)
    if (((ParvisOutboxEntry *) g_ptr_array_index (all, i - 1))->state == PARVIS_SUBMISSION_DELIVERED)
      g_ptr_array_remove_index (all, i - 1);
  return g_steal_pointer (&all);
}

/* Export ---------------------------------------------------------------------------------------- */

static gboolean
lies_there (const char *path, const ParvisOutboxEntry *entry)
{
  g_autoptr (GBytes) bytes = parvis_carry_load (path, (gsize) entry->size, NULL);
  g_autofree char *sum = bytes != NULL ? parvis_sha256 (bytes) : NULL;

  return g_strcmp0 (sum, entry->sha256) == 0;
}

static void
look_what_is_there (Carrying *self, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const ParvisOutboxEntry *entry = g_ptr_array_index (rows, i);
      g_autofree char *path = parvis_carry_envelope_path (self->folder, entry->id);

      if (lies_there (path, entry))
        g_hash_table_add (self->there, entry->id);
    }
}

/* A file takes whole blocks. */
static guint64
count_need (Carrying *self, GPtrArray *rows, guint64 block)
{
  guint64 need = ROOM_MARGIN;

  for (guint i = 0; i < MIN (rows->len, PARVIS_CARRY_MAX_ITEMS); i++)
    {
      const ParvisOutboxEntry *entry = g_ptr_array_index (rows, i);

      need += ROOM_A_ROW;
      if (!g_hash_table_contains (self->there, entry->id))
        need += ((guint64) entry->size + block - 1) / block * block;
    }
  return need;
}

static gboolean
check_room (Carrying *self, const char *root, GPtrArray *rows, GError **error)
{
  g_autofree char *wanted = NULL, *there = NULL;
  struct statvfs fs;
  guint64 need, room;

  if (!g_file_test (root, G_FILE_TEST_IS_DIR) || statvfs (root, &fs) < 0)
    {
      g_set_error (error, PARVIS_CARRY_ERROR, PARVIS_CARRY_ERROR_MISSING,
                   _ ("le dossier « %s » n’est pas là ; branchez la clé USB, ou donnez un autre dossier"), root);
      return FALSE;
    }
  look_what_is_there (self, rows);
  need = count_need (self, rows, MAX ((guint64) fs.f_frsize, 1));
  room = (guint64) fs.f_bavail * fs.f_frsize;
  if (room >= need)
    return TRUE;
  wanted = g_format_size (need);
  there = g_format_size (room);
  g_set_error (error, PARVIS_CARRY_ERROR, PARVIS_CARRY_ERROR_FULL,
               _ ("il faut %s dans « %s » et il n’y en a que %s ; prenez une autre clé ou faites-y de la place"),
               wanted, root, there);
  return FALSE;
}

/* FALSE: the key cannot be written, and it is of no use to go on. A damaged row is said, and the others go on. */
static gboolean
write_one (Carrying *self, const ParvisOutboxEntry *entry, ParvisCarryManifest *manifest, GError **error)
{
  g_autofree char *path = parvis_carry_envelope_path (self->folder, entry->id);
  g_autoptr (GBytes) envelope = NULL;
  GError *own = NULL;

  if (g_hash_table_contains (self->there, entry->id))
    self->tally->already++;
  else
    {
      envelope = parvis_outbox_envelope (self->outbox, entry->id, &own);
      if (envelope == NULL)
        {
          say_bad (self, entry->id, own);
          return TRUE;
        }
      if (!parvis_carry_save (path, envelope, error))
        return FALSE;
      g_ptr_array_add (self->written, g_steal_pointer (&path));
    }
  self->tally->done++;
  g_ptr_array_add (manifest->items, parvis_carry_item_new (entry->id, entry->sha256, entry->size));
  return TRUE;
}

/* What the manifest lists is on the key, durably. A row that was delivered and purged meanwhile needs no mark. */
static gboolean
mark_all (Carrying *self, const ParvisCarryManifest *manifest, GError **error)
{
  for (guint i = 0; i < manifest->items->len; i++)
    {
      const ParvisCarryItem *item = g_ptr_array_index (manifest->items, i);
      g_autoptr (GError) own = NULL;

      if (parvis_outbox_mark_exported (self->outbox, item->id, self->now, &own)
          || g_error_matches (own, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_MISSING))
        continue;
      g_propagate_error (error, g_steal_pointer (&own));
      return FALSE;
    }
  return TRUE;
}

/* (nullable) (transfer full) */
static GBytes *
sign_list (Carrying *self, GBytes *list, const char *certificate, const char *key)
{
  g_autoptr (GError) why = NULL;
  GBytes *signature = NULL;

  if (certificate != NULL && key != NULL)
    signature = parvis_signature_sign (list, certificate, key, &why);
  if (signature == NULL && self->said != NULL)
    self->said (NULL, why != NULL ? why->message : _ ("la borne n’a pas de certificat"), self->user_data);
  self->tally->signed_list = signature != NULL;
  return signature;
}

/* The list is what counts, in one step. Its signature waits beside it, so that an older list keeps its own should there
 * be no room for this one, and takes its place after it: a key that is pulled out between the two has a list whose
 * signature does not fit, which the central server holds until the export is made again. */
static gboolean
save_list (Carrying *self, const ParvisCarryManifest *manifest, const char *certificate, const char *key,
           GError **error)
{
  g_autofree char *path = g_build_filename (self->folder, PARVIS_CARRY_MANIFEST, NULL);
  g_autofree char *beside = g_build_filename (self->folder, PARVIS_CARRY_SIGNATURE, NULL);
  g_autofree char *waiting = g_strconcat (beside, ".new", NULL);
  g_autoptr (GBytes) list = parvis_carry_manifest_write (manifest);
  g_autoptr (GBytes) signature = sign_list (self, list, certificate, key);

  if ((signature != NULL && !parvis_carry_save (waiting, signature, error)) || !parvis_carry_save (path, list, error))
    {
      g_unlink (waiting);
      return FALSE;
    }
  if (signature != NULL ? g_rename (waiting, beside) < 0 : g_unlink (beside) < 0 && errno != ENOENT)
    {
      g_set_error (error, PARVIS_CARRY_ERROR, PARVIS_CARRY_ERROR_FAILED, "« %s » : %s", beside, g_strerror (errno));
      return FALSE;
    }
  parvis_durable_sync_folder (self->folder);
  return TRUE;
}

/* Not a link: whoever had the key in hand would have us write elsewhere. Sets errno. */
static gboolean
is_folder (const char *path)
{
  struct stat status;

  if (lstat (path, &status) < 0)
    return FALSE;
  errno = ENOTDIR;
  return S_ISDIR (status.st_mode);
}

static gboolean
make_folder (Carrying *self, GError **error)
{
  g_autofree char *root = g_path_get_dirname (self->folder);

  if (g_mkdir (self->folder, 0700) < 0 && (errno != EEXIST || !is_folder (self->folder)))
    {
      g_set_error (error, PARVIS_CARRY_ERROR, PARVIS_CARRY_ERROR_FAILED, _ ("« %s » ne peut pas être fait : %s"),
                   self->folder, g_strerror (errno));
      return FALSE;
    }
  parvis_durable_sync_folder (root);
  return TRUE;
}

static gboolean
write_envelopes (Carrying *self, GPtrArray *rows, ParvisCarryManifest *manifest, GError **error)
{
  for (guint i = 0; i < MIN (rows->len, PARVIS_CARRY_MAX_ITEMS); i++)
    if (!write_one (self, g_ptr_array_index (rows, i), manifest, error))
      return FALSE;
  self->tally->left = rows->len - MIN (rows->len, PARVIS_CARRY_MAX_ITEMS);
  return TRUE;
}

/* No list names them: they would only fill the key. */
static void
take_back (Carrying *self)
{
  for (guint i = 0; i < self->written->len; i++)
    g_unlink (g_ptr_array_index (self->written, i));
  g_rmdir (self->folder); /* unless an earlier export lies there */
  *self->tally = (ParvisCarryTally){ .bad = self->tally->bad };
}

static gboolean
write_all (Carrying *self, const char *kiosk, const char *certificate, const char *key, GPtrArray *rows, GError **error)
{
  g_autoptr (ParvisCarryManifest) manifest = parvis_carry_manifest_new (kiosk, self->now);

  if (!make_folder (self, error))
    return FALSE;
  if (write_envelopes (self, rows, manifest, error) && save_list (self, manifest, certificate, key, error))
    return mark_all (self, manifest, error);
  take_back (self);
  return FALSE;
}

gboolean
parvis_carry_export (ParvisOutbox *outbox, const char *kiosk, const char *certificate, const char *key,
                     const char *root, gint64 now, ParvisCarrySaid said, gpointer user_data, ParvisCarryTally *tally,
                     GError **error)
{
  g_autofree char *folder = parvis_carry_folder (root, kiosk);
  g_autoptr (GPtrArray) rows = list_undelivered (outbox, error);
  g_autoptr (GHashTable) there = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) written = g_ptr_array_new_with_free_func (g_free);
  Carrying self = { outbox, folder, now, said, user_data, tally, there, written };

  *tally = (ParvisCarryTally){ 0 };
  if (rows == NULL || !check_room (&self, root, rows, error))
    return FALSE;
  return rows->len == 0 || write_all (&self, kiosk, certificate, key, rows, error);
}

/* Receipts -------------------------------------------------------------------------------------- */

/* FALSE with an error: the outbox cannot be written. */
static gboolean
take_receipt (Carrying *self, const ParvisOutboxEntry *entry, GBytes *receipt, ParvisSigners *signers, GError **error)
{
  GError *own = NULL;

  if (!parvis_receipt_verify (receipt, entry->id, entry->sha256, entry->size, signers, &own))
    {
      say_bad (self, entry->id, own);
      return TRUE;
    }
  if (parvis_outbox_mark_brought (self->outbox, entry->id, receipt, self->now, &own))
    self->tally->done++;
  else if (g_error_matches (own, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_MISSING))
    {
      g_clear_error (&own); /* parvis-syncd is just sending it, and will be told the same */
      self->tally->left++;
    }
  if (own == NULL)
    return TRUE;
  g_propagate_error (error, own);
  return FALSE;
}

static gboolean
look_for_receipt (Carrying *self, const ParvisOutboxEntry *entry, ParvisSigners *signers, GError **error)
{
  g_autofree char *path = parvis_carry_receipt_path (self->folder, entry->id);
  GError *own = NULL;
  g_autoptr (GBytes) receipt = parvis_carry_load (path, MAX_RECEIPT, &own);

  if (receipt != NULL)
    return take_receipt (self, entry, receipt, signers, error);
  if (!g_error_matches (own, PARVIS_CARRY_ERROR, PARVIS_CARRY_ERROR_MISSING))
    {
      say_bad (self, entry->id, own);
      return TRUE;
    }
  g_error_free (own);
  self->tally->left++;
  return TRUE;
}

gboolean
parvis_carry_take_receipts (ParvisOutbox *outbox, const char *kiosk, const char *root, const char *ca_file, gint64 now,
                            ParvisCarrySaid said, gpointer user_data, ParvisCarryTally *tally, GError **error)
{
  g_autofree char *folder = parvis_carry_folder (root, kiosk);
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (ParvisSigners) signers = parvis_receipt_signers (ca_file);
  Carrying self = { outbox, folder, now, said, user_data, tally };

  *tally = (ParvisCarryTally){ 0 };
  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    {
      g_set_error (error, PARVIS_CARRY_ERROR, PARVIS_CARRY_ERROR_MISSING,
                   _ ("rien de la borne « %s » dans « %s » ; donnez le dossier qui a servi à l’export"), kiosk, root);
      return FALSE;
    }
  rows = list_undelivered (outbox, error);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    if (!look_for_receipt (&self, g_ptr_array_index (rows, i), signers, error))
      return FALSE;
  return rows != NULL;
}
