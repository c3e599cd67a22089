/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/card/reader-watch.h"

#include <string.h>
#include <winscard.h>

#define PNP        "\\\\?PnP?\\Notification"
#define MOST_NAMES (64 * 1024)
/* A reader that comes between two looks is no event: once a moment after there was none, we look again. */
#define LOOK_AGAIN_MS 1000
/* RETRY: milliseconds after the service was lost, or its socket's folder changed; then we rest. */
static const guint retry_ms[] = { 200, 1000, 5000, 25000 };
/* A service that lasted so long before it was lost is tried again from the beginning. */
#define LASTING_USEC    (60 * G_USEC_PER_SEC)
#define CANCEL_AGAIN_MS 100
#define MOST_CANCELS    50

struct _ParvisReaderWatch
{
  gatomicrefcount refs; /* the owner's, the thread's, the canceller's, and one for each message on its way */

  /* Main thread only. */
  ParvisReaderWatchTell tell; /* NULL once the owner is gone */
  gpointer user_data;
  GFileMonitor *monitor;
  char *folder; /* that @monitor watches */

  GMainContext *main;
  char *pattern;
  GMutex lock;
  GCond changed;
  /* Guarded by @lock. */
  gboolean quit, ended, has_context;
  SCARDCONTEXT context;
  guint looks;
  guint count; /* atomic */

  /* The thread's own: what was told last. */
  ParvisCardReaderState told;
  char *told_name;
};

static void
watch_unref (ParvisReaderWatch *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_main_context_unref (self->main);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  g_free (self->pattern);
  g_free (self->folder);
  g_free (self->told_name);
  g_free (self);
}

static ParvisReaderWatch *
watch_ref (ParvisReaderWatch *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

static gboolean
has_to_quit (ParvisReaderWatch *self)
{
  gboolean quit;

  g_mutex_lock (&self->lock);
  quit = self->quit;
  g_mutex_unlock (&self->lock);
  return quit;
}

/* ---- telling the main thread ---- */

typedef struct
{
  ParvisReaderWatch *watch;
  ParvisCardReaderState state;
  char *name;
} News;

static gboolean
deliver (gpointer data)
{
  News *news = data;

  if (news->watch->tell != NULL)
    news->watch->tell (news->state, news->name, news->watch->user_data);
  return G_SOURCE_REMOVE;
}

static void
news_free (gpointer data)
{
  News *news = data;

  watch_unref (news->watch);
  g_free (news->name);
  g_free (news);
}

static void
tell (ParvisReaderWatch *self, ParvisCardReaderState state, const char *name)
{
  News *news;
  g_autoptr (GSource) source = NULL;

  if (self->told == state && g_strcmp0 (self->told_name, name) == 0)
    return;
  self->told = state;
  g_free (self->told_name);
  self->told_name = g_strdup (name);
  news = g_new (News, 1);
  *news = (News){ watch_ref (self), state, g_strdup (name) };
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, deliver, news, news_free);
  g_source_attach (source, self->main);
}

/* ---- the thread ---- */

char *
parvis_reader_choose (const char *names, gsize length, const char *pattern)
{
  gboolean any = pattern == NULL || *pattern == '\0';
  g_autofree char *wanted = any ? NULL : g_utf8_strdown (pattern, -1);

  for (const char *name = names; name < names + length && *name != '\0';)
    {
      gsize size = strnlen (name, length - (gsize) (name - names));
      g_autofree char *plain = g_utf8_make_valid (name, (gssize) size);
      g_autofree char *low = g_utf8_strdown (plain, -1);

      if (any || g_pattern_match_simple (wanted, low))
        return g_strndup (name, size);
      name += size + 1;
    }
  return NULL;
}

/* FALSE: the service is lost. */
static gboolean
find_reader (ParvisReaderWatch *self, char **name)
{
  g_autofree char *names = g_malloc0 (MOST_NAMES);
  DWORD length = MOST_NAMES;
  LONG code = SCardListReaders (self->context, NULL, names, &length);

  *name = code == SCARD_S_SUCCESS ? parvis_reader_choose (names, MIN (length, MOST_NAMES), self->pattern) : NULL;
  return code == SCARD_S_SUCCESS || code == SCARD_E_NO_READERS_AVAILABLE;
}

