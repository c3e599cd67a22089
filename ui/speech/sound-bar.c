/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/speech/sound-bar.h"

#include <glib/gi18n-lib.h>

#include "ui/key/key.h"
#include "ui/lock/double-touch.h"

static const struct
{
  const char *icon, *label;
} keys[] = {
  [PARVIS_SOUND_SOFTER] = { "softer", N_ ("Moins fort") }, [PARVIS_SOUND_LOUDER] = { "louder", N_ ("Plus fort") },
  [PARVIS_SOUND_SLOWER] = { "slower", N_ ("Moins vite") }, [PARVIS_SOUND_FASTER] = { "faster", N_ ("Plus vite") },
  [PARVIS_SOUND_PAGE] = { "aloud", N_ ("Tout lire") },     [PARVIS_SOUND_STOP] = { "silence", N_ ("Silence") },
  [PARVIS_SOUND_AGAIN] = { "again", N_ ("Répéter") },
};
#define N_KEYS G_N_ELEMENTS (keys)

struct _ParvisSoundBar
{
  GtkWidget parent_instance;
  GtkWidget *keys[N_KEYS];
};

static guint act_signal;

G_DEFINE_FINAL_TYPE (ParvisSoundBar, parvis_sound_bar, GTK_TYPE_WIDGET)

static void
on_clicked (GtkWidget *key, ParvisSoundBar *self)
{
  for (gsize i = 0; i < N_KEYS; i++)
    if (self->keys[i] == key)
      g_signal_emit (self, act_signal, 0, (int) i);
}

static void
parvis_sound_bar_dispose (GObject *object)
{
  for (gsize i = 0; i < N_KEYS; i++)
    g_clear_pointer (&PARVIS_SOUND_BAR (object)->keys[i], gtk_widget_unparent);
  G_OBJECT_CLASS (parvis_sound_bar_parent_class)->dispose (object);
}

static void
parvis_sound_bar_class_init (ParvisSoundBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parvis_sound_bar_dispose;
  gtk_widget_class_set_css_name (widget_class, "soundbar");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  act_signal = g_signal_new ("act", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                             G_TYPE_INT);
}

static void
parvis_sound_bar_init (ParvisSoundBar *self)
{
  gtk_box_layout_set_homogeneous (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self))), TRUE);
  for (gsize i = 0; i < N_KEYS; i++)
    {
      self->keys[i] = parvis_key_new (keys[i].icon, _ (keys[i].label), GTK_ORIENTATION_VERTICAL);
      gtk_widget_set_hexpand (self->keys[i], TRUE);
      gtk_widget_set_focus_on_click (self->keys[i], FALSE); /* the finger's place in the page stays */
      gtk_widget_set_parent (self->keys[i], GTK_WIDGET (self));
      g_signal_connect (self->keys[i], "clicked", G_CALLBACK (on_clicked), self);
      if (i <= PARVIS_SOUND_FASTER)
        parvis_double_touch_allow (self->keys[i]); /* louder, louder */
    }
}

GtkWidget *
parvis_sound_bar_new (void)
{
  return g_object_new (PARVIS_TYPE_SOUND_BAR, NULL);
}

void
parvis_sound_bar_translate (ParvisSoundBar *self)
{
  for (gsize i = 0; i < N_KEYS; i++)
    parvis_key_set_label (self->keys[i], _ (keys[i].label));
}
