/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "drivers/printer/printer.h"

G_BEGIN_DECLS

/* The printer itself, where it speaks IPP: CUPS tells of it only while it prints, and forgets a job that it was made to purge,
 * which the printer may hold already. Every call blocks, 4 seconds at most for each answer; @abandoned is looked at meanwhile. */
gboolean parvis_ipp_device_can_be_asked (const char *device_uri);
ParvisPrinterTrouble parvis_ipp_device_trouble (const char *device_uri, int *abandoned);
/* Cancels every job there whose name is in @names (a set of strings). %FALSE: it could not be asked, the matter stays open. */
gboolean parvis_ipp_device_cancel (const char *device_uri, GHashTable *names, int *abandoned) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
