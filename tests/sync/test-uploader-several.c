/* SPDX-License-Identifier: EUPL-1.2
 *
 * Several rows under way together, and a server to which that makes a difference: it takes no second connection, asks
 * for patience while others still wait, gives way to a portal. No row is the worse for another, and what the server
 * asked for holds.
 */
#include <microhttpd.h>
#include <string.h>

#include "sync/base/digest.h"
#include "sync/delivery/uploader.h"
#include "sync/net/retry.h"
#include "sync/seal/receipt.h"
#include "sync/town.h"

#define ROWS     6
#define TOGETHER 3 /* rows under way, once one has arrived */
#define PATIENCE 300

/* The server ---------------------------------------------------------------------------------------- */

typedef struct _Crowd Crowd;

/* What the one who asks for the receipt of the row that came as the @nth (from 0) is told; 0: wait. Receipts: 200. */
typedef guint (*CrowdVerdict) (Crowd *self, guint nth);

struct _Crowd
{
  const Town *town;
  CrowdVerdict verdict;
  struct MHD_Daemon *daemon;
  GMutex mutex; /* of all below */
  GPtrArray *ids, *bodies;
  GPtrArray *silent; /* connections that wait */
  guint connections, most, turned_away;
  guint gathered; /* the most that waited at once */
  guint told;     /* verdicts */
  gboolean ending;
};

typedef struct
{
  GByteArray *body;
} Request;

static gint
find (Crowd *self, const char *path)
{
  for (guint i = 0; i < self->ids->len; i++)
    if (strstr (path, self->ids->pdata[i]) != NULL)
      return (gint) i;
  return -1;
}

static enum MHD_Result
answer (struct MHD_Connection *connection, guint status, const char *name, const char *value, const char *body)
{
  struct MHD_Response *response = MHD_create_response_from_buffer (strlen (body), (void *) body, MHD_RESPMEM_MUST_COPY);
  enum MHD_Result result;

  MHD_add_response_header (response, "Tus-Resumable", "1.0.0");
  MHD_add_response_header (response, name, value);
  result = MHD_queue_response (connection, status, response);
  MHD_destroy_response (response);
  return result;
}

/* "submission BASE64,..." */
static enum MHD_Result
create (Crowd *self, struct MHD_Connection *connection)
{
  const char *metadata = MHD_lookup_connection_value (connection, MHD_HEADER_KIND, "Upload-Metadata");
  g_auto (GStrv) parts = g_strsplit_set (metadata, " ,", 3);
  gsize size;
  g_autofree guchar *id = g_base64_decode (parts[1], &size);
  g_autofree char *name = g_strndup ((const char *) id, size);
  g_autofree char *location = g_strconcat ("/v1/uploads/", name, NULL);

  if (find (self, name) < 0)
    {
      g_ptr_array_add (self->ids, g_steal_pointer (&name));
      g_ptr_array_add (self->bodies, g_byte_array_new ());
    }
  return answer (connection, 201, "Location", location, "");
}

static enum MHD_Result
take (Crowd *self, struct MHD_Connection *connection, const char *path, const Request *request)
{
  GByteArray *whole = self->bodies->pdata[find (self, path)];
  g_autofree char *offset = NULL;

  if (request->body->len > 0)
    g_byte_array_append (whole, request->body->data, request->body->len);
  offset = g_strdup_printf ("%u", whole->len);
  return answer (connection, request->body->len > 0 ? 204 : 200, "Upload-Offset", offset, "");
}

static enum MHD_Result
give_receipt (Crowd *self, struct MHD_Connection *connection, guint nth)
{
  const GByteArray *whole = self->bodies->pdata[nth];
  g_autofree char *certificate = town_path (self->town, "receipt.pem");
  g_autofree char *key = town_path (self->town, "receipt.key");
  g_autofree char *sum = parvis_sha256_data (whole->data, whole->len);
  g_autoptr (GBytes) receipt
      = parvis_receipt_make (self->ids->pdata[nth], sum, whole->len, 1800000000, certificate, key, NULL);
  g_autofree char *text = g_strndup (g_bytes_get_data (receipt, NULL), g_bytes_get_size (receipt));

  return answer (connection, 200, "Content-Type", "application/json", text);
}

static void
resume_silent (Crowd *self)
{
  for (guint i = 0; i < self->silent->len; i++)
    MHD_resume_connection (self->silent->pdata[i]);
  g_ptr_array_set_size (self->silent, 0);
}

