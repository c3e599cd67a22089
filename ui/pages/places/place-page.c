/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/pages/places/place-page.h"

#include <glib/gi18n-lib.h>

#include "app/words/calendar.h"
#include "ui/pages/places/map-page.h"
#include "ui/pages/places/place-kind.h"
#include "ui/pages/places/place-row.h"
#include "ui/pages/service/facts.h"
#include "ui/picture/picture.h"
#include "ui/sheet/sheet.h"
#include "ui/speech/spoken.h"
#include "ui/text/text.h"

#define PICTURE_HEIGHT 240 /* what matters are its hours: they stay in sight */

struct _ParvisPlacePage
{
  ParvisPage parent_instance;
  ParvisSheet *sheet;
  GtkWidget *columns, *picture; /* picture (nullable) */
  char *place_id;
};

G_DEFINE_FINAL_TYPE (ParvisPlacePage, parvis_place_page, PARVIS_TYPE_PAGE)

static void
add_day (GtkGrid *week, const ParvisPlace *place, int weekday, gboolean today)
{
  g_autofree char *name = parvis_words_capital (parvis_words_weekday (weekday));
  g_autofree char *hours = parvis_place_describe_day (place, weekday);
  GtkWidget *day = parvis_text_new (name, "week-day"), *range = parvis_text_new (hours, "week-hours");

  gtk_widget_set_hexpand (range, TRUE);
  parvis_spoken_set_silent (day, TRUE); /* said as part of the week */
  parvis_spoken_set_silent (range, TRUE);
  if (today)
    {
      gtk_widget_add_css_class (day, "today");
      gtk_widget_add_css_class (range, "today");
    }
  gtk_grid_attach (week, day, 0, weekday - 1, 1, 1);
  gtk_grid_attach (week, range, 1, weekday - 1, 1, 1);
}

/* To be read as a table, heard as one text. */
static GtkWidget *
new_week (const ParvisPlace *place, GDateTime *now)
{
  g_autofree char *spoken = parvis_place_describe_week (place);
  GtkWidget *week = g_object_new (GTK_TYPE_GRID, "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, "focusable", TRUE, NULL);

  gtk_widget_add_css_class (week, "week");
  for (int weekday = 1; weekday <= 7; weekday++)
    add_day (GTK_GRID (week), place, weekday, weekday == g_date_time_get_day_of_week (now));
  parvis_spoken_set (week, spoken, NULL, NULL);
  return week;
}

static void
add_hours (GtkWidget *column, const ParvisPlace *place, GDateTime *now)
{
  gboolean known = place->openings != NULL && place->openings->len > 0;
  g_autofree char *today = parvis_place_describe_day (place, g_date_time_get_day_of_week (now));
  g_autofree char *words = NULL;
  GtkWidget *fact;

  if (!known)
    words = g_strdup (place->hours_note != NULL ? place->hours_note
                                                : _ ("Nous n’avons pas ses horaires. Renseignez-vous à l’accueil."));
  else
    words = place->hours_note != NULL ? g_strdup_printf (_ ("Aujourd’hui : %1$s\n%2$s"), today, place->hours_note)
                                      : g_strdup_printf (_ ("Aujourd’hui : %s"), today);
  fact = parvis_fact_new ("clock", _ ("Horaires"), words);
  if (known)
    parvis_fact_append (fact, new_week (place, now));
  gtk_box_append (GTK_BOX (column), fact);
}

static void
add_fact (GtkWidget *column, const char *icon, const char *title, const char *text)
{
  if (text != NULL && *text != '\0')
    gtk_box_append (GTK_BOX (column), parvis_fact_new (icon, title, text));
}

static GtkWidget *
new_column (ParvisPlacePage *self)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (self->columns), column);
  return column;
}

/* Where it is, and when it is open: one below the other, or side by side on a lying screen. */
static void
fill_columns (ParvisPlacePage *self, ParvisCatalog *catalog, const ParvisPlace *place)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *closings = parvis_place_describe_closings (place, now);
  g_autofree char *phone = place->phone != NULL ? parvis_words_ltr (place->phone) : NULL;
  GtkWidget *where = new_column (self), *when = new_column (self);

  self->picture = parvis_picture_new (catalog, place->picture, PICTURE_HEIGHT);
  if (self->picture != NULL)
    gtk_box_append (GTK_BOX (where), self->picture);
  gtk_box_append (GTK_BOX (where), parvis_place_state_new (place, now));
  add_fact (where, "pin", _ ("Adresse"), place->address);
  add_fact (where, "phone", _ ("Téléphone"), phone);
  add_fact (where, "access", _ ("Accès"), place->access);
  add_hours (when, place, now);
  add_fact (when, "alert", _ ("Fermetures exceptionnelles"), closings);
}

static void
add_map_key (ParvisPlacePage *self)
{
  GtkWidget *key = parvis_map_page_key (PARVIS_PAGE (self), self->place_id);

  if (key != NULL)
    parvis_sheet_add_action (self->sheet, key);
}

static void
parvis_place_page_build (ParvisPage *page)
{
  ParvisPlacePage *self = PARVIS_PLACE_PAGE (page);
  ParvisCatalog *catalog = parvis_desk_catalog (parvis_page_get_desk (page));
  g_autoptr (ParvisPlace) place = parvis_catalog_place (catalog, self->place_id, parvis_page_language (page), NULL);

  self->sheet = place != NULL
                    ? parvis_sheet_new (_ (parvis_place_kind (place->kind)->title), place->name, place->summary)
                    : parvis_sheet_new (NULL, _ ("Ce lieu n’existe plus."), _ ("Touchez Retour."));
  self->picture = NULL;
  self->columns = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->columns, "place-columns");
  parvis_sheet_append (self->sheet, self->columns);
  if (place != NULL)
    fill_columns (self, catalog, place);
  if (place != NULL && place->has_position)
    add_map_key (self);
  parvis_page_set_child (page, GTK_WIDGET (self->sheet));
}

static void
parvis_place_page_shown (ParvisPage *page)
{
  parvis_sheet_focus_title (PARVIS_PLACE_PAGE (page)->sheet);
}

static void
parvis_place_page_layout (ParvisPage *page, gboolean landscape)
{
  ParvisPlacePage *self = PARVIS_PLACE_PAGE (page);
  GtkWidget *columns = self->columns;

  if (self->picture != NULL)
    gtk_widget_set_visible (self->picture, !landscape); /* no room for it beside what there is to know */
  gtk_box_set_homogeneous (GTK_BOX (columns), landscape);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (columns),
                                  landscape ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL);
}

static void
parvis_place_page_finalize (GObject *object)
{
  g_free (PARVIS_PLACE_PAGE (object)->place_id);
  G_OBJECT_CLASS (parvis_place_page_parent_class)->finalize (object);
}

static void
parvis_place_page_class_init (ParvisPlacePageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = parvis_place_page_finalize;
  PARVIS_PAGE_CLASS (klass)->build = parvis_place_page_build;
  PARVIS_PAGE_CLASS (klass)->shown = parvis_place_page_shown;
  PARVIS_PAGE_CLASS (klass)->layout = parvis_place_page_layout;
}

static void
parvis_place_page_init (ParvisPlacePage *self)
{
}

ParvisPage *
parvis_place_page_new (const char *place_id)
{
  ParvisPlacePage *self = g_object_new (PARVIS_TYPE_PLACE_PAGE, NULL);

  self->place_id = g_strdup (place_id);
  return PARVIS_PAGE (self);
}
