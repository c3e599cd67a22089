/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/pages/list/list-page.h"

#include <glib/gi18n-lib.h>

#include "ui/access/access.h"
#include "ui/pager/pager.h"
#include "ui/pages/open.h"
#include "ui/style/style.h"
#include "ui/text/text.h"

#define ROWS                 7
#define ROWS_LANDSCAPE       4
#define ROWS_LARGE           4
#define ROWS_REACH           3
#define ROWS_LARGE_REACH     2
#define ROWS_LARGE_LANDSCAPE 3

typedef struct
{
  ParvisSheet *sheet;
  GtkWidget *pager;
  guint rows;
} ParvisListPagePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (ParvisListPage, parvis_list_page, PARVIS_TYPE_PAGE)

static ParvisListPagePrivate *
get_private (ParvisListPage *self)
{
  return parvis_list_page_get_instance_private (self);
}

guint
parvis_list_page_rows (gboolean landscape)
{
  gboolean large = parvis_style_get_large (parvis_style_get ());

  if (!landscape && parvis_access_get_low_reach ())
    return large ? ROWS_LARGE_REACH : ROWS_REACH;
  if (large)
    return landscape ? ROWS_LARGE_LANDSCAPE : ROWS_LARGE;
  return landscape ? ROWS_LANDSCAPE : ROWS;
}

guint
parvis_list_page_high_rows (gboolean landscape)
{
  gboolean few = landscape || parvis_access_get_low_reach () || parvis_style_get_large (parvis_style_get ());

  return parvis_list_page_rows (landscape) - (few ? 1 : 2);
}

void
parvis_list_page_add (ParvisListPage *self, GtkWidget *row, const char *kind, const char *id)
{
  ParvisListPagePrivate *priv = get_private (self);

  parvis_open_when_clicked (row, PARVIS_PAGE (self), kind, id);
  parvis_pager_append (PARVIS_PAGER (priv->pager), row);
  priv->rows++;
}

static void
fill (ParvisListPage *self, ParvisCatalog *catalog)
{
  ParvisListPagePrivate *priv = get_private (self);
  ParvisListPageClass *klass = PARVIS_LIST_PAGE_GET_CLASS (self);

  priv->rows = 0;
  klass->fill (self, catalog);
  if (priv->rows == 0)
    parvis_sheet_append (priv->sheet, parvis_text_new (klass->nothing (self), "note"));
}

static void
parvis_list_page_build (ParvisPage *page)
{
  ParvisListPage *self = PARVIS_LIST_PAGE (page);
  ParvisListPagePrivate *priv = get_private (self);
  ParvisCatalog *catalog = parvis_desk_catalog (parvis_page_get_desk (page));
  guint first = priv->pager != NULL ? parvis_pager_get_first (PARVIS_PAGER (priv->pager)) : 0;

  if (catalog == NULL)
    return;
  priv->sheet = PARVIS_LIST_PAGE_GET_CLASS (self)->head (self, catalog);
  priv->pager = parvis_pager_new (parvis_list_page_rows (parvis_page_is_landscape (page)));
  parvis_sheet_append (priv->sheet, priv->pager);
  fill (self, catalog);
  parvis_pager_set_first (PARVIS_PAGER (priv->pager), first);
  parvis_page_set_child (page, GTK_WIDGET (priv->sheet));
}

static void
parvis_list_page_shown (ParvisPage *page)
{
  ParvisListPagePrivate *priv = get_private (PARVIS_LIST_PAGE (page));

  if (priv->sheet != NULL)
    parvis_sheet_focus_title (priv->sheet);
}

static void
lay_out (ParvisListPage *self)
{
  ParvisListPagePrivate *priv = get_private (self);
  gboolean landscape = parvis_page_is_landscape (PARVIS_PAGE (self));

  if (priv->sheet == NULL)
    return;
  parvis_sheet_set_side_by_side (priv->sheet, landscape);
  parvis_pager_set_rows_a_page (PARVIS_PAGER (priv->pager), parvis_list_page_rows (landscape));
}

static void
parvis_list_page_layout (ParvisPage *page, gboolean landscape)
{
  lay_out (PARVIS_LIST_PAGE (page));
}

static void
parvis_list_page_dispose (GObject *object)
{
  ParvisListPagePrivate *priv = get_private (PARVIS_LIST_PAGE (object));

  priv->sheet = NULL;
  priv->pager = NULL;
  G_OBJECT_CLASS (parvis_list_page_parent_class)->dispose (object);
}

static void
parvis_list_page_class_init (ParvisListPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = parvis_list_page_dispose;
  PARVIS_PAGE_CLASS (klass)->build = parvis_list_page_build;
  PARVIS_PAGE_CLASS (klass)->shown = parvis_list_page_shown;
  PARVIS_PAGE_CLASS (klass)->layout = parvis_list_page_layout;
}

static void
parvis_list_page_init (ParvisListPage *self)
{
  g_signal_connect_object (parvis_style_get (), "large-changed", G_CALLBACK (lay_out), self, G_CONNECT_SWAPPED);
}