static enum MHD_Result
give_verdict (Crowd *self, struct MHD_Connection *connection, const char *path)
{
  guint nth = (guint) find (self, path);
  guint status;

  self->gathered = MAX (self->gathered, self->silent->len + 1);
  status = self->ending ? 500 : self->verdict (self, nth);
  if (status == 0)
    {
      if (self->gathered == TOGETHER && self->told == 1)
        resume_silent (self);
      MHD_suspend_connection (connection);
      g_ptr_array_add (self->silent, connection);
      return MHD_YES;
    }
  self->told++;
  resume_silent (self); /* what is so now may be what they waited for */
  if (status == 200)
    return give_receipt (self, connection, nth);
  if (status == 302)
    return answer (connection, 302, "Location", "http://portail.example/", "");
  return answer (connection, status, "Retry-After", G_STRINGIFY (PATIENCE), "");
}

static enum MHD_Result
dispatch (Crowd *self, struct MHD_Connection *connection, const char *path, const char *method, const Request *request)
{
  if (g_str_equal (method, "POST"))
    return create (self, connection);
  if (g_str_equal (method, "PATCH") || g_str_equal (method, "HEAD"))
    return take (self, connection, path, request);
  if (g_str_equal (method, "GET"))
    return give_verdict (self, connection, path);
  return answer (connection, 204, "Tus-Version", "1.0.0", "");
}

static enum MHD_Result
on_request (void *user_data, struct MHD_Connection *connection, const char *path, const char *method,
            const char *version, const char *data, size_t *size, void **state)
{
  Crowd *self = user_data;
  Request *request = *state;
  enum MHD_Result result;

  if (request == NULL)
    {
      request = *state = g_new0 (Request, 1);
      request->body = g_byte_array_new ();
      return MHD_YES;
    }
  if (*size > 0)
    {
      g_byte_array_append (request->body, (const guint8 *) data, (guint) *size);
      *size = 0;
      return MHD_YES;
    }
  g_mutex_lock (&self->mutex);
  result = dispatch (self, connection, path, method, request);
  g_mutex_unlock (&self->mutex);
  return result;
}

static void
on_completed (void *user_data, struct MHD_Connection *connection, void **state, enum MHD_RequestTerminationCode how)
{
  Request *request = *state;

  if (request != NULL)
    g_byte_array_unref (request->body);
  g_clear_pointer (state, g_free);
}

static enum MHD_Result
on_accept (void *user_data, const struct sockaddr *address, socklen_t size)
{
  Crowd *self = user_data;
  gboolean welcome;

  g_mutex_lock (&self->mutex);
  welcome = self->connections < self->most;
  if (!welcome)
    {
      self->turned_away++;
      resume_silent (self);
    }
  g_mutex_unlock (&self->mutex);
  return welcome ? MHD_YES : MHD_NO;
}

static void
on_connection (void *user_data, struct MHD_Connection *connection, void **state,
               enum MHD_ConnectionNotificationCode what)
{
  Crowd *self = user_data;

  g_mutex_lock (&self->mutex);
  self->connections += what == MHD_CONNECTION_NOTIFY_STARTED ? 1 : (guint) -1;
  g_mutex_unlock (&self->mutex);
}

static void
body_free (gpointer body)
{
  g_byte_array_unref (body);
}

static Crowd *
crowd_new (const Town *town, guint most, CrowdVerdict verdict)
{
  Crowd *self = g_new0 (Crowd, 1);
  g_autofree char *certificate = town_read (town, "server.pem");
  g_autofree char *key = town_read (town, "server.key");

  self->town = town;
  self->most = most;
  self->verdict = verdict;
  self->ids = g_ptr_array_new_with_free_func (g_free);
  self->bodies = g_ptr_array_new_with_free_func (body_free);
  self->silent = g_ptr_array_new ();
  g_mutex_init (&self->mutex);
  self->daemon = MHD_start_daemon (MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_TLS | MHD_ALLOW_SUSPEND_RESUME, 0,
                                   on_accept, self, on_request, self, MHD_OPTION_HTTPS_MEM_CERT, certificate,
                                   MHD_OPTION_HTTPS_MEM_KEY, key, MHD_OPTION_NOTIFY_COMPLETED, on_completed, NULL,
                                   MHD_OPTION_NOTIFY_CONNECTION, on_connection, self, MHD_OPTION_END);
  g_assert_nonnull (self->daemon);
  return self;
}

static void
crowd_free (Crowd *self)
{
  g_mutex_lock (&self->mutex);
  self->ending = TRUE;
  resume_silent (self);
  g_mutex_unlock (&self->mutex);
  MHD_stop_daemon (self->daemon);
  g_ptr_array_unref (self->ids);
  g_ptr_array_unref (self->bodies);
  g_ptr_array_unref (self->silent);
  g_mutex_clear (&self->mutex);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Crowd, crowd_free)

