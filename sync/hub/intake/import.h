/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/hub/config/hub-config.h"
#include "sync/hub/store/store.h"
#include "sync/queue/carry-manifest.h"

G_BEGIN_DECLS

/* The central server's side of a USB key (sync/queue/carry-manifest.h). Each envelope goes the way of an upload
 * (sync/hub/store/store.h, intake.h): sum and seal checked, stored once, whatever came before by the network or comes
 * after; also while `parvis-hub serve` runs. It is said to come from "import:KIOSK", and
 * no upload of the kiosk itself is under that name. Receipts are written beside the envelopes, where the key can be
 * written.
 *
 * Who may hand something in this way is decided as for the network (sync/hub/kiosks/register.h): by the certificate of
 * the kiosk, which signed its list. One that has expired meanwhile is good: a kiosk that has no network cannot renew
 * it. A list that no certificate of our CA vouches for, or one that is revoked, is held: nothing of it is taken, and
 * nothing is changed, here or on the key. Held and not refused for good, because residents' submissions may lie there
 * in their only copy: a kiosk that was stolen on Tuesday had an honest export on Monday, and a revoked certificate, or
 * the date that its list says, cannot tell the one from what the thief made since. The person who brings the key can:
 * so that person says so, by the kiosk's name (@accepted), and it is noted. Held and not taken aside, because an agent
 * who is not told at once would find it in no list of his. */
typedef struct
{
  guint taken;    /* stored now */
  guint already;  /* were there, with the same bytes */
  guint apart;    /* kept apart: that submission is stored with other bytes */
  guint refused;  /* missing on the key, other bytes than the list says, not sealed, too large */
  guint receipts; /* written, or lay there */
  guint failed;   /* folders that were held, or whose list or envelopes could not be read to the end */
} ParvisHubImportTally;

#define PARVIS_HUB_IMPORT_ERROR (parvis_hub_import_error_quark ())
typedef enum
{
  PARVIS_HUB_IMPORT_ERROR_UNVOUCHED, /* held: nothing proves whose list it is */
  PARVIS_HUB_IMPORT_ERROR_REVOKED,   /* held: its kiosk is revoked */
} ParvisHubImportError;
GQuark parvis_hub_import_error_quark (void);

/* @what: "taken", "already", "apart", "refused"; @why: (nullable) */
typedef void (*ParvisHubImportSaid) (const char *id, const char *what, const char *why, gpointer user_data);

/* A folder that failed; the others go on. */
typedef void (*ParvisHubImportFailed) (const GError *error, gpointer user_data);

typedef struct
{
  ParvisHubStore *store;
  const ParvisHubConfig *config;
  const char *const *accepted; /* (nullable) %NULL-terminated: kiosks whose lists are taken all the same */
  gint64 now;
  ParvisHubImportSaid said;
  ParvisHubImportFailed failed;
  gpointer user_data;
} ParvisHubImport;

/* @root: a key with folders parvis-KIOSK, or one such folder. FALSE: there is none. */
gboolean parvis_hub_import (const ParvisHubImport *how, const char *root, ParvisHubImportTally *tally,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
