/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/queue/outbox.h"
#include "sync/seal/seal-key.h"

G_BEGIN_DECLS

/* Asks: short questions of parvis-kiosk to the central server, and its answers, through the outbox alone.
 *
 * The kiosk puts a row: a kind, a small JSON body, the certificate of a key that it made for this ask and holds in
 * memory only. parvis-syncd, woken by the outbox's watch, asks the central server at once and writes the answer into
 * the row, sealed to that certificate; or why there is none. The kiosk opens it and the row is gone. The body is sealed
 * too, to the key of the running parvis-syncd (sync/queue/contact.h): what a resident types or receives is never in the
 * clear on the disk, not even in a page that SQLite has let go.
 *
 * Bounded: PARVIS_ASK_MAX_ROWS rows, bodies and answers in size, PARVIS_ASK_MAX_SECONDS in time. A row dies when it is
 * taken, dropped, or expired (parvis-syncd sees to it), and with the session (parvis_ask_clear()).
 */
#define PARVIS_ASK_MAX_ROWS    16
#define PARVIS_ASK_MAX_BODY    (8 * 1024)         /* bytes of JSON */
#define PARVIS_ASK_MAX_ANSWER  (11 * 1024 * 1024) /* bytes, sealed: one file of 10 MiB */
#define PARVIS_ASK_MAX_SECONDS (15 * 60)

typedef enum
{
  PARVIS_ASK_HELLO,      /* is the central server there? Nothing is answered: sync/queue/contact.h says */
  PARVIS_ASK_TRACK,      /* {"code"}: where is this request? (sync/hub/openapi.yaml has all of these) */
  PARVIS_ASK_SLOT_OPEN,  /* {"certificate", "files", "bytes", "title"}: a place for a telephone to send files to */
  PARVIS_ASK_SLOT_NEXT,  /* {"slot", "after", "verdict"}: waits for the next file; when its row is dropped, the slot is
                            closed */
  PARVIS_ASK_SLOT_CLOSE, /* {"slot"}; nothing is answered */
} ParvisAskKind;
#define PARVIS_ASK_KINDS (PARVIS_ASK_SLOT_CLOSE + 1)
const char *parvis_ask_kind_to_string (ParvisAskKind kind);

#define PARVIS_ASK_ERROR (parvis_ask_error_quark ())
typedef enum
{
  PARVIS_ASK_ERROR_OFFLINE = 1, /* nobody answers, or parvis-syncd does not run */
  PARVIS_ASK_ERROR_UNSUPPORTED, /* this central server does not know the question: too old, or not set up for it */
  PARVIS_ASK_ERROR_TOO_MANY,    /* asked too often: later */
  PARVIS_ASK_ERROR_GONE,        /* what was asked about has ended */
  PARVIS_ASK_ERROR_REFUSED,     /* the central server will not answer this */
  PARVIS_ASK_ERROR_UNAVAILABLE, /* it is there, and in trouble */
} ParvisAskError;
GQuark parvis_ask_error_quark (void);

/* The kiosk's side ------------------------------------------------------------------------------ */

/* @json: the body. @key: whose certificate the answer is sealed to; %NULL when none is wanted. @seconds: how long the
 * row lives.
 * @id (transfer full). PARVIS_ASK_ERROR_OFFLINE when parvis-syncd has not said its certificate. */
gboolean parvis_ask_put (ParvisOutbox *outbox, ParvisAskKind kind, GBytes *json, ParvisSealKey *key, guint seconds,
                         char **id, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* TRUE when parvis_ask_take() has something to say. */
gboolean parvis_ask_is_settled (ParvisOutbox *outbox, const char *id);
/* The answer, opened, and the row is gone; %NULL with PARVIS_ASK_ERROR when there is none (a row that died: GONE).
 * "answer.json" is in it, or "file" and "file.json" {"name", "type"}. (transfer full) */
ParvisParcel *parvis_ask_take (ParvisOutbox *outbox, const char *id, ParvisSealKey *key,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean parvis_ask_drop (ParvisOutbox *outbox, const char *id, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The session ends: every row but the closing of slots. */
gboolean parvis_ask_clear (ParvisOutbox *outbox, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* parvis-syncd's side --------------------------------------------------------------------------- */

typedef struct
{
  char *id;
  ParvisAskKind kind;
  GBytes *body;        /* sealed */
  GBytes *certificate; /* (nullable) DER */
} ParvisAskRow;
void parvis_ask_row_free (ParvisAskRow *row);

/* Deletes what has expired, then lists the rows that wait, oldest first; @next_expiry: Unix seconds, G_MAXINT64 without
 * rows. */
GPtrArray *parvis_ask_list (ParvisOutbox *outbox, gint64 now, gint64 *next_expiry,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* How many rows, settled or not, have to do with an open slot. */
gboolean parvis_ask_count_slots (ParvisOutbox *outbox, gint64 *count, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Both do nothing to a row that is gone. @sealed: at most PARVIS_ASK_MAX_ANSWER bytes. */
gboolean parvis_ask_answer (ParvisOutbox *outbox, const char *id, GBytes *sealed,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean parvis_ask_fail (ParvisOutbox *outbox, const char *id, ParvisAskError failure,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
