/* SPDX-License-Identifier: EUPL-1.2
 *
 * tus as the protocol says it: what our client does at 409, 410, 403, 423, 460 and with a server's checksums, what our
 * hub does with them, and a line as slow as they get.
 */
#include <string.h>

#include "sync/bad-server.h"
#include "sync/brake.h"
#include "sync/net/problem.h"
#include "sync/delivery/tus-answer.h"
#include "sync/delivery/tus-pace.h"

#define TUS "Tus-Resumable", "1.0.0"
#define CREATED                                                                                                        \
  {                                                                                                                    \
    201, { TUS, "Location", "/v1/uploads/0123" }                                                                       \
  }
#define AT_0                                                                                                           \
  {                                                                                                                    \
    200, { TUS, "Upload-Offset", "0" }                                                                                 \
  }
#define TAKEN                                                                                                          \
  {                                                                                                                    \
    204, { TUS }, .takes = TRUE                                                                                        \
  }
#define SUMS(algorithms)                                                                                               \
  {                                                                                                                    \
    204, { "Tus-Version", "1.0.0", "Tus-Extension", "creation,checksum", "Tus-Checksum-Algorithm", algorithms }        \
  }
#define SIZE 10000
#define WAIT 30 /* seconds: longer than anything here takes */

/* One upload -------------------------------------------------------------------------------------- */

typedef struct
{
  Town *town;
  GBytes *body;
  ParvisHttp *http;
  ParvisTusServer server;
  char *url;
  guint forgotten;
  guint sent; /* times that all bytes had left */
  GError *error;
  gboolean done;
} Desk;

static void
desk_init (Desk *desk, gsize size, guint silence)
{
  g_autofree char *ca = NULL, *certificate = NULL, *key = NULL;
  ParvisHttpOptions options = { .connect_timeout = WAIT, .silence_timeout = silence };

  *desk = (Desk){ .town = town_new () };
  options.ca_file = ca = town_path (desk->town, "ca.pem");
  options.certificate_file = certificate = town_path (desk->town, "kiosk.pem");
  options.key_file = key = town_path (desk->town, "kiosk.key");
  desk->http = parvis_http_new (&options);
  desk->body = town_envelope (desk->town, size);
}

static void
desk_clear (Desk *desk)
{
  parvis_http_free (desk->http);
  g_bytes_unref (desk->body);
  g_free (desk->url);
  g_clear_error (&desk->error);
  town_free (desk->town);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Desk, desk_clear)

static gboolean
on_url (const char *url, gpointer user_data, GError **error)
{
  Desk *desk = user_data;

  desk->forgotten += url == NULL ? 1 : 0;
  g_free (desk->url);
  desk->url = g_strdup (url);
  return TRUE;
}

static void
on_uploaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Desk *desk = user_data;

  g_clear_error (&desk->error);
  if (!parvis_tus_upload_finish (result, &desk->error))
    g_assert_nonnull (desk->error);
  desk->done = TRUE;
}

static void
on_sent (gpointer user_data)
{
  Desk *desk = user_data;

  g_assert_false (desk->done);
  desk->sent++;
}

static void
upload (Desk *desk, guint port, const char *id)
{
  g_autofree char *endpoint = g_strdup_printf ("https://127.0.0.1:%u/v1/uploads", port);
  g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, desk->body);
  g_autofree char *url = g_strdup (desk->url);
  const char *const metadata[] = { "submission", id, "sha256", sum, NULL };
  ParvisTusUpload it = { .endpoint = endpoint,
                         .url = url,
                         .metadata = metadata,
                         .body = desk->body,
                         .url_changed = on_url,
                         .url_user_data = desk,
                         .sent = on_sent,
                         .sent_data = desk,
                         .server = &desk->server };

  desk->done = FALSE;
  desk->sent = 0;
  parvis_tus_upload_async (desk->http, &it, NULL, on_uploaded, desk);
  while (!desk->done)
    g_main_context_iteration (NULL, TRUE);
}

static void
upload_to_bad (Desk *desk, const BadManners *manners, guint *requests, char **checksum)
{
  g_autoptr (BadServer) server = bad_server_new (desk->town, manners);

  upload (desk, bad_server_port (server), "x");
  *requests = bad_server_requests (server);
  *checksum = bad_server_checksum (server);
}

