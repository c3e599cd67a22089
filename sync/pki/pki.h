/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The town hall's small PKI: X.509 v3 (RFC 5280) made by libcrypto. Keys are EC P-256. One CA issues every
 * other certificate; what one may do is in its extended key usage. Our own usages are UUID-based OIDs (ITU-T
 * X.667, 2.25.<n>). */
#define PARVIS_OID_ENVELOPE "2.25.284617330904637241869364120974813905713" /* submissions are sealed to it */
#define PARVIS_OID_RECEIPT  "2.25.114973302285047617384119470346510894221" /* signs the hub's receipts */
#define PARVIS_OID_CONTENT  "2.25.73510927466185820467551938264019537482"  /* signs content bundles */

#define PARVIS_OID_CLIENT "1.3.6.1.5.5.7.3.2" /* RFC 5280, id-kp-clientAuth: kiosks */

#define PARVIS_PKI_ERROR (parvis_pki_error_quark ())
typedef enum
{
  PARVIS_PKI_ERROR_EXISTS,  /* a key would be overwritten: nothing was touched */
  PARVIS_PKI_ERROR_INVALID, /* a name, a file or a usage is wrong; the message says which and the remedy */
  PARVIS_PKI_ERROR_FAILED,
} ParvisPkiError;
GQuark parvis_pki_error_quark (void);

typedef enum
{
  PARVIS_PKI_SERVER,   /* TLS server (serverAuth), subjectAltName from @name: host name or address */
  PARVIS_PKI_KIOSK,    /* TLS client (clientAuth), CN = kiosk id */
  PARVIS_PKI_ENVELOPE, /* PARVIS_OID_ENVELOPE, key agreement */
  PARVIS_PKI_RECEIPT,  /* PARVIS_OID_RECEIPT, digital signature */
  PARVIS_PKI_CONTENT,  /* PARVIS_OID_CONTENT, digital signature */
} ParvisPkiRole;

/* "server", "kiosk", "envelope", "receipt", "content". */
const char *parvis_pki_role_to_string (ParvisPkiRole role);
gboolean parvis_pki_role_from_string (const char *text, ParvisPkiRole *role);

/* Makes ca.pem and ca.key (mode 0600) in @folder, which is made (mode 0700) if need be. Both are there whole
 * on return, or neither: each is written aside, synced, and named last. The CA is good for PARVIS_PKI_CA_DAYS
 * and for one level: it issues no other CA. @commune: 1 to 40 characters. */
#define PARVIS_PKI_CA_DAYS 7300
gboolean parvis_pki_init (const char *folder, const char *commune, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Issues <file>.pem and <file>.key (mode 0600) in @folder from its CA, for @days days, at most as long as the
 * CA itself is good.
 * @name: for a server, host names and addresses between commas, all of them in its subjectAltName, the first
 * one its CN; for a kiosk, its id (ParvisConfig); else any name of 1 to 64 characters. @file: [A-Za-z0-9._-],
 * without ".pem"; %NULL: the kiosk's id for a kiosk, the role for the others. */
#define PARVIS_PKI_MAX_DAYS     3650
#define PARVIS_PKI_DEFAULT_DAYS 1095
gboolean parvis_pki_issue (const char *folder, ParvisPkiRole role, const char *name, const char *file, guint days,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* From when until when the first certificate of the PEM file @path is good, in Unix seconds. PARVIS_PKI_ERROR_INVALID.
 */
gboolean parvis_pki_read_validity (const char *path, gint64 *from, gint64 *until,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
