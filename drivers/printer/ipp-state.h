/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "drivers/printer/ipp-attributes.h"
#include "drivers/printer/printer.h"
#include "drivers/printer/reasons.h"

G_BEGIN_DECLS

/* What an answer to Get-Printer-Attributes (RFC 8011, section 4.2.5) says, be it CUPS' or the printer's own. Any
 * attribute may be missing, of a wrong type, or twice. */
typedef struct
{
  ParvisPrinterTrouble trouble;
  ParvisPrinterWarnings warnings;
} ParvisPrinterCondition;

/* Of the reasons alone: that the printer is stopped or refuses jobs is left to who asks. */
ParvisPrinterCondition parvis_ipp_condition (ipp_t *answer, ParvisReasonsSource source);
ParvisPrinterAbilities *parvis_ipp_abilities (ipp_t *answer); /* (transfer full) */

/* Asks @request for what those two read, and for what else the callers of this part look at. */
void parvis_ipp_want_state (ipp_t *request);
void parvis_ipp_want_state_and_abilities (ipp_t *request);

G_END_DECLS
