/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/base/summing.h"

#include "sync/base/digest.h"

struct _ParvisSumming
{
  GBytes *bytes;
  GThread *thread; /* (nullable): joined, or there was none to be had */
  char *sum;
};

static gpointer
sum_in_thread (gpointer data)
{
  return parvis_sha256 (data);
}

ParvisSumming *
parvis_summing_begin (GBytes *bytes)
{
  ParvisSumming *self = g_new0 (ParvisSumming, 1);

  self->bytes = g_bytes_ref (bytes);
  self->thread = g_thread_try_new ("sum", sum_in_thread, bytes, NULL);
  return self;
}

const char *
parvis_summing_get (ParvisSumming *self)
{
  if (self->thread != NULL)
    self->sum = g_thread_join (g_steal_pointer (&self->thread));
  if (self->sum == NULL)
    self->sum = parvis_sha256 (self->bytes);
  return self->sum;
}

void
parvis_summing_free (ParvisSumming *self)
{
  parvis_summing_get (self);
  g_bytes_unref (self->bytes);
  g_free (self->sum);
  g_free (self);
}
