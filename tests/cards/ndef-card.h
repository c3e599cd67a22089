/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "cards/vpcd.h"

G_BEGIN_DECLS

/* A city pass: an NFC tag with an NDEF message, as a contactless reader shows it. */
typedef enum
{
  NDEF_TYPE_4,
  NDEF_TYPE_2,
  NDEF_NONE, /* a UID and nothing else */
} NdefKind;

typedef struct
{
  VpcdCard card;
  NdefKind kind;
  const guint8 *uid;
  gsize uid_length;
  guint8 memory[512]; /* of Type 4: the NDEF file; of Type 2: its data pages */
  gsize length;
  gboolean application;
  const guint8 *file;
  gsize file_length;
} NdefCard;

void ndef_card_init (NdefCard *self, NdefKind kind, const guint8 *message, gsize length);
/* What vpcd_insert() takes beside &self->card: @self itself. */
gsize ndef_card_command (gpointer self, const guint8 *command, gsize length, guint8 *answer);

G_END_DECLS
