/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>

#include "sync/config/config.h"
#include "sync/queue/outbox.h"

/* A small town for the tests of delivery: a folder with a CA and its certificates, a central server's
 * configuration, a kiosk's outbox; and the real programs as processes. Every function asserts: a test goes on
 * only with what it asked for. */
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
char *town_program (const char *name);                /* (transfer full): build/bin/NAME */

/* Telephones may send files to this town: before the hub starts. */
void town_offer_phones (const Town *self);
/* The hub as a process; its standard error is appended to hub.log. */
void town_start_hub (Town *self);
void town_stop_hub (Town *self, int signal);
/* Runs parvis-hub with these arguments, --config added, to its end. Returns its standard output. (transfer
 * full) */
char *town_run_hub (const Town *self, int *status, const char *const *arguments);
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

/* parvis-syncd --once; its exit status. */
int town_deliver_once (const Town *self);
