/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/pages/home/home-page.h"

#include <glib/gi18n-lib.h>

#include "ui/icons/icon.h"
#include "ui/key/key.h"
#include "ui/pages/audience/audience-page.h"
#include "ui/pages/events/agenda-page.h"
#include "ui/pages/faq/faq-page.h"
#include "ui/pages/news/news-page.h"
#include "ui/pages/home/closed.h"
#include "ui/pages/open.h"
#include "ui/pages/payment/payment-page.h"
#include "ui/pages/places/places-page.h"
#include "ui/pages/search/search-page.h"
#include "ui/pages/track/track-page.h"
#include "ui/sheet/sheet.h"
#include "ui/speech/spoken.h"
#include "ui/style/style.h"
#include "ui/tabs/tabs.h"
#include "ui/text/text.h"
#include "ui/tile/tile.h"

#define MAX_TILES 8
#define KEY       "parvis-key"
/* How wide words ask to be, so that the left side of a lying screen stays narrow; they take more where there is more.
 */
#define KEY_CHARACTERS     11
#define EXAMPLE_CHARACTERS 18
#define FOUR_KEYS          4 /* more stand three in a row, so that there are never more than two rows on an upright screen */

typedef enum
{
  BY_THEME,
  BY_LIFE_EVENT,
  BY_PUBLIC
} Mode;

struct _ParvisHomePage
{
  ParvisPage parent_instance;
  ParvisSheet *sheet;
  GtkWidget *search, *tabs, *tiles, *keys;
  Mode mode;
  char *closed; /* (nullable) of the gallery: show it closed, for this reason; "": too old */
};

G_DEFINE_FINAL_TYPE (ParvisHomePage, parvis_home_page, PARVIS_TYPE_PAGE)

/* ---- the search ---- */

static void
on_search_clicked (GtkButton *button, ParvisHomePage *self)
{
  parvis_page_go (PARVIS_PAGE (self), parvis_search_page_new ());
}

static GtkWidget *
new_search_key (ParvisHomePage *self)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *example = gtk_label_new (_ ("poubelle, carte d’identité, cantine…"));

  gtk_label_set_xalign (GTK_LABEL (example), 0);
  gtk_label_set_ellipsize (GTK_LABEL (example), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (example), EXAMPLE_CHARACTERS);
  gtk_widget_set_hexpand (example, TRUE);
  gtk_widget_add_css_class (content, "key-content");
  gtk_box_append (GTK_BOX (content), parvis_icon_new ("search"));
  gtk_box_append (GTK_BOX (content), example);
  gtk_button_set_child (GTK_BUTTON (button), content);
  gtk_widget_add_css_class (button, "search-key");
  gtk_widget_set_hexpand (button, FALSE); /* the example's wish is the button's own affair */
  parvis_spoken_set (button, _ ("Chercher"), NULL, NULL);
  g_signal_connect (button, "clicked", G_CALLBACK (on_search_clicked), self);
  return button;
}

/* ---- the tiles ---- */

/* In large text the summary is only said: all the tiles matter more than the examples of a few. */
static void
add_tile (ParvisHomePage *self, const char *icon, const char *title, const char *summary, const char *kind,
          const char *id)
{
  gboolean large = parvis_style_get_large (parvis_style_get ());
  GtkWidget *tile = parvis_tile_new (icon, title, large ? NULL : summary);

  parvis_spoken_set (tile, NULL, summary, NULL);
  parvis_open_when_clicked (tile, PARVIS_PAGE (self), kind, id);
  parvis_tile_grid_append (self->tiles, tile);
}

static guint
add_themes (ParvisHomePage *self, ParvisCatalog *catalog)
{
  g_autoptr (GPtrArray) themes = parvis_catalog_themes (catalog, parvis_page_language (PARVIS_PAGE (self)), NULL);
  guint count = themes != NULL ? MIN (themes->len, MAX_TILES) : 0;

  for (guint i = 0; i < count; i++)
    {
      const ParvisTheme *theme = g_ptr_array_index (themes, i);

      add_tile (self, theme->icon, theme->title, theme->summary, "theme", theme->id);
    }
  return count;
}

static guint
add_life_events (ParvisHomePage *self, ParvisCatalog *catalog)
{
  g_autoptr (GPtrArray) events = parvis_catalog_life_events (catalog, parvis_page_language (PARVIS_PAGE (self)), NULL);
  guint count = events != NULL ? events->len : 0;
  guint shown = count > MAX_TILES ? MAX_TILES - 1 : count;

  for (guint i = 0; i < shown; i++)
    {
      const ParvisLifeEvent *event = g_ptr_array_index (events, i);

      add_tile (self, event->icon, event->title, event->summary, "life-event", event->id);
    }
  if (shown < count)
    add_tile (self, "plus", _ ("Autres moments"), _ ("Tous les moments de vie"), "life-events", "all");
  return count;
}

