/* SPDX-License-Identifier: EUPL-1.2
 *
 * Our tus client and a tus server that others wrote (@tus/server), and our hub and a tus client that others wrote
 * (tus-js-client), both installed by npm from tus-peer/package-lock.json: the bytes that arrive are the envelope's.
 * Skipped, loudly, where there is no npm or no registry.
 */
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sysexits.h>

#include "child/child.h"
#include "sync/brake.h"
#include "sync/scratch.h"
#include "sync/town.h"
#include "sync/delivery/tus.h"

#define SIZE  700000
#define CHUNK 65536
#define ID    "11111111-2222-4333-8444-555555555555"

typedef struct
{
  Town *town;
  GSubprocess *process;
  guint port;
  char *uploads; /* folder */
} Peer;

/* Installing and starting it ------------------------------------------------------------------------ */

static void
copy_here (const char *folder, const char *name)
{
  g_autofree char *from = g_test_build_filename (G_TEST_DIST, "tests", "sync", "tus-peer", name, NULL);
  g_autofree char *to = g_build_filename (folder, name, NULL);
  g_autofree char *text = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (from, &text, &size, NULL));
  g_assert_true (g_file_set_contents (to, text, (gssize) size, NULL));
}

/* In the build folder, so that one installation serves every run. (transfer full) (nullable) */
static char *
install_peer (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_BUILT, "tests", "sync", "tus-peer", NULL);
  g_autofree char *installed = g_build_filename (folder, "node_modules", "tus-js-client", "package.json", NULL);
  g_autoptr (GSubprocessLauncher) launcher = child_launcher (G_SUBPROCESS_FLAGS_STDERR_MERGE);
  g_autoptr (GSubprocess) npm = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0755), ==, 0);
  copy_here (folder, "package.json");
  copy_here (folder, "package-lock.json");
  copy_here (folder, "peer.js");
  copy_here (folder, "client.js");
  if (g_file_test (installed, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&folder);
  g_subprocess_launcher_set_cwd (launcher, folder);
  g_subprocess_launcher_set_stdout_file_path (launcher, "/dev/null");
  npm = g_subprocess_launcher_spawn (launcher, &error, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund",
                                     NULL);
  if (npm == NULL || !g_subprocess_wait_check (npm, NULL, &error))
    {
      g_printerr ("SKIPPED: @tus/server and tus-js-client could not be installed with npm: %s\n", error->message);
      return NULL;
    }
  return g_steal_pointer (&folder);
}

/* @seconds: (nullable) when what has been begun expires. */
static void
start_peer (Peer *peer, const char *folder, const char *seconds)
{
  g_autoptr (GSubprocessLauncher) launcher = child_launcher (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autofree char *certificate = town_path (peer->town, "server.pem");
  g_autofree char *key = town_path (peer->town, "server.key");
  g_autoptr (GDataInputStream) output = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;

  g_subprocess_launcher_set_cwd (launcher, folder);
  peer->process = g_subprocess_launcher_spawn (launcher, &error, "node", "peer.js", certificate, key, peer->uploads,
                                               seconds, NULL);
  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (peer->process));
  line = g_data_input_stream_read_line (output, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (line);
  g_assert_cmpint (sscanf (line, "listening on %u", &peer->port), ==, 1);
}

static Peer *
peer_new (void)
{
  g_autofree char *folder = install_peer ();
  Peer *peer;

  if (folder == NULL)
    return NULL;
  peer = g_new0 (Peer, 1);
  peer->town = town_new ();
  peer->uploads = town_path (peer->town, "peer");
  g_assert_cmpint (g_mkdir (peer->uploads, 0700), ==, 0);
  start_peer (peer, folder, NULL);
  return peer;
}

static void
stop_peer (Peer *peer)
{
  g_subprocess_force_exit (peer->process);
  g_assert_true (g_subprocess_wait (peer->process, NULL, NULL));
  g_clear_object (&peer->process);
}

static void
peer_free (Peer *peer)
{
  stop_peer (peer);
  town_free (peer->town);
  g_free (peer->uploads);
  g_free (peer);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Peer, peer_free)

/* One file with these bytes has arrived; @url, when there is one, ends with its name. */
static void
assert_arrived (const Peer *peer, GBytes *envelope, const char *url)
{
  g_autoptr (GDir) dir = g_dir_open (peer->uploads, 0, NULL);
  const char *name;
  guint files = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (peer->uploads, name, NULL);
      g_autofree char *data = NULL;
      gsize size;

      if (g_str_has_suffix (name, ".json"))
        continue;
      files++;
      g_assert_true (url == NULL || g_str_has_suffix (url, name));
      g_assert_true (g_file_get_contents (path, &data, &size, NULL));
      g_assert_cmpuint (size, ==, g_bytes_get_size (envelope));
      g_assert_true (memcmp (data, g_bytes_get_data (envelope, NULL), size) == 0);
    }
  g_assert_cmpuint (files, ==, 1);
}

