/* SPDX-License-Identifier: EUPL-1.2
 *
 * The hub as a process, asked request by request.
 */
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sysexits.h>

#include "sync/brake.h"
#include "sync/net/http.h"
#include "sync/pki/pki.h"
#include "sync/net/problem.h"
#include "sync/town.h"
#include "sync/delivery/tus-answer.h"

#define TUS   "Tus-Resumable: 1.0.0"
#define BYTES "Content-Type: application/offset+octet-stream"

/* Asking ------------------------------------------------------------------------------------------ */

typedef struct
{
  Town *town;
  ParvisHttp *http;
  guint port;
} Client;

typedef struct
{
  ParvisHttp *http;
  ParvisHttpAnswer *answer;
  gboolean done;
} Asking;

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Asking *asking = user_data;
  g_autoptr (GError) error = NULL;

  asking->answer = parvis_http_send_finish (asking->http, result, &error);
  asking->done = TRUE;
}

static ParvisHttp *
http_as (const Town *town, const char *name)
{
  g_autofree char *ca = town_path (town, "ca.pem");
  g_autofree char *certificate = name != NULL ? g_strdup_printf ("%s/%s.pem", town->folder, name) : NULL;
  g_autofree char *key = name != NULL ? g_strdup_printf ("%s/%s.key", town->folder, name) : NULL;
  ParvisHttpOptions options = { ca, certificate, key, 10, 10 };

  return parvis_http_new (&options);
}

static Client *
client_new (void)
{
  Client *client = g_new0 (Client, 1);

  client->town = town_new ();
  town_start_hub (client->town);
  client->port = client->town->hub_port;
  client->http = http_as (client->town, "kiosk");
  return client;
}

static void
client_free (Client *client)
{
  parvis_http_free (client->http);
  town_free (client->town);
  g_free (client);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Client, client_free)

static void
start_asking (Client *client, Asking *asking, const char *method, const char *path, const char *const *headers,
              GBytes *body)
{
  g_autofree char *url = g_strdup_printf ("https://127.0.0.1:%u%s", client->port, path);
  ParvisHttpRequest request = { method, url, headers, body };

  *asking = (Asking){ .http = client->http };
  parvis_http_send_async (client->http, &request, NULL, on_answer, asking);
}

/* (transfer full) (nullable): no answer at all. */
static ParvisHttpAnswer *
ask (Client *client, const char *method, const char *path, const char *const *headers, GBytes *body)
{
  Asking asking;

  start_asking (client, &asking, method, path, headers, body);
  while (!asking.done)
    g_main_context_iteration (NULL, TRUE);
  return asking.answer;
}

static void
assert_problem (ParvisHttpAnswer *answer, guint status, ParvisProblem expected)
{
  ParvisProblem problem;

  g_assert_nonnull (answer);
  g_assert_cmpuint (parvis_http_answer_status (answer), ==, status);
  g_assert_true (parvis_problem_parse (parvis_http_answer_header (answer, "content-type"),
                                       parvis_http_answer_body (answer), &problem));
  g_assert_cmpint (problem, ==, expected);
}

static void
assert_offset (ParvisHttpAnswer *answer, guint status, gint64 expected)
{
  gint64 offset = -1;

  g_assert_nonnull (answer);
  g_assert_cmpuint (parvis_http_answer_status (answer), ==, status);
  g_assert_true (parvis_tus_parse_number (parvis_http_answer_header (answer, "upload-offset"), &offset));
  g_assert_cmpint (offset, ==, expected);
}

static ParvisHttpAnswer *
create_with_sum (Client *client, const char *id, const char *sum, gsize length)
{
  const char *const metadata[] = { "submission", id, "sha256", sum, "kiosk", "borne-1", NULL };
  g_autofree char *encoded = parvis_tus_encode_metadata (metadata);
  g_autofree char *metadata_header = g_strconcat ("Upload-Metadata: ", encoded, NULL);
  g_autofree char *length_header = g_strdup_printf ("Upload-Length: %" G_GSIZE_FORMAT, length);
  const char *const headers[] = { TUS, length_header, metadata_header, NULL };

  return ask (client, "POST", "/v1/uploads", headers, NULL);
}

