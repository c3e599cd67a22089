/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/net/http.h"

G_BEGIN_DECLS

/* Reading a tus server's answers. Private to sync/delivery/tus.c; pure, so that it can be fuzzed. */

/* A tus number header: 1 to 15 digits. */
gboolean parvis_tus_parse_number (const char *value, gint64 *number);

/* The URL of a Location header, resolved against @endpoint (RFC 9110 §10.2.2); %NULL when it is none, is
 * longer than 2,000 bytes, or is not of @endpoint's scheme, host and port. (transfer full) */
char *parvis_tus_resolve_location (const char *endpoint, const char *location);

/* "sha256" or "sha1", static, when the answer to OPTIONS (its Tus-Extension and Tus-Checksum-Algorithm, both nullable)
 * says that the server checks such sums; else %NULL. */
const char *parvis_tus_choose_checksum (const char *extensions, const char *algorithms);
/* The server takes a body's first bytes with its creation, by the Tus-Extension (nullable) of that answer. */
gboolean parvis_tus_takes_bytes_at_creation (const char *extensions);
/* What an answer's Preference-Applied and Content-Type (both nullable) say of its body: it is what we asked to be told
 * (RFC 7240 §4.2), as JSON. */
gboolean parvis_tus_is_representation (const char *applied, const char *type);
/* Upload-Checksum: @algorithm, one of those, and the sum of @size bytes at @data. (transfer full) */
char *parvis_tus_checksum_header (const char *algorithm, gconstpointer data, gsize size);
/* The same of a SHA-256 that is known, in hexadecimal. (transfer full) */
char *parvis_tus_known_checksum_header (const char *sha256);

/* Upload-Metadata: key base64(value), key base64(value)... (transfer full) */
char *parvis_tus_encode_metadata (const char *const *metadata);

G_END_DECLS
