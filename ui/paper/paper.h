/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

#include "app/desk/desk.h"

G_BEGIN_DECLS

/* ParvisPaper: the key that prints something, on A4 or on the roll, and below it what becomes of the paper: what the
 * printer wants is said at once, while it waits, and taken away when it is mended. A printer in trouble disables the
 * key and says why, until it is mended. One print at a time; it can be printed again. Above the key of a sheet: what a
 * page costs and how many are left, where that matters. */
#define PARVIS_TYPE_PAPER (parvis_paper_get_type ())
G_DECLARE_FINAL_TYPE (ParvisPaper, parvis_paper, PARVIS, PAPER, GtkWidget)

/* Begins to print @what: parvis_desk_print_async(), parvis_desk_print_leaflet_async(). */
typedef void (*ParvisPaperFunc) (ParvisDesk *desk, gpointer what, GAsyncReadyCallback callback, gpointer user_data);

/* @label: on the key. @without: the sentence shown in its place when there is no printer; %NULL: then there is nothing
 * to see.
 * @what must live as long as this. */
GtkWidget *parvis_paper_new (ParvisDesk *desk, const char *label, const char *without, ParvisPaperFunc print,
                             gpointer what);
/* The same on the receipt printer; nothing to see without one. @print: parvis_desk_print_ticket_async() and the like.
 */
GtkWidget *parvis_paper_new_ticket (ParvisDesk *desk, const char *label, ParvisPaperFunc print, gpointer what);
/* The same on a label. @print: parvis_desk_print_label_async(). */
GtkWidget *parvis_paper_new_label (ParvisDesk *desk, const char *label, ParvisPaperFunc print, gpointer what);

G_END_DECLS
