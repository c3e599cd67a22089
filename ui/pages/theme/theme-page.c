/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/pages/theme/theme-page.h"

#include <glib/gi18n-lib.h>

#include "ui/tile/tile.h"
#include "ui/worth/worth.h"

struct _ParvisThemePage
{
  ParvisListPage parent_instance;
  char *theme_id;
};

G_DEFINE_FINAL_TYPE (ParvisThemePage, parvis_theme_page, PARVIS_TYPE_LIST_PAGE)

ParvisTheme *
parvis_theme_find (ParvisCatalog *catalog, const char *id, const char *language)
{
  g_autoptr (GPtrArray) themes = parvis_catalog_themes (catalog, language, NULL);

  for (guint i = 0; themes != NULL && i < themes->len; i++)
    if (g_strcmp0 (((const ParvisTheme *) g_ptr_array_index (themes, i))->id, id) == 0)
      return g_ptr_array_steal_index (themes, i);
  return NULL;
}

static ParvisSheet *
parvis_theme_page_head (ParvisListPage *page, ParvisCatalog *catalog)
{
  ParvisTheme *theme
      = parvis_theme_find (catalog, PARVIS_THEME_PAGE (page)->theme_id, parvis_page_language (PARVIS_PAGE (page)));
  ParvisSheet *sheet = theme != NULL ? parvis_sheet_new (NULL, theme->title, theme->summary)
                                     : parvis_sheet_new (NULL, _ ("Ce thème n’existe plus."), _ ("Touchez Retour."));

  g_clear_pointer (&theme, parvis_theme_free);
  return sheet;
}

static void
parvis_theme_page_fill (ParvisListPage *page, ParvisCatalog *catalog)
{
  g_autoptr (GPtrArray) services = parvis_catalog_services (catalog, PARVIS_THEME_PAGE (page)->theme_id,
                                                            parvis_page_language (PARVIS_PAGE (page)), NULL);
  ParvisDesk *desk = parvis_page_get_desk (PARVIS_PAGE (page));

  for (guint i = 0; services != NULL && i < services->len; i++)
    {
      const ParvisService *service = g_ptr_array_index (services, i);
      GtkWidget *row = service->online ? parvis_worth_row_new (desk, service->title, service->summary)
                                       : parvis_row_new (service->title, service->summary);

      parvis_list_page_add (page, row, "service", service->id);
    }
}

static const char *
parvis_theme_page_nothing (ParvisListPage *page)
{
  return _ ("Il n’y a rien dans ce thème pour le moment. Adressez-vous à l’accueil.");
}

static void
parvis_theme_page_finalize (GObject *object)
{
  g_free (PARVIS_THEME_PAGE (object)->theme_id);
  G_OBJECT_CLASS (parvis_theme_page_parent_class)->finalize (object);
}

static void
parvis_theme_page_class_init (ParvisThemePageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = parvis_theme_page_finalize;
  PARVIS_LIST_PAGE_CLASS (klass)->head = parvis_theme_page_head;
  PARVIS_LIST_PAGE_CLASS (klass)->fill = parvis_theme_page_fill;
  PARVIS_LIST_PAGE_CLASS (klass)->nothing = parvis_theme_page_nothing;
}

static void
parvis_theme_page_init (ParvisThemePage *self)
{
}

ParvisPage *
parvis_theme_page_new (const char *theme_id)
{
  ParvisThemePage *self = g_object_new (PARVIS_TYPE_THEME_PAGE, NULL);

  self->theme_id = g_strdup (theme_id);
  return PARVIS_PAGE (self);
}
