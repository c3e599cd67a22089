/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* ParvisStyle: how everything looks, from a few tokens. Follows ParvisAccess' "contrast", "large" and "still" by
 * itself. Every file of the resource folder /fr/parvis/kiosk/css is a style sheet whose colours and sizes are written
 * @name@; they are replaced by the values of the moment and given to GTK. tokens.c is the only place where a colour or
 * a size is written.
 *
 * A design pixel is a pixel of the 1080 x 1920 drawing (1920 x 1080 in landscape); @px(N)@ in a style sheet and
 * parvis_style_px() turn one into pixels of this screen; @touch(N)@ is the same for what is touched, and never under 20
 * mm.
 * @t1@..@t7@ are type sizes (which grow with large text), as are @code@ (a tracking number) and @k1@, @k2@ (words on
 * keys);
 * @s1@..@s12@ are steps of 8, @r1@..@r3@ radii, @w2@..@w5@ strokes.
 *
 * Signal "large-changed": text has become large, or normal again.
 */
#define PARVIS_TYPE_STYLE (parvis_style_get_type ())
G_DECLARE_FINAL_TYPE (ParvisStyle, parvis_style, PARVIS, STYLE, GObject)

/* Takes effect on the default display, until freed. */
/* @width_mm: physical width of the screen, so that capitals are never under the heights of EN 301 549 5.1.4; 0 =
 * unknown. */
ParvisStyle *parvis_style_new (guint width_mm);
ParvisStyle *parvis_style_get (void); /* (transfer none): the one that was made first */

void parvis_style_set_size (ParvisStyle *self, int width, int height);
/* "#rrggbb" of the commune; kept only if white words can be read on it (contrast >= 4.5:1, WCAG 2.2 1.4.3). */
void parvis_style_set_town (ParvisStyle *self, const char *colour);
gboolean parvis_style_get_large (ParvisStyle *self);

/* The colour token @name as it is now, "#rrggbb", for what CSS cannot draw: a few words of a label. (transfer full) */
char *parvis_style_colour (ParvisStyle *self, const char *name);
int parvis_style_px (ParvisStyle *self, double design_pixels);

G_END_DECLS