/* Our client -------------------------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  BadManners manners;
  int error;          /* PARVIS_DELIVERY_ERROR; -1: it is taken */
  guint requests;     /* without OPTIONS */
  const char *prefix; /* of the last PATCH's Upload-Checksum */
} Case;

static const Case cases[] = {
  { "sums/none-offered", { .post = CREATED, .patch = TAKEN }, -1, 2, "" },
  { "sums/sha1", { .post = CREATED, .patch = TAKEN, .options = SUMS ("md5, sha1") }, -1, 2, "sha1 " },
  { "sums/the-better-one",
    { .post = CREATED, .patch = TAKEN, .options = SUMS ("sha1,crc32,sha256") },
    -1,
    2,
    "sha256 " },
  { "sums/none-we-know", { .post = CREATED, .patch = TAKEN, .options = SUMS ("md5") }, -1, 2, "" },
  { "sums/options-in-trouble", { .post = CREATED, .patch = TAKEN, .options = { 500 } }, -1, 2, "" },
  { "sums/altered-on-the-way",
    { .post = CREATED, .patch = { 460, { TUS } }, .head = AT_0, .options = SUMS ("sha1") },
    PARVIS_DELIVERY_ERROR_OFFSET,
    8, /* creation, a piece, and three times: where are we, and the piece again */
    "sha1 " },
  { "sums/not-taken-after-all",
    { .post = CREATED, .patch = { 400, { TUS } }, .head = AT_0, .options = SUMS ("sha1") },
    PARVIS_DELIVERY_ERROR_DENIED,
    4,
    "" },
  { "conflict", { .post = CREATED, .patch = { 409, { TUS } }, .head = AT_0 }, PARVIS_DELIVERY_ERROR_OFFSET, 8, "" },
};

static void
test_client (gconstpointer user_data)
{
  const Case *it = user_data;
  g_auto (Desk) desk = { 0 };
  g_autofree char *checksum = NULL;
  guint requests;

  desk_init (&desk, SIZE, WAIT);
  upload_to_bad (&desk, &it->manners, &requests, &checksum);
  if (it->error < 0)
    {
      g_assert_no_error (desk.error);
      g_assert_cmpuint (desk.sent, ==, 1);
    }
  else
    g_assert_error (desk.error, PARVIS_DELIVERY_ERROR, it->error);
  g_assert_cmpuint (requests, ==, it->requests);
  g_assert_true (*it->prefix != '\0' ? g_str_has_prefix (checksum, it->prefix) : *checksum == '\0');
  g_assert_nonnull (desk.url); /* whatever it was: what has arrived is not forgotten */
}

/* A byte a piece would take for ever: after some, it is for later. What was taken is not sent again. */
static void
test_crumbs (void)
{
  const BadManners crumbs = { .post = CREATED,
                              .patch = { 204, { TUS }, .takes = TRUE, .nibbles = 1 },
                              .head = { 200, { TUS, "Upload-Offset", "8" } } };
  g_auto (Desk) desk = { 0 };
  g_autoptr (BadServer) server = NULL;

  desk_init (&desk, SIZE, WAIT);
  server = bad_server_new (desk.town, &crumbs);
  for (guint run = 1; run <= 3; run++)
    {
      upload (&desk, bad_server_port (server), "x");
      g_assert_error (desk.error, PARVIS_DELIVERY_ERROR, PARVIS_DELIVERY_ERROR_STRANGE);
      g_assert_cmpuint (bad_server_requests (server), ==, run * (1 + PARVIS_TUS_PACE_MOST_CRUMBS)); /* POST or HEAD */
      g_assert_cmpuint (desk.forgotten, ==, 0);
      g_assert_nonnull (desk.url);
    }
}

