/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/pki/crypto.h"
#include "sync/pki/pki.h"

G_BEGIN_DECLS

/* The authority at work, for whoever has its key: parvisctl pki, the hub's enrolment. Errors are PARVIS_PKI_ERROR. */
typedef struct
{
  X509 *certificate;
  EVP_PKEY *key;
} ParvisPkiAuthority;
void parvis_pki_authority_clear (ParvisPkiAuthority *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ParvisPkiAuthority, parvis_pki_authority_clear)

/* @ca_file may hold several authorities: the one whose key @key_file is. It must be good now. */
gboolean parvis_pki_authority_load (ParvisPkiAuthority *self, const char *ca_file, const char *key_file,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* A certificate for @key, as parvis_pki_issue() makes them; nothing is written. (transfer full) */
X509 *parvis_pki_certify (const ParvisPkiAuthority *self, EVP_PKEY *key, ParvisPkiRole role, const char *name,
                          guint days, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
