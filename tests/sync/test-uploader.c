/* SPDX-License-Identifier: EUPL-1.2
 *
 * The uploader and a server that misbehaves: whatever it does, the submission stays in the queue, the tries
 * are counted, and the good server that comes afterwards has it exactly once.
 */
#include <string.h>

#include "sync/bad-server.h"
#include "sync/seal/receipt.h"
#include "sync/net/retry.h"
#include "sync/delivery/uploader.h"

#define TUS     "Tus-Resumable", "1.0.0"
#define HERE    "Location", "/v1/uploads/0123"
#define PROBLEM "Content-Type", "application/problem+json"
#define CREATED                                                                                                        \
  {                                                                                                                    \
    201, { TUS, HERE }                                                                                                 \
  }
#define TAKEN                                                                                                          \
  {                                                                                                                    \
    204, { TUS }, .takes = TRUE                                                                                        \
  }
#define PATIENCE     60 /* seconds */
#define MAX_REQUESTS 9  /* of one try, whatever the server says */

/* A pass, as the daemon runs it ------------------------------------------------------------------- */

/* A kiosk whose central server is bad. */
typedef struct
{
  Town *town;
  ParvisOutbox *outbox;
  GBytes *envelope;
  BadServer *server;
  ParvisConfig *config;
  gint64 now;
  guint silence; /* seconds of it that are too much */
  ParvisUploader *uploader;
  ParvisUploaderTally tally; /* of the last pass */
  gboolean done;
} Desk;

static gint64
desk_now (gpointer user_data)
{
  return ((Desk *) user_data)->now;
}

static double
desk_chance (gpointer user_data)
{
  return 0.5;
}

/* @manners: of the server; must outlive the desk. @size: of what there is to send. */
static Desk *
desk_new (const BadManners *manners, gsize size)
{
  Desk *self = g_new0 (Desk, 1);

  self->town = town_new ();
  self->outbox = town_outbox (self->town);
  self->envelope = town_envelope (self->town, size);
  self->server = bad_server_new (self->town, manners);
  self->config = town_kiosk (self->town, bad_server_port (self->server));
  self->now = g_get_real_time () / G_USEC_PER_SEC;
  self->silence = PATIENCE;
  return self;
}

static void
desk_free (Desk *self)
{
  g_clear_pointer (&self->server, bad_server_free);
  parvis_config_unref (self->config);
  g_bytes_unref (self->envelope);
  parvis_outbox_free (self->outbox);
  town_free (self->town);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Desk, desk_free)

/* (transfer full): the submission's id */
static char *
desk_queue (Desk *self)
{
  return town_queue (self->outbox, self->envelope);
}

static void
desk_turn_to (Desk *self, guint port)
{
  parvis_config_unref (self->config);
  self->config = town_kiosk (self->town, port);
}

static void
on_passed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Desk *desk = user_data;
  g_autoptr (GError) error = NULL;

  desk->done = TRUE;
  g_assert_true (parvis_uploader_pass_finish (desk->uploader, result, &desk->tally, &error));
  g_assert_no_error (error);
}

static void
run_pass (Desk *desk, ParvisUploaderScope scope)
{
  ParvisRetryEnvironment environment = { desk_now, desk_chance, desk };
  ParvisUploaderOptions options
      = { &environment, .chunk = 4096, .connect_timeout = PATIENCE, .silence_timeout = desk->silence };
  g_autoptr (ParvisUploader) uploader = parvis_uploader_new (desk->config, desk->outbox, &options);

  desk->uploader = uploader;
  desk->done = FALSE;
  parvis_uploader_pass_async (uploader, scope, NULL, on_passed, desk);
  while (!desk->done)
    g_main_context_iteration (NULL, TRUE);
}

/* What every kind of misbehaviour must leave -------------------------------------------------------- */

