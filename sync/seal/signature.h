/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* CMS SignedData (RFC 5652), DER, SHA-256, made and checked by libcrypto: detached, beside what it signs, or around it,
 * when what is signed is small and must change in one step. */
#define PARVIS_SIGNATURE_ERROR (parvis_signature_error_quark ())
typedef enum
{
  PARVIS_SIGNATURE_ERROR_CERTIFICATE, /* signer missing, unreadable, expired, not from our CA, or without the
                                         usage */
  PARVIS_SIGNATURE_ERROR_INVALID,     /* the signature does not fit the bytes, or is not one */
  PARVIS_SIGNATURE_ERROR_FAILED,
} ParvisSignatureError;
GQuark parvis_signature_error_quark (void);

/* Signs @data with the PEM certificate and key; the certificate is embedded. (transfer full) */
GBytes *parvis_signature_sign (GBytes *data, const char *certificate_file, const char *key_file,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* TRUE when @signature is @data's, by a certificate that @ca_file issued and that bears the extended key
 * usage @usage_oid. */
gboolean parvis_signature_verify (GBytes *data, GBytes *signature, const char *ca_file, const char *usage_oid,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same, the certificate judged as of @at (Unix seconds; 0: now): what was taken in then, and is read again. */
gboolean parvis_signature_verify_at (GBytes *data, GBytes *signature, const char *ca_file, const char *usage_oid,
                                     gint64 at, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Those who sign one kind of document, over and over: whose certificate has been found good is taken at its word for
 * PARVIS_SIGNERS_TRUST seconds, unless @ca_file has changed or the clock was set meanwhile. Belongs to one thread. */
#define PARVIS_SIGNERS_TRUST 60
typedef struct _ParvisSigners ParvisSigners;
ParvisSigners *parvis_signers_new (const char *ca_file, const char *usage_oid);
void parvis_signers_free (ParvisSigners *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisSigners, parvis_signers_free)
/* As parvis_signature_verify(). */
gboolean parvis_signers_verify (ParvisSigners *self, GBytes *data, GBytes *signature,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Who signed, judged as of the last hour in which that certificate was good, if that is over: what was signed in time
 * may be read later. Its DER; (transfer full). */
GBytes *parvis_signature_find_signer (GBytes *data, GBytes *signature, const char *ca_file, const char *usage_oid,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same in one piece: @data, at most PARVIS_SIGNATURE_MAX_WRAPPED bytes, within its signature. (transfer full) */
#define PARVIS_SIGNATURE_MAX_WRAPPED (1024 * 1024)
GBytes *parvis_signature_wrap (GBytes *data, const char *certificate_file, const char *key_file,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* What is within, once the signature has been found as good as parvis_signature_verify() wants it. (transfer full) */
GBytes *parvis_signature_unwrap (GBytes *wrapped, const char *ca_file, const char *usage_oid,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
