/* SPDX-License-Identifier: EUPL-1.2
 *
 * How much the next piece brings, and whether an upload gets on, by numbers alone.
 */
#include "sync/delivery/tus-pace.h"

static void
test_pace (void)
{
  ParvisTusServer server = { 0 };

  g_assert_cmpuint (parvis_tus_pace_chunk (&server), ==, PARVIS_TUS_PACE_FIRST);
  parvis_tus_pace_taken (&server, 100, 1000000); /* too little to tell */
  g_assert_cmpuint (parvis_tus_pace_chunk (&server), ==, PARVIS_TUS_PACE_FIRST);
  parvis_tus_pace_taken (&server, PARVIS_TUS_PACE_FIRST, 16 * G_USEC_PER_SEC); /* 8 kB/s */
  g_assert_cmpuint (parvis_tus_pace_chunk (&server), ==, 64 * 1024);
  parvis_tus_pace_lost (&server);
  g_assert_cmpuint (parvis_tus_pace_chunk (&server), ==, 16 * 1024);
  for (guint i = 0; i < 20; i++)
    parvis_tus_pace_lost (&server);
  g_assert_cmpuint (parvis_tus_pace_chunk (&server), ==, PARVIS_TUS_PACE_LEAST);
  parvis_tus_pace_taken (&server, PARVIS_TUS_PACE_LEAST, 0);
  g_assert_cmpuint (parvis_tus_pace_chunk (&server), ==, PARVIS_TUS_PACE_MOST);
}

static gboolean
is_slow (gint64 seconds, gint64 rate)
{
  const ParvisTusProgress progress = { .began = 1, .taken = seconds * rate };

  return parvis_tus_progress_is_slow (&progress, 1 + seconds * G_USEC_PER_SEC);
}

static void
test_progress (void)
{
  const ParvisTusProgress none = { 0 };
  ParvisTusProgress progress = { 0 };

  g_assert_false (parvis_tus_progress_is_slow (&none, G_MAXINT64));
  g_assert_false (is_slow (PARVIS_TUS_PACE_PATIENCE, 0)); /* anything may begin badly */
  g_assert_true (is_slow (PARVIS_TUS_PACE_PATIENCE + 1, 0));
  g_assert_true (is_slow (3600, PARVIS_TUS_PACE_LEAST_RATE - 1));
  g_assert_false (is_slow (3600, 1000)); /* the least [hub] rate */
  g_assert_false (is_slow (30 * 86400, 8000));
  g_assert_false (parvis_tus_progress_add (&progress, 100, 100)); /* the end of it is no crumb */
  g_assert_false (parvis_tus_progress_add (&progress, PARVIS_TUS_PACE_MOST, PARVIS_TUS_PACE_CRUMB));
  g_assert_true (parvis_tus_progress_add (&progress, PARVIS_TUS_PACE_CRUMB, PARVIS_TUS_PACE_CRUMB - 1));
  g_assert_cmpint (progress.taken, ==, 100 + PARVIS_TUS_PACE_CRUMB + PARVIS_TUS_PACE_CRUMB - 1);
  g_assert_false (parvis_tus_progress_is_crumbs (&progress));
  for (guint i = 1; i < PARVIS_TUS_PACE_MOST_CRUMBS; i++)
    parvis_tus_progress_add (&progress, 2, 1);
  g_assert_true (parvis_tus_progress_is_crumbs (&progress));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/tus-pace/pace", test_pace);
  g_test_add_func ("/sync/tus-pace/progress", test_progress);
  return g_test_run ();
}
