/* SPDX-License-Identifier: EUPL-1.2
 *
 * What the staff is told when submissions do not leave: whatever stands in the way, it is called by its name, the
 * submission is kept, one look at the server is enough for all of them, and the word is taken back when the way is
 * free.
 */
#include <openssl/pem.h>
#include <string.h>

#include "sync/bad-server.h"
#include "sync/queue/contact.h"
#include "sync/pki/crypto.h"
#include "sync/net/retry.h"
#include "sync/delivery/uploader.h"

#define TUS     "Tus-Resumable", "1.0.0"
#define PROBLEM "Content-Type", "application/problem+json"
#define HTML    "Content-Type", "text/html"
#define CREATED                                                                                                        \
  {                                                                                                                    \
    201, { TUS, "Location", "/v1/uploads/0123" }                                                                       \
  }
#define AT_0                                                                                                           \
  {                                                                                                                    \
    200, { TUS, "Upload-Offset", "0" }                                                                                 \
  }
#define DAY  86400
#define ROWS 3

typedef struct
{
  Town *town;
  ParvisOutbox *outbox;
  gint64 now;
  ParvisUploaderTally tally;
  gboolean done;
  ParvisUploader *uploader;
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

static void
desk_init (Desk *desk)
{
  g_autoptr (GBytes) envelope = NULL;

  *desk = (Desk){ .town = town_new (), .now = g_get_real_time () / G_USEC_PER_SEC };
  desk->outbox = town_outbox (desk->town);
  envelope = town_envelope (desk->town, 100);
  for (guint i = 0; i < ROWS; i++)
    g_free (town_queue (desk->outbox, envelope));
}

static void
desk_clear (Desk *desk)
{
  parvis_outbox_free (desk->outbox);
  town_free (desk->town);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Desk, desk_clear)

static void
on_passed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Desk *desk = user_data;
  g_autoptr (GError) error = NULL;

  g_assert_true (parvis_uploader_pass_finish (desk->uploader, result, &desk->tally, &error));
  g_assert_no_error (error);
  desk->done = TRUE;
}

/* Returns when the uploader wants to be woken again. */
static gint64
run_pass (Desk *desk, guint port, ParvisUploaderScope scope)
{
  ParvisRetryEnvironment environment = { desk_now, desk_chance, desk };
  ParvisUploaderOptions options = { &environment, .connect_timeout = 30, .silence_timeout = 30 };
  g_autoptr (ParvisConfig) config = town_kiosk (desk->town, port);
  g_autoptr (ParvisUploader) uploader = parvis_uploader_new (config, desk->outbox, &options);
  gint64 at;

  desk->uploader = uploader;
  desk->done = FALSE;
  parvis_uploader_pass_async (uploader, scope, NULL, on_passed, desk);
  while (!desk->done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (parvis_uploader_wake_time (uploader, &at, NULL));
  return at;
}

static void
read_trouble (Desk *desk, ParvisTrouble *trouble)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (parvis_trouble_read (desk->outbox, trouble, &error));
  g_assert_no_error (error);
}

static void
assert_trouble (Desk *desk, ParvisTroubleKind kind)
{
  g_auto (ParvisTrouble) trouble = { 0 };
  g_autofree char *words = NULL;

  read_trouble (desk, &trouble);
  words = parvis_trouble_describe (&trouble);
  g_test_message ("%s (%s)", words, trouble.detail);
  g_assert_cmpstr (parvis_trouble_kind_to_string (trouble.kind), ==, parvis_trouble_kind_to_string (kind));
  g_assert_true ((kind == PARVIS_TROUBLE_NONE) == (words == NULL));
}

/* Each case --------------------------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  ParvisTroubleKind kind;
  gboolean one_look; /* it is the same for every row */
  BadManners manners;
} Case;

