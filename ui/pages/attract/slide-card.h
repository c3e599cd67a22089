/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* ParvisSlideCard: one slide after the other, PARVIS_SLIDE_SECONDS each, as long as it is on the screen; one fades into
 * the next, and does not when ParvisAccess says "still". Always of the same height, so that nothing around it moves. */
#define PARVIS_TYPE_SLIDE_CARD (parvis_slide_card_get_type ())
G_DECLARE_FINAL_TYPE (ParvisSlideCard, parvis_slide_card, PARVIS, SLIDE_CARD, GtkWidget)

#define PARVIS_SLIDE_SECONDS 8

GtkWidget *parvis_slide_card_new (void);
/* (transfer full) @slides: of ParvisSlide. What is being shown stays where it is in turn. */
void parvis_slide_card_set_slides (ParvisSlideCard *self, GPtrArray *slides);

G_END_DECLS
