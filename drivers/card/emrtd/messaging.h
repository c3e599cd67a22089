/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "drivers/card/emrtd/crypto.h"
#include "drivers/card/link.h"

G_BEGIN_DECLS

/* Secure messaging (ICAO Doc 9303-11, 9.8): what was agreed on, and how many messages went by since. Wiped with
 * parvis_emrtd_keys_wipe(). */
typedef struct
{
  ParvisEmrtdCipher cipher;
  guint8 encryption[PARVIS_EMRTD_KEY_MAX], mac[PARVIS_EMRTD_KEY_MAX];
  guint8 counter[PARVIS_EMRTD_BLOCK_MAX]; /* send sequence counter: one block of the cipher, big-endian */
} ParvisEmrtdKeys;

void parvis_emrtd_keys_wipe (ParvisEmrtdKeys *keys);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ParvisEmrtdKeys, parvis_emrtd_keys_wipe)

/* Both keys from a shared secret (9.7.1); the counter starts at zero (9.8.6.3) and BAC sets its own. */
gboolean parvis_emrtd_keys_derive (ParvisEmrtdKeys *keys, ParvisEmrtdCipher cipher, const guint8 *secret, gsize length,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* @command as it goes to the card: extended (ISO/IEC 7816-4, 5.2) where it does not fit a short one. (transfer full) */
GByteArray *parvis_emrtd_protect (ParvisEmrtdKeys *keys, const ParvisCardCommand *command,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* @answer without its status word, as it came. The plain data; its protected status to @status. A sum that does not
 * hold is PARVIS_CARD_ERROR_FORGED; anything else that is wrong PARVIS_CARD_ERROR_PROTOCOL. (transfer full) wiped when
 * freed */
GBytes *parvis_emrtd_unprotect (ParvisEmrtdKeys *keys, const guint8 *answer, gsize length, guint16 *status,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ParvisEmrtdChannel: a link, in the clear first and under secure messaging once keys are set. Not owned: the link. */
typedef struct
{
  ParvisCardLink *link;
  gboolean secure;
  ParvisEmrtdKeys keys;
} ParvisEmrtdChannel;

void parvis_emrtd_channel_clear (ParvisEmrtdChannel *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ParvisEmrtdChannel, parvis_emrtd_channel_clear)

/* Any status is no error here. (transfer full) wiped when freed */
GBytes *parvis_emrtd_channel_command (ParvisEmrtdChannel *self, const ParvisCardCommand *command, guint16 *status,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
