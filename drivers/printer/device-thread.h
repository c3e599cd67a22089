/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* ParvisDeviceThread: a thread with a main context of its own, in which one printer is followed and served. Part of its
 * owner's struct. */
typedef struct
{
  GThread *thread;
  GMainContext *context; /* the thread's default one */
  GMainLoop *loop;
  void (*begin) (gpointer user_data), (*end) (gpointer user_data); /* in the thread, before and after all else */
  gpointer user_data;
} ParvisDeviceThread;

void parvis_device_thread_start (ParvisDeviceThread *self, const char *name, void (*begin) (gpointer user_data),
                                 void (*end) (gpointer user_data), gpointer user_data);
/* Waits for its end. What was to run in it and has not will not. */
void parvis_device_thread_stop (ParvisDeviceThread *self);

/* Runs @function in the thread of @context and nowhere else; g_main_context_invoke() would run it here while nobody
 * holds @context. */
void parvis_run_in_context (GMainContext *context, GSourceFunc function, gpointer data, GDestroyNotify destroy);

/* A source that is one of its owner's members: taken away, and put in the place of what is there, in this thread's
 * default context. */
void parvis_source_clear (GSource **place);
/* @source: (transfer full) */
void parvis_source_set (GSource **place, GSource *source, GSourceFunc callback, gpointer user_data);

G_END_DECLS