static void
assert_delivered_once (Desk *desk, const char *id)
{
  g_autoptr (ParvisOutboxEntry) entry = NULL;
  g_autofree char *list = NULL, *expected = NULL;

  town_start_hub (desk->town);
  desk_turn_to (desk, desk->town->hub_port);
  desk->silence = PATIENCE;
  run_pass (desk, PARVIS_UPLOADER_ALL);
  g_assert_cmpuint (desk->tally.delivered, ==, 1);
  entry = town_look (desk->outbox, id);
  g_assert_cmpint (entry->state, ==, PARVIS_SUBMISSION_DELIVERED);
  list = town_list (desk->town);
  expected = g_strdup_printf ("stored %s %s ", id, entry->sha256);
  g_assert_true (g_str_has_prefix (list, expected));
  g_assert_true (strchr (list, '\n') == list + strlen (list) - 1); /* one line */
}

static void
assert_queued_again (Desk *desk, const char *id, guint attempts)
{
  g_autoptr (ParvisOutboxEntry) entry = town_look (desk->outbox, id);

  g_assert_cmpint (entry->state, ==, PARVIS_SUBMISSION_QUEUED);
  g_assert_cmpuint (entry->attempts, ==, attempts);
  g_assert_nonnull (entry->last_error);
  g_test_message ("%s", entry->last_error);
  g_assert_cmpint (entry->next_try_at, >, desk->now);
  g_assert_cmpint (entry->next_try_at, <=, desk->now + PARVIS_RETRY_LONGEST);
}

/* Little patience where it says nothing to what it gets; elsewhere no slow machine makes it silent. */
static guint
silence_of (const BadManners *manners)
{
  if (manners->post.status == 0)
    return 2;
  return manners->post.status == 201 && manners->patch.status == 0 ? 1 : PATIENCE;
}

static void
test_misbehaviour (gconstpointer manners)
{
  g_autoptr (Desk) desk = desk_new (manners, 10000);
  g_autofree char *id = desk_queue (desk);

  desk->silence = silence_of (manners);
  for (guint try = 1; try <= 2; try++)
    {
      const guint before = bad_server_requests (desk->server);

      run_pass (desk, PARVIS_UPLOADER_ALL);
      g_assert_cmpuint (desk->tally.failed, ==, 1);
      g_assert_cmpuint (desk->tally.delivered + desk->tally.refused, ==, 0);
      g_assert_cmpuint (bad_server_requests (desk->server) - before, >=, 1);
      g_assert_cmpuint (bad_server_requests (desk->server) - before, <=, MAX_REQUESTS);
      assert_queued_again (desk, id, try);
    }
  assert_delivered_once (desk, id);
}

