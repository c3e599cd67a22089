/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/hub/slots.h"

#include <stdio.h>
#include <string.h>
#include <sys/random.h>

#define REMEMBERED_SECONDS (10 * 60) /* an ended slot, so that the telephone is told so */
#define VERDICTS_MAX       40

typedef struct
{
  GBytes *sealed; /* (nullable): handled, or refused here */
  guint number;   /* from 1, of those that the kiosk sees; 0 for others */
  ParvisHubVerdict verdict;
} File;

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
  GPtrArray *came; /* of File */
  guint numbered;
} Slot;

typedef struct
{
  guint number;
  Slot *slot;
  ParvisHubParking parking;
  GSource *timer;
} Waiter;

struct _ParvisHubSlots
{
  GMutex lock;
  GMainContext *context;
  char *address;
  GPtrArray *slots;   /* of Slot */
  GPtrArray *waiters; /* of Waiter */
  guint last_waiter;
  gsize held;  /* bytes: sealed files, and room promised to files that are coming */
  gint64 life; /* of a slot, microseconds */
  gboolean ended;
  GSource *sweep; /* (nullable) */
};

gboolean
parvis_hub_verdict_from_string (const char *text, ParvisHubVerdict *verdict)
{
  static const char *const names[] = { NULL, "taken", "too-large", "wrong-type", "unreadable" };

  for (guint i = 1; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (text, names[i]) == 0)
      {
        *verdict = (ParvisHubVerdict) i;
        return TRUE;
      }
  return FALSE;
}

static void
file_free (File *file)
{
  g_clear_pointer (&file->sealed, g_bytes_unref);
  g_free (file);
}

static void
slot_free (Slot *slot)
{
  g_free (slot->kiosk);
  g_free (slot->title);
  g_clear_pointer (&slot->certificate, g_bytes_unref);
  g_ptr_array_unref (slot->came);
  g_free (slot);
}

/* 128 bits of the kernel's. */
static gboolean
random_name (char *name)
{
  guint8 bytes[PARVIS_HUB_TOKEN_CHARS / 2];

  if (getrandom (bytes, sizeof bytes, 0) != (ssize_t) sizeof bytes)
    return FALSE;
  for (gsize i = 0; i < sizeof bytes; i++)
    snprintf (name + 2 * i, 3, "%02x", bytes[i]);
  return TRUE;
}

/* Waiters: all of this with the lock held --------------------------------------------------------- */

static void
wake (ParvisHubSlots *self, guint index)
{
  Waiter *waiter = g_ptr_array_steal_index_fast (self->waiters, index);

  g_source_destroy (waiter->timer);
  g_source_unref (waiter->timer);
  waiter->parking.wake (waiter->parking.connection);
  g_free (waiter);
}

static void
wake_slot (ParvisHubSlots *self, const Slot *slot)
{
  for (guint i = self->waiters->len; i > 0; i--)
    if (((const Waiter *) g_ptr_array_index (self->waiters, i - 1))->slot == slot)
      wake (self, i - 1);
}

typedef struct
{
  ParvisHubSlots *slots;
  guint number;
} Timing;

static gboolean
on_time_over (gpointer user_data)
{
  const Timing *timing = user_data;
  ParvisHubSlots *self = timing->slots;

  g_mutex_lock (&self->lock);
  for (guint i = 0; i < self->waiters->len; i++)
    if (((const Waiter *) g_ptr_array_index (self->waiters, i))->number == timing->number)
      {
        wake (self, i);
        break;
      }
  g_mutex_unlock (&self->lock);
  return G_SOURCE_REMOVE;
}

static GSource *
start_timer (ParvisHubSlots *self, gint64 at, GSourceFunc callback, gpointer data, GDestroyNotify free_data)
{
  GSource *source = g_timeout_source_new (0);

  g_source_set_ready_time (source, at);
  g_source_set_callback (source, callback, data, free_data);
  g_source_attach (source, self->context);
  return source;
}

/* FALSE when its time is over, or ours. */
static gboolean
park (ParvisHubSlots *self, Slot *slot, gint64 deadline, const ParvisHubParking *parking)
{
  Waiter *waiter;
  Timing *timing;

  if (self->ended || parking == NULL || g_get_monotonic_time () >= deadline)
    return FALSE;
  waiter = g_new0 (Waiter, 1);
  timing = g_new0 (Timing, 1);
  waiter->number = timing->number = ++self->last_waiter;
  waiter->slot = slot;
  waiter->parking = *parking;
  timing->slots = self;
  parking->park (parking->connection);
  g_ptr_array_add (self->waiters, waiter);
  waiter->timer = start_timer (self, deadline, on_time_over, timing, g_free);
  return TRUE;
}

/* Slots: all of this with the lock held ------------------------------------------------------------ */

static void
forget_bytes (ParvisHubSlots *self, File *file)
{
  if (file->sealed != NULL)
    self->held -= g_bytes_get_size (file->sealed);
  g_clear_pointer (&file->sealed, g_bytes_unref);
}

