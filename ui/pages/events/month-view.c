/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/pages/events/month-view.h"

#include <glib/gi18n-lib.h>

#include "app/words/calendar.h"
#include "app/words/days.h"
#include "ui/access/access.h"
#include "ui/icons/icon.h"
#include "ui/key/key.h"
#include "ui/pager/pager.h"
#include "ui/pages/events/event-row.h"
#include "ui/pages/events/month-grid.h"
#include "ui/pages/open.h"
#include "ui/speech/spoken.h"
#include "ui/style/style.h"
#include "ui/text/text.h"
#include "ui/tile/tile.h"

#define NIGHT       (5 * 3600) /* what ends by five in the morning belongs to the day before: parvis_days_of_event() */
#define ROWS        3
#define ROWS_LARGE  2
#define LAST_EVENTS 500

struct _ParvisMonthView
{
  GtkWidget parent_instance;
  ParvisPage *page; /* borrowed: it holds this */
  GDate *day;       /* the page's */
  GtkWidget *box, *month, *list;
  GPtrArray *events; /* of ParvisEvent: of the month */
  GDateTime *now;
};

G_DEFINE_FINAL_TYPE (ParvisMonthView, parvis_month_view, GTK_TYPE_WIDGET)

static void show_month (ParvisMonthView *self);

static ParvisCatalog *
get_catalog (ParvisMonthView *self)
{
  return parvis_desk_catalog (parvis_page_get_desk (self->page));
}

static gboolean
is_on (ParvisMonthView *self, const ParvisEvent *event, const GDate *day)
{
  GDate first, last;

  parvis_days_of_event (event->starts_at, event->ends_at, g_date_time_get_timezone (self->now), &first, &last);
  return parvis_days_meet (&first, &last, day, day);
}

static void
set_part (ParvisMonthView *self, GtkWidget **part, GtkWidget *widget)
{
  if (*part != NULL)
    gtk_box_remove (GTK_BOX (self->box), *part);
  *part = widget;
  gtk_widget_set_hexpand (widget,
                          TRUE); /* and as high as the other: the Tab key goes first to what is higher in the middle */
}

/* ---- the day ---- */

static GtkWidget *
new_rows (ParvisMonthView *self)
{
  gboolean few = parvis_access_get_low_reach () || parvis_style_get_large (parvis_style_get ());
  GtkWidget *pager = parvis_pager_new (few ? ROWS_LARGE : ROWS);

  for (guint i = 0; i < self->events->len; i++)
    {
      const ParvisEvent *event = g_ptr_array_index (self->events, i);
      g_autofree char *words = NULL;
      GtkWidget *row;

      if (!is_on (self, event, self->day))
        continue;
      words = parvis_event_describe (event, self->now);
      row = parvis_row_new (event->title, words);
      parvis_open_when_clicked (row, self->page, "event", event->id);
      parvis_pager_append (PARVIS_PAGER (pager), row);
    }
  return pager;
}

static void
show_day (ParvisMonthView *self, gboolean any)
{
  GtkWidget *list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GDate today;

  parvis_days_of_instant (g_date_time_to_unix (self->now), g_date_time_get_timezone (self->now), &today);
  gtk_widget_add_css_class (list, "day-list");
  if (any)
    {
      g_autofree char *said = parvis_words_near_day (self->day, &today);
      g_autofree char *title = parvis_words_capital (said);

      gtk_box_append (GTK_BOX (list), parvis_text_new_heading (title, "title-2"));
      gtk_box_append (GTK_BOX (list), new_rows (self));
    }
  else
    gtk_box_append (GTK_BOX (list), parvis_text_new (_ ("Rien n’est annoncé ce mois-ci."), "note"));
  set_part (self, &self->list, list);
  gtk_box_append (GTK_BOX (self->box), list);
}

static void
on_day_chosen (ParvisMonthGrid *grid, guint day, ParvisMonthView *self)
{
  g_autofree char *said = NULL;

  g_date_set_day (self->day, (GDateDay) day);
  show_day (self, TRUE);
  said = parvis_words_day (self->day, NULL);
  parvis_page_announce (self->page, said);
}

