/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* ParvisPivTrust: whose cards are let in: the town hall's certificate authority and the extended key usage
 * (RFC 5280, 4.2.1.12) that it gives to such cards. A certificate holds when
 *   - it was issued by an authority of the file, directly or through others of the same file,
 *   - it and these are valid now, by this machine’s clock,
 *   - every key and signature of the chain has 112 bits at least (no SHA-1, no RSA under 2048),
 *   - it has the very usage asked for (anyExtendedKeyUsage is none) and may make digital signatures,
 *   - it is not revoked, if the file holds a revocation list of its issuer. A file with any list asks for one
 *     of every issuer, and one that is out of date lets nobody in: make lists that are good for as long as the
 *     kiosk may be offline.
 * Never changes once made: any number of threads may use it. */
typedef struct _ParvisPivTrust ParvisPivTrust;

#define PARVIS_PIV_ERROR (parvis_piv_error_quark ())
typedef enum
{
  PARVIS_PIV_ERROR_NO_CERTIFICATE, /* the slot is empty: the card was not made ready; to the staff */
  PARVIS_PIV_ERROR_CERTIFICATE,    /* what is in it cannot be used: unreadable, too weak, its chain broken */
  PARVIS_PIV_ERROR_NOT_OURS,       /* issued by nobody we know: a card of another town's */
  PARVIS_PIV_ERROR_EXPIRED,        /* it or its issuer is no longer valid: renew the card */
  PARVIS_PIV_ERROR_NOT_YET_VALID,  /* check this machine's clock */
  PARVIS_PIV_ERROR_USAGE,          /* ours, but not made for this */
  PARVIS_PIV_ERROR_REVOKED,        /* reported lost: keep it from being used again */
  PARVIS_PIV_ERROR_NO_LIST,        /* no revocation list of its issuer that is good today: the configuration's */
} ParvisPivError;
GQuark parvis_piv_error_quark (void);

/* One or two plain French sentences for an agent: what is wrong with the card, and who mends it. Of any error that
 * parvis_piv_*() gives, PARVIS_CARD_ERROR too. Static. */
const char *parvis_piv_error_to_text (const GError *error);

#define PARVIS_PIV_TRUST_MAX_BYTES (1024 * 1024)

/* @ca_file: certificates of authorities, one at least, and their revocation lists, if any, in PEM. @usage: an
 * object identifier by its numbers, "2.25.…". Errors: G_FILE_ERROR; G_IO_ERROR_INVALID_DATA, whose message names
 * the file, when it holds no authority or is too long; G_IO_ERROR_INVALID_ARGUMENT for @usage. (transfer full) */
ParvisPivTrust *parvis_piv_trust_new (const char *ca_file, const char *usage, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void parvis_piv_trust_free (ParvisPivTrust *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisPivTrust, parvis_piv_trust_free)

/* Who a certificate that held says the holder is. Wiped when freed: it names a person. */
typedef struct
{
  char *name;        /* (nullable) the common name: UTF-8 without control characters, at most 64 characters */
  char *subject;     /* the whole distinguished name (RFC 2253, UTF-8): the same after a renewal */
  char *serial;      /* the certificate's number, in hexadecimal capitals */
  char *fingerprint; /* SHA-256 of the certificate, in hexadecimal: this very card */
  gint64 expires;    /* the last second of it, since 1970 */
} ParvisPivHolder;
void parvis_piv_holder_free (ParvisPivHolder *holder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisPivHolder, parvis_piv_holder_free)

G_END_DECLS