static const Case cases[] = {
  { "portal/page", PARVIS_TROUBLE_PORTAL, TRUE, { .post = { 200, { HTML }, "<html>Bienvenue</html>" } } },
  { "portal/redirect", PARVIS_TROUBLE_PORTAL, TRUE, { .post = { 302, { "Location", "http://portail.example/" } } } },
  { "portal/511", PARVIS_TROUBLE_PORTAL, TRUE, { .post = { 511, { HTML }, "<html>" } } },
  { "portal/in-the-receipts-place",
    PARVIS_TROUBLE_PORTAL,
    TRUE,
    { .post = CREATED, .head = AT_0, .patch = { 204, { TUS }, .takes = TRUE }, .get = { 200, { HTML }, "<html>" } } },
  { "certificate/not-enrolled",
    PARVIS_TROUBLE_CERTIFICATE,
    TRUE,
    { .post = { 403, { TUS, PROBLEM }, "{\"type\":\"urn:parvis:problem:certificate\"}" } } },
  { "certificate/revoked",
    PARVIS_TROUBLE_CERTIFICATE,
    TRUE,
    { .post = { 403, { TUS, PROBLEM }, "{\"type\":\"urn:parvis:problem:revoked\"}" } } },
  { "certificate/401", PARVIS_TROUBLE_CERTIFICATE, TRUE, { .post = { 401 } } },
  { "closed",
    PARVIS_TROUBLE_CLOSED,
    TRUE,
    { .post = { 503, { TUS, PROBLEM, "Retry-After", "600" }, "{\"type\":\"urn:parvis:problem:closed\"}" } } },
  { "server/500", PARVIS_TROUBLE_SERVER, FALSE, { .post = { 500 } } },
  { "server/wrong-address", PARVIS_TROUBLE_SERVER, FALSE, { .post = { 404 } } },
  { "network/cut", PARVIS_TROUBLE_NETWORK, FALSE, { .post = CREATED, .head = AT_0, .patch = { 204, .cuts = TRUE } } },
};

static void
test_case (gconstpointer user_data)
{
  const Case *it = user_data;
  g_auto (Desk) desk = { 0 };
  g_autoptr (BadServer) server = NULL;
  g_auto (ParvisTrouble) first = { 0 }, second = { 0 };
  gint64 began;

  desk_init (&desk);
  server = bad_server_new (desk.town, &it->manners);
  began = desk.now;
  run_pass (&desk, bad_server_port (server), PARVIS_UPLOADER_ALL);
  g_assert_cmpuint (desk.tally.failed, ==, it->one_look ? 1 : ROWS);
  g_assert_cmpuint (desk.tally.refused, ==, 0);
  assert_trouble (&desk, it->kind);
  read_trouble (&desk, &first);
  g_assert_cmpint (first.since, ==, began);
  desk.now += DAY; /* it lasts: since then, not since now */
  run_pass (&desk, bad_server_port (server), PARVIS_UPLOADER_ALL);
  read_trouble (&desk, &second);
  g_assert_cmpint (second.since, ==, began);
  town_start_hub (desk.town);
  run_pass (&desk, desk.town->hub_port, PARVIS_UPLOADER_ALL);
  g_assert_cmpuint (desk.tally.delivered, ==, ROWS);
  assert_trouble (&desk, PARVIS_TROUBLE_NONE);
}

/* Closed until then: one look then, whatever the rows' own times say. */
static void
test_closed_is_waited_for (void)
{
  const BadManners manners
      = { .post = { 503, { TUS, PROBLEM, "Retry-After", "600" }, "{\"type\":\"urn:parvis:problem:closed\"}" } };
  g_auto (Desk) desk = { 0 };
  g_autoptr (BadServer) server = NULL;
  gint64 at;

  desk_init (&desk);
  server = bad_server_new (desk.town, &manners);
  at = run_pass (&desk, bad_server_port (server), PARVIS_UPLOADER_DUE);
  g_assert_cmpint (at, >=, desk.now + 600);
  g_assert_cmpint (at, <=, desk.now + 700);
  g_assert_cmpuint (bad_server_requests (server), ==, 1);
}

/* What is refused is set aside, and the next one has its turn; the staff finds it in the queue, not here. */
static void
test_refused_is_no_trouble (void)
{
  const BadManners manners = { .post = { 413, { TUS, PROBLEM }, "{\"type\":\"urn:parvis:problem:too-large\"}" } };
  g_auto (Desk) desk = { 0 };
  g_autoptr (BadServer) server = NULL;

  desk_init (&desk);
  server = bad_server_new (desk.town, &manners);
  run_pass (&desk, bad_server_port (server), PARVIS_UPLOADER_DUE);
  g_assert_cmpuint (desk.tally.refused, ==, ROWS);
  assert_trouble (&desk, PARVIS_TROUBLE_NONE);
}

static void
test_somebody_elses_tls (void)
{
  const BadManners manners = { .post = { 201, { TUS } } };
  g_autoptr (Town) other = town_new ();
  g_autoptr (BadServer) server = bad_server_new (other, &manners);
  g_auto (Desk) desk = { 0 };

  desk_init (&desk);
  run_pass (&desk, bad_server_port (server), PARVIS_UPLOADER_DUE);
  g_assert_cmpuint (bad_server_requests (server), ==, 0);
  g_assert_cmpuint (desk.tally.failed, ==, 1);
  assert_trouble (&desk, PARVIS_TROUBLE_PORTAL);
}

/* The clock --------------------------------------------------------------------------------------- */

