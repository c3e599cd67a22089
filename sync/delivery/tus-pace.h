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

/* And whether the upload gets on at all. What a server takes a byte at a time, or a line lets through at a walk, would
 * keep us from the others for ever: it makes room for them, and goes on from where it is when its turn comes again. A
 * line of 8 kB/s, the slowest that we are made for, or one with the least [hub] rate, is far from either bound. */
#define PARVIS_TUS_PACE_CRUMB       (8 * 1024) /* bytes: a piece of which less was taken, though it had more, is one */
#define PARVIS_TUS_PACE_MOST_CRUMBS 8          /* in one run */
#define PARVIS_TUS_PACE_PATIENCE    300        /* seconds, before the average counts */
#define PARVIS_TUS_PACE_LEAST_RATE  500        /* bytes per second, on average */

/* One run; all zero at first. */
typedef struct
{
  gint64 began; /* monotonic, microseconds: its first piece; 0: none yet */
  gint64 taken; /* bytes */
  guint crumbs;
} ParvisTusProgress;

/* Of a piece of @sent bytes, @taken were. TRUE: that was a crumb. */
gboolean parvis_tus_progress_add (ParvisTusProgress *progress, gint64 sent, gint64 taken);
/* The server takes crumbs only. */
gboolean parvis_tus_progress_is_crumbs (const ParvisTusProgress *progress);
/* At @now (as @began) it is too slow. */
gboolean parvis_tus_progress_is_slow (const ParvisTusProgress *progress, gint64 now);

gsize parvis_tus_pace_chunk (const ParvisTusServer *server);
/* @sent bytes were taken in @microseconds. */
void parvis_tus_pace_taken (ParvisTusServer *server, gsize sent, gint64 microseconds);
/* A piece was lost on the way: smaller ones from now on, until one is taken. */
void parvis_tus_pace_lost (ParvisTusServer *server);

G_END_DECLS
