/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>

#include "drivers/exchange/exchange.h"

G_BEGIN_DECLS

/* ParvisEscposLink: bytes to and from one printer, wherever it is. It belongs to the thread whose default main context
 * it was made in, and nothing here blocks that thread for more than a second (USB control requests while a printer is
 * plugged in). All that happens is told by events; none comes from within a call of ours, except in
 * parvis_escpos_link_start(). */
typedef struct _ParvisEscposLink ParvisEscposLink;

typedef struct
{
  /* The printer is there. USB only: @vendor, @product (else 0). @device_id: (nullable). @answers: it can speak. */
  void (*up) (guint16 vendor, guint16 product, const char *device_id, gboolean answers, gpointer user_data);
  /* It is gone, or was never there; @why is for the log. May be told again. */
  void (*down) (const char *why, gpointer user_data);
  void (*received) (const guint8 *data, gsize length, gpointer user_data);
  /* All that was given to parvis_escpos_link_send() has been taken by the printer, or at least by its interface. */
  void (*sent) (gpointer user_data);
  /* What parvis_escpos_link_ask_port() asked. USB printing devices 1.1, 4.2.2. */
  void (*port) (gboolean paper_out, gboolean error, gpointer user_data);
} ParvisEscposLinkEvents;

/* "usb:VVVV:PPPP", "usb:VVVV:PPPP:SERIAL", "tcp:HOST:PORT", "tcp:HOST:PORT:MODEL", "replay:FILE" (a recorded exchange,
 * for tests), IPv6 hosts in []. */
gboolean parvis_escpos_where_check (const char *where, GError **error) G_GNUC_WARN_UNUSED_RESULT;

ParvisEscposLink *parvis_escpos_link_new (const char *where, const ParvisEscposLinkEvents *events, gpointer user_data,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Waits for transfers under way to be given back, a second at most. No event afterwards. */
void parvis_escpos_link_free (ParvisEscposLink *self);

/* Begins to look for the printer, and never stops. */
void parvis_escpos_link_start (ParvisEscposLink *self);
/* Sent in their order, in as many parts as the printer takes. While it is down, they are dropped. */
void parvis_escpos_link_send (ParvisEscposLink *self, GBytes *bytes);
/* What was given and not taken is dropped, and the printer's interface told to forget what it holds, where there is a
 * way (USB SOFT_RESET; a TCP connection is reset, and opened again). */
void parvis_escpos_link_abort (ParvisEscposLink *self);
void parvis_escpos_link_ask_port (ParvisEscposLink *self);

/* All that is said from now on is added to @exchange, which is the caller's and outlives the link. */
void parvis_escpos_link_record (ParvisEscposLink *self, ParvisExchange *exchange);

G_END_DECLS
