/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

#include "ui/dialog/dialog.h"
#include "ui/page/page.h"

G_BEGIN_DECLS

/* ParvisWindow: the one window. Header, pages, keyboard, footer; dialogs laid over them; the session's beginning and
 * end. */
#define PARVIS_TYPE_WINDOW (parvis_window_get_type ())
G_DECLARE_FINAL_TYPE (ParvisWindow, parvis_window, PARVIS, WINDOW, GtkApplicationWindow)

ParvisWindow *parvis_window_new (GtkApplication *application, ParvisDesk *desk);
/* Begins a session at once, as a touch on the attract page does. */
void parvis_window_wake (ParvisWindow *self);
ParvisPage *parvis_window_page (ParvisWindow *self); /* the one in front; (transfer none) */
/* For the gallery: above the pages there are, as if the person had asked for it. (transfer floating) @page. */
void parvis_window_open (ParvisWindow *self, ParvisPage *page);
/* For the gallery: over the page, until parvis_window_go_home(). (transfer floating) @dialog */
void parvis_window_cover (ParvisWindow *self, ParvisDialog *dialog);
/* For the gallery: the home page, whatever would be lost. */
void parvis_window_go_home (ParvisWindow *self);

G_END_DECLS
