/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>

#include "sync/config/config.h"
#include "sync/queue/outbox.h"

/* A small town for the tests of delivery: a folder with a CA and its certificates, a central server's
 * configuration, a kiosk's outbox; and the real programs as processes, which end with the test. Every function asserts:
 * a test goes on only with what it asked for. */
typedef struct
{
  char *folder;
  GSubprocess *hub;
  guint hub_port;
} Town;

Town *town_new (void);
void town_free (Town *self); /* ends the hub, removes the folder */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Town, town_free)

char *town_path (const Town *self, const char *name); /* (transfer full) */
char *town_read (const Town *self, const char *name); /* (transfer full): the file's text; "" when missing */

/* Telephones may send files to this town: before the hub starts. */
void town_offer_phones (const Town *self);
/* The hub as a process; its standard error is appended to hub.log. */
void town_start_hub (Town *self);
void town_stop_hub (Town *self, int signal);
/* Runs a program of ours with these arguments, its --config added and @input (nullable) to read, to its end, which must
 * be with the exit status @expected. (transfer full): what it said, on either stream */
char *town_run (const Town *self, const char *program, const char *input, int expected, const char *const *arguments);
char *town_run_hub (const Town *self, int expected, ...) G_GNUC_NULL_TERMINATED;
/* `parvis-hub list --json` as lines "STATE SUBMISSION SHA256 UPLOAD". (transfer full) */
char *town_list (const Town *self);

/* The kiosk, configured for a central server at this port of this machine. Its configuration is kiosk.conf.
 */
ParvisConfig *town_kiosk (const Town *self, guint port); /* (transfer full) */
ParvisOutbox *town_outbox (const Town *self);            /* (transfer full) */
/* A sealed parcel with one attachment of @size random bytes; the sealed whole is a little longer. (transfer
 * full) */
GBytes *town_envelope (const Town *self, gsize size);
char *town_queue (ParvisOutbox *outbox, GBytes *envelope); /* (transfer full): its submission id */
ParvisOutboxEntry *town_look (ParvisOutbox *outbox, const char *id);

/* The kiosk's parvis-syncd as a process, with @options (nullable). What it says goes where @launcher (child/child.h)
 * sends it; %NULL: with what the test says. (transfer full) */
GSubprocess *town_start_syncd (const Town *self, GSubprocessLauncher *launcher, const char *const *options);
/* Serves the main context until it has ended, and well if that is after SIGTERM. @syncd: (transfer full) */
void town_stop_syncd (GSubprocess *syncd, int signal);
/* parvis-syncd --once; its exit status. Serves the main context meanwhile. */
int town_deliver_once (const Town *self);
/* As well, with @options, of which one is --once. */
int town_deliver (const Town *self, const char *const *options);
