/* SPDX-License-Identifier: EUPL-1.2 */
#include <signal.h>
#include <string.h>
#include <sysexits.h>

#include "sync/asks-town.h"
#include "sync/hub/http/limit.h"

#define CODE "7F4K29QX"

static void
say_state (AsksTown *town, const char *state, const char *message)
{
  g_autofree char *said = town_run_hub (town->town, 0, "state", "--code", "7f4k-29qx", "--set", state,
                                        message != NULL ? "--message" : NULL, message, NULL);

  g_assert_nonnull (strstr (said, state));
}

static void
test_track (void)
{
  g_autoptr (AsksTown) town = asks_town_new (TRUE, FALSE);
  g_autofree char *unknown = asks_ask (town, PARVIS_ASK_TRACK, "{\"code\":\"" CODE "\"}", 0);
  g_autofree char *malformed = asks_ask (town, PARVIS_ASK_TRACK, "{\"code\":\"OOOO 0000\"}", 0);
  g_autofree char *known = NULL;

  g_assert_cmpstr (unknown, ==, "{\"known\":false}");
  g_assert_cmpstr (malformed, ==, unknown);
  say_state (town, "received", NULL);
  say_state (town, "waiting", "Il manque un justificatif de domicile.");
  known = asks_ask (town, PARVIS_ASK_TRACK, "{\"code\":\"7f4k 29qx\"}", 0);
  g_assert_true (g_str_has_prefix (known, "{\"known\":true,\"events\":[{\"at\":"));
  g_assert_nonnull (strstr (known, "\"state\":\"received\"}"));
  g_assert_nonnull (strstr (known, "\"state\":\"waiting\",\"message\":\"Il manque un justificatif de domicile.\""));
  asks_assert_nowhere (town, CODE, strlen (CODE)); /* database, its log, the hub's store, the journals */
  asks_assert_nowhere (town, "7f4k 29qx", 9);
}

static void
test_offline (void)
{
  g_autoptr (AsksTown) town = asks_town_new (FALSE, FALSE);

  asks_town_wait_online (town, FALSE);
  g_free (asks_ask (town, PARVIS_ASK_TRACK, "{\"code\":\"" CODE "\"}", PARVIS_ASK_ERROR_OFFLINE));
  asks_assert_nowhere (town, CODE, strlen (CODE));
}

/* The way there is known by event: there, gone in the middle of a question, there again. */
static void
test_contact (void)
{
  g_autoptr (AsksTown) town = asks_town_new (TRUE, TRUE);
  g_auto (ParvisContact) contact = { 0 };
  g_autofree char *id = NULL, *waiting = NULL, *json = NULL, *hello = NULL;
  g_autofree char *text = town_read (town->town, "hub.conf"), *fixed = NULL;
  g_autofree char *path = town_path (town->town, "hub.conf");
  g_auto (GStrv) parts = g_strsplit (text, "port=0", 2);
  g_autoptr (GError) error = NULL;

  asks_town_wait_online (town, TRUE);
  g_assert_true (parvis_contact_read (town->outbox, &contact, NULL));
  g_assert_cmpint (ABS (contact.last_contact - g_get_real_time () / G_USEC_PER_SEC), <, 60);
  json = g_strdup_printf ("{\"slot\":\"%032d\",\"after\":0}", 0);
  waiting = asks_put (town, PARVIS_ASK_SLOT_NEXT, json, 60); /* no such slot */
  g_assert_null (asks_take (town, waiting, &error));
  g_assert_error (error, PARVIS_ASK_ERROR, PARVIS_ASK_ERROR_GONE);
  town_stop_hub (town->town, SIGKILL);
  g_free (asks_ask (town, PARVIS_ASK_TRACK, "{\"code\":\"" CODE "\"}", PARVIS_ASK_ERROR_OFFLINE));
  asks_town_wait_online (town, FALSE);
  fixed = g_strdup_printf ("%sport=%u%s", parts[0], town->town->hub_port, parts[1]);
  g_assert_true (g_file_set_contents (path, fixed, -1, NULL));
  town_start_hub (town->town);
  id = asks_put (town, PARVIS_ASK_HELLO, "{}", 60);
  asks_town_wait_online (town, TRUE);
}

