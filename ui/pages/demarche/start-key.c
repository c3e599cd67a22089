/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/pages/demarche/start-key.h"

#include <glib/gi18n-lib.h>

#include "ui/key/key.h"
#include "ui/pages/demarche/parvis-demarche.h"
#include "ui/text/text.h"
#include "ui/worth/worth.h"

struct _ParvisStartKey
{
  GtkWidget parent_instance;
  ParvisPage *page; /* borrowed: we are on it */
  char *demarche_id;
  GtkWidget *column, *key, *note;
};

G_DEFINE_FINAL_TYPE (ParvisStartKey, parvis_start_key, GTK_TYPE_WIDGET)

static void
say (ParvisStartKey *self, const char *text)
{
  gtk_label_set_label (GTK_LABEL (self->note), text);
  gtk_widget_set_visible (self->note, TRUE);
  parvis_page_announce (self->page, text);
}

static void
open_demarche (ParvisStartKey *self)
{
  g_autoptr (GError) error = NULL;
  ParvisPage *next = parvis_demarche_open (parvis_page_get_desk (self->page), self->demarche_id,
                                           parvis_page_language (self->page), &error);

  if (next != NULL)
    {
      parvis_page_go (self->page, next);
      return;
    }
  g_message ("démarche %s: %s", self->demarche_id, error->message);
  say (self, _ ("Cette démarche n’est pas disponible ici pour le moment. Adressez-vous à l’accueil."));
}

static void
on_can_submit (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParvisStartKey) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean possible = parvis_desk_can_submit_finish (PARVIS_DESK (source), result, &error);

  /* Meanwhile the person may have left, or the page was built again: this key lives on only in our hands. */
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  gtk_widget_set_sensitive (self->key, TRUE);
  if (possible)
    open_demarche (self);
  else
    say (self, error->message);
}

static void
on_clicked (ParvisStartKey *self)
{
  gtk_widget_set_sensitive (self->key, FALSE);
  parvis_desk_can_submit_async (parvis_page_get_desk (self->page), on_can_submit, g_object_ref (self));
}

static void
parvis_start_key_dispose (GObject *object)
{
  g_clear_pointer (&PARVIS_START_KEY (object)->column, gtk_widget_unparent);
  G_OBJECT_CLASS (parvis_start_key_parent_class)->dispose (object);
}

static void
parvis_start_key_finalize (GObject *object)
{
  g_free (PARVIS_START_KEY (object)->demarche_id);
  G_OBJECT_CLASS (parvis_start_key_parent_class)->finalize (object);
}

static void
parvis_start_key_class_init (ParvisStartKeyClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = parvis_start_key_dispose;
  G_OBJECT_CLASS (klass)->finalize = parvis_start_key_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
parvis_start_key_init (ParvisStartKey *self)
{
  self->column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->column, "start-column");
  self->note = parvis_text_new (NULL, "note");
  gtk_widget_set_visible (self->note, FALSE);
  self->key = parvis_key_new_trailing (_ ("Commencer la demande"), "go");
  gtk_widget_add_css_class (self->key, "primary");
  gtk_box_append (GTK_BOX (self->column), self->note);
  gtk_box_append (GTK_BOX (self->column), self->key);
  gtk_widget_set_parent (self->column, GTK_WIDGET (self));
  g_signal_connect_swapped (self->key, "clicked", G_CALLBACK (on_clicked), self);
}

GtkWidget *
parvis_start_key_new (ParvisPage *page, const char *demarche_id, gboolean needs_network)
{
  ParvisStartKey *self = g_object_new (PARVIS_TYPE_START_KEY, NULL);

  self->page = page;
  self->demarche_id = g_strdup (demarche_id);
  if (needs_network)
    parvis_worth_guard (GTK_WIDGET (self), parvis_page_get_desk (page));
  return GTK_WIDGET (self);
}

GtkWidget *
parvis_start_key_new_pill (ParvisPage *page, guint minutes, gboolean needs_network)
{
  g_autofree char *text = minutes > 0
                              ? g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Disponible maintenant, %u minute",
                                                              "Disponible maintenant, %u minutes", minutes),
                                                 minutes)
                              : g_strdup (_ ("Disponible maintenant"));

  return parvis_worth_new (parvis_page_get_desk (page), needs_network, text);
}
