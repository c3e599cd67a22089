/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/devices/status.h"

const char *
parvis_health_to_string (ParvisHealth health)
{
  static const char *const words[] = { "unknown", "ok", "attention", "fault" };

  return words[health];
}

void
parvis_device_status_free (ParvisDeviceStatus *self)
{
  g_free (self->name);
  g_free (self->kind);
  g_free (self->label);
  g_free (self->where);
  g_free (self->code);
  g_free (self->text);
  g_free (self);
}
