/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/printer/escpos/usb-source.h"

#include <poll.h>

typedef struct
{
  GSource parent;
  libusb_context *usb;
  GHashTable *tags; /* of descriptors */
} UsbSource;

static void
on_fd_added (int fd, short events, void *user_data)
{
  UsbSource *self = user_data;
  GIOCondition condition = (events & POLLIN ? G_IO_IN : 0) | (events & POLLOUT ? G_IO_OUT : 0);

  g_hash_table_insert (self->tags, GINT_TO_POINTER (fd), g_source_add_unix_fd (&self->parent, fd, condition));
}

static void
on_fd_removed (int fd, void *user_data)
{
  UsbSource *self = user_data;
  gpointer tag;

  if (g_hash_table_steal_extended (self->tags, GINT_TO_POINTER (fd), NULL, &tag))
    g_source_remove_unix_fd (&self->parent, tag);
}

static gboolean
dispatch (GSource *source, GSourceFunc callback, gpointer user_data)
{
  struct timeval now = { 0, 0 };

  libusb_handle_events_timeout_completed (((UsbSource *) source)->usb, &now, NULL);
  return G_SOURCE_CONTINUE;
}

static void
finalize (GSource *source)
{
  g_hash_table_unref (((UsbSource *) source)->tags);
}

static GSourceFuncs functions = { NULL, NULL, dispatch, finalize, NULL, NULL };

/* libusb keeps its time by a timerfd on every Linux (libusb_pollfds_handle_timeouts()): one more descriptor, no timer
 * of ours. */
GSource *
parvis_usb_source_attach (libusb_context *usb)
{
  UsbSource *self = (UsbSource *) g_source_new (&functions, sizeof (UsbSource));
  const struct libusb_pollfd **fds = libusb_get_pollfds (usb);

  self->usb = usb;
  self->tags = g_hash_table_new (NULL, NULL);
  for (gsize i = 0; fds != NULL && fds[i] != NULL; i++)
    on_fd_added (fds[i]->fd, fds[i]->events, self);
  libusb_free_pollfds (fds);
  libusb_set_pollfd_notifiers (usb, on_fd_added, on_fd_removed, self);
  g_source_attach (&self->parent, g_main_context_get_thread_default ());
  return &self->parent;
}
