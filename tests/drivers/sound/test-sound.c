/* SPDX-License-Identifier: EUPL-1.2
 *
 * Loudness and headphones through the real libasound, on a card of the bench (bench-card.c).
 */
#include "drivers/sound/sound.h"

#include <glib/gstdio.h>

typedef struct
{
  char *folder;
  ParvisSound *sound;
} Fixture;

static char *
path_of (Fixture *fixture, const char *name)
{
  return g_build_filename (fixture->folder, name, NULL);
}

static void
write_file (Fixture *fixture, const char *name, const char *text)
{
  g_autofree char *path = path_of (fixture, name);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *conf = NULL, *path = NULL;

  fixture->folder = g_dir_make_tmp ("parvis-sound-XXXXXX", NULL);
  conf = g_strdup_printf ("ctl_type.bench { lib \"%s\" }\nctl.bench { type bench folder \"%s\" }\n", PARVIS_BENCH_CARD,
                          fixture->folder);
  write_file (fixture, "asound.conf", conf);
  write_file (fixture, "headphones", data != NULL ? data : "0");
  path = path_of (fixture, "asound.conf");
  g_setenv ("ALSA_CONFIG_PATH", path, TRUE);
  fixture->sound = parvis_sound_new ("bench", &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "asound.conf", "headphones", "volume" };

  g_object_unref (fixture->sound);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = path_of (fixture, names[i]);
      g_unlink (path);
    }
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
}

static void
on_notify (gpointer count)
{
  ++*(guint *) count;
}

static void
test_plug (Fixture *fixture, gconstpointer data)
{
  guint count = 0;

  g_signal_connect_swapped (fixture->sound, "notify::headphones", G_CALLBACK (on_notify), &count);
  g_assert_false (parvis_sound_get_headphones (fixture->sound));
  write_file (fixture, "headphones", "1");
  while (count < 1)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (parvis_sound_get_headphones (fixture->sound));
  write_file (fixture, "headphones", "0");
  while (count < 2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (parvis_sound_get_headphones (fixture->sound));
}

static void
test_plugged_before (Fixture *fixture, gconstpointer data)
{
  g_assert_true (parvis_sound_get_headphones (fixture->sound));
}

static void
assert_volume (Fixture *fixture, guint percent, const char *raw)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = path_of (fixture, "volume"), *text = NULL;

  g_assert_true (parvis_sound_has_volume (fixture->sound));
  g_assert_true (parvis_sound_set_volume (fixture->sound, percent, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (g_strchomp (text), ==, raw);
}

static void
test_volume (Fixture *fixture, gconstpointer data)
{
  assert_volume (fixture, 50, "43");
  assert_volume (fixture, 100, "87");
  assert_volume (fixture, 0, "0");
  assert_volume (fixture, 400, "87");
}

static void
test_no_card (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisSound) none = parvis_sound_new ("nulle-part", &error);

  g_assert_null (none);
  g_assert_error (error, PARVIS_SOUND_ERROR, PARVIS_SOUND_ERROR_NO_CARD);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/sound/plug", Fixture, NULL, set_up, test_plug, tear_down);
  g_test_add ("/sound/plugged-before", Fixture, "1", set_up, test_plugged_before, tear_down);
  g_test_add ("/sound/volume", Fixture, NULL, set_up, test_volume, tear_down);
  g_test_add ("/sound/no-card", Fixture, NULL, set_up, test_no_card, tear_down);
  return g_test_run ();
}
