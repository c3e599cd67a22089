/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/window/ground.h"

#include "ui/access/access.h"
#include "ui/language/language.h"

/* Low reach: this part of the height above the page stays empty, so that all that is touched is in the lower part
 * (EN 301 549 8.3: controls no higher than 1220 mm). */
#define LOW_REACH_PART           0.36
#define LOW_REACH_PART_LANDSCAPE 0.08 /* a lying screen is as high as the lower part of a standing one */

struct _ParvisGround
{
  GtkWidget parent_instance;
  GtkWidget *header, *spacer, *keyboard, *sound_bar, *footer;
  int width, height;
};

G_DEFINE_FINAL_TYPE (ParvisGround, parvis_ground, GTK_TYPE_WIDGET)

/* A lying screen has no room for the keyboard and an empty part: what is touched is low enough by then. */
static void
apply_low_reach (ParvisGround *self)
{
  gboolean portrait = self->height > self->width;
  gboolean room = portrait || !parvis_keyboard_is_shown (PARVIS_KEYBOARD (self->keyboard));
  double part = portrait ? LOW_REACH_PART : LOW_REACH_PART_LANDSCAPE;

  gtk_widget_set_size_request (self->spacer, -1, (int) (self->height * part));
  gtk_widget_set_visible (self->spacer, parvis_access_get_low_reach () && room);
}

static void
retell (ParvisGround *self)
{
  parvis_footer_retell (PARVIS_FOOTER (self->footer));
  parvis_keyboard_retell (PARVIS_KEYBOARD (self->keyboard));
}

static void
parvis_ground_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (parvis_ground_parent_class)->dispose (object);
}

static void
parvis_ground_class_init (ParvisGroundClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = parvis_ground_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
}

static void
parvis_ground_init (ParvisGround *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  self->header = parvis_header_new ();
  self->spacer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->keyboard = parvis_keyboard_new ();
  self->sound_bar = parvis_sound_bar_new ();
  self->footer = parvis_footer_new ();
  g_signal_connect_object (self->keyboard, "notify::shown", G_CALLBACK (apply_low_reach), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (parvis_access_get (), "notify::low-reach", G_CALLBACK (apply_low_reach), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (parvis_language_watch (), "notify::code", G_CALLBACK (retell), self, G_CONNECT_SWAPPED);
}

ParvisGround *
parvis_ground_new (GtkWidget *pages)
{
  ParvisGround *self = g_object_new (PARVIS_TYPE_GROUND, NULL);
  GtkWidget *const parts[] = { self->header, self->spacer, pages, self->keyboard, self->sound_bar, self->footer };

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    gtk_widget_set_parent (parts[i], GTK_WIDGET (self));
  apply_low_reach (self);
  return self;
}

void
parvis_ground_set_size (ParvisGround *self, int width, int height)
{
  self->width = width;
  self->height = height;
  parvis_keyboard_set_landscape (PARVIS_KEYBOARD (self->keyboard), width > height);
  apply_low_reach (self);
}

void
parvis_ground_set_asleep (ParvisGround *self, gboolean asleep)
{
  gtk_widget_set_visible (self->header, !asleep);
  gtk_widget_set_visible (self->footer, !asleep);
}

void
parvis_ground_take_content (ParvisGround *self, ParvisDesk *desk)
{
  parvis_header_set_desk (PARVIS_HEADER (self->header), desk, parvis_language_get ());
}

GtkWidget *
parvis_ground_header (ParvisGround *self)
{
  return self->header;
}

GtkWidget *
parvis_ground_keyboard (ParvisGround *self)
{
  return self->keyboard;
}

GtkWidget *
parvis_ground_sound_bar (ParvisGround *self)
{
  return self->sound_bar;
}

GtkWidget *
parvis_ground_footer (ParvisGround *self)
{
  return self->footer;
}
