/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/hub/http/caller.h"
#include "sync/hub/store/store.h"
#include "sync/pki/crypto.h"

G_BEGIN_DECLS

/* The register of kiosks' certificates, in hub.db: those issued here, and those issued elsewhere (parvisctl pki) from
 * the day they are first seen; which of them are revoked; and what was done to them. The database is asked at every
 * request, so a revocation by another process holds at once. Errors are PARVIS_HUB_STORE_ERROR. One thread. */
typedef enum
{
  PARVIS_HUB_ORIGIN_SEEN,
  PARVIS_HUB_ORIGIN_ENROLLED, /* with a code */
  PARVIS_HUB_ORIGIN_RENEWED,  /* with the certificate before */
} ParvisHubOrigin;
const char *parvis_hub_origin_to_string (ParvisHubOrigin origin); /* "seen", "enrolled", "renewed" */

/* RFC 5280 §5.3.1; the words of `parvis-hub revoke --why`. */
typedef enum
{
  PARVIS_HUB_WHY_OTHER,      /* "other": unspecified */
  PARVIS_HUB_WHY_COMPROMISE, /* "compromise": keyCompromise; stolen, opened, copied */
  PARVIS_HUB_WHY_REPLACED,   /* "replaced": superseded */
  PARVIS_HUB_WHY_RETIRED,    /* "retired": cessationOfOperation */
} ParvisHubWhy;
const char *parvis_hub_why_to_string (ParvisHubWhy why);
gboolean parvis_hub_why_from_string (const char *text, ParvisHubWhy *why);

typedef struct
{
  char *serial; /* hexadecimal, upper case */
  char *kiosk;
  gint64 from, until;
  ParvisHubOrigin origin;
  gint64 revoked_at; /* 0: not revoked */
  ParvisHubWhy why;
} ParvisHubCertificate;
void parvis_hub_certificate_free (ParvisHubCertificate *certificate);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisHubCertificate, parvis_hub_certificate_free)

/* Is @caller, who has a certificate of our CA, one that is let in? Notes a certificate that is new. A new one that is
 * older than the last revocation of its kiosk is revoked with the others: it had only not been seen. */
gboolean parvis_hub_register_admit (ParvisHubStore *store, const ParvisHubCaller *caller, gint64 now, gboolean *revoked,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Notes what we issued. */
gboolean parvis_hub_register_note (ParvisHubStore *store, X509 *certificate, const char *kiosk, ParvisHubOrigin origin,
                                   gint64 now, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The certificate of this serial that we issued and did not revoke; %NULL without error otherwise. (transfer full) */
X509 *parvis_hub_register_find (ParvisHubStore *store, const char *serial, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Revokes every certificate of @kiosk up to now, and its code if one waits; @count: how many were not already. A kiosk
 * never heard of may be revoked too. */
gboolean parvis_hub_register_revoke (ParvisHubStore *store, const char *kiosk, ParvisHubWhy why, gint64 now,
                                     guint *count, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* When and why the certificate of @serial was revoked; @at is 0 when it was not. */
gboolean parvis_hub_register_find_revocation (ParvisHubStore *store, const char *serial, gint64 *at, ParvisHubWhy *why,
                                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Of ParvisHubCertificate, by kiosk, the newest first. */
GPtrArray *parvis_hub_register_list (ParvisHubStore *store, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What was done, the last PARVIS_HUB_REGISTER_EVENTS of it. Names in the manner of OWASP's vocabulary; @detail is
 * technical. */
#define PARVIS_HUB_REGISTER_EVENTS 10000
gboolean parvis_hub_register_event (ParvisHubStore *store, const char *event, const char *kiosk, const char *detail,
                                    gint64 now, GError **error) G_GNUC_WARN_UNUSED_RESULT;
typedef void (*ParvisHubEventFunc) (gint64 at, const char *event, const char *kiosk, const char *detail,
                                    gpointer user_data);
gboolean parvis_hub_register_events (ParvisHubStore *store, ParvisHubEventFunc each, gpointer user_data,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
