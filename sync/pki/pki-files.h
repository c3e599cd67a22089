/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/pki/crypto.h"

G_BEGIN_DECLS

/* Keeps @key as <file>.key (mode 0600) and @certificate as <file>.pem (mode 0644) in @folder: both or
 * neither, never over a file that is there (PARVIS_PKI_ERROR_EXISTS), never half written. */
gboolean parvis_pki_files_save (const char *folder, const char *file, EVP_PKEY *key, X509 *certificate,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Fails with PARVIS_PKI_ERROR_EXISTS when either is there, before any work is done. */
gboolean parvis_pki_files_check (const char *folder, const char *file, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
