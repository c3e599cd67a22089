/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/net/retry.h"

#include <gio/gio.h>

#define NOW 1800000000 /* 2027-01-15 08:00:00 UTC */

static gint64
fixed_now (gpointer user_data)
{
  return NOW;
}

static double
fixed_chance (gpointer user_data)
{
  return *(double *) user_data;
}

static void
test_decisions (void)
{
  static const struct
  {
    ParvisDeliveryError code;
    ParvisRetryAction action;
    gboolean hold;
  } cases[] = {
    { PARVIS_DELIVERY_ERROR_UNREACHABLE, PARVIS_RETRY_LATER, TRUE },
    { PARVIS_DELIVERY_ERROR_UNTRUSTED, PARVIS_RETRY_LATER, TRUE },
    { PARVIS_DELIVERY_ERROR_INTERRUPTED, PARVIS_RETRY_LATER, FALSE },
    { PARVIS_DELIVERY_ERROR_STRANGE, PARVIS_RETRY_LATER, FALSE },
    { PARVIS_DELIVERY_ERROR_BUSY, PARVIS_RETRY_LATER, FALSE },
    { PARVIS_DELIVERY_ERROR_DENIED, PARVIS_RETRY_LATER, FALSE },
    { PARVIS_DELIVERY_ERROR_GONE, PARVIS_RETRY_RECREATE, FALSE },
    { PARVIS_DELIVERY_ERROR_OFFSET, PARVIS_RETRY_LATER, FALSE },
    { PARVIS_DELIVERY_ERROR_REFUSED, PARVIS_RETRY_NEVER, FALSE },
    { PARVIS_DELIVERY_ERROR_PORTAL, PARVIS_RETRY_LATER, TRUE },
    { PARVIS_DELIVERY_ERROR_CLOCK, PARVIS_RETRY_LATER, TRUE },
    { PARVIS_DELIVERY_ERROR_CLOSED, PARVIS_RETRY_LATER, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = g_error_new_literal (PARVIS_DELIVERY_ERROR, cases[i].code, "x");
      ParvisRetryDecision decision = parvis_retry_decide (error);

      g_assert_cmpint (decision.action, ==, cases[i].action);
      g_assert_cmpint (decision.hold, ==, cases[i].hold);
    }
}

/* What we do not know is never a reason to give a submission up. */
static void
test_foreign_errors_are_for_later (void)
{
  g_autoptr (GError) foreign = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "x");
  g_autoptr (GError) unknown = g_error_new_literal (PARVIS_DELIVERY_ERROR, 4242, "x");

  g_assert_cmpint (parvis_retry_decide (foreign).action, ==, PARVIS_RETRY_LATER);
  g_assert_cmpint (parvis_retry_decide (unknown).action, ==, PARVIS_RETRY_LATER);
}

static gint64
wait_after (guint attempts, double chance, gint64 not_before)
{
  g_autoptr (GError) error = g_error_new_literal (PARVIS_DELIVERY_ERROR, PARVIS_DELIVERY_ERROR_BUSY, "x");
  ParvisRetryEnvironment environment = { fixed_now, fixed_chance, &chance };

  parvis_delivery_error_set_not_before (error, not_before);
  return parvis_retry_next_try (&environment, attempts, error) - NOW;
}

static void
test_backoff (void)
{
  g_assert_cmpint (wait_after (0, 0.0, 0), ==, 1);
  g_assert_cmpint (wait_after (0, 0.999, 0), ==, 2);
  g_assert_cmpint (wait_after (3, 0.0, 0), ==, 1); /* full jitter: the whole range, from its start */
  g_assert_cmpint (wait_after (3, 0.999, 0), ==, 16);
  g_assert_cmpint (wait_after (3, 0.5, 0), ==, 9);
  g_assert_cmpint (wait_after (30, 0.999, 0), ==, PARVIS_RETRY_CAP);
  g_assert_cmpint (wait_after (G_MAXUINT, 0.999, 0), ==, PARVIS_RETRY_CAP);
}

