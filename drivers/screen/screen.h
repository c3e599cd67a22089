/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* ParvisScreen: the panel itself, whatever switches it. Main thread only; both calls return at once: what stands behind
 * them are registers, not networks.
 *
 * A panel that cannot be switched is no error: what is shown is black all the same (parvis_no_screen_new()).
 */
#define PARVIS_TYPE_SCREEN (parvis_screen_get_type ())
G_DECLARE_DERIVABLE_TYPE (ParvisScreen, parvis_screen, PARVIS, SCREEN, GObject)

#define PARVIS_SCREEN_ERROR (parvis_screen_error_quark ())
typedef enum
{
  PARVIS_SCREEN_ERROR_NONE,   /* there is no panel that can be switched */
  PARVIS_SCREEN_ERROR_FAILED, /* it refused: mostly rights */
} ParvisScreenError;
GQuark parvis_screen_error_quark (void);

struct _ParvisScreenClass
{
  GObjectClass parent_class;
  gboolean (*set_lit) (ParvisScreen *self, gboolean lit, GError **error);
  gboolean (*set_brightness) (ParvisScreen *self, guint percent, GError **error);
};

gboolean parvis_screen_set_lit (ParvisScreen *self, gboolean lit, GError **error);
/* 1 to 100, of what the panel can do; never so little that nothing is seen. */
gboolean parvis_screen_set_brightness (ParvisScreen *self, guint percent, GError **error);

/* The kernel's backlights (Documentation/ABI/stable/sysfs-class-backlight): every folder of @folder, mostly
 * /sys/class/backlight, with its bl_power (0 lit, 4 off: FB_BLANK_POWERDOWN), brightness and max_brightness. Looked up
 * at each call: panels come and go. */
ParvisScreen *parvis_backlight_screen_new (const char *folder);
/* None that can be switched. */
ParvisScreen *parvis_no_screen_new (void);

G_END_DECLS
