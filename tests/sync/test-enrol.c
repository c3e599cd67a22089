/* SPDX-License-Identifier: EUPL-1.2
 *
 * A kiosk's certificates from end to end, on real processes: parvis-hub, parvis-syncd, parvisctl, and openssl beside
 * them.
 */
#include <json-glib/json-glib.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>

#include "sync/pki-fixture.h"
#include "sync/town.h"
#include "sync/queue/trouble.h"

/* x.b64: a request for x.key, by openssl */
#define REQUEST                                                                                                        \
  "openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout x.key -subj /CN=borne-1 -outform DER "  \
  "2>/dev/null | base64 "                                                                                              \
  "> x.b64; "
#define LONG_WAIT 120 /* seconds; nothing of ours takes that long */

/* A town that enrols, its hub running, and a kiosk that has no certificate yet. */
static Town *
new_town (void)
{
  Town *town = town_new ();
  g_autofree char *path = town_path (town, "hub.conf");
  g_autofree char *text = town_read (town, "hub.conf");
  g_autofree char *more = g_strconcat (text, "[enrol]\nca-key=ca.key\n", NULL);
  Scratch folder = { town->folder };

  g_assert_true (g_file_set_contents (path, more, -1, NULL));
  g_free (fixture_shell (&folder, "rm kiosk.pem kiosk.key"));
  town_start_hub (town);
  parvis_config_unref (town_kiosk (town, town->hub_port));
  return town;
}

static char *
shell (const Town *town, const char *line)
{
  const Scratch folder = { town->folder };

  return fixture_shell (&folder, line);
}

static char *
new_code (const Town *town)
{
  g_autofree char *said = town_run_hub (town, 0, "enrol", "borne-1", NULL);
  g_auto (GStrv) lines = g_strsplit (said, "\n", -1);

  for (char **line = lines; *line != NULL; line++)
    if (g_regex_match_simple ("^([2-9A-Z]{4}-){4}[2-9A-Z]{4}$", *line, (GRegexCompileFlags) 0, (GRegexMatchFlags) 0))
      return g_strdup (*line);
  g_error ("no code in: %s", said);
}

/* parvisctl enrol; what it said, both ways. (transfer full) */
static char *
enrol (const Town *town, const char *code, const char *option, const char *value, int expected)
{
  const char *const arguments[] = { "enrol", option, value, NULL };
  g_autofree char *input = g_strconcat (code, "\n", NULL);

  return town_run (town, "parvisctl", input, expected, arguments);
}

static void
enrol_well (const Town *town)
{
  g_autofree char *code = new_code (town);

  g_free (enrol (town, code, NULL, NULL, 0));
}

/* "origin state" of each certificate of the register, the newest first, between spaces. (transfer full) */
static char *
list_kiosks (const Town *town)
{
  g_autofree char *text = town_run_hub (town, 0, "kiosks", "--json", NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GString) list = g_string_new (NULL);
  JsonArray *rows;

  g_assert_true (json_parser_load_from_data (parser, text, -1, NULL));
  rows = json_node_get_array (json_parser_get_root (parser));
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);

      g_assert_cmpstr (json_object_get_string_member (row, "kiosk"), ==, "borne-1");
      g_string_append_printf (list, "%s%s %s", i > 0 ? " " : "", json_object_get_string_member (row, "origin"),
                              json_object_get_string_member (row, "state"));
    }
  return g_string_free (g_steal_pointer (&list), FALSE);
}

static void
assert_kiosks (const Town *town, const char *expected)
{
  g_autofree char *list = list_kiosks (town);

  g_assert_cmpstr (list, ==, expected);
}

