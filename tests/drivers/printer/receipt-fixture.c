/* SPDX-License-Identifier: EUPL-1.2 */
#include "receipt-fixture.h"

const ParvisEscposLimits receipt_impatient = { .patience_ms = 300, .silence_ms = 60000 };
const ParvisEscposLimits receipt_hears = { .patience_ms = 300, .silence_ms = 3000 };

static void
on_trouble (ParvisReceiptPrinter *printer, GParamSpec *pspec, gpointer user_data)
{
  ReceiptFixture *self = user_data;
  g_autoptr (GEnumClass) names = g_type_class_ref (PARVIS_TYPE_PRINTER_TROUBLE);

  g_string_append_printf (self->told, "%s ",
                          g_enum_get_value (names, (int) parvis_receipt_printer_get_trouble (printer))->value_nick);
}

void
receipt_open (ReceiptFixture *self, const char *where, const ParvisEscposLimits *limits, ParvisExchange *record)
{
  self->told = g_string_new (NULL);
  self->printer = parvis_escpos_printer_new_full (where, limits, record);
  g_signal_connect (self->printer, "notify::trouble", G_CALLBACK (on_trouble), self);
}

void
receipt_close (ReceiptFixture *self)
{
  g_clear_object (&self->printer);
  g_string_free (self->told, TRUE);
  g_clear_error (&self->error);
}

gboolean
receipt_on_too_long (gpointer condition)
{
  g_error ("waited in vain, for %s", (const char *) condition);
}

ParvisPrinterTrouble
receipt_trouble (ReceiptFixture *self)
{
  return parvis_receipt_printer_get_trouble (PARVIS_RECEIPT_PRINTER (self->printer));
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ReceiptFixture *self = user_data;

  self->answered = TRUE;
  self->printed = parvis_receipt_printer_print_finish (PARVIS_RECEIPT_PRINTER (source), result, &self->error);
}

static ParvisTicket *
make_ticket (void)
{
  ParvisTicket *ticket = parvis_ticket_new ();

  parvis_ticket_add_text (ticket, "Mairie de Sainte-Œuvre", PARVIS_TICKET_BOLD | PARVIS_TICKET_CENTRED);
  for (guint i = 0; i < 40; i++)
    parvis_ticket_add_text (ticket, "Votre demande est bien arrivée. Elle sera traitée à l’accueil.",
                            PARVIS_TICKET_PLAIN);
  parvis_ticket_add_qr (ticket, "7F4K29QX");
  return ticket;
}

void
receipt_begin (ReceiptFixture *self, GCancellable *cancellable)
{
  g_autoptr (ParvisTicket) ticket = make_ticket ();

  self->answered = FALSE;
  g_clear_error (&self->error);
  parvis_receipt_printer_print_async (PARVIS_RECEIPT_PRINTER (self->printer), ticket, cancellable, on_answered, self);
}

void
receipt_assert_whole (const EscposReceipt *receipt, guint columns)
{
  g_auto (GStrv) lines = g_strsplit (receipt->text->str, "\n", -1);
  gboolean native = receipt->codes->len > 0;

  g_assert_true (g_str_has_prefix (lines[0], ">*Mairie de Sainte-"));
  g_assert_true (g_str_has_prefix (lines[1], "Votre demande est bien arrivée. Elle"));
  g_assert_cmpuint (g_strv_length (lines), ==, 1 + 80 + 1 + native);
  for (guint i = 1; i <= 80; i++)
    g_assert_cmpint (g_utf8_strlen (lines[i], -1), <=, columns);
  if (native)
    g_assert_cmpstr (g_ptr_array_index (receipt->codes, 0), ==, "7F4K29QX");
  else
    g_assert_cmpuint (receipt->rows, >, 100);
  g_assert_cmpuint (receipt->cuts, ==, 1);
  g_assert_cmpuint (receipt->resets, ==, 1);
}
