/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "drivers/card/emrtd/messaging.h"

G_BEGIN_DECLS

/* Basic access control (ICAO Doc 9303-11, 4.3): for documents older than PACE. */

#define PARVIS_BAC_CHALLENGE 8
#define PARVIS_BAC_KEY       16
#define PARVIS_BAC_MESSAGE   40 /* 32 bytes encrypted, and their sum */

/* Opens @channel, whose application is selected already. @secret: SHA-1 of the MRZ information, of which 16 bytes count
 * (9.7.3). */
gboolean parvis_bac_open (ParvisEmrtdChannel *channel, const guint8 *secret, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What the above is made of, for the worked examples. */
typedef struct
{
  ParvisEmrtdKeys document;            /* document basic access keys */
  guint8 theirs[PARVIS_BAC_CHALLENGE]; /* RND.IC */
  guint8 ours[PARVIS_BAC_CHALLENGE];   /* RND.IFD */
  guint8 key[PARVIS_BAC_KEY];          /* K.IFD */
} ParvisBac;

void parvis_bac_clear (ParvisBac *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ParvisBac, parvis_bac_clear)

gboolean parvis_bac_make_message (const ParvisBac *self, guint8 *message, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* @answer: PARVIS_BAC_MESSAGE bytes. Anything in it that does not hold is PARVIS_CARD_ERROR_FORGED. */
gboolean parvis_bac_take_answer (const ParvisBac *self, const guint8 *answer, ParvisEmrtdKeys *session,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
