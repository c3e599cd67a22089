/* SPDX-License-Identifier: EUPL-1.2
 *
 * The journal's thread: for those who cannot wait for a disk.
 */
#include "sync/journal/journal-private.h"

#define MAX_POSTED 256

typedef struct
{
  ParvisJournalEvent event;
  char *detail;
} Posted;

static void
posted_free (Posted *posted)
{
  g_free (posted->detail);
  g_free (posted);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Posted, posted_free)

/* What may be in a detail, of whatever a caller has. */
static char *
clean_detail (const char *detail)
{
  g_autofree char *valid = g_utf8_make_valid (detail, -1);
  GString *clean = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_unichar_isprint (g_utf8_get_char (p)) ? g_utf8_get_char (p) : '?';

      if (clean->len + (gsize) g_unichar_to_utf8 (c, NULL) > PARVIS_JOURNAL_DETAIL_MAX)
        break;
      g_string_append_unichar (clean, c);
    }
  return g_string_free (clean, FALSE);
}

void
parvis_journal_note (ParvisJournal *self, ParvisJournalEvent event, const char *detail)
{
  g_autofree char *clean = clean_detail (detail != NULL ? detail : "");
  g_autoptr (GError) error = NULL;

  if (parvis_journal_add (self, event, clean, &error))
    g_atomic_int_set (&self->told, FALSE);
  else if (!g_atomic_int_exchange (&self->told, TRUE))
    g_message ("journal: %s", error->message);
}

static void
write_posted (gpointer data, gpointer user_data)
{
  g_autoptr (Posted) posted = data;

  parvis_journal_note (user_data, posted->event, posted->detail);
}

void
parvis_journal_post (ParvisJournal *self, ParvisJournalEvent event, const char *detail)
{
  Posted *posted;

  if (self == NULL)
    return;
  if (g_once_init_enter (&self->begun))
    {
      self->pool = g_thread_pool_new (write_posted, self, 1, FALSE, NULL);
      g_once_init_leave (&self->begun, 1);
    }
  if (g_thread_pool_unprocessed (self->pool) >= MAX_POSTED)
    return;
  posted = g_new0 (Posted, 1);
  posted->event = event;
  posted->detail = g_strndup (detail != NULL ? detail : "", PARVIS_JOURNAL_DETAIL_MAX);
  g_thread_pool_push (self->pool, posted, NULL);
}

ParvisJournal *
parvis_journal_new (const char *path, const char *program)
{
  ParvisJournal *self = g_new0 (ParvisJournal, 1);

  self->path = g_strdup (path);
  self->program = g_strdup (program);
  self->boot = parvis_journal_boot ();
  g_mutex_init (&self->mutex);
  return self;
}

void
parvis_journal_free (ParvisJournal *self)
{
  if (self == NULL)
    return;
  if (self->pool != NULL)
    g_thread_pool_free (self->pool, FALSE, TRUE);
  g_mutex_clear (&self->mutex);
  g_free (self->path);
  g_free (self->program);
  g_free (self->boot);
  g_free (self);
}
