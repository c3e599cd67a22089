/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "drivers/card/piv-trust.h"

G_BEGIN_DECLS

/* The side of libcrypto of piv*.c, which their public headers do not show. */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509, X509_free)

/* Reads one certificate in DER, with nothing behind it: PARVIS_PIV_ERROR_CERTIFICATE. (transfer full) */
X509 *parvis_piv_certificate_new (GBytes *der, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Does it hold, as piv-trust.h tells it? */
gboolean parvis_piv_trust_check (const ParvisPivTrust *self, X509 *certificate,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Who it says the holder is. (transfer full) */
ParvisPivHolder *parvis_piv_holder_new (X509 *certificate, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
