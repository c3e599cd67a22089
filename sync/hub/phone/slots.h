/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>

#include "sync/hub/http/parking.h"

G_BEGIN_DECLS

/* ParvisHubSlots: places that a kiosk opens for one telephone to send the files of one question to. In memory alone,
 * and what is kept there is sealed to the kiosk's key of the moment: nothing of it is ever on this server's disk, and a
 * restart ends them all.
 *
 * A slot is known to its kiosk by an id and to the telephone by a token, 128 random bits each; it lives
 * PARVIS_HUB_SLOT_SECONDS, or until the kiosk closes it. Files wait until the kiosk has said of each what became of it;
 * then their bytes go. Bounded: slots, files of a slot, bytes of them all.
 *
 * Any thread. Who has to wait is parked: its connection sleeps, and is woken by the event or when its time is over.
 */
#define PARVIS_HUB_SLOT_SECONDS   (10 * 60)
#define PARVIS_HUB_SLOTS          64
#define PARVIS_HUB_SLOT_FILES     10
#define PARVIS_HUB_SLOT_FILE_MAX  (10 * 1024 * 1024)
#define PARVIS_HUB_SLOT_TITLE_MAX 160 /* characters */
#define PARVIS_HUB_SLOTS_BYTES    (192 * 1024 * 1024)
#define PARVIS_HUB_TOKEN_CHARS    32

typedef enum
{
  PARVIS_HUB_VERDICT_NONE, /* on its way to the kiosk */
  PARVIS_HUB_VERDICT_TAKEN,
  PARVIS_HUB_VERDICT_TOO_LARGE,
  PARVIS_HUB_VERDICT_WRONG_TYPE,
  PARVIS_HUB_VERDICT_UNREADABLE,
  PARVIS_HUB_VERDICT_TOO_MANY,
} ParvisHubVerdict;
/* "taken", "too-large", "wrong-type", "unreadable"; FALSE for anything else. */
gboolean parvis_hub_verdict_from_string (const char *text, ParvisHubVerdict *verdict);

typedef struct _ParvisHubSlots ParvisHubSlots;

/* Times are kept by the calling thread's default main context, which must run. */
ParvisHubSlots *parvis_hub_slots_new (void);
void parvis_hub_slots_free (ParvisHubSlots *self); /* after parvis_hub_slots_end() */
/* Wakes everybody, for good. */
void parvis_hub_slots_end (ParvisHubSlots *self);
/* Where telephones find us, ending in "/"; without it no slot opens. */
void parvis_hub_slots_set_address (ParvisHubSlots *self, const char *address);

/* How long slots live that are opened from now on, in place of PARVIS_HUB_SLOT_SECONDS: tests have no ten minutes. */
void parvis_hub_slots_set_life (ParvisHubSlots *self, gint64 microseconds);

/* The kiosk's side -------------------------------------------------------------------------------- */

typedef struct
{
  char id[PARVIS_HUB_TOKEN_CHARS + 1];
  char *url; /* for the telephone */
} ParvisHubSlotOpened;
void parvis_hub_slot_opened_clear (ParvisHubSlotOpened *opened);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ParvisHubSlotOpened, parvis_hub_slot_opened_clear)

typedef enum
{
  PARVIS_HUB_SLOT_OK,
  PARVIS_HUB_SLOT_NOT_HERE, /* no address */
  PARVIS_HUB_SLOT_FULL,     /* too many at once */
} ParvisHubSlotOpening;
/* @certificate: DER, checked by the caller. An earlier slot of the same kiosk is closed: it has one screen. */
ParvisHubSlotOpening parvis_hub_slots_open (ParvisHubSlots *self, const char *kiosk, GBytes *certificate,
                                            const char *title, guint files, gsize bytes, ParvisHubSlotOpened *opened);

typedef enum
{
  PARVIS_HUB_SLOT_FILE,
  PARVIS_HUB_SLOT_NOTHING, /* not yet, and the time is over */
  PARVIS_HUB_SLOT_PARKED,
  PARVIS_HUB_SLOT_GONE,
} ParvisHubSlotNews;
/* The file after the first @after ones; what became of number @after is @verdict. @deadline: monotonic time,
 * microseconds.
 * @file (transfer full): sealed. */
ParvisHubSlotNews parvis_hub_slots_next (ParvisHubSlots *self, const char *kiosk, const char *id, guint after,
                                         ParvisHubVerdict verdict, gint64 deadline, const ParvisHubParking *parking,
                                         GBytes **file);
gboolean parvis_hub_slots_close (ParvisHubSlots *self, const char *kiosk, const char *id);

/* The telephone's side ---------------------------------------------------------------------------- */

typedef enum
{
  PARVIS_HUB_SLOT_UNKNOWN,
  PARVIS_HUB_SLOT_OPEN,
  PARVIS_HUB_SLOT_CLOSED, /* the kiosk has closed it */
  PARVIS_HUB_SLOT_EXPIRED,
} ParvisHubSlotState;

typedef struct
{
  ParvisHubSlotState state;
  char *title;      /* (nullable) */
  guint left;       /* files that may still come */
  gsize bytes;      /* of one, at most */
  GArray *verdicts; /* of ParvisHubVerdict, in the order they came */
  guint pending;
} ParvisHubSlotView;
void parvis_hub_slot_view_clear (ParvisHubSlotView *view);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ParvisHubSlotView, parvis_hub_slot_view_clear)
void parvis_hub_slots_view (ParvisHubSlots *self, const char *token, ParvisHubSlotView *view);

/* What files are to be sealed to; %NULL when none may come now. Holds room for one file until
 * parvis_hub_slots_let_go(). (transfer full) */
GBytes *parvis_hub_slots_hold (ParvisHubSlots *self, const char *token);
void parvis_hub_slots_let_go (ParvisHubSlots *self);
/* A sealed file for the kiosk; or, with %NULL, one that was refused here. */
void parvis_hub_slots_add (ParvisHubSlots *self, const char *token, GBytes *sealed, ParvisHubVerdict verdict);
/* TRUE when parked, since a file is on its way to the kiosk. */
gboolean parvis_hub_slots_wait (ParvisHubSlots *self, const char *token, gint64 deadline,
                                const ParvisHubParking *parking);

G_END_DECLS
