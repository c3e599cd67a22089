/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/hub/phone/slots.h"

#include <string.h>

#include "sync/hub/phone/slot.h"
#include "sync/hub/phone/waiters.h"

#define REMEMBERED_SECONDS (10 * 60) /* an ended slot, so that the telephone is told so */

struct _ParvisHubSlots
{
  GMutex lock;
  GMainContext *context;
  char *address;
  GPtrArray *slots; /* of ParvisHubSlot */
  ParvisHubWaiters *waiters;
  gsize held;  /* bytes: sealed files, and room promised to files that are coming */
  gint64 life; /* of a slot, microseconds */
  gboolean ended;
  GSource *sweep; /* (nullable) */
};

/* All of this with the lock held ------------------------------------------------------------------- */

/* FALSE when its time is over, or ours. */
static gboolean
park (ParvisHubSlots *self, const ParvisHubSlot *slot, gint64 deadline, const ParvisHubParking *parking)
{
  if (self->ended || parking == NULL || g_get_monotonic_time () >= deadline)
    return FALSE;
  parvis_hub_waiters_park (self->waiters, slot, deadline, parking);
  return TRUE;
}

static void
forget_bytes (ParvisHubSlots *self, ParvisHubSlotFile *file)
{
  if (file->sealed != NULL)
    self->held -= g_bytes_get_size (file->sealed);
  g_clear_pointer (&file->sealed, g_bytes_unref);
}

static void
end_slot (ParvisHubSlots *self, ParvisHubSlot *slot, ParvisHubSlotState state)
{
  if (slot->state != PARVIS_HUB_SLOT_OPEN)
    return;
  slot->state = state;
  slot->ends = g_get_monotonic_time () + REMEMBERED_SECONDS * (gint64) G_USEC_PER_SEC;
  for (guint i = 0; i < slot->came->len; i++)
    forget_bytes (self, g_ptr_array_index (slot->came, i));
  g_clear_pointer (&slot->certificate, g_bytes_unref);
  parvis_hub_waiters_wake (self->waiters, slot);
}

static gboolean on_sweep (gpointer user_data);

/* One timer, for the slot that ends first. */
static void
plan_sweep (ParvisHubSlots *self)
{
  gint64 first = G_MAXINT64;

  for (guint i = 0; i < self->slots->len; i++)
    first = MIN (first, ((const ParvisHubSlot *) g_ptr_array_index (self->slots, i))->ends);
  if (self->sweep != NULL)
    g_source_destroy (self->sweep);
  g_clear_pointer (&self->sweep, g_source_unref);
  if (first != G_MAXINT64 && !self->ended)
    self->sweep = parvis_hub_waiters_timer (self->waiters, first, on_sweep, self, NULL);
}

static void
sweep (ParvisHubSlots *self)
{
  gint64 now = g_get_monotonic_time ();

  for (guint i = self->slots->len; i > 0; i--)
    {
      ParvisHubSlot *slot = g_ptr_array_index (self->slots, i - 1);

      if (slot->ends > now)
        continue;
      if (slot->state == PARVIS_HUB_SLOT_OPEN)
        end_slot (self, slot, PARVIS_HUB_SLOT_EXPIRED);
      else
        g_ptr_array_remove_index_fast (self->slots, i - 1);
    }
  plan_sweep (self);
}

static gboolean
on_sweep (gpointer user_data)
{
  ParvisHubSlots *self = user_data;

  g_mutex_lock (&self->lock);
  sweep (self);
  g_mutex_unlock (&self->lock);
  return G_SOURCE_REMOVE;
}

static ParvisHubSlot *
find_token (ParvisHubSlots *self, const char *token)
{
  for (guint i = 0; i < self->slots->len; i++)
    if (parvis_hub_slot_has_token (g_ptr_array_index (self->slots, i), token))
      return g_ptr_array_index (self->slots, i);
  return NULL;
}

