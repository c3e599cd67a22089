/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/gallery/gallery-scenes.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "app/demarche/fill.h"
#include "ui/fields/countries.h"
#include "ui/fields/date-panel.h"
#include "ui/fields/picker.h"
#include "ui/language/language.h"
#include "ui/pages/attract/attract-page.h"
#include "ui/pages/demarche/demarche-page.h"
#include "ui/pages/demarche/receipt-view.h"
#include "ui/pages/events/agenda-page.h"
#include "ui/pages/faq/faq-page.h"
#include "ui/pages/news/news-page.h"
#include "ui/pages/open.h"
#include "ui/pages/payment/payment-page.h"
#include "ui/pages/places/places-page.h"
#include "ui/pages/search/search-page.h"
#include "ui/pages/theme/theme-page.h"
#include "ui/pages/track/track-page.h"

#define QUESTIONS "/fr/parvis/kiosk/json/questions.json"
#define ANSWERS_SEED 7

static ParvisPage *
open_theme (ParvisDesk *desk)
{
  ParvisCatalog *catalog = parvis_desk_catalog (desk);
  g_autoptr (GPtrArray) themes = catalog != NULL ? parvis_catalog_themes (catalog, parvis_language_get (), NULL) : NULL;
  const ParvisTheme *theme = themes != NULL && themes->len > 0 ? g_ptr_array_index (themes, 0) : NULL;

  return theme != NULL ? parvis_theme_page_new (theme->id) : NULL;
}

static ParvisPage *
open_search (ParvisDesk *desk)
{
  return parvis_search_page_new ();
}

static ParvisPage *
open_map (ParvisDesk *desk)
{
  return parvis_page_for ("map", "");
}

/* The fiche with most to say among those of the first theme. */
static ParvisPage *
open_service (ParvisDesk *desk)
{
  ParvisCatalog *catalog = parvis_desk_catalog (desk);
  g_autoptr (GPtrArray) themes = catalog != NULL ? parvis_catalog_themes (catalog, "fr", NULL) : NULL;
  const ParvisTheme *theme = themes != NULL && themes->len > 0 ? g_ptr_array_index (themes, 0) : NULL;
  g_autoptr (GPtrArray) services = theme != NULL ? parvis_catalog_services (catalog, theme->id, "fr", NULL) : NULL;
  const ParvisService *richest = NULL;

  for (guint i = 0; services != NULL && i < services->len; i++)
    {
      const ParvisService *service = g_ptr_array_index (services, i);

      if (richest == NULL || service->chapters->len > richest->chapters->len)
        richest = service;
    }
  return richest != NULL ? parvis_page_for ("service", richest->id) : NULL;
}

/* ---- the first of each kind ---- */

/* Every struct of the catalogue that has an id begins with it. */
typedef GPtrArray *(*ListFunc) (ParvisCatalog *catalog, const char *language, GError **error);

static GPtrArray *
list_faq (ParvisCatalog *catalog, const char *language, GError **error)
{
  return parvis_catalog_faq (catalog, NULL, language, error);
}

static GPtrArray *
list_news (ParvisCatalog *catalog, const char *language, GError **error)
{
  return parvis_catalog_news (catalog, g_get_real_time () / G_USEC_PER_SEC, language, error);
}

static GPtrArray *
list_events (ParvisCatalog *catalog, const char *language, GError **error)
{
  return parvis_catalog_events (catalog, g_get_real_time () / G_USEC_PER_SEC, 1, language, error);
}

static ParvisPage *
open_first (ParvisDesk *desk, const char *kind, ListFunc list)
{
  ParvisCatalog *catalog = parvis_desk_catalog (desk);
  g_autoptr (GPtrArray) all = catalog != NULL ? list (catalog, "fr", NULL) : NULL;
  char *const *first = all != NULL && all->len > 0 ? g_ptr_array_index (all, 0) : NULL;

  return first != NULL ? parvis_page_for (kind, *first) : NULL;
}

