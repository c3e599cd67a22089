/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/daemon/syncd-notes.h"

#include <time.h>

#include "sync/content/fetch-error.h"
#include "sync/keys/keys.h"
#include "sync/queue/trouble.h"
#include "sync/base/version.h"

#define CLOCK_SECONDS 60    /* less is a clock being kept right */
#define KEYS_SECONDS  43200 /* certificates do not change by the minute */

struct _ParvisSyncdNotes
{
  const ParvisConfig *config;
  ParvisJournal *journal;
  ParvisTroubleKind trouble;
  gint64 clock_offset; /* seconds from boot to the clock's zero */
  gint64 keys_at;      /* monotonic seconds; 0: never looked */
  char *content;       /* (nullable) what was wrong with what is published, as last said */
  GHashTable *keys;    /* certificate -> its state as last said, GINT_TO_POINTER */
};

/* The clock -------------------------------------------------------------------------------------
 */

static gint64
get_clock_offset (void)
{
  struct timespec boot = { 0 };

  clock_gettime (CLOCK_BOOTTIME, &boot);
  return g_get_real_time () / G_USEC_PER_SEC - (gint64) boot.tv_sec;
}

static void
look_at_clock (ParvisSyncdNotes *self)
{
  gint64 offset = get_clock_offset ();
  g_autofree char *detail = g_strdup_printf ("%+" G_GINT64_FORMAT " s", offset - self->clock_offset);

  if (ABS (offset - self->clock_offset) < CLOCK_SECONDS)
    return;
  self->clock_offset = offset;
  parvis_journal_note (self->journal, PARVIS_JOURNAL_CLOCK_SET, detail);
}

/* What keeps submissions here -------------------------------------------------------------------
 */

static void
note_trouble (ParvisSyncdNotes *self, const ParvisTrouble *trouble)
{
  g_autofree char *seconds = g_strdup_printf ("%+" G_GINT64_FORMAT " s", trouble->clock_offset);

  switch (trouble->kind)
    {
    case PARVIS_TROUBLE_PORTAL:
      parvis_journal_note (self->journal, PARVIS_JOURNAL_PORTAL_MET, trouble->detail);
      break;
    case PARVIS_TROUBLE_CLOCK:
      parvis_journal_note (self->journal, PARVIS_JOURNAL_CLOCK_WRONG, seconds);
      break;
    case PARVIS_TROUBLE_CERTIFICATE:
      if (parvis_trouble_is_revocation (trouble))
        parvis_journal_note (self->journal, PARVIS_JOURNAL_CERTIFICATE_REVOKED, "kiosk");
      else
        parvis_journal_note (self->journal, PARVIS_JOURNAL_AUTHN_LOGIN_FAIL, trouble->detail);
      break;
    case PARVIS_TROUBLE_CLOSED:
      parvis_journal_note (self->journal, PARVIS_JOURNAL_DELIVERY_STOPPED, trouble->detail);
      break;
    default: /* a network that comes and goes is no event; the status says how it is */
      break;
    }
}

static void
look_at_trouble (ParvisSyncdNotes *self, ParvisOutbox *outbox)
{
  g_auto (ParvisTrouble) trouble = { 0 };
  ParvisTroubleKind before = self->trouble;

  if (!parvis_trouble_read (outbox, &trouble, NULL) || trouble.kind == before)
    return;
  self->trouble = trouble.kind;
  if (before == PARVIS_TROUBLE_CLOSED)
    parvis_journal_note (self->journal, PARVIS_JOURNAL_DELIVERY_RESUMED, NULL);
  note_trouble (self, &trouble);
}

/* Certificates ----------------------------------------------------------------------------------
 */

static void
note_key (ParvisSyncdNotes *self, const ParvisKey *key)
{
  g_autoptr (GDateTime) until = g_date_time_new_from_unix_utc (key->until);
  g_autofree char *day = until != NULL ? g_date_time_format (until, "%F") : g_strdup ("?");
  g_autofree char *detail = g_strdup_printf ("%s, %s", parvis_key_role_to_string (key->role), day);

  if (key->state == PARVIS_KEY_SOON || key->state == PARVIS_KEY_URGENT)
    parvis_journal_note (self->journal, PARVIS_JOURNAL_CERTIFICATE_EXPIRING, detail);
  else if (key->state == PARVIS_KEY_EXPIRED)
    parvis_journal_note (self->journal, PARVIS_JOURNAL_CERTIFICATE_EXPIRED, detail);
}

