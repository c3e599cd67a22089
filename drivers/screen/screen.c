/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/screen/screen.h"

G_DEFINE_QUARK (parvis_screen_error_quark, parvis_screen_error)
G_DEFINE_ABSTRACT_TYPE (ParvisScreen, parvis_screen, G_TYPE_OBJECT)

static void
parvis_screen_class_init (ParvisScreenClass *klass)
{
}

static void
parvis_screen_init (ParvisScreen *self)
{
}

gboolean
parvis_screen_set_lit (ParvisScreen *self, gboolean lit, GError **error)
{
  g_return_val_if_fail (PARVIS_IS_SCREEN (self), FALSE);
  return PARVIS_SCREEN_GET_CLASS (self)->set_lit (self, lit, error);
}

gboolean
parvis_screen_set_brightness (ParvisScreen *self, guint percent, GError **error)
{
  g_return_val_if_fail (PARVIS_IS_SCREEN (self), FALSE);
  return PARVIS_SCREEN_GET_CLASS (self)->set_brightness (self, CLAMP (percent, 1, 100), error);
}
