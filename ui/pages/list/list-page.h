/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "ui/page/page.h"
#include "ui/sheet/sheet.h"

G_BEGIN_DECLS

/* ParvisListPage: a title and rows that lead somewhere, a few at a time; a plain sentence when there are none.
 * Abstract: a page of this kind says its title and its rows, and that is all. */
#define PARVIS_TYPE_LIST_PAGE (parvis_list_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (ParvisListPage, parvis_list_page, PARVIS, LIST_PAGE, ParvisPage)

struct _ParvisListPageClass
{
  ParvisPageClass parent_class;

  /* The title and the lead, in the language of the moment. (transfer floating) */
  ParvisSheet *(*head) (ParvisListPage *self, ParvisCatalog *catalog);
  /* Calls parvis_list_page_add() for each row. */
  void (*fill) (ParvisListPage *self, ParvisCatalog *catalog);
  /* The sentence that is said when there is no row: what there is none of, and where to turn to. */
  const char *(*nothing) (ParvisListPage *self);
};

/* @row: a button, see ui/tile/tile.h; it opens what parvis_page_for (@kind, @id) says. */
void parvis_list_page_add (ParvisListPage *self, GtkWidget *row, const char *kind, const char *id);

/* How many rows stand on one page of a list: fewer on a lying screen, in large text, in low reach. */
guint parvis_list_page_rows (gboolean landscape);
/* The same where rows of several lines stand below tabs or above keys. */
guint parvis_list_page_high_rows (gboolean landscape);

G_END_DECLS
