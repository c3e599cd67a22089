/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A virtual card in a slot of tests/card-service: the card's side of vpcd's socket (a length of two bytes, big-endian,
 * then an APDU, or one byte for the power). */
#define VPCD_ANSWER_MAX 65538

/* What becomes of a command: how long @answer is, with its status word, or one of these. */
#define VPCD_MUTE   ((gsize) -1) /* never answers; until the card is taken out it says nothing more */
#define VPCD_REMOVE ((gsize) -2) /* the card goes away in mid-command */

typedef struct
{
  /* @answer has room for VPCD_ANSWER_MAX; in the card's own thread */
  gsize (*command) (gpointer user_data, const guint8 *command, gsize length, guint8 *answer);
  void (*reset) (gpointer user_data); /* (nullable) power on, off, or reset */
  const guint8 *atr;
  gsize atr_length; /* 0: never becomes a card */
} VpcdCard;

/* Puts the card into the slot at @port of 127.0.0.1, in a thread of its own. @card and what it points to stay until it
 * is taken out. */
typedef struct _Vpcd Vpcd;
Vpcd *vpcd_insert (guint16 port, const VpcdCard *card, gpointer user_data);
/* Takes it out, also while it is being asked; returns when its thread has ended. */
void vpcd_remove (Vpcd *vpcd);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Vpcd, vpcd_remove)

/* The same in this thread, for a program that is nothing but a card: until the reader hangs up. */
void vpcd_run (guint16 port, const VpcdCard *card, gpointer user_data);

/* What a contactless reader says of a card of ISO/IEC 14443-4 without historical bytes (PC/SC part 3, 3.1.3.2.3.1). */
extern const guint8 vpcd_contactless_atr[5];
/* Of a storage card (3.1.3.2.3.2) named MIFARE Ultralight, as Type 2 tags are. */
extern const guint8 vpcd_storage_atr[20];

/* Writes a status word (and nothing before it). */
gsize vpcd_status (guint8 *answer, guint16 status);

G_END_DECLS
