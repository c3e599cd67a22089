/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/pages/demarche/start-page.h"

#include <glib/gi18n-lib.h>

#include "ui/key/key.h"
#include "ui/pages/demarche/parvis-demarche.h"
#include "ui/sheet/sheet.h"
#include "ui/text/text.h"

struct _ParvisDemarcheStartPage
{
  ParvisPage parent_instance;
  char *demarche_id;
  GtkWidget *start;  /* the button; NULL without a démarche, and once the page is gone */
  GtkWidget *notice; /* why the démarche cannot begin */
};

G_DEFINE_FINAL_TYPE (ParvisDemarcheStartPage, parvis_demarche_start_page, PARVIS_TYPE_PAGE)

static void
show_notice (ParvisDemarcheStartPage *self, const char *text)
{
  gtk_label_set_label (GTK_LABEL (self->notice), text);
  gtk_widget_set_visible (self->notice, TRUE);
  parvis_page_announce (PARVIS_PAGE (self), text);
}

static void
open_demarche (ParvisDemarcheStartPage *self)
{
  ParvisPage *page = PARVIS_PAGE (self);
  g_autoptr (GError) error = NULL;
  ParvisPage *next
      = parvis_demarche_open (parvis_page_get_desk (page), self->demarche_id, parvis_page_language (page), &error);

  if (next != NULL)
    {
      parvis_page_go (page, next);
      return;
    }
  g_message ("démarche %s: %s", self->demarche_id, error->message);
  show_notice (self, _("Cette démarche n’est pas disponible ici pour le moment. Adressez-vous à l’accueil."));
}

static void
on_can_submit (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParvisDemarcheStartPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean possible = parvis_desk_can_submit_finish (PARVIS_DESK (source), result, &error);

  /* Meanwhile the person may have left: this page lives on only in our hands. */
  if (self->start == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  gtk_widget_set_sensitive (self->start, TRUE);
  if (possible)
    open_demarche (self);
  else
    show_notice (self, error->message);
}

static void
on_start_clicked (GtkButton *button, ParvisDemarcheStartPage *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (button), FALSE);
  parvis_desk_can_submit_async (parvis_page_get_desk (PARVIS_PAGE (self)), on_can_submit, g_object_ref (self));
}

static ParvisSheet *
make_sheet (ParvisDemarcheStartPage *self, const ParvisDemarche *demarche)
{
  ParvisSheet *sheet = parvis_sheet_new (NULL, demarche->title, demarche->summary);
  g_autofree char *text = demarche->minutes > 0
                              ? g_strdup_printf (ngettext ("Disponible maintenant, %u minute",
                                                           "Disponible maintenant, %u minutes", demarche->minutes),
                                                 demarche->minutes)
                              : g_strdup (_("Disponible maintenant"));
  GtkWidget *now = parvis_text_new (text, "available");

  gtk_widget_set_halign (now, GTK_ALIGN_START);
  parvis_sheet_append (sheet, now);
  self->start = parvis_key_new_trailing (_("Commencer la demande"), "go");
  gtk_widget_add_css_class (self->start, "primary");
  g_signal_connect (self->start, "clicked", G_CALLBACK (on_start_clicked), self);
  self->notice = parvis_text_new (NULL, "note");
  gtk_widget_set_visible (self->notice, FALSE);
  parvis_sheet_add_action (sheet, self->notice);
  parvis_sheet_add_action (sheet, self->start);
  return sheet;
}

static void
build (ParvisDemarcheStartPage *self)
{
  ParvisPage *page = PARVIS_PAGE (self);
  ParvisCatalog *catalog = parvis_desk_catalog (parvis_page_get_desk (page));
  g_autoptr (ParvisDemarche) demarche
      = catalog != NULL ? parvis_catalog_demarche (catalog, self->demarche_id, parvis_page_language (page), NULL)
                        : NULL;
  ParvisSheet *sheet = demarche != NULL
                           ? make_sheet (self, demarche)
                           : parvis_sheet_new (NULL, _("Cette fiche n’existe plus."), _("Touchez Retour."));

  parvis_sheet_set_side_by_side (sheet, parvis_page_is_landscape (page));
  parvis_page_set_child (page, GTK_WIDGET (sheet));
  parvis_sheet_focus_title (sheet);
}

static void
parvis_demarche_start_page_shown (ParvisPage *page)
{
  ParvisDemarcheStartPage *self = PARVIS_DEMARCHE_START_PAGE (page);

  if (self->notice == NULL)
    build (self);
}

static void
parvis_demarche_start_page_dispose (GObject *object)
{
  ParvisDemarcheStartPage *self = PARVIS_DEMARCHE_START_PAGE (object);

  self->start = NULL;
  parvis_page_set_child (PARVIS_PAGE (self), NULL);
  g_clear_pointer (&self->demarche_id, g_free);
  G_OBJECT_CLASS (parvis_demarche_start_page_parent_class)->dispose (object);
}

static void
parvis_demarche_start_page_class_init (ParvisDemarcheStartPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = parvis_demarche_start_page_dispose;
  PARVIS_PAGE_CLASS (klass)->shown = parvis_demarche_start_page_shown;
}

static void
parvis_demarche_start_page_init (ParvisDemarcheStartPage *self)
{
}

ParvisPage *
parvis_demarche_start_page_new (const char *demarche_id)
{
  ParvisDemarcheStartPage *self = g_object_new (PARVIS_TYPE_DEMARCHE_START_PAGE, NULL);

  self->demarche_id = g_strdup (demarche_id);
  return PARVIS_PAGE (self);
}
