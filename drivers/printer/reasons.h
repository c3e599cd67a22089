/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "drivers/printer/printer.h"

G_BEGIN_DECLS

/* What printer-state-reasons (RFC 8011, section 5.4.12; the keywords of PWG 5100.9 and of CUPS) mean for a person.
 *
 * A keyword bears its severity: -report, -warning, -error, or nothing, which means error. The printer's own
 * "media-empty-report" while it is idle does keep it from printing; the same word from CUPS may only be the memory of
 * an earlier job. Hence two sources. */
typedef enum
{
  PARVIS_REASONS_OF_PRINTER, /* asked of the printer itself, now */
  PARVIS_REASONS_OF_SERVER,  /* what CUPS remembers */
} ParvisReasonsSource;

/* The gravest of @reasons (%NULL-terminated; (nullable): none). */
ParvisPrinterTrouble parvis_reasons_to_trouble (const char *const *reasons, ParvisReasonsSource source);
/* What runs low or wears, whatever the severity: it prints all the same, and staff are told. (nullable): none */
ParvisPrinterWarnings parvis_reasons_to_warnings (const char *const *reasons);

G_END_DECLS
