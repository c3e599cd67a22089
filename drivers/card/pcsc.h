/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>
#include <winscard.h>

#include "drivers/card/link.h"

G_BEGIN_DECLS

/* PC/SC's words, and a link to the card in a reader. What is here blocks: never in the main thread. */

/* What PC/SC's @code means for us. */
ParvisCardError parvis_pcsc_error_code (LONG code);
void parvis_pcsc_set_error (GError **error, LONG code, const char *what);

/* A card in use: by one thread alone, but for waiting_since(). */
typedef struct
{
  SCARDCONTEXT context;
  SCARDHANDLE card;
  DWORD protocol;
  gboolean has_context, has_card, in_transaction;
  char *reader;
  gint64 waiting_since; /* guarded by @lock: g_get_monotonic_time() as PC/SC was called, 0 while it is not */
  GMutex lock;
  GCancellable *cancellable; /* checked before each command */
} ParvisPcscCard;

ParvisPcscCard *parvis_pcsc_card_new (const char *reader, GCancellable *cancellable);
/* Connects, takes the card for itself and resets it. */
gboolean parvis_pcsc_card_open (ParvisPcscCard *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* A link that is to be freed before @self is closed. */
ParvisCardLink *parvis_pcsc_card_link (ParvisPcscCard *self);
/* Powers the card off and gives it back. */
void parvis_pcsc_card_close (ParvisPcscCard *self);
void parvis_pcsc_card_free (ParvisPcscCard *self);
/* Any thread: since when it waits for PC/SC, 0: it does not. */
gint64 parvis_pcsc_card_waiting_since (ParvisPcscCard *self);

G_END_DECLS