static ParvisPage *
open_life_event (ParvisDesk *desk)
{
  return open_first (desk, "life-event", parvis_catalog_life_events);
}

static ParvisPage *
open_answer (ParvisDesk *desk)
{
  return open_first (desk, "faq", list_faq);
}

static ParvisPage *
open_article (ParvisDesk *desk)
{
  return open_first (desk, "news", list_news);
}

static ParvisPage *
open_event (ParvisDesk *desk)
{
  return open_first (desk, "event", list_events);
}

static ParvisPage *
open_place (ParvisDesk *desk)
{
  return open_first (desk, "place", parvis_catalog_places);
}

static ParvisPage *
open_public (ParvisDesk *desk)
{
  return parvis_page_for ("public", "newcomers");
}

static ParvisPage *
open_faq (ParvisDesk *desk)
{
  return parvis_faq_page_new (NULL);
}

static ParvisPage *
open_agenda (ParvisDesk *desk)
{
  return parvis_agenda_page_new ();
}

static ParvisPage *
open_news (ParvisDesk *desk)
{
  return parvis_news_page_new ();
}

static ParvisPage *
open_places (ParvisDesk *desk)
{
  return parvis_places_page_new ();
}

static ParvisPage *
open_attract (ParvisDesk *desk)
{
  return parvis_attract_page_new ();
}

/* ---- a démarche that asks everything there is to ask ---- */