/* A server may take pieces of its own size: as long as they are no crumbs, all of it goes. */
static void
test_its_own_pieces (void)
{
  const BadManners manners
      = { .post = CREATED, .patch = { 204, { TUS }, .takes = TRUE, .nibbles = PARVIS_TUS_PACE_CRUMB } };
  g_auto (Desk) desk = { 0 };
  g_autofree char *checksum = NULL;
  guint requests;

  desk_init (&desk, 20 * PARVIS_TUS_PACE_CRUMB, WAIT);
  upload_to_bad (&desk, &manners, &requests, &checksum);
  g_assert_no_error (desk.error);
  g_assert_cmpuint (requests, ==,
                    1 + (g_bytes_get_size (desk.body) + PARVIS_TUS_PACE_CRUMB - 1) / PARVIS_TUS_PACE_CRUMB);
}

/* 423: somebody else has it in hand. Nothing is thrown away, and the next time begins with a question. */
static void
test_locked (void)
{
  const BadManners locked
      = { .post = CREATED, .patch = { 423, { TUS, "Retry-After", "7" } }, .head = { 423, { TUS } } };
  g_auto (Desk) desk = { 0 };
  g_autofree char *url = NULL, *checksum = NULL;
  guint requests;

  desk_init (&desk, SIZE, WAIT);
  upload_to_bad (&desk, &locked, &requests, &checksum);
  g_assert_error (desk.error, PARVIS_DELIVERY_ERROR, PARVIS_DELIVERY_ERROR_BUSY);
  g_assert_cmpint (parvis_delivery_error_not_before (desk.error), >, g_get_real_time () / G_USEC_PER_SEC);
  g_assert_cmpuint (desk.forgotten, ==, 0);
  g_assert_nonnull (desk.url);
}

/* An answer that never ends is not waited for until it is too long: that would take half an hour here. */
static void
test_drip (void)
{
  const BadManners dripping = { .post = { .status = 201, .drips = TRUE } };
  g_auto (Desk) desk = { 0 };
  g_autofree char *checksum = NULL;
  guint requests;

  desk_init (&desk, SIZE, 2);
  upload_to_bad (&desk, &dripping, &requests, &checksum);
  g_assert_error (desk.error, PARVIS_DELIVERY_ERROR, PARVIS_DELIVERY_ERROR_INTERRUPTED);
}

/* 404, 410 or a bare 403 where an upload was: it is made anew, once. */
static void
test_gone (gconstpointer user_data)
{
  const BadManners gone = { .post = CREATED, .head = { GPOINTER_TO_UINT (user_data), { TUS } }, .patch = TAKEN };
  g_auto (Desk) desk = { 0 };
  g_autoptr (BadServer) server = NULL;

  desk_init (&desk, SIZE, WAIT);
  server = bad_server_new (desk.town, &gone);
  desk.url = g_strdup_printf ("https://127.0.0.1:%u/v1/uploads/old", bad_server_port (server));
  upload (&desk, bad_server_port (server), "x");
  g_assert_no_error (desk.error);
  g_assert_cmpuint (desk.forgotten, ==, 1);
  g_assert_true (g_str_has_suffix (desk.url, "/v1/uploads/0123"));
}

/* Creation with upload ------------------------------------------------------------------------------ */

#define OFFERED                                                                                                        \
  {                                                                                                                    \
    204, { "Tus-Version", "1.0.0", "Tus-Extension", "creation, creation-with-upload" }                                 \
  }

typedef struct
{
  const char *name;
  BadManners manners;
  guint requests;
  gboolean remembered; /* its URL */
  gboolean with_bytes; /* what is thought of the server afterwards */
  int error;           /* PARVIS_DELIVERY_ERROR; -1: it is taken */
} WithBytes;

static const WithBytes with_bytes[] = {
  { "all-at-once",
    { .post_bytes = { 201, { TUS, "Location", "/v1/uploads/0123" }, .takes = TRUE }, .patch = { 500 } },
    1,
    FALSE,
    TRUE,
    -1 },
  { "a-part",
    { .post_bytes = { 201, { TUS, "Location", "/v1/uploads/0123", "Upload-Offset", "4000" } }, .patch = TAKEN },
    2,
    TRUE,
    TRUE,
    -1 },
  { "not-a-word-of-it", { .post_bytes = CREATED, .patch = TAKEN }, 2, TRUE, TRUE, -1 },
  { "offered-and-refused", { .post_bytes = { 415, { TUS } }, .post = CREATED, .patch = TAKEN }, 3, TRUE, FALSE, -1 },
  { "too-large-for-a-proxy", { .post_bytes = { 413 }, .post = CREATED, .patch = TAKEN }, 3, TRUE, FALSE, -1 },
  { "altered-on-the-way", { .post_bytes = { 460, { TUS } }, .post = CREATED, .patch = TAKEN }, 3, TRUE, TRUE, -1 },
  { "busy", { .post_bytes = { 503, { TUS } }, .post = CREATED }, 1, FALSE, TRUE, PARVIS_DELIVERY_ERROR_BUSY },
  { "never-taken", { .post_bytes = { 400 }, .post = { 400 } }, 2, FALSE, FALSE, PARVIS_DELIVERY_ERROR_DENIED },
};

