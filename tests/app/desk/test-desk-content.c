/* SPDX-License-Identifier: EUPL-1.2
 *
 * New content at the counter: shown between two sessions only; a refused one leaves the old one serving; one command
 * brings the old one back; what another Parvis made is made again. What of it is in the journal. Notices, which do not
 * wait.
 */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "app/content/bundle.h"
#include "app/desk/counter.h"
#include "sync/content/distribution.h"
#include "sync/content/resource.h"
#include "sync/journal/journal.h"
#include "sync/seal/signature.h"

#define OLD      2   /* what the demonstration content is */
#define PATIENCE 120 /* seconds: only a fault takes that long */

static gint64
now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

/* ---- waiting: for a condition that events of the loop bring about ---- */

typedef gboolean (*Condition) (Counter *counter, gconstpointer data);

static gboolean
on_too_late (gpointer unused)
{
  g_error ("waited too long");
  return G_SOURCE_REMOVE;
}

/* Other threads and programs tell the loop; a file that appears does not. */
static gboolean
on_tick (gpointer unused)
{
  return G_SOURCE_CONTINUE;
}

static void
wait_until (Counter *counter, Condition condition, gconstpointer data)
{
  guint guard = g_timeout_add_seconds (PATIENCE, on_too_late, NULL), tick = g_timeout_add (20, on_tick, NULL);

  while (!condition (counter, data))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (guard);
  g_source_remove (tick);
}

static ParvisOutbox *
open_outbox (Counter *counter)
{
  g_autofree char *path = counter_path (counter, "outbox.db");
  g_autoptr (GError) error = NULL;
  ParvisOutbox *outbox = parvis_outbox_open (path, &error);

  g_assert_no_error (error);
  return outbox;
}

typedef struct
{
  gint64 version;
  ParvisBundleState state;
} Decided;

static gboolean
is_decided (Counter *counter, gconstpointer data)
{
  const Decided *wanted = data;
  g_autoptr (ParvisOutbox) outbox = open_outbox (counter);
  g_autoptr (GPtrArray) rows = parvis_bundle_list (outbox, NULL);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const ParvisBundleRow *row = g_ptr_array_index (rows, i);

      if (row->version == wanted->version)
        return row->state == wanted->state;
    }
  return FALSE;
}

static gboolean
is_there (Counter *counter, gconstpointer name)
{
  g_autofree char *path = counter_path (counter, name);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static gboolean
is_set (Counter *counter, gconstpointer flag)
{
  return *(const guint *) flag > 0;
}

/* @event: "event" or "event detail" */
static gboolean
is_in_journal (Counter *counter, gconstpointer event)
{
  g_autofree char *path = counter_path (counter, "journal.db");
  g_autoptr (GPtrArray) entries = parvis_journal_read (path, 0, 0, NULL);

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      const ParvisJournalEntry *entry = g_ptr_array_index (entries, i);
      g_autofree char *text = g_strdup_printf ("%s %s", entry->event, entry->detail);

      if (g_str_has_prefix (text, event))
        return TRUE;
    }
  return FALSE;
}

/* ---- what comes ---- */

static void
edit (Counter *counter, gint64 version)
{
  g_autofree char *folder = counter_path (counter, "edition"), *source = counter_path (counter, "content");
  g_autofree char *path = g_build_filename (folder, "bundle.json", NULL);
  g_autofree char *certificate = counter_path (counter, "content.pem"), *key = counter_path (counter, "content.key");
  g_autofree char *line = g_strdup_printf ("\"version\": %" G_GINT64_FORMAT ",", version);
  g_autofree char *text = NULL;
  g_autoptr (GRegex) number = g_regex_new ("\"version\": [0-9]+,", (GRegexCompileFlags) 0, (GRegexMatchFlags) 0, NULL);
  g_autofree char *edited = NULL;
  g_autoptr (GError) error = NULL;

  if (!g_file_test (folder, G_FILE_TEST_EXISTS))
    counter_run ("cp", "-r", source, folder, NULL);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  edited = g_regex_replace_literal (number, text, -1, 0, line, (GRegexMatchFlags) 0, NULL);
  g_assert_true (g_file_set_contents (path, edited, -1, NULL));
  g_assert_true (parvis_bundle_sign (folder, certificate, key, &error));
  g_assert_no_error (error);
}

/* As parvis-syncd leaves it: whole in its folder, then its row. */
static void
bring (Counter *counter, gint64 version, gboolean altered)
{
  g_autofree char *folder = counter_path (counter, "edition");
  g_autofree char *target = parvis_bundle_folder (counter->folder, version);
  g_autofree char *bundle = g_build_filename (target, "bundle.json", NULL);
  g_autoptr (ParvisOutbox) outbox = open_outbox (counter);
  g_autoptr (GError) error = NULL;

  edit (counter, version);
  counter_run ("cp", "-r", folder, target, NULL);
  if (altered)
    g_assert_true (g_file_set_contents (bundle, "{}", -1, NULL));
  g_assert_true (parvis_bundle_add (outbox, version, "https://contenu.exemple.fr/", now () + 86400, now (), &error));
  g_assert_no_error (error);
}

