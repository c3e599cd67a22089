/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/words/calendar.h"

#define NBSP "\u00a0"

static void
check_date (int day, int month, const char *expected)
{
  g_autofree char *text = parvis_words_date (day, month);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_dates (void)
{
  check_date (22, 11, "22" NBSP "novembre");
  check_date (1, 1, "1er" NBSP "janvier");
  check_date (31, 12, "31" NBSP "décembre");
}

static void
check_time (int hour, int minute, const char *expected)
{
  g_autofree char *text = parvis_words_time (hour, minute);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_times (void)
{
  check_time (9, 0, "9" NBSP "h");
  check_time (14, 5, "14" NBSP "h" NBSP "05");
  check_time (0, 30, "0" NBSP "h" NBSP "30");
}

static void
test_weekdays (void)
{
  g_assert_cmpstr (parvis_words_weekday (1), ==, "lundi");
  g_assert_cmpstr (parvis_words_weekday (7), ==, "dimanche");
  g_assert_cmpstr (parvis_words_short_weekday (7), ==, "dim.");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/calendar/dates", test_dates);
  g_test_add_func ("/calendar/times", test_times);
  g_test_add_func ("/calendar/weekdays", test_weekdays);
  return g_test_run ();
}
