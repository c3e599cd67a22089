/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "drivers/card/piv.h"

G_BEGIN_DECLS

/* The data objects of a PIV card (NIST SP 800-73-4 part 1, appendix A), as GET DATA gives them: in their
 * wrapping 53. Errors are PARVIS_CARD_ERROR_PROTOCOL. Any thread. */

/* The standard's largest certificate object has 1905 bytes; cards can hold 3052. */
#define PARVIS_PIV_OBJECT_MAX      8192
#define PARVIS_PIV_CERTIFICATE_MAX 16384 /* inflated */

/* Card Holder Unique Identifier: fills fasc_n, guid and expires of @card. */
gboolean parvis_piv_object_to_chuid (GBytes *object, ParvisPivCard *card, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* An X.509 certificate object: the certificate in DER; inflated when CertInfo says that it is in
 * gzip, bounded. An empty object, which is how a certificate is taken away, is
 * PARVIS_PIV_ERROR_NO_CERTIFICATE. (transfer full) */
GBytes *parvis_piv_object_to_certificate (GBytes *object, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
