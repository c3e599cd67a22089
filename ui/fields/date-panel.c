/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/fields/date-panel.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "app/words/calendar.h"
#include "ui/fields/day-calendar.h"
#include "ui/fields/field-host.h"
#include "ui/fields/wheel.h"
#include "ui/key/key.h"
#include "ui/page/page.h"
#include "ui/speech/spoken.h"
#include "ui/text/text.h"

#define YEARS_BACK  120
#define YEARS_AHEAD 20
#define USUAL_AGE   40 /* where the year of a birth is looked for */
#define MINUTES     5

struct _ParvisDatePanel
{
  GtkWidget parent_instance;

  ParvisDateLimit limit;
  GDate today, date;
  GtkWidget *day, *month, *year; /* wheels; NULL with the calendar or for a time */
  GtkWidget *hour, *minute;      /* wheels; NULL for a date */
  GtkWidget *heading, *scroller, *foot;
  GtkWidget *said, *note, *keep; /* in the foot */
};

enum
{
  PICKED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ParvisDatePanel, parvis_date_panel, GTK_TYPE_WIDGET)

/* --- what a wheel says --- */

static char *
say_number (int value)
{
  return g_strdup_printf ("%d", value);
}

static char *
say_two (int value)
{
  return g_strdup_printf ("%02d", value);
}

static char *
say_month (int value)
{
  return g_strdup (parvis_words_month_name (value));
}

static GtkWidget *
new_day_wheel (void)
{
  const ParvisWheelKind kind = { _ ("Jour"), _ ("Jour précédent"), _ ("Jour suivant"), say_number, TRUE };

  return parvis_wheel_new (&kind, 1, 31, 1);
}

static GtkWidget *
new_month_wheel (void)
{
  const ParvisWheelKind kind = { _ ("Mois"), _ ("Mois précédent"), _ ("Mois suivant"), say_month, TRUE };

  return parvis_wheel_new (&kind, 1, 12, 1);
}

static GtkWidget *
new_year_wheel (int first, int last)
{
  const ParvisWheelKind kind = { _ ("Année"), _ ("Année précédente"), _ ("Année suivante"), say_number, FALSE };

  return parvis_wheel_new (&kind, first, last, 1);
}

static GtkWidget *
new_hour_wheel (void)
{
  const ParvisWheelKind kind = { _ ("Heure"), _ ("Une heure avant"), _ ("Une heure après"), say_number, TRUE };

  return parvis_wheel_new (&kind, 0, 23, 1);
}

static GtkWidget *
new_minute_wheel (int step)
{
  const ParvisWheelKind kind = { _ ("Minutes"), _ ("Minutes avant"), _ ("Minutes après"), say_two, TRUE };

  return parvis_wheel_new (&kind, 0, 59 / step * step, step);
}

static int
turned (GtkWidget *wheel)
{
  return parvis_wheel_get_value (PARVIS_WHEEL (wheel));
}

/* --- what is chosen --- */

/* Why the date is none that the question takes; NULL: it does. */
static const char *
refusal (ParvisDatePanel *self)
{
  int order = g_date_compare (&self->date, &self->today);

  if (self->limit == PARVIS_DATE_PAST && order >= 0)
    return _ ("Choisissez un jour avant aujourd’hui.");
  if (self->limit == PARVIS_DATE_PAST_OR_TODAY && order > 0)
    return _ ("Choisissez aujourd’hui ou un jour passé.");
  if (self->limit == PARVIS_DATE_FUTURE && order <= 0)
    return _ ("Choisissez un jour après aujourd’hui.");
  if (self->limit == PARVIS_DATE_FUTURE_OR_TODAY && order < 0)
    return _ ("Choisissez aujourd’hui ou un jour à venir.");
  return NULL;
}

static void
note (ParvisDatePanel *self, const char *words)
{
  gtk_label_set_label (GTK_LABEL (self->note), words != NULL ? words : "");
  gtk_widget_set_visible (self->note, words != NULL);
  if (words != NULL)
    parvis_field_host_announce (GTK_WIDGET (self), words);
}

static void
show_chosen (ParvisDatePanel *self)
{
  g_autofree char *words = self->hour != NULL ? parvis_words_time (turned (self->hour), turned (self->minute))
                                              : parvis_words_day (&self->date, &self->today);
  g_autofree char *capital = parvis_words_capital (words);

  gtk_label_set_label (GTK_LABEL (self->said), capital);
}

static void
check (ParvisDatePanel *self, const char *remark)
{
  const char *why = self->hour == NULL ? refusal (self) : NULL;

  note (self, why != NULL ? why : remark);
  gtk_widget_set_sensitive (self->keep, why == NULL);
  show_chosen (self);
}