/* ---- the month ---- */

static void
turn (ParvisMonthView *self, int months)
{
  g_date_set_day (self->day, 1);
  if (months > 0)
    g_date_add_months (self->day, 1);
  else
    g_date_subtract_months (self->day, 1);
  show_month (self);
}

static void
on_previous (GtkButton *key, ParvisMonthView *self)
{
  turn (self, -1);
}

static void
on_next (GtkButton *key, ParvisMonthView *self)
{
  turn (self, 1);
}

/* Whether there is something to see after the month that begins with @first. */
static gboolean
has_later (ParvisMonthView *self, const GDate *first)
{
  gint64 now = g_date_time_to_unix (self->now);
  g_autoptr (GPtrArray) all
      = parvis_catalog_events (get_catalog (self), now, LAST_EVENTS, parvis_page_language (self->page), NULL);
  GDate next = *first;
  gint64 from;

  g_date_add_months (&next, 1);
  from = parvis_days_begin (&next, g_date_time_get_timezone (self->now));
  for (guint i = 0; all != NULL && i < all->len; i++)
    if (((const ParvisEvent *) g_ptr_array_index (all, i))->ends_at >= from + NIGHT)
      return TRUE;
  return FALSE;
}

static GtkWidget *
new_turn_key (ParvisMonthView *self, const GDate *first, int months)
{
  GDate other = *first;
  g_autofree char *name = NULL, *spoken = NULL;
  GtkWidget *key;

  if (months > 0)
    g_date_add_months (&other, 1);
  else
    g_date_subtract_months (&other, 1);
  name = parvis_words_capital (parvis_words_month_name ((int) g_date_get_month (&other)));
  key = months > 0 ? parvis_key_new_trailing (name, "next") : parvis_key_new ("back", name, GTK_ORIENTATION_HORIZONTAL);
  if (parvis_style_get_large (parvis_style_get ())) /* its name would not fit beside the month's */
    gtk_button_set_child (GTK_BUTTON (key), parvis_icon_new (months > 0 ? "next" : "back"));
  spoken = g_strdup_printf (months > 0 ? _ ("Mois suivant : %s") : _ ("Mois précédent : %s"), name);
  parvis_spoken_set (key, spoken, NULL, NULL);
  gtk_widget_add_css_class (key, "month-turn");
  g_signal_connect (key, "clicked", G_CALLBACK (months > 0 ? on_next : on_previous), self);
  return key;
}

/* No way back before today's month, and none forward past what is announced. */
static GtkWidget *
new_bar (ParvisMonthView *self, const GDate *first)
{
  GtkWidget *bar = gtk_center_box_new ();
  g_autofree char *name = parvis_words_month ((int) g_date_get_month (first), g_date_get_year (first));
  g_autofree char *title = parvis_words_capital (name);
  GtkWidget *heading = parvis_text_new_heading (title, "title-2");
  GDate today;

  parvis_days_of_instant (g_date_time_to_unix (self->now), g_date_time_get_timezone (self->now), &today);
  gtk_label_set_wrap (GTK_LABEL (heading), FALSE);
  gtk_widget_add_css_class (bar, "month-head");
  gtk_center_box_set_center_widget (GTK_CENTER_BOX (bar), heading);
  if (g_date_compare (first, &today) > 0)
    gtk_center_box_set_start_widget (GTK_CENTER_BOX (bar), new_turn_key (self, first, -1));
  if (has_later (self, first))
    gtk_center_box_set_end_widget (GTK_CENTER_BOX (bar), new_turn_key (self, first, 1));
  return bar;
}

