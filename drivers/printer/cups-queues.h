/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "drivers/printer/printer.h"

G_BEGIN_DECLS

/* For parvisctl: what CUPS has, and whether a kiosk can rely on it. Both block, for some seconds at most for each
 * queue; of any thread but the screen's. */

typedef struct
{
  char *name;
  gboolean is_default, stopped, accepting;
  char *device;                 /* (nullable) where it prints to, without a password: "ipp://10.0.0.9/ipp/print" */
  ParvisPrinterTrouble trouble; /* asked of the printer itself where it speaks IPP */
  ParvisPrinterWarnings warnings;
  ParvisPrinterAbilities *abilities; /* (nullable) */
} ParvisCupsQueue;
void parvis_cups_queue_free (ParvisCupsQueue *queue);

/* At most 32, in CUPS' order. (transfer full) of ParvisCupsQueue; PARVIS_PRINTER_ERROR */
GPtrArray *parvis_cups_printers_list (GError **error) G_GNUC_WARN_UNUSED_RESULT;

typedef enum
{
  PARVIS_PRINTER_FINDING_GOOD,
  PARVIS_PRINTER_FINDING_ADVICE, /* works, but may trouble or betray somebody one day */
  PARVIS_PRINTER_FINDING_FAULT,  /* does not print now */
} ParvisPrinterFindingGravity;

typedef struct
{
  ParvisPrinterFindingGravity gravity;
  char *what;   /* French, one sentence, for staff */
  char *remedy; /* (nullable) what to do */
} ParvisPrinterFinding;
void parvis_printer_finding_free (ParvisPrinterFinding *finding);

/* @queue as in the configuration. Prints nothing; that this user may start a stopped queue is tried on one that runs,
 * which changes nothing. Never empty. (transfer full) of ParvisPrinterFinding, in the order to be read */
GPtrArray *parvis_cups_printer_check (const char *queue);

G_END_DECLS
