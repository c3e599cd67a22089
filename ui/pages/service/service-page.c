/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/pages/service/service-page.h"

#include <glib/gi18n-lib.h>

#include "ui/icons/icon.h"
#include "ui/key/key.h"
#include "ui/pages/demarche/parvis-demarche.h"
#include "ui/sheet/sheet.h"
#include "ui/text/text.h"

struct _ParvisServicePage
{
  ParvisPage parent_instance;
  char *service_id;
  char *demarche_id;
  ParvisSheet *sheet;
  GtkWidget *start;  /* the button; NULL without a démarche, and once the page is gone */
  GtkWidget *notice; /* why the démarche cannot begin */
};

G_DEFINE_FINAL_TYPE (ParvisServicePage, parvis_service_page, PARVIS_TYPE_PAGE)

static void
add_fact (ParvisSheet *sheet, const char *icon, const char *title, const char *text)
{
  GtkWidget *fact, *words;

  if (text == NULL || *text == '\0')
    return;
  fact = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (fact, "fact");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), parvis_text_new (title, "fact-title"));
  gtk_box_append (GTK_BOX (words), parvis_text_new (text, "fact-text"));
  gtk_box_append (GTK_BOX (fact), parvis_icon_new (icon));
  gtk_widget_set_valign (gtk_widget_get_first_child (fact), GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (fact), words);
  parvis_sheet_append (sheet, fact);
}

static void
add_place (ParvisSheet *sheet, const ParvisPlace *place)
{
  g_autofree char *week = parvis_place_describe_week (place);
  g_autoptr (GString) who = g_string_new (place->name);

  if (place->address != NULL)
    g_string_append_printf (who, ", %s", place->address);
  if (place->phone != NULL)
    g_string_append_printf (who, "\n%s", place->phone);
  add_fact (sheet, "pin", _("Qui s’en occupe"), who->str);
  add_fact (sheet, "clock", _("Horaires"), week);
}

static void
show_notice (ParvisServicePage *self, const char *text)
{
  gtk_label_set_label (GTK_LABEL (self->notice), text);
  gtk_widget_set_visible (self->notice, TRUE);
  parvis_page_announce (PARVIS_PAGE (self), text);
}

static void
open_demarche (ParvisServicePage *self)
{
  ParvisPage *page = PARVIS_PAGE (self);
  g_autoptr (GError) error = NULL;
  ParvisPage *next = parvis_demarche_open (parvis_page_get_desk (page), self->demarche_id, parvis_page_language (page), &error);

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
  g_autoptr (ParvisServicePage) self = user_data;
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
on_start_clicked (GtkButton *button, ParvisServicePage *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (button), FALSE);
  parvis_desk_can_submit_async (parvis_page_get_desk (PARVIS_PAGE (self)), on_can_submit, g_object_ref (self));
}

static void
add_available (ParvisServicePage *self, ParvisSheet *sheet, guint minutes)
{
  g_autofree char *text = minutes > 0 ? g_strdup_printf (ngettext ("Disponible maintenant, %u minute",
                                                                   "Disponible maintenant, %u minutes", minutes), minutes)
                                      : g_strdup (_("Disponible maintenant"));
  GtkWidget *now = parvis_text_new (text, "available");

  self->start = parvis_key_new_trailing (_("Commencer la demande"), "go");
  gtk_widget_set_halign (now, GTK_ALIGN_START);
  parvis_sheet_append (sheet, now);
  gtk_widget_add_css_class (self->start, "primary");
  g_signal_connect (self->start, "clicked", G_CALLBACK (on_start_clicked), self);
  self->notice = parvis_text_new (NULL, "note");
  gtk_widget_set_visible (self->notice, FALSE);
  parvis_sheet_add_action (sheet, self->notice);
  parvis_sheet_add_action (sheet, self->start);
}

static ParvisSheet *
new_sheet (ParvisServicePage *self, ParvisCatalog *catalog, const ParvisService *service)
{
  ParvisSheet *sheet = parvis_sheet_new (NULL, service->title, service->summary);
  const char *language = parvis_page_language (PARVIS_PAGE (self));
  g_autofree char *papers = g_strjoinv ("\n", service->papers);
  g_autoptr (ParvisPlace) place
      = service->place != NULL ? parvis_catalog_place (catalog, service->place, language, NULL) : NULL;
  g_autoptr (ParvisDemarche) demarche
      = service->demarche != NULL ? parvis_catalog_demarche (catalog, service->demarche, language, NULL) : NULL;

  if (demarche != NULL)
    {
      g_free (self->demarche_id);
      self->demarche_id = g_strdup (service->demarche);
      add_available (self, sheet, demarche->minutes);
    }
  add_fact (sheet, "people", _("Pour qui"), service->audience);
  add_fact (sheet, "doc", _("Ce qu’il vous faut"), papers);
  add_fact (sheet, "euro", _("Combien ça coûte"), service->cost);
  add_fact (sheet, "calendar", _("Quand aurez-vous une réponse"), service->delay);
  if (place != NULL)
    add_place (sheet, place);
  add_fact (sheet, "info", _("Bon à savoir"), service->details);
  return sheet;
}

static void
parvis_service_page_build (ParvisPage *page)
{
  ParvisServicePage *self = PARVIS_SERVICE_PAGE (page);
  ParvisCatalog *catalog = parvis_desk_catalog (parvis_page_get_desk (page));
  g_autoptr (ParvisService) service
      = parvis_catalog_service (catalog, self->service_id, parvis_page_language (page), NULL);

  self->start = NULL;
  self->sheet = service != NULL ? new_sheet (self, catalog, service)
                                : parvis_sheet_new (NULL, _("Cette fiche n’existe plus."), _("Touchez Retour."));
  parvis_page_set_child (page, GTK_WIDGET (self->sheet));
}

static void
parvis_service_page_shown (ParvisPage *page)
{
  parvis_sheet_focus_title (PARVIS_SERVICE_PAGE (page)->sheet);
}

static void
parvis_service_page_layout (ParvisPage *page, gboolean landscape)
{
  parvis_sheet_set_side_by_side (PARVIS_SERVICE_PAGE (page)->sheet, landscape);
}

static void
parvis_service_page_dispose (GObject *object)
{
  ParvisServicePage *self = PARVIS_SERVICE_PAGE (object);

  self->start = NULL;
  parvis_page_set_child (PARVIS_PAGE (self), NULL);
  g_clear_pointer (&self->service_id, g_free);
  g_clear_pointer (&self->demarche_id, g_free);
  G_OBJECT_CLASS (parvis_service_page_parent_class)->dispose (object);
}

static void
parvis_service_page_class_init (ParvisServicePageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = parvis_service_page_dispose;
  PARVIS_PAGE_CLASS (klass)->build = parvis_service_page_build;
  PARVIS_PAGE_CLASS (klass)->shown = parvis_service_page_shown;
  PARVIS_PAGE_CLASS (klass)->layout = parvis_service_page_layout;
}

static void
parvis_service_page_init (ParvisServicePage *self)
{
}

ParvisPage *
parvis_service_page_new (const char *service_id)
{
  ParvisServicePage *self = g_object_new (PARVIS_TYPE_SERVICE_PAGE, NULL);

  self->service_id = g_strdup (service_id);
  return PARVIS_PAGE (self);
}
