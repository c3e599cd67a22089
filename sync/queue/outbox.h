/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* ParvisOutbox: the queue of sealed submissions, and the only interface between parvis-kiosk and
 * parvis-syncd. An SQLite database in WAL mode with synchronous=FULL: once parvis_outbox_enqueue() has
 * returned TRUE, the submission survives a power cut. Nothing in it can be read without the server's key:
 * identifier, sizes, dates and states only.
 *
 * States: queued -> sending -> delivered; queued again after a transient failure; refused when the server
 * says for good that it will not take it. Refused rows are never deleted; delivered ones are purged after the
 * retention time.
 *
 * Whose turn it is: of the rows that are due, the one with the smallest seq + size / PARVIS_OUTBOX_TURN_BYTES,
 * then the smallest seq. seq counts the rows in the order of queueing, whatever the clock said. So small goes
 * before large, old before new, and none starves: each row queued later counts one more, so that a row of n
 * times PARVIS_OUTBOX_TURN_BYTES lets the n rows queued next go ahead of it, and not one more. A try asked for
 * more than PARVIS_OUTBOX_MAX_WAIT ahead of the clock is due at once: the clock was put back since.
 *
 * A ParvisOutbox belongs to one thread; several processes may hold one on the same file. A step waits at most
 * five seconds for another process, then says PARVIS_OUTBOX_ERROR_BUSY.
 */
#define PARVIS_OUTBOX_MAX_WAIT   (24 * 60 * 60) /* seconds */
#define PARVIS_OUTBOX_TURN_BYTES (256 * 1024)

#define PARVIS_OUTBOX_ERROR (parvis_outbox_error_quark ())
typedef enum
{
  PARVIS_OUTBOX_ERROR_FULL,      /* no room on the disk: say so before the first question */
  PARVIS_OUTBOX_ERROR_BUSY,      /* another process holds it: try again */
  PARVIS_OUTBOX_ERROR_EXISTS,    /* this id is already there with other bytes */
  PARVIS_OUTBOX_ERROR_NEWER,     /* made by a newer Parvis: left untouched */
  PARVIS_OUTBOX_ERROR_CORRUPT,   /* not a database, or damaged: put aside (sync/queue/outbox-repair.h), never deleted */
  PARVIS_OUTBOX_ERROR_MISSING,   /* no such row, or not in the state this step needs */
  PARVIS_OUTBOX_ERROR_READ_ONLY, /* the file, its folder or its file system cannot be written: tell the staff */
  PARVIS_OUTBOX_ERROR_IO,        /* the disk fails: tell the staff */
  PARVIS_OUTBOX_ERROR_SPOILED,   /* this one envelope is not what was queued; the file itself is sound */
  PARVIS_OUTBOX_ERROR_FAILED,
} ParvisOutboxError;
GQuark parvis_outbox_error_quark (void);

typedef enum
{
  PARVIS_SUBMISSION_QUEUED,
  PARVIS_SUBMISSION_SENDING,
  PARVIS_SUBMISSION_DELIVERED,
  PARVIS_SUBMISSION_REFUSED,
} ParvisSubmissionState;
const char *parvis_submission_state_to_string (ParvisSubmissionState state); /* "queued", "sending"... */

/* A row without its envelope. */
typedef struct
{
  char *id;          /* UUID of the submission, RFC 9562 textual form */
  char *sha256;      /* of the envelope, lower-case hexadecimal */
  goffset size;      /* of the envelope, bytes */
  gint64 created_at; /* Unix seconds */
  ParvisSubmissionState state;
  guint attempts;
  gint64 next_try_at; /* Unix seconds; 0 = at once */
  char *last_error;   /* (nullable) a sentence for the staff, without personal data */
  char *upload_url;   /* (nullable) tus URL of the upload begun */
  gint64 delivered_at;
  gint64 exported_at; /* Unix seconds; 0 = never: it lies on a USB key, too */
} ParvisOutboxEntry;
void parvis_outbox_entry_free (ParvisOutboxEntry *entry);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisOutboxEntry, parvis_outbox_entry_free)

typedef struct _ParvisOutbox ParvisOutbox;

/* Opens, creating or migrating the schema (user_version) if need be. A file that is not an outbox, is
 * damaged, or was made by a newer Parvis is left as it is, byte for byte. One that somebody has found damaged in use
 * is PARVIS_OUTBOX_ERROR_CORRUPT for all until it was put aside: nothing more is put into it. */