static ParvisHttpAnswer *
create (Client *client, const char *id, GBytes *envelope)
{
  g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, envelope);

  return create_with_sum (client, id, sum, g_bytes_get_size (envelope));
}

static char *
created_path (ParvisHttpAnswer *answer)
{
  g_assert_nonnull (answer);
  g_assert_cmpuint (parvis_http_answer_status (answer), ==, 201);
  return g_strdup (parvis_http_answer_header (answer, "location"));
}

static ParvisHttpAnswer *
append (Client *client, const char *path, gint64 offset, GBytes *bytes)
{
  g_autofree char *offset_header = g_strdup_printf ("Upload-Offset: %" G_GINT64_FORMAT, offset);
  const char *const headers[] = { TUS, BYTES, offset_header, NULL };

  return ask (client, "PATCH", path, headers, bytes);
}

static ParvisHttpAnswer *
look (Client *client, const char *path)
{
  const char *const headers[] = { TUS, NULL };

  return ask (client, "HEAD", path, headers, NULL);
}

/* (transfer full) (nullable) */
static GBytes *
receipt_of (Client *client, const char *id)
{
  g_autofree char *path = g_strdup_printf ("/v1/submissions/%s/receipt", id);
  g_autoptr (ParvisHttpAnswer) answer = ask (client, "GET", path, NULL, NULL);

  g_assert_nonnull (answer);
  return parvis_http_answer_status (answer) == 200 ? g_bytes_ref (parvis_http_answer_body (answer)) : NULL;
}

static void assert_list_starts (Client *client, const char *format, ...) G_GNUC_PRINTF (2, 3);
static void
assert_list_starts (Client *client, const char *format, ...)
{
  g_autofree char *list = town_list (client->town);
  g_autofree char *start = NULL;
  va_list arguments;

  va_start (arguments, format);
  start = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_assert_true (g_str_has_prefix (list, start));
}

static guint
list_length (Client *client)
{
  g_autofree char *list = town_list (client->town);
  guint lines = 0;

  for (const char *end = list; (end = strchr (end, '\n')) != NULL; end++)
    lines++;
  return lines;
}

static const char ID[] = "0f9b1c8e-4c1d-4d5e-8a7b-3f2a1b0c9d8e";

/* Sends the whole of @envelope as submission ID; its upload's path. (transfer full) */
static char *
store (Client *client, GBytes *envelope)
{
  g_autoptr (ParvisHttpAnswer) created = create (client, ID, envelope);
  g_autofree char *path = created_path (created);
  g_autoptr (ParvisHttpAnswer) stored = append (client, path, 0, envelope);

  assert_offset (stored, 204, (gint64) g_bytes_get_size (envelope));
  return g_steal_pointer (&path);
}

/* Once -------------------------------------------------------------------------------------------- */

static void
test_same_again (void)
{
  g_autoptr (Client) client = client_new ();
  g_autoptr (GBytes) envelope = town_envelope (client->town, 5000);
  gint64 size = (gint64) g_bytes_get_size (envelope);
  g_autofree char *path = store (client, envelope);
  g_autoptr (GBytes) receipt = receipt_of (client, ID);
  g_autoptr (ParvisHttpAnswer) again = create (client, ID, envelope);
  g_autofree char *same_path = created_path (again);
  g_autoptr (ParvisHttpAnswer) head = look (client, path);
  g_autoptr (ParvisHttpAnswer) patch = append (client, path, 0, envelope);
  g_autoptr (GBytes) same = receipt_of (client, ID);

  g_assert_nonnull (receipt);
  assert_offset (again, 201, size); /* complete already */
  g_assert_cmpstr (same_path, ==, path);
  assert_offset (head, 200, size);
  assert_problem (patch, 409, PARVIS_PROBLEM_OFFSET);
  g_assert_true (g_bytes_equal (receipt, same));
  g_assert_cmpuint (list_length (client), ==, 1);
}

