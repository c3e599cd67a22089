/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* packaging/print-service, started for this program: a real cupsd and a real IPP printer program. It ends with us,
 * whatever happens: it waits for the end of its standard input. */
typedef struct
{
  GSubprocess *process;
  char *dir, *queue, *received;
} PrintService;

/* Sets CUPS_SERVER and DBUS_SYSTEM_BUS_ADDRESS: before the first thread. */
PrintService *print_service_start (void);
void print_service_stop (PrintService *service);
/* "paper out", "printer off" ...: done when it returns. */
void print_service_tell (PrintService *service, const char *command);
/* How many documents the printer has put out. */
guint print_service_count (PrintService *service);
/* (transfer full): the last of them. */
char *print_service_last (PrintService *service);

G_END_DECLS
