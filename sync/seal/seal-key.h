/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/seal/seal.h"

G_BEGIN_DECLS

/* ParvisSealKey: a key pair for one errand, made in memory, never written anywhere, gone with the process: EC P-256
 * (FIPS 186-5) with a certificate signed by itself, good for a day, for key agreement alone. Whoever is given the
 * certificate can seal an answer that nobody else on this machine's disk can read. May be shared between threads.
 *
 * The certificate says nothing about who made it: it travels only where both ends are known already (the outbox; the
 * hub's API behind the kiosk's own certificate).
 */
#define PARVIS_SEAL_KEY_MAX_CERTIFICATE 2048 /* bytes, DER */

typedef struct _ParvisSealKey ParvisSealKey;

ParvisSealKey *parvis_seal_key_new (GError **error) G_GNUC_WARN_UNUSED_RESULT;
ParvisSealKey *parvis_seal_key_ref (ParvisSealKey *self);
void parvis_seal_key_unref (ParvisSealKey *self); /* the private key is cleared with the last one */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisSealKey, parvis_seal_key_unref)

GBytes *parvis_seal_key_certificate (const ParvisSealKey *self); /* (transfer none): DER */
/* As parvis_seal_open(). */
ParvisParcel *parvis_seal_key_open (const ParvisSealKey *self, GBytes *envelope,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* A sealer for the certificate of such a key, which may come from outside: one DER certificate of at most
 * PARVIS_SEAL_KEY_MAX_CERTIFICATE bytes, EC P-256, for key agreement; else PARVIS_SEAL_ERROR_CERTIFICATE. */
ParvisSealer *parvis_sealer_new_for_key (GBytes *certificate, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
