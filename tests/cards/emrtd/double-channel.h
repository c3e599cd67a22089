/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

#include "cards/emrtd/double-bac.h"

G_BEGIN_DECLS

/* The card's side of PACE and of secure messaging, by libeac (OpenPACE): an implementation that is not ours. GPL: for
 * tests alone. */
typedef struct _DoubleChannel DoubleChannel;

/* For PACE as @card_access tells it. @can: the digits, or NULL for @zone_secret, SHA-1 of the MRZ information. NULL:
 * libeac does not know this kind. */
DoubleChannel *double_channel_new_pace (GBytes *card_access, const char *can, const guint8 *zone_secret);
/* As BAC leaves it, which libeac does not know. Takes @des. */
DoubleChannel *double_channel_new_bac (DoubleDes *des);
void double_channel_free (DoubleChannel *self);

/* The value of a dynamic authentication data object, and the answer's; NULL where PACE fails. @answer_tag: which it is.
 */
GBytes *double_channel_authenticate (DoubleChannel *self, guint8 tag, const guint8 *value, gsize length,
                                     guint8 *answer_tag);

/* 8 for 3DES, 16 for AES. */
gsize double_channel_block (const DoubleChannel *self);
void double_channel_count (DoubleChannel *self);
/* The sum over the counter and @data, which is padded. */
void double_channel_sum (DoubleChannel *self, const GByteArray *data, guint8 *mac);
/* @data padded; the counter as it stands. (transfer full) */
GBytes *double_channel_encrypt (DoubleChannel *self, const GByteArray *data);
GBytes *double_channel_decrypt (DoubleChannel *self, const guint8 *data, gsize length);

G_END_DECLS