static ParvisCardReaderState
state_of (DWORD event)
{
  if (event & SCARD_STATE_MUTE)
    return PARVIS_CARD_READER_UNREADABLE;
  return event & SCARD_STATE_PRESENT ? PARVIS_CARD_READER_CARD : PARVIS_CARD_READER_EMPTY;
}

/* The counter of cards put in and taken out stands in the upper half. */
static gboolean
was_changed (DWORD before, DWORD now)
{
  return (before & now & SCARD_STATE_PRESENT) && before >> 16 != now >> 16;
}

/* One wait. FALSE: readers came or went, or @code says why there was no news. */
static gboolean
follow_once (ParvisReaderWatch *self, SCARD_READERSTATE *states, guint count, guint timeout, LONG *code)
{
  DWORD event;

  *code = SCardGetStatusChange (self->context, timeout, states, count);
  g_atomic_int_inc (&self->count);
  if (*code != SCARD_S_SUCCESS || (states[0].dwEventState & SCARD_STATE_CHANGED))
    return FALSE;
  states[0].dwCurrentState = states[0].dwEventState & ~(DWORD) SCARD_STATE_CHANGED;
  if (count == 1)
    return TRUE;
  event = states[1].dwEventState;
  if (event & (SCARD_STATE_UNKNOWN | SCARD_STATE_UNAVAILABLE))
    return FALSE;
  if (was_changed (states[1].dwCurrentState, event))
    tell (self, PARVIS_CARD_READER_EMPTY, states[1].szReader);
  tell (self, state_of (event), states[1].szReader);
  states[1].dwCurrentState = event & ~(DWORD) SCARD_STATE_CHANGED;
  return TRUE;
}

/* As long as there is a service. */
static void
follow (ParvisReaderWatch *self)
{
  LONG code = SCARD_S_SUCCESS;

  while ((code == SCARD_S_SUCCESS || code == SCARD_E_TIMEOUT) && !has_to_quit (self))
    {
      g_autofree char *name = NULL;
      SCARD_READERSTATE states[2] = { { .szReader = PNP }, { .szReader = NULL } };
      guint timeout;

      if (!find_reader (self, &name))
        return;
      states[1].szReader = name;
      timeout = name != NULL || code == SCARD_E_TIMEOUT ? INFINITE : LOOK_AGAIN_MS;
      if (name == NULL)
        tell (self, PARVIS_CARD_READER_NO_READER, NULL);
      while (follow_once (self, states, name != NULL ? 2 : 1, timeout, &code))
        ;
    }
}

static gboolean
open_context (ParvisReaderWatch *self)
{
  SCARDCONTEXT context;

  if (SCardEstablishContext (SCARD_SCOPE_SYSTEM, NULL, NULL, &context) != SCARD_S_SUCCESS)
    return FALSE;
  g_mutex_lock (&self->lock);
  self->context = context;
  self->has_context = TRUE;
  g_mutex_unlock (&self->lock);
  return TRUE;
}

static void
close_context (ParvisReaderWatch *self)
{
  g_mutex_lock (&self->lock);
  self->has_context = FALSE;
  g_mutex_unlock (&self->lock);
  SCardReleaseContext (self->context);
}

/* Until somebody asks to look again, or the next retry is due. */
static void
rest (ParvisReaderWatch *self, guint *tries, guint *looks_seen)
{
  gint64 end = *tries < G_N_ELEMENTS (retry_ms) ? g_get_monotonic_time () + retry_ms[*tries] * 1000 : 0;
  gboolean more = TRUE;

  g_mutex_lock (&self->lock);
  while (more && !self->quit && self->looks == *looks_seen)
    if (end == 0)
      g_cond_wait (&self->changed, &self->lock);
    else
      more = g_cond_wait_until (&self->changed, &self->lock, end);
  *tries = self->looks != *looks_seen ? 0 : *tries + 1;
  *looks_seen = self->looks;
  g_mutex_unlock (&self->lock);
  g_atomic_int_inc (&self->count);
}

