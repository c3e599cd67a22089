/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/pages/audience/audience-page.h"

#include <glib/gi18n-lib.h>

#include "ui/tile/tile.h"

struct _ParvisAudiencePage
{
  ParvisListPage parent_instance;
  char *public;
};

G_DEFINE_FINAL_TYPE (ParvisAudiencePage, parvis_audience_page, PARVIS_TYPE_LIST_PAGE)

const ParvisPublic *
parvis_publics (void)
{
  static const ParvisPublic publics[] = {
    { "residents", "house", N_ ("Habitants"), N_ ("Vous vivez dans la commune") },
    { "newcomers", "key", N_ ("Nouveaux arrivants"), N_ ("Vous venez d’emménager, ou bientôt") },
    { "associations", "people", N_ ("Associations"), N_ ("Clubs, comités, bénévoles") },
    { "businesses", "shop", N_ ("Entreprises"), N_ ("Commerces, artisans, indépendants") },
    { NULL, NULL, NULL, NULL },
  };

  return publics;
}

static ParvisSheet *
parvis_audience_page_head (ParvisListPage *page, ParvisCatalog *catalog)
{
  const ParvisPublic *public = parvis_publics ();

  while (public->id != NULL && g_strcmp0 (public->id, PARVIS_AUDIENCE_PAGE (page)->public) != 0)
  public++;
  if (public->id == NULL)
    return parvis_sheet_new (NULL, _ ("Cette page n’existe plus."), _ ("Touchez Retour."));
  return parvis_sheet_new (_ ("Pour qui"), _ (public->title), _ (public->summary));
}

static void
parvis_audience_page_fill (ParvisListPage *page, ParvisCatalog *catalog)
{
  g_autoptr (GPtrArray) services = parvis_catalog_services_for (catalog, PARVIS_AUDIENCE_PAGE (page)->public,
                                                                parvis_page_language (PARVIS_PAGE (page)), NULL);

  for (guint i = 0; services != NULL && i < services->len; i++)
    {
      const ParvisService *service = g_ptr_array_index (services, i);

      parvis_list_page_add (page, parvis_row_new (service->title, service->summary), "service", service->id);
    }
}

static const char *
parvis_audience_page_nothing (ParvisListPage *page)
{
  return _ ("Il n’y a pas encore de fiche pour ce public. Adressez-vous à l’accueil.");
}

static void
parvis_audience_page_finalize (GObject *object)
{
  g_free (PARVIS_AUDIENCE_PAGE (object)->public);
  G_OBJECT_CLASS (parvis_audience_page_parent_class)->finalize (object);
}

static void
parvis_audience_page_class_init (ParvisAudiencePageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = parvis_audience_page_finalize;
  PARVIS_LIST_PAGE_CLASS (klass)->head = parvis_audience_page_head;
  PARVIS_LIST_PAGE_CLASS (klass)->fill = parvis_audience_page_fill;
  PARVIS_LIST_PAGE_CLASS (klass)->nothing = parvis_audience_page_nothing;
}

static void
parvis_audience_page_init (ParvisAudiencePage *self)
{
}

ParvisPage *
parvis_audience_page_new (const char *public)
{
  ParvisAudiencePage *self = g_object_new (PARVIS_TYPE_AUDIENCE_PAGE, NULL);

  self->public = g_strdup (public);
  return PARVIS_PAGE (self);
}
