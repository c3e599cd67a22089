/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <json-glib/json-glib.h>

#include "sync/town.h"

/* The real parvis-syncd of a town's kiosk, as a process whose standard error is read along; and what the town's hub
 * knows of the kiosk. */
typedef struct
{
  GSubprocess *process;
  GDataInputStream *log;
} Daemon;

Daemon daemon_start (const Town *town);
/* Until it has said a line with @expected in it. Ends the test when it says no more. (transfer full): the line */
char *daemon_hear (Daemon *self, const char *expected);
void daemon_wait (Daemon *self, const char *expected);
/* With this signal, and waits for its end. */
void daemon_stop (Daemon *self, int how);

/* The one kiosk that `parvis-hub fleet --json` lists. (transfer full) */
JsonNode *fleet_read (const Town *town);
gboolean fleet_has_trouble (JsonNode *kiosk, const char *code);
gint64 fleet_get_number (JsonNode *kiosk, const char *group, const char *member);
