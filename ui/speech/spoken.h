/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What is said of a widget: its name, what it is for, what it holds, what is wrong with it. Told once, here, to both
 * who listen: screen readers (AT-SPI, through GtkAccessible) and the kiosk's own voice (ui/speech/speech.h), which
 * cannot read GTK 4.8's accessible properties back. Labels, and buttons with a label inside, need nothing of this. Main
 * thread only.
 *
 * In each function NULL leaves what was told before, and "" takes it away. Strings are copied, and wiped with the
 * widget. */

/* @name: "Votre nom"; @description: a hint, said after it; @value: what it holds, for what is no text and no button. */
void parvis_spoken_set (GtkWidget *widget, const char *name, const char *description, const char *value);
/* What is wrong with it, said with it (EN 301 549 5.1.3.15); NULL: nothing (any more). */
void parvis_spoken_set_fault (GtkWidget *widget, const char *message);
/* What it holds is about the person: said in headphones only (EN 301 549 5.1.3.9). Its name, role and description are
 * said to all. For all the controls inside @widget too; of texts, which are what they hold, only for @widget itself and
 * those directly inside. */
void parvis_spoken_set_private (GtkWidget *widget, gboolean is_private);
/* @widget and what is inside it is not said by itself: it is the name of something else, or a drawing. */
void parvis_spoken_set_silent (GtkWidget *widget, gboolean silent);

/* Calls @changed (@user_data) when the value of @widget is told anew, until another one or NULL is set. One at a time.
 */
typedef void (*ParvisSpokenChanged) (gpointer user_data);
void parvis_spoken_watch (GtkWidget *widget, ParvisSpokenChanged changed, gpointer user_data);

/* Reading back. (nullable) (transfer none) */
const char *parvis_spoken_get_name (GtkWidget *widget);
const char *parvis_spoken_get_description (GtkWidget *widget);
const char *parvis_spoken_get_value (GtkWidget *widget);
const char *parvis_spoken_get_fault (GtkWidget *widget);
gboolean parvis_spoken_is_private (GtkWidget *widget); /* as above */
gboolean parvis_spoken_is_silent (GtkWidget *widget);  /* itself */

/* Adds @sentence to @passage with a rest before it: a full stop where the words before it have none. For the name of
 * what is said as a whole. */
void parvis_spoken_append (GString *passage, const char *sentence);
/* "7F4K 29QX" letter by letter, with a rest after each group: "7, F, 4, K. 2, 9, Q, X." (transfer full) */
char *parvis_spoken_spell (const char *code);

G_END_DECLS
