/* SPDX-License-Identifier: EUPL-1.2
 *
 * What a status report says, from where it is kept.
 */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/statvfs.h>

#include "sync/content/distribution.h"
#include "sync/keys/keys.h"
#include "sync/queue/outbox-private.h"
#include "sync/queue/outbox-repair.h"
#include "sync/status/status.h"
#include "sync/queue/trouble.h"
#include "sync/base/version.h"

static gint64
now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

/* Whatever was written there, as one short printable line. (transfer full) (nullable) */
static char *
make_line (const char *text)
{
  g_autofree char *valid = text != NULL && *text != '\0' ? g_utf8_make_valid (text, -1) : NULL;
  g_autoptr (GString) line = g_string_new (NULL);

  if (valid == NULL)
    return NULL;
  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_unichar_isprint (g_utf8_get_char (p)) ? g_utf8_get_char (p) : '?';

      if (line->len + (gsize) g_unichar_to_utf8 (c, NULL) > PARVIS_STATUS_MAX_ERROR)
        break;
      g_string_append_unichar (line, c);
    }
  return g_strdup (line->str);
}

static gboolean
collect_counts (ParvisStatusReport *report, ParvisSqlite *db, GError **error)
{
  return parvis_sqlite_get_int64 (db, "SELECT count(*) FROM submission WHERE state IN ('queued', 'sending')",
                                  &report->queued, error)
         && parvis_sqlite_get_int64 (db, "SELECT count(*) FROM submission WHERE state = 'refused'", &report->refused,
                                     error)
         && parvis_sqlite_get_int64 (db, "SELECT count(*) FROM submission WHERE state = 'delivered'",
                                     &report->delivered, error);
}

static gboolean
collect_oldest (ParvisStatusReport *report, ParvisSqlite *db, GError **error)
{
  g_autoptr (ParvisStatement) statement
      = parvis_sqlite_prepare (db,
                               "SELECT created_at, last_error FROM submission WHERE state IN "
                               "('queued', 'sending') ORDER BY seq LIMIT 1",
                               error);
  gboolean row;

  if (statement == NULL || !parvis_statement_step (statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  report->oldest = MAX (now () - parvis_statement_get_int64 (statement, 0), 0);
  report->error = make_line (parvis_statement_get_text (statement, 1));
  return TRUE;
}

static void
collect_disk (ParvisStatusReport *report, const char *folder)
{
  struct statvfs fs;

  if (statvfs (folder, &fs) != 0)
    return;
  report->disk_free = (gint64) ((guint64) fs.f_bavail * fs.f_frsize);
  report->disk_size = (gint64) ((guint64) fs.f_blocks * fs.f_frsize);
}

static void
collect_keys (ParvisStatusReport *report, const ParvisConfig *config)
{
  g_autoptr (GPtrArray) keys = parvis_keys_list (config, now ());

  for (guint i = 0; i < keys->len && i < PARVIS_STATUS_MAX_KEYS; i++)
    {
      const ParvisKey *key = g_ptr_array_index (keys, i);
      ParvisStatusKey *said = g_new0 (ParvisStatusKey, 1);

      said->role = g_strdup (parvis_key_role_to_string (key->role));
      said->state = g_strdup (parvis_key_state_to_string (key->state));
      said->until = MAX (key->until, 0);
      g_ptr_array_add (report->keys, said);
    }
}

static gboolean
collect_states (ParvisStatusReport *report, ParvisOutbox *outbox, GError **error)
{
  GPtrArray *states = parvis_kiosk_state_list (outbox, error);

  if (states == NULL)
    return FALSE;
  g_ptr_array_unref (report->states);
  report->states = states;
  return TRUE;
}

static void
add_state (ParvisStatusReport *report, const char *name, const char *word, gint64 since)
{
  ParvisKioskState *state = g_new0 (ParvisKioskState, 1);

  if (report->states->len >= PARVIS_KIOSK_STATE_MAX)
    g_ptr_array_remove_index (report->states, 0);
  state->name = g_strdup (name);
  state->word = g_strdup (word);
  state->since = MAX (since, 0);
  g_ptr_array_add (report->states, state);
}

/* What keeps submissions here, and what keeps content away, as two more parts: "delivery" and "distribution". */
static gboolean
collect_troubles (ParvisStatusReport *report, const ParvisConfig *config, ParvisOutbox *outbox, GError **error)
{
  g_auto (ParvisTrouble) trouble = { 0 };
  g_auto (ParvisDistribution) standing = { 0 };
  const char *word;

  if (!parvis_trouble_read (outbox, &trouble, error) || !parvis_distribution_read (outbox, &standing, error))
    return FALSE;
  word = parvis_distribution_word (&standing, !parvis_config_content (config)->of_hub, report->at);
  add_state (report, "delivery", parvis_trouble_kind_to_string (trouble.kind), trouble.since);
  add_state (report, "distribution", word, g_str_equal (word, "stale") ? standing.expires_at : standing.trouble_since);
  return TRUE;
}

/* What lies in an outbox that was put aside is nowhere else: until the staff has brought it back, one more part. */
static void
collect_damaged (ParvisStatusReport *report, const char *path)
{
  g_autoptr (GPtrArray) damaged = parvis_outbox_list_damaged (path);
  GStatBuf file = { 0 };

  if (damaged->len == 0)
    return;
  (void) !g_stat (damaged->pdata[0], &file);
  add_state (report, "queue", "damaged", file.st_ctime);
}

/* A journal that cannot be read does not keep the rest from being told. */
static void
collect_journal (ParvisStatusReport *report, const char *path)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *entries
      = parvis_journal_read_unsent (path, PARVIS_STATUS_MAX_ENTRIES, &report->after, &report->head, &error);

  if (entries == NULL)
    {
      g_message ("journal: %s", error->message);
      return;
    }
  g_ptr_array_unref (report->entries);
  report->entries = entries;
}

ParvisStatusReport *
parvis_status_collect (const ParvisConfig *config, ParvisOutbox *outbox, GError **error)
{
  g_autoptr (ParvisStatusReport) report = parvis_status_report_new ();
  ParvisSqlite *db = parvis_outbox_get_database (outbox);

  report->at = now ();
  g_free (report->program);
  report->program = g_strdup (parvis_version ());
  if (!collect_counts (report, db, error) || !collect_oldest (report, db, error)
      || !collect_states (report, outbox, error) || !collect_troubles (report, config, outbox, error))
    return NULL;
  collect_damaged (report, parvis_config_outbox_path (config));
  collect_disk (report, parvis_config_state_dir (config));
  collect_keys (report, config);
  collect_journal (report, parvis_config_journal_path (config));
  return g_steal_pointer (&report);
}