static void
test_with_bytes (gconstpointer user_data)
{
  const WithBytes *it = user_data;
  g_auto (Desk) desk = { 0 };
  g_autofree char *checksum = NULL;
  guint requests;

  desk_init (&desk, SIZE, WAIT);
  desk.server = (ParvisTusServer){ .known = TRUE, .with_bytes = TRUE, .checksum = "sha1" };
  upload_to_bad (&desk, &it->manners, &requests, &checksum);
  if (it->error < 0)
    g_assert_no_error (desk.error);
  else
    g_assert_error (desk.error, PARVIS_DELIVERY_ERROR, it->error);
  g_assert_cmpuint (requests, ==, it->requests);
  g_assert_true ((desk.url != NULL) == it->remembered);
  g_assert_true (desk.server.with_bytes == it->with_bytes);
  g_assert_true (g_str_has_prefix (checksum, "sha1 "));
}

/* The line breaks in the middle of it: the next try creates first, and asks the server anew what it takes. */
static void
test_with_bytes_cut (void)
{
  const BadManners cut = { .post_bytes = { .cuts = TRUE }, .post = CREATED, .patch = TAKEN, .options = OFFERED };
  g_auto (Desk) desk = { 0 };
  g_autoptr (BadServer) server = NULL;

  desk_init (&desk, SIZE, WAIT);
  desk.server = (ParvisTusServer){ .known = TRUE, .with_bytes = TRUE, .rate = PARVIS_TUS_PACE_MOST };
  server = bad_server_new (desk.town, &cut);
  upload (&desk, bad_server_port (server), "x");
  g_assert_error (desk.error, PARVIS_DELIVERY_ERROR, PARVIS_DELIVERY_ERROR_INTERRUPTED);
  g_assert_null (desk.url);
  g_assert_cmpuint (parvis_tus_pace_chunk (&desk.server), <, PARVIS_TUS_PACE_MOST);
  upload (&desk, bad_server_port (server), "x");
  g_assert_no_error (desk.error);
  g_assert_nonnull (desk.url);
  g_assert_cmpuint (bad_server_requests (server), ==, 3);
  g_assert_true (desk.server.known && desk.server.with_bytes);
}

/* What does not go in one piece is created first, so that none of it need be sent twice. */
static void
test_with_bytes_too_long (void)
{
  const BadManners manners = { .post_bytes = { 500 }, .post = CREATED, .patch = TAKEN };
  g_auto (Desk) desk = { 0 };
  g_autofree char *checksum = NULL;
  guint requests;

  desk_init (&desk, PARVIS_TUS_PACE_LEAST + 1, WAIT);
  desk.server = (ParvisTusServer){ .known = TRUE, .with_bytes = TRUE, .rate = 1 };
  upload_to_bad (&desk, &manners, &requests, &checksum);
  g_assert_no_error (desk.error);
  g_assert_nonnull (desk.url);
}

/* Pieces ------------------------------------------------------------------------------------------ */

/* 32 kB/s and a silence of 4 s stand for 8 kB/s and 16 s, where we really wait for 60: what is slow is not silent, it
 * is measured, and the next pieces are of its size. */
