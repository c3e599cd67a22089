/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/counts/counts.h"
#include "app/devices/board.h"
#include "app/desk/desk.h"
#include "app/address/addresses.h"
#include "app/night/night-private.h"
#include "app/online/line.h"
#include "app/demarche/submission.h"
#include "drivers/printer/printer.h"
#include "drivers/printer/receipt-printer.h"
#include "drivers/scanner/scanner.h"
#include "sync/config/config.h"
#include "sync/journal/journal.h"
#include "sync/queue/outbox-keeper.h"

G_BEGIN_DECLS

typedef struct _ParvisCardDesk ParvisCardDesk;
typedef struct _ParvisBoardDesk ParvisBoardDesk;
typedef struct _ParvisContentDesk ParvisContentDesk; /* desk-content.c */

struct _ParvisDesk
{
  GObject parent_instance;
  ParvisConfig *config;
  ParvisCatalog *catalog; /* (nullable) */
  ParvisContentDesk *content;
  ParvisAddresses *addresses; /* (nullable) */
  ParvisOutbox *outbox;       /* (nullable) for looking; each submission opens its own in the worker thread */
  ParvisOutboxKeeper *keeper; /* (nullable) has the outbox open */
  GError *no_queue;           /* (nullable) why there is no outbox */
  ParvisLine *line;           /* (nullable) to the town hall, when there is an outbox */
  ParvisPrinter *printer;     /* (nullable) */
  ParvisPrinter *labels;      /* (nullable) */
  ParvisReceiptPrinter *receipt_printer; /* (nullable) */
  ParvisBoardDesk *board;                /* how all of these are, for the staff */
  guint pages_printed;                   /* of this session, those under way too */
  guint print_session;                   /* which session they are of */
  ParvisScanner *scanner;                /* (nullable) */
  ParvisCardDesk *card;                  /* (nullable) the reader and what is read */
  GHashTable *sent;                      /* tracking code -> submission id, of this session */
  GCancellable *session;                 /* cancelled when the session ends */
  GCancellable *scan;                    /* (nullable) the scan under way */
  ParvisCounts *counts;
  GHashTable *opinions; /* what this session has said its opinion of: "kind:id" */
  ParvisVoice *voice;   /* (nullable) made when first asked for: parvisctl and tests have no use of a voice */
  ParvisNight *night;
  ParvisJournal *journal; /* (nullable) of the kiosk that people use alone */
  gboolean stopped;       /* that its end is in the journal */
  GMutex service_mutex;
  const char *service; /* (nullable) under it: the last word said of whether démarches can be begun */
  gboolean queue_gone; /* under it: the outbox was closed, and is not open again */
  char *said_content;  /* (nullable) the last version said to be shown */
  gboolean submitting;
};

/* What the resident takes away for @submission of @draft. (transfer full) */
ParvisSlip *parvis_desk_build_slip (ParvisDesk *self, ParvisDraft *draft, const ParvisSubmission *submission,
                                    const char *language);

/* The outbox and the line (desk-queue.c). */
void parvis_desk_open_queue (ParvisDesk *self);
void parvis_desk_close_queue (ParvisDesk *self);
/* A thread with a connection of its own has been at the outbox; @damaged: it proved to be. Opens one if there is none.
 */
void parvis_desk_look_queue (ParvisDesk *self, gboolean damaged);
/* What follows from a change of it, and of the line (desk.c). */
void parvis_desk_queue_changed (ParvisDesk *self);
void parvis_desk_watch_line (ParvisDesk *self);
/* The content is another one, perhaps (desk-service.c). */
void parvis_desk_say_content (ParvisDesk *self);
/* In any thread: whether démarches can be begun; @cause: (nullable) why not. Into the journal when it is news, and into
 * @outbox (nullable; it is opened here when @cause is not of the outbox, else nothing waits for the disk). */
void parvis_desk_say_service (ParvisDesk *self, ParvisOutbox *outbox, const GError *cause);
/* There is none, for @why. */
void parvis_desk_say_queue_gone (ParvisDesk *self, const GError *why);
/* There is an outbox; a new one, perhaps, that knows nothing of the kiosk's state yet. */
void parvis_desk_say_queue_back (ParvisDesk *self);
/* The same, of the devices (desk-board.c). */
void parvis_desk_say_devices (ParvisDesk *self);

/* New content and notices: after the outbox was opened. */
void parvis_desk_open_content (ParvisDesk *self);
void parvis_desk_close_content (ParvisDesk *self);
void parvis_desk_look_content (ParvisDesk *self); /* the outbox has changed */
void parvis_desk_content_session (ParvisDesk *self, gboolean in_session);
gboolean parvis_desk_is_in_session (ParvisDesk *self);
/* Looks at the clock; TRUE when what parvis_desk_is_content_old() says is another answer now. */
gboolean parvis_desk_look_content_age (ParvisDesk *self);

void parvis_desk_open_night (ParvisDesk *self);
/* The hours of the content that is open now. */
void parvis_desk_take_hours (ParvisDesk *self);

/* What printing costs and how many pages are left, in whole sentences; "" where it is free and without end. (transfer
 * full) */
char *parvis_desk_print_terms (ParvisDesk *self);
gboolean parvis_desk_can_print (ParvisDesk *self);
void parvis_desk_reset_printing (ParvisDesk *self);

/* @trouble, as a failure of @device; nothing when there is none. */
void parvis_desk_count_trouble (ParvisDesk *self, const char *device, ParvisPrinterTrouble trouble);

void parvis_desk_open_receipt_printer (ParvisDesk *self);
const char *parvis_desk_receipt_printer_trouble (ParvisDesk *self); /* a sentence, or "" */

void parvis_desk_open_labels (ParvisDesk *self);
const char *parvis_desk_label_trouble (ParvisDesk *self); /* a sentence, or "" */

/* Once the devices are open. */
void parvis_desk_open_board (ParvisDesk *self);
void parvis_desk_close_board (ParvisDesk *self);
/* No USB device of that role ("scanner") is plugged in, though [usb …] declares one. */
gboolean parvis_desk_is_missing (ParvisDesk *self, const char *role);

ParvisCardReader *parvis_desk_card_reader (ParvisDesk *self); /* (transfer none) (nullable) */
void parvis_desk_open_card_reader (ParvisDesk *self);
void parvis_desk_close_card_reader (ParvisDesk *self);
const char *parvis_desk_card_trouble (ParvisDesk *self); /* a sentence, or "" */
/* A session begins: a service that died is tried again. */
void parvis_desk_begin_card (ParvisDesk *self);
/* The session ends: what is being read is dropped, wrong keys are forgiven. */
void parvis_desk_end_card (ParvisDesk *self);

G_END_DECLS
