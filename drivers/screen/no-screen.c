/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/screen/screen.h"

struct _ParvisNoScreen
{
  ParvisScreen parent_instance;
};

#define PARVIS_TYPE_NO_SCREEN (parvis_no_screen_get_type ())
G_DECLARE_FINAL_TYPE (ParvisNoScreen, parvis_no_screen, PARVIS, NO_SCREEN, ParvisScreen)
G_DEFINE_FINAL_TYPE (ParvisNoScreen, parvis_no_screen, PARVIS_TYPE_SCREEN)

static gboolean
set_lit (ParvisScreen *screen, gboolean lit, GError **error)
{
  return TRUE;
}

static gboolean
set_brightness (ParvisScreen *screen, guint percent, GError **error)
{
  return TRUE;
}

static void
parvis_no_screen_class_init (ParvisNoScreenClass *klass)
{
  PARVIS_SCREEN_CLASS (klass)->set_lit = set_lit;
  PARVIS_SCREEN_CLASS (klass)->set_brightness = set_brightness;
}

static void
parvis_no_screen_init (ParvisNoScreen *self)
{
}

ParvisScreen *
parvis_no_screen_new (void)
{
  return g_object_new (PARVIS_TYPE_NO_SCREEN, NULL);
}