static void
test_creation_again_continues (void)
{
  g_autoptr (Client) client = client_new ();
  g_autoptr (GBytes) envelope = town_envelope (client->town, 5000);
  g_autoptr (GBytes) start = g_bytes_new_from_bytes (envelope, 0, 2000);
  g_autoptr (ParvisHttpAnswer) first = create (client, ID, envelope);
  g_autofree char *path = created_path (first);
  g_autoptr (ParvisHttpAnswer) patch = append (client, path, 0, start);
  g_autoptr (ParvisHttpAnswer) second = create (client, ID, envelope);
  g_autofree char *same_path = created_path (second);

  assert_offset (patch, 204, 2000);
  assert_offset (second, 201, 2000);
  g_assert_cmpstr (same_path, ==, path);
}

static void
test_other_bytes_are_kept_apart (void)
{
  g_autoptr (Client) client = client_new ();
  g_autoptr (GBytes) envelope = town_envelope (client->town, 5000);
  g_autoptr (GBytes) other = town_envelope (client->town, 4000);
  g_autofree char *other_sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, other);
  g_autofree char *path = store (client, envelope);
  g_autoptr (GBytes) receipt = receipt_of (client, ID);
  g_autoptr (ParvisHttpAnswer) created = create (client, ID, other);
  g_autofree char *other_path = created_path (created);
  g_autoptr (ParvisHttpAnswer) conflict = append (client, other_path, 0, other);
  g_autoptr (ParvisHttpAnswer) head = look (client, other_path);
  g_autoptr (ParvisHttpAnswer) again = create (client, ID, other);
  g_autoptr (GBytes) same = receipt_of (client, ID);
  g_autofree char *list = NULL;
  g_autofree char *apart = NULL;

  assert_problem (conflict, 409, PARVIS_PROBLEM_CONFLICT);
  g_assert_cmpuint (parvis_http_answer_status (head), ==, 410);
  assert_problem (again, 409, PARVIS_PROBLEM_CONFLICT);
  g_assert_true (g_bytes_equal (receipt, same));
  list = town_list (client->town);
  apart = g_strdup_printf ("apart %s %s %s\n", ID, other_sum, strrchr (other_path, '/') + 1);
  g_assert_nonnull (strstr (list, apart));
  g_assert_nonnull (strstr (list, "stored "));
  g_assert_cmpuint (list_length (client), ==, 2);
}

/* What was kept apart can be looked at, under the name of its upload. */
static void
test_apart_can_be_opened (void)
{
  g_autoptr (Client) client = client_new ();
  g_autoptr (GBytes) envelope = town_envelope (client->town, 100);
  g_autoptr (GBytes) other = town_envelope (client->town, 4000);
  g_autofree char *path = store (client, envelope);
  g_autoptr (ParvisHttpAnswer) created = create (client, ID, other);
  g_autofree char *other_path = created_path (created);
  g_autoptr (ParvisHttpAnswer) conflict = append (client, other_path, 0, other);
  g_autofree char *key = town_path (client->town, "envelope.key");
  g_autofree char *out = town_path (client->town, "apart");
  g_autofree char *scan = town_path (client->town, "apart/attachments/scan.bin");
  g_autofree char *said = NULL;
  GStatBuf status;

  said = town_run_hub (client->town, 0, "open", strrchr (other_path, '/') + 1, "--key", key, "--out", out, NULL);
  g_assert_cmpstr (said, ==, "");
  g_assert_cmpint (g_stat (scan, &status), ==, 0);
  g_assert_cmpint (status.st_size, ==, 4000);
}

/* Not taken --------------------------------------------------------------------------------------- */