/* Uploading ----------------------------------------------------------------------------------------- */

typedef struct
{
  char *url; /* what the uploader would keep in the outbox */
  gboolean done;
  GError *error;
} Sending;

static gboolean
on_url (const char *url, gpointer user_data, GError **error)
{
  Sending *sending = user_data;

  g_free (sending->url);
  sending->url = g_strdup (url);
  return TRUE;
}

static void
on_uploaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Sending *sending = user_data;

  sending->done = TRUE;
  if (!parvis_tus_upload_finish (result, &sending->error))
    g_assert_nonnull (sending->error);
}

/* @server: (nullable) what is known of it; without one, pieces of CHUNK. */
static void
start_upload_to (ParvisHttp *http, guint port, GBytes *envelope, Sending *sending, GCancellable *cancellable,
                 ParvisTusServer *server)
{
  const char *const metadata[] = { "submission", "x", "sha256", "y", NULL };
  g_autofree char *endpoint = g_strdup_printf ("https://127.0.0.1:%u/v1/uploads", port);
  ParvisTusUpload upload = { .endpoint = endpoint,
                             .url = sending->url,
                             .metadata = metadata,
                             .body = envelope,
                             .chunk = server != NULL ? 0 : CHUNK,
                             .server = server,
                             .url_changed = on_url,
                             .url_user_data = sending };

  sending->done = FALSE;
  parvis_tus_upload_async (http, &upload, cancellable, on_uploaded, sending);
}

static void
start_upload (ParvisHttp *http, guint port, GBytes *envelope, Sending *sending, GCancellable *cancellable)
{
  start_upload_to (http, port, envelope, sending, cancellable, NULL);
}

static void
run_to_end (Sending *sending)
{
  while (!sending->done)
    g_main_context_iteration (NULL, TRUE);
}

static ParvisHttp *
http_for (const Peer *peer)
{
  g_autofree char *ca = town_path (peer->town, "ca.pem");
  ParvisHttpOptions options = { .ca_file = ca };

  return parvis_http_new (&options);
}

static void
test_bytes_arrive (void)
{
  g_autoptr (Peer) peer = peer_new ();
  g_autoptr (ParvisHttp) http = NULL;
  g_autoptr (GBytes) envelope = NULL;
  Sending sending = { 0 };

  if (peer == NULL)
    {
      g_test_skip ("no npm, or no registry");
      return;
    }
  http = http_for (peer);
  envelope = town_envelope (peer->town, SIZE);
  start_upload (http, peer->port, envelope, &sending, NULL);
  run_to_end (&sending);
  g_assert_no_error (sending.error);
  assert_arrived (peer, envelope, sending.url);
  start_upload (http, peer->port, envelope, &sending, NULL); /* asked again: it is complete, nothing is sent */
  run_to_end (&sending);
  g_assert_no_error (sending.error);
  assert_arrived (peer, envelope, sending.url);
  g_free (sending.url);
}

/* It offers creation-with-upload: asked once, it gets the next one in one request. */
static void
test_at_once (void)
{
  g_autoptr (Peer) peer = peer_new ();
  g_autoptr (ParvisHttp) http = NULL;
  g_autoptr (GBytes) envelope = NULL;
  ParvisTusServer server = { .known = TRUE, .with_bytes = TRUE, .rate = G_MAXUINT32 };
  Sending sending = { 0 };

  if (peer == NULL)
    {
      g_test_skip ("no npm, or no registry");
      return;
    }
  http = http_for (peer);
  envelope = town_envelope (peer->town, SIZE);
  start_upload_to (http, peer->port, envelope, &sending, NULL, &server);
  run_to_end (&sending);
  g_assert_no_error (sending.error);
  g_assert_null (sending.url);       /* nothing was left to be remembered for */
  g_assert_true (server.with_bytes); /* it did what it offers */
  assert_arrived (peer, envelope, NULL);
}

