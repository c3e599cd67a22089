/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/pages/payment/payment-page.h"

#include <glib/gi18n-lib.h>

#include "ui/contact/contact.h"
#include "ui/pages/demarche/qr-view.h"
#include "ui/pages/service/facts.h"
#include "ui/sheet/sheet.h"
#include "ui/text/text.h"

struct _ParvisPaymentPage
{
  ParvisPage parent_instance;
  ParvisSheet *sheet;
};

G_DEFINE_FINAL_TYPE (ParvisPaymentPage, parvis_payment_page, PARVIS_TYPE_PAGE)

/* "www.payfip.gouv.fr": what a person can recognize of an address, and type. */
static char *
host_of (const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);

  return uri != NULL && g_uri_get_host (uri) != NULL ? g_strdup (g_uri_get_host (uri)) : g_strdup (url);
}

static GtkWidget *
new_card (const char *url)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *code;
  g_autofree char *host = host_of (url);
  /* Translators: %s is the name of a web site, in both. */
  g_autofree char *where = g_str_has_suffix (host, ".gouv.fr")
                               ? g_strdup_printf (_ ("C’est le site sûr de l’État : %s"), host)
                               : g_strdup_printf (_ ("Le site s’appelle : %s"), host);
  ParvisQr *qr = parvis_qr_new (url, NULL);

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
  gtk_box_append (GTK_BOX (card), parvis_text_new (where, "take-words"));
  return card;
}

static void
fill (ParvisPaymentPage *self, const char *url)
{
  ParvisPage *page = PARVIS_PAGE (self);
  char *needed[] = { _ ("l’identifiant de la collectivité, écrit sur votre facture"),
                     _ ("la référence de la dette, écrite sur votre facture"),
                     _ ("une carte bancaire, ou votre numéro fiscal pour payer par prélèvement"), NULL };
  GtkWidget *contact = parvis_contact_new (page, FALSE);

  parvis_sheet_append (self->sheet, new_card (url));
  parvis_sheet_append (self->sheet, parvis_fact_new_list ("doc", _ ("Ce qu’il vous faut"), needed));
  parvis_sheet_append (self->sheet,
                       parvis_fact_new ("euro", _ ("Sans Internet"),
                                        _ ("Votre facture dit aussi comment payer par chèque, par virement ou chez un "
                                           "buraliste.")));
  if (contact != NULL)
    parvis_sheet_append (self->sheet, contact);
}

static void
parvis_payment_page_build (ParvisPage *page)
{
  ParvisPaymentPage *self = PARVIS_PAYMENT_PAGE (page);
  ParvisCatalog *catalog = parvis_desk_catalog (parvis_page_get_desk (page));
  g_autoptr (ParvisCommune) commune
      = catalog != NULL ? parvis_catalog_commune (catalog, parvis_page_language (page), NULL) : NULL;
  const char *url = commune != NULL ? commune->payment_url : NULL;

  self->sheet = parvis_sheet_new (
      NULL, url != NULL && commune->payment_label != NULL ? commune->payment_label : _ ("Payer une facture"),
      url != NULL ? _ ("On ne paie pas sur cette borne : vous payez sur votre téléphone.")
                  : _ ("La commune ne dit pas encore ici comment payer. Adressez-vous à l’accueil."));
  gtk_widget_add_css_class (GTK_WIDGET (self->sheet), "take");
  gtk_widget_add_css_class (GTK_WIDGET (self->sheet), "payment");
  if (url != NULL)
    fill (self, url);
  parvis_page_set_child (page, GTK_WIDGET (self->sheet));
}

static void
parvis_payment_page_shown (ParvisPage *page)
{
  parvis_sheet_focus_title (PARVIS_PAYMENT_PAGE (page)->sheet);
}

static void
parvis_payment_page_layout (ParvisPage *page, gboolean landscape)
{
  parvis_sheet_set_side_by_side (PARVIS_PAYMENT_PAGE (page)->sheet, landscape);
}

static void
parvis_payment_page_dispose (GObject *object)
{
  parvis_page_set_child (PARVIS_PAGE (object), NULL);
  G_OBJECT_CLASS (parvis_payment_page_parent_class)->dispose (object);
}

static void
parvis_payment_page_class_init (ParvisPaymentPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = parvis_payment_page_dispose;
  PARVIS_PAGE_CLASS (klass)->build = parvis_payment_page_build;
  PARVIS_PAGE_CLASS (klass)->shown = parvis_payment_page_shown;
  PARVIS_PAGE_CLASS (klass)->layout = parvis_payment_page_layout;
}

static void
parvis_payment_page_init (ParvisPaymentPage *self)
{
}

ParvisPage *
parvis_payment_page_new (void)
{
  return g_object_new (PARVIS_TYPE_PAYMENT_PAGE, NULL);
}