static ParvisDemarche *
all_questions (void)
{
  g_autoptr (GBytes) bytes = g_resources_lookup_data (QUESTIONS, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr (JsonNode) node = bytes != NULL ? json_from_string (g_bytes_get_data (bytes, NULL), NULL) : NULL;

  return node != NULL ? parvis_demarche_parse (node, parvis_language_get (), NULL, NULL, NULL) : NULL;
}

static ParvisPage *
open_demarche (ParvisDesk *desk, gboolean answered)
{
  g_autoptr (ParvisDemarche) demarche = all_questions ();
  g_autoptr (GError) error = NULL;
  ParvisDraft *draft;

  if (demarche == NULL)
    return NULL;
  draft = parvis_draft_new (demarche);
  if (answered && !parvis_draft_fill (draft, ANSWERS_SEED, &error))
    g_warning ("gallery: %s", error->message);
  return parvis_demarche_page_new (desk, draft, parvis_language_get ());
}

static ParvisPage *
open_questions (ParvisDesk *desk)
{
  return open_demarche (desk, FALSE);
}

static ParvisPage *
open_answers (ParvisDesk *desk)
{
  return open_demarche (desk, TRUE);
}

/* What a submission would bring, which the gallery does not make. */
static ParvisPage *
open_receipt (ParvisDesk *desk)
{
  ParvisSlip *slip = parvis_slip_new ();

  slip->commune = g_strdup ("Mairie de Saint-Aubin-du-Parvis");
  slip->title = g_strdup ("Toutes les questions");
  slip->code = g_strdup ("7F4K 29QX");
  slip->submitted_on = g_strdup ("dimanche 22 novembre 2026 à 14 h 36");
  slip->office_name = g_strdup ("Mairie");
  slip->office_address = g_strdup ("1 place de la Mairie");
  slip->office_phone = g_strdup ("02 99 00 00 00");
  slip->delivery = g_strdup (_("Votre demande est à l’abri dans cette borne et partira toute seule."));
  parvis_slip_add_answer (slip, "Votre nom", "Le Goff");
  return parvis_gallery_page_new (parvis_receipt_view_new (desk, slip, "toutes-les-questions"));
}

/* ---- what a question opens for a moment ---- */

static GDate
a_day (void)
{
  GDate day;

  g_date_clear (&day, 1);
  g_date_set_dmy (&day, 22, G_DATE_NOVEMBER, 2026);
  return day;
}

static ParvisPage *
open_wheels (ParvisDesk *desk)
{
  GDate today = a_day ();

  return parvis_gallery_page_new (parvis_date_panel_new (_("Date de naissance"), PARVIS_DATE_PAST, "1958-03-31", &today));
}

static ParvisPage *
open_calendar (ParvisDesk *desk)
{
  GDate today = a_day ();

  return parvis_gallery_page_new (parvis_date_panel_new (_("Choisir la date"), PARVIS_DATE_FUTURE, "2026-11-27", &today));
}

static ParvisPage *
open_list (ParvisDesk *desk)
{
  return parvis_gallery_page_new (parvis_picker_new (_("Choisir dans la liste"), parvis_countries (), "Belgique", TRUE));
}

static ParvisPage *
open_track (ParvisDesk *desk)
{
  return parvis_track_page_new ();
}

static ParvisPage *
open_payment (ParvisDesk *desk)
{
  return parvis_payment_page_new ();
}

static const ParvisScene scenes[] = {
  { "accueil", TRUE, NULL, NULL, FALSE },
  { "accessibilite", TRUE, NULL, N_("Accessibilité"), FALSE },
  { "langue", TRUE, NULL, "", FALSE },
  { "theme", TRUE, open_theme, NULL, FALSE },
  { "fiche", TRUE, open_service, NULL, FALSE },
  { "fiche-horaires", FALSE, NULL, N_("Les horaires de la semaine"), FALSE },
  { "emporter", FALSE, NULL, N_("Emporter sur mon téléphone"), FALSE },
  { "veille", TRUE, open_attract, NULL, FALSE },
  { "recherche", TRUE, open_search, NULL, FALSE },
  { "accueil-moments", TRUE, NULL, N_("Par moment de vie"), FALSE },
  { "accueil-publics", TRUE, NULL, N_("Pour qui"), FALSE },
  { "public", TRUE, open_public, NULL, FALSE },
  { "moment-de-vie", TRUE, open_life_event, NULL, FALSE },
  { "moment-question", FALSE, NULL, N_("Commencer"), FALSE },
  { "moment-suite", FALSE, NULL, N_("Je ne sais pas"), TRUE },
  { "questions-frequentes", TRUE, open_faq, NULL, FALSE },
  { "reponse-frequente", TRUE, open_answer, NULL, FALSE },
  { "actualites", TRUE, open_news, NULL, FALSE },
  { "actualite", TRUE, open_article, NULL, FALSE },
  { "agenda", TRUE, open_agenda, NULL, FALSE },
  { "agenda-mois", FALSE, NULL, N_("Par mois"), FALSE },
  { "evenement", TRUE, open_event, NULL, FALSE },
  { "lieux", TRUE, open_places, NULL, FALSE },
  { "lieu", TRUE, open_place, NULL, FALSE },
  { "plan", TRUE, open_map, NULL, FALSE },
  { "vie-privee", TRUE, open_questions, NULL, FALSE },
  { "questions", FALSE, NULL, N_("J’ai compris, commencer"), FALSE },
  { "fautes", FALSE, NULL, N_("Continuer"), FALSE },
  { "quitter", FALSE, NULL, N_("Accueil"), FALSE },
  { "reponses-vie-privee", TRUE, open_answers, NULL, FALSE },
  { "reponses", FALSE, NULL, N_("J’ai compris, commencer"), FALSE },
  { "reponses", FALSE, NULL, N_("Continuer"), TRUE },
  { "molettes", TRUE, open_wheels, NULL, FALSE },
  { "calendrier", TRUE, open_calendar, NULL, FALSE },
  { "liste", TRUE, open_list, NULL, FALSE },
  { "recu", TRUE, open_receipt, NULL, FALSE },
  { "suivre", TRUE, open_track, NULL, FALSE },
  { "payer", TRUE, open_payment, NULL, FALSE },
  { NULL, FALSE, NULL, NULL, FALSE },
};

const ParvisScene *
parvis_gallery_scenes (void)
{
  return scenes;
}
