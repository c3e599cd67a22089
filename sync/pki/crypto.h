/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>
#include <openssl/bio.h>
#include <openssl/cms.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

G_BEGIN_DECLS

/* What seal.c, signature.c and pki*.c share of libcrypto: scopes, and loading and judging PEM files. */

typedef STACK_OF (X509) X509Stack;
typedef STACK_OF (X509_EXTENSION) X509ExtensionStack;

static inline void
parvis_x509_stack_free (X509Stack *stack)
{
  sk_X509_pop_free (stack, X509_free);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ASN1_INTEGER, ASN1_INTEGER_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ASN1_OBJECT, ASN1_OBJECT_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BIGNUM, BN_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BIO, BIO_free_all)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CMS_ContentInfo, CMS_ContentInfo_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_PKEY, EVP_PKEY_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EXTENDED_KEY_USAGE, EXTENDED_KEY_USAGE_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509, X509_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_EXTENSION, X509_EXTENSION_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_CRL, X509_CRL_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_NAME, X509_NAME_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_PUBKEY, X509_PUBKEY_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_REQ, X509_REQ_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_REVOKED, X509_REVOKED_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_STORE, X509_STORE_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_STORE_CTX, X509_STORE_CTX_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509Stack, parvis_x509_stack_free)

/* The errors of these are PARVIS_PKI_ERROR_INVALID; parvis_crypto_recast() makes them the caller's. */

/* The first certificate of a PEM file; the ones behind it go to @others (nullable), which the caller owns.
 * (transfer full) */
X509 *parvis_crypto_load_certificate (const char *path, X509Stack **others, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The private key of a PEM file. One that asks for a password is refused: nobody is there to type it.
 * (transfer full) */
EVP_PKEY *parvis_crypto_load_key (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Is @certificate one that a CA of @ca_file (PEM) issued, directly or through @others (nullable), valid now,
 * with the extended key usage @usage_oid and, if it restricts its key, one of the bits KU_... of @key_usage?
 * @name is what a message calls it. */
gboolean parvis_crypto_check_certificate (X509 *certificate, X509Stack *others, const char *ca_file,
                                          const char *usage_oid, guint32 key_usage, const char *name,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same, judged as of @at (Unix seconds) in place of now; PARVIS_CRYPTO_ANY_TIME: dates, its own and its issuers',
 * are not looked at. */
#define PARVIS_CRYPTO_ANY_TIME G_MININT64
gboolean parvis_crypto_check_certificate_at (X509 *certificate, X509Stack *others, const char *ca_file,
                                             const char *usage_oid, guint32 key_usage, const char *name, gint64 at,
                                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* A date of a certificate in Unix seconds; FALSE when it cannot be read. */
gboolean parvis_crypto_read_time (const ASN1_TIME *time, gint64 *unix_time) G_GNUC_WARN_UNUSED_RESULT;
/* EC P-256 (FIPS 186-5): the only curve of our own keys. */
gboolean parvis_crypto_is_p256 (EVP_PKEY *key);
/* The serial number in hexadecimal, upper case, without leading zero bytes: as `openssl x509 -serial` says it.
 * (transfer full) */
char *parvis_crypto_serial (X509 *certificate);
/* SHA-256 of the DER, hexadecimal, lower case. (transfer full) */
char *parvis_crypto_fingerprint (X509 *certificate);
/* The common name, when it is plain text of at most 64 characters; (transfer full) (nullable). */
char *parvis_crypto_common_name (const X509_NAME *name);
/* SHA-1 of the public key, as RFC 5280 §4.2.1.2 (1) makes a subject key identifier; 20 bytes at @id. */
gboolean parvis_crypto_key_id (EVP_PKEY *key, guint8 *id, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Gives the error that is set another domain and code; returns FALSE, for "return". */
gboolean parvis_crypto_recast (GError **error, GQuark domain, int code);
/* Sets an error of @message and the number of libcrypto's own last reason, whose queue it empties; returns FALSE. */
gboolean parvis_crypto_fail (GError **error, GQuark domain, int code, const char *message);

G_END_DECLS