static void
end_slot (ParvisHubSlots *self, Slot *slot, ParvisHubSlotState state)
{
  if (slot->state != PARVIS_HUB_SLOT_OPEN)
    return;
  slot->state = state;
  slot->ends = g_get_monotonic_time () + REMEMBERED_SECONDS * (gint64) G_USEC_PER_SEC;
  for (guint i = 0; i < slot->came->len; i++)
    forget_bytes (self, g_ptr_array_index (slot->came, i));
  g_clear_pointer (&slot->certificate, g_bytes_unref);
  wake_slot (self, slot);
}

static gboolean on_sweep (gpointer user_data);

/* One timer, for the slot that ends first. */
static void
plan_sweep (ParvisHubSlots *self)
{
  gint64 first = G_MAXINT64;

  for (guint i = 0; i < self->slots->len; i++)
    first = MIN (first, ((const Slot *) g_ptr_array_index (self->slots, i))->ends);
  if (self->sweep != NULL)
    g_source_destroy (self->sweep);
  g_clear_pointer (&self->sweep, g_source_unref);
  if (first != G_MAXINT64 && !self->ended)
    self->sweep = start_timer (self, first, on_sweep, self, NULL);
}

static void
sweep (ParvisHubSlots *self)
{
  gint64 now = g_get_monotonic_time ();

  for (guint i = self->slots->len; i > 0; i--)
    {
      Slot *slot = g_ptr_array_index (self->slots, i - 1);

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

/* In a time that does not depend on how much of it is right. */
static gboolean
same_name (const char *one, const char *other)
{
  guint differ = strlen (other) == PARVIS_HUB_TOKEN_CHARS ? 0 : 1;

  for (gsize i = 0; i < PARVIS_HUB_TOKEN_CHARS && differ == 0; i++)
    differ |= (guint) (one[i] ^ other[i]);
  return differ == 0;
}

static Slot *
find_token (ParvisHubSlots *self, const char *token)
{
  for (guint i = 0; i < self->slots->len; i++)
    if (same_name (((Slot *) g_ptr_array_index (self->slots, i))->token, token))
      return g_ptr_array_index (self->slots, i);
  return NULL;
}

/* Open, and this kiosk's. */
static Slot *
find_id (ParvisHubSlots *self, const char *kiosk, const char *id)
{
  for (guint i = 0; i < self->slots->len; i++)
    {
      Slot *slot = g_ptr_array_index (self->slots, i);

      if (slot->state == PARVIS_HUB_SLOT_OPEN && same_name (slot->id, id) && g_str_equal (slot->kiosk, kiosk))
        return slot;
    }
  return NULL;
}

static guint
count_left (const Slot *slot)
{
  guint kept = 0;

  for (guint i = 0; i < slot->came->len; i++)
    {
      const File *file = g_ptr_array_index (slot->came, i);

      kept += file->verdict == PARVIS_HUB_VERDICT_NONE || file->verdict == PARVIS_HUB_VERDICT_TAKEN;
    }
  return slot->state == PARVIS_HUB_SLOT_OPEN && kept < slot->files && slot->came->len < VERDICTS_MAX
             ? slot->files - kept
             : 0;
}

static guint
count_pending (const Slot *slot)
{
  guint pending = 0;

  for (guint i = 0; i < slot->came->len; i++)
    pending += ((const File *) g_ptr_array_index (slot->came, i))->verdict == PARVIS_HUB_VERDICT_NONE;
  return slot->state == PARVIS_HUB_SLOT_OPEN ? pending : 0;
}

/* The kiosk's side -------------------------------------------------------------------------------- */

void
parvis_hub_slot_opened_clear (ParvisHubSlotOpened *opened)
{
  g_clear_pointer (&opened->url, g_free);
}

static Slot *
new_slot (const char *kiosk, GBytes *certificate, const char *title, guint files, gsize bytes, gint64 life)
{
  Slot *slot = g_new0 (Slot, 1);

  slot->kiosk = g_strdup (kiosk);
  slot->title = g_strdup (title);
  slot->certificate = g_bytes_ref (certificate);
  slot->files = CLAMP (files, 1, PARVIS_HUB_SLOT_FILES);
  slot->bytes = CLAMP (bytes, 1, PARVIS_HUB_SLOT_FILE_MAX);
  slot->state = PARVIS_HUB_SLOT_OPEN;
  slot->ends = g_get_monotonic_time () + life;
  slot->came = g_ptr_array_new_with_free_func ((GDestroyNotify) file_free);
  return slot;
}

static guint
close_others (ParvisHubSlots *self, const char *kiosk)
{
  guint open = 0;

  for (guint i = 0; i < self->slots->len; i++)
    {
      Slot *slot = g_ptr_array_index (self->slots, i);

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
  Slot *slot;

  if (self->address == NULL || self->ended)
    return PARVIS_HUB_SLOT_NOT_HERE;
  /* Ended ones are forgotten early rather than that a new one is refused. */
  if (close_others (self, kiosk) >= PARVIS_HUB_SLOTS)
    return PARVIS_HUB_SLOT_FULL;
  if (self->slots->len >= 4 * PARVIS_HUB_SLOTS)
    sweep (self);
  if (self->slots->len >= 4 * PARVIS_HUB_SLOTS)
    return PARVIS_HUB_SLOT_FULL;
  slot = new_slot (kiosk, certificate, title, files, bytes, self->life);
  if (!random_name (slot->id) || !random_name (slot->token))
    {
      slot_free (slot);
      return PARVIS_HUB_SLOT_FULL;
    }
  g_ptr_array_add (self->slots, slot);
  plan_sweep (self);
  memcpy (opened->id, slot->id, sizeof slot->id);
  opened->url = g_strconcat (self->address, slot->token, NULL);
  return PARVIS_HUB_SLOT_OK;
}

/* What the kiosk says of number @number; said again, it changes nothing. */
static void
set_verdict (ParvisHubSlots *self, Slot *slot, guint number, ParvisHubVerdict verdict)
{
  for (guint i = 0; i < slot->came->len; i++)
    {
      File *file = g_ptr_array_index (slot->came, i);

      if (file->number != number || file->number == 0 || file->verdict != PARVIS_HUB_VERDICT_NONE)
        continue;
      file->verdict = verdict;
      forget_bytes (self, file);
      wake_slot (self, slot);
    }
}

static File *
find_number (const Slot *slot, guint number)
{
  for (guint i = 0; i < slot->came->len; i++)
    if (((File *) g_ptr_array_index (slot->came, i))->number == number)
      return g_ptr_array_index (slot->came, i);
  return NULL;
}

ParvisHubSlotNews
parvis_hub_slots_next (ParvisHubSlots *self, const char *kiosk, const char *id, guint after, ParvisHubVerdict verdict,
                       gint64 deadline, const ParvisHubParking *parking, GBytes **file)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  Slot *slot = find_id (self, kiosk, id);
  File *next;

  if (slot == NULL)
    return PARVIS_HUB_SLOT_GONE;
  if (verdict != PARVIS_HUB_VERDICT_NONE)
    set_verdict (self, slot, after, verdict);
  next = find_number (slot, after + 1);
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
  Slot *slot = find_id (self, kiosk, id);

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
  Slot *slot = find_token (self, token);

  *view = (ParvisHubSlotView){ .state = PARVIS_HUB_SLOT_UNKNOWN };
  view->verdicts = g_array_new (FALSE, FALSE, sizeof (ParvisHubVerdict));
  if (slot == NULL)
    return;
  view->state = slot->state;
  view->title = g_strdup (slot->title);
  view->left = count_left (slot);
  view->bytes = slot->bytes;
  view->pending = count_pending (slot);
  for (guint i = 0; i < slot->came->len; i++)
    g_array_append_val (view->verdicts, ((File *) g_ptr_array_index (slot->came, i))->verdict);
}

GBytes *
parvis_hub_slots_hold (ParvisHubSlots *self, const char *token)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  Slot *slot = find_token (self, token);

  if (slot == NULL || count_left (slot) == 0 || self->held + PARVIS_HUB_SLOT_FILE_MAX > PARVIS_HUB_SLOTS_BYTES)
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
  Slot *slot = find_token (self, token);
  gboolean wanted = slot != NULL && count_left (slot) > 0;
  File *file;

  if (slot == NULL || slot->came->len >= VERDICTS_MAX || slot->state != PARVIS_HUB_SLOT_OPEN)
    return;
  file = g_new0 (File, 1);
  file->verdict = sealed != NULL && !wanted ? PARVIS_HUB_VERDICT_TOO_MANY : verdict;
  if (sealed != NULL && wanted)
    {
      file->sealed = g_bytes_ref (sealed);
      file->number = ++slot->numbered;
      self->held += g_bytes_get_size (sealed);
    }
  g_ptr_array_add (slot->came, file);
  wake_slot (self, slot);
}

gboolean
parvis_hub_slots_wait (ParvisHubSlots *self, const char *token, gint64 deadline, const ParvisHubParking *parking)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  Slot *slot = find_token (self, token);

  return slot != NULL && count_pending (slot) > 0 && park (self, slot, deadline, parking);
}

/* All of them ------------------------------------------------------------------------------------- */

ParvisHubSlots *
parvis_hub_slots_new (void)
{
  ParvisHubSlots *self = g_new0 (ParvisHubSlots, 1);

  g_mutex_init (&self->lock);
  self->context = g_main_context_ref_thread_default ();
  self->life = PARVIS_HUB_SLOT_SECONDS * (gint64) G_USEC_PER_SEC;
  self->slots = g_ptr_array_new_with_free_func ((GDestroyNotify) slot_free);
  self->waiters = g_ptr_array_new ();
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
  while (self->waiters->len > 0)
    wake (self, self->waiters->len - 1);
  plan_sweep (self); /* no more of it */
}

void
parvis_hub_slots_free (ParvisHubSlots *self)
{
  parvis_hub_slots_end (self);
  g_ptr_array_unref (self->slots);
  g_ptr_array_unref (self->waiters);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->lock);
  g_free (self->address);
  g_free (self);
}
