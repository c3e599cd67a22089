/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* ParvisPager: a long list of rows shown a few at a time, with "Précédents" and "Suivants": standing people do not
 * scroll. */
#define PARVIS_TYPE_PAGER (parvis_pager_get_type ())
G_DECLARE_FINAL_TYPE (ParvisPager, parvis_pager, PARVIS, PAGER, GtkWidget)

GtkWidget *parvis_pager_new (guint rows_a_page);
void parvis_pager_append (ParvisPager *self, GtkWidget *row);
/* All rows at once, the first page in front: what is drawn is made once. @rows: of floating GtkWidget; taken. */
void parvis_pager_set_rows (ParvisPager *self, GPtrArray *rows);
void parvis_pager_clear (ParvisPager *self);
void parvis_pager_set_rows_a_page (ParvisPager *self, guint rows_a_page);
/* Where the person is: the first row being shown. Setting it shows the page that row is on; a page that is built again
 * puts it back. */
guint parvis_pager_get_first (ParvisPager *self);
void parvis_pager_set_first (ParvisPager *self, guint row);

G_END_DECLS
