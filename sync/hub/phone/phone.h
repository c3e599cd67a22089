/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/hub/http/answer.h"
#include "sync/hub/phone/slots.h"

G_BEGIN_DECLS

/* ParvisHubPhone: one exchange with a telephone, without a socket. GET /TOKEN is the page, with what became of the
 * files so far (it waits a little for the kiosk to take them); POST /TOKEN brings files as multipart/form-data, whose
 * parts libmicrohttpd finds; GET /style.css its looks. Everything that comes in is hostile.
 *
 * A file is gathered in memory, bounded, sealed to the kiosk's key as soon as it is whole, and wiped; nothing is
 * written anywhere and nothing but sizes and outcomes is logged. One thread an exchange.
 */
#define PARVIS_HUB_PHONE_FIELD        "fichier"
#define PARVIS_HUB_PHONE_WAIT_SECONDS 12 /* of a GET, for what is on its way to the kiosk */

typedef struct _ParvisHubPhone ParvisHubPhone;

/* @length: of the body as announced; -1 when it was not. */
ParvisHubPhone *parvis_hub_phone_begin (ParvisHubSlots *slots, const char *method, const char *path, gint64 length);
void parvis_hub_phone_free (ParvisHubPhone *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisHubPhone, parvis_hub_phone_free)

/* A form is welcome: its pieces, in order, through parvis_hub_phone_piece(). Else the body, if any, is read for
 * nothing. */
gboolean parvis_hub_phone_takes_form (const ParvisHubPhone *self);
/* The answer is ready before the body: give it at once. */
gboolean parvis_hub_phone_is_settled (const ParvisHubPhone *self);
/* A piece of the part named @field; @offset is 0 for its first one. @filename (nullable): as the telephone says it. */
void parvis_hub_phone_piece (ParvisHubPhone *self, const char *field, const char *filename, gconstpointer data,
                             guint64 offset, gsize size);
/* @size more bytes of body came. FALSE: more than any telephone may send; close the connection. */
gboolean parvis_hub_phone_count (ParvisHubPhone *self, gsize size) G_GNUC_WARN_UNUSED_RESULT;
/* The body is complete. %NULL: parked; call again when woken. */
const ParvisHubAnswer *parvis_hub_phone_end (ParvisHubPhone *self, const ParvisHubParking *parking);

G_END_DECLS
