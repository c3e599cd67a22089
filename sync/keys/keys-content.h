/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/config/config.h"
#include "sync/pki/crypto.h"

G_BEGIN_DECLS

/* Who signed the newest content that was fetched (<state>/content/<version>/manifest.p7s); %NULL when nothing was, or
 * when it cannot be read: whoever installs it says why. The signature is not checked here. @file: (out) (transfer full)
 * where it was found. Private to keys.c. (transfer full) */
X509 *parvis_keys_content_signer (const ParvisConfig *config, char **file);

G_END_DECLS
