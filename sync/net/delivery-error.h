/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Everything that can keep a submission from being delivered, sorted by what the sender will do next
 * (sync/net/retry.h). */
#define PARVIS_DELIVERY_ERROR (parvis_delivery_error_quark ())
typedef enum
{
  PARVIS_DELIVERY_ERROR_UNREACHABLE, /* no connection: name not found, refused, no route, connect timed out */
  PARVIS_DELIVERY_ERROR_UNTRUSTED,   /* theirs has expired or has another name; or ours is not accepted: TLS, 401, 403
                                        certificate */
  PARVIS_DELIVERY_ERROR_INTERRUPTED, /* cut or silent in mid-exchange */
  PARVIS_DELIVERY_ERROR_STRANGE,     /* not what a central server says: senseless offset, foreign receipt */
  PARVIS_DELIVERY_ERROR_BUSY,        /* 408, 425, 429, 5xx: the server asks for later */
  PARVIS_DELIVERY_ERROR_DENIED,      /* another 4xx without a verdict on this submission: the staff must mend
                                        something */
  PARVIS_DELIVERY_ERROR_GONE,        /* the upload we remembered is not there any more */
  PARVIS_DELIVERY_ERROR_OFFSET,      /* the server holds another number of bytes than we thought */
  PARVIS_DELIVERY_ERROR_REFUSED,     /* the server will never take this submission (sync/net/problem.h) */
  PARVIS_DELIVERY_ERROR_PORTAL, /* somebody else answers in the server's place: a success or a redirect that is not ours
                                   (a login page), 511, or TLS with a certificate of an authority that is not our CA */
  PARVIS_DELIVERY_ERROR_CLOCK,  /* our clock is off: their certificate is not good yet, or no more, by it */
  PARVIS_DELIVERY_ERROR_CLOSED, /* the server takes nothing from anybody for now, and says so */
} ParvisDeliveryError;
GQuark parvis_delivery_error_quark (void);

/* An extended error (GLib 2.68): what the server asked for travels with it. */
typedef struct
{
  gint64 not_before;   /* Unix seconds, from Retry-After; 0 = nothing asked */
  gint64 clock_offset; /* CLOCK: seconds to be added to our clock to have theirs; 0 = not known */
} ParvisDeliveryErrorPrivate;

/* @error must be of PARVIS_DELIVERY_ERROR. */
gint64 parvis_delivery_error_not_before (const GError *error);
void parvis_delivery_error_set_not_before (GError *error, gint64 not_before);
gint64 parvis_delivery_error_clock_offset (const GError *error);
void parvis_delivery_error_set_clock_offset (GError *error, gint64 offset);

G_END_DECLS
