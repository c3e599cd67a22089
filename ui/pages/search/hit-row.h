/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

#include "app/content/catalog.h"

G_BEGIN_DECLS

/* ParvisHitRow: one thing that was found: a row that leads to it, the words that were searched for marked in it, and
 * above it, when it is the first of its kind on the page, which kind of thing it is. */
#define PARVIS_TYPE_HIT_ROW (parvis_hit_row_get_type ())
G_DECLARE_FINAL_TYPE (ParvisHitRow, parvis_hit_row, PARVIS, HIT_ROW, GtkWidget)

/* @summary: shown instead of the hit's own, which may be %NULL.
 * Signal "chosen" (kind, id): it was touched. */
GtkWidget *parvis_hit_row_new (const ParvisHit *hit, const char *summary);

/* How many answers there are, at the end of the first row's heading. Once. */
void parvis_hit_row_set_count (ParvisHitRow *self, const char *text);

/* The number of the group that things of @kind stand in: the same for fiches and démarches. */
guint parvis_hit_row_group (const char *kind);

/* Rows of @hits, each group's together, the group of the best first. @describe: the
 * summary of a hit that has none of its own; may return %NULL. (transfer full): of ParvisHitRow, floating */
GPtrArray *parvis_hit_rows_new (const GPtrArray *hits, char *(*describe) (const ParvisHit *hit, gpointer user_data),
                                gpointer user_data);
/* Which of @rows have a heading, when so many stand on a page. */
void parvis_hit_rows_set_page (const GPtrArray *rows, guint rows_a_page);

G_END_DECLS