static guint
add_publics (ParvisHomePage *self, ParvisCatalog *catalog)
{
  guint count = 0;

  for (const ParvisPublic *public = parvis_publics (); public->id != NULL; public ++, count++)
    add_tile (self, public->icon, _ (public->title), _ (public->summary), "public", public->id);
  return count;
}

static void
show_tiles (ParvisHomePage *self)
{
  static guint (*const add[]) (ParvisHomePage *, ParvisCatalog *) = { add_themes, add_life_events, add_publics };
  ParvisCatalog *catalog = parvis_desk_catalog (parvis_page_get_desk (PARVIS_PAGE (self)));
  GtkBox *body = GTK_BOX (parvis_sheet_body (self->sheet));

  if (self->tiles != NULL)
    gtk_box_remove (body, self->tiles);
  self->tiles = parvis_tile_grid_new ();
  if (add[self->mode](self, catalog) == 0)
    {
      g_object_unref (g_object_ref_sink (self->tiles));
      self->tiles = parvis_text_new (
          _ ("Il n’y a encore rien ici. Touchez « Par thème », ou adressez-vous à l’accueil."), "note");
    }
  gtk_box_append (body, self->tiles);
}

static void lay_out (ParvisHomePage *self);

static void
on_large_changed (ParvisHomePage *self)
{
  if (self->tiles != NULL)
    show_tiles (self);
  lay_out (self);
}

static void
on_mode_chosen (ParvisTabs *tabs, guint mode, ParvisHomePage *self)
{
  self->mode = mode;
  show_tiles (self);
}

/* ---- the keys ---- */

static ParvisPage *
open_questions (void)
{
  return parvis_faq_page_new (NULL);
}

static const struct
{
  const char *icon, *label;
  ParvisPage *(*open) (void);
} keys[] = {
  { "calendar", N_ ("Agenda"), parvis_agenda_page_new },
  { "news", N_ ("Actualités"), parvis_news_page_new },
  { "pin", N_ ("Lieux et horaires"), parvis_places_page_new },
  { "question", N_ ("Questions fréquentes"), open_questions },
  { "ticket", N_ ("Suivre ma demande"), parvis_track_page_new },
  { "euro", N_ ("Payer une facture"), parvis_payment_page_new }, /* the last one: not every commune says how */
};

static void
on_key_clicked (GtkButton *button, ParvisHomePage *self)
{
  parvis_page_go (PARVIS_PAGE (self), keys[GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), KEY))].open ());
}

static void
keep_narrow (GtkWidget *key)
{
  GtkWidget *word = gtk_widget_get_last_child (gtk_button_get_child (GTK_BUTTON (key)));

  gtk_label_set_max_width_chars (GTK_LABEL (word), KEY_CHARACTERS);
}

static gboolean
can_pay (ParvisHomePage *self)
{
  ParvisPage *page = PARVIS_PAGE (self);
  g_autoptr (ParvisCommune) commune
      = parvis_catalog_commune (parvis_desk_catalog (parvis_page_get_desk (page)), parvis_page_language (page), NULL);

  return commune != NULL && commune->payment_url != NULL;
}

static GtkWidget *
new_keys (ParvisHomePage *self)
{
  GtkWidget *grid = parvis_tile_grid_new ();
  guint count = can_pay (self) ? G_N_ELEMENTS (keys) : G_N_ELEMENTS (keys) - 1;

  gtk_widget_add_css_class (grid, "home-keys");
  for (guint i = 0; i < count; i++)
    {
      GtkWidget *key = parvis_key_new (keys[i].icon, _ (keys[i].label), GTK_ORIENTATION_HORIZONTAL);

      gtk_widget_add_css_class (key, "home-key");
      keep_narrow (key);
      g_object_set_data (G_OBJECT (key), KEY, GUINT_TO_POINTER (i));
      g_signal_connect (key, "clicked", G_CALLBACK (on_key_clicked), self);
      parvis_tile_grid_append (grid, key);
    }
  return grid;
}

/* ---- the page ---- */

/* Upright: the search first, the keys last. Lying: both on the left, so that all tiles are in sight. */
static void
place_search (ParvisHomePage *self, gboolean landscape)
{
  GtkWidget *parent = gtk_widget_get_parent (self->search);

  g_object_ref (self->search);
  gtk_box_remove (GTK_BOX (parent), self->search);
  if (landscape)
    gtk_box_prepend (GTK_BOX (gtk_widget_get_parent (self->keys)), self->search);
  else
    gtk_box_prepend (GTK_BOX (parvis_sheet_body (self->sheet)), self->search);
  g_object_unref (self->search);
}