/* NAME.pem: the town's server certificate, good from @from to @until (seconds from now). */
static void
issue_for (const Town *town, const char *name, gint64 from, gint64 until)
{
  g_autofree char *server = town_path (town, "server.pem"), *ca = town_path (town, "ca.key");
  g_autofree char *file = g_strconcat (name, ".pem", NULL), *path = town_path (town, file);
  g_autoptr (X509) certificate = parvis_crypto_load_certificate (server, NULL, NULL);
  g_autoptr (EVP_PKEY) key = parvis_crypto_load_key (ca, NULL);
  g_autoptr (BIO) out = BIO_new_file (path, "w");

  g_assert_nonnull (X509_gmtime_adj (X509_getm_notBefore (certificate), (long) from));
  g_assert_nonnull (X509_gmtime_adj (X509_getm_notAfter (certificate), (long) until));
  g_assert_cmpint (X509_sign (certificate, key, EVP_sha256 ()), >, 0);
  g_assert_cmpint (PEM_write_bio_X509 (out, certificate), ==, 1);
}

/* RFC 9110 §5.6.7, @offset seconds from now. (transfer full) */
static char *
date_at (gint64 offset)
{
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_utc (g_get_real_time () / G_USEC_PER_SEC + offset);

  return g_date_time_format (at, "%a, %d %b %Y %H:%M:%S GMT");
}

typedef struct
{
  const char *name;
  gint64 from, until; /* of the server's certificate, from now */
  gint64 date;        /* what the server says it is, from now */
  ParvisTroubleKind kind;
} ClockCase;

static const ClockCase clock_cases[] = {
  { "slow", 300 * DAY, 400 * DAY, 350 * DAY, PARVIS_TROUBLE_CLOCK },
  { "fast", -400 * DAY, -300 * DAY, -350 * DAY, PARVIS_TROUBLE_CLOCK },
  { "expired", -40 * DAY, -1 * DAY, 0, PARVIS_TROUBLE_CERTIFICATE },
};

static void
test_clock (gconstpointer user_data)
{
  const ClockCase *it = user_data;
  g_autofree char *date = date_at (it->date);
  BadManners manners = { .post = { 201, { TUS } }, .head = { 403, { "Date", date } }, .certificate = "dated" };
  g_auto (ParvisTrouble) trouble = { 0 };
  g_autoptr (BadServer) server = NULL;
  g_auto (Desk) desk = { 0 };

  desk_init (&desk);
  issue_for (desk.town, "dated", it->from, it->until);
  server = bad_server_new (desk.town, &manners);
  run_pass (&desk, bad_server_port (server), PARVIS_UPLOADER_DUE);
  g_assert_cmpuint (desk.tally.failed, ==, 1);
  g_assert_cmpuint (bad_server_requests (server), ==, 1); /* the time, and not a byte of a submission */
  assert_trouble (&desk, it->kind);
  read_trouble (&desk, &trouble);
  if (it->kind == PARVIS_TROUBLE_CLOCK)
    g_assert_cmpint (ABS (trouble.clock_offset - it->date), <, 60);
}

/* Somebody else's word about the time is not asked for. */
static void
test_clock_of_somebody_else (void)
{
  const BadManners manners = { .certificate = "dated" };
  g_autoptr (Town) other = town_new ();
  g_autoptr (BadServer) server = NULL;
  g_auto (Desk) desk = { 0 };

  desk_init (&desk);
  issue_for (other, "dated", 300 * DAY, 400 * DAY);
  server = bad_server_new (other, &manners);
  run_pass (&desk, bad_server_port (server), PARVIS_UPLOADER_DUE);
  g_assert_cmpuint (bad_server_requests (server), ==, 0);
  assert_trouble (&desk, PARVIS_TROUBLE_PORTAL);
}

/* Who tells --------------------------------------------------------------------------------------- */

static void
note (Desk *desk, ParvisTroubleTeller teller, ParvisTroubleKind kind, gint64 offset)
{
  const ParvisTrouble trouble = { .kind = kind, .detail = (char *) "x", .clock_offset = offset };
  g_autoptr (GError) error = NULL;

  g_assert_true (parvis_trouble_note (desk->outbox, teller, &trouble, desk->now, &error));
  g_assert_no_error (error);
}

