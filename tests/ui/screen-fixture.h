/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What is on a screen, found as a person finds it: by its kind and its words. Only what can be seen counts. */

/* The @nth widget of @type under @from, in order. (nullable) */
GtkWidget *screen_fixture_nth (GtkWidget *from, GType type, guint nth);
/* The first label that says @words, or that begins with them when they end in "…". (nullable) */
GtkWidget *screen_fixture_says (GtkWidget *from, const char *words);
/* The same, waiting for it: a test that waits in vain is ended by its time limit. */
GtkWidget *screen_fixture_wait (GtkWidget *from, const char *words);
/* Waits for a button that says @words and presses it. */
void screen_fixture_press (GtkWidget *from, const char *words);
/* Until nothing is left to do. */
void screen_fixture_settle (void);
/* The person's hands, under tests/with-weston: one command of tests/compositor/seat-command.h, done when it returns. */
void screen_fixture_do (const char *command);
/* Touches @widget in its middle: puts a finger there, and lifts it. */
void screen_fixture_touch (GtkWidget *widget);
void screen_fixture_finger (GtkWidget *widget, gboolean down);
/* Presents a window of this size with @child. */
GtkWidget *screen_fixture_open (GtkWidget *child, int width, int height);

G_END_DECLS
