/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/ctl/device-wait.h"

#include <glib-unix.h>

#include "app/ctl/ctl.h"

static gboolean
on_signal (gpointer user_data)
{
  ParvisCtlWait *self = user_data;

  g_cancellable_cancel (self->cancellable);
  return G_SOURCE_CONTINUE;
}

void
parvis_ctl_wait_begin (ParvisCtlWait *self)
{
  self->loop = g_main_loop_new (NULL, FALSE);
  self->cancellable = g_cancellable_new ();
  self->interrupt = g_unix_signal_add (SIGINT, on_signal, self);
  self->terminate = g_unix_signal_add (SIGTERM, on_signal, self);
}

void
parvis_ctl_wait_run (ParvisCtlWait *self)
{
  g_main_loop_run (self->loop);
}

void
parvis_ctl_wait_end (ParvisCtlWait *self, gboolean ok, GError *error)
{
  self->ok = ok;
  self->error = error;
  g_main_loop_quit (self->loop);
}

int
parvis_ctl_wait_finish (ParvisCtlWait *self, const char *done)
{
  if (!self->ok)
    return parvis_ctl_fail (self->error);
  g_print ("%s\n", done);
  return PARVIS_CTL_OK;
}

void
parvis_ctl_wait_clear (ParvisCtlWait *self)
{
  g_clear_pointer (&self->loop, g_main_loop_unref);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->interrupt, g_source_remove);
  g_clear_handle_id (&self->terminate, g_source_remove);
  g_clear_error (&self->error);
}
