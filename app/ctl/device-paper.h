/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/devices/board.h"

/* What `parvisctl devices test` puts on paper; each returns a PARVIS_CTL_ status. */
int parvis_ctl_test_printer (ParvisConfig *config, ParvisDeviceBoard *board);
int parvis_ctl_test_labels (ParvisConfig *config, ParvisDeviceBoard *board);
int parvis_ctl_test_receipt_printer (ParvisConfig *config, ParvisDeviceBoard *board);
/* The same ticket each time, whatever the kiosk and the hour: what is recorded once can be said again. */
int parvis_ctl_print_plain_ticket (ParvisReceiptPrinter *printer);
