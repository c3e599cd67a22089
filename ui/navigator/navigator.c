/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/navigator/navigator.h"

#include <string.h>

#include "ui/page/page-private.h"

#define SLIDE_MS 150

struct _ParvisNavigator
{
  GtkWidget parent_instance;
  GtkStack *stack;
  GPtrArray *pages; /* of ParvisPage, borrowed from the stack; the last is in front */
  ParvisDesk *desk;
  char *language;
  gboolean landscape;
};

enum
{
  SIGNAL_CHANGED,
  SIGNAL_HOME,
  SIGNAL_END,
  SIGNAL_ANNOUNCE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ParvisNavigator, parvis_navigator, GTK_TYPE_WIDGET)

/* What is not in front is not in a screen reader's tree either: GTK leaves there what a stack has shown before. */
static void
hide_others (ParvisNavigator *self)
{
  GtkWidget *front = gtk_stack_get_visible_child (self->stack);

  if (gtk_stack_get_transition_running (self->stack))
    return;
  for (guint i = 0; i < self->pages->len; i++)
    gtk_widget_set_visible (g_ptr_array_index (self->pages, i), g_ptr_array_index (self->pages, i) == (gpointer) front);
}

static void
show_last (ParvisNavigator *self, GtkStackTransitionType transition)
{
  ParvisPage *page = parvis_navigator_current (self);

  gtk_widget_set_visible (GTK_WIDGET (page), TRUE);
  gtk_stack_set_visible_child_full (
      self->stack, gtk_stack_page_get_name (gtk_stack_get_page (self->stack, GTK_WIDGET (page))), transition);
  parvis_page_notify_shown (page);
  hide_others (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
drop_last (ParvisNavigator *self)
{
  GtkWidget *page = g_ptr_array_steal_index (self->pages, self->pages->len - 1);

  g_signal_handlers_disconnect_by_data (page, self);
  /* A page on its way out must not slide: it would live on until the transition ends. */
  gtk_stack_remove (self->stack, page);
}

static void
on_page_go (ParvisPage *page, ParvisPage *next, ParvisNavigator *self)
{
  parvis_navigator_push (self, next);
}

static void
on_page_replace (ParvisPage *page, ParvisPage *next, ParvisNavigator *self)
{
  g_object_ref (page);
  drop_last (self);
  parvis_navigator_push (self, next);
  g_object_unref (page);
}

static void
on_page_back (ParvisPage *page, ParvisNavigator *self)
{
  parvis_navigator_back (self);
}

static void
on_page_home (ParvisPage *page, ParvisNavigator *self)
{
  g_signal_emit (self, signals[SIGNAL_HOME], 0);
}

static void
on_page_end (ParvisPage *page, ParvisNavigator *self)
{
  g_signal_emit (self, signals[SIGNAL_END], 0);
}

static void
on_page_announce (ParvisPage *page, const char *message, ParvisNavigator *self)
{
  g_signal_emit (self, signals[SIGNAL_ANNOUNCE], 0, message);
}

static void
add_page (ParvisNavigator *self, ParvisPage *page)
{
  g_autofree char *name = g_strdup_printf ("%p", (void *) page);

  parvis_page_attach (page, self->desk, self->language, self->landscape);
  gtk_stack_add_named (self->stack, GTK_WIDGET (page), name);
  g_ptr_array_add (self->pages, page);
  g_signal_connect (page, "go", G_CALLBACK (on_page_go), self);
  g_signal_connect (page, "replace", G_CALLBACK (on_page_replace), self);
  g_signal_connect (page, "back", G_CALLBACK (on_page_back), self);
  g_signal_connect (page, "home", G_CALLBACK (on_page_home), self);
  g_signal_connect (page, "end", G_CALLBACK (on_page_end), self);
  g_signal_connect (page, "announce", G_CALLBACK (on_page_announce), self);
}

/* A page that wants more width than there is gets it, and loses what is on the far side: the beginning of its lines can
 * be read. */
static void
allocate_stack (ParvisNavigator *self, int width, int height, int baseline)
{
  GskTransform *shift = NULL;
  int least;

  gtk_widget_measure (GTK_WIDGET (self->stack), GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  if (least > width && gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    shift = gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT ((float) (width - least), 0));
  gtk_widget_allocate (GTK_WIDGET (self->stack), MAX (width, least), height, baseline, shift);
}

static void
parvis_navigator_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  ParvisNavigator *self = PARVIS_NAVIGATOR (widget);
  GtkNative *native = gtk_widget_get_native (widget);
  gboolean landscape = gtk_widget_get_width (GTK_WIDGET (native)) > gtk_widget_get_height (GTK_WIDGET (native));

  if (landscape != self->landscape)
    {
      self->landscape = landscape;
      for (guint i = 0; i < self->pages->len; i++)
        parvis_page_set_landscape (g_ptr_array_index (self->pages, i), landscape);
    }
  allocate_stack (self, width, height, baseline);
}

static void
parvis_navigator_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                          int *minimum_baseline, int *natural_baseline)
{
  /* A page is as large as the screen leaves it, never larger: what does not fit scrolls inside the page. */
  *minimum = *natural = 0;
}

static void
parvis_navigator_dispose (GObject *object)
{
  ParvisNavigator *self = PARVIS_NAVIGATOR (object);

  while (self->pages != NULL && self->pages->len > 0)
    drop_last (self);
  if (self->stack != NULL)
    g_signal_handlers_disconnect_by_data (self->stack, self);
  g_clear_pointer (&self->pages, g_ptr_array_unref);
  g_clear_pointer ((GtkWidget **) &self->stack, gtk_widget_unparent);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->language, g_free);
  G_OBJECT_CLASS (parvis_navigator_parent_class)->dispose (object);
}