/* Wrong guesses run out, however they are spelt; then even a right one has to wait. */
static void
test_guessing (void)
{
  g_autoptr (AsksTown) town = asks_town_new (TRUE, FALSE);

  say_state (town, "done", NULL);
  for (guint i = 0; i < PARVIS_HUB_LIMIT_BURST; i++)
    {
      g_free (asks_ask (town, PARVIS_ASK_TRACK, i % 2 ? "{\"code\":\"????\"}" : "{\"code\":\"22223333\"}", 0));
      g_free (asks_ask (town, PARVIS_ASK_TRACK, "{\"code\":\"" CODE "\"}",
                        i + 1 < PARVIS_HUB_LIMIT_BURST ? 0 : PARVIS_ASK_ERROR_TOO_MANY));
    }
  g_free (asks_ask (town, PARVIS_ASK_TRACK, "{\"code\":\"22223333\"}", PARVIS_ASK_ERROR_TOO_MANY));
}

static void
test_limit (void)
{
  g_autoptr (ParvisHubLimit) limit = parvis_hub_limit_new ();

  for (guint i = 0; i < PARVIS_HUB_LIMIT_BURST; i++)
    {
      g_assert_cmpuint (parvis_hub_limit_wait (limit, "borne-1", 1000), ==, 0);
      parvis_hub_limit_miss (limit, "borne-1", 1000);
    }
  g_assert_cmpuint (parvis_hub_limit_wait (limit, "borne-1", 1000), ==, PARVIS_HUB_LIMIT_SECONDS);
  g_assert_cmpuint (parvis_hub_limit_wait (limit, "borne-2", 1000), ==, 0);
  g_assert_cmpuint (parvis_hub_limit_wait (limit, "borne-1", 1000 + PARVIS_HUB_LIMIT_SECONDS - 1), ==, 1);
  g_assert_cmpuint (parvis_hub_limit_wait (limit, "borne-1", 1000 + PARVIS_HUB_LIMIT_SECONDS), ==, 0);
  parvis_hub_limit_miss (limit, "borne-1", 1000 + PARVIS_HUB_LIMIT_SECONDS);
  g_assert_cmpuint (parvis_hub_limit_wait (limit, "borne-1", 1000 + PARVIS_HUB_LIMIT_SECONDS), ==,
                    PARVIS_HUB_LIMIT_SECONDS);
}

/* A row that nobody takes (a kiosk that was killed) dies by itself, and was never more than sealed bytes. */
static void
test_expiry (void)
{
  g_autoptr (AsksTown) town = asks_town_new (TRUE, FALSE);
  g_autofree char *id = asks_put (town, PARVIS_ASK_TRACK, "{\"code\":\"" CODE "\"}", 1);
  g_autoptr (ParvisParcel) parcel = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;
  gint64 next = 0;

  asks_assert_nowhere (town, CODE, strlen (CODE));
  while (next != G_MAXINT64)
    {
      g_clear_pointer (&rows, g_ptr_array_unref);
      g_main_context_iteration (NULL, TRUE); /* parvis-syncd deletes it: an event of the outbox */
      rows = parvis_ask_list (town->outbox, g_get_real_time () / G_USEC_PER_SEC - 100, &next,
                              &error); /* to us it has not */
      g_assert_no_error (error);
    }
  parcel = asks_take (town, id, &error);
  g_assert_null (parcel);
  g_assert_error (error, PARVIS_ASK_ERROR, PARVIS_ASK_ERROR_GONE);
}

/* An ask that was sealed to a parvis-syncd that died is told so by the next one; one that ended well says at once that
 * it does not listen. */
