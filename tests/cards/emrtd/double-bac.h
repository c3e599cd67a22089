/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The card's side of BAC and of the secure messaging after it, written a second time and on libcrypto's plain DES, so
 * that a mistake of ours does not agree with itself. */
typedef struct _DoubleDes DoubleDes;

/* @secret: 16 bytes of SHA-1 of the MRZ information. @challenge: the 8 bytes that went out. @message: 40 bytes; @answer
 * too. NULL: the terminal does not know the zone. */
DoubleDes *double_bac_authenticate (const guint8 *secret, const guint8 *challenge, const guint8 *message,
                                    guint8 *answer);
void double_des_free (DoubleDes *self); /* (nullable) */

void double_des_count (DoubleDes *self);
/* Over the counter and @data, which is padded. */
void double_des_sum (DoubleDes *self, const GByteArray *data, guint8 *mac);
GBytes *double_des_crypt (DoubleDes *self, const guint8 *data, gsize length, gboolean encrypt);

G_END_DECLS
