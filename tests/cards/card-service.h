/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* tests/card-service, started for this program: a real pcscd with virtual readers. It ends with us, whatever happens.
 */
typedef struct
{
  GSubprocess *process;
  GDataInputStream *answers;
  char *dir, *socket;
  guint16 ports[8]; /* of the slots: of the first reader, then of the next */
} CardService;

/* @reader: NULL for "Parvis Bench". Sets PCSCLITE_CSOCK_NAME, which libpcsclite reads once: before any use of PC/SC,
 * and only once a program. Where pcscd or its virtual reader is missing, the program skips loudly. */
CardService *card_service_start (const char *reader);
void card_service_stop (CardService *service);
/* "stop", "start", "start empty", "freeze", "thaw": done when it returns. */
void card_service_tell (CardService *service, const char *command);

G_END_DECLS