static void
on_wheel_changed (ParvisDatePanel *self)
{
  int day, last;
  g_autofree char *remark = NULL;

  if (self->hour != NULL)
    {
      check (self, NULL);
      return;
    }
  day = turned (self->day);
  last = g_date_get_days_in_month ((GDateMonth) turned (self->month), (GDateYear) turned (self->year));
  if (day > last)
    {
      g_autofree char *words = parvis_words_month (turned (self->month), turned (self->year));
      g_autofree char *month = parvis_words_capital (words);

      /* Translators: the 31 was chosen; %1$s is "Février 2026", %2$d is 28. */
      remark = g_strdup_printf (_ ("%1$s n’a que %2$d jours : nous avons mis le %2$d."), month, last);
    }
  parvis_wheel_set_last (PARVIS_WHEEL (self->day), last);
  g_date_set_dmy (&self->date, (GDateDay) MIN (day, last), (GDateMonth) turned (self->month),
                  (GDateYear) turned (self->year));
  check (self, remark);
}

static void
on_day_chosen (ParvisDayCalendar *calendar, guint julian, ParvisDatePanel *self)
{
  g_date_set_julian (&self->date, julian);
  check (self, NULL);
}

static void
on_keep (ParvisDatePanel *self)
{
  g_autofree char *iso = self->hour != NULL
                             ? g_strdup_printf ("%02d:%02d", turned (self->hour), turned (self->minute))
                             : g_strdup_printf ("%04d-%02d-%02d", g_date_get_year (&self->date),
                                                (int) g_date_get_month (&self->date), g_date_get_day (&self->date));

  g_signal_emit (self, signals[PICKED], 0, iso);
}

/* --- building --- */

static void
add_wheel (ParvisDatePanel *self, GtkWidget *row, GtkWidget *wheel, int value)
{
  parvis_wheel_set_value (PARVIS_WHEEL (wheel), value);
  g_signal_connect_swapped (wheel, "changed", G_CALLBACK (on_wheel_changed), self);
  gtk_box_append (GTK_BOX (row), wheel);
}

static GtkWidget *
new_row (void)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (row, "wheels");
  gtk_box_set_homogeneous (GTK_BOX (row), TRUE);
  return row;
}

static GtkWidget *
new_date_wheels (ParvisDatePanel *self)
{
  GtkWidget *row = new_row ();
  int year = g_date_get_year (&self->today);
  gboolean past = self->limit == PARVIS_DATE_PAST || self->limit == PARVIS_DATE_PAST_OR_TODAY;

  self->day = new_day_wheel ();
  self->month = new_month_wheel ();
  self->year = new_year_wheel (year - YEARS_BACK, past ? year : year + YEARS_AHEAD);
  add_wheel (self, row, self->day, g_date_get_day (&self->date));
  add_wheel (self, row, self->month, (int) g_date_get_month (&self->date));
  add_wheel (self, row, self->year, g_date_get_year (&self->date));
  parvis_wheel_set_last (PARVIS_WHEEL (self->day),
                         g_date_get_days_in_month (g_date_get_month (&self->date), g_date_get_year (&self->date)));
  return row;
}

static gboolean
is_near (ParvisDateLimit limit)
{
  return limit == PARVIS_DATE_FUTURE || limit == PARVIS_DATE_FUTURE_OR_TODAY;
}

static GtkWidget *
new_calendar (ParvisDatePanel *self)
{
  GDate first = self->today;
  GtkWidget *calendar;

  if (self->limit == PARVIS_DATE_FUTURE)
    g_date_add_days (&first, 1);
  calendar = parvis_day_calendar_new (&first, &self->today, &self->date);
  g_signal_connect (calendar, "chosen", G_CALLBACK (on_day_chosen), self);
  return calendar;
}

static void
place (ParvisDatePanel *self, GtkWidget *child, int column, int row, int height)
{
  GtkLayoutManager *grid = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  g_object_set (gtk_layout_manager_get_layout_child (grid, child), "column", column, "row", row, "row-span", height,
                NULL);
}

/* Below each other; on a lying screen, which is too low for the weeks of a month, beside each other. */
static void
lay_out (ParvisDatePanel *self, gboolean landscape)
{
  place (self, self->heading, 0, 0, 1);
  place (self, self->scroller, landscape, !landscape, landscape ? 2 : 1);
  place (self, self->foot, 0, landscape ? 1 : 2, 1);
  gtk_widget_set_valign (self->heading, landscape ? GTK_ALIGN_START : GTK_ALIGN_FILL);
  gtk_widget_set_valign (self->foot, landscape ? GTK_ALIGN_END : GTK_ALIGN_FILL);
}