static void
test_tellers (void)
{
  g_auto (Desk) desk = { 0 };
  g_auto (ParvisTrouble) trouble = { 0 };
  g_auto (ParvisContact) contact = { 0 };

  desk_init (&desk);
  note (&desk, PARVIS_TROUBLE_TOLD_BY_UPLOADER, PARVIS_TROUBLE_CLOSED, 0);
  note (&desk, PARVIS_TROUBLE_TOLD_BY_ASKER, PARVIS_TROUBLE_NONE, 0);
  assert_trouble (&desk, PARVIS_TROUBLE_CLOSED); /* the way is free: nothing said of what the server takes */
  note (&desk, PARVIS_TROUBLE_TOLD_BY_ASKER, PARVIS_TROUBLE_CLOCK, 4000);
  desk.now += 10;
  note (&desk, PARVIS_TROUBLE_TOLD_BY_ASKER, PARVIS_TROUBLE_CLOCK,
        4500); /* it drifts: the new difference, the old beginning */
  g_assert_true (parvis_contact_read (desk.outbox, &contact, NULL));
  g_assert_cmpint (contact.trouble.kind, ==, PARVIS_TROUBLE_CLOCK);
  g_assert_cmpint (contact.trouble.clock_offset, ==, 4500);
  g_assert_cmpint (contact.trouble.since, ==, desk.now - 10);
  g_assert_true (parvis_contact_set_certificate (desk.outbox, NULL, desk.now, NULL));
  assert_trouble (&desk, PARVIS_TROUBLE_CLOSED); /* of the way nothing is known any more */
}

/* The same kind, another remedy: what was revoked since is told. */
static void
test_another_remedy (void)
{
  const ParvisTrouble expired = { .kind = PARVIS_TROUBLE_CERTIFICATE, .detail = (char *) "certificate has expired" };
  const ParvisTrouble revoked
      = { .kind = PARVIS_TROUBLE_CERTIFICATE, .detail = (char *) "403: urn:parvis:problem:revoked" };
  g_auto (ParvisTrouble) first = { 0 }, second = { 0 };
  g_auto (Desk) desk = { 0 };

  desk_init (&desk);
  g_assert_true (parvis_trouble_note (desk.outbox, PARVIS_TROUBLE_TOLD_BY_UPLOADER, &expired, desk.now, NULL));
  read_trouble (&desk, &first);
  g_assert_false (parvis_trouble_is_revocation (&first));
  g_assert_true (parvis_trouble_note (desk.outbox, PARVIS_TROUBLE_TOLD_BY_UPLOADER, &revoked, desk.now + 10, NULL));
  read_trouble (&desk, &second);
  g_assert_true (parvis_trouble_is_revocation (&second));
  g_assert_cmpint (second.since, ==, desk.now);
}

static void
test_long_detail (void)
{
  g_autofree char *detail = g_strnfill (1000, 'x');
  g_autofree char *accents = g_strdup_printf ("%.*sé", PARVIS_TROUBLE_MAX_DETAIL - 1, detail);
  const ParvisTrouble trouble = { .kind = PARVIS_TROUBLE_SERVER, .detail = detail };
  const ParvisTrouble edge = { .kind = PARVIS_TROUBLE_SERVER, .detail = accents };
  g_auto (ParvisTrouble) read = { 0 }, other = { 0 };
  g_auto (Desk) desk = { 0 };

  desk_init (&desk);
  g_assert_true (parvis_trouble_note (desk.outbox, PARVIS_TROUBLE_TOLD_BY_ASKER, &trouble, desk.now, NULL));
  read_trouble (&desk, &read);
  g_assert_cmpuint (strlen (read.detail), ==, PARVIS_TROUBLE_MAX_DETAIL);
  note (&desk, PARVIS_TROUBLE_TOLD_BY_ASKER, PARVIS_TROUBLE_NONE, 0);
  g_assert_true (parvis_trouble_note (desk.outbox, PARVIS_TROUBLE_TOLD_BY_ASKER, &edge, desk.now, NULL));
  read_trouble (&desk, &other);
  g_assert_cmpuint (strlen (other.detail), ==, PARVIS_TROUBLE_MAX_DETAIL - 1); /* not half a letter */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/sync/trouble/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  for (guint i = 0; i < G_N_ELEMENTS (clock_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/sync/trouble/clock/", clock_cases[i].name, NULL);

      g_test_add_data_func (path, &clock_cases[i], test_clock);
    }
  g_test_add_func ("/sync/trouble/clock/somebody-else", test_clock_of_somebody_else);
  g_test_add_func ("/sync/trouble/closed-is-waited-for", test_closed_is_waited_for);
  g_test_add_func ("/sync/trouble/refused-is-none", test_refused_is_no_trouble);
  g_test_add_func ("/sync/trouble/somebody-elses-tls", test_somebody_elses_tls);
  g_test_add_func ("/sync/trouble/tellers", test_tellers);
  g_test_add_func ("/sync/trouble/another-remedy", test_another_remedy);
  g_test_add_func ("/sync/trouble/long-detail", test_long_detail);
  return g_test_run ();
}