static void
test_wrong_sum (void)
{
  g_autoptr (Client) client = client_new ();
  g_autoptr (GBytes) envelope = town_envelope (client->town, 100);
  g_autofree char *sum = g_strnfill (64, '0');
  g_autoptr (ParvisHttpAnswer) created = create_with_sum (client, ID, sum, g_bytes_get_size (envelope));
  g_autofree char *path = created_path (created);
  g_autoptr (ParvisHttpAnswer) answer = append (client, path, 0, envelope);
  g_autoptr (ParvisHttpAnswer) head = look (client, path);

  assert_problem (answer, 422, PARVIS_PROBLEM_SUM);
  g_assert_cmpuint (parvis_http_answer_status (head), ==, 404);
  g_assert_cmpuint (list_length (client), ==, 0);
}

static void
test_not_sealed (void)
{
  g_autoptr (Client) client = client_new ();
  g_autoptr (GBytes) plain = g_bytes_new_static ("{\"name\":\"in the clear\"}", 23);
  g_autoptr (ParvisHttpAnswer) created = create (client, ID, plain);
  g_autofree char *path = created_path (created);
  g_autoptr (ParvisHttpAnswer) answer = append (client, path, 0, plain);
  g_autoptr (GBytes) receipt = receipt_of (client, ID);
  g_autofree char *envelopes = town_path (client->town, "store/envelopes");
  g_autoptr (GDir) dir = NULL;

  assert_problem (answer, 422, PARVIS_PROBLEM_NOT_SEALED);
  g_assert_null (receipt);
  g_assert_cmpuint (list_length (client), ==, 0);
  dir = g_dir_open (envelopes, 0, NULL);
  g_assert_null (g_dir_read_name (dir)); /* not kept on the disk either */
}

static void
test_bounds (void)
{
  g_autoptr (Client) client = client_new ();
  g_autoptr (GBytes) envelope = town_envelope (client->town, 100);
  g_autoptr (GBytes) longer = town_envelope (client->town, 9000);
  g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, envelope);
  g_autoptr (ParvisHttpAnswer) large = create_with_sum (client, ID, sum, 70 * 1024 * 1024);
  g_autoptr (ParvisHttpAnswer) unnamed = create_with_sum (client, "../../etc/passwd", sum, 100);
  g_autoptr (ParvisHttpAnswer) created = create (client, ID, envelope);
  g_autofree char *path = created_path (created);
  g_autoptr (ParvisHttpAnswer) wrong_offset = append (client, path, 10, envelope);
  g_autoptr (ParvisHttpAnswer) too_much = append (client, path, 0, longer);

  assert_problem (large, 413, PARVIS_PROBLEM_TOO_LARGE);
  assert_problem (unnamed, 400, PARVIS_PROBLEM_METADATA);
  assert_problem (wrong_offset, 409, PARVIS_PROBLEM_OFFSET);
  assert_problem (too_much, 400, PARVIS_PROBLEM_REQUEST);
}

/* Who --------------------------------------------------------------------------------------------- */

static void
issue (const Town *town, ParvisPkiRole role, const char *name, const char *file)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (parvis_pki_issue (town->folder, role, name, file, 30, &error));
  g_assert_no_error (error);
}

static void
test_another_kiosk (void)
{
  g_autoptr (Client) client = client_new ();
  g_autoptr (GBytes) envelope = town_envelope (client->town, 100);
  g_autoptr (ParvisHttpAnswer) created = create (client, ID, envelope);
  g_autofree char *path = created_path (created);
  g_autoptr (ParvisHttpAnswer) theirs = NULL;
  g_autoptr (ParvisHttpAnswer) lied = NULL;

  issue (client->town, PARVIS_PKI_KIOSK, "borne-2", "other");
  parvis_http_free (client->http);
  client->http = http_as (client->town, "other");
  theirs = look (client, path);
  g_assert_cmpuint (parvis_http_answer_status (theirs), ==, 404);
  lied = create (client, ID, envelope); /* says it is borne-1 */
  assert_problem (lied, 403, PARVIS_PROBLEM_CERTIFICATE);
}

static void
assert_nobody (Client *client, const char *certificate)
{
  g_autoptr (ParvisHttpAnswer) answer = NULL;

  parvis_http_free (client->http);
  client->http = http_as (client->town, certificate);
  answer = ask (client, "GET", "/v1/health", NULL, NULL);
  assert_problem (answer, 403, PARVIS_PROBLEM_CERTIFICATE);
}