static void
test_slow_line (void)
{
  g_auto (Desk) desk = { 0 };
  Brake *line;

  desk_init (&desk, 200 * 1024, 4);
  town_start_hub (desk.town);
  line = brake_new_slow (desk.town->hub_port, 32 * 1024);
  upload (&desk, brake_port (line), "11111111-2222-4333-8444-555555555555");
  g_assert_no_error (desk.error);
  g_test_message ("%" G_GSIZE_FORMAT " bytes per second", desk.server.rate);
  g_assert_cmpuint (brake_passed (line), <, 220 * 1024); /* once, all of it */
  g_assert_cmpuint (desk.server.rate, <, 64 * 1024);
  g_assert_cmpuint (parvis_tus_pace_chunk (&desk.server), <=, 512 * 1024);
  brake_free (line);
}

/* Our hub ----------------------------------------------------------------------------------------- */

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
  g_assert_no_error (error);
  asking->done = TRUE;
}

/* (transfer full) */
static ParvisHttpAnswer *
ask (Desk *desk, const char *method, const char *url, const char *const *headers, GBytes *body)
{
  const ParvisHttpRequest request = { method, url, headers, body };
  Asking asking = { .http = desk->http };

  parvis_http_send_async (desk->http, &request, NULL, on_answer, &asking);
  while (!asking.done)
    g_main_context_iteration (NULL, TRUE);
  return asking.answer;
}

static void
assert_patch (Desk *desk, const char *url, GBytes *piece, const char *checksum, guint status)
{
  const char *const headers[]
      = { "Tus-Resumable: 1.0.0", "Content-Type: application/offset+octet-stream", "Upload-Offset: 0", checksum, NULL };
  g_autoptr (ParvisHttpAnswer) answer = ask (desk, "PATCH", url, headers, piece);
  ParvisProblem problem = PARVIS_PROBLEM_STORAGE;

  g_test_message ("%s: %u", checksum, parvis_http_answer_status (answer));
  g_assert_cmpuint (parvis_http_answer_status (answer), ==, status);
  if (status < 300)
    return;
  g_assert_true (parvis_problem_parse (parvis_http_answer_header (answer, "content-type"),
                                       parvis_http_answer_body (answer), &problem));
  g_assert_false (parvis_problem_is_final (problem)); /* no submission is given up for this */
}

static void
assert_offset (Desk *desk, const char *url, const char *offset)
{
  const char *const headers[] = { "Tus-Resumable: 1.0.0", NULL };
  g_autoptr (ParvisHttpAnswer) answer = ask (desk, "HEAD", url, headers, NULL);

  g_assert_cmpstr (parvis_http_answer_header (answer, "upload-offset"), ==, offset);
}

/* (transfer full): the URL of a new upload at the hub, which holds nothing yet */
static char *
begin_upload (Desk *desk)
{
  g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, desk->body);
  const char *const metadata[] = { "submission", "11111111-2222-4333-8444-555555555555", "sha256", sum, NULL };
  g_autofree char *encoded = parvis_tus_encode_metadata (metadata);
  g_autofree char *about = g_strconcat ("Upload-Metadata: ", encoded, NULL);
  g_autofree char *length = g_strdup_printf ("Upload-Length: %" G_GSIZE_FORMAT, g_bytes_get_size (desk->body));
  const char *const headers[] = { "Tus-Resumable: 1.0.0", length, about, NULL };
  g_autofree char *endpoint = g_strdup_printf ("https://127.0.0.1:%u/v1/uploads", desk->town->hub_port);
  g_autoptr (ParvisHttpAnswer) answer = ask (desk, "POST", endpoint, headers, NULL);

  g_assert_cmpuint (parvis_http_answer_status (answer), ==, 201);
  return parvis_tus_resolve_location (endpoint, parvis_http_answer_header (answer, "location"));
}

