/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/hub/config/hub-config.h"
#include "sync/hub/store/store.h"
#include "sync/queue/carry-manifest.h"

G_BEGIN_DECLS

/* The central server's side of a USB key (sync/queue/carry-manifest.h). Each envelope goes the way of an upload
 * (sync/hub/store/store.h, intake.h): sum and seal checked, stored once, whatever came before by the network or comes
 * after; also while `parvis-hub serve` runs. It is said to come from "import:KIOSK": no certificate vouches for that
 * name, and no upload of the kiosk itself is under it. Receipts are written beside the envelopes, where the key can
 * be written. */
typedef struct
{
  guint taken;    /* stored now */
  guint already;  /* were there, with the same bytes */
  guint apart;    /* kept apart: that submission is stored with other bytes */
  guint refused;  /* missing on the key, other bytes than the list says, not sealed, too large */
  guint receipts; /* written, or lay there */
} ParvisHubImportTally;

/* @what: "taken", "already", "apart", "refused"; @why: (nullable) */
typedef void (*ParvisHubImportSaid) (const char *id, const char *what, const char *why, gpointer user_data);

/* @root: a key with folders parvis-KIOSK, or one such folder. A list that is not ours stops that folder alone: the
 * error is of the first one, once the others have been taken. */
gboolean parvis_hub_import (ParvisHubStore *store, const ParvisHubConfig *config, const char *root, gint64 now,
                            ParvisHubImportSaid said, gpointer user_data, ParvisHubImportTally *tally,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
