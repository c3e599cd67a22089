/* SPDX-License-Identifier: EUPL-1.2
 *
 * parvisctl pki and queue as a technician and a script run them.
 */
#include <gio/gio.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "sync/queue/outbox.h"
#include "sync/scratch.h"

/* Runs parvisctl in the folder; returns its exit status. */
static int
run (const Scratch *scratch, const char *const *words, char **out, char **err)
{
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "bin", "parvisctl", NULL);
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  int status;

  g_ptr_array_add (argv, program);
  for (const char *const *word = words; *word != NULL; word++)
    g_ptr_array_add (argv, (char *) *word);
  g_ptr_array_add (argv, NULL);
  g_assert_true (g_spawn_sync (scratch->folder, (char **) argv->pdata, NULL, 0, NULL, NULL, out, err, &status, &error));
  g_assert_true (WIFEXITED (status));
  return WEXITSTATUS (status);
}

#define RUN(scratch, out, err, ...) run ((scratch), (const char *const[]){ __VA_ARGS__, NULL }, (out), (err))

/* One line for a person, that names the thing. */
static void
assert_fails (const Scratch *scratch, int status, const char *names, const char *const *words)
{
  g_autofree char *out = NULL, *err = NULL;

  g_assert_cmpint (run (scratch, words, &out, &err), ==, status);
  g_assert_cmpstr (out, ==, "");
  if (strstr (err, names) == NULL)
    g_error ("'%s' not named in: %s", names, err);
}

#define FAILS(scratch, status, names, ...)                                                                             \
  assert_fails ((scratch), (status), (names), (const char *const[]){ __VA_ARGS__, NULL })

