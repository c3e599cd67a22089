/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "fake-escpos.h"

/* A receipt printer that listens on a port of this machine, for one connection at a time, in a thread of its own. */
typedef struct _FakeTcpPrinter FakeTcpPrinter;

/* @port: 0: any. */
FakeTcpPrinter *fake_tcp_printer_new (guint16 port);
void fake_tcp_printer_free (FakeTcpPrinter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FakeTcpPrinter, fake_tcp_printer_free)

guint16 fake_tcp_printer_get_port (FakeTcpPrinter *self);
FakeEscpos *fake_tcp_printer_lock (FakeTcpPrinter *self);
void fake_tcp_printer_unlock (FakeTcpPrinter *self);
/* Of all connections so far. */
guint fake_tcp_printer_get_connections (FakeTcpPrinter *self);
/* Ends the connection, orderly; or after @bytes more; -1: never. */
void fake_tcp_printer_hang_up (FakeTcpPrinter *self);
void fake_tcp_printer_hang_up_after (FakeTcpPrinter *self, gssize bytes);