static void
look_at_key (ParvisSyncdNotes *self, const ParvisKey *key)
{
  g_autofree char *name
      = g_strdup_printf ("%s %s", parvis_key_role_to_string (key->role), key->sha256 != NULL ? key->sha256 : "");
  int before = GPOINTER_TO_INT (g_hash_table_lookup (self->keys, name)); /* 0, good, when it is new */

  if ((int) key->state == before)
    return;
  g_hash_table_insert (self->keys, g_steal_pointer (&name), GINT_TO_POINTER ((int) key->state));
  note_key (self, key);
}

static void
look_at_keys (ParvisSyncdNotes *self)
{
  gint64 monotonic = g_get_monotonic_time () / G_USEC_PER_SEC;
  g_autoptr (GPtrArray) keys = NULL;

  if (self->keys_at != 0 && monotonic - self->keys_at < KEYS_SECONDS)
    return;
  self->keys_at = MAX (monotonic, 1);
  keys = parvis_keys_list (self->config, g_get_real_time () / G_USEC_PER_SEC);
  for (guint i = 0; i < keys->len; i++)
    look_at_key (self, g_ptr_array_index (keys, i));
}

/* A pass ----------------------------------------------------------------------------------------
 */

static void
note_count (ParvisSyncdNotes *self, ParvisJournalEvent event, guint count)
{
  g_autofree char *detail = g_strdup_printf ("%u", count);

  if (count > 0)
    parvis_journal_note (self->journal, event, detail);
}

void
parvis_syncd_notes_passed (ParvisSyncdNotes *self, ParvisOutbox *outbox, const ParvisUploaderTally *tally)
{
  note_count (self, PARVIS_JOURNAL_SUBMISSION_DELIVERED, tally->delivered);
  note_count (self, PARVIS_JOURNAL_SUBMISSION_REFUSED, tally->refused);
  look_at_trouble (self, outbox);
  look_at_clock (self);
  look_at_keys (self);
}

/* What is published and may not be taken (another's signature, an altered file, an older list) is an event; a server
 * that has nothing, or cannot be reached, is none. Told again when it is something else, or has been well meanwhile. */
void
parvis_syncd_notes_fetched (ParvisSyncdNotes *self, const GError *error)
{
  gboolean bad = g_error_matches (error, PARVIS_FETCH_ERROR, PARVIS_FETCH_ERROR_BAD);

  if (error != NULL && !bad)
    return;
  if (bad && g_strcmp0 (self->content, error->message) != 0)
    parvis_journal_note (self->journal, PARVIS_JOURNAL_CONTENT_REFUSED, error->message);
  g_free (self->content);
  self->content = bad ? g_strdup (error->message) : NULL;
}

void
parvis_syncd_notes_put_aside (ParvisSyncdNotes *self, const char *aside)
{
  g_autofree char *name = g_path_get_basename (aside);

  parvis_journal_note (self->journal, PARVIS_JOURNAL_QUEUE_DAMAGED, name);
  g_message ("the queue was damaged and is put aside as %s: parvisctl queue recover", aside);
}

ParvisJournal *
parvis_syncd_notes_journal (ParvisSyncdNotes *self)
{
  return self->journal;
}

ParvisSyncdNotes *
parvis_syncd_notes_new (const ParvisConfig *config)
{
  ParvisSyncdNotes *self = g_new0 (ParvisSyncdNotes, 1);

  self->config = config;
  self->journal = parvis_journal_new (parvis_config_journal_path (config), "parvis-syncd");
  self->clock_offset = get_clock_offset ();
  self->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  parvis_journal_note (self->journal, PARVIS_JOURNAL_SYS_STARTUP, parvis_version ());
  return self;
}

void
parvis_syncd_notes_free (ParvisSyncdNotes *self)
{
  parvis_journal_note (self->journal, PARVIS_JOURNAL_SYS_SHUTDOWN, NULL);
  parvis_journal_free (self->journal);
  g_hash_table_unref (self->keys);
  g_free (self->content);
  g_free (self);
}
