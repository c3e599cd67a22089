/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/demarche/draft.h"

G_BEGIN_DECLS

/* Answers the shown questions of @draft with random, valid answers: every required one, most of the
 * others; what is answered already stays, unless a check of a step asks for something else. The same @seed
 * gives the same answers (on the same day: dates look at today). For tests and for trying a form, never
 * for residents.
 *
 * Fails, naming the field, when no answer was found: a pattern too unusual, or a step whose check cannot
 * hold. The draft then has the answers it had. */
gboolean parvis_draft_fill (ParvisDraft *draft, guint32 seed, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
