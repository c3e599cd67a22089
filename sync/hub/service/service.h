/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>

#include "sync/hub/config/hub-config.h"
#include "sync/hub/http/answer.h"
#include "sync/hub/http/caller.h"
#include "sync/hub/http/request.h"
#include "sync/hub/phone/slots.h"

G_BEGIN_DECLS

/* ParvisHub: what the central server answers (sync/hub/openapi.yaml), without a socket: a request comes in,
 * its body in pieces, an answer goes out. A connection that breaks in mid-body keeps what had come. One
 * thread.
 *
 * The same submission with the same bytes again: creation answers 201 with the upload already there and its
 * Upload-Offset (complete: equal to the length), and the same receipt. 201 and not 200 or 303, because that
 * is the one status that every tus client takes for a creation; one that does not read Upload-Offset there
 * sends its first PATCH at 0, gets 409, asks with HEAD and finds that everything has arrived. The same
 * submission with other bytes: they are taken in whole, kept apart, and the last PATCH is answered 409 with
 * urn:parvis:problem:conflict; so is a later creation of the same bytes, at once.
 *
 * A newer PATCH or HEAD for an upload ends an older PATCH that is still under way (a kiosk that was cut off
 * and came back before we noticed): the older one's later bytes are not taken.
 */
typedef struct _ParvisHub ParvisHub;

ParvisHub *parvis_hub_new (const ParvisHubConfig *config, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* No exchange may be under way. */
void parvis_hub_free (ParvisHub *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisHub, parvis_hub_free)

/* Nobody waits for the disk any more, nor is parked for it from now on: before the server stops. Any thread. */
void parvis_hub_end_syncs (ParvisHub *self);

/* The slots of this hub, for the server that telephones speak to. (transfer none) */
ParvisHubSlots *parvis_hub_get_slots (ParvisHub *self);

typedef struct _ParvisHubExchange ParvisHubExchange;

/* @caller: without a kiosk's name, everything but enrolment (RFC 7030) is answered 403; so it is with a certificate
 * that is revoked, which the register is asked at each request. @method, @path and @header as in
 * parvis_hub_request_parse(). */
ParvisHubExchange *parvis_hub_begin (ParvisHub *self, const ParvisHubCaller *caller, const char *method,
                                     const char *path, ParvisHubHeader header, gpointer user_data);
/* FALSE: this is more than any request may send; close the connection without an answer. */
gboolean parvis_hub_exchange_body (ParvisHubExchange *self, const void *data, gsize size) G_GNUC_WARN_UNUSED_RESULT;
/* The body is complete: the answer, which lives as long as the exchange. %NULL: there is none yet, and the connection
 * was parked; call again when it is woken. @parking (nullable): then nothing is ever waited for. */
const ParvisHubAnswer *parvis_hub_exchange_end (ParvisHubExchange *self, const ParvisHubParking *parking);
/* TRUE when the sender is nobody we know: answer now, without reading a body. */
gboolean parvis_hub_exchange_is_denied (const ParvisHubExchange *self);
void parvis_hub_exchange_free (ParvisHubExchange *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisHubExchange, parvis_hub_exchange_free)

G_END_DECLS