static gboolean
has (const Scratch *scratch, const char *name)
{
  g_autofree char *path = scratch_path (scratch, name);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
test_pki (void)
{
  g_autoptr (Scratch) scratch = scratch_new ();
  g_autofree char *said = NULL;

  g_assert_cmpint (RUN (scratch, &said, NULL, "pki", "init", "pki", "--commune", "Saint-Étienne"), ==, 0);
  g_assert_nonnull (strstr (said, "pki/ca.pem"));
  g_assert_cmpint (RUN (scratch, NULL, NULL, "pki", "issue", "pki", "server", "localhost,127.0.0.1"), ==, 0);
  g_assert_cmpint (RUN (scratch, NULL, NULL, "pki", "issue", "pki", "kiosk", "borne-1", "--days", "10"), ==, 0);
  g_assert_cmpint (RUN (scratch, NULL, NULL, "pki", "issue", "pki", "envelope", "hub"), ==, 0);
  g_assert_cmpint (RUN (scratch, NULL, NULL, "pki", "issue", "pki", "receipt", "hub"), ==, 0);
  g_assert_cmpint (RUN (scratch, NULL, NULL, "pki", "issue", "pki", "content", "hub", "--file", "autre.pem"), ==, 0);
  g_assert_true (has (scratch, "pki/ca.key") && has (scratch, "pki/server.pem") && has (scratch, "pki/borne-1.key"));
  g_assert_true (has (scratch, "pki/envelope.pem") && has (scratch, "pki/receipt.pem"));
  g_assert_true (has (scratch, "pki/autre.pem") && has (scratch, "pki/autre.key") && !has (scratch, "pki/content.pem"));
}

static void
test_pki_faults (void)
{
  g_autoptr (Scratch) scratch = scratch_new ();

  FAILS (scratch, 2, "usage", "pki");
  FAILS (scratch, 2, "usage", "pki", "burn");
  FAILS (scratch, 2, "--commune", "pki", "init", "pki");
  FAILS (scratch, 2, "usage", "pki", "init", "--commune", "X");
  FAILS (scratch, 2, "--nope", "pki", "init", "pki", "--nope");
  FAILS (scratch, 2, "pope", "pki", "issue", "pki", "pope", "x");
  FAILS (scratch, 2, "usage", "pki", "issue", "pki", "kiosk");
  FAILS (scratch, 1, "parvisctl pki init", "pki", "issue", "pki", "kiosk", "borne-1");
  g_assert_false (has (scratch, "pki"));
  g_assert_cmpint (RUN (scratch, NULL, NULL, "pki", "init", "pki", "--commune", "X"), ==, 0);
  FAILS (scratch, 1, "ca.key", "pki", "init", "pki", "--commune", "X");
  FAILS (scratch, 1, "Borne 1", "pki", "issue", "pki", "kiosk", "Borne 1");
  FAILS (scratch, 1, "3650", "pki", "issue", "pki", "kiosk", "borne-1", "--days", "-1");
  FAILS (scratch, 2, "dix", "pki", "issue", "pki", "kiosk", "borne-1", "--days", "dix");
}

#define ID "6ba7b810-9dad-41d1-80b4-00c04fd430c8"

static void
write_config (const Scratch *scratch)
{
  g_free (scratch_write (scratch, "parvis.conf",
                         "[kiosk]\nid=b\nstate=.\n[trust]\nca=ca.pem\nenvelope=e.pem\n[hub]\nurl=https://h/\n"));
}

static void
fill_outbox (const Scratch *scratch)
{
  g_autofree char *path = scratch_path (scratch, "outbox.db");
  g_autoptr (ParvisOutbox) outbox = parvis_outbox_open (path, NULL);
  g_autoptr (GBytes) envelope = g_bytes_new_static ("sealed", 6);

  g_assert_true (parvis_outbox_enqueue (outbox, ID, envelope, NULL));
  g_assert_true (parvis_outbox_mark_sending (outbox, ID, NULL));
  g_assert_true (parvis_outbox_mark_refused (outbox, ID, "413", NULL));
}

static void
test_queue (void)
{
  g_autoptr (Scratch) scratch = scratch_new ();
  g_autofree char *list = NULL, *show = NULL, *exported = NULL, *json = NULL, *key = NULL, *none = NULL;
  g_autofree char *file = scratch_path (scratch, "parvis-b/" ID ".cms");
  g_autoptr (JsonNode) node = NULL;
  JsonObject *entry;

  write_config (scratch);
  fill_outbox (scratch);
  g_assert_cmpint (RUN (scratch, &list, NULL, "queue", "list", "--config", "parvis.conf"), ==, 0);
  g_assert_nonnull (strstr (list, ID));
  g_assert_nonnull (strstr (list, "refusée"));
  g_assert_cmpint (RUN (scratch, &show, NULL, "queue", "show", ID, "--config", "parvis.conf"), ==, 0);
  g_assert_nonnull (strstr (show, "413"));
  g_assert_cmpint (RUN (scratch, &json, NULL, "queue", "list", "--json", "--config", "parvis.conf"), ==, 0);
  node = json_from_string (json, NULL);
  entry = json_array_get_object_element (json_node_get_array (node), 0);
  g_assert_cmpstr (json_object_get_string_member (entry, "state"), ==, "refused");
  g_assert_cmpint (json_object_get_int_member (entry, "size"), ==, 6);
  g_assert_true (json_object_get_null_member (entry, "delivered_at"));
  g_assert_cmpint (RUN (scratch, &key, NULL, "queue", "export", ".", "--config", "parvis.conf"), ==, 0);
  g_assert_nonnull (strstr (key, "parvis-b"));
  g_assert_true (has (scratch, "parvis-b/manifest.json"));
  g_assert_true (g_file_get_contents (file, &exported, NULL, NULL));
  g_assert_cmpstr (exported, ==, "sealed");
  g_assert_cmpint (RUN (scratch, &none, NULL, "queue", "import-receipts", ".", "--config", "parvis.conf"), ==, 0);
  g_assert_nonnull (strstr (none, "sans accusé pour l’instant\u00a0: 1"));
}

static void
test_queue_faults (void)
{
  g_autoptr (Scratch) scratch = scratch_new ();

  FAILS (scratch, 2, "usage", "queue");
  FAILS (scratch, 2, "usage", "queue", "list", "x");
  FAILS (scratch, 1, "parvis.conf", "queue", "list", "--config", "parvis.conf");
  write_config (scratch);
  FAILS (scratch, 1, "outbox.db", "queue", "list", "--config", "parvis.conf");
  g_assert_false (has (scratch, "outbox.db")); /* looking makes nothing */
  fill_outbox (scratch);
  FAILS (scratch, 1, "inconnue", "queue", "show", "inconnue", "--config", "parvis.conf");
  FAILS (scratch, 1, "no/folder", "queue", "export", "no/folder", "--config", "parvis.conf");
  FAILS (scratch, 1, "export", "queue", "import-receipts", ".", "--config", "parvis.conf");
  FAILS (scratch, 2, "usage", "queue", "export");
  g_free (scratch_write (scratch, "outbox.db",
                         "not a database, but as long as the head of one would be: 100 bytes and more, "
                         "so that nobody takes it for empty"));
  FAILS (scratch, 1, "outbox.db", "queue", "list", "--config", "parvis.conf");
}

/* From a file of which SQLite makes nothing any more: put aside, and all that is whole brought back, once. */
static void
test_queue_recover (void)
{
  g_autoptr (Scratch) scratch = scratch_new ();
  g_autofree char *path = scratch_path (scratch, "outbox.db");
  g_autofree char *data = NULL, *first = NULL, *again = NULL, *list = NULL;
  gsize size;

  write_config (scratch);
  fill_outbox (scratch);
  g_assert_true (g_file_get_contents (path, &data, &size, NULL));
  memset (data, 0xee, 100); /* the head of the first page */
  g_assert_true (g_file_set_contents (path, data, (gssize) size, NULL));
  FAILS (scratch, 1, "outbox.db", "queue", "list", "--config", "parvis.conf");
  g_assert_cmpint (RUN (scratch, &first, NULL, "queue", "recover", "--config", "parvis.conf"), ==, 0);
  g_assert_nonnull (strstr (first, "remises dans la file\u00a0: 1"));
  g_assert_cmpint (RUN (scratch, &list, NULL, "queue", "list", "--config", "parvis.conf"), ==, 0);
  g_assert_nonnull (strstr (list, ID));
  g_assert_nonnull (strstr (list, "refusée"));
  g_assert_cmpint (RUN (scratch, &again, NULL, "queue", "recover", "--config", "parvis.conf"), ==, 0);
  g_assert_nonnull (strstr (again, "rien à récupérer"));
}

/* Asked for, the usage is an answer; a group that is none is named before anything is looked at. */
static void
test_usage (void)
{
  g_autoptr (Scratch) scratch = scratch_new ();
  g_autofree char *said = NULL;

  g_assert_cmpint (RUN (scratch, &said, NULL, "keys", "list", "--help"), ==, 0);
  g_assert_nonnull (strstr (said, "parvisctl keys list"));
  FAILS (scratch, 2, "--nope", "keys", "list", "--nope");
  FAILS (scratch, 2, "--group Pas Bon", "content", "publish", "bundle", "tree", "--ca", "ca", "--certificate", "c",
         "--key", "k", "--group", "Pas Bon");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ctl/pki", test_pki);
  g_test_add_func ("/ctl/pki-faults", test_pki_faults);
  g_test_add_func ("/ctl/queue", test_queue);
  g_test_add_func ("/ctl/queue-faults", test_queue_faults);
  g_test_add_func ("/ctl/queue-recover", test_queue_recover);
  g_test_add_func ("/ctl/usage", test_usage);
  return g_test_run ();
}
