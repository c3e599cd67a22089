/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/contact/contact.h"

#include <glib/gi18n-lib.h>

#include "ui/pages/service/facts.h"

GtkWidget *
parvis_contact_new (ParvisPage *page, gboolean with_place)
{
  ParvisCatalog *catalog = parvis_desk_catalog (parvis_page_get_desk (page));
  const char *language = parvis_page_language (page);
  g_autoptr (ParvisCommune) commune = catalog != NULL ? parvis_catalog_commune (catalog, language, NULL) : NULL;
  g_autoptr (ParvisPlace) place
      = commune != NULL ? parvis_catalog_place (catalog, commune->place, language, NULL) : NULL;
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *where = NULL;
  GtkWidget *box;

  if (place == NULL)
    return NULL;
  where = parvis_fact_describe_place (place, now);
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  if (place->phone != NULL && *place->phone != '\0')
    gtk_box_append (GTK_BOX (box), parvis_fact_new ("phone", _ ("Appeler la mairie"), place->phone));
  if (with_place)
    gtk_box_append (GTK_BOX (box), parvis_fact_new ("pin", _ ("Venir à l’accueil"), where));
  return box;
}
