/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/desk/desk.h"
#include "ui/footer/footer.h"
#include "ui/header/header.h"
#include "ui/keyboard/keyboard.h"
#include "ui/speech/sound-bar.h"

G_BEGIN_DECLS

/* ParvisGround: the screen from top to bottom: header, pages, keyboard, sound bar, footer. Pushes the pages down for
 * who reaches low (ParvisAccess "low-reach"), and says its words again when the language changes. */
#define PARVIS_TYPE_GROUND (parvis_ground_get_type ())
G_DECLARE_FINAL_TYPE (ParvisGround, parvis_ground, PARVIS, GROUND, GtkWidget)

/* @pages: takes the room between header and keyboard. */
ParvisGround *parvis_ground_new (GtkWidget *pages);
/* Of the screen, in pixels. */
void parvis_ground_set_size (ParvisGround *self, int width, int height);
/* Between two people there is only the page. */
void parvis_ground_set_asleep (ParvisGround *self, gboolean asleep);
/* The commune's name, arms and hours, in the language of the moment. */
void parvis_ground_take_content (ParvisGround *self, ParvisDesk *desk);

/* All (transfer none). */
GtkWidget *parvis_ground_header (ParvisGround *self);
GtkWidget *parvis_ground_keyboard (ParvisGround *self);
GtkWidget *parvis_ground_sound_bar (ParvisGround *self);
GtkWidget *parvis_ground_footer (ParvisGround *self);

G_END_DECLS
