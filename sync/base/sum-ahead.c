/* SPDX-License-Identifier: EUPL-1.2 */
#define _GNU_SOURCE /* sync_file_range */
#include "sync/base/sum-ahead.h"

#include <fcntl.h>
#include <unistd.h>

#include "sync/base/digest.h"

#define PIECE (256 * 1024) /* bytes summed from one push to the next: a disk wants long writes */

struct _ParvisSumAhead
{
  GBytes *bytes;
  int fd;          /* -1: cannot be opened, so nothing is begun ahead */
  GThread *thread; /* (nullable) */
};

/* What was written so far; those pages that the disk has already are not written again. */
static void
push (const ParvisSumAhead *self)
{
  if (self->fd >= 0)
    sync_file_range (self->fd, 0, 0, SYNC_FILE_RANGE_WRITE);
}

/* (transfer full): the sum */
static gpointer
sum (gpointer data)
{
  const ParvisSumAhead *self = data;
  g_autoptr (ParvisDigest) digest = parvis_digest_new ();
  gsize size;
  const guint8 *bytes = g_bytes_get_data (self->bytes, &size);

  for (gsize at = 0; at < size; at += PIECE)
    {
      parvis_digest_add (digest, bytes + at, MIN (PIECE, size - at));
      push (self);
    }
  return parvis_digest_end (digest);
}

ParvisSumAhead *
parvis_sum_ahead_begin (GBytes *bytes, const char *path)
{
  ParvisSumAhead *self = g_new0 (ParvisSumAhead, 1);

  self->bytes = g_bytes_ref (bytes);
  self->fd = open (path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
  self->thread = g_thread_try_new ("sum-ahead", sum, self, NULL);
  return self;
}

char *
parvis_sum_ahead_end (ParvisSumAhead *self)
{
  push (self);
  return self->thread != NULL ? g_thread_join (g_steal_pointer (&self->thread)) : sum (self);
}

void
parvis_sum_ahead_free (ParvisSumAhead *self)
{
  if (self->thread != NULL)
    g_free (g_thread_join (self->thread));
  if (self->fd >= 0)
    close (self->fd);
  g_bytes_unref (self->bytes);
  g_free (self);
}
