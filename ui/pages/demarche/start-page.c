/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/pages/demarche/start-page.h"

#include <glib/gi18n-lib.h>

#include "ui/pages/demarche/start-key.h"
#include "ui/sheet/sheet.h"

struct _ParvisDemarcheStartPage
{
  ParvisPage parent_instance;
  char *demarche_id;
  ParvisSheet *sheet;
};

G_DEFINE_FINAL_TYPE (ParvisDemarcheStartPage, parvis_demarche_start_page, PARVIS_TYPE_PAGE)

static ParvisSheet *
make_sheet (ParvisPage *page, const ParvisDemarche *demarche)
{
  ParvisSheet *sheet = parvis_sheet_new (NULL, demarche->title, demarche->summary);
  GtkWidget *pill = parvis_start_key_new_pill (page, demarche->minutes, FALSE);

  gtk_widget_set_halign (pill, GTK_ALIGN_START);
  parvis_sheet_append (sheet, pill);
  parvis_sheet_add_action (sheet, parvis_start_key_new (page, demarche->id, FALSE));
  return sheet;
}

static void
parvis_demarche_start_page_build (ParvisPage *page)
{
  ParvisDemarcheStartPage *self = PARVIS_DEMARCHE_START_PAGE (page);
  ParvisCatalog *catalog = parvis_desk_catalog (parvis_page_get_desk (page));
  g_autoptr (ParvisDemarche) demarche
      = catalog != NULL ? parvis_catalog_demarche (catalog, self->demarche_id, parvis_page_language (page), NULL)
                        : NULL;

  self->sheet = demarche != NULL ? make_sheet (page, demarche)
                                 : parvis_sheet_new (NULL, _ ("Cette fiche n’existe plus."), _ ("Touchez Retour."));
  parvis_page_set_child (page, GTK_WIDGET (self->sheet));
}

static void
parvis_demarche_start_page_shown (ParvisPage *page)
{
  parvis_sheet_focus_title (PARVIS_DEMARCHE_START_PAGE (page)->sheet);
}

static void
parvis_demarche_start_page_layout (ParvisPage *page, gboolean landscape)
{
  parvis_sheet_set_side_by_side (PARVIS_DEMARCHE_START_PAGE (page)->sheet, landscape);
}

static void
parvis_demarche_start_page_dispose (GObject *object)
{
  ParvisDemarcheStartPage *self = PARVIS_DEMARCHE_START_PAGE (object);

  parvis_page_set_child (PARVIS_PAGE (self), NULL);
  g_clear_pointer (&self->demarche_id, g_free);
  G_OBJECT_CLASS (parvis_demarche_start_page_parent_class)->dispose (object);
}

static void
parvis_demarche_start_page_class_init (ParvisDemarcheStartPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = parvis_demarche_start_page_dispose;
  PARVIS_PAGE_CLASS (klass)->build = parvis_demarche_start_page_build;
  PARVIS_PAGE_CLASS (klass)->shown = parvis_demarche_start_page_shown;
  PARVIS_PAGE_CLASS (klass)->layout = parvis_demarche_start_page_layout;
}

static void
parvis_demarche_start_page_init (ParvisDemarcheStartPage *self)
{
}

ParvisPage *
parvis_demarche_start_page_new (const char *demarche_id)
{
  ParvisDemarcheStartPage *self = g_object_new (PARVIS_TYPE_DEMARCHE_START_PAGE, NULL);

  self->demarche_id = g_strdup (demarche_id);
  return PARVIS_PAGE (self);
}
