/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/pages/events/month-grid.h"

#include <glib/gi18n-lib.h>

#include "app/words/calendar.h"
#include "app/words/days.h"
#include "ui/speech/spoken.h"

#define DAY "parvis-day"

struct _ParvisMonthGrid
{
  GtkWidget parent_instance;
  GtkWidget *grid;
  GtkWidget *group; /* (nullable) the first day that is a key */
};

static guint chosen_signal;

G_DEFINE_FINAL_TYPE (ParvisMonthGrid, parvis_month_grid, GTK_TYPE_WIDGET)

static void
on_toggled (GtkToggleButton *key, ParvisMonthGrid *self)
{
  if (gtk_toggle_button_get_active (key))
    g_signal_emit (self, chosen_signal, 0, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (key), DAY)));
}

static void
parvis_month_grid_dispose (GObject *object)
{
  g_clear_pointer (&PARVIS_MONTH_GRID (object)->grid, gtk_widget_unparent);
  G_OBJECT_CLASS (parvis_month_grid_parent_class)->dispose (object);
}

static void
parvis_month_grid_class_init (ParvisMonthGridClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = parvis_month_grid_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "month");
  chosen_signal = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
parvis_month_grid_init (ParvisMonthGrid *self)
{
  self->grid = gtk_grid_new ();
  gtk_grid_set_column_homogeneous (GTK_GRID (self->grid), TRUE);
  gtk_widget_set_parent (self->grid, GTK_WIDGET (self));
}

static void
add_weekdays (ParvisMonthGrid *self)
{
  for (int weekday = 1; weekday <= 7; weekday++)
    {
      GtkWidget *label = gtk_label_new (parvis_words_short_weekday (weekday));

      parvis_spoken_set_silent (label, TRUE); /* each day says its own */
      gtk_widget_add_css_class (label, "month-weekday");
      gtk_grid_attach (GTK_GRID (self->grid), label, weekday - 1, 0, 1, 1);
    }
}

static void
add_bar (GtkWidget *key, GtkWidget *content, guint count)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  g_autofree char *description
      = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u événement", "%u événements", count), count);

  gtk_widget_add_css_class (bar, "month-bar");
  gtk_widget_set_halign (bar, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (content), bar);
  parvis_spoken_set (key, NULL, description, NULL);
}

/* The number, and a bar below it where @count things take place; 0: a day like another. */
static GtkWidget *
new_key (ParvisMonthGrid *self, const GDate *day, guint count, gboolean chosen)
{
  GtkWidget *key = gtk_toggle_button_new (), *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *number = g_strdup_printf ("%d", g_date_get_day (day));
  g_autofree char *said = parvis_words_day (day, NULL);
  g_autofree char *name = parvis_words_capital (said);

  gtk_widget_set_valign (content, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (content), gtk_label_new (number));
  gtk_button_set_child (GTK_BUTTON (key), content);
  parvis_spoken_set (key, name, NULL, NULL);
  if (count > 0)
    add_bar (key, content, count);
  if (self->group == NULL)
    self->group = key;
  else
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (key), GTK_TOGGLE_BUTTON (self->group));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (key), chosen);
  g_object_set_data (G_OBJECT (key), DAY, GUINT_TO_POINTER ((guint) g_date_get_day (day)));
  g_signal_connect (key, "toggled", G_CALLBACK (on_toggled), self);
  return key;
}

static GtkWidget *
new_number (const GDate *day)
{
  g_autofree char *number = g_strdup_printf ("%d", g_date_get_day (day));
  GtkWidget *label = gtk_label_new (number);

  parvis_spoken_set_silent (label, TRUE); /* thirty numbers in a row would hide the few that matter */
  return label;
}

/* @counts: NULL for days like another. */
static GtkWidget *
new_grid (const GDate *first, const gboolean open[PARVIS_MONTH_DAYS], const guint *counts, const GDate *today,
          guint chosen)
{
  ParvisMonthGrid *self = g_object_new (PARVIS_TYPE_MONTH_GRID, NULL);
  guint before = parvis_days_empty_before (first);
  guint last = g_date_get_days_in_month (g_date_get_month (first), g_date_get_year (first));
  GDate day = *first;

  add_weekdays (self);
  for (guint number = 1; number <= last; number++, g_date_add_days (&day, 1))
    {
      guint place = before + number - 1;
      guint count = counts != NULL ? counts[number] : 0;
      GtkWidget *cell = open[number] ? new_key (self, &day, count, number == chosen) : new_number (&day);

      gtk_widget_add_css_class (cell, "month-day");
      if (g_date_compare (&day, today) == 0)
        gtk_widget_add_css_class (cell, "today");
      gtk_grid_attach (GTK_GRID (self->grid), cell, (int) (place % 7), (int) (place / 7) + 1, 1, 1);
    }
  return GTK_WIDGET (self);
}

GtkWidget *
parvis_month_grid_new (const GDate *first, const guint counts[PARVIS_MONTH_DAYS], const GDate *today, guint chosen)
{
  gboolean open[PARVIS_MONTH_DAYS] = { FALSE };

  for (guint day = 1; day < PARVIS_MONTH_DAYS; day++)
    open[day] = counts[day] > 0;
  return new_grid (first, open, counts, today, chosen);
}

GtkWidget *
parvis_month_grid_new_days (const GDate *first, const gboolean open[PARVIS_MONTH_DAYS], const GDate *today,
                            guint chosen)
{
  return new_grid (first, open, NULL, today, chosen);
}
