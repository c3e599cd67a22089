/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/pages/attract/slide-card.h"

#include "ui/access/access.h"
#include "ui/icons/icon.h"
#include "ui/pages/attract/slides.h"
#include "ui/text/text.h"

#define FADE_MS    150
#define MOST_LINES 3
#define MOST_CHARS 20 /* where the card may choose its width */

/* Two faces: one is shown while the other is written. */
typedef struct
{
  GtkWidget *box, *icon, *above, *title, *text;
} Face;

struct _ParvisSlideCard
{
  GtkWidget parent_instance;
  GtkWidget *stack;
  Face faces[2];
  guint front; /* face */
  GPtrArray *slides;
  guint index; /* slide */
  guint timer;
};

G_DEFINE_FINAL_TYPE (ParvisSlideCard, parvis_slide_card, GTK_TYPE_WIDGET)

static void
set_text (GtkWidget *label, const char *text)
{
  gtk_label_set_label (GTK_LABEL (label), text != NULL ? text : "");
  gtk_widget_set_visible (label, text != NULL && *text != '\0');
}

/* What is not in front is not in the accessibility tree either. */
static void
hide_back (ParvisSlideCard *self)
{
  if (!gtk_stack_get_transition_running (GTK_STACK (self->stack)))
    gtk_widget_set_visible (self->faces[1 - self->front].box, FALSE);
}

static void
show (ParvisSlideCard *self, gboolean fade)
{
  const ParvisSlide *slide = g_ptr_array_index (self->slides, self->index);
  Face *face = &self->faces[fade ? 1 - self->front : self->front];

  parvis_icon_set_name (PARVIS_ICON (face->icon), slide->icon);
  set_text (face->above, slide->above);
  set_text (face->title, slide->title);
  set_text (face->text, slide->text);
  if (slide->urgent)
    gtk_widget_add_css_class (GTK_WIDGET (self), "urgent");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "urgent");
  gtk_widget_set_visible (face->box, TRUE);
  self->front = (guint) (face - self->faces);
  gtk_stack_set_visible_child_full (GTK_STACK (self->stack), self->front == 0 ? "0" : "1",
                                    fade && !parvis_access_get_still () ? GTK_STACK_TRANSITION_TYPE_CROSSFADE
                                                                        : GTK_STACK_TRANSITION_TYPE_NONE);
  hide_back (self);
}

static gboolean
on_time (gpointer user_data)
{
  ParvisSlideCard *self = user_data;

  self->index = (self->index + 1) % self->slides->len;
  show (self, TRUE);
  return G_SOURCE_CONTINUE;
}

/* One timer, and only while there is somebody to see it. */
static void
arm (ParvisSlideCard *self)
{
  gboolean needed = gtk_widget_get_mapped (GTK_WIDGET (self)) && self->slides != NULL && self->slides->len > 1;

  if (needed && self->timer == 0)
    self->timer = g_timeout_add_seconds (PARVIS_SLIDE_SECONDS, on_time, self);
  else if (!needed)
    g_clear_handle_id (&self->timer, g_source_remove);
}

static void
parvis_slide_card_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (parvis_slide_card_parent_class)->map (widget);
  arm (PARVIS_SLIDE_CARD (widget));
}

static void
parvis_slide_card_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (parvis_slide_card_parent_class)->unmap (widget);
  arm (PARVIS_SLIDE_CARD (widget));
}

static void
parvis_slide_card_dispose (GObject *object)
{
  ParvisSlideCard *self = PARVIS_SLIDE_CARD (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->stack, gtk_widget_unparent);
  g_clear_pointer (&self->slides, g_ptr_array_unref);
  G_OBJECT_CLASS (parvis_slide_card_parent_class)->dispose (object);
}

static void
parvis_slide_card_class_init (ParvisSlideCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parvis_slide_card_dispose;
  widget_class->map = parvis_slide_card_map;
  widget_class->unmap = parvis_slide_card_unmap;
  gtk_widget_class_set_css_name (widget_class, "slide");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static GtkWidget *
add_line (GtkWidget *column, const char *css_class)
{
  GtkWidget *label = parvis_text_new (NULL, css_class);

  gtk_label_set_lines (GTK_LABEL (label), MOST_LINES);
  gtk_label_set_max_width_chars (GTK_LABEL (label), MOST_CHARS);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (column), label);
  return label;
}

static void
make_face (ParvisSlideCard *self, Face *face, const char *name)
{
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  face->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  face->icon = parvis_icon_new ("calendar");
  gtk_widget_add_css_class (face->box, "slide-face");
  gtk_widget_set_valign (face->icon, GTK_ALIGN_START);
  gtk_widget_set_hexpand (words, TRUE);
  face->above = add_line (words, "slide-above");
  face->title = add_line (words, "slide-title");
  gtk_label_set_lines (GTK_LABEL (face->title), 2);
  face->text = add_line (words, "slide-text");
  gtk_box_append (GTK_BOX (face->box), face->icon);
  gtk_box_append (GTK_BOX (face->box), words);
  gtk_stack_add_named (GTK_STACK (self->stack), face->box, name);
}

static void
parvis_slide_card_init (ParvisSlideCard *self)
{
  self->stack = gtk_stack_new ();
  gtk_stack_set_transition_duration (GTK_STACK (self->stack), FADE_MS);
  make_face (self, &self->faces[0], "0");
  make_face (self, &self->faces[1], "1");
  g_signal_connect_swapped (self->stack, "notify::transition-running", G_CALLBACK (hide_back), self);
  gtk_widget_set_parent (self->stack, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
parvis_slide_card_new (void)
{
  return g_object_new (PARVIS_TYPE_SLIDE_CARD, NULL);
}

void
parvis_slide_card_set_slides (ParvisSlideCard *self, GPtrArray *slides)
{
  g_clear_pointer (&self->slides, g_ptr_array_unref);
  self->slides = slides;
  gtk_widget_set_visible (GTK_WIDGET (self), slides->len > 0);
  if (slides->len > 0)
    {
      self->index %= slides->len;
      show (self, FALSE);
    }
  arm (self);
}
