/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/pages/service/service-page.h"

#include <glib/gi18n-lib.h>

#include "app/leaflet/leaflet-service.h"
#include "ui/access/access.h"
#include "ui/access/access-switch.h"
#include "ui/accordion/accordion.h"
#include "ui/feedback/feedback.h"
#include "ui/key/key.h"
#include "ui/pages/demarche/start-key.h"
#include "ui/pages/service/facts.h"
#include "ui/pages/take/take-page.h"
#include "ui/paper/paper.h"
#include "ui/prose/prose.h"
#include "ui/sheet/sheet.h"
#include "ui/table/table.h"
#include "ui/worth/worth.h"

struct _ParvisServicePage
{
  ParvisPage parent_instance;
  char *service_id;
  ParvisService *service; /* (nullable) as last built */
  ParvisPlace *place;     /* (nullable) */
  ParvisLeaflet *papers;  /* (nullable) the list to be printed on its own */
  ParvisSheet *sheet;
  int open; /* chapter; -1: none */
  gboolean counted;
};

G_DEFINE_FINAL_TYPE (ParvisServicePage, parvis_service_page, PARVIS_TYPE_PAGE)

static gboolean
has_easy (const ParvisService *service)
{
  return service->easy_summary != NULL || service->easy_details != NULL;
}

/* The easy words stand for the long ones, and not beside them. */
static gboolean
reads_easy (const ParvisService *service)
{
  return parvis_access_get_easy () && service->easy_details != NULL;
}

/* ---- taking away ---- */

static ParvisLeaflet *
new_leaflet (ParvisServicePage *self, const char *kind)
{
  ParvisPage *page = PARVIS_PAGE (self);

  return parvis_desk_leaflet_new (parvis_page_get_desk (page), kind, self->service->title, parvis_page_language (page));
}

static void
on_take_clicked (ParvisServicePage *self)
{
  g_autoptr (ParvisLeaflet) leaflet = new_leaflet (self, _ ("Fiche pratique"));

  parvis_leaflet_add_service (leaflet, self->service, self->place, parvis_access_get_easy ());
  parvis_page_go (PARVIS_PAGE (self), parvis_take_page_new (leaflet));
}

static void
print_papers (ParvisDesk *desk, gpointer papers, GAsyncReadyCallback callback, gpointer user_data)
{
  parvis_desk_print_leaflet_async (desk, papers, callback, user_data);
}

static void
print_papers_ticket (ParvisDesk *desk, gpointer papers, GAsyncReadyCallback callback, gpointer user_data)
{
  parvis_desk_print_leaflet_ticket_async (desk, papers, callback, user_data);
}

static void
add_actions (ParvisServicePage *self, gboolean has_demarche)
{
  ParvisDesk *desk = parvis_page_get_desk (PARVIS_PAGE (self));
  gboolean has_printer, has_ticket;
  GtkWidget *take;

  g_object_get (desk, "has-printer", &has_printer, "has-receipt-printer", &has_ticket, NULL);
  take = has_printer || has_ticket
             ? parvis_key_new ("printer", _ ("Imprimer ou emporter"), GTK_ORIENTATION_HORIZONTAL)
             : parvis_key_new ("mobile", _ ("Emporter sur mon téléphone"), GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_add_css_class (take, "secondary");
  g_signal_connect_swapped (take, "clicked", G_CALLBACK (on_take_clicked), self);
  if (has_demarche)
    parvis_sheet_add_action (self->sheet,
                             parvis_start_key_new (PARVIS_PAGE (self), self->service->demarche, self->service->online));
  parvis_sheet_add_action (self->sheet, take);
}

/* ---- what it says ---- */

static void
add_papers (ParvisServicePage *self)
{
  GtkWidget *fact;

  if (self->service->papers == NULL || self->service->papers[0] == NULL)
    return;
  g_clear_pointer (&self->papers, parvis_leaflet_unref);
  self->papers = new_leaflet (self, _ ("Papiers à apporter"));
  parvis_leaflet_add_papers (self->papers, self->service, self->place);
  fact = parvis_fact_new_list ("doc", _ ("Ce qu’il vous faut"), self->service->papers);
  parvis_fact_append (fact, parvis_paper_new (parvis_page_get_desk (PARVIS_PAGE (self)), _ ("Imprimer la liste"), NULL,
                                              print_papers, self->papers));
  parvis_fact_append (fact, parvis_paper_new_ticket (parvis_page_get_desk (PARVIS_PAGE (self)),
                                                     _ ("La liste sur un ticket"), print_papers_ticket, self->papers));
  parvis_sheet_append (self->sheet, fact);
}

static void
add_fact (ParvisServicePage *self, const char *icon, const char *title, const char *text)
{
  if (text != NULL && *text != '\0')
    parvis_sheet_append (self->sheet, parvis_fact_new (icon, title, text));
}

static GtkWidget *
new_chapter (const ParvisChapter *chapter)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  if (chapter->text != NULL && *chapter->text != '\0')
    gtk_box_append (GTK_BOX (content), parvis_prose_new (chapter->text, "chapter-text"));
  if (chapter->head != NULL && chapter->rows->len > 0)
    gtk_box_append (GTK_BOX (content), parvis_table_new (chapter->head, chapter->rows));
  return content;
}

