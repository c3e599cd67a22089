/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/pages/news/news-page.h"

#include <glib/gi18n-lib.h>

#include "app/words/calendar.h"
#include "app/words/days.h"
#include "ui/text/text.h"
#include "ui/tile/tile.h"

struct _ParvisNewsPage
{
  ParvisListPage parent_instance;
};

G_DEFINE_FINAL_TYPE (ParvisNewsPage, parvis_news_page, PARVIS_TYPE_LIST_PAGE)

char *
parvis_news_describe_day (const ParvisNews *news)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  GTimeZone *zone = g_date_time_get_timezone (now);
  g_autofree char *said = NULL;
  GDate day, today;

  parvis_days_of_instant (news->published_at, zone, &day);
  parvis_days_of_instant (g_date_time_to_unix (now), zone, &today);
  said = parvis_words_day (&day, &today);
  return parvis_words_capital (said);
}

static ParvisSheet *
parvis_news_page_head (ParvisListPage *page, ParvisCatalog *catalog)
{
  return parvis_sheet_new (NULL, _ ("Actualités"), _ ("Ce qu’il y a de nouveau dans la commune."));
}

static GtkWidget *
new_row (const ParvisNews *news)
{
  g_autofree char *day = parvis_news_describe_day (news);
  g_autofree char *spoken = g_strconcat (day, "\n", news->summary, NULL);
  GtkWidget *below = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (below), parvis_text_new (news->summary, "tile-summary"));
  gtk_box_append (GTK_BOX (below), parvis_text_new (day, "row-day"));
  return parvis_row_new_with (NULL, news->title, below, spoken);
}

static void
parvis_news_page_fill (ParvisListPage *page, ParvisCatalog *catalog)
{
  g_autoptr (GPtrArray) all = parvis_catalog_news (catalog, g_get_real_time () / G_USEC_PER_SEC,
                                                   parvis_page_language (PARVIS_PAGE (page)), NULL);

  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      const ParvisNews *news = g_ptr_array_index (all, i);

      parvis_list_page_add (page, new_row (news), "news", news->id);
    }
}

static const char *
parvis_news_page_nothing (ParvisListPage *page)
{
  return _ ("Il n’y a pas d’actualité en ce moment.");
}

static void
parvis_news_page_class_init (ParvisNewsPageClass *klass)
{
  PARVIS_LIST_PAGE_CLASS (klass)->head = parvis_news_page_head;
  PARVIS_LIST_PAGE_CLASS (klass)->fill = parvis_news_page_fill;
  PARVIS_LIST_PAGE_CLASS (klass)->nothing = parvis_news_page_nothing;
}

static void
parvis_news_page_init (ParvisNewsPage *self)
{
}

ParvisPage *
parvis_news_page_new (void)
{
  return g_object_new (PARVIS_TYPE_NEWS_PAGE, NULL);
}
