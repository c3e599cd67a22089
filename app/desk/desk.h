/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>
#include "app/address/addresses.h"
#include "app/content/catalog.h"
#include "app/counts/event.h"
#include "app/demarche/draft.h"
#include "app/leaflet/leaflet.h"
#include "app/night/night.h"
#include "app/receipt/receipt.h"
#include "app/voice/voice.h"

G_BEGIN_DECLS

/* ParvisDesk: the counter behind the screen. All that the screen asks of the rest of Parvis: content, submitting,
 * delivery, printing, scanning. It hides the drivers and the queue; the screen knows nobody else. Main thread only;
 * nothing blocks it.
 *
 * Properties: "printer-trouble", "receipt-printer-trouble", "label-printer-trouble", "card-trouble" (string: "" or a
 * plain sentence; said also of what [usb …] declares and is not plugged in), "has-printer" (A4), "has-receipt-printer",
 * "has-label-printer", "has-scanner" (and it is not missing), "has-card-reader" (app/desk/card.h), "online" (boolean;
 * app/desk/online.h). "print-terms" (string: "", or what a page costs and how many are left in this session, to be read
 * before printing), "can-print" (boolean: there is a printer, and pages are left; notified with "print-terms").
 * Signals: "delivery-changed": some submission's state may have changed; "content-changed": between two sessions, there
 * is new content to be taken up (parvis_desk_refresh()); "notices-changed": parvis_desk_notices() may answer another
 * thing, also within a session.
 */
#define PARVIS_TYPE_DESK (parvis_desk_get_type ())
G_DECLARE_FINAL_TYPE (ParvisDesk, parvis_desk, PARVIS, DESK, GObject)

#define PARVIS_DESK_ERROR (parvis_desk_error_quark ())
typedef enum
{
  PARVIS_DESK_ERROR_NOT_NOW, /* cannot be sealed or kept at the moment: the message is a sentence for the person */
  PARVIS_DESK_ERROR_FAULTS,  /* the draft has faults */
  PARVIS_DESK_ERROR_DEVICE,  /* printer or scanner: the message is a sentence for the person */
} ParvisDeskError;
GQuark parvis_desk_error_quark (void);

/* @config_path: see ParvisConfig; %NULL for the usual places. Sets this process' time zone to the kiosk's: call it
 * first. */