static void
test_syncd_dies (void)
{
  g_autoptr (AsksTown) town = asks_town_new (TRUE, FALSE);
  g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);
  g_autofree char *id = NULL, *none = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) gone = NULL;

  asks_town_wait_online (town, TRUE);
  asks_town_stop_syncd (town, SIGKILL);
  id = asks_put (town, PARVIS_ASK_TRACK, "{\"code\":\"" CODE "\"}", 60);
  g_assert_false (parvis_ask_is_settled (town->outbox, id));
  asks_town_start_syncd (town);
  g_assert_null (asks_take (town, id, &error));
  g_assert_error (error, PARVIS_ASK_ERROR, PARVIS_ASK_ERROR_OFFLINE);
  asks_town_stop_syncd (town, SIGTERM);
  g_assert_false (parvis_ask_put (town->outbox, PARVIS_ASK_TRACK, body, town->key, 60, &none, &gone));
  g_assert_error (gone, PARVIS_ASK_ERROR, PARVIS_ASK_ERROR_OFFLINE);
}

static void
test_bounds (void)
{
  g_autoptr (AsksTown) town = asks_town_new (FALSE, FALSE);
  g_autofree char *long_text = g_strnfill (PARVIS_ASK_MAX_BODY + 1, 'x');
  g_autoptr (GBytes) long_body = g_bytes_new (long_text, PARVIS_ASK_MAX_BODY + 1);
  g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);
  g_autoptr (GError) too_long = NULL;
  g_autoptr (GError) too_many = NULL;
  g_autofree char *id = NULL;
  gboolean more = TRUE;
  guint rows = 0;

  g_assert_false (parvis_ask_put (town->outbox, PARVIS_ASK_TRACK, long_body, town->key, 60, &id, &too_long));
  g_assert_error (too_long, PARVIS_ASK_ERROR, PARVIS_ASK_ERROR_REFUSED);
  asks_town_stop_syncd (town, SIGKILL);
  for (; more; rows++)
    {
      more = parvis_ask_put (town->outbox, PARVIS_ASK_TRACK, body, town->key, 60, &id, &too_many);
      g_clear_pointer (&id, g_free);
    }
  g_assert_cmpuint (rows, ==, PARVIS_ASK_MAX_ROWS + 1);
  g_assert_error (too_many, PARVIS_ASK_ERROR, PARVIS_ASK_ERROR_TOO_MANY);
  g_assert_true (parvis_ask_clear (town->outbox, NULL));
  g_assert_true (parvis_ask_put (town->outbox, PARVIS_ASK_TRACK, body, town->key, 60, &id, NULL));
}

/* A message is one line that can be shown; anything else is refused and nothing is kept. */
static void
test_state_refuses (void)
{
  g_autoptr (Town) town = town_new ();
  g_autofree char *long_text = g_strnfill (401, 'x');
  const struct
  {
    int status;
    const char *arguments[8];
  } bad[] = { { EX_USAGE, { "state", "--code", "7F4K 29Q" } },
              { EX_USAGE, { "state", "--code", CODE, "--set", "perdu" } },
              { EX_USAGE, { "state", "--code", CODE, "--message", "x" } },
              { EXIT_FAILURE, { "state", "--code", CODE, "--set", "done", "--message", "a\nb" } },
              { EXIT_FAILURE, { "state", "--code", CODE, "--set", "done", "--message", long_text } } };
  g_autofree char *said = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *why = town_run (town, "parvis-hub", NULL, bad[i].status, bad[i].arguments);

      g_assert_true (g_str_has_prefix (why, "parvis-hub : "));
    }
  said = town_run_hub (town, 0, "state", "--code", CODE, NULL);
  g_assert_cmpstr (said, ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/asks/track", test_track);
  g_test_add_func ("/asks/offline", test_offline);
  g_test_add_func ("/asks/contact", test_contact);
  g_test_add_func ("/asks/guessing", test_guessing);
  g_test_add_func ("/asks/limit", test_limit);
  g_test_add_func ("/asks/expiry", test_expiry);
  g_test_add_func ("/asks/syncd-dies", test_syncd_dies);
  g_test_add_func ("/asks/bounds", test_bounds);
  g_test_add_func ("/asks/state-refuses", test_state_refuses);
  return g_test_run ();
}
