/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/pages/open.h"

#include "ui/pages/audience/audience-page.h"
#include "ui/pages/demarche/start-page.h"
#include "ui/pages/events/event-page.h"
#include "ui/pages/faq/answer-page.h"
#include "ui/pages/faq/faq-page.h"
#include "ui/pages/life/life-list-page.h"
#include "ui/pages/life/life-page.h"
#include "ui/pages/news/article-page.h"
#include "ui/pages/payment/payment-page.h"
#include "ui/pages/places/kind-page.h"
#include "ui/pages/places/map-page.h"
#include "ui/pages/places/place-page.h"
#include "ui/pages/theme/theme-page.h"
#include "ui/pages/track/track-page.h"

#define KIND "parvis-kind"
#define ID   "parvis-id"
#include "ui/pages/service/service-page.h"

/* Pages of which there is one: the id is of no matter. */
static ParvisPage *
open_track (const char *id)
{
  return parvis_track_page_new ();
}

static ParvisPage *
open_payment (const char *id)
{
  return parvis_payment_page_new ();
}

static const struct
{
  const char *kind;
  ParvisPage *(*open) (const char *id);
} kinds[] = {
  { "service", parvis_service_page_new },
  { "demarche", parvis_demarche_start_page_new },
  { "theme", parvis_theme_page_new },
  { "public", parvis_audience_page_new },
  { "life-event", parvis_life_page_new },
  { "life-events", parvis_life_list_page_new },
  { "faq", parvis_answer_page_new },
  { "news", parvis_article_page_new },
  { "event", parvis_event_page_new },
  { "place", parvis_place_page_new },
  { "place-kind", parvis_kind_page_new },
  { "map", parvis_map_page_new },
  { "faq-theme", parvis_faq_page_new },
  { "track", open_track },
  { "payment", open_payment },
};

ParvisPage *
parvis_page_for (const char *kind, const char *id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].kind, kind) == 0)
      return kinds[i].open (id);
  return NULL;
}

static void
on_clicked (GtkButton *button, ParvisPage *page)
{
  ParvisPage *next
      = parvis_page_for (g_object_get_data (G_OBJECT (button), KIND), g_object_get_data (G_OBJECT (button), ID));

  if (next != NULL)
    parvis_page_go (page, next);
}

void
parvis_open_when_clicked (GtkWidget *button, ParvisPage *page, const char *kind, const char *id)
{
  g_object_set_data_full (G_OBJECT (button), KIND, g_strdup (kind), g_free);
  g_object_set_data_full (G_OBJECT (button), ID, g_strdup (id), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_clicked), page, (GConnectFlags) 0);
}
