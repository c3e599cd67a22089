/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/hub/intake/intake.h"

#include "sync/seal/receipt.h"
#include "sync/seal/seal.h"

#define PIECE (64 * 1024)

/* Reads the file once: its sum, and its first piece. */
static gboolean
examine (const char *path, char **sum, GBytes **start, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GBytes) first = NULL;
  gsize size = 1;

  while (stream != NULL && size > 0)
    {
      g_autoptr (GBytes) piece = g_input_stream_read_bytes (G_INPUT_STREAM (stream), PIECE, NULL, error);

      if (piece == NULL)
        return FALSE;
      g_checksum_update (checksum, g_bytes_get_data (piece, &size), (gssize) g_bytes_get_size (piece));
      if (first == NULL)
        first = g_bytes_ref (piece);
    }
  if (stream == NULL)
    return FALSE;
  *sum = g_strdup (g_checksum_get_string (checksum));
  *start = g_steal_pointer (&first);
  return TRUE;
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

  if (g_str_equal (stored->sha256, upload->sha256))
    return drop (store, upload, PARVIS_HUB_INTAKE_STORED, outcome, error);
  apart = parvis_hub_store_find_apart (store, upload->submission, upload->sha256, &own);
  if (own != NULL)
    {
      g_propagate_error (error, own);
      return FALSE;
    }
  if (apart != NULL)
    return drop (store, upload, PARVIS_HUB_INTAKE_APART, outcome, error);
  *outcome = PARVIS_HUB_INTAKE_APART;
  g_message ("submission %s came again with other bytes from %s: kept apart as upload %s", upload->submission,
             upload->kiosk, upload->id);
  return parvis_hub_store_settle (store, upload, NULL, now, error);
}

gboolean
parvis_hub_intake (ParvisHubStore *store, const ParvisHubConfig *config, const ParvisHubUpload *upload, gint64 now,
                   ParvisHubIntake *outcome, GError **error)
{
  g_autofree char *path = parvis_hub_store_path (store, upload);
  g_autofree char *sum = NULL;
  g_autoptr (GBytes) start = NULL;
  g_autoptr (ParvisHubUpload) stored = NULL;
  GError *own = NULL;

  if (!examine (path, &sum, &start, error))
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