static void
assert_no_file (const Town *town, const char *name)
{
  g_autofree char *path = town_path (town, name);

  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static char *
queue_one (const Town *town)
{
  g_autoptr (ParvisOutbox) outbox = town_outbox (town);
  g_autoptr (GBytes) envelope = town_envelope (town, 5000);

  return town_queue (outbox, envelope);
}

/* Enrolment --------------------------------------------------------------------------------------- */

static void
test_enrol (void)
{
  g_autoptr (Town) town = new_town ();
  g_autofree char *code = new_code (town), *said = NULL, *checks = NULL, *journal = NULL,
                  *key = town_path (town, "kiosk.key");
  struct stat st;

  said = enrol (town, code, NULL, NULL, 0);
  g_assert_nonnull (strstr (said, "borne-1"));
  checks = shell (town, "openssl verify -x509_strict -purpose sslclient -CAfile ca.pem kiosk.pem && openssl x509 -in "
                        "kiosk.pem -noout -subject && "
                        "test \"$(openssl x509 -in kiosk.pem -noout -pubkey)\" = \"$(openssl pkey -in kiosk.key "
                        "-pubout)\" && openssl pkey -in "
                        "kiosk.key -noout -text");
  g_assert_nonnull (strstr (checks, "kiosk.pem: OK"));
  g_assert_nonnull (strstr (checks, "CN = borne-1"));
  g_assert_nonnull (strstr (checks, "P-256"));
  g_assert_cmpint (stat (key, &st), ==, 0);
  g_assert_cmpint (st.st_mode & 0777, ==, 0600);
  assert_no_file (town, "kiosk.key.new");
  assert_no_file (town, "kiosk.pem.new");
  assert_kiosks (town, "enrolled valid");
  journal = town_run_hub (town, 0, "kiosks", "--events", NULL);
  g_assert_nonnull (strstr (journal, "authn_token_created"));
  g_assert_nonnull (strstr (journal, "certificate_enrolled"));
  g_assert_null (strstr (journal, code));
}

/* The code is for one key; nothing of the kiosk changes when it is refused. */
static void
test_codes (void)
{
  g_autoptr (Town) town = new_town ();
  g_autofree char *old = new_code (town), *code = new_code (town), *before = NULL, *after = NULL, *database = NULL;
  g_autofree char *line = g_strdup_printf (
      "! grep -q -e '%s' -e \"$(echo '%s' | tr -d -)\" store/hub.db* hub.log kiosk.conf", code, code);

  g_free (enrol (town, old, NULL, NULL, 1)); /* replaced by the newer one */
  assert_no_file (town, "kiosk.key");
  g_free (enrol (town, "XXXX-XXXX-XXXX-XXXX-XXXX", NULL, NULL, 1));
  g_free (enrol (town, "", NULL, NULL, 2));
  g_free (enrol (town, code, NULL, NULL, 0));
  before = shell (town, "cat kiosk.pem kiosk.key");
  g_free (enrol (town, code, NULL, NULL, 1)); /* used; and this would be another key */
  after = shell (town, "cat kiosk.pem kiosk.key");
  g_assert_cmpstr (before, ==, after);
  database = shell (town, line);
  assert_kiosks (town, "enrolled valid");
}

/* An answer that was lost on the way: the same key and the same code get the same certificate. */
static void
test_again (void)
{
  g_autoptr (Town) town = new_town ();
  g_autofree char *code = new_code (town), *lower = g_ascii_strdown (code, -1);
  g_autofree char *line = g_strdup_printf (REQUEST "for n in 1 2; do curl -sS --cacert ca.pem -u 'borne-1:%s' -H "
                                                   "'Content-Type: application/pkcs10' --data-binary @x.b64 "
                                                   "https://127.0.0.1:%u/.well-known/est/simpleenroll -o $n.b64; done; "
                                                   "cmp 1.b64 2.b64 && base64 -d 1.b64 | openssl pkcs7 "
                                                   "-inform DER -print_certs -noout",
                                           lower, town->hub_port);
  g_autofree char *said = shell (town, line);

  g_assert_nonnull (strstr (said, "CN = borne-1"));
  assert_kiosks (town, "enrolled valid");
}

static void
test_guesses (void)
{
  g_autoptr (Town) town = new_town ();
  g_autofree char *code = new_code (town);
  g_autofree char *line
      = g_strdup_printf (REQUEST "for n in 1 2 3 4 5 6 7 8 9 10 11 12; do curl -sS --cacert ca.pem -u borne-1:XXXX-$n "
                                 "-H 'Content-Type: application/pkcs10' "
                                 "--data-binary @x.b64 -o last.json -w '%%{http_code} ' "
                                 "https://127.0.0.1:%u/.well-known/est/simpleenroll; done; cat last.json",
                         town->hub_port);
  g_autofree char *said = shell (town, line);

  g_assert_true (g_str_has_prefix (said, "401 401 401 401 401 401 401 401 401 401 429 429 "));
  g_assert_nonnull (strstr (said, "urn:parvis:problem:rate"));
}

/* The kiosk's authority goes to a folder of its own, which is empty. (transfer full): the fingerprint of the hub's. */
static char *
move_trust (const Town *town)
{
  g_autofree char *config = town_path (town, "kiosk.conf"), *text = town_read (town, "kiosk.conf");
  g_auto (GStrv) halves = g_strsplit (text, "ca=ca.pem", 2);
  g_autofree char *moved = g_strconcat (halves[0], "ca=borne/ca.pem", halves[1], NULL);

  g_assert_true (g_file_set_contents (config, moved, -1, NULL));
  return g_strstrip (
      shell (town, "mkdir borne && openssl x509 -in ca.pem -noout -fingerprint -sha256 | sed 's/.*=//'"));
}

static void
assert_enrol_fails (const Town *town, const char *code, const char *option, const char *value, const char *words)
{
  g_autofree char *said = enrol (town, code, option, value, 1);

  if (strstr (said, words) == NULL)
    g_error ("no '%s' in: %s", words, said);
  assert_no_file (town, "kiosk.pem");
  assert_no_file (town, "kiosk.key");
}

/* Without trust nothing is sent; a fingerprint brings the authority. */
static void
test_trust (void)
{
  g_autoptr (Town) town = new_town ();
  g_autofree char *code = new_code (town), *print = move_trust (town), *wrong = g_strdup (print), *events = NULL;

  wrong[0] = wrong[0] == 'A' ? 'B' : 'A';
  g_free (shell (town, "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout o.key -subj "
                       "/CN=autre -out other.pem 2>&1"));
  assert_enrol_fails (town, code, NULL, NULL, "--fingerprint");
  assert_enrol_fails (town, code, "--fingerprint", wrong, "empreinte");
  assert_enrol_fails (town, code, "--fingerprint", "12", "64");
  assert_enrol_fails (town, code, "--ca", "/nonexistent.pem", "/nonexistent.pem");
  assert_no_file (town, "borne/ca.pem");
  g_free (shell (town, "cp other.pem borne/ca.pem"));
  assert_enrol_fails (town, code, NULL, NULL, "vérifiez l’adresse"); /* TLS with a server of another authority */
  assert_enrol_fails (town, code, "--fingerprint", print, "autre autorité");
  g_free (shell (town, "cmp other.pem borne/ca.pem && rm borne/ca.pem"));
  events = town_run_hub (town, 0, "kiosks", "--events", NULL);
  g_assert_null (strstr (events, "authn_login_fail")); /* the code never left */
  g_free (enrol (town, code, "--fingerprint", print, 0));
  g_free (shell (town, "openssl x509 -in ca.pem | cmp - borne/ca.pem"));
  assert_no_file (town, "borne/ca.pem.new");
  assert_kiosks (town, "enrolled valid");
}

/* Revocation -------------------------------------------------------------------------------------- */

static void
assert_delivered (const Town *town, const char *id, ParvisSubmissionState state)
{
  g_autoptr (ParvisOutbox) outbox = town_outbox (town);
  g_autoptr (ParvisOutboxEntry) entry = town_look (outbox, id);

  g_assert_cmpint (entry->state, ==, state);
}

static void
assert_told (const Town *town)
{
  g_autoptr (ParvisOutbox) outbox = town_outbox (town);
  g_auto (ParvisTrouble) trouble = { 0 };
  g_autofree char *words = NULL;

  g_assert_true (parvis_trouble_read (outbox, &trouble, NULL));
  g_assert_cmpint (trouble.kind, ==, PARVIS_TROUBLE_CERTIFICATE);
  g_assert_true (parvis_trouble_is_revocation (&trouble));
  words = parvis_trouble_describe (&trouble);
  g_assert_nonnull (strstr (words, "parvisctl enrol"));
}

/* enrol -> deliver -> revoke -> refused and told -> enrol again -> delivered, by a hub that is never restarted. */
static void
test_revoke (void)
{
  g_autoptr (Town) town = new_town ();
  g_autofree char *first = queue_one (town), *second = NULL, *crl = NULL, *list = NULL, *old = new_code (town);

  enrol_well (town);
  g_assert_cmpint (town_deliver_once (town), ==, 0);
  assert_delivered (town, first, PARVIS_SUBMISSION_DELIVERED);
  g_free (town_run_hub (town, 0, "revoke", "borne-1", NULL));
  assert_kiosks (town, "enrolled revoked");
  second = queue_one (town);
  g_assert_cmpint (town_deliver_once (town), !=, 0);
  assert_delivered (town, second, PARVIS_SUBMISSION_QUEUED); /* kept, not condemned */
  assert_told (town);
  crl = town_run_hub (town, 0, "crl", NULL);
  g_free (shell (town, "cp kiosk.pem revoked.pem"));
  g_free (enrol (town, old, NULL, NULL, 1)); /* a code of before dies with it */
  enrol_well (town);
  g_assert_cmpint (town_deliver_once (town), ==, 0);
  assert_delivered (town, second, PARVIS_SUBMISSION_DELIVERED);
  assert_kiosks (town, "enrolled valid enrolled revoked");
  list = town_list (town);
  g_assert_nonnull (strstr (list, first));
  g_assert_nonnull (strstr (list, second));
}

static void
test_crl (void)
{
  g_autoptr (Town) town = new_town ();
  g_autofree char *path = town_path (town, "crl.pem"), *empty = NULL, *crl = NULL, *said = NULL;

  enrol_well (town);
  empty = town_run_hub (town, 0, "crl", NULL);
  g_assert_true (g_file_set_contents (path, empty, -1, NULL));
  g_free (shell (town, "openssl verify -crl_check -CAfile ca.pem -CRLfile crl.pem kiosk.pem"));
  g_free (town_run_hub (town, 0, "revoke", "borne-1", NULL));
  crl = town_run_hub (town, 0, "crl", NULL);
  g_assert_true (g_file_set_contents (path, crl, -1, NULL));
  said = shell (town, "openssl crl -in crl.pem -CAfile ca.pem -noout 2>&1; ! openssl verify -crl_check -CAfile ca.pem "
                      "-CRLfile crl.pem kiosk.pem 2>&1");
  g_assert_nonnull (strstr (said, "verify OK"));
  g_assert_nonnull (strstr (said, "certificate revoked"));
}

/* A certificate made by parvisctl pki, which the hub has never seen, falls under a revocation all the same. */
static void
test_unseen (void)
{
  g_autoptr (Town) town = new_town ();
  const Scratch folder = { town->folder };
  g_autofree char *id = queue_one (town), *said = NULL;

  g_assert_true (parvis_pki_issue (town->folder, PARVIS_PKI_KIOSK, "borne-1", "kiosk", 30, NULL));
  fixture_set_dates (&folder, "kiosk", -2, 20);
  said = town_run_hub (town, 0, "revoke", "borne-1", NULL);
  g_assert_nonnull (strstr (said, "vérifiez ce nom")); /* it may be a slip */
  g_assert_cmpint (town_deliver_once (town), !=, 0);
  assert_delivered (town, id, PARVIS_SUBMISSION_QUEUED);
  assert_kiosks (town, "seen revoked");
}

/* Renewal ----------------------------------------------------------------------------------------- */

typedef struct
{
  const Town *town;
  GMainLoop *loop;
  char *before;
  gboolean late;
} Watch;

static void
on_file (GFileMonitor *monitor, GFile *file, GFile *other, GFileMonitorEvent event, gpointer user_data)
{
  Watch *watch = user_data;
  g_autofree char *now = town_read (watch->town, "kiosk.pem");

  if (*now != '\0' && !g_str_equal (now, watch->before))
    g_main_loop_quit (watch->loop);
}

static gboolean
on_late (gpointer user_data)
{
  Watch *watch = user_data;

  watch->late = TRUE;
  g_main_loop_quit (watch->loop);
  return G_SOURCE_REMOVE;
}

/* Runs parvis-syncd until kiosk.pem is another. */
static void
await_renewal (const Town *town)
{
  g_autofree char *path = town_path (town, "kiosk.pem");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileMonitor) monitor = g_file_monitor_file (file, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Watch watch = { town, loop, town_read (town, "kiosk.pem"), FALSE };
  guint late = g_timeout_add_seconds (LONG_WAIT, on_late, &watch);
  GSubprocess *syncd;

  g_signal_connect (monitor, "changed", G_CALLBACK (on_file), &watch);
  syncd = town_start_syncd (town, NULL, NULL);
  g_main_loop_run (loop);
  g_assert_false (watch.late);
  g_source_remove (late);
  town_stop_syncd (syncd, SIGTERM);
  g_free (watch.before);
}

static void
test_renewal (void)
{
  g_autoptr (Town) town = new_town ();
  const Scratch folder = { town->folder };
  g_autofree char *id = queue_one (town), *before = NULL, *after = NULL;

  enrol_well (town);
  fixture_set_dates (&folder, "kiosk", -21, 9); /* less than a third is left */
  before = town_read (town, "kiosk.key");
  await_renewal (town);
  after = town_read (town, "kiosk.key");
  g_assert_cmpstr (before, !=, after);
  assert_no_file (town, "kiosk.key.new");
  assert_no_file (town, "kiosk.pem.new");
  g_free (shell (town, "openssl verify -x509_strict -purpose sslclient -CAfile ca.pem kiosk.pem && test \"$(openssl "
                       "x509 -in kiosk.pem -noout "
                       "-pubkey)\" = \"$(openssl pkey -in kiosk.key -pubout)\" && openssl x509 -in kiosk.pem -noout "
                       "-checkend $((300 * 86400))"));
  g_assert_cmpint (town_deliver_once (town), ==, 0); /* what is left of it */
  assert_delivered (town, id, PARVIS_SUBMISSION_DELIVERED);
}

/* The power went between the two renames: the next start finishes. */
static void
test_cut (void)
{
  g_autoptr (Town) town = new_town ();
  g_autofree char *before = NULL;

  enrol_well (town);
  g_free (shell (town, "cp kiosk.pem kiosk.pem.new"));
  g_assert_true (parvis_pki_issue (town->folder, PARVIS_PKI_KIOSK, "borne-1", "old", 30, NULL));
  g_free (shell (town, "cp old.pem kiosk.pem")); /* the key is already the new one */
  before = town_read (town, "kiosk.pem.new");
  await_renewal (town);
  g_free (shell (town,
                 "test \"$(openssl x509 -in kiosk.pem -noout -pubkey)\" = \"$(openssl pkey -in kiosk.key -pubout)\""));
  assert_no_file (town, "kiosk.pem.new");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/enrol/enrol", test_enrol);
  g_test_add_func ("/enrol/codes", test_codes);
  g_test_add_func ("/enrol/again", test_again);
  g_test_add_func ("/enrol/guesses", test_guesses);
  g_test_add_func ("/enrol/trust", test_trust);
  g_test_add_func ("/enrol/revoke", test_revoke);
  g_test_add_func ("/enrol/crl", test_crl);
  g_test_add_func ("/enrol/unseen", test_unseen);
  g_test_add_func ("/enrol/renewal", test_renewal);
  g_test_add_func ("/enrol/cut", test_cut);
  return g_test_run ();
}
