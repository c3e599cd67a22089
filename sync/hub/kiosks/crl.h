/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/pki/pki-authority.h"

G_BEGIN_DECLS

/* A list of revoked certificates (RFC 5280 §5), version 2, signed by the authority, for those who cannot ask the hub.
 * @certificates: of ParvisHubCertificate; those revoked and not expired at @now are in it. Good for @days. Its number
 * is @now, so that it grows. (transfer full): PEM text */
char *parvis_hub_crl_make (const ParvisPkiAuthority *ca, GPtrArray *certificates, gint64 now, guint days,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
