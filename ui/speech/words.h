/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "ui/speech/thing.h"

G_BEGIN_DECLS

/* What is said, in the language of the moment. Pure functions: no widget, no voice. All strings are (transfer full),
 * sentences with their full stop. @open: what is personal may be said, since only the person hears it. */

/* "Votre nom, zone de texte. Tel qu’écrit sur vos papiers. Contient : Anne. Erreur : Indiquez votre nom." */
char *parvis_words_thing (const ParvisThing *thing, gboolean open);
/* It was turned on or off, just now: "Choisi." */
char *parvis_words_state (const ParvisThing *thing, gboolean open);
/* What is wrong. */
char *parvis_words_fault (const char *message);
/* Its value changed, just now. */
char *parvis_words_value (const ParvisThing *thing, gboolean open);

/* A page that just came: @texts are its title and what stands under it; @choices what can be acted upon; @questions
 * what is asked. */
char *parvis_words_page (const char *const *texts, guint choices, guint questions);
/* How to get along without seeing, said to who comes with headphones or with the keypad. @town: (nullable). */
char *parvis_words_welcome (const char *town);
/* The on-screen keyboard has been entered for the first time by the five keys, and how to leave it. */
char *parvis_words_keyboard (void);

/* One character was typed, erased, or is under the cursor. @open FALSE: that it was, not which. */
char *parvis_words_typed (gunichar character, gboolean open);
char *parvis_words_erased (gunichar character, gboolean open);
char *parvis_words_character (gunichar character);

char *parvis_words_volume (guint percent);
/* @step from 1 (slowest) to @steps. */
char *parvis_words_rate (guint step, guint steps);

G_END_DECLS