static const struct
{
  const char *name;
  BadManners manners;
} misbehaviours[] = {
  { "500", { .post = { 500 } } },
  { "hangs-at-creation", { .post = { 0 } } },
  { "hangs-at-patch", { .post = CREATED, .head = { 200, { TUS, "Upload-Offset", "0" } }, .patch = { 0 } } },
  { "cuts-in-mid-patch",
    { .post = CREATED, .head = { 200, { TUS, "Upload-Offset", "0" } }, .patch = { 204, .cuts = TRUE } } },
  { "captive-portal", { .post = { 200, { "Content-Type", "text/html" }, "<html>Bienvenue</html>" } } },
  { "captive-portal-redirects", { .post = { 302, { "Location", "http://portail.example/" } } } },
  { "captive-portal-after-creation",
    { .post = CREATED,
      .patch = { 200, { "Content-Type", "text/html" }, "<html>Bienvenue</html>" },
      .head = { 200, { "Content-Type", "text/html" } } } },
  { "offset-banana",
    { .post = CREATED, .patch = { 204, { TUS, "Upload-Offset", "banana" } }, .head = { 404, { TUS } } } },
  { "offset-negative",
    { .post = CREATED, .patch = { 204, { TUS, "Upload-Offset", "-1" } }, .head = { 404, { TUS } } } },
  { "offset-beyond",
    { .post = CREATED, .patch = { 204, { TUS, "Upload-Offset", "999999999" } }, .head = { 404, { TUS } } } },
  { "offset-stands-still",
    { .post = CREATED, .patch = { 204, { TUS, "Upload-Offset", "0" } }, .head = { 404, { TUS } } } },
  { "offset-crawls",
    { .post = CREATED,
      .patch = { 204, { TUS }, .takes = TRUE, .nibbles = 1 },
      .head = { 200, { TUS, "Upload-Offset", "8" } } } },
  { "offset-missing", { .post = CREATED, .patch = { 204, { TUS } }, .head = { 404, { TUS } } } },
  { "head-beyond",
    { .post = CREATED, .head = { 200, { TUS, "Upload-Offset", "999999999" } }, .patch = { 500, { TUS } } } },
  { "head-other-length",
    { .post = CREATED,
      .head = { 200, { TUS, "Upload-Offset", "0", "Upload-Length", "3" } },
      .patch = { 500, { TUS } } } },
  { "always-409", { .post = CREATED, .head = { 200, { TUS, "Upload-Offset", "0" } }, .patch = { 409, { TUS } } } },
  { "always-404", { .post = CREATED, .head = { 404, { TUS } }, .patch = { 404, { TUS } } } },
  { "location-elsewhere", { .post = { 201, { TUS, "Location", "https://elsewhere.example/x" } } } },
  { "location-missing", { .post = { 201, { TUS } } } },
  { "not-found", { .post = { 404 } } },
  { "proxy-403", { .post = { 403, { "Content-Type", "text/html" }, "<html>" } } },
  { "proxy-409", { .post = { 409, { "Content-Type", "text/html" }, "<html>" } } },
  { "proxy-413", { .post = CREATED, .head = { 200, { TUS, "Upload-Offset", "0" } }, .patch = { 413 } } },
  { "problem-of-somebody-else", { .post = { 422, { PROBLEM }, "{\"type\":\"about:blank\"}" } } },
  { "kiosk-not-enrolled", { .post = { 403, { TUS, PROBLEM }, "{\"type\":\"urn:parvis:problem:certificate\"}" } } },
  { "storage-full", { .post = { 507, { TUS, PROBLEM }, "{\"type\":\"urn:parvis:problem:storage\"}" } } },
  { "sum-mismatch",
    { .post = CREATED,
      .head = { 404, { TUS } },
      .patch = { 422, { TUS, PROBLEM }, "{\"type\":\"urn:parvis:problem:sum-mismatch\"}" } } },
  { "no-receipt", { .post = CREATED, .head = { 200, { TUS, "Upload-Offset", "0" } }, .patch = TAKEN, .get = { 404 } } },
  { "receipt-is-html",
    { .post = CREATED,
      .head = { 200, { TUS, "Upload-Offset", "0" } },
      .patch = TAKEN,
      .get = { 200, { "Content-Type", "text/html" }, "<html>Bienvenue</html>" } } },
  { "receipt-is-empty",
    { .post = CREATED, .head = { 200, { TUS, "Upload-Offset", "0" } }, .patch = TAKEN, .get = { 200 } } },
  { "receipt-unsigned",
    { .post = CREATED,
      .head = { 200, { TUS, "Upload-Offset", "0" } },
      .patch = TAKEN,
      .get = { 200, { "Content-Type", "application/json" }, "{\"receipt\":\"e30=\",\"signature\":\"\"}" } } },
};

/* Verdicts ------------------------------------------------------------------------------------------ */

static void
test_refused (gconstpointer problem)
{
  g_autofree char *body = g_strdup_printf ("{\"type\":\"urn:parvis:problem:%s\"}", (const char *) problem);
  const BadManners manners = { .post = { 400, { TUS, PROBLEM }, body } };
  g_autoptr (Desk) desk = desk_new (&manners, 100);
  g_autofree char *id = desk_queue (desk);
  g_autoptr (ParvisOutboxEntry) entry = NULL;
  g_autoptr (GBytes) kept = NULL;

  run_pass (desk, PARVIS_UPLOADER_DUE);
  g_assert_cmpuint (desk->tally.refused, ==, 1);
  entry = town_look (desk->outbox, id);
  g_assert_cmpint (entry->state, ==, PARVIS_SUBMISSION_REFUSED);
  kept = parvis_outbox_envelope (desk->outbox, id, NULL); /* never deleted */
  g_assert_true (g_bytes_equal (kept, desk->envelope));
  run_pass (desk, PARVIS_UPLOADER_ALL);
  g_assert_cmpuint (bad_server_requests (desk->server), ==, 1);
}

