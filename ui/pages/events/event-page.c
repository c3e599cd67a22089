/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/pages/events/event-page.h"

#include <glib/gi18n-lib.h>

#include "app/words/calendar.h"
#include "ui/key/key.h"
#include "ui/pages/open.h"
#include "ui/pages/service/facts.h"
#include "ui/pages/take/take-page.h"
#include "ui/sheet/sheet.h"

struct _ParvisEventPage
{
  ParvisPage parent_instance;
  ParvisSheet *sheet;
  char *event_id;
  ParvisLeaflet *leaflet; /* (nullable) what can be taken away */
};

G_DEFINE_FINAL_TYPE (ParvisEventPage, parvis_event_page, PARVIS_TYPE_PAGE)

/* "Salle des fêtes, 3 rue du Marché". (transfer full) (nullable) */
static char *
say_where (const ParvisEvent *event, const ParvisPlace *place)
{
  if (place != NULL)
    /* Translators: "Médiathèque, 4 place du Marché". */
    return g_strdup_printf (C_ ("place and address", "%1$s, %2$s"), place->name, place->address);
  return g_strdup (event->place_name);
}

static void
on_take (GtkButton *key, ParvisEventPage *self)
{
  parvis_page_go (PARVIS_PAGE (self), parvis_take_page_new (self->leaflet));
}

static void
make_leaflet (ParvisEventPage *self, const ParvisEvent *event, const char *when, const char *where)
{
  ParvisPage *page = PARVIS_PAGE (self);

  g_clear_pointer (&self->leaflet, parvis_leaflet_unref);
  self->leaflet
      = parvis_desk_leaflet_new (parvis_page_get_desk (page), _ ("Agenda"), event->title, parvis_page_language (page));
  parvis_leaflet_add_row (self->leaflet, _ ("Quand"), when);
  parvis_leaflet_add_row (self->leaflet, _ ("Où"), where);
  parvis_leaflet_add_text (self->leaflet, event->summary);
  parvis_leaflet_add_text (self->leaflet, event->details);
}

static void
add_actions (ParvisEventPage *self, const ParvisPlace *place)
{
  GtkWidget *take = parvis_key_new ("mobile", _ ("Emporter ces informations"), GTK_ORIENTATION_HORIZONTAL);

  gtk_widget_add_css_class (take, "secondary");
  g_signal_connect (take, "clicked", G_CALLBACK (on_take), self);
  parvis_sheet_add_action (self->sheet, take);
  if (place != NULL)
    {
      GtkWidget *key = parvis_key_new_trailing (_ ("Voir le lieu"), "next");

      gtk_widget_add_css_class (key, "primary");
      parvis_open_when_clicked (key, PARVIS_PAGE (self), "place", place->id);
      parvis_sheet_add_action (self->sheet, key);
    }
}

static void
fill_sheet (ParvisEventPage *self, const ParvisEvent *event, const ParvisPlace *place)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *said = parvis_words_when (event->starts_at, event->ends_at, now);
  g_autofree char *when = parvis_words_capital (said);
  g_autofree char *where = say_where (event, place);

  parvis_sheet_append (self->sheet, parvis_fact_new ("calendar", _ ("Quand"), when));
  if (where != NULL)
    parvis_sheet_append (self->sheet, parvis_fact_new ("pin", _ ("Où"), where));
  if (event->details != NULL)
    parvis_sheet_append (self->sheet, parvis_fact_new ("info", _ ("À savoir"), event->details));
  make_leaflet (self, event, when, where);
  add_actions (self, place);
}

static void
parvis_event_page_build (ParvisPage *page)
{
  ParvisEventPage *self = PARVIS_EVENT_PAGE (page);
  ParvisCatalog *catalog = parvis_desk_catalog (parvis_page_get_desk (page));
  const char *language = parvis_page_language (page);
  g_autoptr (ParvisEvent) event = parvis_catalog_event (catalog, self->event_id, language, NULL);
  g_autoptr (ParvisPlace) place
      = event != NULL && event->place != NULL ? parvis_catalog_place (catalog, event->place, language, NULL) : NULL;

  self->sheet = event != NULL ? parvis_sheet_new (_ ("Agenda"), event->title, event->summary)
                              : parvis_sheet_new (NULL, _ ("Cet événement n’existe plus."), _ ("Touchez Retour."));
  if (event != NULL)
    fill_sheet (self, event, place);
  parvis_page_set_child (page, GTK_WIDGET (self->sheet));
}

static void
parvis_event_page_shown (ParvisPage *page)
{
  parvis_sheet_focus_title (PARVIS_EVENT_PAGE (page)->sheet);
}

static void
parvis_event_page_layout (ParvisPage *page, gboolean landscape)
{
  parvis_sheet_set_side_by_side (PARVIS_EVENT_PAGE (page)->sheet, landscape);
}

static void
parvis_event_page_finalize (GObject *object)
{
  ParvisEventPage *self = PARVIS_EVENT_PAGE (object);

  g_free (self->event_id);
  g_clear_pointer (&self->leaflet, parvis_leaflet_unref);
  G_OBJECT_CLASS (parvis_event_page_parent_class)->finalize (object);
}

static void
parvis_event_page_class_init (ParvisEventPageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = parvis_event_page_finalize;
  PARVIS_PAGE_CLASS (klass)->build = parvis_event_page_build;
  PARVIS_PAGE_CLASS (klass)->shown = parvis_event_page_shown;
  PARVIS_PAGE_CLASS (klass)->layout = parvis_event_page_layout;
}

static void
parvis_event_page_init (ParvisEventPage *self)
{
}

ParvisPage *
parvis_event_page_new (const char *event_id)
{
  ParvisEventPage *self = g_object_new (PARVIS_TYPE_EVENT_PAGE, NULL);

  self->event_id = g_strdup (event_id);
  return PARVIS_PAGE (self);
}
