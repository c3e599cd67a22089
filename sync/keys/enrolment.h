/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/config/config.h"

G_BEGIN_DECLS

/* A kiosk enrolled at its central server with a one-time code (RFC 7030 simpleenroll): what `parvisctl enrol` does. */

/* Errors are PARVIS_EST_ERROR (sync/keys/est-message.h) or PARVIS_DELIVERY_ERROR; the message says what to do. */
typedef struct
{
  const char *url;         /* (nullable): the configuration's */
  const char *ca_file;     /* (nullable): the authority, as the technician brought it */
  const char *fingerprint; /* (nullable): its SHA-256, when it is not at hand */
  const char *code;
  void (*waits) (guint seconds,
                 gpointer user_data); /* (nullable): the server asked for patience (202); called before each wait */
  gpointer user_data;
} ParvisEnrolment;

/* Is there a way to know the right server? The authority that the configuration names, or one of the two above; before
 * a code is asked for. */
gboolean parvis_enrolment_check (const ParvisConfig *config, const ParvisEnrolment *enrolment,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Makes the key here, gets its certificate, tries both at the server, and writes what the configuration names:
 * certificate, key, and the authority when it was not there. On failure all of that is as it was; a key that waits for
 * its certificate stays beside, for the next try. Blocks; a wait that the server asks for is kept up to
 * PARVIS_ENROLMENT_PATIENCE seconds in all. @until: (out) of the certificate, Unix seconds. */
#define PARVIS_ENROLMENT_PATIENCE 600
gboolean parvis_enrolment_run (const ParvisConfig *config, const ParvisEnrolment *enrolment, gint64 *until,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
