/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "drivers/printer/escpos/link.h"

G_BEGIN_DECLS

/* What a transport is to parvis_escpos_link_*(). */
typedef struct
{
  void (*start) (ParvisEscposLink *self);
  void (*send) (ParvisEscposLink *self, GBytes *bytes);
  void (*abort) (ParvisEscposLink *self);
  void (*ask_port) (ParvisEscposLink *self); /* (nullable) */
  void (*free) (ParvisEscposLink *self);
} ParvisEscposLinkClass;

/* The beginning of each transport's struct. */
struct _ParvisEscposLink
{
  const ParvisEscposLinkClass *class;
  const ParvisEscposLinkEvents *events;
  gpointer user_data;
  ParvisExchange *record;
};

/* For transports: as the events, recorded. */
void parvis_escpos_link_received (ParvisEscposLink *self, const guint8 *data, gsize length);

/* Each: @where is well formed. */
ParvisEscposLink *parvis_escpos_usb_link_new (guint16 vendor, guint16 product, const char *serial, GError **error);
ParvisEscposLink *parvis_escpos_tcp_link_new (const char *host, guint16 port, const char *model);
ParvisEscposLink *parvis_escpos_replay_link_new (const char *path, GError **error);

G_END_DECLS
