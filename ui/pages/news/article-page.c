/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/pages/news/article-page.h"

#include <glib/gi18n-lib.h>

#include "ui/pages/news/news-page.h"
#include "ui/picture/picture.h"
#include "ui/prose/prose.h"
#include "ui/sheet/sheet.h"

#define PICTURE_HEIGHT 380

struct _ParvisArticlePage
{
  ParvisPage parent_instance;
  ParvisSheet *sheet;
  char *news_id;
};

G_DEFINE_FINAL_TYPE (ParvisArticlePage, parvis_article_page, PARVIS_TYPE_PAGE)

static ParvisSheet *
make_sheet (ParvisCatalog *catalog, const ParvisNews *news)
{
  g_autofree char *day = parvis_news_describe_day (news);
  ParvisSheet *sheet = parvis_sheet_new (day, news->title, news->summary);
  GtkWidget *picture = parvis_picture_new (catalog, news->picture, PICTURE_HEIGHT);

  if (picture != NULL)
    parvis_sheet_append (sheet, picture);
  parvis_sheet_append (sheet, parvis_prose_new (news->body, "prose-text"));
  return sheet;
}

static void
parvis_article_page_build (ParvisPage *page)
{
  ParvisArticlePage *self = PARVIS_ARTICLE_PAGE (page);
  ParvisCatalog *catalog = parvis_desk_catalog (parvis_page_get_desk (page));
  g_autoptr (ParvisNews) news = parvis_catalog_news_item (catalog, self->news_id, parvis_page_language (page), NULL);

  self->sheet = news != NULL ? make_sheet (catalog, news)
                             : parvis_sheet_new (NULL, _ ("Cette actualité n’existe plus."), _ ("Touchez Retour."));
  parvis_page_set_child (page, GTK_WIDGET (self->sheet));
}

static void
parvis_article_page_shown (ParvisPage *page)
{
  parvis_sheet_focus_title (PARVIS_ARTICLE_PAGE (page)->sheet);
}

static void
parvis_article_page_layout (ParvisPage *page, gboolean landscape)
{
  parvis_sheet_set_side_by_side (PARVIS_ARTICLE_PAGE (page)->sheet, landscape);
}

static void
parvis_article_page_finalize (GObject *object)
{
  g_free (PARVIS_ARTICLE_PAGE (object)->news_id);
  G_OBJECT_CLASS (parvis_article_page_parent_class)->finalize (object);
}

static void
parvis_article_page_class_init (ParvisArticlePageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = parvis_article_page_finalize;
  PARVIS_PAGE_CLASS (klass)->build = parvis_article_page_build;
  PARVIS_PAGE_CLASS (klass)->shown = parvis_article_page_shown;
  PARVIS_PAGE_CLASS (klass)->layout = parvis_article_page_layout;
}

static void
parvis_article_page_init (ParvisArticlePage *self)
{
}

ParvisPage *
parvis_article_page_new (const char *news_id)
{
  ParvisArticlePage *self = g_object_new (PARVIS_TYPE_ARTICLE_PAGE, NULL);

  self->news_id = g_strdup (news_id);
  return PARVIS_PAGE (self);
}
