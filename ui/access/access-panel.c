/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/access/access-panel.h"

#include <glib/gi18n-lib.h>

#include "ui/access/access.h"
#include "ui/access/access-switch.h"
#include "ui/key/key.h"
#include "ui/tile/tile.h"

#define SPEECH "speech"

static const struct
{
  const char *property, *icon, *title, *sentence;
} wishes[] = {
  { "large", "text", N_ ("Grands caractères"), N_ ("Tout s’écrit plus gros.") },
  { "contrast", "contrast", N_ ("Contraste renforcé"), N_ ("Lettres blanches et jaunes sur fond noir.") },
  { "low-reach", "reach", N_ ("Tout en bas de l’écran"), N_ ("Ce qui se touche descend, à portée d’un fauteuil.") },
  { "easy", "easy", N_ ("Mots faciles"), N_ ("Des phrases courtes et simples, quand elles existent.") },
  { SPEECH, "aloud", N_ ("Lecture à voix haute"), N_ ("La borne lit l’écran. Vous pouvez brancher un casque.") },
  { "still", "still", N_ ("Sans mouvement"), N_ ("Rien ne glisse ni ne bouge.") },
};

struct _ParvisAccessPanel
{
  GtkWidget parent_instance;
  GtkWidget *box, *grid, *normal, *speech;
};

G_DEFINE_FINAL_TYPE (ParvisAccessPanel, parvis_access_panel, GTK_TYPE_WIDGET)

/* The way back is there as long as there is something to come back from. */
static void
on_wish_changed (ParvisAccessPanel *self)
{
  gtk_widget_set_sensitive (self->normal, parvis_access_is_adapted ());
}

/* A voice that is not there is said, and the switch does not pretend; what is on can be turned off. */
static void
on_voice_changed (ParvisAccessPanel *self, GParamSpec *pspec, ParvisVoice *voice)
{
  gboolean available = parvis_voice_is_available (voice);

  parvis_access_switch_describe (self->speech,
                                 available ? _ ("La borne lit l’écran. Vous pouvez brancher un casque.")
                                           : _ ("La lecture à voix haute n’est pas disponible sur cette borne."));
  gtk_widget_set_sensitive (self->speech, available || parvis_access_get_speech ());
}

static void
on_normal_clicked (GtkButton *button)
{
  parvis_access_reset ();
}

/* In landscape there is room for two side by side, and not for all below each other. */
static void
parvis_access_panel_root (GtkWidget *widget)
{
  GtkWidget *root;

  GTK_WIDGET_CLASS (parvis_access_panel_parent_class)->root (widget);
  root = GTK_WIDGET (gtk_widget_get_root (widget));
  parvis_tile_grid_set_columns (PARVIS_ACCESS_PANEL (widget)->grid,
                                gtk_widget_get_width (root) > gtk_widget_get_height (root) ? 2 : 1);
}

static void
parvis_access_panel_dispose (GObject *object)
{
  g_clear_pointer (&PARVIS_ACCESS_PANEL (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (parvis_access_panel_parent_class)->dispose (object);
}

static void
parvis_access_panel_class_init (ParvisAccessPanelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = parvis_access_panel_dispose;
  GTK_WIDGET_CLASS (klass)->root = parvis_access_panel_root;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
parvis_access_panel_init (ParvisAccessPanel *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->grid = parvis_tile_grid_new ();
  for (gsize i = 0; i < G_N_ELEMENTS (wishes); i++)
    {
      GtkWidget *button = parvis_access_switch_new (wishes[i].icon, _ (wishes[i].title), wishes[i].property);

      parvis_access_switch_describe (button, _ (wishes[i].sentence));
      if (g_str_equal (wishes[i].property, SPEECH))
        self->speech = button;
      parvis_tile_grid_append (self->grid, button);
    }
  self->normal = parvis_key_new ("again", _ ("Tout remettre comme avant"), GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_add_css_class (self->normal, "secondary");
  gtk_widget_add_css_class (self->box, "access-panel");
  gtk_box_append (GTK_BOX (self->box), self->grid);
  gtk_box_append (GTK_BOX (self->box), self->normal);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  g_signal_connect (self->normal, "clicked", G_CALLBACK (on_normal_clicked), NULL);
  g_signal_connect_object (parvis_access_get (), "notify", G_CALLBACK (on_wish_changed), self, G_CONNECT_SWAPPED);
  on_wish_changed (self);
}

GtkWidget *
parvis_access_panel_new (ParvisVoice *voice)
{
  ParvisAccessPanel *self = g_object_new (PARVIS_TYPE_ACCESS_PANEL, NULL);

  g_signal_connect_object (voice, "notify::available", G_CALLBACK (on_voice_changed), self, G_CONNECT_SWAPPED);
  on_voice_changed (self, NULL, voice);
  parvis_voice_wake (voice);
  return GTK_WIDGET (self);
}
