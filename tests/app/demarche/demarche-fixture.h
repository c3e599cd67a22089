/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/demarche/draft.h"

/* What the tests of démarches share. Single quotes stand for double ones in JSON, so that tables stay
 * readable. */

/* 22 November 2026, a Sunday. */
#define FIXTURE_TODAY 739942u

JsonNode *fixture_json (const char *quoted);
ParvisValue *fixture_value (const char *quoted);
/* A démarche of one step "un" with these fields (JSON objects, comma-separated). Fails the test when it
 * does not load. */
ParvisDemarche *fixture_demarche (const char *fields);
/* A démarche of these steps. */
ParvisDemarche *fixture_steps (const char *steps, GError **error);
/* The same, as a draft on FIXTURE_TODAY. */
ParvisDraft *fixture_draft (const char *fields);
void fixture_set (ParvisDraft *draft, const char *path, const char *quoted);
/* "path: message" of every fault, one a line. */
char *fixture_faults (GPtrArray *faults);
char *fixture_check (ParvisDraft *draft);
char *fixture_to_text (JsonNode *node);
