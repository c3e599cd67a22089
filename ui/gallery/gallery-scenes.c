/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/gallery/gallery-scenes.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "app/demarche/fill.h"
#include "ui/alert/alerts.h"
#include "ui/fields/countries.h"
#include "ui/fields/card-panel.h"
#include "ui/fields/date-panel.h"
#include "ui/fields/phone-panel.h"
#include "ui/fields/picker.h"
#include "ui/language/language.h"
#include "ui/pages/attract/attract-page.h"
#include "ui/pages/demarche/demarche-page.h"
#include "ui/pages/demarche/receipt-view.h"
#include "ui/pages/events/agenda-page.h"
#include "ui/pages/faq/faq-page.h"
#include "ui/pages/home/home-page.h"
#include "ui/pages/news/news-page.h"
#include "ui/pages/open.h"
#include "ui/pages/payment/payment-page.h"
#include "ui/pages/places/places-page.h"
#include "ui/pages/search/search-page.h"
#include "ui/pages/track/track-page.h"

#define QUESTIONS    "/fr/parvis/kiosk/json/questions.json"
#define ANSWERS_SEED 7

/* ---- one of each kind ---- */

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

static int
compare_richness (gconstpointer a, gconstpointer b)
{
  const ParvisService *const *left = a, *const *right = b;

  return (int) (*right)->chapters->len - (int) (*left)->chapters->len;
}

/* The fiche with most to say among those of the first theme comes first. */
static GPtrArray *
list_services (ParvisCatalog *catalog, const char *language, GError **error)
{
  g_autoptr (GPtrArray) themes = parvis_catalog_themes (catalog, language, error);
  const ParvisTheme *theme = themes != NULL && themes->len > 0 ? g_ptr_array_index (themes, 0) : NULL;
  GPtrArray *services = theme != NULL ? parvis_catalog_services (catalog, theme->id, language, error) : NULL;

  if (services != NULL)
    g_ptr_array_sort (services, compare_richness);
  return services;
}

static ParvisPage *
open_first (ParvisDesk *desk, const char *kind, ParvisSceneList list)
{
  ParvisCatalog *catalog = parvis_desk_catalog (desk);
  g_autoptr (GPtrArray) all = catalog != NULL ? list (catalog, "fr", NULL) : NULL;
  char *const *first = all != NULL && all->len > 0 ? g_ptr_array_index (all, 0) : NULL;

  return first != NULL ? parvis_page_for (kind, *first) : NULL;
}

static ParvisPage *
open_faq (ParvisDesk *desk)
{
  return parvis_faq_page_new (NULL);
}

/* ---- a kiosk that has nothing to propose ---- */

static ParvisPage *
open_old (ParvisDesk *desk)
{
  return parvis_home_page_new_closed (NULL);
}

static ParvisPage *
open_empty (ParvisDesk *desk)
{
  return parvis_home_page_new_closed (N_ ("Cette borne n’a pas encore reçu son contenu. Adressez-vous à l’accueil."));
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
  slip->delivery = g_strdup (_ ("Votre demande est à l’abri dans cette borne et partira toute seule."));
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

  return parvis_gallery_page_new (
      parvis_date_panel_new (_ ("Date de naissance"), PARVIS_DATE_PAST, "1958-03-31", &today));
}

static ParvisPage *
open_calendar (ParvisDesk *desk)
{
  GDate today = a_day ();

  return parvis_gallery_page_new (
      parvis_date_panel_new (_ ("Choisir la date"), PARVIS_DATE_FUTURE, "2026-11-27", &today));
}

static ParvisPage *
open_list (ParvisDesk *desk)
{
  return parvis_gallery_page_new (
      parvis_picker_new (_ ("Choisir dans la liste"), parvis_countries (), "Belgique", TRUE));
}

/* ---- an identity card that is read ---- */

