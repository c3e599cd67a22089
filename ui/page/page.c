/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/page/page-private.h"

typedef struct
{
  GtkWidget *child;
  ParvisDesk *desk;
  char *language;
  gboolean landscape;
} ParvisPagePrivate;

enum
{
  SIGNAL_GO,
  SIGNAL_REPLACE,
  SIGNAL_BACK,
  SIGNAL_HOME,
  SIGNAL_END,
  SIGNAL_ANNOUNCE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (ParvisPage, parvis_page, GTK_TYPE_WIDGET)

static ParvisPagePrivate *
get_private (ParvisPage *self)
{
  return parvis_page_get_instance_private (self);
}

static void
parvis_page_dispose (GObject *object)
{
  ParvisPagePrivate *priv = get_private (PARVIS_PAGE (object));

  g_clear_pointer (&priv->child, gtk_widget_unparent);
  g_clear_object (&priv->desk);
  g_clear_pointer (&priv->language, g_free);
  G_OBJECT_CLASS (parvis_page_parent_class)->dispose (object);
}

static void
parvis_page_class_init (ParvisPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parvis_page_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "page");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);

  signals[SIGNAL_GO]
      = g_signal_new ("go", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, PARVIS_TYPE_PAGE);
  signals[SIGNAL_REPLACE]
      = g_signal_new ("replace", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, PARVIS_TYPE_PAGE);
  signals[SIGNAL_BACK] = g_signal_new ("back", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_HOME] = g_signal_new ("home", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_END] = g_signal_new ("end", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_ANNOUNCE]
      = g_signal_new ("announce", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
parvis_page_init (ParvisPage *self)
{
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
}

void
parvis_page_set_child (ParvisPage *self, GtkWidget *child)
{
  ParvisPagePrivate *priv = get_private (self);

  g_clear_pointer (&priv->child, gtk_widget_unparent);
  priv->child = child;
  if (child != NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
}

void
parvis_page_go (ParvisPage *self, ParvisPage *next)
{
  g_signal_emit (self, signals[SIGNAL_GO], 0, next);
}

void
parvis_page_replace (ParvisPage *self, ParvisPage *next)
{
  g_signal_emit (self, signals[SIGNAL_REPLACE], 0, next);
}

void
parvis_page_back (ParvisPage *self)
{
  g_signal_emit (self, signals[SIGNAL_BACK], 0);
}

void
parvis_page_home (ParvisPage *self)
{
  g_signal_emit (self, signals[SIGNAL_HOME], 0);
}

void
parvis_page_end (ParvisPage *self)
{
  g_signal_emit (self, signals[SIGNAL_END], 0);
}

void
parvis_page_announce (ParvisPage *self, const char *message)
{
  g_signal_emit (self, signals[SIGNAL_ANNOUNCE], 0, message);
}

ParvisDesk *
parvis_page_get_desk (ParvisPage *self)
{
  return get_private (self)->desk;
}

const char *
parvis_page_language (ParvisPage *self)
{
  const char *language = get_private (self)->language;

  return language != NULL ? language : "fr";
}

gboolean
parvis_page_is_landscape (ParvisPage *self)
{
  return get_private (self)->landscape;
}

void
parvis_page_attach (ParvisPage *self, ParvisDesk *desk, const char *language, gboolean landscape)
{
  ParvisPagePrivate *priv = get_private (self);

  g_set_object (&priv->desk, desk);
  priv->landscape = landscape;
  parvis_page_rebuild (self, language);
}

void
parvis_page_rebuild (ParvisPage *self, const char *language)
{
  ParvisPagePrivate *priv = get_private (self);

  g_free (priv->language);
  priv->language = g_strdup (language);
  if (PARVIS_PAGE_GET_CLASS (self)->build != NULL)
    PARVIS_PAGE_GET_CLASS (self)->build (self);
  parvis_page_set_landscape (self, priv->landscape);
}

void
parvis_page_notify_shown (ParvisPage *self)
{
  if (PARVIS_PAGE_GET_CLASS (self)->shown != NULL)
    PARVIS_PAGE_GET_CLASS (self)->shown (self);
}

gboolean
parvis_page_handle_back (ParvisPage *self)
{
  ParvisPageClass *klass = PARVIS_PAGE_GET_CLASS (self);

  return klass->back != NULL && klass->back (self);
}

void
parvis_page_set_landscape (ParvisPage *self, gboolean landscape)
{
  ParvisPageClass *klass = PARVIS_PAGE_GET_CLASS (self);

  get_private (self)->landscape = landscape;
  if (klass->layout != NULL)
    klass->layout (self, landscape);
}

const char *
parvis_page_would_lose (ParvisPage *self)
{
  ParvisPageClass *klass = PARVIS_PAGE_GET_CLASS (self);

  return klass->would_lose != NULL ? klass->would_lose (self) : NULL;
}
