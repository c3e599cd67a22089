/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/footer/footer.h"

#include <glib/gi18n-lib.h>

#include "ui/key/key.h"
#include "ui/language/language.h"

enum
{
  KEY_BACK,
  KEY_HOME,
  KEY_ACCESS,
  KEY_LANGUAGE,
  KEY_END,
  N_KEYS
};

static const struct
{
  const char *signal, *icon, *label;
} keys[N_KEYS] = {
  [KEY_BACK] = { "back", "back", N_ ("Retour") },
  [KEY_HOME] = { "home", "house", N_ ("Accueil") },
  [KEY_ACCESS] = { "access", "access", N_ ("Accessibilité") },
  [KEY_LANGUAGE] = { "language", "globe", NULL }, /* in its own words */
  [KEY_END] = { "end", "end", N_ ("Terminer") },
};

struct _ParvisFooter
{
  GtkWidget parent_instance;
  GtkWidget *keys[N_KEYS];
};

static guint signals[N_KEYS];

G_DEFINE_FINAL_TYPE (ParvisFooter, parvis_footer, GTK_TYPE_WIDGET)

static void
on_key_clicked (GtkButton *button, ParvisFooter *self)
{
  for (int i = 0; i < N_KEYS; i++)
    if (self->keys[i] == GTK_WIDGET (button))
      g_signal_emit (self, signals[i], 0);
}

static void
parvis_footer_dispose (GObject *object)
{
  ParvisFooter *self = PARVIS_FOOTER (object);

  for (int i = 0; i < N_KEYS; i++)
    g_clear_pointer (&self->keys[i], gtk_widget_unparent);
  G_OBJECT_CLASS (parvis_footer_parent_class)->dispose (object);
}

static void
parvis_footer_class_init (ParvisFooterClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parvis_footer_dispose;
  gtk_widget_class_set_css_name (widget_class, "footer");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  for (int i = 0; i < N_KEYS; i++)
    signals[i] = g_signal_new (keys[i].signal, G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 0);
}

static void
parvis_footer_init (ParvisFooter *self)
{
  gtk_box_layout_set_homogeneous (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self))), TRUE);
  for (int i = 0; i < N_KEYS; i++)
    {
      self->keys[i] = parvis_key_new (keys[i].icon, NULL, GTK_ORIENTATION_VERTICAL);
      gtk_widget_add_css_class (self->keys[i], "foot-key");
      gtk_widget_set_hexpand (self->keys[i], TRUE);
      gtk_widget_set_parent (self->keys[i], GTK_WIDGET (self));
      g_signal_connect (self->keys[i], "clicked", G_CALLBACK (on_key_clicked), self);
    }
  gtk_widget_add_css_class (self->keys[KEY_END], "end");
  parvis_footer_retell (self);
}

GtkWidget *
parvis_footer_new (void)
{
  return g_object_new (PARVIS_TYPE_FOOTER, NULL);
}

void
parvis_footer_retell (ParvisFooter *self)
{
  for (int i = 0; i < N_KEYS; i++)
    parvis_key_set_label (self->keys[i],
                          i == KEY_LANGUAGE ? parvis_language_name (parvis_language_get ())->name : _ (keys[i].label));
}

void
parvis_footer_set_at_home (ParvisFooter *self, gboolean at_home)
{
  gtk_widget_set_sensitive (self->keys[KEY_BACK], !at_home);
  gtk_widget_set_sensitive (self->keys[KEY_HOME], !at_home);
}
