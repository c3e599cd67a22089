/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "drivers/card/piv-x509.h"

G_BEGIN_DECLS

/* ParvisPivChallenge: random bytes to be signed by a card with a certificate's key, and whether it did. */
typedef struct _ParvisPivChallenge ParvisPivChallenge;

/* For the key of @certificate; PARVIS_CARD_ERROR_UNSUPPORTED for a kind of key that is none of piv.h's.
 * (transfer full) */
ParvisPivChallenge *parvis_piv_challenge_new (X509 *certificate, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void parvis_piv_challenge_free (ParvisPivChallenge *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisPivChallenge, parvis_piv_challenge_free)

/* P1 of GENERAL AUTHENTICATE (SP 800-78-5, 6.2). */
guint8 parvis_piv_challenge_algorithm (const ParvisPivChallenge *self);
/* The dynamic authentication template to send (SP 800-73-4 part 2, 3.2.4): 7C { 82; 81: what is to be
 * signed }. (transfer full) */
GByteArray *parvis_piv_challenge_to_template (const ParvisPivChallenge *self);
/* What the card answered to it. A signature that does not hold, of whatever form, is
 * PARVIS_CARD_ERROR_FORGED; no signature at all is PARVIS_CARD_ERROR_PROTOCOL. */
gboolean parvis_piv_challenge_verify (const ParvisPivChallenge *self, GBytes *answer,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
