/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* ParvisTheme: how everything looks, from a few tokens. Every file of the resource folder /fr/parvis/kiosk/css is a style sheet whose colours and
 * sizes are written @name@; they are replaced by the values of the moment and given to GTK. tokens.c is the only place where
 * a colour or a size is written.
 *
 * A design pixel is a pixel of the 1080 x 1920 drawing (1920 x 1080 in landscape); @px(N)@ in a style sheet and
 * parvis_theme_px() turn one into pixels of this screen, @t1@..@t6@ are type sizes (which grow with large text),
 * @s1@..@s12@ steps of 8, @r1@..@r3@ radii, @w2@..@w5@ strokes.
 */
#define PARVIS_TYPE_THEME (parvis_theme_get_type ())
G_DECLARE_FINAL_TYPE (ParvisTheme, parvis_theme, PARVIS, THEME, GObject)

/* Takes effect on the default display, until freed. */
ParvisTheme *parvis_theme_new (void);
ParvisTheme *parvis_theme_get (void); /* (transfer none): the one that was made first */

void parvis_theme_set_size (ParvisTheme *self, int width, int height);
/* "#rrggbb" of the commune; kept only if white words can be read on it (contrast >= 4.5:1, WCAG 2.2 1.4.3). */
void parvis_theme_set_town (ParvisTheme *self, const char *colour);
void parvis_theme_set_contrast (ParvisTheme *self, gboolean contrast);
void parvis_theme_set_large (ParvisTheme *self, gboolean large);
gboolean parvis_theme_get_contrast (ParvisTheme *self);
gboolean parvis_theme_get_large (ParvisTheme *self);
void parvis_theme_reset (ParvisTheme *self); /* contrast and size of a new session */

int parvis_theme_px (ParvisTheme *self, double design_pixels);

G_END_DECLS
