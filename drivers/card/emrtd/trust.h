/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* ParvisEmrtdTrust: the states' certificates (CSCA, ICAO Doc 9303-12) that documents are checked against. Never changes
 * once made: any number of threads may read it. */
typedef struct _ParvisEmrtdTrust ParvisEmrtdTrust;

#define PARVIS_EMRTD_TRUST_MAX_FILES 2000
#define PARVIS_EMRTD_TRUST_MAX_BYTES (256 * 1024) /* a file */

/* All certificates of @folder: files that end in .pem, .crt, .cer or .der, one certificate each, PEM or DER. A folder
 * that is not there or holds none, and a file that is no certificate, are errors (G_FILE_ERROR,
 * G_IO_ERROR_INVALID_DATA) that name the file: a mistake of configuration must not turn into "signer unknown" in
 * silence. */
ParvisEmrtdTrust *parvis_emrtd_trust_new (const char *folder, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void parvis_emrtd_trust_free (ParvisEmrtdTrust *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisEmrtdTrust, parvis_emrtd_trust_free)
/* How many certificates it holds. */
guint parvis_emrtd_trust_size (const ParvisEmrtdTrust *self);

G_END_DECLS
