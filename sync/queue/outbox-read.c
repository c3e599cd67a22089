/* SPDX-License-Identifier: EUPL-1.2
 *
 * An envelope's bytes, read once: straight into where they are sent from, and summed while the processor still has them
 * at hand. A SELECT would make two copies more, and the sum a third way through memory.
 */
#include "sync/queue/outbox-private.h"

#include <glib/gi18n-lib.h>

#include "sync/base/digest.h"

#define PIECE (64 * 1024) /* bytes: fits the processor's cache */

typedef sqlite3_blob Blob;

static void
blob_close (Blob *blob)
{
  sqlite3_blob_close (blob);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Blob, blob_close)

static gboolean
damaged (ParvisOutbox *self, const char *id, GError **error)
{
  g_set_error (error, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_SPOILED,
               _ ("l’enveloppe de la demande « %s » est abîmée dans la file d’envoi ; gardez « %s » et prévenez "
                  "l’accueil : cette demande est à refaire"),
               id, parvis_outbox_path (self));
  return FALSE;
}

/* Fills @data with the @size bytes of @blob; their SHA-256. (transfer full) */
static char *
read_and_sum (ParvisOutbox *self, Blob *blob, guint8 *data, gsize size, GError **error)
{
  g_autoptr (ParvisDigest) digest = parvis_digest_new ();

  for (gsize at = 0; at < size; at += PIECE)
    {
      gsize piece = MIN (PIECE, size - at);
      int status = sqlite3_blob_read (blob, data + at, (int) piece, (int) at);

      if (status != SQLITE_OK)
        {
          parvis_sqlite_fail (self->db, status, error);
          return NULL;
        }
      parvis_digest_add (digest, data + at, piece);
    }
  return parvis_digest_end (digest);
}

/* (transfer full): the bytes of @blob, which are to have this @sum */
static GBytes *
read_checked (ParvisOutbox *self, Blob *blob, const char *id, const char *sum, GError **error)
{
  gsize size = (gsize) sqlite3_blob_bytes (blob);
  g_autofree guint8 *data = size <= PARVIS_SEAL_MAX_BYTES ? g_malloc (size) : NULL;
  g_autofree char *found = NULL;

  if (size > PARVIS_SEAL_MAX_BYTES)
    {
      damaged (self, id, error);
      return NULL;
    }
  found = read_and_sum (self, blob, data, size, error);
  if (found == NULL || (g_strcmp0 (found, sum) != 0 && !damaged (self, id, error)))
    return NULL;
  return g_bytes_new_take (g_steal_pointer (&data), size);
}

/* A row that has lost its envelope is spoiled, too. */
GBytes *
parvis_outbox_envelope (ParvisOutbox *self, const char *id, GError **error)
{
  g_autoptr (ParvisStatement) row = parvis_outbox_find_row (
      self, "SELECT coalesce (envelope.seq, 0), sha256 FROM submission LEFT JOIN envelope USING (seq) WHERE id = ?1",
      id, error);
  g_autoptr (Blob) blob = NULL;
  int status;

  if (row == NULL || (parvis_statement_get_int64 (row, 0) == 0 && !damaged (self, id, error)))
    return NULL;
  status = sqlite3_blob_open (parvis_sqlite_handle (self->db), "main", "envelope", "bytes",
                              parvis_statement_get_int64 (row, 0), 0, &blob);
  if (status == SQLITE_OK)
    return read_checked (self, blob, id, parvis_statement_get_text (row, 1), error);
  if (status == SQLITE_ERROR) /* what lies there is no BLOB */
    damaged (self, id, error);
  else
    parvis_sqlite_fail (self->db, status, error);
  return NULL;
}