/* Open, and this kiosk's. */
static ParvisHubSlot *
find_id (ParvisHubSlots *self, const char *kiosk, const char *id)
{
  for (guint i = 0; i < self->slots->len; i++)
    {
      ParvisHubSlot *slot = g_ptr_array_index (self->slots, i);

      if (slot->state == PARVIS_HUB_SLOT_OPEN && parvis_hub_slot_is (slot, kiosk, id))
        return slot;
    }
  return NULL;
}

/* The kiosk's side -------------------------------------------------------------------------------- */

void
parvis_hub_slot_opened_clear (ParvisHubSlotOpened *opened)
{
  g_clear_pointer (&opened->url, g_free);
}

static guint
close_others (ParvisHubSlots *self, const char *kiosk)
{
  guint open = 0;

  for (guint i = 0; i < self->slots->len; i++)
    {
      ParvisHubSlot *slot = g_ptr_array_index (self->slots, i);

      if (g_str_equal (slot->kiosk, kiosk))
        end_slot (self, slot, PARVIS_HUB_SLOT_CLOSED);
      open += slot->state == PARVIS_HUB_SLOT_OPEN;
    }
  return open;
}

ParvisHubSlotOpening
parvis_hub_slots_open (ParvisHubSlots *self, const char *kiosk, GBytes *certificate, const char *title, guint files,
                       gsize bytes, ParvisHubSlotOpened *opened)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  ParvisHubSlot *slot;

  if (self->address == NULL || self->ended)
    return PARVIS_HUB_SLOT_NOT_HERE;
  /* Ended ones are forgotten early rather than that a new one is refused. */
  if (close_others (self, kiosk) >= PARVIS_HUB_SLOTS)
    return PARVIS_HUB_SLOT_FULL;
  if (self->slots->len >= 4 * PARVIS_HUB_SLOTS)
    sweep (self);
  if (self->slots->len >= 4 * PARVIS_HUB_SLOTS)
    return PARVIS_HUB_SLOT_FULL;
  slot = parvis_hub_slot_new (kiosk, certificate, title, files, bytes, self->life);
  if (slot == NULL)
    return PARVIS_HUB_SLOT_FULL;
  g_ptr_array_add (self->slots, slot);
  plan_sweep (self);
  memcpy (opened->id, slot->id, sizeof slot->id);
  opened->url = g_strconcat (self->address, slot->token, NULL);
  return PARVIS_HUB_SLOT_OK;
}

/* What the kiosk says of number @number; said again, it changes nothing. */
static void
set_verdict (ParvisHubSlots *self, ParvisHubSlot *slot, guint number, ParvisHubVerdict verdict)
{
  for (guint i = 0; i < slot->came->len; i++)
    {
      ParvisHubSlotFile *file = g_ptr_array_index (slot->came, i);

      if (file->number != number || file->number == 0 || file->verdict != PARVIS_HUB_VERDICT_NONE)
        continue;
      file->verdict = verdict;
      forget_bytes (self, file);
      parvis_hub_waiters_wake (self->waiters, slot);
    }
}

ParvisHubSlotNews
parvis_hub_slots_next (ParvisHubSlots *self, const char *kiosk, const char *id, guint after, ParvisHubVerdict verdict,
                       gint64 deadline, const ParvisHubParking *parking, GBytes **file)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  ParvisHubSlot *slot = find_id (self, kiosk, id);
  ParvisHubSlotFile *next;

  if (slot == NULL)
    return PARVIS_HUB_SLOT_GONE;
  if (verdict != PARVIS_HUB_VERDICT_NONE)
    set_verdict (self, slot, after, verdict);
  next = parvis_hub_slot_find (slot, after + 1);
  if (next != NULL && next->sealed != NULL)
    {
      *file = g_bytes_ref (next->sealed);
      return PARVIS_HUB_SLOT_FILE;
    }
  return park (self, slot, deadline, parking) ? PARVIS_HUB_SLOT_PARKED : PARVIS_HUB_SLOT_NOTHING;
}

gboolean
parvis_hub_slots_close (ParvisHubSlots *self, const char *kiosk, const char *id)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  ParvisHubSlot *slot = find_id (self, kiosk, id);

  if (slot != NULL)
    end_slot (self, slot, PARVIS_HUB_SLOT_CLOSED);
  return slot != NULL;
}

