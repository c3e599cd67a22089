/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* SHA-256 (FIPS 180-4) as lower-case hexadecimal, by libcrypto: it uses what the processor has for it, and is several
 * times as fast as GChecksum, for which somebody would wait at each submission. (transfer full) */
char *parvis_sha256 (GBytes *bytes);
char *parvis_sha256_data (gconstpointer data, gsize size);

/* The same of bytes that come in pieces. */
typedef struct _ParvisDigest ParvisDigest;
ParvisDigest *parvis_digest_new (void);
void parvis_digest_free (ParvisDigest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisDigest, parvis_digest_free)
void parvis_digest_add (ParvisDigest *self, gconstpointer data, gsize size);
char *parvis_digest_end (ParvisDigest *self); /* once. (transfer full) */

G_END_DECLS
