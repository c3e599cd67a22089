/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/devices/board.h"

/* What `parvisctl devices` does with one device. */

/* Waits until each device has said how it is. */
void parvis_ctl_settle (ParvisDeviceBoard *board);

/* Tries the device @name: a test page, a test ticket, a scan that is not kept. Says on standard output what it does and
 * what came of it; Ctrl-C cancels. A PARVIS_CTL_ status. */
int parvis_ctl_device_test (ParvisConfig *config, ParvisDeviceBoard *board, const char *name);

/* Waits for a card and says of which kind it is; no more of it. @exchange: (nullable) (out): what was said to it. A
 * PARVIS_CTL_ status. */
int parvis_ctl_device_read_card (ParvisDeviceBoard *board, ParvisExchange **exchange);

/* Does what the test does, and writes what was said to the device and by it to @path, which must not exist. */
int parvis_ctl_device_record (ParvisConfig *config, const char *name, const char *path);
