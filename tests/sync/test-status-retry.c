/* SPDX-License-Identifier: EUPL-1.2
 *
 * A central server that does not take the kiosk's status: how often it is asked in an hour, by a clock of our own,
 * while everything that makes parvis-syncd look does so every few seconds.
 */
#include "sync/bad-server.h"
#include "sync/status/status.h"

#define HOUR 3600
#define STEP 5 /* seconds between two looks */

typedef struct
{
  gint64 now;
  gboolean planned;
} Clock;

static gint64
clock_now (gpointer user_data)
{
  return ((const Clock *) user_data)->now;
}

static double
clock_chance (gpointer user_data)
{
  return 0; /* the shortest wait there is */
}

static void
on_planned (gpointer user_data)
{
  ((Clock *) user_data)->planned = TRUE;
}

typedef struct
{
  const char *name;
  BadAnswer answer;
  gboolean hurried; /* the way opens again every minute, too */
  gint64 gap;       /* seconds between two reports, at least */
  guint most;       /* reports in an hour */
} Case;

#define TUS        "Tus-Resumable", "1.0.0"
#define PROBLEM    "Content-Type", "application/problem+json"
#define TYPE(word) "{\"type\":\"urn:parvis:problem:" word "\"}"

static const Case cases[] = {
  { "refused", { 400, { TUS, PROBLEM }, TYPE ("request") }, TRUE, PARVIS_RETRY_CAP, 4 },
  { "denied", { 403, { TUS } }, TRUE, PARVIS_RETRY_CAP, 4 },
  { "unknown", { 404, { TUS, PROBLEM }, TYPE ("unknown") }, TRUE, HOUR, 1 },
  { "revoked", { 403, { TUS, PROBLEM }, TYPE ("revoked") }, FALSE, PARVIS_RETRY_CAP, 4 },
  { "broken", { 500, { TUS } }, FALSE, PARVIS_STATUS_BUSY_PAUSE, 60 },
  { "later", { 503, { TUS, "Retry-After", "2000" } }, FALSE, 2000, 2 },
  { "somebody-else", { 200, { "Content-Type", "text/html" }, "<html>" }, FALSE, PARVIS_RETRY_CAP, 4 },
};

/* Returns once nothing is under way. */
static void
settle (ParvisStatus *status, Clock *clock)
{
  clock->planned = FALSE;
  parvis_status_look (status);
  while (parvis_status_due (status) == G_MAXINT64)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_case (gconstpointer user_data)
{
  const Case *it = user_data;
  const BadManners manners = { .post = it->answer };
  Clock clock = { .now = g_get_real_time () / G_USEC_PER_SEC };
  const ParvisRetryEnvironment environment = { clock_now, clock_chance, &clock };
  g_autoptr (Town) town = town_new ();
  g_autoptr (ParvisOutbox) outbox = town_outbox (town);
  g_autoptr (BadServer) server = bad_server_new (town, &manners);
  g_autoptr (ParvisConfig) config = town_kiosk (town, bad_server_port (server));
  g_autoptr (ParvisJournal) journal = parvis_journal_new (parvis_config_journal_path (config), "test");
  g_autoptr (ParvisStatus) status = parvis_status_new (config, outbox, journal, &environment, on_planned, &clock);
  gint64 last = 0;
  guint asked = 0;

  for (guint second = 0; second < HOUR; second += STEP, clock.now += STEP)
    {
      if (it->hurried && second % 60 == 0)
        parvis_status_hurry (status);
      settle (status, &clock);
      if (bad_server_requests (server) == asked)
        continue;
      g_assert_true (clock.planned);
      g_assert_cmpint (parvis_status_due (status), >=, clock.now + it->gap);
      g_assert_cmpuint (bad_server_requests (server), ==, asked + 1);
      if (asked++ > 0)
        g_assert_cmpint (clock.now - last, >=, it->gap);
      last = clock.now;
    }
  g_test_message ("%u in an hour", asked);
  g_assert_cmpuint (asked, >=, 1);
  g_assert_cmpuint (asked, <=, it->most);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/status-retry/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  return g_test_run ();
}
