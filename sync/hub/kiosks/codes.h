/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/hub/store/store.h"

G_BEGIN_DECLS

/* One-time enrolment codes: 20 characters of 30, 98 bits, in groups a person can read out ("7F4K-29QX-..."); kept as a
 * salted hash; one a kiosk, good for PARVIS_HUB_CODE_DAYS days and for one certificate. The same code again with the
 * same key gets the same certificate again, for an answer that was lost on the way. Errors are PARVIS_HUB_STORE_ERROR.
 */
#define PARVIS_HUB_CODE_DAYS 7

/* A new code for @kiosk, in place of one that waits. (transfer full) */
char *parvis_hub_codes_make (ParvisHubStore *store, const char *kiosk, gint64 now, gint64 *until,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

typedef enum
{
  PARVIS_HUB_CODE_WRONG, /* none for this kiosk, another one, or expired */
  PARVIS_HUB_CODE_FRESH,
  PARVIS_HUB_CODE_USED, /* for the certificate @serial */
} ParvisHubCodeState;

/* @code as it was typed: any case, spaces and dashes anywhere. @serial: (out) (transfer full) */
gboolean parvis_hub_codes_check (ParvisHubStore *store, const char *kiosk, const char *code, gint64 now,
                                 ParvisHubCodeState *state, char **serial, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean parvis_hub_codes_use (ParvisHubStore *store, const char *kiosk, const char *serial,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
