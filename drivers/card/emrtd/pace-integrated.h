/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "drivers/card/emrtd/crypto.h"

G_BEGIN_DECLS

/* What integrated mapping (ICAO Doc 9303-11, 4.4.3.3.2) is made of. */

/* 4.4.3.3.2, "Pseudo-random number mapping": R(s, t), long enough for a field of @bits. @t is a key of @cipher; @s as
 * long as the standard has it for the cipher (16 or 32 bytes), else PARVIS_CARD_ERROR_PROTOCOL. (transfer full) wiped
 * when freed */
GBytes *parvis_pace_random (ParvisEmrtdCipher cipher, GBytes *s, GBytes *t, guint bits,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Can elements of the curve's field be made points by the below? (Its prime is 3 modulo 4.) */
gboolean parvis_pace_can_encode (const EC_GROUP *group);
/* Appendix B.2: the point of the curve that int(@random) mod p stands for (simplified Shallue-Woestijne-Ulas; all our
 * curves have cofactor 1). */
gboolean parvis_pace_encode (const EC_GROUP *group, GBytes *random, EC_POINT *point,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
