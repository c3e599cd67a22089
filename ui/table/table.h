/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* ParvisTable: a small table of the content. Where it has the room, columns under their heads; where it has not (large
 * text, a narrow screen) each row becomes a card of lines "head: value", so that nothing is cut and nothing scrolls
 * sideways. One stop for the keys and for the voice, which says it as cards. */
#define PARVIS_TYPE_TABLE (parvis_table_get_type ())
G_DECLARE_FINAL_TYPE (ParvisTable, parvis_table, PARVIS, TABLE, GtkWidget)

/* @rows: of char **; a row may be shorter than @head. Nothing is kept. (transfer floating) */
GtkWidget *parvis_table_new (char **head, const GPtrArray *rows);
gboolean parvis_table_is_cards (ParvisTable *self);

G_END_DECLS