static void
on_chapter_opened (ParvisAccordion *accordion, GParamSpec *pspec, ParvisServicePage *self)
{
  self->open = parvis_accordion_get_open (accordion);
}

static void
add_chapters (ParvisServicePage *self)
{
  g_autofree char *week = self->place != NULL ? parvis_place_describe_week (self->place) : NULL;
  GtkWidget *accordion = parvis_accordion_new ();
  guint chapters = self->service->chapters != NULL && !reads_easy (self->service) ? self->service->chapters->len : 0;

  for (guint i = 0; i < chapters; i++)
    {
      const ParvisChapter *chapter = g_ptr_array_index (self->service->chapters, i);
      parvis_accordion_append (PARVIS_ACCORDION (accordion), chapter->title, new_chapter (chapter));
    }
  if (week != NULL && *week != '\0')
    parvis_accordion_append (PARVIS_ACCORDION (accordion), _ ("Les horaires de la semaine"),
                             parvis_prose_new (week, "chapter-text"));
  parvis_accordion_set_open (PARVIS_ACCORDION (accordion), self->open);
  g_signal_connect (accordion, "notify::open", G_CALLBACK (on_chapter_opened), self);
  parvis_sheet_append (self->sheet, accordion);
}

static void
add_place (ParvisServicePage *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *text = self->place != NULL ? parvis_fact_describe_place (self->place, now) : NULL;

  add_fact (self, "pin", _ ("Où et quand"), text);
  if (self->place != NULL)
    add_fact (self, "phone", _ ("Téléphone"), self->place->phone);
}

static void
add_words (ParvisServicePage *self)
{
  const ParvisService *service = self->service;

  if (reads_easy (service))
    {
      GtkWidget *easy = parvis_prose_new (service->easy_details, "easy-text");
      gtk_widget_add_css_class (easy, "easy");
      parvis_sheet_append (self->sheet, easy);
    }
  add_papers (self);
  add_fact (self, "euro", _ ("Combien ça coûte"), service->cost);
  add_fact (self, "calendar", _ ("Quand aurez-vous une réponse"), service->delay);
  add_fact (self, "people", _ ("Pour qui"), service->audience);
  add_place (self);
  if (!reads_easy (service))
    add_fact (self, "info", _ ("Bon à savoir"), service->details);
  add_chapters (self);
}

static ParvisSheet *
new_sheet (ParvisCatalog *catalog, const ParvisService *service, const char *language)
{
  gboolean easy = parvis_access_get_easy () && service->easy_summary != NULL;
  g_autoptr (GPtrArray) themes = parvis_catalog_themes (catalog, language, NULL);
  const char *above = NULL;

  for (guint i = 0; themes != NULL && i < themes->len; i++)
    {
      const ParvisTheme *theme = g_ptr_array_index (themes, i);
      if (g_strcmp0 (theme->id, service->theme) == 0)
        above = theme->title;
    }
  return parvis_sheet_new (above, service->title, easy ? service->easy_summary : service->summary);
}

