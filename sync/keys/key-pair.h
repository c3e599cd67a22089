/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/pki/crypto.h"

G_BEGIN_DECLS

/* The kiosk's private key and certificate as files, and how others take their place. The next pair is made beside the
 * present one (FILE.new), so that the present one serves until the next has been accepted once; then two renames, and a
 * power cut between them is mended by parvis_key_pair_settle(). Keys are EC P-256, PKCS#8, mode 0600, of the same owner
 * as the folder when root makes them. Everything is durable on return. Errors are PARVIS_EST_ERROR_FILES. One process
 * at a time (parvis-syncd, or parvisctl enrol). */
typedef struct
{
  const char *certificate_file; /* of the configuration; not owned */
  const char *key_file;
} ParvisKeyPair;

/* FILE.new; (transfer full) */
char *parvis_key_pair_next (const char *file);

/* Finishes a change that was cut short. */
gboolean parvis_key_pair_settle (const ParvisKeyPair *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The next pair is there and whole, and waits to be accepted. */
gboolean parvis_key_pair_waits (const ParvisKeyPair *self);
/* The key of the next pair: the one of an earlier try that got no answer, else a new one. (transfer full) */
EVP_PKEY *parvis_key_pair_prepare (const ParvisKeyPair *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean parvis_key_pair_keep (const ParvisKeyPair *self, X509 *certificate, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The next pair becomes the present one. */
gboolean parvis_key_pair_swap (const ParvisKeyPair *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The next pair was of no use. */
void parvis_key_pair_drop (const ParvisKeyPair *self);

/* Writes a public PEM file (0644) whole or not at all, in place of one that is there. */
gboolean parvis_key_pair_write_certificate (const char *path, X509 *certificate,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
