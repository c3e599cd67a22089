/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/screen/screen.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define MAX_ATTRIBUTE      32 /* bytes of a number in sysfs */
#define FB_BLANK_UNBLANK   0
#define FB_BLANK_POWERDOWN 4

struct _ParvisBacklightScreen
{
  ParvisScreen parent_instance;
  char *folder;
};

#define PARVIS_TYPE_BACKLIGHT_SCREEN (parvis_backlight_screen_get_type ())
G_DECLARE_FINAL_TYPE (ParvisBacklightScreen, parvis_backlight_screen, PARVIS, BACKLIGHT_SCREEN, ParvisScreen)
G_DEFINE_FINAL_TYPE (ParvisBacklightScreen, parvis_backlight_screen, PARVIS_TYPE_SCREEN)

/* ---- attributes ---- */

static gboolean
fail (const char *path, int code, GError **error)
{
  g_set_error (error, PARVIS_SCREEN_ERROR, PARVIS_SCREEN_ERROR_FAILED, "%s: %s", path, g_strerror (code));
  return FALSE;
}

/* An attribute takes its value in one write, and is never made or cut. */
static gboolean
write_attribute (const char *panel, const char *name, guint64 value, GError **error)
{
  g_autofree char *path = g_build_filename (panel, name, NULL);
  g_autofree char *text = g_strdup_printf ("%" G_GUINT64_FORMAT "\n", value);
  int fd = open (path, O_WRONLY | O_CLOEXEC);
  gssize written;
  int code;

  if (fd < 0)
    return fail (path, errno, error);
  written = write (fd, text, strlen (text));
  code = errno;
  close (fd);
  return written == (gssize) strlen (text) || fail (path, code, error);
}

static gboolean
read_attribute (const char *panel, const char *name, guint64 *value, GError **error)
{
  g_autofree char *path = g_build_filename (panel, name, NULL);
  char text[MAX_ATTRIBUTE + 1] = "";
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  gssize length;

  if (fd < 0)
    return fail (path, errno, error);
  length = read (fd, text, MAX_ATTRIBUTE);
  close (fd);
  if (length > 0 && g_ascii_string_to_unsigned (g_strchomp (text), 10, 1, G_MAXUINT32, value, NULL))
    return TRUE;
  g_set_error (error, PARVIS_SCREEN_ERROR, PARVIS_SCREEN_ERROR_FAILED, "%s: not a number", path);
  return FALSE;
}

/* ---- every panel ---- */

typedef gboolean (*PanelFunc) (const char *panel, guint value, GError **error);

static gboolean
light_panel (const char *panel, guint lit, GError **error)
{
  return write_attribute (panel, "bl_power", lit ? FB_BLANK_UNBLANK : FB_BLANK_POWERDOWN, error);
}

static gboolean
dim_panel (const char *panel, guint percent, GError **error)
{
  guint64 most;

  return read_attribute (panel, "max_brightness", &most, error)
         && write_attribute (panel, "brightness", MAX (most * percent / 100, 1), error);
}

/* All of them, even when one refuses; the first refusal is the one to tell. */
static gboolean
each_panel (ParvisScreen *screen, PanelFunc act, guint value, GError **error)
{
  const char *folder = PARVIS_BACKLIGHT_SCREEN (screen)->folder;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GError) first = NULL;
  const char *name;
  guint found = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *panel = g_build_filename (folder, name, NULL);

      found++;
      act (panel, value, first == NULL ? &first : NULL);
    }
  if (found == 0)
    g_set_error (&first, PARVIS_SCREEN_ERROR, PARVIS_SCREEN_ERROR_NONE, "%s: no panel that can be switched", folder);
  if (first == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&first));
  return FALSE;
}

static gboolean
set_lit (ParvisScreen *screen, gboolean lit, GError **error)
{
  return each_panel (screen, light_panel, lit, error);
}

static gboolean
set_brightness (ParvisScreen *screen, guint percent, GError **error)
{
  return each_panel (screen, dim_panel, percent, error);
}

/* ---- lifecycle ---- */

static void
parvis_backlight_screen_finalize (GObject *object)
{
  g_free (PARVIS_BACKLIGHT_SCREEN (object)->folder);
  G_OBJECT_CLASS (parvis_backlight_screen_parent_class)->finalize (object);
}

static void
parvis_backlight_screen_class_init (ParvisBacklightScreenClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = parvis_backlight_screen_finalize;
  PARVIS_SCREEN_CLASS (klass)->set_lit = set_lit;
  PARVIS_SCREEN_CLASS (klass)->set_brightness = set_brightness;
}

static void
parvis_backlight_screen_init (ParvisBacklightScreen *self)
{
}

ParvisScreen *
parvis_backlight_screen_new (const char *folder)
{
  ParvisBacklightScreen *self = g_object_new (PARVIS_TYPE_BACKLIGHT_SCREEN, NULL);

  self->folder = g_strdup (folder);
  return PARVIS_SCREEN (self);
}
