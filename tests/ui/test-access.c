/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/access/access.h"

static const char *const wishes[] = { "large", "contrast", "low-reach", "easy", "still", "speech" };

static void
count (guint *told)
{
  (*told)++;
}

static gboolean
get (const char *wish)
{
  gboolean on;

  g_object_get (parvis_access_get (), wish, &on, NULL);
  return on;
}

/* Everybody who listens is told once, and only of a change. */
static void
test_each (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (wishes); i++)
    {
      g_autofree char *signal = g_strconcat ("notify::", wishes[i], NULL);
      guint told = 0;
      gulong handler = g_signal_connect_swapped (parvis_access_get (), signal, G_CALLBACK (count), &told);

      g_assert_false (get (wishes[i]));
      g_assert_false (parvis_access_is_adapted ());
      g_object_set (parvis_access_get (), wishes[i], TRUE, NULL);
      g_object_set (parvis_access_get (), wishes[i], TRUE, NULL);
      g_assert_true (get (wishes[i]));
      g_assert_true (parvis_access_is_adapted ());
      g_assert_cmpuint (told, ==, 1);
      parvis_access_reset ();
      g_assert_false (get (wishes[i]));
      g_assert_cmpuint (told, ==, 2);
      g_signal_handler_disconnect (parvis_access_get (), handler);
    }
}

static void
test_getters (void)
{
  g_object_set (parvis_access_get (), "large", TRUE, "low-reach", TRUE, "speech", TRUE, NULL);
  g_assert_true (parvis_access_get_large () && parvis_access_get_low_reach () && parvis_access_get_speech ());
  g_assert_false (parvis_access_get_contrast () || parvis_access_get_easy () || parvis_access_get_still ());
  parvis_access_reset ();
  g_object_set (parvis_access_get (), "contrast", TRUE, "easy", TRUE, "still", TRUE, NULL);
  g_assert_true (parvis_access_get_contrast () && parvis_access_get_easy () && parvis_access_get_still ());
  g_assert_false (parvis_access_get_large () || parvis_access_get_low_reach () || parvis_access_get_speech ());
  parvis_access_reset ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/access/each", test_each);
  g_test_add_func ("/access/getters", test_getters);
  return g_test_run ();
}
