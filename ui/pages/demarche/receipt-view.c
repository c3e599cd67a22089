/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/pages/demarche/receipt-view.h"

#include <glib/gi18n-lib.h>

#include "ui/fields/field-host.h"
#include "ui/icons/icon.h"
#include "ui/key/key.h"
#include "ui/pages/demarche/qr-view.h"
#include "ui/paper/paper.h"
#include "ui/satisfaction/satisfaction.h"
#include "ui/sheet/sheet.h"
#include "ui/speech/spoken.h"
#include "ui/text/text.h"

struct _ParvisReceiptView
{
  GtkWidget parent_instance;

  ParvisDesk *desk;
  ParvisSlip *slip;
  char *demarche_id;
  ParvisDelivery delivery;
  gboolean landscape;
  ParvisSheet *sheet;
  GtkWidget *note; /* where the request is */
};

enum
{
  END,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ParvisReceiptView, parvis_receipt_view, GTK_TYPE_WIDGET)

/* --- where the request is --- */

static const struct
{
  const char *style, *words; /* NULL: as the slip says */
} deliveries[] = {
  [PARVIS_DELIVERY_WAITING] = { "waiting", NULL },
  [PARVIS_DELIVERY_DONE] = { "delivered", N_ ("Transmise à la mairie : votre demande est bien arrivée.") },
  [PARVIS_DELIVERY_REFUSED] = { "refused", N_ ("Le service n’a pas pu prendre votre demande. Elle est gardée : "
                                               "montrez votre numéro de suivi à l’accueil.") },
};

static void
show_delivery (ParvisReceiptView *self)
{
  const char *words = deliveries[self->delivery].words;

  for (gsize i = 0; i < G_N_ELEMENTS (deliveries); i++)
    gtk_widget_remove_css_class (self->note, deliveries[i].style);
  gtk_widget_add_css_class (self->note, deliveries[self->delivery].style);
  gtk_label_set_text (GTK_LABEL (self->note), words != NULL ? _ (words) : self->slip->delivery);
}

static void
on_delivery_changed (ParvisReceiptView *self)
{
  ParvisDelivery delivery = parvis_desk_delivery (self->desk, self->slip->code);

  if (delivery == self->delivery)
    return;
  self->delivery = delivery;
  show_delivery (self);
  parvis_field_host_announce (GTK_WIDGET (self), gtk_label_get_text (GTK_LABEL (self->note)));
}

/* --- the paper --- */

static void
print (ParvisDesk *desk, gpointer self, GAsyncReadyCallback callback, gpointer user_data)
{
  parvis_desk_print_async (desk, PARVIS_RECEIPT_VIEW (self)->slip, callback, user_data);
}

static void
print_ticket (ParvisDesk *desk, gpointer self, GAsyncReadyCallback callback, gpointer user_data)
{
  parvis_desk_print_ticket_async (desk, PARVIS_RECEIPT_VIEW (self)->slip, callback, user_data);
}

static void
print_label (ParvisDesk *desk, gpointer self, GAsyncReadyCallback callback, gpointer user_data)
{
  parvis_desk_print_label_async (desk, PARVIS_RECEIPT_VIEW (self)->slip, callback, user_data);
}

static void
on_end_clicked (ParvisReceiptView *self)
{
  g_signal_emit (self, signals[END], 0);
}

/* --- building --- */

static GtkWidget *
new_tick (void)
{
  GtkWidget *tick = parvis_icon_new ("tick");

  gtk_widget_add_css_class (tick, "done-tick");
  gtk_widget_set_halign (tick, GTK_ALIGN_START);
  return tick;
}

static GtkWidget *
new_code (const char *code)
{
  GtkWidget *label = gtk_label_new (code);
  g_autofree char *spelt = parvis_spoken_spell (code);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "code");
  /* Who knows it can follow the request. */
  parvis_spoken_set (label, NULL, spelt, spelt);
  parvis_spoken_set_private (label, TRUE);
  return label;
}