ParvisDesk *parvis_desk_new (const char *config_path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* This process is the kiosk that people use: its start, what it shows and whether it takes démarches are noted for the
 * staff (sync/journal/journal.h) from now on. Once. */
void parvis_desk_start_service (ParvisDesk *self);
/* It ends as it should: the panel lit for whoever comes next, the last word in the journal. Waits for the disk, two
 * seconds at most. May be said again: nothing. */
void parvis_desk_stop_service (ParvisDesk *self);

guint parvis_desk_idle_seconds (ParvisDesk *self);
guint parvis_desk_warning_seconds (ParvisDesk *self);
guint parvis_desk_screen_width_mm (ParvisDesk *self);
ParvisCatalog *parvis_desk_catalog (ParvisDesk *self); /* (transfer none) (nullable): no content yet */
/* Why there is none, and what to do: whole sentences for the screen; %NULL: there is some. (transfer none) */
const char *parvis_desk_missing_content (ParvisDesk *self);
/* Its signed end has passed: nothing of it is to be relied upon but whom to turn to, and no démarche is proposed.
 * Looked at between two sessions only: what a person began goes on. */
gboolean parvis_desk_is_content_old (ParvisDesk *self);
/* Of ParvisNotice: those in force at @now (Unix seconds), of the content and come since, the most urgent first.
 * (transfer full) */
GPtrArray *parvis_desk_notices (ParvisDesk *self, gint64 now, const char *language);
/* When that answer next changes by the clock, after @now; G_MAXINT64: never. */
gint64 parvis_desk_notices_change (ParvisDesk *self, gint64 now);
/* Streets and communes, the kiosk's own commune first. (transfer none) (nullable): none were imported; until the
 * session's end */
ParvisAddresses *parvis_desk_addresses (ParvisDesk *self);

/* A session begins: takes up new content. */
void parvis_desk_begin (ParvisDesk *self);
/* Takes up new content, if any, and if nobody is there: never within a session. TRUE when there was some. */
gboolean parvis_desk_refresh (ParvisDesk *self);
/* A session ends: print jobs are cancelled and purged, scans stopped, what was asked of the town hall
 * is forgotten. */
void parvis_desk_end (ParvisDesk *self);

/* The kiosk's voice, headphones and loudness. (transfer none) Reset by parvis_desk_end(). */
ParvisVoice *parvis_desk_voice (ParvisDesk *self);

/* Whether the screen is to be dark, and the panel's switch. (transfer none) */
ParvisNight *parvis_desk_night (ParvisDesk *self);

/* Before the first question: can what is asked be sealed and kept? Looked up in a worker thread, since another process
 * may hold the queue for a moment. The error's message is a sentence for the person. */
void parvis_desk_can_submit_async (ParvisDesk *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean parvis_desk_can_submit_finish (ParvisDesk *self, GAsyncResult *result,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Seals and keeps what the draft holds now, in a worker thread; once it has finished without error, the submission is
 * safe. The slip is what to show and print. (transfer full) A second call while one is under way is an error. */
void parvis_desk_submit_async (ParvisDesk *self, ParvisDraft *draft, const char *language, GAsyncReadyCallback callback,
                               gpointer user_data);
ParvisSlip *parvis_desk_submit_finish (ParvisDesk *self, GAsyncResult *result,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

typedef enum
{
  PARVIS_DELIVERY_WAITING,
  PARVIS_DELIVERY_DONE,
  PARVIS_DELIVERY_REFUSED
} ParvisDelivery;
/* Where the submission of @code (of this session) is. */
ParvisDelivery parvis_desk_delivery (ParvisDesk *self, const char *code);

void parvis_desk_print_async (ParvisDesk *self, const ParvisSlip *slip, GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean parvis_desk_print_finish (ParvisDesk *self, GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* A leaflet with the town's name and arms, to be filled. @kind: what it is ("Papiers à apporter"); (nullable).
 * (transfer full) */
ParvisLeaflet *parvis_desk_leaflet_new (ParvisDesk *self, const char *kind, const char *title, const char *language);
/* The same as for a receipt; purged at the session's end as they are. parvis_desk_print_finish() ends it too. */
void parvis_desk_print_leaflet_async (ParvisDesk *self, const ParvisLeaflet *leaflet, GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean parvis_desk_print_leaflet_finish (ParvisDesk *self, GAsyncResult *result,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same on the receipt printer's roll. When it fails in mid-ticket, the message says so and what to do: nothing is
 * printed again by itself. Both are ended by parvis_desk_print_finish(). */
void parvis_desk_print_ticket_async (ParvisDesk *self, const ParvisSlip *slip, GAsyncReadyCallback callback,
                                     gpointer user_data);
void parvis_desk_print_leaflet_ticket_async (ParvisDesk *self, const ParvisLeaflet *leaflet,
                                             GAsyncReadyCallback callback, gpointer user_data);

/* A label with the tracking code, for papers that are brought to the desk (@slip's label is set); it costs nothing and
 * is not counted among the pages. Ended by parvis_desk_print_finish(). */
void parvis_desk_print_label_async (ParvisDesk *self, const ParvisSlip *slip, GAsyncReadyCallback callback,
                                    gpointer user_data);

/* Counts something, anonymously (app/counts/event.h says what @subject and @detail are; both nullable; only identifiers
 * of the content are kept). Never fails, never waits. Sessions, prints and device failures are counted by the desk
 * itself. */
void parvis_desk_count (ParvisDesk *self, ParvisCountEvent event, const char *subject, const char *detail);
/* What a person thinks of @subject (an id) of @kind ("service", "demarche"), counted once a session; FALSE: it was said
 * before. */
gboolean parvis_desk_count_opinion (ParvisDesk *self, ParvisCountEvent event, const char *kind, const char *subject,
                                    const char *detail);
gboolean parvis_desk_has_opinion (ParvisDesk *self, const char *kind, const char *subject);

/* One page from the scanner as a JPEG value ready for parvis_draft_set(). (transfer full) PARVIS_VALUE_FILE */
void parvis_desk_scan_async (ParvisDesk *self, const char *filename, GAsyncReadyCallback callback, gpointer user_data);
ParvisValue *parvis_desk_scan_finish (ParvisDesk *self, GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void parvis_desk_scan_cancel (ParvisDesk *self);

G_END_DECLS
