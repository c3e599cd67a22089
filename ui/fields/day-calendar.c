/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/fields/day-calendar.h"

#include <glib/gi18n-lib.h>

#include "app/words/calendar.h"
#include "app/words/days.h"
#include "ui/fields/field-host.h"
#include "ui/icons/icon.h"
#include "ui/key/key.h"
#include "ui/pages/events/month-grid.h"
#include "ui/speech/spoken.h"
#include "ui/text/text.h"

#define MONTHS_AHEAD 24

struct _ParvisDayCalendar
{
  GtkWidget parent_instance;

  GDate first, today, chosen;
  GDate month; /* its first day */
  GtkWidget *box, *heading, *before, *after, *grid;
};

enum
{
  CHOSEN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ParvisDayCalendar, parvis_day_calendar, GTK_TYPE_WIDGET)

static void show_month (ParvisDayCalendar *self);

static int
months_of (const GDate *date)
{
  return g_date_get_year (date) * 12 + (int) g_date_get_month (date);
}

static void
on_chosen (ParvisDayCalendar *self, guint day)
{
  self->chosen = self->month;
  g_date_set_day (&self->chosen, (GDateDay) day);
  g_signal_emit (self, signals[CHOSEN], 0, g_date_get_julian (&self->chosen));
}

static void
turn (ParvisDayCalendar *self, int months)
{
  if (months > 0)
    g_date_add_months (&self->month, 1);
  else
    g_date_subtract_months (&self->month, 1);
  show_month (self);
  parvis_field_host_announce (GTK_WIDGET (self), gtk_label_get_label (GTK_LABEL (self->heading)));
}

static void
on_before (ParvisDayCalendar *self)
{
  turn (self, -1);
}

static void
on_after (ParvisDayCalendar *self)
{
  turn (self, 1);
}

/* The days from the first one that can be chosen on. */
static void
open_days (ParvisDayCalendar *self, gboolean open[PARVIS_MONTH_DAYS])
{
  GDate day = self->month;
  int days = g_date_get_days_in_month (g_date_get_month (&day), g_date_get_year (&day));

  for (int i = 1; i <= days; i++, g_date_add_days (&day, 1))
    open[i] = g_date_compare (&day, &self->first) >= 0;
}

/* A key that leads nowhere is not there; the focus does not go with it. */
static void
show_key (GtkWidget *key, gboolean leads, GtkWidget *other)
{
  if (!leads && gtk_widget_has_focus (key))
    gtk_widget_grab_focus (other);
  gtk_widget_set_visible (key, leads);
}

static void
show_month (ParvisDayCalendar *self)
{
  g_autofree char *words = parvis_words_month ((int) g_date_get_month (&self->month), g_date_get_year (&self->month));
  g_autofree char *title = parvis_words_capital (words);
  gboolean open[PARVIS_MONTH_DAYS] = { FALSE };
  gboolean here = months_of (&self->month) == months_of (&self->chosen);
  int ahead = months_of (&self->month) - months_of (&self->first);

  gtk_label_set_label (GTK_LABEL (self->heading), title);
  show_key (self->before, ahead > 0, self->after);
  show_key (self->after, ahead < MONTHS_AHEAD, self->before);
  if (self->grid != NULL)
    gtk_box_remove (GTK_BOX (self->box), self->grid);
  open_days (self, open);
  self->grid = parvis_month_grid_new_days (&self->month, open, &self->today, here ? g_date_get_day (&self->chosen) : 0);
  g_signal_connect_swapped (self->grid, "chosen", G_CALLBACK (on_chosen), self);
  gtk_box_append (GTK_BOX (self->box), self->grid);
}

static GtkWidget *
new_turn (ParvisDayCalendar *self, const char *icon, const char *name, GCallback clicked)
{
  GtkWidget *key = gtk_button_new ();

  gtk_button_set_child (GTK_BUTTON (key), parvis_icon_new (icon));
  gtk_widget_add_css_class (key, "wheel-key");
  parvis_spoken_set (key, name, NULL, NULL);
  g_signal_connect_swapped (key, "clicked", clicked, self);
  return key;
}

static void
build_head (ParvisDayCalendar *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->before = new_turn (self, "back", _ ("Mois précédent"), G_CALLBACK (on_before));
  self->after = new_turn (self, "next", _ ("Mois suivant"), G_CALLBACK (on_after));
  self->heading = parvis_text_new_heading ("", "title-2");
  gtk_label_set_xalign (GTK_LABEL (self->heading), 0.5f);
  gtk_widget_set_hexpand (self->heading, TRUE);
  gtk_widget_add_css_class (head, "calendar-head");
  gtk_box_append (GTK_BOX (head), self->before);
  gtk_box_append (GTK_BOX (head), self->heading);
  gtk_box_append (GTK_BOX (head), self->after);
  gtk_box_append (GTK_BOX (self->box), head);
}

static void
parvis_day_calendar_dispose (GObject *object)
{
  g_clear_pointer (&PARVIS_DAY_CALENDAR (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (parvis_day_calendar_parent_class)->dispose (object);
}

static void
parvis_day_calendar_class_init (ParvisDayCalendarClass *class)
{
  G_OBJECT_CLASS (class)->dispose = parvis_day_calendar_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", PARVIS_TYPE_DAY_CALENDAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (class), "daycalendar");
}

static void
parvis_day_calendar_init (ParvisDayCalendar *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  build_head (self);
}

GtkWidget *
parvis_day_calendar_new (const GDate *first, const GDate *today, const GDate *chosen)
{
  ParvisDayCalendar *self = g_object_new (PARVIS_TYPE_DAY_CALENDAR, NULL);
  GDate last;

  self->first = *first;
  self->today = *today;
  self->chosen = *chosen;
  parvis_days_month (chosen, &self->month, &last);
  show_month (self);
  return GTK_WIDGET (self);
}
