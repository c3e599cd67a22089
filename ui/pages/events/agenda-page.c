/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/pages/events/agenda-page.h"

#include <glib/gi18n-lib.h>

#include "app/words/days.h"
#include "ui/pager/pager.h"
#include "ui/pages/events/event-row.h"
#include "ui/pages/events/month-view.h"
#include "ui/pages/list/list-page.h"
#include "ui/pages/open.h"
#include "ui/style/style.h"
#include "ui/tabs/tabbed.h"
#include "ui/text/text.h"

#define MOST_EVENTS 200

typedef enum
{
  COMING,
  WEEKEND,
  MONTH
} Mode;

struct _ParvisAgendaPage
{
  ParvisPage parent_instance;
  ParvisSheet *sheet;
  ParvisTabbed *tabbed;
  Mode mode;
  GDate day; /* of the month's view */
};

G_DEFINE_FINAL_TYPE (ParvisAgendaPage, parvis_agenda_page, PARVIS_TYPE_PAGE)

static gboolean
is_this_weekend (const ParvisEvent *event, GDateTime *now)
{
  GTimeZone *zone = g_date_time_get_timezone (now);
  GDate first, last, today, saturday, sunday;

  parvis_days_of_event (event->starts_at, event->ends_at, zone, &first, &last);
  parvis_days_of_instant (g_date_time_to_unix (now), zone, &today);
  parvis_days_weekend (&today, &saturday, &sunday);
  return parvis_days_meet (&first, &last, &saturday, &sunday);
}

/* What has not ended yet, soonest first. */
static GtkWidget *
new_list (ParvisAgendaPage *self, gboolean weekend_only, const char *nothing)
{
  ParvisPage *page = PARVIS_PAGE (self);
  ParvisCatalog *catalog = parvis_desk_catalog (parvis_page_get_desk (page));
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GPtrArray) events
      = parvis_catalog_events (catalog, g_date_time_to_unix (now), MOST_EVENTS, parvis_page_language (page), NULL);
  GtkWidget *pager = NULL;

  for (guint i = 0; events != NULL && i < events->len; i++)
    {
      const ParvisEvent *event = g_ptr_array_index (events, i);
      GtkWidget *row;

      if (weekend_only && !is_this_weekend (event, now))
        continue;
      if (pager == NULL)
        pager = parvis_pager_new (parvis_list_page_high_rows (parvis_page_is_landscape (page)));
      row = parvis_event_row_new (event, now);
      parvis_open_when_clicked (row, page, "event", event->id);
      parvis_pager_append (PARVIS_PAGER (pager), row);
    }
  return pager != NULL ? pager : parvis_text_new (nothing, "note");
}

static void
show_mode (ParvisAgendaPage *self)
{
  GtkWidget *content;

  if (self->mode == MONTH)
    content = parvis_month_view_new (PARVIS_PAGE (self), &self->day);
  else if (self->mode == WEEKEND)
    content = new_list (self, TRUE, _ ("Rien n’est annoncé ce week-end. Touchez « À venir » pour voir la suite."));
  else
    content = new_list (self, FALSE, _ ("Rien n’est annoncé pour le moment."));
  parvis_tabbed_set_content (self->tabbed, content);
}

static void
on_large_changed (ParvisAgendaPage *self)
{
  if (self->tabbed != NULL)
    show_mode (self);
}

static void
on_chosen (ParvisTabbed *tabbed, guint mode, ParvisAgendaPage *self)
{
  self->mode = mode;
  show_mode (self);
}

static void
parvis_agenda_page_build (ParvisPage *page)
{
  ParvisAgendaPage *self = PARVIS_AGENDA_PAGE (page);
  const char *modes[] = { _ ("À venir"), _ ("Ce week-end"), _ ("Par mois"), NULL };

  self->sheet = parvis_sheet_new (NULL, _ ("Agenda"), NULL);
  self->tabbed = PARVIS_TABBED (parvis_tabbed_new (_ ("Quels jours montrer"), modes, self->mode));
  g_signal_connect_object (self->tabbed, "chosen", G_CALLBACK (on_chosen), self, (GConnectFlags) 0);
  parvis_sheet_append (self->sheet, GTK_WIDGET (self->tabbed));
  parvis_page_set_child (page, GTK_WIDGET (self->sheet));
}

static void
parvis_agenda_page_shown (ParvisPage *page)
{
  parvis_sheet_focus_title (PARVIS_AGENDA_PAGE (page)->sheet);
}

static void
parvis_agenda_page_layout (ParvisPage *page, gboolean landscape)
{
  ParvisAgendaPage *self = PARVIS_AGENDA_PAGE (page);

  parvis_tabbed_set_landscape (self->tabbed, landscape);
  show_mode (self);
}

static void
parvis_agenda_page_dispose (GObject *object)
{
  PARVIS_AGENDA_PAGE (object)->tabbed = NULL;
  G_OBJECT_CLASS (parvis_agenda_page_parent_class)->dispose (object);
}

static void
parvis_agenda_page_class_init (ParvisAgendaPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = parvis_agenda_page_dispose;
  PARVIS_PAGE_CLASS (klass)->build = parvis_agenda_page_build;
  PARVIS_PAGE_CLASS (klass)->shown = parvis_agenda_page_shown;
  PARVIS_PAGE_CLASS (klass)->layout = parvis_agenda_page_layout;
}

static void
parvis_agenda_page_init (ParvisAgendaPage *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  parvis_days_of_instant (g_date_time_to_unix (now), g_date_time_get_timezone (now), &self->day);
  g_signal_connect_object (parvis_style_get (), "large-changed", G_CALLBACK (on_large_changed), self,
                           G_CONNECT_SWAPPED);
}

ParvisPage *
parvis_agenda_page_new (void)
{
  return g_object_new (PARVIS_TYPE_AGENDA_PAGE, NULL);
}
