/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/pages/home/closed.h"

#include <glib/gi18n-lib.h>

#include "ui/contact/contact.h"
#include "ui/icons/icon.h"
#include "ui/key/key.h"
#include "ui/pages/service/facts.h"
#include "ui/pages/track/track-page.h"

static GtkWidget *
new_sign (void)
{
  GtkWidget *sign = parvis_icon_new ("clock");

  gtk_widget_add_css_class (sign, "closed-sign");
  gtk_widget_set_halign (sign, GTK_ALIGN_START);
  return sign;
}

/* They are of the same content: it is said that they, too, may have changed. */
static void
add_hours (ParvisSheet *sheet, ParvisPage *page)
{
  ParvisCatalog *catalog = parvis_desk_catalog (parvis_page_get_desk (page));
  const char *language = parvis_page_language (page);
  g_autoptr (ParvisCommune) commune = parvis_catalog_commune (catalog, language, NULL);
  g_autoptr (ParvisPlace) place
      = commune != NULL ? parvis_catalog_place (catalog, commune->place, language, NULL) : NULL;
  g_autofree char *week = place != NULL ? parvis_place_describe_week (place) : NULL;
  g_auto (GStrv) days = week != NULL && *week != '\0' ? g_strsplit (week, "\n", -1) : NULL;
  GtkWidget *fact;

  if (days == NULL)
    return;
  fact = parvis_fact_new_list ("clock", _ ("Horaires, qui ont pu changer"), days);
  parvis_sheet_append (sheet, fact);
}

static void
on_track_clicked (ParvisPage *page)
{
  parvis_page_go (page, parvis_track_page_new ());
}

static GtkWidget *
new_track_key (ParvisPage *page)
{
  GtkWidget *key = parvis_key_new ("ticket", _ ("Suivre ma demande"), GTK_ORIENTATION_HORIZONTAL);

  gtk_widget_add_css_class (key, "secondary");
  g_signal_connect_object (key, "clicked", G_CALLBACK (on_track_clicked), page, G_CONNECT_SWAPPED);
  return key;
}

ParvisSheet *
parvis_home_closed_new (ParvisPage *page, const char *missing)
{
  ParvisSheet *sheet;
  GtkWidget *contact = missing == NULL ? parvis_contact_new (page, TRUE) : NULL;

  if (missing != NULL)
    sheet = parvis_sheet_new (NULL, _ ("Cette borne n’est pas prête."), missing);
  else
    sheet = parvis_sheet_new (NULL, _ ("Cette borne n’est plus à jour."),
                              _ ("Ses informations sont trop anciennes. Vous ne pouvez pas commencer de démarche ici "
                                 "pour le moment. Adressez-vous à la mairie."));
  gtk_widget_add_css_class (GTK_WIDGET (sheet), "closed");
  parvis_sheet_insert_above_title (sheet, new_sign ());
  if (contact != NULL)
    {
      parvis_sheet_append (sheet, contact);
      add_hours (sheet, page);
    }
  parvis_sheet_add_action (sheet, new_track_key (page));
  return sheet;
}
