/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/pages/theme/theme-page.h"

#include <glib/gi18n-lib.h>

#include "ui/pager/pager.h"
#include "ui/pages/service/service-page.h"
#include "ui/sheet/sheet.h"
#include "ui/tile/tile.h"

#define ROWS_A_PAGE 7
#define ROWS_A_PAGE_LANDSCAPE 4

struct _ParvisThemePage
{
  ParvisPage parent_instance;
  ParvisSheet *sheet;
  GtkWidget *pager;
  char *theme_id;
};

G_DEFINE_FINAL_TYPE (ParvisThemePage, parvis_theme_page, PARVIS_TYPE_PAGE)

static void
on_row_clicked (GtkButton *button, ParvisThemePage *self)
{
  parvis_page_go (PARVIS_PAGE (self), parvis_service_page_new (g_object_get_data (G_OBJECT (button), "parvis-id")));
}

static void
add_row (ParvisThemePage *self, const ParvisService *service)
{
  GtkWidget *row = parvis_row_new (service->title, service->summary);

  g_object_set_data_full (G_OBJECT (row), "parvis-id", g_strdup (service->id), g_free);
  g_signal_connect (row, "clicked", G_CALLBACK (on_row_clicked), self);
  parvis_pager_append (PARVIS_PAGER (self->pager), row);
}

static void
parvis_theme_page_shown (ParvisPage *page)
{
  parvis_sheet_focus_title (PARVIS_THEME_PAGE (page)->sheet);
}

/* In the language of the moment, which may not be the one it was opened in. (nullable) */
static const ParvisTheme *
find_theme (const GPtrArray *themes, const char *id)
{
  for (guint i = 0; themes != NULL && i < themes->len; i++)
    if (strcmp (((const ParvisTheme *) g_ptr_array_index (themes, i))->id, id) == 0)
      return g_ptr_array_index (themes, i);
  return NULL;
}

static void
parvis_theme_page_build (ParvisPage *page)
{
  ParvisThemePage *self = PARVIS_THEME_PAGE (page);
  ParvisCatalog *catalog = parvis_desk_catalog (parvis_page_get_desk (page));
  const char *language = parvis_page_language (page);
  g_autoptr (GPtrArray) themes = parvis_catalog_themes (catalog, language, NULL);
  g_autoptr (GPtrArray) services = parvis_catalog_services (catalog, self->theme_id, language, NULL);
  const ParvisTheme *theme = find_theme (themes, self->theme_id);

  self->sheet = parvis_sheet_new (NULL, theme != NULL ? theme->title : NULL, theme != NULL ? theme->summary : NULL);
  self->pager = parvis_pager_new (ROWS_A_PAGE);
  parvis_sheet_append (self->sheet, self->pager);
  parvis_page_set_child (page, GTK_WIDGET (self->sheet));
  for (guint i = 0; services != NULL && i < services->len; i++)
    add_row (self, g_ptr_array_index (services, i));
  if (services == NULL || services->len == 0)
    parvis_sheet_set_lead (self->sheet, _("Il n’y a rien dans ce thème pour le moment. Adressez-vous à l’accueil."));
}

static void
parvis_theme_page_layout (ParvisPage *page, gboolean landscape)
{
  parvis_sheet_set_side_by_side (PARVIS_THEME_PAGE (page)->sheet, landscape);
  parvis_pager_set_rows_a_page (PARVIS_PAGER (PARVIS_THEME_PAGE (page)->pager), landscape ? ROWS_A_PAGE_LANDSCAPE : ROWS_A_PAGE);
}

static void
parvis_theme_page_dispose (GObject *object)
{
  ParvisThemePage *self = PARVIS_THEME_PAGE (object);

  parvis_page_set_child (PARVIS_PAGE (self), NULL);
  g_clear_pointer (&self->theme_id, g_free);
  G_OBJECT_CLASS (parvis_theme_page_parent_class)->dispose (object);
}

static void
parvis_theme_page_class_init (ParvisThemePageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = parvis_theme_page_dispose;
  PARVIS_PAGE_CLASS (klass)->build = parvis_theme_page_build;
  PARVIS_PAGE_CLASS (klass)->shown = parvis_theme_page_shown;
  PARVIS_PAGE_CLASS (klass)->layout = parvis_theme_page_layout;
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