static ParvisPage *
open_card_stage (ParvisDesk *desk, ParvisCardStage stage, guint percent)
{
  GtkWidget *panel = parvis_card_panel_new (desk);

  parvis_card_panel_show_stage (PARVIS_CARD_PANEL (panel), stage, percent);
  return parvis_gallery_page_new (panel);
}

static ParvisPage *
open_card_error (ParvisDesk *desk, ParvisCardReadingError code, const char *sentence)
{
  g_autoptr (GError) error = g_error_new_literal (PARVIS_CARD_READING_ERROR, (int) code, _ (sentence));
  GtkWidget *panel = parvis_card_panel_new (desk);

  parvis_card_panel_show_error (PARVIS_CARD_PANEL (panel), error);
  return parvis_gallery_page_new (panel);
}

static ParvisPage *
open_card (ParvisDesk *desk)
{
  return parvis_gallery_page_new (parvis_card_panel_new (desk));
}

static ParvisPage *
open_passport (ParvisDesk *desk)
{
  GtkWidget *panel = parvis_card_panel_new (desk);

  parvis_card_panel_choose_passport (PARVIS_CARD_PANEL (panel));
  return parvis_gallery_page_new (panel);
}

static ParvisPage *
open_card_waiting (ParvisDesk *desk)
{
  return open_card_stage (desk, PARVIS_CARD_STAGE_WAITING, 0);
}

static ParvisPage *
open_card_reading (ParvisDesk *desk)
{
  return open_card_stage (desk, PARVIS_CARD_STAGE_READING, 60);
}

static ParvisPage *
open_card_moved (ParvisDesk *desk)
{
  return open_card_error (desk, PARVIS_CARD_READING_AGAIN,
                          N_ ("La carte a bougé avant la fin. Posez-la de nouveau, et laissez-la sur le lecteur."));
}

static ParvisPage *
open_card_refused (ParvisDesk *desk)
{
  return open_card_error (desk, PARVIS_CARD_READING_USELESS,
                          N_ ("La borne ne sait pas lire cette carte. Posez une carte d’identité de 2021 ou plus "
                              "récente, ou un passeport."));
}

static GtkWidget *
new_pass_panel (ParvisDesk *desk)
{
  return parvis_card_panel_new_for_pass (desk, "pass-jeune", "Pass Jeune");
}

static ParvisPage *
open_pass (ParvisDesk *desk)
{
  return parvis_gallery_page_new (new_pass_panel (desk));
}

static ParvisPage *
open_other_pass (ParvisDesk *desk)
{
  g_autofree char *sentence = g_strdup_printf (
      _ ("Ce n’est pas la carte « %s ». Posez la bonne carte, sans autre carte à côté."), "Pass Jeune");
  g_autoptr (GError) error = g_error_new_literal (PARVIS_CARD_READING_ERROR, PARVIS_CARD_READING_OTHER_CARD, sentence);
  GtkWidget *panel = new_pass_panel (desk);

  parvis_card_panel_show_error (PARVIS_CARD_PANEL (panel), error);
  return parvis_gallery_page_new (panel);
}

static ParvisPage *
open_telephone (ParvisDesk *desk)
{
  return parvis_gallery_page_new (parvis_phone_panel_new (desk, "Un justificatif de domicile", "document", 1));
}

static ParvisDialog *
cover_with_alert (void)
{
  return parvis_alert_new ("Alerte aux vents violents",
                           "Restez chez vous si vous le pouvez. Les parcs et le cimetière sont fermés.");
}

/* A picture of tiles comes out of threads of its own. */
#define MAP_FRAMES 90

