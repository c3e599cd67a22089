/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* ParvisHubLimit: how often each kiosk may guess wrong. PARVIS_HUB_LIMIT_BURST wrong guesses at once, then one every
 * PARVIS_HUB_LIMIT_SECONDS: of 30^8 codes, 1,440 a day. Right ones cost nothing: a queue of residents is not held up.
 * In memory, and bounded: past PARVIS_HUB_LIMIT_MOST of them at once, whoever is new waits like them; a restart
 * forgives. One thread. */
#define PARVIS_HUB_LIMIT_BURST   10
#define PARVIS_HUB_LIMIT_SECONDS 60
#define PARVIS_HUB_LIMIT_MOST    10000

typedef struct _ParvisHubLimit ParvisHubLimit;

ParvisHubLimit *parvis_hub_limit_new (void);
void parvis_hub_limit_free (ParvisHubLimit *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisHubLimit, parvis_hub_limit_free)

/* 0, or how many seconds @who has to wait. @now: a clock that only goes forward, in seconds. */
guint parvis_hub_limit_wait (ParvisHubLimit *self, const char *who, gint64 now);
void parvis_hub_limit_miss (ParvisHubLimit *self, const char *who, gint64 now);

G_END_DECLS
