/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Everything that can keep a submission from being delivered, sorted by what the sender will do next
 * (sync/retry.h). */
#define PARVIS_DELIVERY_ERROR (parvis_delivery_error_quark ())
typedef enum
{
  PARVIS_DELIVERY_ERROR_UNREACHABLE, /* no connection: name not found, refused, no route, connect timed out */
  PARVIS_DELIVERY_ERROR_UNTRUSTED,   /* TLS: their certificate is not our CA's, or ours is not accepted */
  PARVIS_DELIVERY_ERROR_INTERRUPTED, /* cut or silent in mid-exchange */
  PARVIS_DELIVERY_ERROR_STRANGE, /* not what a central server says: captive portal, senseless offset, foreign
                                    receipt */
  PARVIS_DELIVERY_ERROR_BUSY,    /* 408, 425, 429, 5xx: the server asks for later */
  PARVIS_DELIVERY_ERROR_DENIED,  /* another 4xx without a verdict on this submission: the staff must mend
                                    something */
  PARVIS_DELIVERY_ERROR_GONE,    /* the upload we remembered is not there any more */
  PARVIS_DELIVERY_ERROR_OFFSET,  /* the server holds another number of bytes than we thought */
  PARVIS_DELIVERY_ERROR_REFUSED, /* the server will never take this submission (sync/problem.h) */
  PARVIS_DELIVERY_ERROR_DAMAGED, /* our own copy no longer has the sum it was queued with */
} ParvisDeliveryError;
GQuark parvis_delivery_error_quark (void);

/* An extended error (GLib 2.68): what the server asked for travels with it. */
typedef struct
{
  gint64 not_before; /* Unix seconds, from Retry-After; 0 = nothing asked */
} ParvisDeliveryErrorPrivate;

/* @error must be of PARVIS_DELIVERY_ERROR. */
gint64 parvis_delivery_error_not_before (const GError *error);
void parvis_delivery_error_set_not_before (GError *error, gint64 not_before);

G_END_DECLS
