/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* AES-256-GCM's tag covers the content alone; versions, lengths and names of algorithms around it are in
 * nobody's care, and libcrypto takes more than one form of them. TRUE when the header of @envelope, known to
 * be DER, has the one form that we make (RFC 5083 §2.1, RFC 5084 §3.2, RFC 5753 §3.1.1): recipients of our two kinds, a
 * tag of 16 bytes, nothing optional. */
gboolean parvis_seal_header_is_ours (GBytes *envelope);

G_END_DECLS