static void
test_hub_checks_sums (void)
{
  static const char *const malformed[] = { "sha1",
                                           "sha1 ",
                                           "sha1 !!!!",
                                           "md5 1B2M2Y8AsgTpgAmY7PhCfg==",
                                           "sha256 qvTGHdzF6KLavt4PO0gs2a6pQ00=",
                                           "sha1 qvTGHdzF6KLavt4PO0gs2a6pQ00= more",
                                           NULL };
  g_auto (Desk) desk = { 0 };
  g_autoptr (GBytes) first = NULL, other = g_bytes_new_static ("x", 1);
  g_autofree char *url = NULL, *wrong = NULL, *right = NULL;

  desk_init (&desk, SIZE, WAIT);
  town_start_hub (desk.town);
  url = begin_upload (&desk);
  first = g_bytes_new_from_bytes (desk.body, 0, SIZE / 2);
  for (guint i = 0; malformed[i] != NULL; i++)
    {
      g_autofree char *header = g_strconcat ("Upload-Checksum: ", malformed[i], NULL);

      assert_patch (&desk, url, first, header, 400);
    }
  wrong = parvis_tus_checksum_header ("sha256", g_bytes_get_data (other, NULL), 1);
  assert_patch (&desk, url, first, wrong, 460);
  assert_offset (&desk, url, "0"); /* not a byte of it was kept */
  right = parvis_tus_checksum_header ("sha1", g_bytes_get_data (first, NULL), SIZE / 2);
  assert_patch (&desk, url, first, right, 204);
  assert_offset (&desk, url, "5000");
}

static void
test_hub_and_client (void)
{
  g_auto (Desk) desk = { 0 };
  g_autofree char *list = NULL;

  desk_init (&desk, SIZE, WAIT);
  town_start_hub (desk.town);
  upload (&desk, desk.town->hub_port, "11111111-2222-4333-8444-555555555555");
  g_assert_no_error (desk.error);
  g_assert_cmpstr (desk.server.checksum, ==, "sha256"); /* what it advertised, and took */
  list = town_list (desk.town);
  g_assert_true (g_str_has_prefix (list, "stored 11111111-2222-4333-8444-555555555555 "));
}

/* The second one in one request: the hub says that it takes it so. */
static void
test_hub_and_client_at_once (void)
{
  g_auto (Desk) desk = { 0 };
  g_autofree char *list = NULL;

  desk_init (&desk, SIZE, WAIT);
  town_start_hub (desk.town);
  upload (&desk, desk.town->hub_port, "11111111-2222-4333-8444-555555555555");
  g_assert_no_error (desk.error);
  g_assert_true (desk.server.with_bytes);
  g_clear_pointer (&desk.url, g_free);
  upload (&desk, desk.town->hub_port, "22222222-2222-4333-8444-555555555555");
  g_assert_no_error (desk.error);
  g_assert_cmpuint (desk.sent, ==, 1); /* as with the creation */
  g_assert_null (desk.url);            /* there was nothing to remember */
  list = town_list (desk.town);
  g_assert_nonnull (strstr (list, "stored 11111111-2222-4333-8444-555555555555 "));
  g_assert_nonnull (strstr (list, "stored 22222222-2222-4333-8444-555555555555 "));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/sync/tus/client/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_client);
    }
  g_test_add_func ("/sync/tus/client/crumbs", test_crumbs);
  g_test_add_func ("/sync/tus/client/its-own-pieces", test_its_own_pieces);
  g_test_add_func ("/sync/tus/client/locked", test_locked);
  g_test_add_func ("/sync/tus/client/drip", test_drip);
  g_test_add_data_func ("/sync/tus/client/gone/404", GUINT_TO_POINTER (404), test_gone);
  g_test_add_data_func ("/sync/tus/client/gone/410", GUINT_TO_POINTER (410), test_gone);
  g_test_add_data_func ("/sync/tus/client/gone/403", GUINT_TO_POINTER (403), test_gone);
  for (guint i = 0; i < G_N_ELEMENTS (with_bytes); i++)
    {
      g_autofree char *path = g_strconcat ("/sync/tus/with-bytes/", with_bytes[i].name, NULL);

      g_test_add_data_func (path, &with_bytes[i], test_with_bytes);
    }
  g_test_add_func ("/sync/tus/with-bytes/cut", test_with_bytes_cut);
  g_test_add_func ("/sync/tus/with-bytes/too-long", test_with_bytes_too_long);
  g_test_add_func ("/sync/tus/slow-line", test_slow_line);
  g_test_add_func ("/sync/tus/hub/checks-sums", test_hub_checks_sums);
  g_test_add_func ("/sync/tus/hub/and-client", test_hub_and_client);
  g_test_add_func ("/sync/tus/hub/and-client-at-once", test_hub_and_client_at_once);
  return g_test_run ();
}
