/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/printer/device-thread.h"

static gpointer
work (gpointer user_data)
{
  ParvisDeviceThread *self = user_data;

  g_main_context_push_thread_default (self->context);
  self->begin (self->user_data);
  g_main_loop_run (self->loop);
  self->end (self->user_data);
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

void
parvis_device_thread_start (ParvisDeviceThread *self, const char *name, void (*begin) (gpointer user_data),
                            void (*end) (gpointer user_data), gpointer user_data)
{
  self->begin = begin;
  self->end = end;
  self->user_data = user_data;
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->thread = g_thread_new (name, work, self);
}

static gboolean
quit (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_REMOVE;
}

void
parvis_device_thread_stop (ParvisDeviceThread *self)
{
  parvis_run_in_context (self->context, quit, self->loop, NULL);
  g_thread_join (self->thread);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
}

void
parvis_run_in_context (GMainContext *context, GSourceFunc function, gpointer data, GDestroyNotify destroy)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, function, data, destroy);
  g_source_attach (source, context);
}

void
parvis_source_clear (GSource **place)
{
  if (*place != NULL)
    g_source_destroy (*place);
  g_clear_pointer (place, g_source_unref);
}

void
parvis_source_set (GSource **place, GSource *source, GSourceFunc callback, gpointer user_data)
{
  parvis_source_clear (place);
  *place = source;
  g_source_set_callback (source, callback, user_data, NULL);
  g_source_attach (source, g_main_context_get_thread_default ());
}