static void
test_server_asks_for_later (void)
{
  g_assert_cmpint (wait_after (0, 0.0, NOW + 120), ==, 121);
  g_assert_cmpint (wait_after (3, 0.5, NOW + 120), ==, 129);
  g_assert_cmpint (wait_after (3, 0.5, NOW - 120), ==, 9);
  g_assert_cmpint (wait_after (0, 0.0, NOW + 10 * 365 * 86400), ==, PARVIS_RETRY_AFTER_MAX + 1);
  g_assert_cmpint (wait_after (30, 0.9999, G_MAXINT64), <=, PARVIS_RETRY_LONGEST);
}

static void
test_the_wait_travels_with_the_error (void)
{
  g_autoptr (GError) error = g_error_new_literal (PARVIS_DELIVERY_ERROR, PARVIS_DELIVERY_ERROR_BUSY, "x");
  g_autoptr (GError) copy = NULL;

  parvis_delivery_error_set_not_before (error, 42);
  copy = g_error_copy (error);
  g_assert_cmpint (parvis_delivery_error_not_before (copy), ==, 42);
}

static void
test_retry_after (void)
{
  static const struct
  {
    const char *value;
    const char *date;
    gint64 wait; /* -1: nothing to obey */
  } cases[] = {
    { "0", NULL, 0 },
    { "120", NULL, 120 },
    { " 120 ", NULL, 120 },
    { "999999999999999999999", NULL, PARVIS_RETRY_AFTER_MAX },
    { "Fri, 15 Jan 2027 08:02:00 GMT", NULL, 120 },
    { "Fri, 15 Jan 2027 07:00:00 GMT", NULL, -1 },
    { "Fri, 31 Dec 2099 23:59:59 GMT", NULL, PARVIS_RETRY_AFTER_MAX },
    /* Our clock is years off; the server's own Date tells how long it really is. */
    { "Mon, 01 Jan 2029 00:05:00 GMT", "Mon, 01 Jan 2029 00:00:00 GMT", 300 },
    { "Mon, 01 Jan 2024 00:05:00 GMT", "Mon, 01 Jan 2024 00:00:00 GMT", 300 },
    { "Mon, 01 Jan 2024 00:05:00 GMT", "rubbish", -1 },
    { "", NULL, -1 },
    { "-5", NULL, -1 },
    { "12x", NULL, -1 },
    { "soon", NULL, -1 },
    { NULL, NULL, -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 at = parvis_retry_after_parse (cases[i].value, cases[i].date, NOW);

      g_test_message ("Retry-After: %s", cases[i].value);
      g_assert_cmpint (at, ==, cases[i].wait < 0 ? 0 : NOW + cases[i].wait);
    }
}

static void
test_clock_offset (void)
{
  g_autoptr (GError) error = g_error_new_literal (PARVIS_DELIVERY_ERROR, PARVIS_DELIVERY_ERROR_CLOCK, "x");
  g_autoptr (GError) copy = NULL;

  g_assert_cmpint (parvis_retry_clock_offset ("Fri, 15 Jan 2027 08:00:00 GMT", NOW), ==, 0);
  g_assert_cmpint (parvis_retry_clock_offset ("Fri, 15 Jan 2027 09:00:00 GMT", NOW), ==, 3600);
  g_assert_cmpint (parvis_retry_clock_offset ("Fri, 15 Jan 2027 07:00:00 GMT", NOW), ==, -3600);
  g_assert_cmpint (parvis_retry_clock_offset ("rubbish", NOW), ==, 0);
  g_assert_cmpint (parvis_retry_clock_offset ("", NOW), ==, 0);
  g_assert_cmpint (parvis_retry_clock_offset (NULL, NOW), ==, 0);
  parvis_delivery_error_set_clock_offset (error, -42);
  copy = g_error_copy (error);
  g_assert_cmpint (parvis_delivery_error_clock_offset (copy), ==, -42);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/retry/decisions", test_decisions);
  g_test_add_func ("/sync/retry/foreign-errors", test_foreign_errors_are_for_later);
  g_test_add_func ("/sync/retry/backoff", test_backoff);
  g_test_add_func ("/sync/retry/server-asks", test_server_asks_for_later);
  g_test_add_func ("/sync/retry/travels", test_the_wait_travels_with_the_error);
  g_test_add_func ("/sync/retry/retry-after", test_retry_after);
  g_test_add_func ("/sync/retry/clock-offset", test_clock_offset);
  return g_test_run ();
}