/* A receipt by the right hand for another submission is not ours. */
static void
test_foreign_receipt (void)
{
  BadManners manners = { .post = CREATED, .patch = TAKEN, .get = { 200, { "Content-Type", "application/json" } } };
  g_autofree char *body = NULL;
  g_autoptr (Desk) desk = desk_new (&manners, 100);
  g_autofree char *id = desk_queue (desk);
  g_autoptr (ParvisOutboxEntry) entry = town_look (desk->outbox, id);
  g_autofree char *certificate = town_path (desk->town, "receipt.pem"), *key = town_path (desk->town, "receipt.key");
  g_autoptr (GBytes) receipt = parvis_receipt_make ("11111111-2222-4333-8444-555555555555", entry->sha256, entry->size,
                                                    1800000000, certificate, key, NULL);

  manners.get.body = body = g_strndup (g_bytes_get_data (receipt, NULL), g_bytes_get_size (receipt));
  run_pass (desk, PARVIS_UPLOADER_DUE);
  g_assert_cmpuint (desk->tally.failed, ==, 1);
  assert_queued_again (desk, id, 1);
  assert_delivered_once (desk, id);
}

/* Whose turn ---------------------------------------------------------------------------------------- */

/* Retry-After holds every row until then, and the one it was said to a little longer. */
static void
test_retry_after (void)
{
  const BadManners manners = { .post = { 503, { "Retry-After", "300" } } };
  g_autoptr (Desk) desk = desk_new (&manners, 100);
  g_autofree char *first = desk_queue (desk), *second = desk_queue (desk);
  g_autoptr (ParvisOutboxEntry) one = NULL, two = NULL;
  const ParvisOutboxEntry *tried, *other;

  run_pass (desk, PARVIS_UPLOADER_DUE);
  g_assert_cmpuint (desk->tally.failed, ==, 1);
  g_assert_cmpuint (bad_server_requests (desk->server), ==, 1);
  one = town_look (desk->outbox, first);
  two = town_look (desk->outbox, second);
  tried = one->attempts > 0 ? one : two;
  other = one->attempts > 0 ? two : one;
  g_assert_cmpint (tried->next_try_at, >, desk->now + 300);
  g_assert_cmpint (tried->next_try_at, <=, desk->now + 310);
  g_assert_cmpuint (other->attempts, ==, 0);
}

/* A server that fails for each alike: each has its own try, none waits for another. */
static void
test_failing_rows_do_not_block (void)
{
  const BadManners manners = { .post = { 500 } };
  g_autoptr (Desk) desk = desk_new (&manners, 100);

  for (guint i = 0; i < 5; i++)
    g_free (desk_queue (desk));
  run_pass (desk, PARVIS_UPLOADER_DUE);
  g_assert_cmpuint (desk->tally.failed, ==, 5);
  g_assert_cmpuint (bad_server_requests (desk->server), ==, 5);
  run_pass (desk, PARVIS_UPLOADER_DUE); /* nobody's time has come */
  g_assert_cmpuint (desk->tally.failed, ==, 0);
  desk->now += 3600;
  run_pass (desk, PARVIS_UPLOADER_DUE);
  g_assert_cmpuint (desk->tally.failed, ==, 5);
}

/* A byte a piece: each row makes room for the next one, and keeps its upload for another time. */
static void
test_crumbs_do_not_block (void)
{
  const BadManners manners = { .post = CREATED, .patch = { 204, { TUS }, .takes = TRUE, .nibbles = 1 } };
  g_autoptr (Desk) desk = desk_new (&manners, 10000);
  g_autofree char *first = desk_queue (desk), *second = desk_queue (desk);
  const char *const ids[] = { first, second };

  run_pass (desk, PARVIS_UPLOADER_DUE);
  g_assert_cmpuint (desk->tally.failed, ==, 2);
  g_assert_cmpuint (bad_server_requests (desk->server), ==, 2 * MAX_REQUESTS);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (ParvisOutboxEntry) entry = town_look (desk->outbox, ids[i]);

      assert_queued_again (desk, ids[i], 1);
      g_assert_nonnull (entry->upload_url);
    }
}

