/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/pages/events/event-row.h"

#include "app/words/calendar.h"
#include "app/words/days.h"
#include "ui/text/text.h"
#include "ui/tile/tile.h"

char *
parvis_event_describe (const ParvisEvent *event, GDateTime *now)
{
  g_autofree char *when = parvis_words_when (event->starts_at, event->ends_at, now);
  g_autofree char *capital = parvis_words_capital (when);

  return event->place_name != NULL ? g_strconcat (capital, "\n", event->place_name, NULL) : g_steal_pointer (&capital);
}

static void
add_line (GtkWidget *leaf, const char *text, const char *css_class)
{
  GtkWidget *line = gtk_label_new (text);

  gtk_widget_add_css_class (line, css_class);
  gtk_box_append (GTK_BOX (leaf), line);
}

/* Of its first day, or of today once it has begun. */
static GtkWidget *
new_leaf (const ParvisEvent *event, GDateTime *now)
{
  GtkWidget *leaf = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GTimeZone *zone = g_date_time_get_timezone (now);
  g_autofree char *number = NULL;
  GDate first, last, today;

  parvis_days_of_event (event->starts_at, event->ends_at, zone, &first, &last);
  parvis_days_of_instant (g_date_time_to_unix (now), zone, &today);
  if (g_date_compare (&first, &today) < 0 && g_date_compare (&last, &today) >= 0)
    first = today;
  number = g_strdup_printf ("%d", g_date_get_day (&first));
  gtk_widget_add_css_class (leaf, "leaf");
  add_line (leaf, parvis_words_short_weekday ((int) g_date_get_weekday (&first)), "leaf-weekday");
  add_line (leaf, number, "leaf-day");
  add_line (leaf, parvis_words_month_name ((int) g_date_get_month (&first)), "leaf-month");
  return leaf;
}

GtkWidget *
parvis_event_row_new (const ParvisEvent *event, GDateTime *now)
{
  g_autofree char *words = parvis_event_describe (event, now);

  return parvis_row_new_with (new_leaf (event, now), event->title, parvis_text_new (words, "tile-summary"), words);
}