static const ParvisScene scenes[] = {
  { "accueil", .home = TRUE },
  { "accessibilite", .home = TRUE, .press = N_ ("Accessibilité") },
  { "langue", .home = TRUE, .press = "" },
  { "theme", .home = TRUE, .kind = "theme", .list = parvis_catalog_themes },
  { "fiche", .home = TRUE, .kind = "service", .list = list_services },
  { "fiche-horaires", .press = N_ ("Les horaires de la semaine") },
  { "emporter", .press = N_ ("Emporter sur mon téléphone") },
  { "veille", .home = TRUE, .make = parvis_attract_page_new },
  { "alerte", .home = TRUE, .cover = cover_with_alert },
  { "recherche", .home = TRUE, .make = parvis_search_page_new },
  { "accueil-moments", .home = TRUE, .press = N_ ("Par moment de vie") },
  { "accueil-publics", .home = TRUE, .press = N_ ("Pour qui") },
  { "public", .home = TRUE, .kind = "public", .id = "newcomers" },
  { "moment-de-vie", .home = TRUE, .kind = "life-event", .list = parvis_catalog_life_events },
  { "moment-question", .press = N_ ("Commencer") },
  { "moment-suite", .press = N_ ("Je ne sais pas"), .repeat = TRUE },
  { "questions-frequentes", .home = TRUE, .open = open_faq },
  { "reponse-frequente", .home = TRUE, .kind = "faq", .list = list_faq },
  { "actualites", .home = TRUE, .make = parvis_news_page_new },
  { "actualite", .home = TRUE, .kind = "news", .list = list_news },
  { "agenda", .home = TRUE, .make = parvis_agenda_page_new },
  { "agenda-mois", .press = N_ ("Par mois") },
  { "evenement", .home = TRUE, .kind = "event", .list = list_events },
  { "lieux", .home = TRUE, .make = parvis_places_page_new },
  { "lieu", .home = TRUE, .kind = "place", .list = parvis_catalog_places },
  { "plan", .home = TRUE, .kind = "map", .id = "", .frames = MAP_FRAMES },
  { "vie-privee", .home = TRUE, .open = open_questions },
  { "questions", .press = N_ ("J’ai compris, commencer") },
  { "fautes", .press = N_ ("Continuer") },
  { "quitter", .press = N_ ("Accueil") },
  { "reponses-vie-privee", .home = TRUE, .open = open_answers },
  { "reponses", .press = N_ ("J’ai compris, commencer") },
  { "reponses", .press = N_ ("Continuer"), .repeat = TRUE },
  { "molettes", .home = TRUE, .open = open_wheels },
  { "calendrier", .home = TRUE, .open = open_calendar },
  { "liste", .home = TRUE, .open = open_list },
  { "telephone", .home = TRUE, .open = open_telephone },
  { "carte-numero", .home = TRUE, .open = open_card },
  { "carte-numero-manque", .press = N_ ("Continuer") },
  { "carte-passeport", .home = TRUE, .open = open_passport },
  { "carte-poser", .home = TRUE, .open = open_card_waiting },
  { "carte-lecture", .home = TRUE, .open = open_card_reading },
  { "carte-bougee", .home = TRUE, .open = open_card_moved },
  { "carte-inconnue", .home = TRUE, .open = open_card_refused },
  { "pass-poser", .home = TRUE, .open = open_pass },
  { "pass-autre-carte", .home = TRUE, .open = open_other_pass },
  { "recu", .home = TRUE, .open = open_receipt },
  { "suivre", .home = TRUE, .make = parvis_track_page_new_online },
  { "payer", .home = TRUE, .make = parvis_payment_page_new },
  { "suivre-sans-connexion", .home = TRUE, .make = parvis_track_page_new },
  { "accueil-perime", .home = TRUE, .open = open_old },
  { "accueil-sans-contenu", .home = TRUE, .open = open_empty },
  { NULL },
};

gboolean
parvis_scene_has_page (const ParvisScene *scene)
{
  return scene->make != NULL || scene->open != NULL || scene->kind != NULL;
}

ParvisPage *
parvis_scene_open (const ParvisScene *scene, ParvisDesk *desk)
{
  if (scene->make != NULL)
    return scene->make ();
  if (scene->open != NULL)
    return scene->open (desk);
  return scene->list != NULL ? open_first (desk, scene->kind, scene->list) : parvis_page_for (scene->kind, scene->id);
}

const ParvisScene *
parvis_gallery_scenes (void)
{
  return scenes;
}