/* Nobody there: one knock, not one a row. */
static void
test_nobody_there (void)
{
  const BadManners manners = { .post = { 500 } };
  g_autoptr (Desk) desk = desk_new (&manners, 100);

  g_clear_pointer (&desk->server, bad_server_free); /* its port is free again */
  for (guint i = 0; i < 5; i++)
    g_free (desk_queue (desk));
  run_pass (desk, PARVIS_UPLOADER_DUE);
  g_assert_cmpuint (desk->tally.failed, ==, 1);
}

/* Times written by a clock that ran years ahead are not waited for. */
static void
test_clock_was_wrong (void)
{
  const BadManners manners = { .post = { 500 } };
  g_autoptr (Desk) desk = desk_new (&manners, 100);
  g_autofree char *id = desk_queue (desk);

  desk->now += 10LL * 365 * 86400;
  run_pass (desk, PARVIS_UPLOADER_DUE);
  g_assert_cmpuint (desk->tally.failed, ==, 1);
  desk->now -= 10LL * 365 * 86400;
  run_pass (desk, PARVIS_UPLOADER_DUE);
  g_assert_cmpuint (desk->tally.failed, ==, 1);
  assert_queued_again (desk, id, 2);
}

/* A server of another CA is not spoken to: no request reaches it. */
static void
test_wrong_server (void)
{
  const BadManners manners = { .post = CREATED };
  g_autoptr (Desk) desk = desk_new (&manners, 100), other = desk_new (&manners, 100);
  g_autofree char *id = desk_queue (desk);

  desk_turn_to (desk, bad_server_port (other->server));
  run_pass (desk, PARVIS_UPLOADER_DUE);
  g_assert_cmpuint (desk->tally.failed, ==, 1);
  g_assert_cmpuint (bad_server_requests (other->server), ==, 0);
  assert_queued_again (desk, id, 1);
}

/* An answer without end is cut off, not swallowed. */
static void
test_endless_answer (void)
{
  g_autofree char *body = g_strnfill (4 * 1024 * 1024, 'x');
  BadManners manners = { .post = { 500, { "Content-Type", "application/problem+json" }, body } };

  test_misbehaviour (&manners);
}

int
main (int argc, char **argv)
{
  static const char *const verdicts[] = { "conflict", "not-sealed", "too-large", "metadata" };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (misbehaviours); i++)
    {
      g_autofree char *path = g_strconcat ("/sync/uploader/misbehaviour/", misbehaviours[i].name, NULL);

      g_test_add_data_func (path, &misbehaviours[i].manners, test_misbehaviour);
    }
  for (guint i = 0; i < G_N_ELEMENTS (verdicts); i++)
    {
      g_autofree char *path = g_strconcat ("/sync/uploader/refused/", verdicts[i], NULL);

      g_test_add_data_func (path, verdicts[i], test_refused);
    }
  g_test_add_func ("/sync/uploader/endless-answer", test_endless_answer);
  g_test_add_func ("/sync/uploader/foreign-receipt", test_foreign_receipt);
  g_test_add_func ("/sync/uploader/retry-after", test_retry_after);
  g_test_add_func ("/sync/uploader/failing-rows", test_failing_rows_do_not_block);
  g_test_add_func ("/sync/uploader/crumbs", test_crumbs_do_not_block);
  g_test_add_func ("/sync/uploader/nobody-there", test_nobody_there);
  g_test_add_func ("/sync/uploader/clock-was-wrong", test_clock_was_wrong);
  g_test_add_func ("/sync/uploader/wrong-server", test_wrong_server);
  return g_test_run ();
}