static void
build_service (ParvisServicePage *self, ParvisCatalog *catalog)
{
  const char *language = parvis_page_language (PARVIS_PAGE (self));
  const ParvisService *service = self->service;
  g_autoptr (ParvisDemarche) demarche
      = service->demarche != NULL ? parvis_catalog_demarche (catalog, service->demarche, language, NULL) : NULL;

  g_clear_pointer (&self->place, parvis_place_free);
  if (service->place != NULL)
    self->place = parvis_catalog_place (catalog, service->place, language, NULL);
  self->sheet = new_sheet (catalog, service, language);
  gtk_widget_add_css_class (GTK_WIDGET (self->sheet), "service");
  if (demarche != NULL)
    parvis_sheet_append (self->sheet,
                         parvis_start_key_new_pill (PARVIS_PAGE (self), demarche->minutes, service->online));
  else if (service->online)
    parvis_sheet_append (self->sheet, parvis_worth_new (parvis_page_get_desk (PARVIS_PAGE (self)), TRUE, NULL));
  if (has_easy (service))
    parvis_sheet_append (self->sheet, parvis_access_switch_new ("text", _ ("Texte facile à lire"), "easy"));
  add_words (self);
  parvis_sheet_append (self->sheet, parvis_feedback_new (PARVIS_PAGE (self), "service", self->service_id));
  add_actions (self, demarche != NULL);
}

/* ---- page ---- */

static void
parvis_service_page_build (ParvisPage *page)
{
  ParvisServicePage *self = PARVIS_SERVICE_PAGE (page);
  ParvisDesk *desk = parvis_page_get_desk (page);
  ParvisCatalog *catalog = parvis_desk_catalog (desk);

  parvis_page_set_child (page, NULL); /* what the earlier widgets hold of the service goes before it does */
  g_clear_pointer (&self->service, parvis_service_free);
  self->service = parvis_catalog_service (catalog, self->service_id, parvis_page_language (page), NULL);
  if (self->service != NULL)
    build_service (self, catalog);
  else
    self->sheet = parvis_sheet_new (NULL, _ ("Cette fiche n’existe plus."), _ ("Touchez Retour."));
  if (!self->counted && self->service != NULL)
    parvis_desk_count (desk, PARVIS_COUNT_SERVICE, self->service_id, NULL);
  self->counted = TRUE;
  parvis_page_set_child (page, GTK_WIDGET (self->sheet));
}

static void
parvis_service_page_shown (ParvisPage *page)
{
  parvis_sheet_focus_title (PARVIS_SERVICE_PAGE (page)->sheet);
}

static void
parvis_service_page_layout (ParvisPage *page, gboolean landscape)
{
  parvis_sheet_set_side_by_side (PARVIS_SERVICE_PAGE (page)->sheet, landscape);
}

static void
parvis_service_page_dispose (GObject *object)
{
  ParvisServicePage *self = PARVIS_SERVICE_PAGE (object);

  parvis_page_set_child (PARVIS_PAGE (self), NULL);
  g_clear_pointer (&self->papers, parvis_leaflet_unref);
  g_clear_pointer (&self->place, parvis_place_free);
  g_clear_pointer (&self->service, parvis_service_free);
  g_clear_pointer (&self->service_id, g_free);
  G_OBJECT_CLASS (parvis_service_page_parent_class)->dispose (object);
}

static void
parvis_service_page_class_init (ParvisServicePageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = parvis_service_page_dispose;
  PARVIS_PAGE_CLASS (klass)->build = parvis_service_page_build;
  PARVIS_PAGE_CLASS (klass)->shown = parvis_service_page_shown;
  PARVIS_PAGE_CLASS (klass)->layout = parvis_service_page_layout;
}

static void
parvis_service_page_init (ParvisServicePage *self)
{
  self->open = -1;
}

ParvisPage *
parvis_service_page_new (const char *service_id)
{
  ParvisServicePage *self = g_object_new (PARVIS_TYPE_SERVICE_PAGE, NULL);

  self->service_id = g_strdup (service_id);
  return PARVIS_PAGE (self);
}
