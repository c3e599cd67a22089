/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "drivers/card/emrtd/identity.h"
#include "drivers/card/emrtd/trust.h"

G_BEGIN_DECLS

/* Passive authentication (ICAO Doc 9303-11, 5.1) with the document security object (9303-10, 4.6.2): CMS SignedData
 * over the sums of the data groups, judged by libcrypto. */

#define PARVIS_SOD_MAX 0x7FFF

/* Is @dg1 what the state signed? What is left to tell goes to @found. PARVIS_CARD_ERROR_FORGED: a signature or a sum
 * does not hold; PARVIS_CARD_ERROR_PROTOCOL: @sod is no document security object; PARVIS_CARD_ERROR_UNSUPPORTED: it
 * uses a digest we do not know. */
gboolean parvis_sod_check (const guint8 *sod, gsize length, const guint8 *dg1, gsize dg1_length,
                           const ParvisEmrtdTrust *trust, ParvisIdentityTrust *found,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