ParvisOutbox *parvis_outbox_open (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void parvis_outbox_free (ParvisOutbox *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisOutbox, parvis_outbox_free)
const char *parvis_outbox_path (const ParvisOutbox *self);

/* TRUE when one more submission of PARVIS_PARCEL_MAX_BYTES is sure to fit and the file can be written. Else
 * PARVIS_OUTBOX_ERROR_FULL, or what stands in the way.
 *
 * The room is taken, not only counted: the log, its index and the database get their blocks on the disk now
 * (fallocate(2)), so that logs or another program filling it meanwhile cannot make the enqueue fail. It stays
 * taken while somebody holds the outbox open, and serves again and again. A file system that cannot do it
 * (FAT) is only asked how much is free. */
gboolean parvis_outbox_check_room (ParvisOutbox *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* One row, one transaction, durable on return. The same id with the same bytes again is TRUE and changes
 * nothing. @id is a lower-case UUID; @envelope has 1 to PARVIS_SEAL_MAX_BYTES bytes; else
 * PARVIS_OUTBOX_ERROR_FAILED. */
gboolean parvis_outbox_enqueue (ParvisOutbox *self, const char *id, GBytes *envelope,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Tidies the log into the database. An enqueue leaves that to others, since somebody waits for it: to the steps of
 * parvis-syncd, which come next, to parvis_outbox_check_room(), or to this. What is in the log is safe. */
gboolean parvis_outbox_tidy (ParvisOutbox *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

ParvisOutboxEntry *parvis_outbox_lookup (ParvisOutbox *self, const char *id, GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *parvis_outbox_list (ParvisOutbox *self,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT; /* of entries, oldest first */
/* The queued ones, whether due or not, in the order of their turns (above). */
GPtrArray *parvis_outbox_list_turns (ParvisOutbox *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The bytes that were queued: their sum is checked (PARVIS_OUTBOX_ERROR_SPOILED). */
GBytes *parvis_outbox_envelope (ParvisOutbox *self, const char *id, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The server's signed receipt of a delivered row. */
GBytes *parvis_outbox_receipt (ParvisOutbox *self, const char *id, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* For parvis-syncd alone. At start, rows left "sending" by a daemon that died become "queued". */
gboolean parvis_outbox_recover (ParvisOutbox *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The queued row whose time has come (next_try_at <= @now) and whose turn it is (above); %NULL without error
 * when there is none. A row that fails does not hold up the ones behind it: it has a later next_try_at. */
ParvisOutboxEntry *parvis_outbox_next (ParvisOutbox *self, gint64 now, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* When the earliest queued row wants its next try; G_MAXINT64 when none is queued. */
gboolean parvis_outbox_next_time (ParvisOutbox *self, gint64 *at, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The steps of a row: queued -> sending (counts an attempt) -> queued (failed), refused or delivered. A step
 * that does not fit the row's state is PARVIS_OUTBOX_ERROR_MISSING and changes nothing. @why is cut to 500
 * bytes. */
gboolean parvis_outbox_mark_sending (ParvisOutbox *self, const char *id, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean parvis_outbox_set_upload_url (ParvisOutbox *self, const char *id, const char *upload_url,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT; /* %NULL: forget it */
gboolean parvis_outbox_mark_failed (ParvisOutbox *self, const char *id, gint64 next_try_at, const char *why,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean parvis_outbox_mark_refused (ParvisOutbox *self, const char *id, const char *why,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* @receipt: the server's signed receipt, already verified by the caller; kept with the row in the same
 * transaction. @lasting: FALSE, when another such step is soon to follow: until then a power cut may take this one
 * back. The row is then sent again, and the server, which knows it, answers with the receipt. Waiting for the disk each
 * time is a sixth of the time of a delivery. */
gboolean parvis_outbox_mark_delivered (ParvisOutbox *self, const char *id, GBytes *receipt, gint64 now,
                                       gboolean lasting, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* It was delivered another way than by parvis-syncd (a USB key): queued or refused -> delivered. @receipt as above. */
gboolean parvis_outbox_mark_brought (ParvisOutbox *self, const char *id, GBytes *receipt, gint64 now,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Its envelope lies on a USB key, durably; its state stays as it is. */
gboolean parvis_outbox_mark_exported (ParvisOutbox *self, const char *id, gint64 now,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Deletes rows delivered before @before; returns how many in @purged. */
gboolean parvis_outbox_purge (ParvisOutbox *self, gint64 before, guint *purged,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Calls @changed on the calling thread's main context, soon after another process (or another ParvisOutbox)
 * has committed to the database (a file monitor on the WAL, coalesced); never for this one's own commits.
 * Keep the returned object while you want to know; its end is the end of the watch. It keeps @self open. */
typedef void (*ParvisOutboxChanged) (gpointer user_data);
GObject *parvis_outbox_watch (ParvisOutbox *self, ParvisOutboxChanged changed, gpointer user_data,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
