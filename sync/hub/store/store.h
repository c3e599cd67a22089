/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* ParvisHubStore: what the central server keeps. hub.db (SQLite, WAL, synchronous=FULL) says what there is;
 * each upload's bytes are one file, envelopes/<upload>.cms.
 *
 * Why files and not BLOBs: tus appends, and a BLOB cannot grow without being rewritten; the file's length is
 * the offset, with no second copy of that number to disagree after a power cut; and an envelope can be saved,
 * moved and opened with the openssl command by someone who has no Parvis. Why the file is not renamed when it
 * is complete: the one transaction that stores the receipt decides, so there is no instant between two steps
 * to recover from.
 *
 * States: open (bytes are missing) -> stored (with its receipt), or apart (complete, but its submission id is
 * already stored with other bytes: kept for the staff, never mixed up, never deleted by us).
 *
 * One thread; other processes may read and open envelopes meanwhile.
 */
#define PARVIS_HUB_STORE_ERROR (parvis_hub_store_error_quark ())
typedef enum
{
  PARVIS_HUB_STORE_ERROR_FULL,
  PARVIS_HUB_STORE_ERROR_BUSY,
  PARVIS_HUB_STORE_ERROR_CORRUPT, /* or of a newer Parvis: left untouched */
  PARVIS_HUB_STORE_ERROR_FAILED,
} ParvisHubStoreError;
GQuark parvis_hub_store_error_quark (void);

typedef enum
{
  PARVIS_HUB_UPLOAD_OPEN,
  PARVIS_HUB_UPLOAD_STORED,
  PARVIS_HUB_UPLOAD_APART,
} ParvisHubUploadState;
const char *parvis_hub_upload_state_to_string (ParvisHubUploadState state); /* "open", "stored", "apart" */

typedef struct
{
  char *id; /* 32 random hexadecimal characters; part of the upload's URL and file */
  char *submission;
  char *sha256; /* announced; checked when stored or apart */
  char *kiosk;
  goffset length;
  ParvisHubUploadState state;
  gint64 created_at; /* Unix seconds */
  gint64 settled_at; /* Unix seconds; 0 while open */
} ParvisHubUpload;
void parvis_hub_upload_free (ParvisHubUpload *upload);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisHubUpload, parvis_hub_upload_free)

typedef struct _ParvisHubStore ParvisHubStore;

/* Makes @folder when it is missing. */
ParvisHubStore *parvis_hub_store_open (const char *folder, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void parvis_hub_store_free (ParvisHubStore *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisHubStore, parvis_hub_store_free)

/* For the hub's other parts that keep something in hub.db (tracking.c). (transfer none) */
typedef struct _ParvisSqlite ParvisSqlite;
ParvisSqlite *parvis_hub_store_get_database (ParvisHubStore *self);

/* The upload that @kiosk shall send these bytes to: one that is stored or apart with this sum, or open and
 * its own; else a new one. Its file is there, and durable, on return. (transfer full) */
ParvisHubUpload *parvis_hub_store_create (ParvisHubStore *self, const char *submission, const char *sha256,
                                          const char *kiosk, goffset length, gint64 now,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same for bytes that come at once: a power cut may take it back until parvis_hub_store_keep(), or
 * parvis_hub_store_sync() and parvis_hub_store_settle(). Nobody may be told of it before. */
ParvisHubUpload *parvis_hub_store_begin (ParvisHubStore *self, const char *submission, const char *sha256,
                                         const char *kiosk, goffset length, gint64 now,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* An open upload, as it is in the database and the folder, is durable on return; its bytes are not meant. */
gboolean parvis_hub_store_keep (ParvisHubStore *self, const ParvisHubUpload *upload,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The bytes of an upload and its file's name are durable on return. @fd: where they were written; -1: unknown. */
gboolean parvis_hub_store_sync (ParvisHubStore *self, const ParvisHubUpload *upload, int fd,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* %NULL without error when there is none. (transfer full) */
ParvisHubUpload *parvis_hub_store_lookup (ParvisHubStore *self, const char *upload,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The stored upload of a submission; %NULL without error when there is none. (transfer full) */
ParvisHubUpload *parvis_hub_store_find (ParvisHubStore *self, const char *submission,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The bytes of this sum that were kept apart from a submission; %NULL without error when there are none.
 * (transfer full) */
ParvisHubUpload *parvis_hub_store_find_apart (ParvisHubStore *self, const char *submission, const char *sha256,
                                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The receipt of a stored submission; %NULL without error when there is none. (transfer full) */
GBytes *parvis_hub_store_receipt (ParvisHubStore *self, const char *submission,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Everything, oldest first. */
GPtrArray *parvis_hub_store_list (ParvisHubStore *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The folder of all uploads' bytes. */
const char *parvis_hub_store_envelopes (const ParvisHubStore *self);
/* (transfer full): the path of its bytes. */
char *parvis_hub_store_path (ParvisHubStore *self, const ParvisHubUpload *upload);
/* How many bytes are there; -1 and an error when the file is not. */
goffset parvis_hub_store_offset (ParvisHubStore *self, const ParvisHubUpload *upload,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Ends an open upload as stored (with @receipt) or apart (@receipt %NULL); one transaction, durable on
 * return. */
gboolean parvis_hub_store_settle (ParvisHubStore *self, const ParvisHubUpload *upload, GBytes *receipt, gint64 now,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Forgets an open upload and its bytes. */
gboolean parvis_hub_store_drop (ParvisHubStore *self, const ParvisHubUpload *upload,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