static gpointer
run (gpointer data)
{
  ParvisReaderWatch *self = data;
  guint tries = 0, looks_seen = 0;

  while (!has_to_quit (self))
    {
      gint64 begun = g_get_monotonic_time ();

      if (open_context (self))
        {
          follow (self);
          close_context (self);
        }
      if (g_get_monotonic_time () - begun > LASTING_USEC)
        tries = 0;
      tell (self, PARVIS_CARD_READER_NO_SERVICE, NULL);
      rest (self, &tries, &looks_seen);
    }
  g_mutex_lock (&self->lock);
  self->ended = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
  watch_unref (self);
  return NULL;
}

/* ---- ending it ---- */

/* SCardCancel() speaks with pcscd, which may be anyhow, and is lost when nobody waits at that moment. */
static gpointer
cancel_run (gpointer data)
{
  ParvisReaderWatch *self = data;

  g_mutex_lock (&self->lock);
  for (guint i = 0; i < MOST_CANCELS && !self->ended; i++)
    {
      SCARDCONTEXT context = self->context;
      gboolean has_context = self->has_context;

      g_mutex_unlock (&self->lock);
      if (has_context)
        SCardCancel (context);
      g_mutex_lock (&self->lock);
      if (!self->ended)
        g_cond_wait_until (&self->changed, &self->lock, g_get_monotonic_time () + CANCEL_AGAIN_MS * 1000);
    }
  g_mutex_unlock (&self->lock);
  watch_unref (self);
  return NULL;
}

/* ---- the socket's folder ---- */

static void watch_folder (ParvisReaderWatch *self);

static void
on_folder_changed (GFileMonitor *monitor, GFile *file, GFile *other, GFileMonitorEvent event, gpointer user_data)
{
  ParvisReaderWatch *self = user_data;

  watch_folder (self);
  parvis_reader_watch_look (self); /* the thread hears it only while it rests */
}

/* The folder of pcscd's socket, or the nearest above it that is there: GLib asks every four seconds for one that is
 * not. */
static char *
nearest_folder (void)
{
  const char *socket = g_getenv ("PCSCLITE_CSOCK_NAME");
  char *folder = g_path_get_dirname (socket != NULL ? socket : "/run/pcscd/pcscd.comm");

  while (!g_file_test (folder, G_FILE_TEST_IS_DIR) && strlen (folder) > 1)
    {
      char *above = g_path_get_dirname (folder);

      g_free (folder);
      folder = above;
    }
  return folder;
}

static void
watch_folder (ParvisReaderWatch *self)
{
  g_autofree char *folder = nearest_folder ();
  g_autoptr (GFile) file = g_file_new_for_path (folder);

  if (g_strcmp0 (folder, self->folder) == 0)
    return;
  g_free (self->folder);
  self->folder = g_steal_pointer (&folder);
  g_clear_object (&self->monitor);
  self->monitor = g_file_monitor_directory (file, G_FILE_MONITOR_NONE, NULL, NULL);
  if (self->monitor != NULL)
    g_signal_connect (self->monitor, "changed", G_CALLBACK (on_folder_changed), self);
}

/* ---- public ---- */

ParvisReaderWatch *
parvis_reader_watch_new (const char *pattern, ParvisReaderWatchTell news, gpointer user_data)
{
  ParvisReaderWatch *self = g_new0 (ParvisReaderWatch, 1);

  g_atomic_ref_count_init (&self->refs);
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  self->tell = news;
  self->user_data = user_data;
  self->main = g_main_context_ref_thread_default ();
  self->pattern = g_strdup (pattern);
  self->told = PARVIS_CARD_READER_NO_SERVICE;
  watch_folder (self);
  g_thread_unref (g_thread_new ("card-watch", run, watch_ref (self)));
  return self;
}

void
parvis_reader_watch_look (ParvisReaderWatch *self)
{
  g_mutex_lock (&self->lock);
  self->looks++;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}

guint
parvis_reader_watch_count (ParvisReaderWatch *self)
{
  return (guint) g_atomic_int_get (&self->count);
}

void
parvis_reader_watch_free (ParvisReaderWatch *self)
{
  self->tell = NULL;
  g_clear_object (&self->monitor);
  g_mutex_lock (&self->lock);
  self->quit = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
  g_thread_unref (g_thread_new ("card-cancel", cancel_run, watch_ref (self)));
  watch_unref (self);
}
