/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How one device is, for staff. */
typedef enum
{
  PARVIS_HEALTH_UNKNOWN, /* it has not said yet, or cannot */
  PARVIS_HEALTH_OK,
  PARVIS_HEALTH_ATTENTION, /* it works; somebody should see to it */
  PARVIS_HEALTH_FAULT,
} ParvisHealth;
/* "unknown", "ok", "attention", "fault": what programs read. */
const char *parvis_health_to_string (ParvisHealth health);

typedef struct
{
  char *name;  /* "printer", "labels", "receipt-printer", "card-reader", "scanner", "sound", "screen", or "usb:NAME" of
                  [usb NAME] */
  char *kind;  /* the same; of a USB device its role, "touch" */
  char *label; /* what people call it: "Imprimante A4" */
  char *where; /* as the configuration says */
  ParvisHealth health;
  char *code; /* one stable English word for programs: "ready", "no-paper", "missing" */
  char *text; /* one or two plain French sentences */
} ParvisDeviceStatus;
void parvis_device_status_free (ParvisDeviceStatus *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisDeviceStatus, parvis_device_status_free)

G_END_DECLS
