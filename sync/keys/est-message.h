/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/pki/crypto.h"

G_BEGIN_DECLS

/* What Enrollment over Secure Transport (RFC 7030) carries, as both ends write and read it: base64 (with or without
 * line breaks) of a PKCS#10 request (RFC 2986) or of a certs-only PKCS#7 (RFC 5652 SignedData without signers or
 * content). What is read comes from anywhere: bounded, whole, and of one form. Any thread. */
#define PARVIS_EST_MAX_BODY         (32 * 1024)
#define PARVIS_EST_MAX_CERTIFICATES 8

#define PARVIS_EST_PATH     "/.well-known/est/" /* RFC 7030 §3.2.2 */
#define PARVIS_EST_PKCS10   "application/pkcs10"
#define PARVIS_EST_PKCS7    "application/pkcs7-mime"
#define PARVIS_EST_ENROLLED "application/pkcs7-mime; smime-type=certs-only"

#define PARVIS_EST_ERROR (parvis_est_error_quark ())
typedef enum
{
  PARVIS_EST_ERROR_TRUST,   /* not the authority that was named, or none was */
  PARVIS_EST_ERROR_DENIED,  /* wrong, used or expired code; revoked certificate; not a name for us: ask the staff */
  PARVIS_EST_ERROR_LATER,   /* the server asks for later: the same request again (parvis_est_not_before()) */
  PARVIS_EST_ERROR_NONE,    /* this server enrols nobody */
  PARVIS_EST_ERROR_STRANGE, /* not an answer of such a server, or a certificate that is not the one asked for */
  PARVIS_EST_ERROR_FILES,   /* our own files cannot be read or written */
} ParvisEstError;
GQuark parvis_est_error_quark (void);

/* (transfer full): base64 in lines, of @certificates in their order. */
GBytes *parvis_est_write_certificates (X509Stack *certificates, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* At least one certificate, at most PARVIS_EST_MAX_CERTIFICATES; else PARVIS_EST_ERROR_STRANGE. (transfer full) */
X509Stack *parvis_est_read_certificates (GBytes *body, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* A request for @key, signed by it. @subject: (nullable) the whole subject, as a renewal repeats it (§4.2.2); without
 * it the common name @kiosk alone. (transfer full): base64 in lines. */
GBytes *parvis_est_write_request (EVP_PKEY *key, const char *kiosk, const X509_NAME *subject,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The key (EC P-256) that @body asks a certificate for, and proves to have, and its common name; extensions and other
 * attributes asked for are passed over. (transfer full) */
EVP_PKEY *parvis_est_read_request (GBytes *body, char **kiosk, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
