/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/hub/config/hub-config.h"
#include "sync/hub/store/store.h"
#include "sync/net/problem.h"

G_BEGIN_DECLS

/* What happens to an upload when its last byte has come: sum and seal checked, receipt made, stored once. */
typedef enum
{
  PARVIS_HUB_INTAKE_STORED,     /* stored now, or the same bytes already were */
  PARVIS_HUB_INTAKE_APART,      /* kept apart: the submission is stored with other bytes */
  PARVIS_HUB_INTAKE_WRONG_SUM,  /* dropped */
  PARVIS_HUB_INTAKE_NOT_SEALED, /* dropped */
} ParvisHubIntake;

/* @upload is open and complete, and its bytes are durable. @sha256: (nullable) of those bytes, where they were summed
 * as they came; else they are read. FALSE: our own trouble; nothing has changed, and it can be called again. */
gboolean parvis_hub_intake (ParvisHubStore *store, const ParvisHubConfig *config, const ParvisHubUpload *upload,
                            const char *sha256, gint64 now, ParvisHubIntake *outcome,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
