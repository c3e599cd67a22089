/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/ask/ask.h"
#include "sync/queue/contact.h"
#include "sync/net/http.h"
#include "sync/town.h"

/* A town with a kiosk that asks: the real hub and the real parvis-syncd as processes, and this test in the kiosk's
 * place. Everything is waited for by event; every function asserts. */
typedef struct
{
  Town *town;
  ParvisOutbox *outbox;
  GObject *watch;
  guint changes; /* of the outbox, by others */
  GSubprocess *syncd;
  ParvisSealKey *key;
} AsksTown;

/* @phones: whether the hub takes files from telephones. The hub runs when @hub; parvis-syncd does, and has said its
 * certificate. */
AsksTown *asks_town_new (gboolean hub, gboolean phones);
void asks_town_free (AsksTown *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AsksTown, asks_town_free)

void asks_town_start_syncd (AsksTown *self);
void asks_town_stop_syncd (AsksTown *self, int signal);
void asks_town_wait_online (AsksTown *self, gboolean online);

char *asks_put (AsksTown *self, ParvisAskKind kind, const char *json, guint seconds); /* (transfer full): its id */
/* Waits for the answer. (transfer full) (nullable) */
ParvisParcel *asks_take (AsksTown *self, const char *id, GError **error);
/* Both. (transfer full): the JSON text; the error must be @expected (0: none), and then there is none. */
char *asks_ask (AsksTown *self, ParvisAskKind kind, const char *json, int expected);

/* No file in the town's folder has @needle in it. */
void asks_assert_nowhere (AsksTown *self, gconstpointer needle, gsize size);
