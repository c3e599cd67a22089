/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>

/* A TCP proxy between a client and a server of this machine that counts the client's bytes and can stop
 * passing them on: a network that is slow at a chosen byte, without a clock. On the main context of whoever
 * made it. */
typedef struct _Brake Brake;

Brake *brake_new (guint server_port);
/* The same as a line of @rate bytes per second towards the server, which holds little on the way; @rate is shared by
 * all connections. */
Brake *brake_new_slow (guint server_port, gsize rate);
/* Where new connections go from now on. */
void brake_set_server (Brake *self, guint server_port);
void brake_free (Brake *self); /* cuts all connections */
guint brake_port (const Brake *self);
/* Passes on @bytes more from clients, then nothing until set again; G_MAXSIZE: no limit. */
void brake_set (Brake *self, gsize bytes);
gboolean brake_holds (const Brake *self); /* TRUE when the allowance is used up */
/* Cuts the connections there are. */
void brake_cut (Brake *self);
gsize brake_passed (const Brake *self); /* from clients, in all */