/* What it offers is read from its own answer. */
static void
test_offers (void)
{
  g_autoptr (Peer) peer = peer_new ();
  g_autoptr (ParvisHttp) http = NULL;
  g_autoptr (GBytes) envelope = NULL;
  ParvisTusServer server = { 0 };
  Sending sending = { 0 };

  if (peer == NULL)
    {
      g_test_skip ("no npm, or no registry");
      return;
    }
  http = http_for (peer);
  envelope = town_envelope (peer->town, 1000);
  start_upload_to (http, peer->port, envelope, &sending, NULL, &server);
  run_to_end (&sending);
  g_assert_no_error (sending.error);
  g_assert_true (server.known && server.with_bytes);
  assert_arrived (peer, envelope, sending.url);
  g_free (sending.url);
}

static void
test_resumed (void)
{
  g_autoptr (Peer) peer = peer_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (ParvisHttp) http = NULL;
  g_autoptr (GBytes) envelope = NULL;
  Sending sending = { 0 };
  Brake *brake;

  if (peer == NULL)
    {
      g_test_skip ("no npm, or no registry");
      return;
    }
  http = http_for (peer);
  envelope = town_envelope (peer->town, SIZE);
  brake = brake_new (peer->port);
  brake_set (brake, SIZE / 2);
  start_upload (http, brake_port (brake), envelope, &sending, cancellable);
  while (!brake_holds (brake))
    g_main_context_iteration (NULL, TRUE);
  g_cancellable_cancel (cancellable);
  run_to_end (&sending);
  g_assert_error (sending.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&sending.error);
  brake_cut (brake);
  brake_set (brake, G_MAXSIZE);
  start_upload (http, brake_port (brake), envelope, &sending, NULL);
  run_to_end (&sending);
  g_assert_no_error (sending.error);
  assert_arrived (peer, envelope, sending.url);
  g_test_message ("%" G_GSIZE_FORMAT " bytes on the wire for %" G_GSIZE_FORMAT, brake_passed (brake),
                  g_bytes_get_size (envelope));
  g_assert_cmpuint (brake_passed (brake), <, SIZE + 3 * CHUNK);
  brake_free (brake);
  g_free (sending.url);
}

/* What lies in the folder was begun years ago: its description tells the server. */
static void
make_old (const Peer *peer)
{
  g_autoptr (GDir) dir = g_dir_open (peer->uploads, 0, NULL);
  g_autoptr (GRegex) date
      = g_regex_new ("\"creation_date\":\"[^\"]*\"", (GRegexCompileFlags) 0, (GRegexMatchFlags) 0, NULL);
  const char *name;
  guint changed = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (peer->uploads, name, NULL);
      g_autofree char *text = NULL, *old = NULL;

      if (!g_str_has_suffix (name, ".json"))
        continue;
      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      old = g_regex_replace_literal (date, text, -1, 0, "\"creation_date\":\"2020-01-01T00:00:00.000Z\"",
                                     (GRegexMatchFlags) 0, NULL);
      changed += !g_str_equal (text, old);
      g_assert_true (g_file_set_contents (path, old, -1, NULL));
    }
  g_assert_cmpuint (changed, ==, 1);
}

