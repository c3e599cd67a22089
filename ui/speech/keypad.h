/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "ui/speech/order.h"

G_BEGIN_DECLS

/* ParvisKeypad: the whole kiosk by five keys, without eyes (EN 301 549 5.1.3, 5.1.6). A kiosk's keypad is a USB
 * keyboard that has nothing but the four arrows and Return ("OK"); a whole keyboard works the same, and has Tab and
 * letters besides.
 *
 *   up, down     to the thing before or after, in reading order, round and round: page, footer, header, the voice's
 * keys. While the screen is read aloud texts are things too; else only what can be acted upon. left, right  to the one
 * before or after among those that go together (tiles, answers, the footer's keys), without leaving them. On a slider
 * or a wheel: less and more, by the widget itself. In a line of text: the cursor. OK           acts. On a text: says it
 * again. On a text field: goes into the on-screen keyboard.
 *
 * In the on-screen keyboard the four arrows go from key to key, OK strikes the key; up from the first row, down from
 * the last, and the key "Fermer le clavier" lead out of it, back to the field. The focus stays in the field, so that
 * every key is typed where it should.
 *
 * Nothing is to be held, and no key has a second meaning by time. In a text of several lines, a letter struck on a
 * whole keyboard gives the arrows and Return to the text until Tab leaves it.
 *
 * Signals:
 *   "pressed" -> gboolean   one of the five, before anything else; TRUE: it was meant for somebody else (the sleeping
 * screen) "moving"                the focus will go to another thing, by these keys "stuck" (int)           there is
 * nothing more that way (GtkDirectionType) "again" (GtkWidget)     OK on what is only read "explored" (GtkWidget,
 * gboolean)   this key of the on-screen keyboard is in hand; TRUE: the keyboard has just been entered "struck"
 * (GtkWidget)    the key in hand after one was struck, maybe another one; NULL: the keyboard is left
 */
#define PARVIS_TYPE_KEYPAD (parvis_keypad_get_type ())
G_DECLARE_FINAL_TYPE (ParvisKeypad, parvis_keypad, PARVIS, KEYPAD, GObject)

/* Listens to parts->window; the widgets outlive it. */
ParvisKeypad *parvis_keypad_new (const ParvisScreenParts *parts);
/* Whether texts are things: the screen is read aloud. */
void parvis_keypad_set_reading (ParvisKeypad *self, gboolean reading);

G_END_DECLS
