/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/fields/card-offer.h"

#include "ui/fields/field-host.h"
#include "ui/key/key.h"
#include "ui/keyboard/follow.h"
#include "ui/text/text.h"

#define MOST_REMARKS 3

struct _ParvisCardOffer
{
  GtkWidget parent_instance;
  ParvisDesk *desk; /* NULL while not on a page */
  gboolean labelled;
  GtkWidget *key;  /* that asks for it */
  GtkWidget *why;  /* why it cannot be touched now */
  GtkWidget *done; /* what was read is below */
  GtkWidget *remarks[MOST_REMARKS];
};

enum
{
  ASKED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ParvisCardOffer, parvis_card_offer, GTK_TYPE_WIDGET)

static void
say (GtkWidget *label, const char *words)
{
  gtk_label_set_text (GTK_LABEL (label), words != NULL ? words : "");
  gtk_widget_set_visible (label, words != NULL && *words != '\0');
}

static void
show_reader (ParvisCardOffer *self)
{
  gboolean has_reader = FALSE;
  g_autofree char *trouble = NULL;

  if (self->desk != NULL)
    g_object_get (self->desk, "has-card-reader", &has_reader, "card-trouble", &trouble, NULL);
  has_reader = has_reader && self->labelled;
  gtk_widget_set_visible (self->key, has_reader);
  gtk_widget_set_sensitive (self->key, trouble == NULL || *trouble == '\0');
  say (self->why, has_reader ? trouble : NULL);
}

static void
on_clicked (ParvisCardOffer *self)
{
  g_signal_emit (self, signals[ASKED], 0);
}

/* The desk is known once we stand on a page. */
static void
parvis_card_offer_root (GtkWidget *widget)
{
  ParvisCardOffer *self = PARVIS_CARD_OFFER (widget);
  ParvisDesk *desk;

  GTK_WIDGET_CLASS (parvis_card_offer_parent_class)->root (widget);
  desk = self->desk == NULL ? parvis_field_host_get_desk (widget) : NULL;
  if (desk == NULL)
    return;
  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "notify::has-card-reader", G_CALLBACK (show_reader), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "notify::card-trouble", G_CALLBACK (show_reader), self, G_CONNECT_SWAPPED);
  show_reader (self);
}

static void
parvis_card_offer_dispose (GObject *object)
{
  ParvisCardOffer *self = PARVIS_CARD_OFFER (object);
  GtkWidget *child;

  g_clear_object (&self->desk);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (parvis_card_offer_parent_class)->dispose (object);
}

static void
parvis_card_offer_class_init (ParvisCardOfferClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = parvis_card_offer_dispose;
  widget_class->root = parvis_card_offer_root;
  signals[ASKED]
      = g_signal_new ("asked", PARVIS_TYPE_CARD_OFFER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "cardoffer");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkWidget *
add_words (ParvisCardOffer *self, const char *style)
{
  GtkWidget *words = parvis_text_new (NULL, style);

  gtk_widget_set_parent (words, GTK_WIDGET (self));
  say (words, NULL);
  return words;
}

static void
parvis_card_offer_init (ParvisCardOffer *self)
{
  GtkLayoutManager *box = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (box), GTK_ORIENTATION_VERTICAL);
  self->key = parvis_key_new ("id", "", GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_add_css_class (self->key, "secondary");
  g_signal_connect_swapped (self->key, "clicked", G_CALLBACK (on_clicked), self);
  gtk_widget_set_parent (self->key, GTK_WIDGET (self));
  self->why = add_words (self, "notice");
  self->done = add_words (self, "phone-status");
  gtk_widget_add_css_class (self->done, "delivered");
  for (gsize i = 0; i < MOST_REMARKS; i++)
    self->remarks[i] = add_words (self, "notice");
  show_reader (self);
}

GtkWidget *
parvis_card_offer_new (const char *label)
{
  ParvisCardOffer *self = g_object_new (PARVIS_TYPE_CARD_OFFER, NULL);

  if (label != NULL)
    parvis_card_offer_set_label (self, label);
  return GTK_WIDGET (self);
}

void
parvis_card_offer_set_label (ParvisCardOffer *self, const char *label)
{
  parvis_key_set_label (self->key, label);
  self->labelled = TRUE;
  show_reader (self);
}

ParvisDesk *
parvis_card_offer_get_desk (ParvisCardOffer *self)
{
  return self->desk;
}

void
parvis_card_offer_say_done (ParvisCardOffer *self, const char *again, const char *done, const char *const *remarks)
{
  parvis_key_set_label (self->key, again);
  say (self->done, done);
  parvis_field_host_announce (GTK_WIDGET (self), done);
  for (gsize i = 0; i < MOST_REMARKS; i++)
    {
      const char *remark = remarks != NULL && *remarks != NULL ? *remarks++ : NULL;

      say (self->remarks[i], remark);
      if (remark != NULL)
        parvis_field_host_announce (GTK_WIDGET (self), remark);
    }
  parvis_follow_again (GTK_WIDGET (self)); /* what was read is lower now */
}