static GtkWidget *
new_scroller (GtkWidget *body)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_overlay_scrolling (GTK_SCROLLED_WINDOW (scroller), FALSE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), body);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_widget_set_hexpand (scroller, TRUE);
  return scroller;
}

static void
build (ParvisDatePanel *self, const char *title, GtkWidget *body, const char *keep)
{
  GtkWidget *widget = GTK_WIDGET (self), *foot = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->heading = parvis_text_new_heading (title, "title-2");
  self->scroller = new_scroller (body);
  self->foot = foot;
  self->said = parvis_text_new (NULL, "chosen-moment");
  self->note = parvis_text_new (NULL, "notice");
  parvis_spoken_set_private (self->said, TRUE);
  self->keep = parvis_key_new_trailing (keep, "tick");
  gtk_widget_add_css_class (self->keep, "primary");
  g_signal_connect_swapped (self->keep, "clicked", G_CALLBACK (on_keep), self);
  gtk_widget_add_css_class (foot, "date-foot");
  gtk_box_append (GTK_BOX (foot), self->said);
  gtk_box_append (GTK_BOX (foot), self->note);
  gtk_box_append (GTK_BOX (foot), self->keep);
  gtk_widget_set_parent (self->heading, widget);
  gtk_widget_set_parent (self->scroller, widget);
  gtk_widget_set_parent (foot, widget);
  lay_out (self, FALSE);
  check (self, NULL);
}

/* --- lifecycle --- */

/* Once it stands on a page. */
static void
parvis_date_panel_map (GtkWidget *widget)
{
  GtkWidget *page = gtk_widget_get_ancestor (widget, PARVIS_TYPE_PAGE);

  lay_out (PARVIS_DATE_PANEL (widget), page != NULL && parvis_page_is_landscape (PARVIS_PAGE (page)));
  GTK_WIDGET_CLASS (parvis_date_panel_parent_class)->map (widget);
}

static void
parvis_date_panel_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (parvis_date_panel_parent_class)->dispose (object);
}

static void
parvis_date_panel_class_init (ParvisDatePanelClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = parvis_date_panel_dispose;
  widget_class->map = parvis_date_panel_map;
  signals[PICKED] = g_signal_new ("picked", PARVIS_TYPE_DATE_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                  1, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_GRID_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "datepanel");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
parvis_date_panel_init (ParvisDatePanel *self)
{
}

static void
begin_with (ParvisDatePanel *self, const char *iso)
{
  unsigned year, month, day;

  self->date = self->today;
  if (iso != NULL && sscanf (iso, "%4u-%2u-%2u", &year, &month, &day) == 3 && year <= G_MAXUINT16 && month <= 12
      && day <= 31 && g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year)
      && ABS ((int) year - (int) g_date_get_year (&self->today)) <= YEARS_AHEAD + YEARS_BACK)
    g_date_set_dmy (&self->date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  else if (self->limit == PARVIS_DATE_PAST || self->limit == PARVIS_DATE_PAST_OR_TODAY)
    g_date_subtract_years (&self->date, USUAL_AGE);
  else if (self->limit == PARVIS_DATE_FUTURE)
    g_date_add_days (&self->date, 1);
}

GtkWidget *
parvis_date_panel_new (const char *title, ParvisDateLimit limit, const char *iso, const GDate *today)
{
  ParvisDatePanel *self = g_object_new (PARVIS_TYPE_DATE_PANEL, NULL);

  self->limit = limit;
  self->today = *today;
  begin_with (self, iso);
  if (is_near (limit) && g_date_compare (&self->date, today) < 0)
    self->date = *today;
  build (self, title, is_near (limit) ? new_calendar (self) : new_date_wheels (self), _ ("Garder cette date"));
  return GTK_WIDGET (self);
}

GtkWidget *
parvis_date_panel_new_time (const char *title, const char *iso)
{
  ParvisDatePanel *self = g_object_new (PARVIS_TYPE_DATE_PANEL, NULL);
  unsigned hour = 9, minute = 0;
  GtkWidget *row = new_row ();

  if (iso == NULL || sscanf (iso, "%2u:%2u", &hour, &minute) != 2 || hour > 23 || minute > 59)
    hour = 9, minute = 0;
  self->hour = new_hour_wheel ();
  self->minute = new_minute_wheel (minute % MINUTES == 0 ? MINUTES : 1); /* what was typed to the minute stays so */
  add_wheel (self, row, self->hour, (int) hour);
  add_wheel (self, row, self->minute, (int) minute);
  build (self, title, row, _ ("Garder cette heure"));
  return GTK_WIDGET (self);
}
