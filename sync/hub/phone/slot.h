/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/hub/phone/slots.h"

G_BEGIN_DECLS

/* One slot and its files, without a lock or a clock's timer: what slots.c keeps many of. Private to it. */
#define PARVIS_HUB_SLOT_VERDICTS 40 /* files of a slot that are remembered, whatever became of them */

typedef struct
{
  GBytes *sealed; /* (nullable): handled, or refused here */
  guint number;   /* from 1, of those that the kiosk sees; 0 for others */
  ParvisHubVerdict verdict;
} ParvisHubSlotFile;

typedef struct
{
  char id[PARVIS_HUB_TOKEN_CHARS + 1];
  char token[PARVIS_HUB_TOKEN_CHARS + 1];
  char *kiosk;
  char *title;
  GBytes *certificate;
  guint files;
  gsize bytes;
  ParvisHubSlotState state;
  gint64 ends;     /* monotonic microseconds: of its life, then of our memory of it */
  GPtrArray *came; /* of ParvisHubSlotFile */
  guint numbered;
} ParvisHubSlot;

/* With an id and a token of its own, 128 bits of the kernel's each; %NULL when there are none. @life: microseconds from
 * now. (transfer full) */
ParvisHubSlot *parvis_hub_slot_new (const char *kiosk, GBytes *certificate, const char *title, guint files, gsize bytes,
                                    gint64 life);
void parvis_hub_slot_free (ParvisHubSlot *self);

gboolean parvis_hub_slot_is (const ParvisHubSlot *self, const char *kiosk, const char *id);
gboolean parvis_hub_slot_has_token (const ParvisHubSlot *self, const char *token);
/* The file that the kiosk sees as @number; (nullable) (transfer none). */
ParvisHubSlotFile *parvis_hub_slot_find (const ParvisHubSlot *self, guint number);
guint parvis_hub_slot_count_left (const ParvisHubSlot *self);    /* files that may still come */
guint parvis_hub_slot_count_pending (const ParvisHubSlot *self); /* files that the kiosk has said nothing of */
/* @sealed (nullable): a file for the kiosk, if one may still come; %NULL: one that was refused. %NULL when no more are
 * remembered, or the slot is over. (transfer none) */
ParvisHubSlotFile *parvis_hub_slot_add (ParvisHubSlot *self, GBytes *sealed, ParvisHubVerdict verdict);

G_END_DECLS