/* No certificate; one of our CA that is for servers; one for signing receipts. */
static void
test_nobody (void)
{
  g_autoptr (Client) client = client_new ();

  assert_nobody (client, NULL);
  assert_nobody (client, "server");
  assert_nobody (client, "receipt");
}

/* Power cuts -------------------------------------------------------------------------------------- */

/* Every byte was on the disk, and the hub died before it took the submission in. */
static void
test_died_before_taking_in (void)
{
  g_autoptr (Client) client = client_new ();
  g_autoptr (GBytes) envelope = town_envelope (client->town, 5000);
  gsize size = g_bytes_get_size (envelope);
  g_autoptr (GBytes) start = g_bytes_new_from_bytes (envelope, 0, size - 1);
  g_autoptr (ParvisHttpAnswer) created = create (client, ID, envelope);
  g_autofree char *path = created_path (created);
  g_autoptr (ParvisHttpAnswer) patch = append (client, path, 0, start);
  g_autofree char *file = g_strdup_printf ("%s/store/envelopes/%s.cms", client->town->folder, strrchr (path, '/') + 1);
  g_autoptr (ParvisHttpAnswer) head = NULL;
  g_autoptr (GBytes) receipt = NULL;

  town_stop_hub (client->town, SIGKILL);
  g_assert_true (g_file_set_contents (file, g_bytes_get_data (envelope, NULL), (gssize) size, NULL));
  town_start_hub (client->town);
  client->port = client->town->hub_port;
  head = look (client, path);
  assert_offset (head, 200, (gint64) size);
  receipt = receipt_of (client, ID);
  g_assert_nonnull (receipt);
  assert_list_starts (client, "stored %s ", ID);
}

/* A file that is gone with its upload still listed: begun anew, nobody stuck. */
static void
test_lost_file (void)
{
  g_autoptr (Client) client = client_new ();
  g_autoptr (GBytes) envelope = town_envelope (client->town, 100);
  g_autoptr (ParvisHttpAnswer) created = create (client, ID, envelope);
  g_autofree char *path = created_path (created);
  g_autofree char *file = g_strdup_printf ("%s/store/envelopes/%s.cms", client->town->folder, strrchr (path, '/') + 1);
  g_autoptr (ParvisHttpAnswer) head = NULL;
  g_autofree char *stored = NULL;

  g_assert_cmpint (g_unlink (file), ==, 0);
  head = look (client, path);
  g_assert_cmpuint (parvis_http_answer_status (head), ==, 404);
  stored = store (client, envelope);
  g_assert_cmpstr (stored, !=, path);
}

/* An older PATCH whose sender is long gone, as far as anybody but us knows: the newer request takes the
 * upload over, and what the older one still had in the pipe is not written. */
static void
test_newer_request_takes_over (void)
{
  g_autoptr (Client) client = client_new ();
  g_autoptr (GBytes) envelope = town_envelope (client->town, 500000);
  g_autoptr (ParvisHttpAnswer) created = create (client, ID, envelope);
  g_autofree char *path = created_path (created);
  const char *const headers[] = { TUS, BYTES, "Upload-Offset: 0", NULL };
  Client slow = { client->town, http_as (client->town, "kiosk"), 0 };
  Brake *brake = brake_new (client->port);
  g_autoptr (ParvisHttpAnswer) head = NULL;
  g_autoptr (ParvisHttpAnswer) rest = NULL;
  g_autoptr (GBytes) tail = NULL;
  Asking older;
  gint64 offset;

  slow.port = brake_port (brake);
  brake_set (brake, 200000);
  start_asking (&slow, &older, "PATCH", path, headers, envelope);
  while (!brake_holds (brake))
    g_main_context_iteration (NULL, TRUE);
  head = look (client, path);
  g_assert_true (parvis_tus_parse_number (parvis_http_answer_header (head, "upload-offset"), &offset));
  brake_set (brake, G_MAXSIZE);
  while (!older.done)
    g_main_context_iteration (NULL, TRUE);
  assert_problem (older.answer, 409, PARVIS_PROBLEM_OFFSET);
  tail = g_bytes_new_from_bytes (envelope, (gsize) offset, g_bytes_get_size (envelope) - (gsize) offset);
  rest = append (client, path, offset, tail);
  assert_offset (rest, 204, (gint64) g_bytes_get_size (envelope));
  parvis_http_answer_free (older.answer);
  parvis_http_free (slow.http);
  brake_free (brake);
}

