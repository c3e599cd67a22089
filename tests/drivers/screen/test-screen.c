/* SPDX-License-Identifier: EUPL-1.2
 *
 * A backlight as the kernel shows it, in a folder of our own.
 */
#include "drivers/screen/screen.h"

#include <glib/gstdio.h>

typedef struct
{
  char *folder;
  ParvisScreen *screen;
} Fixture;

static char *
path_of (Fixture *fixture, const char *panel, const char *name)
{
  return g_build_filename (fixture->folder, panel, name, NULL);
}

static void
put (Fixture *fixture, const char *panel, const char *name, const char *text)
{
  g_autofree char *path = path_of (fixture, panel, name);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
assert_holds (Fixture *fixture, const char *panel, const char *name, const char *expected)
{
  g_autofree char *path = path_of (fixture, panel, name), *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, expected);
}

static void
add_panel (Fixture *fixture, const char *panel, const char *most)
{
  g_autofree char *path = g_build_filename (fixture->folder, panel, NULL);

  g_mkdir (path, 0700);
  put (fixture, panel, "bl_power", "0\n");
  put (fixture, panel, "brightness", "7\n");
  put (fixture, panel, "max_brightness", most);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("parvis-backlight-XXXXXX", NULL);
  fixture->screen = parvis_backlight_screen_new (fixture->folder);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *command = g_strdup_printf ("rm -rf %s", fixture->folder);

  g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL));
  g_object_unref (fixture->screen);
  g_free (fixture->folder);
}

static void
test_switches (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  add_panel (fixture, "intel_backlight", "19200\n");
  add_panel (fixture, "acpi_video0", "15\n");
  g_assert_true (parvis_screen_set_lit (fixture->screen, FALSE, &error));
  assert_holds (fixture, "intel_backlight", "bl_power", "4\n");
  assert_holds (fixture, "acpi_video0", "bl_power", "4\n");
  g_assert_true (parvis_screen_set_lit (fixture->screen, TRUE, &error));
  assert_holds (fixture, "intel_backlight", "bl_power", "0\n");
}

static void
test_dims (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  add_panel (fixture, "intel_backlight", "19200\n");
  add_panel (fixture, "acpi_video0", "15\n");
  g_assert_true (parvis_screen_set_brightness (fixture->screen, 50, &error));
  assert_holds (fixture, "intel_backlight", "brightness", "9600\n");
  assert_holds (fixture, "acpi_video0", "brightness", "7\n");
  g_assert_true (parvis_screen_set_brightness (fixture->screen, 0, &error)); /* never black */
  assert_holds (fixture, "acpi_video0", "brightness", "1\n");
  g_assert_true (parvis_screen_set_brightness (fixture->screen, 1000, &error));
  assert_holds (fixture, "acpi_video0", "brightness", "15\n");
}

static void
test_nothing_there (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisScreen) elsewhere = parvis_backlight_screen_new ("/nonexistent/backlight");
  g_autoptr (ParvisScreen) none = parvis_no_screen_new ();

  g_assert_false (parvis_screen_set_lit (fixture->screen, FALSE, &error));
  g_assert_error (error, PARVIS_SCREEN_ERROR, PARVIS_SCREEN_ERROR_NONE);
  g_clear_error (&error);
  g_assert_false (parvis_screen_set_brightness (elsewhere, 50, &error));
  g_assert_error (error, PARVIS_SCREEN_ERROR, PARVIS_SCREEN_ERROR_NONE);
  g_assert_true (parvis_screen_set_lit (none, FALSE, NULL));
}

/* One panel is broken: the other is switched all the same. */
static void
test_one_refuses (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *broken = g_build_filename (fixture->folder, "broken", NULL);

  add_panel (fixture, "good", "100\n");
  g_mkdir (broken, 0700);
  g_assert_false (parvis_screen_set_lit (fixture->screen, FALSE, &error));
  g_assert_error (error, PARVIS_SCREEN_ERROR, PARVIS_SCREEN_ERROR_FAILED);
  assert_holds (fixture, "good", "bl_power", "4\n");
  g_clear_error (&error);
  put (fixture, "broken", "max_brightness", "beaucoup");
  put (fixture, "broken", "brightness", "3");
  g_assert_false (parvis_screen_set_brightness (fixture->screen, 20, &error));
  g_assert_error (error, PARVIS_SCREEN_ERROR, PARVIS_SCREEN_ERROR_FAILED);
  assert_holds (fixture, "good", "brightness", "20\n");
  assert_holds (fixture, "broken", "brightness", "3");
}

#define ADD(name, function) g_test_add ("/screen/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("switches", test_switches);
  ADD ("dims", test_dims);
  ADD ("nothing-there", test_nothing_there);
  ADD ("one-refuses", test_one_refuses);
  return g_test_run ();
}