static GtkWidget *
new_code_card (ParvisReceiptView *self)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *text = parvis_slip_qr_text (self->slip);
  ParvisQr *qr = parvis_qr_new (text, NULL);

  gtk_widget_add_css_class (card, "code-card");
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), parvis_text_new (_ ("Votre numéro de suivi"), "code-label"));
  gtk_box_append (GTK_BOX (words), new_code (self->slip->code));
  gtk_box_append (GTK_BOX (words), parvis_text_new (_ ("À photographier ou à noter."), "code-label"));
  gtk_box_append (GTK_BOX (card), words);
  if (qr != NULL)
    gtk_box_append (GTK_BOX (card), parvis_qr_view_new (qr, _ ("Code à photographier : numéro de suivi et service")));
  return card;
}

static void
append_word (GString *words, const char *word)
{
  if (word == NULL || *word == '\0')
    return;
  g_string_append_printf (words, "%s%s", words->len > 0 ? ", " : "", word);
}

static char *
office_words (const ParvisSlip *slip)
{
  GString *words = g_string_new (NULL);

  append_word (words, slip->office_name);
  append_word (words, slip->office_address);
  append_word (words, slip->office_phone);
  append_word (words, slip->office_email);
  return g_string_free (words, FALSE);
}

static void
add_words (ParvisReceiptView *self, const char *text)
{
  if (text != NULL && *text != '\0')
    parvis_sheet_append (self->sheet, parvis_text_new (text, "receipt-words"));
}

/* --- with the telephone --- */

static void
on_back_to_receipt (GtkWidget *panel)
{
  parvis_field_host_close_panel (panel);
}

static GtkWidget *
new_phone_panel (ParvisReceiptView *self, ParvisQr *qr)
{
  ParvisSheet *panel = parvis_sheet_new (NULL, _ ("Avec mon téléphone"),
                                         _ ("Ouvrez l’appareil photo du téléphone et visez ce carré."));
  GtkWidget *code = parvis_qr_view_new (qr, _ ("Code à photographier : numéro de suivi et service"));
  GtkWidget *back = parvis_key_new ("back", _ ("Revenir au reçu"), GTK_ORIENTATION_HORIZONTAL);

  gtk_widget_add_css_class (GTK_WIDGET (panel), "take");
  gtk_widget_set_halign (code, GTK_ALIGN_CENTER);
  parvis_sheet_append (panel, code);
  parvis_sheet_append (
      panel, parvis_text_new (_ ("Le texte s’affiche sur votre téléphone, même sans Internet."), "take-words"));
  gtk_widget_add_css_class (back, "primary");
  g_signal_connect_swapped (back, "clicked", G_CALLBACK (on_back_to_receipt), panel);
  parvis_sheet_add_action (panel, back);
  parvis_sheet_set_side_by_side (panel, self->landscape);
  return GTK_WIDGET (panel);
}

static void
on_phone_clicked (ParvisReceiptView *self)
{
  g_autofree char *text = parvis_slip_qr_text (self->slip);
  ParvisQr *qr = parvis_qr_new (text, NULL);
  GtkWidget *panel;

  if (qr == NULL)
    return;
  panel = new_phone_panel (self, qr);
  parvis_field_host_open_panel (GTK_WIDGET (self), panel);
  parvis_sheet_focus_title (PARVIS_SHEET (panel));
}

/* --- what it is taken away on --- */

static const char *
without_printer (ParvisReceiptView *self)
{
  gboolean has_ticket;

  g_object_get (self->desk, "has-receipt-printer", &has_ticket, NULL);
  return has_ticket
             ? NULL
             : _ ("Cette borne n’imprime pas de reçu aujourd’hui. Photographiez le carré noir avec votre téléphone, "
                  "ou notez votre numéro de suivi.");
}

