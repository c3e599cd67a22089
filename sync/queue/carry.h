/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/queue/carry-manifest.h"
#include "sync/queue/outbox.h"

G_BEGIN_DECLS

/* The kiosk's side of a USB key (sync/queue/carry-manifest.h): submissions out, receipts back. What is exported stays
 * in the outbox and is still sent by parvis-syncd when it can be: the central server counts it once. Errors are
 * PARVIS_CARRY_ERROR and PARVIS_OUTBOX_ERROR. */
typedef struct
{
  guint done;    /* exported, or delivered by their receipt */
  guint already; /* export: lay there with the right sum; they count as done, too */
  guint left;    /* export: more than PARVIS_CARRY_MAX_ITEMS; receipts: there is none yet, or parvis-syncd is at it */
  guint bad;     /* export: damaged in the outbox; receipts: not the central server's, or another submission's */
  gboolean signed_list; /* export */
} ParvisCarryTally;

/* What went wrong with one submission, or with the list (@id is %NULL); the others go on. */
typedef void (*ParvisCarrySaid) (const char *id, const char *why, gpointer user_data);

/* The folder of @kiosk on the key at @root. (transfer full) */
char *parvis_carry_folder (const char *root, const char *kiosk);

/* Writes every submission that is not delivered, refused ones too, into the kiosk's folder at @root, which must be
 * there, then the manifest with its signature, and marks the rows. Room is asked for first, for what does not lie there
 * already. Nothing to carry: nothing is written. A key that is full in the middle of it is left with what it had: a
 * manifest lists what lies there whole, and no other file is left behind.
 * @certificate, @key: of the kiosk, PEM files (nullable). Without them, or when they cannot be read, the list is not
 * signed, which @said is told with an id of %NULL: the central server then wants a person's word for it. */
gboolean parvis_carry_export (ParvisOutbox *outbox, const char *kiosk, const char *certificate, const char *key,
                              const char *root, gint64 now, ParvisCarrySaid said, gpointer user_data,
                              ParvisCarryTally *tally, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Looks there for the receipts of submissions that are not delivered; those that verify (sync/seal/receipt.h) against
 * @ca_file make them so. */
gboolean parvis_carry_take_receipts (ParvisOutbox *outbox, const char *kiosk, const char *root, const char *ca_file,
                                     gint64 now, ParvisCarrySaid said, gpointer user_data, ParvisCarryTally *tally,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
