/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* ParvisSoundBar: the keys of the voice (EN 301 549 5.1.3.4, 5.1.3.12): softer, louder, slower, faster, read the whole
 * page, stop, say again. Shown while the screen is read aloud, the last thing in reading order. Signal "act" (int:
 * ParvisSoundAct). */
#define PARVIS_TYPE_SOUND_BAR (parvis_sound_bar_get_type ())
G_DECLARE_FINAL_TYPE (ParvisSoundBar, parvis_sound_bar, PARVIS, SOUND_BAR, GtkWidget)

typedef enum
{
  PARVIS_SOUND_SOFTER,
  PARVIS_SOUND_LOUDER,
  PARVIS_SOUND_SLOWER,
  PARVIS_SOUND_FASTER,
  PARVIS_SOUND_PAGE,
  PARVIS_SOUND_STOP,
  PARVIS_SOUND_AGAIN,
} ParvisSoundAct;

GtkWidget *parvis_sound_bar_new (void);
/* Takes its words again, in the language of the moment. */
void parvis_sound_bar_translate (ParvisSoundBar *self);

G_END_DECLS