static void
build_papers (ParvisReceiptView *self)
{
  GtkWidget *phone = parvis_key_new ("mobile", _ ("Avec mon téléphone (QR)"), GTK_ORIENTATION_HORIZONTAL);

  gtk_widget_add_css_class (phone, "secondary");
  gtk_widget_add_css_class (phone, "take-phone");
  g_signal_connect_swapped (phone, "clicked", G_CALLBACK (on_phone_clicked), self);
  parvis_sheet_append (self->sheet, parvis_text_new_heading (_ ("Emportez votre reçu"), "title-2"));
  parvis_sheet_append (self->sheet,
                       parvis_paper_new (self->desk, _ ("Sur une feuille A4"), without_printer (self), print, self));
  parvis_sheet_append (self->sheet, parvis_paper_new_ticket (self->desk, _ ("Sur un ticket"), print_ticket, self));
  parvis_sheet_append (self->sheet, phone);
  if (self->slip->label)
    parvis_sheet_append (self->sheet,
                         parvis_paper_new_label (self->desk, _ ("Une étiquette pour mes papiers"), print_label, self));
}

static void
build (ParvisReceiptView *self)
{
  g_autofree char *when = g_strdup_printf (_ ("%s : votre demande est bien enregistrée, le %s."), self->slip->title,
                                           self->slip->submitted_on);
  g_autofree char *office = office_words (self->slip);
  GtkWidget *end = parvis_key_new_trailing (_ ("J’ai terminé, effacer l’écran"), "tick");

  self->sheet = parvis_sheet_new (NULL, _ ("C’est enregistré."), when);
  gtk_widget_set_parent (GTK_WIDGET (self->sheet), GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self->sheet), "receipt");
  self->note = parvis_text_new (NULL, "note");
  parvis_sheet_insert_above_title (self->sheet, new_tick ());
  parvis_sheet_append (self->sheet, new_code_card (self));
  parvis_sheet_append (self->sheet, self->note);
  add_words (self, self->slip->next);
  build_papers (self);
  parvis_sheet_append (self->sheet, parvis_satisfaction_new (self->desk, self->demarche_id));
  add_words (self, office);
  add_words (self, self->slip->silence);
  gtk_widget_add_css_class (end, "primary");
  g_signal_connect_swapped (end, "clicked", G_CALLBACK (on_end_clicked), self);
  parvis_sheet_add_action (self->sheet, end);
}

/* --- lifecycle --- */

static void
parvis_receipt_view_dispose (GObject *object)
{
  ParvisReceiptView *self = PARVIS_RECEIPT_VIEW (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (parvis_receipt_view_parent_class)->dispose (object);
}

static void
parvis_receipt_view_finalize (GObject *object)
{
  g_clear_pointer (&PARVIS_RECEIPT_VIEW (object)->slip, parvis_slip_free);
  g_free (PARVIS_RECEIPT_VIEW (object)->demarche_id);
  G_OBJECT_CLASS (parvis_receipt_view_parent_class)->finalize (object);
}

static void
parvis_receipt_view_class_init (ParvisReceiptViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = parvis_receipt_view_dispose;
  G_OBJECT_CLASS (class)->finalize = parvis_receipt_view_finalize;
  signals[END] = g_signal_new ("end", PARVIS_TYPE_RECEIPT_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "receiptview");
}

static void
parvis_receipt_view_init (ParvisReceiptView *self)
{
}

/* --- public --- */

GtkWidget *
parvis_receipt_view_new (ParvisDesk *desk, ParvisSlip *slip, const char *demarche_id)
{
  ParvisReceiptView *self = g_object_new (PARVIS_TYPE_RECEIPT_VIEW, NULL);

  self->desk = g_object_ref (desk);
  self->slip = slip;
  self->demarche_id = g_strdup (demarche_id);
  self->delivery = parvis_desk_delivery (desk, slip->code);
  build (self);
  show_delivery (self);
  g_signal_connect_object (desk, "delivery-changed", G_CALLBACK (on_delivery_changed), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

void
parvis_receipt_view_rebuild (ParvisReceiptView *self)
{
  gtk_widget_unparent (GTK_WIDGET (self->sheet));
  build (self);
  show_delivery (self);
}

void
parvis_receipt_view_set_landscape (ParvisReceiptView *self, gboolean landscape)
{
  self->landscape = landscape;
  parvis_sheet_set_side_by_side (self->sheet, landscape);
}

void
parvis_receipt_view_take_focus (ParvisReceiptView *self)
{
  parvis_sheet_focus_title (self->sheet);
}
