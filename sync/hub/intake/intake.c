/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/hub/intake/intake.h"

#include "sync/base/digest.h"
#include "sync/seal/receipt.h"
#include "sync/seal/seal.h"

#define PIECE (64 * 1024)

/* Opens the file and reads its first piece. (transfer full) */
static GInputStream *
open_file (const char *path, GBytes **start, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);

  if (stream == NULL)
    return NULL;
  *start = g_input_stream_read_bytes (G_INPUT_STREAM (stream), PIECE, NULL, error);
  return *start != NULL ? G_INPUT_STREAM (g_steal_pointer (&stream)) : NULL;
}

/* The SHA-256 of @start and what follows it in @stream, as hexadecimal. (transfer full) */
static char *
sum_stream (GInputStream *stream, GBytes *start, GError **error)
{
  g_autoptr (ParvisDigest) digest = parvis_digest_new ();
  g_autoptr (GBytes) piece = g_bytes_ref (start);

  while (g_bytes_get_size (piece) > 0)
    {
      parvis_digest_add (digest, g_bytes_get_data (piece, NULL), g_bytes_get_size (piece));
      g_bytes_unref (piece);
      piece = g_input_stream_read_bytes (stream, PIECE, NULL, error);
      if (piece == NULL)
        return NULL;
    }
  return parvis_digest_end (digest);
}

/* The sum of the file, unless it is @known, and its first piece. */
static gboolean
examine (const char *path, const char *known, char **sum, GBytes **start, GError **error)
{
  g_autoptr (GInputStream) stream = open_file (path, start, error);

  if (stream == NULL)
    return FALSE;
  *sum = known != NULL ? g_strdup (known) : sum_stream (stream, *start, error);
  return *sum != NULL;
}

static gboolean
drop (ParvisHubStore *store, const ParvisHubUpload *upload, ParvisHubIntake why, ParvisHubIntake *outcome,
      GError **error)
{
  *outcome = why;
  return parvis_hub_store_drop (store, upload, error);
}

static gboolean
store_with_receipt (ParvisHubStore *store, const ParvisHubConfig *config, const ParvisHubUpload *upload, gint64 now,
                    GError **error)
{
  g_autoptr (GBytes) receipt = parvis_receipt_make (upload->submission, upload->sha256, upload->length, now,
                                                    config->receipt_certificate, config->receipt_key, error);

  return receipt != NULL && parvis_hub_store_settle (store, upload, receipt, now, error);
}

/* Its submission is already stored: the same bytes are not needed twice, others are kept apart. */
static gboolean
compare (ParvisHubStore *store, const ParvisHubUpload *upload, const ParvisHubUpload *stored, gint64 now,
         ParvisHubIntake *outcome, GError **error)
{
  g_autoptr (ParvisHubUpload) apart = NULL;
  GError *own = NULL;

  if (g_str_equal (stored->id, upload->id)) /* another hand was faster: these are its bytes, and no others */
    {
      *outcome = PARVIS_HUB_INTAKE_STORED;
      return TRUE;
    }
  if (g_str_equal (stored->sha256, upload->sha256))
    return drop (store, upload, PARVIS_HUB_INTAKE_STORED, outcome, error);
  apart = parvis_hub_store_find_apart (store, upload->submission, upload->sha256, &own);
  if (own != NULL)
    {
      g_propagate_error (error, own);
      return FALSE;
    }
  if (apart != NULL && g_str_equal (apart->id, upload->id))
    {
      *outcome = PARVIS_HUB_INTAKE_APART;
      return TRUE;
    }
  if (apart != NULL)
    return drop (store, upload, PARVIS_HUB_INTAKE_APART, outcome, error);
  *outcome = PARVIS_HUB_INTAKE_APART;
  g_message ("submission %s came again with other bytes from %s: kept apart as upload %s", upload->submission,
             upload->kiosk, upload->id);
  return parvis_hub_store_settle (store, upload, NULL, now, error);
}

gboolean
parvis_hub_intake (ParvisHubStore *store, const ParvisHubConfig *config, const ParvisHubUpload *upload,
                   const char *sha256, gint64 now, ParvisHubIntake *outcome, GError **error)
{
  g_autofree char *path = parvis_hub_store_path (store, upload);
  g_autofree char *sum = NULL;
  g_autoptr (GBytes) start = NULL;
  g_autoptr (ParvisHubUpload) stored = NULL;
  GError *own = NULL;

  if (!examine (path, sha256, &sum, &start, error))
    return FALSE;
  if (!g_str_equal (sum, upload->sha256))
    return drop (store, upload, PARVIS_HUB_INTAKE_WRONG_SUM, outcome, error);
  if (!parvis_seal_looks_sealed (start))
    return drop (store, upload, PARVIS_HUB_INTAKE_NOT_SEALED, outcome, error);
  stored = parvis_hub_store_find (store, upload->submission, &own);
  if (own != NULL)
    {
      g_propagate_error (error, own);
      return FALSE;
    }
  if (stored != NULL)
    return compare (store, upload, stored, now, outcome, error);
  *outcome = PARVIS_HUB_INTAKE_STORED;
  return store_with_receipt (store, config, upload, now, error);
}
