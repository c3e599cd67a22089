/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/printer/receipt-printer-private.h"

typedef struct
{
  ParvisPrinterTrouble trouble;
  gboolean paper_low;
} ParvisReceiptPrinterPrivate;

enum
{
  PROP_TROUBLE = 1,
  PROP_PAPER_LOW,
  N_PROPS
};
static GParamSpec *props[N_PROPS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (ParvisReceiptPrinter, parvis_receipt_printer, G_TYPE_OBJECT)

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ParvisReceiptPrinter *self = PARVIS_RECEIPT_PRINTER (object);

  if (id == PROP_TROUBLE)
    g_value_set_enum (value, (int) parvis_receipt_printer_get_trouble (self));
  else
    g_value_set_boolean (value, parvis_receipt_printer_is_paper_low (self));
}

static void
parvis_receipt_printer_class_init (ParvisReceiptPrinterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = get_property;
  props[PROP_TROUBLE]
      = g_param_spec_enum ("trouble", NULL, NULL, PARVIS_TYPE_PRINTER_TROUBLE, PARVIS_PRINTER_OK, flags);
  props[PROP_PAPER_LOW] = g_param_spec_boolean ("paper-low", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
parvis_receipt_printer_init (ParvisReceiptPrinter *self)
{
}

void
parvis_receipt_printer_set_trouble (ParvisReceiptPrinter *self, ParvisPrinterTrouble trouble)
{
  ParvisReceiptPrinterPrivate *priv = parvis_receipt_printer_get_instance_private (self);

  if (priv->trouble == trouble)
    return;
  priv->trouble = trouble;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TROUBLE]);
}

void
parvis_receipt_printer_set_paper_low (ParvisReceiptPrinter *self, gboolean paper_low)
{
  ParvisReceiptPrinterPrivate *priv = parvis_receipt_printer_get_instance_private (self);

  if (priv->paper_low == paper_low)
    return;
  priv->paper_low = paper_low;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PAPER_LOW]);
}

ParvisPrinterTrouble
parvis_receipt_printer_get_trouble (ParvisReceiptPrinter *self)
{
  ParvisReceiptPrinterPrivate *priv = parvis_receipt_printer_get_instance_private (self);

  g_return_val_if_fail (PARVIS_IS_RECEIPT_PRINTER (self), PARVIS_PRINTER_OTHER);
  return priv->trouble;
}

gboolean
parvis_receipt_printer_is_paper_low (ParvisReceiptPrinter *self)
{
  ParvisReceiptPrinterPrivate *priv = parvis_receipt_printer_get_instance_private (self);

  g_return_val_if_fail (PARVIS_IS_RECEIPT_PRINTER (self), FALSE);
  return priv->paper_low;
}

void
parvis_receipt_printer_print_async (ParvisReceiptPrinter *self, ParvisTicket *ticket, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (PARVIS_IS_RECEIPT_PRINTER (self) && ticket != NULL);
  PARVIS_RECEIPT_PRINTER_GET_CLASS (self)->print_async (self, ticket, cancellable, callback, user_data);
}

gboolean
parvis_receipt_printer_print_finish (ParvisReceiptPrinter *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (PARVIS_IS_RECEIPT_PRINTER (self), FALSE);
  return PARVIS_RECEIPT_PRINTER_GET_CLASS (self)->print_finish (self, result, error);
}