static void
test_expired (void)
{
  g_autoptr (Peer) peer = peer_new ();
  g_autoptr (ParvisHttp) http = NULL;
  g_autoptr (GBytes) envelope = NULL;
  g_autofree char *folder = NULL, *old_url = NULL;
  Sending sending = { 0 };

  if (peer == NULL)
    {
      g_test_skip ("no npm, or no registry");
      return;
    }
  http = http_for (peer);
  envelope = town_envelope (peer->town, SIZE);
  start_upload (http, peer->port, envelope, &sending, NULL);
  run_to_end (&sending);
  g_assert_no_error (sending.error);
  old_url = g_strdup (strrchr (sending.url, '/'));
  make_old (peer);
  stop_peer (peer);
  folder = g_test_build_filename (G_TEST_BUILT, "tests", "sync", "tus-peer", NULL);
  start_peer (peer, folder, "3600");
  g_free (sending.url);
  sending.url = g_strdup_printf ("https://127.0.0.1:%u/v1/uploads%s", peer->port, old_url);
  start_upload (http, peer->port, envelope, &sending, NULL); /* 410 for the old one: it is begun anew */
  run_to_end (&sending);
  g_assert_no_error (sending.error);
  g_assert_false (g_str_has_suffix (sending.url, old_url));
  g_free (sending.url);
}

/* The other way round: their client and our hub. It stops after its first piece and comes back. */
static void
test_their_client (void)
{
  g_autofree char *folder = install_peer ();
  g_autoptr (Town) town = town_new ();
  g_autoptr (GBytes) envelope = town_envelope (town, SIZE);
  g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, envelope);
  g_autofree char *file = town_path (town, "envelope.cms"), *ca = town_path (town, "ca.pem");
  g_autofree char *certificate = town_path (town, "kiosk.pem"), *key = town_path (town, "kiosk.key");
  g_autofree char *endpoint = NULL, *list = NULL, *output = NULL,
                  *expected = g_strconcat ("stored " ID " ", sum, " ", NULL);
  g_autoptr (GSubprocessLauncher) launcher = child_launcher (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GSubprocess) client = NULL;
  g_autoptr (GError) error = NULL;

  if (folder == NULL)
    {
      g_test_skip ("no npm, or no registry");
      return;
    }
  town_start_hub (town);
  endpoint = g_strdup_printf ("https://127.0.0.1:%u/v1/uploads", town->hub_port);
  g_assert_true (
      g_file_set_contents (file, g_bytes_get_data (envelope, NULL), (gssize) g_bytes_get_size (envelope), NULL));
  g_subprocess_launcher_set_cwd (launcher, folder);
  client = g_subprocess_launcher_spawn (launcher, &error, "node", "client.js", file, endpoint, ca, certificate, key, ID,
                                        sum, NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (client, NULL, NULL, &output, NULL, &error));
  g_assert_true (g_subprocess_get_successful (client));
  g_assert_cmpstr (output, ==, "stopped at 65536\ndone\n");
  list = town_list (town);
  g_assert_true (g_str_has_prefix (list, expected));
  g_assert_true (strchr (list, '\n') == list + strlen (list) - 1); /* once */
}

/* All the bytes are there and every status was a success: without a receipt that is no delivery. */
static void
test_no_receipt_no_delivery (void)
{
  g_autoptr (Peer) peer = peer_new ();
  g_autoptr (ParvisOutbox) outbox = NULL;
  g_autoptr (ParvisConfig) config = NULL;
  g_autoptr (ParvisOutboxEntry) entry = NULL;
  g_autoptr (GBytes) envelope = NULL;
  g_autofree char *id = NULL;

  if (peer == NULL)
    {
      g_test_skip ("no npm, or no registry");
      return;
    }
  outbox = town_outbox (peer->town);
  envelope = town_envelope (peer->town, 5000);
  id = town_queue (outbox, envelope);
  config = town_kiosk (peer->town, peer->port);
  g_assert_cmpint (town_deliver_once (peer->town), ==, EX_TEMPFAIL);
  assert_arrived (peer, envelope, NULL);
  entry = town_look (outbox, id);
  g_assert_cmpint (entry->state, ==, PARVIS_SUBMISSION_QUEUED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/tus-peer/bytes-arrive", test_bytes_arrive);
  g_test_add_func ("/sync/tus-peer/at-once", test_at_once);
  g_test_add_func ("/sync/tus-peer/offers", test_offers);
  g_test_add_func ("/sync/tus-peer/resumed", test_resumed);
  g_test_add_func ("/sync/tus-peer/no-receipt", test_no_receipt_no_delivery);
  g_test_add_func ("/sync/tus-peer/expired", test_expired);
  g_test_add_func ("/sync/tus-peer/their-client", test_their_client);
  return g_test_run ();
}
