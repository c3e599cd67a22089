/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/usb/device.h"

ParvisUsbDevice *
parvis_usb_device_copy (const ParvisUsbDevice *self)
{
  ParvisUsbDevice *copy = g_memdup2 (self, sizeof *self);

  copy->port = g_strdup (self->port);
  copy->serial = g_strdup (self->serial);
  copy->title = g_strdup (self->title);
  return copy;
}

void
parvis_usb_device_free (ParvisUsbDevice *self)
{
  g_free (self->port);
  g_free (self->serial);
  g_free (self->title);
  g_free (self);
}
