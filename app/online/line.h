/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/ask/ask.h"

G_BEGIN_DECLS

/* ParvisLine: the line to the central server as the counter sees it, through the outbox alone (sync/ask/ask.h,
 * sync/queue/contact.h). Asks in worker threads, hears by the outbox's watch, never polls. Main thread.
 *
 * Property "online" (boolean, read only): notifies. */
#define PARVIS_TYPE_LINE (parvis_line_get_type ())
G_DECLARE_FINAL_TYPE (ParvisLine, parvis_line, PARVIS, LINE, GObject)

/* @outbox: for looking; it must outlive this, or g_object_run_dispose() be called before its end. What a kiosk that was
 * killed had asked is dropped: nobody can open the answers. */
ParvisLine *parvis_line_new (ParvisOutbox *outbox);
/* The outbox has changed: call from its watch. */
void parvis_line_look (ParvisLine *self);

gboolean parvis_line_is_online (ParvisLine *self);
gint64 parvis_line_last_contact (ParvisLine *self); /* Unix seconds; 0 = never */

/* A session begins: is the central server there? */
void parvis_line_begin (ParvisLine *self);
/* A session ends: every ask of it is dropped; the callbacks come with G_IO_ERROR_CANCELLED. */
void parvis_line_end (ParvisLine *self);

/* @json: the body, without a secret in memory that is not wiped by its owner. @key: for the answer. Ends after @seconds
 * at the latest, with PARVIS_ASK_ERROR_OFFLINE. The parcel's content is wiped when freed. (transfer full) */
void parvis_line_ask_async (ParvisLine *self, ParvisAskKind kind, GBytes *json, ParvisSealKey *key, guint seconds,
                            GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
ParvisParcel *parvis_line_ask_finish (ParvisLine *self, GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same, wanting no answer; it outlives the session. */
void parvis_line_tell (ParvisLine *self, ParvisAskKind kind, GBytes *json);

G_END_DECLS
