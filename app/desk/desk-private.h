/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/counts/counts.h"
#include "app/desk/desk.h"
#include "app/address/addresses.h"
#include "app/night/night-private.h"
#include "app/online/line.h"
#include "app/demarche/submission.h"
#include "drivers/printer/printer.h"
#include "drivers/scanner/scanner.h"
#include "sync/config.h"
#include "sync/outbox.h"

G_BEGIN_DECLS

struct _ParvisDesk
{
  GObject parent_instance;
  ParvisConfig *config;
  ParvisCatalog *catalog; /* (nullable) */
  ParvisAddresses *addresses; /* (nullable) */
  ParvisOutbox *outbox;   /* (nullable) for looking; each submission opens its own in the worker thread */
  GObject *outbox_watch;  /* (nullable) */
  ParvisLine *line;       /* (nullable) to the town hall, when there is an outbox */
  ParvisPrinter *printer; /* (nullable) */
  ParvisScanner *scanner; /* (nullable) */
  GHashTable *sent;       /* tracking code -> submission id, of this session */
  GCancellable *session;  /* cancelled when the session ends */
  GCancellable *scan;     /* (nullable) the scan under way */
  ParvisCounts *counts;
  GHashTable *opinions;   /* what this session has said its opinion of: "kind:id" */
  ParvisVoice *voice;     /* (nullable) made when first asked for: parvisctl and tests have no use of a voice */
  ParvisNight *night;
  gboolean submitting;
};

/* What the resident takes away for @submission of @draft. (transfer full) */
ParvisSlip *parvis_desk_build_slip (ParvisDesk *self, ParvisDraft *draft, const ParvisSubmission *submission, const char *language);

void parvis_desk_open_night (ParvisDesk *self);
/* The hours of the content that is open now. */
void parvis_desk_take_hours (ParvisDesk *self);

/* The printer's trouble of the moment, as a device failure; nothing when there is none. */
void parvis_desk_count_printer (ParvisDesk *self);

G_END_DECLS
