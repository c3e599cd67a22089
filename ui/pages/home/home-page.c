/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/pages/home/home-page.h"

#include <glib/gi18n-lib.h>

#include "ui/icons/icon.h"
#include "ui/pages/search/search-page.h"
#include "ui/pages/theme/theme-page.h"
#include "ui/sheet/sheet.h"
#include "ui/speech/spoken.h"
#include "ui/style/style.h"
#include "ui/tile/tile.h"

#define MAX_TILES 8

struct _ParvisHomePage
{
  ParvisPage parent_instance;
  ParvisSheet *sheet;
  GtkWidget *grid;
  GPtrArray *themes; /* of ParvisTheme; the tiles point at them */
};

G_DEFINE_FINAL_TYPE (ParvisHomePage, parvis_home_page, PARVIS_TYPE_PAGE)

static void
on_search_clicked (GtkButton *button, ParvisHomePage *self)
{
  parvis_page_go (PARVIS_PAGE (self), parvis_search_page_new ());
}

static void
on_tile_clicked (GtkButton *button, ParvisHomePage *self)
{
  const ParvisTheme *theme = g_object_get_data (G_OBJECT (button), "parvis-theme");

  parvis_page_go (PARVIS_PAGE (self), parvis_theme_page_new (theme->id));
}

static GtkWidget *
new_search_key (ParvisHomePage *self)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *example = gtk_label_new (_("poubelle, carte d’identité, cantine…"));

  gtk_label_set_xalign (GTK_LABEL (example), 0);
  gtk_label_set_ellipsize (GTK_LABEL (example), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (content, "key-content");
  gtk_box_append (GTK_BOX (content), parvis_icon_new ("search"));
  gtk_box_append (GTK_BOX (content), example);
  gtk_button_set_child (GTK_BUTTON (button), content);
  gtk_widget_add_css_class (button, "search-key");
  parvis_spoken_set (button, _("Chercher"), NULL, NULL);
  g_signal_connect (button, "clicked", G_CALLBACK (on_search_clicked), self);
  return button;
}

static void
show_themes (ParvisHomePage *self)
{
  for (guint i = 0; i < self->themes->len && i < MAX_TILES; i++)
    {
      ParvisTheme *theme = g_ptr_array_index (self->themes, i);
      GtkWidget *tile = parvis_tile_new (theme->icon, theme->title, theme->summary);

      g_object_set_data (G_OBJECT (tile), "parvis-theme", theme);
      g_signal_connect (tile, "clicked", G_CALLBACK (on_tile_clicked), self);
      parvis_tile_grid_append (self->grid, tile);
    }
}

static void
parvis_home_page_shown (ParvisPage *page)
{
  parvis_sheet_focus_title (PARVIS_HOME_PAGE (page)->sheet);
}

static void
parvis_home_page_build (ParvisPage *page)
{
  ParvisHomePage *self = PARVIS_HOME_PAGE (page);
  ParvisCatalog *catalog = parvis_desk_catalog (parvis_page_get_desk (page));

  self->sheet = parvis_sheet_new (NULL, _("Bonjour. Que souhaitez-vous faire ?"),
                                  _("Touchez un thème, ou cherchez avec vos mots."));
  self->grid = parvis_tile_grid_new ();
  parvis_sheet_append (self->sheet, new_search_key (self));
  parvis_sheet_append (self->sheet, self->grid);
  parvis_page_set_child (PARVIS_PAGE (self), GTK_WIDGET (self->sheet));
  g_clear_pointer (&self->themes, g_ptr_array_unref);
  self->themes = catalog != NULL ? parvis_catalog_themes (catalog, parvis_page_language (page), NULL) : NULL;
  if (self->themes == NULL)
    parvis_sheet_set_lead (self->sheet, _("Cette borne n’a pas encore reçu son contenu. Adressez-vous à l’accueil."));
  else
    show_themes (self);
}

/* Four large words in a row would be wider than the screen. */
static void
lay_out (ParvisHomePage *self)
{
  gboolean landscape = parvis_page_is_landscape (PARVIS_PAGE (self));
  gboolean large = parvis_style_get_large (parvis_style_get ());

  parvis_tile_grid_set_columns (self->grid, !landscape ? 2 : large ? 3 : 4);
}

static void
parvis_home_page_layout (ParvisPage *page, gboolean landscape)
{
  lay_out (PARVIS_HOME_PAGE (page));
}

static void
parvis_home_page_dispose (GObject *object)
{
  ParvisHomePage *self = PARVIS_HOME_PAGE (object);

  parvis_page_set_child (PARVIS_PAGE (self), NULL);
  g_clear_pointer (&self->themes, g_ptr_array_unref);
  G_OBJECT_CLASS (parvis_home_page_parent_class)->dispose (object);
}

static void
parvis_home_page_class_init (ParvisHomePageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = parvis_home_page_dispose;
  PARVIS_PAGE_CLASS (klass)->build = parvis_home_page_build;
  PARVIS_PAGE_CLASS (klass)->shown = parvis_home_page_shown;
  PARVIS_PAGE_CLASS (klass)->layout = parvis_home_page_layout;
}

static void
parvis_home_page_init (ParvisHomePage *self)
{
  g_signal_connect_object (parvis_style_get (), "large-changed", G_CALLBACK (lay_out), self, G_CONNECT_SWAPPED);
}

ParvisPage *
parvis_home_page_new (void)
{
  return g_object_new (PARVIS_TYPE_HOME_PAGE, NULL);
}
