/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "drivers/printer/printer.h"

G_BEGIN_DECLS

/* The queue's name that stands for the server's default queue. */
#define PARVIS_CUPS_DEFAULT_QUEUE "default"

/* ParvisCupsPrinter: a CUPS queue (IPP/1.1 and later, RFC 8011). The server is CUPS' own choice (CUPS_SERVER,
 * client.conf). libcups blocks, so it is called from a thread of its own; events come by an IPP subscription (RFC
 * 3995/3996), and where the server gives none, by the job's own state. A queue that CUPS stopped since its back end
 * failed is started again once the printer is well. README.md tells what it needs of CUPS. */
#define PARVIS_TYPE_CUPS_PRINTER (parvis_cups_printer_get_type ())
G_DECLARE_FINAL_TYPE (ParvisCupsPrinter, parvis_cups_printer, PARVIS, CUPS_PRINTER, ParvisPrinter)

/* @queue: its name, or PARVIS_CUPS_DEFAULT_QUEUE. */
ParvisPrinter *parvis_cups_printer_new (const char *queue);

G_END_DECLS
