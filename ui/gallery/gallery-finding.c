/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/gallery/gallery-finding.h"

#include "ui/pages/events/agenda-page.h"
#include "ui/pages/faq/faq-page.h"
#include "ui/pages/news/news-page.h"
#include "ui/pages/open.h"
#include "ui/pages/places/places-page.h"

static gint64
now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static gpointer
first_of (const GPtrArray *array)
{
  return array != NULL && array->len > 0 ? g_ptr_array_index (array, 0) : NULL;
}

ParvisPage *
parvis_gallery_open_agenda (ParvisDesk *desk)
{
  return parvis_agenda_page_new ();
}

ParvisPage *
parvis_gallery_open_event (ParvisDesk *desk)
{
  g_autoptr (GPtrArray) events = parvis_catalog_events (parvis_desk_catalog (desk), now (), 1, "fr", NULL);
  const ParvisEvent *event = first_of (events);

  return event != NULL ? parvis_page_for ("event", event->id) : NULL;
}

ParvisPage *
parvis_gallery_open_places (ParvisDesk *desk)
{
  return parvis_places_page_new ();
}

ParvisPage *
parvis_gallery_open_place (ParvisDesk *desk)
{
  g_autoptr (GPtrArray) places = parvis_catalog_places (parvis_desk_catalog (desk), "fr", NULL);
  const ParvisPlace *place = first_of (places);

  return place != NULL ? parvis_page_for ("place", place->id) : NULL;
}

ParvisPage *
parvis_gallery_open_news (ParvisDesk *desk)
{
  return parvis_news_page_new ();
}

ParvisPage *
parvis_gallery_open_article (ParvisDesk *desk)
{
  g_autoptr (GPtrArray) all = parvis_catalog_news (parvis_desk_catalog (desk), now (), "fr", NULL);
  const ParvisNews *news = first_of (all);

  return news != NULL ? parvis_page_for ("news", news->id) : NULL;
}

ParvisPage *
parvis_gallery_open_faq (ParvisDesk *desk)
{
  return parvis_faq_page_new (NULL);
}

ParvisPage *
parvis_gallery_open_answer (ParvisDesk *desk)
{
  g_autoptr (GPtrArray) all = parvis_catalog_faq (parvis_desk_catalog (desk), NULL, "fr", NULL);
  const ParvisFaq *faq = first_of (all);

  return faq != NULL ? parvis_page_for ("faq", faq->id) : NULL;
}

ParvisPage *
parvis_gallery_open_life (ParvisDesk *desk)
{
  g_autoptr (GPtrArray) events = parvis_catalog_life_events (parvis_desk_catalog (desk), "fr", NULL);
  const ParvisLifeEvent *event = first_of (events);

  return event != NULL ? parvis_page_for ("life-event", event->id) : NULL;
}

ParvisPage *
parvis_gallery_open_public (ParvisDesk *desk)
{
  return parvis_page_for ("public", "associations");
}
