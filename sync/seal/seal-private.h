/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/pki/crypto.h"
#include "sync/seal/seal.h"

G_BEGIN_DECLS

/* What seal.c lends to seal-key.c. */

/* Takes @certificate as it is: the caller has judged it. (transfer full) @certificate */
ParvisSealer *parvis_sealer_new_take (X509 *certificate);
/* parvis_seal_open() with a key at hand. */
ParvisParcel *parvis_seal_open_with (GBytes *envelope, EVP_PKEY *key, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
