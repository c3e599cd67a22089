/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

#include "drivers/card/link.h"
#include "drivers/card/piv-trust.h"

G_BEGIN_DECLS

/* PIV cards (NIST SP 800-73-4; key types of SP 800-78-5): who holds the card, proven by its own keys. All of
 * it blocks for as long as the card does: it belongs in the card thread, on a link that nobody else uses
 * meanwhile.
 *
 * Two proofs, of different worth:
 *   - parvis_piv_authenticate_card: key 9E, no PIN, also contactless: this card is here. Whoever found it has
 *     it too.
 *   - parvis_piv_authenticate_holder: key 9A and the PIN, by contacts only: the card and somebody who knows
 *     its PIN are here. This is the one to open an account with.
 * Either reads the slot's certificate, checks it (see piv-trust.h) before anything else is asked of the card,
 * has the card sign 32 random bytes of ours and verifies the signature with the certificate's key. A
 * certificate that was copied to a card with another key is PARVIS_CARD_ERROR_FORGED.
 *
 * Keys: RSA 2048 and 3072 (PKCS #1 v1.5, SHA-256), EC P-256 (SHA-256) and P-384 (SHA-384). Others are
 * PARVIS_CARD_ERROR_UNSUPPORTED.
 *
 * Errors are PARVIS_CARD_ERROR, as link.h tells them, here for:
 *   - UNSUPPORTED: no PIV card, or a kind of key that is none of the above
 *   - REFUSED: the card will not sign: a condition that is not met (9A through the air, say)
 *   - PROTOCOL: an object or a signature that is none, or over its bound
 *   - REMOVED, MUTE, NO_SERVICE, CANCELLED: from the link, at any moment, also between the PIN and the
 *     signature: begin again from the start
 * and, about the certificate, PARVIS_PIV_ERROR of piv-trust.h. Messages are English, for the staff's log; they
 * name no person, no card and no PIN. */

/* What a card says of itself, without a proof: for lists and the doctor, never to let somebody in. */
typedef struct
{
  guint8 fasc_n[25];       /* Federal Agency Smart Credential Number, as it is; zeros in a card of no agency's */
  char *guid;              /* (nullable) the card's UUID (RFC 4122); NULL: the card gives none, or zeros */
  char *expires;           /* (nullable) "2030-12-31" */
  gboolean has_card_key;   /* a certificate in slot 9E */
  gboolean has_holder_key; /* a certificate in slot 9A */
} ParvisPivCard;

/* Reads the Card Holder Unique Identifier (SP 800-73-4 part 1, 3.1.2) and which certificates are there. A
 * card without this identifier, as it comes from the shop, gives none of its fields. */
ParvisPivCard *parvis_piv_read (ParvisCardLink *link, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void parvis_piv_card_free (ParvisPivCard *card);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisPivCard, parvis_piv_card_free)

/* Proves the card. (transfer full) */
ParvisPivHolder *parvis_piv_authenticate_card (ParvisCardLink *link, const ParvisPivTrust *trust,
                                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

#define PARVIS_PIV_PIN_MIN       6
#define PARVIS_PIV_PIN_MAX       8
#define PARVIS_PIV_TRIES_UNKNOWN (-1)

/* Proves the card and its holder. @pin: 6 to 8 digits (SP 800-73-4 part 2, 2.4.3). It is sent only to a card
 * whose certificate holds, our own copies of it are wiped, and the card is told to forget it before this
 * returns (cards older than SP 800-73-4 forget when the reader takes their power away); yours is yours to
 * wipe.
 *
 * @tries_left (nullable): after any return, how many tries the card says are left, or
 * PARVIS_PIV_TRIES_UNKNOWN, as after a right PIN.
 *   - PARVIS_CARD_ERROR_WRONG_CODE: the PIN is wrong; a try was used. Or it is not 6 to 8 digits: the card was
 *     not given it, no try was used.
 *   - PARVIS_CARD_ERROR_BLOCKED: no try is left (0): the card must go to whoever made it. Not even a right PIN
 *     is taken until then.
 * Tell the number before it is too late: ask parvis_piv_tries_left() first. (transfer full) */
ParvisPivHolder *parvis_piv_authenticate_holder (ParvisCardLink *link, const char *pin, const ParvisPivTrust *trust,
                                                 int *tries_left, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* How many tries are left, without using one (SP 800-73-4 part 2, 3.2.1): 0 when the PIN is blocked, which is
 * no error here; PARVIS_PIV_TRIES_UNKNOWN when the card does not tell. */
gboolean parvis_piv_tries_left (ParvisCardLink *link, int *tries_left, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
