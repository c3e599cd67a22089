/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "drivers/card/emrtd/identity.h"
#include "drivers/card/emrtd/trust.h"
#include "drivers/card/link.h"

G_BEGIN_DECLS

/* Reads the identity from an electronic machine readable travel document (passport, identity card, residence permit:
 * ICAO Doc 9303, eighth edition). EF.COM, DG1 and EF.SOD are read; the photograph (DG2) and all other data groups never
 * are. */

/* What opens the chip: what stands printed on the document. PACE takes either; documents that know BAC alone take the
 * zone. */
typedef struct
{
  const char *can;                     /* (nullable) card access number: six digits */
  const char *number, *birth, *expiry; /* (nullable) of the machine readable zone: document number; YYMMDD, YYMMDD */
} ParvisEmrtdAccess;

/* Could @access open any document at all? Ask before the card is asked: a card grows slower with every wrong try. */
gboolean parvis_emrtd_access_is_valid (const ParvisEmrtdAccess *access);

typedef enum
{
  PARVIS_EMRTD_STEP_START,     /* the card is asked what it is */
  PARVIS_EMRTD_STEP_OPEN,      /* the code is tried */
  PARVIS_EMRTD_STEP_IDENTITY,  /* EF.COM and DG1 */
  PARVIS_EMRTD_STEP_SIGNATURE, /* EF.SOD */
  PARVIS_EMRTD_STEP_CHECK,     /* the card is no longer needed */
  PARVIS_EMRTD_STEP_DONE,
} ParvisEmrtdStep;

/* For logs and tests: "start", "open", "identity", "signature", "check", "done". */
const char *parvis_emrtd_step_name (ParvisEmrtdStep step);

/* @percent only grows, from 0 to 100; called in the thread that reads. */
typedef void (*ParvisEmrtdProgress) (ParvisEmrtdStep step, guint percent, gpointer user_data);

/* Blocks as long as the card does: for the card thread. @trust (nullable): without it EF.SOD is not read and the
 * identity is PARVIS_IDENTITY_UNCHECKED. Errors, all of PARVIS_CARD_ERROR: WRONG_CODE   the document refused what was
 * typed, or it cannot be a code at all UNSUPPORTED  no such document; or one that wants the zone where only a CAN was
 * given; or a way to open it that we do not speak FORGED       a signature, a sum or the card's own proof does not hold
 *   PROTOCOL     an answer the standard does not allow, or over its bound; secure messaging broken off
 *   REFUSED, BLOCKED and what the link says: REMOVED, MUTE, NO_SERVICE, CANCELLED
 * Messages name no one and hold nothing of the document. (transfer full) */
ParvisIdentity *parvis_emrtd_read (ParvisCardLink *link, const ParvisEmrtdAccess *access, ParvisEmrtdTrust *trust,
                                   ParvisEmrtdProgress progress, gpointer user_data,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
