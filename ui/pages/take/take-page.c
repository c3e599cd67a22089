/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/pages/take/take-page.h"

#include <glib/gi18n-lib.h>

#include "ui/pages/demarche/qr-view.h"
#include "ui/paper/paper.h"
#include "ui/sheet/sheet.h"
#include "ui/text/text.h"

struct _ParvisTakePage
{
  ParvisPage parent_instance;
  ParvisLeaflet *leaflet;
  ParvisSheet *sheet;
};

G_DEFINE_FINAL_TYPE (ParvisTakePage, parvis_take_page, PARVIS_TYPE_PAGE)

static void
print (ParvisDesk *desk, gpointer leaflet, GAsyncReadyCallback callback, gpointer user_data)
{
  parvis_desk_print_leaflet_async (desk, leaflet, callback, user_data);
}

static void
print_ticket (ParvisDesk *desk, gpointer leaflet, GAsyncReadyCallback callback, gpointer user_data)
{
  parvis_desk_print_leaflet_ticket_async (desk, leaflet, callback, user_data);
}

static const char *
what_the_code_holds (ParvisTakePage *self, gboolean is_cut)
{
  gboolean has_printer, has_ticket;

  g_object_get (parvis_page_get_desk (PARVIS_PAGE (self)), "has-printer", &has_printer, "has-receipt-printer",
                &has_ticket, NULL);
  if (self->leaflet->link != NULL)
    return _ ("La page s’ouvre sur votre téléphone.");
  if (!is_cut)
    return _ ("Le texte s’affiche sur votre téléphone, même sans Internet.");
  return has_printer || has_ticket
             ? _ ("Le texte s’affiche sur votre téléphone, même sans Internet. "
                  "Il est trop long pour ce carré : pour l’avoir en entier, imprimez-le.")
             : _ ("Le texte s’affiche sur votre téléphone, même sans Internet. "
                  "Il est trop long pour ce carré : pour l’avoir en entier, demandez à l’accueil.");
}

static GtkWidget *
new_code (ParvisTakePage *self)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *code;
  gboolean is_cut;
  g_autofree char *text = parvis_leaflet_qr_text (self->leaflet, &is_cut);
  ParvisQr *qr = parvis_qr_new (text, NULL);

  gtk_widget_add_css_class (card, "take-card");
  gtk_box_append (GTK_BOX (card), parvis_text_new_heading (_ ("Avec votre téléphone"), "title-2"));
  gtk_box_append (GTK_BOX (card),
                  parvis_text_new (_ ("Ouvrez l’appareil photo du téléphone et visez ce carré."), "take-words"));
  if (qr != NULL)
    {
      code = parvis_qr_view_new (qr, _ ("Code à photographier avec votre téléphone"));
      gtk_widget_set_halign (code, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (card), code);
    }
  gtk_box_append (GTK_BOX (card), parvis_text_new (what_the_code_holds (self, is_cut), "take-words"));
  return card;
}

static GtkWidget *
new_paper (ParvisTakePage *self)
{
  ParvisDesk *desk = parvis_page_get_desk (PARVIS_PAGE (self));
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gboolean has_ticket;
  const char *without;

  g_object_get (desk, "has-receipt-printer", &has_ticket, NULL);
  without = has_ticket
                ? NULL
                : _ ("Cette borne n’imprime pas aujourd’hui. Utilisez votre téléphone, ou demandez à l’accueil.");
  gtk_widget_add_css_class (card, "take-card");
  gtk_box_append (GTK_BOX (card), parvis_text_new_heading (_ ("Sur papier"), "title-2"));
  gtk_box_append (GTK_BOX (card), parvis_paper_new (desk, has_ticket ? _ ("Sur une feuille A4") : _ ("Imprimer"),
                                                    without, print, self->leaflet));
  gtk_box_append (GTK_BOX (card), parvis_paper_new_ticket (desk, _ ("Sur un ticket"), print_ticket, self->leaflet));
  return card;
}

static void
parvis_take_page_build (ParvisPage *page)
{
  ParvisTakePage *self = PARVIS_TAKE_PAGE (page);

  self->sheet = parvis_sheet_new (NULL, _ ("Emporter ces informations"), self->leaflet->title);
  gtk_widget_add_css_class (GTK_WIDGET (self->sheet), "take");
  parvis_sheet_append (self->sheet, new_code (self));
  parvis_sheet_add_action (self->sheet, new_paper (self));
  parvis_page_set_child (page, GTK_WIDGET (self->sheet));
}

static void
parvis_take_page_shown (ParvisPage *page)
{
  parvis_sheet_focus_title (PARVIS_TAKE_PAGE (page)->sheet);
}

static void
parvis_take_page_layout (ParvisPage *page, gboolean landscape)
{
  parvis_sheet_set_side_by_side (PARVIS_TAKE_PAGE (page)->sheet, landscape);
}

static void
parvis_take_page_dispose (GObject *object)
{
  ParvisTakePage *self = PARVIS_TAKE_PAGE (object);

  parvis_page_set_child (PARVIS_PAGE (self), NULL);
  g_clear_pointer (&self->leaflet, parvis_leaflet_unref);
  G_OBJECT_CLASS (parvis_take_page_parent_class)->dispose (object);
}

static void
parvis_take_page_class_init (ParvisTakePageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = parvis_take_page_dispose;
  PARVIS_PAGE_CLASS (klass)->build = parvis_take_page_build;
  PARVIS_PAGE_CLASS (klass)->shown = parvis_take_page_shown;
  PARVIS_PAGE_CLASS (klass)->layout = parvis_take_page_layout;
}

static void
parvis_take_page_init (ParvisTakePage *self)
{
}

ParvisPage *
parvis_take_page_new (ParvisLeaflet *leaflet)
{
  ParvisTakePage *self = g_object_new (PARVIS_TYPE_TAKE_PAGE, NULL);

  self->leaflet = parvis_leaflet_ref (leaflet);
  return PARVIS_PAGE (self);
}