/* The telephone's side ---------------------------------------------------------------------------- */

void
parvis_hub_slot_view_clear (ParvisHubSlotView *view)
{
  g_clear_pointer (&view->title, g_free);
  g_clear_pointer (&view->verdicts, g_array_unref);
}

void
parvis_hub_slots_view (ParvisHubSlots *self, const char *token, ParvisHubSlotView *view)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  ParvisHubSlot *slot = find_token (self, token);

  *view = (ParvisHubSlotView){ .state = PARVIS_HUB_SLOT_UNKNOWN };
  view->verdicts = g_array_new (FALSE, FALSE, sizeof (ParvisHubVerdict));
  if (slot == NULL)
    return;
  view->state = slot->state;
  view->title = g_strdup (slot->title);
  view->left = parvis_hub_slot_count_left (slot);
  view->bytes = slot->bytes;
  view->pending = parvis_hub_slot_count_pending (slot);
  for (guint i = 0; i < slot->came->len; i++)
    g_array_append_val (view->verdicts, ((ParvisHubSlotFile *) g_ptr_array_index (slot->came, i))->verdict);
}

GBytes *
parvis_hub_slots_hold (ParvisHubSlots *self, const char *token)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  ParvisHubSlot *slot = find_token (self, token);

  if (slot == NULL || parvis_hub_slot_count_left (slot) == 0
      || self->held + PARVIS_HUB_SLOT_FILE_MAX > PARVIS_HUB_SLOTS_BYTES)
    return NULL;
  self->held += PARVIS_HUB_SLOT_FILE_MAX;
  return g_bytes_ref (slot->certificate);
}

void
parvis_hub_slots_let_go (ParvisHubSlots *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->held -= PARVIS_HUB_SLOT_FILE_MAX;
}

void
parvis_hub_slots_add (ParvisHubSlots *self, const char *token, GBytes *sealed, ParvisHubVerdict verdict)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  ParvisHubSlot *slot = find_token (self, token);
  ParvisHubSlotFile *file = slot != NULL ? parvis_hub_slot_add (slot, sealed, verdict) : NULL;

  if (file == NULL)
    return;
  if (file->sealed != NULL)
    self->held += g_bytes_get_size (file->sealed);
  parvis_hub_waiters_wake (self->waiters, slot);
}

gboolean
parvis_hub_slots_wait (ParvisHubSlots *self, const char *token, gint64 deadline, const ParvisHubParking *parking)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  ParvisHubSlot *slot = find_token (self, token);

  return slot != NULL && parvis_hub_slot_count_pending (slot) > 0 && park (self, slot, deadline, parking);
}

/* All of them ------------------------------------------------------------------------------------- */

ParvisHubSlots *
parvis_hub_slots_new (void)
{
  ParvisHubSlots *self = g_new0 (ParvisHubSlots, 1);

  g_mutex_init (&self->lock);
  self->context = g_main_context_ref_thread_default ();
  self->life = PARVIS_HUB_SLOT_SECONDS * (gint64) G_USEC_PER_SEC;
  self->slots = g_ptr_array_new_with_free_func ((GDestroyNotify) parvis_hub_slot_free);
  self->waiters = parvis_hub_waiters_new (self->context, &self->lock);
  return self;
}

void
parvis_hub_slots_set_life (ParvisHubSlots *self, gint64 microseconds)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->life = microseconds;
}

void
parvis_hub_slots_set_address (ParvisHubSlots *self, const char *address)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  g_free (self->address);
  self->address = g_strdup (address);
}

void
parvis_hub_slots_end (ParvisHubSlots *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->ended = TRUE;
  parvis_hub_waiters_wake (self->waiters, NULL);
  plan_sweep (self); /* no more of it */
}

void
parvis_hub_slots_free (ParvisHubSlots *self)
{
  parvis_hub_slots_end (self);
  g_ptr_array_unref (self->slots);
  parvis_hub_waiters_free (self->waiters);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->lock);
  g_free (self->address);
  g_free (self);
}
