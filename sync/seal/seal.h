/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/seal/parcel.h"

G_BEGIN_DECLS

/* The largest envelope there is: the largest parcel, with room for the archive's headers and the seal's own.
 */
#define PARVIS_SEAL_MAX_BYTES (PARVIS_PARCEL_MAX_BYTES + 1024 * 1024)

/* Seals a parcel to the central server: CMS AuthEnvelopedData (RFC 5083, RFC 5652), AES-256-GCM (RFC 5084),
 * DER, for one or several recipient certificates (RSA: RSAES-OAEP; EC: ephemeral-static ECDH); each recipient opens it
 * alone. What is sealed cannot be read back here. `openssl cms -decrypt -inform DER -inkey KEY -in ENVELOPE` alone
 * opens it; where several have RSA keys, openssl wants to be told which by `-recip CERTIFICATE`.
 */
#define PARVIS_SEAL_MAX_RECIPIENTS 16
#define PARVIS_SEAL_ERROR          (parvis_seal_error_quark ())
typedef enum
{
  PARVIS_SEAL_ERROR_CERTIFICATE, /* missing, unreadable, expired, not from our CA, or without the envelope
                                    usage: ask the staff */
  PARVIS_SEAL_ERROR_KEY,         /* the private key does not open this envelope */
  PARVIS_SEAL_ERROR_CORRUPT,     /* the envelope is not one, or was altered */
  PARVIS_SEAL_ERROR_FAILED,      /* libcrypto refused: ask the staff */
} ParvisSealError;
GQuark parvis_seal_error_quark (void);

typedef struct _ParvisSealer ParvisSealer;

/* Checks @certificate_file (PEM) against @ca_file (PEM), its dates and its extended key usage
 * (PARVIS_OID_ENVELOPE, pki.h). Call again before each session: a certificate expires. Not shared between
 * threads. */
ParvisSealer *parvis_sealer_new (const char *certificate_file, const char *ca_file,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* For every one of @certificate_files (NULL-terminated; those after PARVIS_SEAL_MAX_RECIPIENTS are left out) that
 * passes this check. @left_out (out) (nullable) (transfer full): of sentences, one for each that does not. An error
 * when none does: the first one's. */
ParvisSealer *parvis_sealer_new_for_files (const char *const *certificate_files, const char *ca_file,
                                           GPtrArray **left_out, GError **error) G_GNUC_WARN_UNUSED_RESULT;
guint parvis_sealer_recipients (const ParvisSealer *self); /* how many it seals to; at least 1 */
void parvis_sealer_free (ParvisSealer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisSealer, parvis_sealer_free)

/* (transfer full): the envelope. The archive is streamed through the cipher; it never exists whole in the
 * clear. */
GBytes *parvis_sealer_seal (ParvisSealer *self, const ParvisParcel *parcel, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Opens @envelope with the PEM private key of @key_file (one without a password). The tag is checked before
 * anything of the content is returned. Only the form above is taken: DER, AES-256-GCM with a whole tag, nothing
 * optional; an altered byte anywhere is an error, but in what is another recipient's (which this key cannot judge), and
 * where the recipient is named by issuer and serial number instead of its key, because its certificate has no usual key
 * identifier: those are a mere hint and may be altered without harm. */
ParvisParcel *parvis_seal_open (GBytes *envelope, const char *key_file, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Cheap look at the first bytes, for a hub that holds no key: is this DER ContentInfo of
 * id-ct-authEnvelopedData? */
gboolean parvis_seal_looks_sealed (GBytes *start);

G_END_DECLS