static void
count (guint *changes)
{
  (*changes)++;
}

static void
assert_shown (Counter *counter, gint64 version)
{
  g_assert_nonnull (parvis_desk_catalog (counter->desk));
  g_assert_cmpint (parvis_catalog_version (parvis_desk_catalog (counter->desk)), ==, version);
}

/* ---- the tests ---- */

static void
test_between_sessions (Counter *counter, gconstpointer devices)
{
  const Decided ready = { OLD + 1, PARVIS_BUNDLE_READY }, applied = { OLD + 1, PARVIS_BUNDLE_APPLIED };
  guint changes = 0;

  parvis_desk_start_service (counter->desk);
  g_signal_connect_swapped (counter->desk, "content-changed", G_CALLBACK (count), &changes);
  parvis_desk_begin (counter->desk);
  bring (counter, OLD + 1, FALSE);
  wait_until (counter, is_there, "catalog.db.next");
  g_assert_true (is_decided (counter, &ready));
  g_assert_false (parvis_desk_refresh (counter->desk));
  assert_shown (counter, OLD);
  g_assert_cmpuint (changes, ==, 0);

  parvis_desk_end (counter->desk);
  wait_until (counter, is_decided, &applied);
  wait_until (counter, is_set, &changes);
  g_assert_true (parvis_desk_refresh (counter->desk));
  assert_shown (counter, OLD + 1);
  wait_until (counter, is_in_journal, "content_applied 3");
}

static void
test_refused (Counter *counter, gconstpointer devices)
{
  const Decided refused = { OLD + 1, PARVIS_BUNDLE_REFUSED }, applied = { OLD + 2, PARVIS_BUNDLE_APPLIED };

  parvis_desk_start_service (counter->desk);
  bring (counter, OLD + 1, TRUE);
  wait_until (counter, is_decided, &refused);
  wait_until (counter, is_in_journal, "content_refused 3: ");
  g_assert_false (parvis_desk_refresh (counter->desk));
  assert_shown (counter, OLD);
  bring (counter, OLD + 2, FALSE); /* a newer one mends it */
  wait_until (counter, is_decided, &applied);
}

static void
restore (Counter *counter)
{
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "bin", "parvisctl", NULL);

  counter_run (program, "content", "restore", "--config", counter->config, NULL);
}

static void
test_restored (Counter *counter, gconstpointer devices)
{
  const Decided applied = { OLD + 1, PARVIS_BUNDLE_APPLIED }, aside = { OLD + 1, PARVIS_BUNDLE_ASIDE };
  guint changes = 0;

  parvis_desk_start_service (counter->desk);
  bring (counter, OLD + 1, FALSE);
  wait_until (counter, is_decided, &applied);
  parvis_desk_refresh (counter->desk);
  assert_shown (counter, OLD + 1);
  wait_until (counter, is_in_journal, "content_applied 3");

  g_signal_connect_swapped (counter->desk, "content-changed", G_CALLBACK (count), &changes);
  restore (counter);
  g_assert_true (is_decided (counter, &aside));
  g_assert_true (is_in_journal (counter, "content_restored 2"));
  wait_until (counter, is_set, &changes);
  g_assert_true (parvis_desk_refresh (counter->desk));
  assert_shown (counter, OLD);
}

/* ---- another Parvis ---- */

static void
on_gone (gpointer gone, GObject *desk)
{
  g_atomic_int_set ((gboolean *) gone, TRUE);
  g_main_context_wakeup (NULL);
}

static void
stop_kiosk (Counter *counter)
{
  gboolean gone = FALSE;

  g_object_weak_ref (G_OBJECT (counter->desk), on_gone, &gone);
  g_clear_object (&counter->desk);
  while (!g_atomic_int_get (&gone))
    g_main_context_iteration (NULL, TRUE);
}

static void
start_kiosk (Counter *counter)
{
  g_autoptr (GError) error = NULL;

  counter->desk = parvis_desk_new (counter->config, &error);
  g_assert_no_error (error);
}

static void
change_catalog (Counter *counter, const char *statements)
{
  g_autofree char *path = counter_path (counter, "catalog.db");
  sqlite3 *handle = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &handle, SQLITE_OPEN_READWRITE, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle, statements, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (handle);
}

static void
set_format_back (Counter *counter)
{
  change_catalog (counter, "PRAGMA user_version = 5; DROP TABLE service");
}