static void
parvis_home_page_shown (ParvisPage *page)
{
  parvis_sheet_focus_title (PARVIS_HOME_PAGE (page)->sheet);
}

static void
fill (ParvisHomePage *self)
{
  const char *modes[] = { _ ("Par thème"), _ ("Par moment de vie"), _ ("Pour qui"), NULL };

  self->search = new_search_key (self);
  self->tabs = parvis_tabs_new (_ ("Comment chercher"), modes, self->mode);
  g_signal_connect_object (self->tabs, "chosen", G_CALLBACK (on_mode_chosen), self, (GConnectFlags) 0);
  self->keys = new_keys (self);
  parvis_sheet_append (self->sheet, self->search);
  parvis_sheet_append (self->sheet, self->tabs);
  parvis_sheet_add_action (self->sheet, self->keys);
  show_tiles (self);
}

/* Has it something to propose? @missing: (nullable) as parvis_home_closed_new() has it. */
static gboolean
is_open (ParvisHomePage *self, const char **missing)
{
  ParvisDesk *desk = parvis_page_get_desk (PARVIS_PAGE (self));

  if (self->closed == NULL)
    *missing = parvis_desk_missing_content (desk);
  else
    *missing = *self->closed != '\0' ? _ (self->closed) : NULL;
  return self->closed == NULL && *missing == NULL && !parvis_desk_is_content_old (desk);
}

static void
parvis_home_page_build (ParvisPage *page)
{
  ParvisHomePage *self = PARVIS_HOME_PAGE (page);
  const char *missing;
  gboolean open = is_open (self, &missing);

  self->search = self->tabs = self->tiles = self->keys = NULL;
  self->sheet = open ? parvis_sheet_new (NULL, _ ("Bonjour. Que souhaitez-vous faire ?"), NULL)
                     : parvis_home_closed_new (page, missing);
  gtk_widget_add_css_class (GTK_WIDGET (self->sheet), "home");
  if (open)
    fill (self);
  parvis_page_set_child (page, GTK_WIDGET (self->sheet));
}

/* Three large words side by side leave no room for drawings beside them. */
static void
show_drawings (ParvisHomePage *self, gboolean shown)
{
  for (GtkWidget *key = gtk_widget_get_first_child (self->keys); key != NULL; key = gtk_widget_get_next_sibling (key))
    gtk_widget_set_visible (gtk_widget_get_first_child (gtk_button_get_child (GTK_BUTTON (key))), shown);
}

/* Large words side by side would be wider than a lying screen: they stand as on an upright one. */
static void
lay_out (ParvisHomePage *self)
{
  gboolean lying = parvis_page_is_landscape (PARVIS_PAGE (self)) && !parvis_style_get_large (parvis_style_get ());

  parvis_sheet_set_side_by_side (self->sheet, lying);
  if (self->keys == NULL)
    return;
  place_search (self, lying);
  show_drawings (self, !parvis_style_get_large (parvis_style_get ()));
  parvis_tile_grid_set_columns (self->keys, !lying && G_N_ELEMENTS (keys) > FOUR_KEYS ? 3 : 2);
}

static void
parvis_home_page_layout (ParvisPage *page, gboolean landscape)
{
  lay_out (PARVIS_HOME_PAGE (page));
}

static void
parvis_home_page_dispose (GObject *object)
{
  PARVIS_HOME_PAGE (object)->tiles = NULL;
  G_OBJECT_CLASS (parvis_home_page_parent_class)->dispose (object);
}

static void
parvis_home_page_finalize (GObject *object)
{
  g_free (PARVIS_HOME_PAGE (object)->closed);
  G_OBJECT_CLASS (parvis_home_page_parent_class)->finalize (object);
}

static void
parvis_home_page_class_init (ParvisHomePageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = parvis_home_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = parvis_home_page_finalize;
  PARVIS_PAGE_CLASS (klass)->build = parvis_home_page_build;
  PARVIS_PAGE_CLASS (klass)->shown = parvis_home_page_shown;
  PARVIS_PAGE_CLASS (klass)->layout = parvis_home_page_layout;
}

static void
parvis_home_page_init (ParvisHomePage *self)
{
  g_signal_connect_object (parvis_style_get (), "large-changed", G_CALLBACK (on_large_changed), self,
                           G_CONNECT_SWAPPED);
}

ParvisPage *
parvis_home_page_new (void)
{
  return g_object_new (PARVIS_TYPE_HOME_PAGE, NULL);
}

ParvisPage *
parvis_home_page_new_closed (const char *missing)
{
  ParvisHomePage *self = g_object_new (PARVIS_TYPE_HOME_PAGE, NULL);

  self->closed = g_strdup (missing != NULL ? missing : "");
  return PARVIS_PAGE (self);
}
