/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/config/config.h"
#include "sync/seal/seal.h"

G_BEGIN_DECLS

/* Whom this kiosk seals to: every certificate of [trust] envelope= that is valid now. Any thread. */

/* The files themselves: what is a folder is replaced by its *.pem, in the order of their names. NULL-terminated, at
 * most twice PARVIS_SEAL_MAX_RECIPIENTS. (transfer full) */
char **parvis_recipients_files (const ParvisConfig *config);

/* A sealer for all of them; PARVIS_SEAL_ERROR_CERTIFICATE when none is valid: then no démarche may begin. @left_out
 * (out) (nullable): one sentence for the staff for each that is left out, for the caller to tell; empty when all are
 * good. */
ParvisSealer *parvis_recipients_open (const ParvisConfig *config, GPtrArray **left_out,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