/* ---- its end has passed ---- */

static void
test_expired (Counter *counter, gconstpointer devices)
{
  g_assert_false (parvis_desk_is_content_old (counter->desk));
  stop_kiosk (counter);
  change_catalog (counter, "UPDATE meta SET expires = 1600000000");
  start_kiosk (counter);
  g_assert_true (parvis_desk_is_content_old (counter->desk));
  assert_shown (counter, OLD);
  parvis_desk_start_service (counter->desk);
  wait_until (counter, is_in_journal, "content_expired 2");
}

/* The program was updated: what the technician had installed is there again, and nobody did anything. */
static void
test_updated (Counter *counter, gconstpointer devices)
{
  guint changes = 0;

  stop_kiosk (counter);
  set_format_back (counter);
  start_kiosk (counter);
  g_signal_connect_swapped (counter->desk, "content-changed", G_CALLBACK (count), &changes);
  g_assert_null (parvis_desk_catalog (counter->desk));
  g_assert_nonnull (strstr (parvis_desk_missing_content (counter->desk), "prépare"));
  wait_until (counter, is_set, &changes);
  g_assert_true (parvis_desk_refresh (counter->desk));
  assert_shown (counter, OLD);
  g_assert_null (parvis_desk_missing_content (counter->desk));
}

static void
test_updated_and_nothing_kept (Counter *counter, gconstpointer devices)
{
  g_autofree char *kept = counter_path (counter, "catalog.db.bundles");
  guint changes = 0;

  stop_kiosk (counter);
  set_format_back (counter);
  counter_run ("rm", "-r", kept, NULL);
  start_kiosk (counter);
  g_signal_connect_swapped (counter->desk, "content-changed", G_CALLBACK (count), &changes);
  wait_until (counter, is_set, &changes);
  g_assert_false (parvis_desk_refresh (counter->desk));
  g_assert_nonnull (strstr (parvis_desk_missing_content (counter->desk), "est à remettre"));
}

/* ---- notices ---- */

static void
keep_notice (Counter *counter, gint64 until)
{
  g_autofree char *certificate = counter_path (counter, "content.pem"), *key = counter_path (counter, "content.key");
  g_autofree char *ca = counter_path (counter, "ca.pem");
  g_autoptr (JsonNode) data = json_from_string (
      "{\"notices\": [{\"id\": \"vent\", \"level\": \"urgent\", \"title\": \"Vent\", \"text\": \"Restez chez vous.\","
      " \"from\": \"2026-01-01T00:00:00Z\", \"until\": \"2090-01-01T00:00:00Z\"}]}",
      NULL);
  g_autoptr (GBytes) json = parvis_resource_to_json ("notices", now (), until, data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) wrapped = parvis_signature_wrap (json, certificate, key, &error);
  g_autoptr (ParvisOutbox) outbox = open_outbox (counter);

  g_assert_no_error (error);
  g_assert_true (parvis_resource_keep (outbox, "notices", wrapped, NULL, ca, now (), &error));
  g_assert_no_error (error);
}

static gboolean
has_notice (Counter *counter, gint64 at)
{
  g_autoptr (GPtrArray) notices = parvis_desk_notices (counter->desk, at, "fr");

  for (guint i = 0; i < notices->len; i++)
    if (strcmp (((const ParvisNotice *) g_ptr_array_index (notices, i))->id, "vent") == 0)
      return TRUE;
  return FALSE;
}

/* Nobody touches the kiosk: it comes, is said, and goes at its hour. */
static void
test_notice (Counter *counter, gconstpointer devices)
{
  const gint64 until = now () + 7200;
  guint changes = 0;

  g_signal_connect_swapped (counter->desk, "notices-changed", G_CALLBACK (count), &changes);
  g_assert_false (has_notice (counter, now ()));
  keep_notice (counter, until);
  wait_until (counter, is_set, &changes);
  g_assert_true (has_notice (counter, now ()));
  g_assert_true (has_notice (counter, until - 1));
  g_assert_cmpint (parvis_desk_notices_change (counter->desk, until - 1), <=, until); /* what shows it wakes up then */
  g_assert_false (has_notice (counter, until));
}

int
main (int argc, char **argv)
{
#define ADD(path, func) g_test_add ("/desk-content/" path, Counter, "", counter_set_up, func, counter_tear_down)
  g_test_init (&argc, &argv, NULL);
  ADD ("between-sessions", test_between_sessions);
  ADD ("refused", test_refused);
  ADD ("restored", test_restored);
  ADD ("expired", test_expired);
  ADD ("updated", test_updated);
  ADD ("updated-and-nothing-kept", test_updated_and_nothing_kept);
  ADD ("notice", test_notice);
  return g_test_run ();
}
