/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "drivers/card/emrtd/messaging.h"
#include "drivers/card/emrtd/pace-group.h"
#include "drivers/card/emrtd/security-info.h"

G_BEGIN_DECLS

/* PACE (ICAO Doc 9303-11, 4.4): password authenticated connection establishment. */

/* 4.4.4.1: which password it is. */
typedef enum
{
  PARVIS_PACE_MRZ = 1,
  PARVIS_PACE_CAN = 2,
} ParvisPacePassword;

/* Opens @channel, which speaks under secure messaging afterwards. @secret: the CAN's digits, or SHA-1 of the MRZ
 * information (9.7.3).
 * @step (nullable) is called with 1 to 4 as the four rounds begin. */
typedef void (*ParvisPaceStep) (guint round, gpointer user_data);
gboolean parvis_pace_open (ParvisEmrtdChannel *channel, const ParvisPaceInfo *info, ParvisPacePassword password,
                           const guint8 *secret, gsize length, ParvisPaceStep step, gpointer user_data,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What the above is made of, for the worked examples. The nonce that @cryptogram hides (4.4.3.3); wiped when freed.
 * (transfer full) */
GBytes *parvis_pace_decrypt_nonce (const ParvisPaceInfo *info, const guint8 *secret, gsize length, GBytes *cryptogram,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The token (4.4.3.4) that proves the keys to whoever sent @public. */
gboolean parvis_pace_token (const ParvisPaceInfo *info, const ParvisEmrtdKeys *keys, GBytes *public, guint8 *token,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
