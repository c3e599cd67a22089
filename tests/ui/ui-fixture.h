/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/demarche/draft.h"

G_BEGIN_DECLS

/* A draft of a démarche of one step whose fields are the JSON array @fields. */
ParvisDraft *ui_fixture_draft (const char *fields);
const ParvisStep *ui_fixture_step (ParvisDraft *draft);
const ParvisField *ui_fixture_field (ParvisDraft *draft, guint index);

G_END_DECLS
