/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "ui/page/page.h"

G_BEGIN_DECLS

/* ParvisPaymentPage: where an invoice of the commune is paid (PayFiP): the address as a QR code and in words, what one
 * needs, and where to turn otherwise. Nothing is paid on the kiosk. */
#define PARVIS_TYPE_PAYMENT_PAGE (parvis_payment_page_get_type ())
G_DECLARE_FINAL_TYPE (ParvisPaymentPage, parvis_payment_page, PARVIS, PAYMENT_PAGE, ParvisPage)

ParvisPage *parvis_payment_page_new (void);

G_END_DECLS