static void
count_days (ParvisMonthView *self, const GDate *first, const GDate *last, guint counts[PARVIS_MONTH_DAYS])
{
  for (guint i = 0; i < self->events->len; i++)
    {
      const ParvisEvent *event = g_ptr_array_index (self->events, i);
      GDate from, to;

      parvis_days_of_event (event->starts_at, event->ends_at, g_date_time_get_timezone (self->now), &from, &to);
      if (!parvis_days_meet (&from, &to, first, last))
        continue;
      g_date_clamp (&from, first, last);
      g_date_clamp (&to, first, last);
      for (guint day = g_date_get_day (&from); day <= g_date_get_day (&to); day++)
        counts[day]++;
    }
}

static void
read_events (ParvisMonthView *self, const GDate *first, const GDate *last)
{
  GTimeZone *zone = g_date_time_get_timezone (self->now);
  GDate after = *last;

  g_date_add_days (&after, 1);
  g_clear_pointer (&self->events, g_ptr_array_unref);
  self->events
      = parvis_catalog_events_between (get_catalog (self), parvis_days_begin (first, zone),
                                       parvis_days_begin (&after, zone), parvis_page_language (self->page), NULL);
  if (self->events == NULL)
    self->events = g_ptr_array_new ();
}

/* The day that is chosen if something takes place on it, else the first one, from today on, on which something does. 0:
 * none. */
static guint
choose (ParvisMonthView *self, const GDate *first, const guint counts[PARVIS_MONTH_DAYS])
{
  GDate today;
  guint from = g_date_get_day (self->day),
        last = g_date_get_days_in_month (g_date_get_month (first), g_date_get_year (first));

  parvis_days_of_instant (g_date_time_to_unix (self->now), g_date_time_get_timezone (self->now), &today);
  if (counts[from] > 0)
    return from;
  if (g_date_get_month (&today) == g_date_get_month (first) && g_date_get_year (&today) == g_date_get_year (first))
    from = g_date_get_day (&today);
  for (guint day = from; day <= last; day++)
    if (counts[day] > 0)
      return day;
  return 0;
}

static void
show_month (ParvisMonthView *self)
{
  GtkWidget *month = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *grid;
  guint counts[PARVIS_MONTH_DAYS] = { 0 }, chosen;
  GDate first, last, today;

  parvis_days_month (self->day, &first, &last);
  parvis_days_of_instant (g_date_time_to_unix (self->now), g_date_time_get_timezone (self->now), &today);
  read_events (self, &first, &last);
  count_days (self, &first, &last, counts);
  chosen = choose (self, &first, counts);
  if (chosen > 0)
    g_date_set_day (self->day, (GDateDay) chosen);
  grid = parvis_month_grid_new (&first, counts, &today, chosen);
  g_signal_connect (grid, "chosen", G_CALLBACK (on_day_chosen), self);
  gtk_box_append (GTK_BOX (month), new_bar (self, &first));
  gtk_box_append (GTK_BOX (month), grid);
  set_part (self, &self->month, month);
  gtk_box_prepend (GTK_BOX (self->box), month);
  show_day (self, chosen > 0);
}

static void
parvis_month_view_dispose (GObject *object)
{
  ParvisMonthView *self = PARVIS_MONTH_VIEW (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->events, g_ptr_array_unref);
  g_clear_pointer (&self->now, g_date_time_unref);
  G_OBJECT_CLASS (parvis_month_view_parent_class)->dispose (object);
}

static void
parvis_month_view_class_init (ParvisMonthViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = parvis_month_view_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "monthview");
}

static void
parvis_month_view_init (ParvisMonthView *self)
{
  self->now = g_date_time_new_now_local ();
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
parvis_month_view_new (ParvisPage *page, GDate *day)
{
  ParvisMonthView *self = g_object_new (PARVIS_TYPE_MONTH_VIEW, NULL);
  /* In large text the month and its day do not fit side by side. */
  gboolean beside = parvis_page_is_landscape (page) && !parvis_style_get_large (parvis_style_get ());

  self->page = page;
  self->day = day;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->box),
                                  beside ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL);
  gtk_box_set_homogeneous (GTK_BOX (self->box), beside);
  show_month (self);
  return GTK_WIDGET (self);
}
