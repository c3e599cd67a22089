/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/delivery/tus.h"

G_BEGIN_DECLS

/* How many bytes the next PATCH brings, by how fast the last one was: what takes some seconds. On a line of 8 kB/s a
 * piece of a megabyte would be two minutes, longer than many a proxy on the way waits for a request, and lost with it;
 * on a fast one small pieces are wasted time. Private to sync/delivery/tus.c; pure. */
#define PARVIS_TUS_PACE_SECONDS 8
#define PARVIS_TUS_PACE_FIRST   (128 * 1024)      /* bytes, while nothing is known */
#define PARVIS_TUS_PACE_LEAST   (16 * 1024)       /* bytes */
#define PARVIS_TUS_PACE_MOST    (4 * 1024 * 1024) /* bytes */

gsize parvis_tus_pace_chunk (const ParvisTusServer *server);
/* @sent bytes were taken in @microseconds. */
void parvis_tus_pace_taken (ParvisTusServer *server, gsize sent, gint64 microseconds);
/* A piece was lost on the way: smaller ones from now on, until one is taken. */
void parvis_tus_pace_lost (ParvisTusServer *server);

G_END_DECLS