/* The kiosk ----------------------------------------------------------------------------------------- */

typedef struct
{
  ParvisUploader *uploader;
  ParvisUploaderTally tally;
  gint64 wake; /* seconds from now */
  gboolean done;
} Desk;

static const gint64 desk_today = 1800000000;

static gint64
desk_now (gpointer user_data)
{
  return desk_today;
}

static double
desk_chance (gpointer user_data)
{
  return 0.5;
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
on_said (const char *id, ParvisSubmissionState state, const char *why, gpointer user_data)
{
  g_test_message ("%s %s", parvis_submission_state_to_string (state), why != NULL ? why : "");
}

/* ROWS rows, and one pass with them. */
static Desk
run_pass (const Town *town, Crowd *crowd)
{
  const ParvisRetryEnvironment environment = { desk_now, desk_chance, NULL };
  const ParvisUploaderOptions options
      = { &environment, .connect_timeout = 120, .silence_timeout = 120, .said = on_said };
  g_autoptr (ParvisOutbox) outbox = town_outbox (town);
  g_autoptr (ParvisConfig) config
      = town_kiosk (town, MHD_get_daemon_info (crowd->daemon, MHD_DAEMON_INFO_BIND_PORT)->port);
  g_autoptr (ParvisUploader) uploader = parvis_uploader_new (config, outbox, &options);
  g_autoptr (GBytes) envelope = town_envelope (town, 100);
  Desk desk = { uploader };

  for (guint i = 0; i < ROWS; i++)
    g_free (town_queue (outbox, envelope));
  parvis_uploader_pass_async (uploader, PARVIS_UPLOADER_DUE, NULL, on_passed, &desk);
  while (!desk.done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (parvis_uploader_wake_time (uploader, &desk.wake, NULL));
  desk.wake -= desk_today;
  g_test_message ("%u delivered, %u queued again, next in %" G_GINT64_FORMAT " s", desk.tally.delivered,
                  desk.tally.failed, desk.wake);
  return desk;
}

/* A second connection is closed as soon as it comes. The second row waits until that was so. */
static guint
verdict_of_one_at_a_time (Crowd *self, guint nth)
{
  return nth == 1 && self->turned_away == 0 ? 0 : 200;
}

static void
test_one_connection (void)
{
  g_autoptr (Town) town = town_new ();
  g_autoptr (Crowd) crowd = crowd_new (town, 1, verdict_of_one_at_a_time);
  Desk desk = run_pass (town, crowd);

  g_assert_cmpuint (desk.tally.delivered, ==, ROWS);
  g_assert_cmpuint (crowd->turned_away, >=, 1);
  g_assert_cmpuint (crowd->turned_away, <, TOGETHER); /* tried by those that were under way, and not by each row */
}

/* Once three wait, one after the other: patience is asked for, a portal answers, a row has arrived. */
static guint
verdict_of_patience (Crowd *self, guint nth)
{
  static const guint verdicts[] = { 200, 503, 302, 200, 200, 200 };

  return nth > 0 && (self->gathered < TOGETHER || self->told < nth) ? 0 : verdicts[nth];
}

static void
test_patience (void)
{
  g_autoptr (Town) town = town_new ();
  g_autoptr (Crowd) crowd = crowd_new (town, G_MAXUINT, verdict_of_patience);
  Desk desk = run_pass (town, crowd);

  g_assert_cmpuint (desk.tally.delivered, >=, 2);
  g_assert_cmpuint (desk.tally.failed, ==, 2);
  g_assert_cmpint (desk.wake, >=, PATIENCE);
}

/* Once three wait, a portal answers all, and then the one that looks alone: that is one look that tells, not three. */
static guint
verdict_of_portal (Crowd *self, guint nth)
{
  return nth == 0 ? 200 : self->gathered < TOGETHER ? 0 : 302;
}

static void
test_portal (void)
{
  g_autoptr (Town) town = town_new ();
  g_autoptr (Crowd) crowd = crowd_new (town, G_MAXUINT, verdict_of_portal);
  Desk desk = run_pass (town, crowd);

  g_assert_cmpuint (desk.tally.delivered, ==, 1);
  g_assert_cmpuint (desk.tally.failed, ==, TOGETHER + 1);
  g_assert_cmpint (desk.wake, >, 0);
  g_assert_cmpint (desk.wake, <=, 1 + PARVIS_RETRY_BASE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/uploader-several/one-connection", test_one_connection);
  g_test_add_func ("/sync/uploader-several/patience", test_patience);
  g_test_add_func ("/sync/uploader-several/portal", test_portal);
  return g_test_run ();
}