/* Commands ---------------------------------------------------------------------------------------- */

static void
test_one_server_a_store (void)
{
  g_autoptr (Client) client = client_new ();
  g_autofree char *said = town_run_hub (client->town, EXIT_FAILURE, "serve", NULL);

  g_assert_nonnull (strstr (said, "un autre parvis-hub"));
}

static void
test_open_refuses (void)
{
  g_autoptr (Client) client = client_new ();
  g_autoptr (GBytes) envelope = town_envelope (client->town, 100);
  g_autofree char *path = store (client, envelope);
  g_autofree char *wrong_key = town_path (client->town, "receipt.key");
  g_autofree char *out = town_path (client->town, "out");
  g_autofree char *said = NULL, *unknown = NULL;

  said = town_run_hub (client->town, EXIT_FAILURE, "open", ID, "--key", wrong_key, "--out", out, NULL);
  unknown = town_run_hub (client->town, EXIT_FAILURE, "open", "nobody", "--key", wrong_key, "--out", out, NULL);
  g_assert_nonnull (strstr (unknown, "nobody"));
  g_assert_false (g_file_test (out, G_FILE_TEST_EXISTS)); /* nothing was made */
}

static void
test_bad_configurations (void)
{
  static const char *const texts[][2] = {
    { "[hub]\nstore=s\n[trust]\n", "[trust] ca" },
    { "[hub]\nprot=1\n", "prot" },
    { "[hubb]\n", "hubb" },
    { "[hub]\nport=99999\n[trust]\nca=a\ncertificate=a\nkey=a\nreceipt-certificate=a\nreceipt-key=a\n", "port" },
    { "rubbish", "hub.conf" },
  };
  g_autoptr (Town) town = town_new ();
  g_autofree char *config = town_path (town, "hub.conf");
  g_autofree char *store_folder = town_path (town, "store");

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *said = NULL;

      g_assert_true (g_file_set_contents (config, texts[i][0], -1, NULL));
      said = town_run_hub (town, EX_CONFIG, "serve", NULL);
      g_assert_nonnull (strstr (said, texts[i][1]));
      g_assert_false (g_file_test (store_folder, G_FILE_TEST_EXISTS));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/hub/same-again", test_same_again);
  g_test_add_func ("/sync/hub/creation-again-continues", test_creation_again_continues);
  g_test_add_func ("/sync/hub/kept-apart", test_other_bytes_are_kept_apart);
  g_test_add_func ("/sync/hub/apart-opened", test_apart_can_be_opened);
  g_test_add_func ("/sync/hub/wrong-sum", test_wrong_sum);
  g_test_add_func ("/sync/hub/not-sealed", test_not_sealed);
  g_test_add_func ("/sync/hub/bounds", test_bounds);
  g_test_add_func ("/sync/hub/another-kiosk", test_another_kiosk);
  g_test_add_func ("/sync/hub/nobody", test_nobody);
  g_test_add_func ("/sync/hub/died-before-taking-in", test_died_before_taking_in);
  g_test_add_func ("/sync/hub/lost-file", test_lost_file);
  g_test_add_func ("/sync/hub/newer-takes-over", test_newer_request_takes_over);
  g_test_add_func ("/sync/hub/one-server-a-store", test_one_server_a_store);
  g_test_add_func ("/sync/hub/open-refuses", test_open_refuses);
  g_test_add_func ("/sync/hub/bad-configurations", test_bad_configurations);
  return g_test_run ();
}
