/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/language/language-keys.h"

#include <glib/gi18n-lib.h>

#include "ui/key/key.h"
#include "ui/language/language.h"
#include "ui/speech/spoken.h"
#include "ui/tile/tile.h"

struct _ParvisLanguageKeys
{
  GtkWidget parent_instance;
  GtkWidget *grid;
};

static guint chosen_signal;

G_DEFINE_FINAL_TYPE (ParvisLanguageKeys, parvis_language_keys, GTK_TYPE_WIDGET)

static void
on_clicked (GtkButton *button, ParvisLanguageKeys *self)
{
  g_signal_emit (self, chosen_signal, 0, g_object_get_data (G_OBJECT (button), "parvis-code"));
}

static void
parvis_language_keys_dispose (GObject *object)
{
  g_clear_pointer (&PARVIS_LANGUAGE_KEYS (object)->grid, gtk_widget_unparent);
  G_OBJECT_CLASS (parvis_language_keys_parent_class)->dispose (object);
}

static void
parvis_language_keys_class_init (ParvisLanguageKeysClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = parvis_language_keys_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  chosen_signal = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_STRING);
}

static GtkWidget *
new_key (ParvisLanguageKeys *self, const ParvisLanguageName *language, gboolean mark)
{
  gboolean now = mark && g_strcmp0 (language->code, parvis_language_get ()) == 0;
  GtkWidget *key = parvis_key_new (now ? "tick" : NULL, language->name, GTK_ORIENTATION_HORIZONTAL);

  gtk_widget_add_css_class (key, "language");
  if (now)
    {
      gtk_widget_add_css_class (key, "chosen");
      parvis_spoken_set (key, NULL, _ ("Langue actuelle"), NULL);
    }
  g_object_set_data (G_OBJECT (key), "parvis-code", (gpointer) language->code);
  g_signal_connect (key, "clicked", G_CALLBACK (on_clicked), self);
  return key;
}

static void
parvis_language_keys_init (ParvisLanguageKeys *self)
{
  self->grid = parvis_tile_grid_new ();
  gtk_widget_add_css_class (self->grid, "languages");
  gtk_widget_set_parent (self->grid, GTK_WIDGET (self));
}

GtkWidget *
parvis_language_keys_new (int columns, gboolean mark)
{
  ParvisLanguageKeys *self = g_object_new (PARVIS_TYPE_LANGUAGE_KEYS, NULL);

  for (const ParvisLanguageName *language = parvis_language_names (); language->code != NULL; language++)
    parvis_tile_grid_append (self->grid, new_key (self, language, mark));
  parvis_language_keys_set_columns (self, columns);
  return GTK_WIDGET (self);
}

void
parvis_language_keys_set_columns (ParvisLanguageKeys *self, int columns)
{
  parvis_tile_grid_set_columns (self->grid, columns);
}
