/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/seal/signature.h"

G_BEGIN_DECLS

/* The hub's signed receipt for one submission: JSON {"id", "sha256", "size", "received_at"} and a detached
 * CMS signature by a certificate with PARVIS_OID_RECEIPT, both base64 in one JSON object {"receipt",
 * "signature"}. A bare HTTP 200 is never taken for delivery: only a receipt that bears our id, our sum and
 * our size is. "size" is in bytes, "received_at" in Unix seconds. Errors are PARVIS_SIGNATURE_ERROR: INVALID
 * for what is not a receipt, was altered or is another submission's; CERTIFICATE when the signer is not one
 * of ours (or this machine's clock is off). */
GBytes *parvis_receipt_make (const char *id, const char *sha256, goffset size, gint64 received_at,
                             const char *certificate_file, const char *key_file,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Who may sign receipts. (transfer full) */
ParvisSigners *parvis_receipt_signers (const char *ca_file);
gboolean parvis_receipt_verify (GBytes *receipt, const char *id, const char *sha256, goffset size,
                                ParvisSigners *signers, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