static void
parvis_navigator_class_init (ParvisNavigatorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parvis_navigator_dispose;
  widget_class->size_allocate = parvis_navigator_size_allocate;
  widget_class->measure = parvis_navigator_measure;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_HOME] = g_signal_new ("home", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_END] = g_signal_new ("end", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_ANNOUNCE]
      = g_signal_new ("announce", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
parvis_navigator_init (ParvisNavigator *self)
{
  self->pages = g_ptr_array_new ();
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_transition_duration (self->stack, SLIDE_MS);
  g_signal_connect_swapped (self->stack, "notify::transition-running", G_CALLBACK (hide_others), self);
  gtk_stack_set_hhomogeneous (self->stack, FALSE);
  gtk_stack_set_vhomogeneous (self->stack, FALSE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_parent (GTK_WIDGET (self->stack), GTK_WIDGET (self));
}

ParvisNavigator *
parvis_navigator_new (ParvisDesk *desk)
{
  ParvisNavigator *self = g_object_new (PARVIS_TYPE_NAVIGATOR, NULL);

  self->desk = g_object_ref (desk);
  self->language = g_strdup ("fr");
  return self;
}

void
parvis_navigator_rebuild (ParvisNavigator *self, const char *language)
{
  g_free (self->language);
  self->language = g_strdup (language);
  for (guint i = 0; i < self->pages->len; i++)
    parvis_page_rebuild (g_ptr_array_index (self->pages, i), self->language);
  parvis_navigator_refocus (self);
}

/* "ParvisServicePage" is counted as "service". */
static void
count_page (ParvisNavigator *self, ParvisPage *page)
{
  g_autofree char *kind = g_ascii_strdown (G_OBJECT_TYPE_NAME (page), -1);
  const char *name = g_str_has_prefix (kind, "parvis") ? kind + strlen ("parvis") : kind;

  if (g_str_has_suffix (kind, "page"))
    kind[strlen (kind) - strlen ("page")] = '\0';
  parvis_desk_count (self->desk, PARVIS_COUNT_PAGE, name, NULL);
}

void
parvis_navigator_push (ParvisNavigator *self, ParvisPage *page)
{
  count_page (self, page);
  add_page (self, page);
  show_last (self, GTK_STACK_TRANSITION_TYPE_SLIDE_LEFT);
}

void
parvis_navigator_back (ParvisNavigator *self)
{
  ParvisPage *page = parvis_navigator_current (self);

  if (page == NULL || parvis_page_handle_back (page) || self->pages->len < 2)
    return;
  g_object_ref (page);
  drop_last (self);
  show_last (self, GTK_STACK_TRANSITION_TYPE_NONE);
  g_object_unref (page);
}

void
parvis_navigator_to_root (ParvisNavigator *self)
{
  while (self->pages->len > 1)
    drop_last (self);
  if (self->pages->len == 1)
    show_last (self, GTK_STACK_TRANSITION_TYPE_NONE);
}

void
parvis_navigator_reset (ParvisNavigator *self, ParvisPage *root)
{
  while (self->pages->len > 0)
    drop_last (self);
  add_page (self, root);
  show_last (self, GTK_STACK_TRANSITION_TYPE_NONE);
}

ParvisPage *
parvis_navigator_current (ParvisNavigator *self)
{
  return self->pages->len > 0 ? g_ptr_array_index (self->pages, self->pages->len - 1) : NULL;
}

void
parvis_navigator_refocus (ParvisNavigator *self)
{
  ParvisPage *current = parvis_navigator_current (self);

  if (current != NULL)
    parvis_page_notify_shown (current);
}

gboolean
parvis_navigator_can_go_back (ParvisNavigator *self)
{
  return self->pages->len > 1;
}

const char *
parvis_navigator_would_lose (ParvisNavigator *self)
{
  for (guint i = self->pages->len; i > 0; i--)
    {
      const char *sentence = parvis_page_would_lose (g_ptr_array_index (self->pages, i - 1));
      if (sentence != NULL)
        return sentence;
    }
  return NULL;
}
