/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/delivery/tus-pace.h"

#define LOSS 4 /* a line that breaks is taken for that many times slower */

gsize
parvis_tus_pace_chunk (const ParvisTusServer *server)
{
  if (server->rate == 0)
    return PARVIS_TUS_PACE_FIRST;
  if (server->rate >= PARVIS_TUS_PACE_MOST / PARVIS_TUS_PACE_SECONDS)
    return PARVIS_TUS_PACE_MOST;
  return MAX (server->rate * PARVIS_TUS_PACE_SECONDS, PARVIS_TUS_PACE_LEAST);
}

void
parvis_tus_pace_taken (ParvisTusServer *server, gsize sent, gint64 microseconds)
{
  double rate = (double) sent * G_USEC_PER_SEC / (double) MAX (microseconds, 1);

  if (sent < PARVIS_TUS_PACE_LEAST)
    return; /* that was the way there and back, not the line */
  server->rate = (gsize) CLAMP (rate, 1.0, (double) PARVIS_TUS_PACE_MOST);
}

void
parvis_tus_pace_lost (ParvisTusServer *server)
{
  server->rate = MAX (parvis_tus_pace_chunk (server) / PARVIS_TUS_PACE_SECONDS / LOSS, 1);
}

gboolean
parvis_tus_progress_add (ParvisTusProgress *progress, gint64 sent, gint64 taken)
{
  const gboolean crumb = taken < sent && taken < PARVIS_TUS_PACE_CRUMB;

  progress->taken += taken;
  progress->crumbs += crumb ? 1 : 0;
  return crumb;
}

gboolean
parvis_tus_progress_is_crumbs (const ParvisTusProgress *progress)
{
  return progress->crumbs >= PARVIS_TUS_PACE_MOST_CRUMBS;
}

gboolean
parvis_tus_progress_is_slow (const ParvisTusProgress *progress, gint64 now)
{
  const gint64 seconds = (now - progress->began) / G_USEC_PER_SEC;

  return progress->began != 0 && seconds > PARVIS_TUS_PACE_PATIENCE
         && progress->taken / seconds < PARVIS_TUS_PACE_LEAST_RATE;
}
