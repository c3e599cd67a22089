/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/accordion/accordion.h"

#include <glib/gi18n-lib.h>

#include "ui/icons/icon.h"
#include "ui/page/page.h"
#include "ui/speech/spoken.h"
#include "ui/text/text.h"

typedef struct
{
  GtkWidget *button, *icon, *content; /* all of the widget tree */
} Section;

struct _ParvisAccordion
{
  GtkWidget parent_instance;
  GtkWidget *column;
  GArray *sections; /* of Section */
  int open;         /* -1: none */
  guint idle;
};

G_DEFINE_FINAL_TYPE (ParvisAccordion, parvis_accordion, GTK_TYPE_WIDGET)

static Section *
section_at (ParvisAccordion *self, int index)
{
  return &g_array_index (self->sections, Section, (guint) index);
}

static void
show_section (Section *section, gboolean open)
{
  gtk_widget_set_visible (section->content, open);
  parvis_icon_set_name (PARVIS_ICON (section->icon), open ? "minus" : "plus");
  parvis_spoken_set (section->button, NULL, open ? _ ("ouvert") : _ ("fermé"), NULL);
  gtk_accessible_update_state (GTK_ACCESSIBLE (section->button), GTK_ACCESSIBLE_STATE_EXPANDED, open, -1);
  if (open)
    gtk_widget_add_css_class (section->button, "open");
  else
    gtk_widget_remove_css_class (section->button, "open");
}

/* ---- where things are ---- */

static GtkAdjustment *
find_adjustment (ParvisAccordion *self, GtkWidget **view)
{
  *view = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_SCROLLED_WINDOW);
  return *view != NULL ? gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (*view)) : NULL;
}

/* What closes above the title that was touched would pull it away from under the finger. */
static void
hold_still (ParvisAccordion *self, int closing)
{
  GtkWidget *view;
  GtkAdjustment *adjustment = find_adjustment (self, &view);

  if (adjustment != NULL)
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment)
                                              - gtk_widget_get_height (section_at (self, closing)->content));
}

/* As much of what opened as there is room for, its title with it. */
static gboolean
bring_into_sight (gpointer user_data)
{
  ParvisAccordion *self = user_data;
  GtkWidget *view;
  GtkAdjustment *adjustment = find_adjustment (self, &view);
  Section *section;
  double top, bottom, height, x;

  self->idle = 0;
  if (adjustment == NULL || self->open < 0)
    return G_SOURCE_REMOVE;
  section = section_at (self, self->open);
  height = gtk_widget_get_height (view);
  gtk_widget_translate_coordinates (section->button, view, 0, 0, &x, &top);
  gtk_widget_translate_coordinates (section->content, view, 0, gtk_widget_get_height (section->content), &x, &bottom);
  if (bottom > height)
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + MIN (bottom - height, top));
  return G_SOURCE_REMOVE;
}

/* Once what opened has got its size, which it has after the next frame. */
static gboolean
on_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  ParvisAccordion *self = PARVIS_ACCORDION (widget);

  if (self->idle == 0)
    self->idle = g_idle_add (bring_into_sight, self);
  return G_SOURCE_REMOVE;
}

/* ---- opening ---- */

void
parvis_accordion_set_open (ParvisAccordion *self, int index)
{
  int before = self->open;

  if (index == before || index >= (int) self->sections->len)
    return;
  self->open = MAX (index, -1);
  if (before >= 0)
    {
      if (before < index)
        hold_still (self, before);
      show_section (section_at (self, before), FALSE);
    }
  if (self->open >= 0)
    {
      show_section (section_at (self, index), TRUE);
      gtk_widget_add_tick_callback (GTK_WIDGET (self), on_frame, NULL, NULL);
    }
  g_object_notify (G_OBJECT (self), "open");
}

int
parvis_accordion_get_open (ParvisAccordion *self)
{
  return self->open;
}

/* What the person did is said; what they opened is read when they go there. */
static void
announce (ParvisAccordion *self)
{
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (self), PARVIS_TYPE_PAGE);

  if (page != NULL)
    parvis_page_announce (PARVIS_PAGE (page), self->open >= 0 ? _ ("ouvert") : _ ("fermé"));
}

static void
on_clicked (GtkWidget *button, ParvisAccordion *self)
{
  for (guint i = 0; i < self->sections->len; i++)
    if (section_at (self, (int) i)->button == button)
      {
        parvis_accordion_set_open (self, self->open == (int) i ? -1 : (int) i);
        announce (self);
        return;
      }
}

/* ---- lifecycle ---- */

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_int (value, PARVIS_ACCORDION (object)->open);
}

static void
parvis_accordion_dispose (GObject *object)
{
  ParvisAccordion *self = PARVIS_ACCORDION (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_pointer (&self->column, gtk_widget_unparent);
  g_clear_pointer (&self->sections, g_array_unref);
  G_OBJECT_CLASS (parvis_accordion_parent_class)->dispose (object);
}

static void
parvis_accordion_class_init (ParvisAccordionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parvis_accordion_dispose;
  G_OBJECT_CLASS (klass)->get_property = get_property;
  g_object_class_install_property (
      G_OBJECT_CLASS (klass), 1,
      g_param_spec_int ("open", NULL, NULL, -1, G_MAXINT, -1, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
  gtk_widget_class_set_css_name (widget_class, "accordion");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
parvis_accordion_init (ParvisAccordion *self)
{
  self->open = -1;
  self->sections = g_array_new (FALSE, TRUE, sizeof (Section));
  self->column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->column, GTK_WIDGET (self));
}

GtkWidget *
parvis_accordion_new (void)
{
  return g_object_new (PARVIS_TYPE_ACCORDION, NULL);
}

void
parvis_accordion_append (ParvisAccordion *self, const char *title, GtkWidget *content)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0), *words = parvis_text_new (title, NULL);
  Section section = { gtk_button_new (), parvis_icon_new ("plus"), content };

  gtk_widget_add_css_class (line, "accordion-line");
  gtk_widget_add_css_class (section.button, "accordion-title");
  gtk_widget_add_css_class (content, "accordion-content");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (line), words);
  gtk_box_append (GTK_BOX (line), section.icon);
  gtk_button_set_child (GTK_BUTTON (section.button), line);
  parvis_spoken_set (section.button, title, NULL, NULL);
  g_signal_connect (section.button, "clicked", G_CALLBACK (on_clicked), self);
  gtk_box_append (GTK_BOX (self->column), section.button);
  gtk_box_append (GTK_BOX (self->column), content);
  g_array_append_val (self->sections, section);
  show_section (&section, FALSE);
}
