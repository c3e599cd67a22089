/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/printer/escpos/link-private.h"

#include <string.h>

#include "drivers/printer/device-thread.h"
#include "drivers/printer/escpos/usb-device.h"
#include "drivers/printer/escpos/usb-source.h"

#define CONTROL_MS      1000
#define CLOSING_MS      1000
#define STALLS_MAX      3 /* in a row, without a byte taken */
#define RETRY_SECONDS   10
#define EMPTY_ANSWER_MS 500
#define GET_PORT_STATUS 1
#define SOFT_RESET      2

typedef struct
{
  ParvisEscposLink parent;
  guint16 vendor, product;
  char *serial; /* (nullable) */
  libusb_context *usb;
  GSource *source, *look, *retry, *listen;
  GQueue arrived;        /* of libusb_device */
  libusb_device *device; /* ours; %NULL while it is away */
  ParvisUsbPrinter *printer;
  struct libusb_transfer *out, *in;
  GQueue unsent;         /* of GBytes; the first is being sent */
  gsize taken;           /* bytes of the first */
  GBytes *dropped;       /* what is being called back: libusb still has it; (nullable) */
  guint stalls, pending; /* transfers that libusb has not given back */
  gboolean sending, listening, closing, gone, left;
  guint8 buffer[512];
} UsbLink;

static void send_next (UsbLink *self);
static void listen_again (UsbLink *self);
static void look_soon (UsbLink *self);

/* --- transfers --- */

static gboolean
submit (UsbLink *self, struct libusb_transfer *transfer)
{
  if (libusb_submit_transfer (transfer) != 0)
    return FALSE;
  self->pending++;
  return TRUE;
}

/* Its end is known by a transfer before udev has told it: whichever is first. The handle is closed outside of libusb's
 * callbacks. */
static void
notice_gone (UsbLink *self)
{
  if (self->closing || self->gone)
    return;
  self->gone = TRUE;
  look_soon (self);
}

static void
drop_unsent (UsbLink *self)
{
  g_queue_clear_full (&self->unsent, (GDestroyNotify) g_bytes_unref);
  self->taken = 0;
  self->stalls = 0;
}

static void
took (UsbLink *self, gsize count)
{
  GBytes *first = g_queue_peek_head (&self->unsent);

  self->taken += count;
  if (count > 0)
    self->stalls = 0;
  if (self->taken < g_bytes_get_size (first))
    return;
  self->taken = 0;
  g_bytes_unref (g_queue_pop_head (&self->unsent));
}

/* USB 2.0, 5.8.5: what came before the stall was taken; the rest is sent again. */
static gboolean
clear_stall (UsbLink *self)
{
  return ++self->stalls <= STALLS_MAX && libusb_clear_halt (self->printer->handle, self->printer->out) == 0;
}

static void
on_out (struct libusb_transfer *transfer)
{
  UsbLink *self = transfer->user_data;
  gboolean dropped = self->dropped != NULL;

  self->pending--;
  self->sending = FALSE;
  g_clear_pointer (&self->dropped, g_bytes_unref);
  if (self->closing)
    return;
  if (!dropped)
    took (self, (gsize) transfer->actual_length);
  if (transfer->status == LIBUSB_TRANSFER_STALL ? !clear_stall (self)
                                                : transfer->status != LIBUSB_TRANSFER_COMPLETED && !dropped)
    {
      notice_gone (self);
      return;
    }
  if (!g_queue_is_empty (&self->unsent))
    send_next (self);
  else if (!dropped)
    self->parent.events->sent (self->parent.user_data);
}

/* Libusb's buffers are not const; this one is only read. */
static void
send_next (UsbLink *self)
{
  gsize size;
  guint8 *data = (guint8 *) g_bytes_get_data (g_queue_peek_head (&self->unsent), &size);

  libusb_fill_bulk_transfer (self->out, self->printer->handle, self->printer->out, data + self->taken,
                             (int) (size - self->taken), on_out, self, 0);
  self->sending = submit (self, self->out);
  if (!self->sending)
    notice_gone (self);
}

static gboolean
on_listen (gpointer user_data)
{
  UsbLink *self = user_data;

  parvis_source_clear (&self->listen);
  listen_again (self);
  return G_SOURCE_REMOVE;
}

/* A printer that has nothing to say does not acknowledge, and the host controller waits for us without waking anybody.
 * Some answer with nothing instead, a thousand times a second: these are asked less often. */
static void
on_in (struct libusb_transfer *transfer)
{
  UsbLink *self = transfer->user_data;

  self->pending--;
  self->listening = FALSE;
  if (self->closing)
    return;
  if (transfer->status == LIBUSB_TRANSFER_STALL && libusb_clear_halt (self->printer->handle, self->printer->in) != 0)
    notice_gone (self);
  else if (transfer->status != LIBUSB_TRANSFER_COMPLETED && transfer->status != LIBUSB_TRANSFER_STALL)
    notice_gone (self);
  else if (transfer->actual_length == 0)
    parvis_source_set (&self->listen, g_timeout_source_new (EMPTY_ANSWER_MS), on_listen, self);
  else
    {
      parvis_escpos_link_received (&self->parent, self->buffer, (gsize) transfer->actual_length);
      listen_again (self);
    }
}

static void
listen_again (UsbLink *self)
{
  if (self->gone || self->printer->in == 0)
    return;
  libusb_fill_bulk_transfer (self->in, self->printer->handle, self->printer->in, self->buffer, sizeof self->buffer,
                             on_in, self, 0);
  self->listening = submit (self, self->in);
  if (!self->listening)
    notice_gone (self);
}

/* --- class requests --- */

static void
on_control (struct libusb_transfer *transfer)
{
  UsbLink *self = transfer->user_data;
  guint8 request = libusb_control_transfer_get_setup (transfer)->bRequest;
  guint8 port = *libusb_control_transfer_get_data (transfer);

  self->pending--;
  if (self->closing || request != GET_PORT_STATUS || transfer->status != LIBUSB_TRANSFER_COMPLETED)
    return;
  if (transfer->actual_length == 1)
    self->parent.events->port ((port & 0x20) != 0, (port & 0x08) == 0, self->parent.user_data);
}

static void
request (UsbLink *self, guint8 direction, guint8 what, guint16 length)
{
  struct libusb_transfer *transfer = libusb_alloc_transfer (0);
  guint8 *buffer = g_malloc0 (LIBUSB_CONTROL_SETUP_SIZE + 1);

  libusb_fill_control_setup (buffer, (guint8) (direction | LIBUSB_REQUEST_TYPE_CLASS | LIBUSB_RECIPIENT_INTERFACE),
                             what, 0, self->printer->interface, length);
  libusb_fill_control_transfer (transfer, self->printer->handle, buffer, on_control, self, CONTROL_MS);
  transfer->flags = LIBUSB_TRANSFER_FREE_BUFFER | LIBUSB_TRANSFER_FREE_TRANSFER;
  if (!submit (self, transfer))
    libusb_free_transfer (transfer);
}

/* --- coming and going --- */

static void
close_printer (UsbLink *self)
{
  gint64 end = g_get_monotonic_time () + CLOSING_MS * 1000;
  struct timeval step = { 0, 100 * 1000 };

  if (self->printer == NULL)
    return;
  self->closing = TRUE;
  parvis_source_clear (&self->listen);
  if (self->sending)
    libusb_cancel_transfer (self->out);
  if (self->listening)
    libusb_cancel_transfer (self->in);
  while (self->pending > 0 && g_get_monotonic_time () < end)
    libusb_handle_events_timeout_completed (self->usb, &step, NULL);
  if (self->pending > 0)
    g_warning ("A printer did not give back what it was sent");
  g_clear_pointer (&self->printer, parvis_usb_printer_close);
  g_clear_pointer (&self->device, libusb_unref_device);
  drop_unsent (self);
  g_clear_pointer (&self->dropped, g_bytes_unref);
  self->closing = self->gone = self->left = FALSE;
}

static gboolean
on_retry (gpointer user_data)
{
  UsbLink *self = user_data;

  parvis_source_clear (&self->retry);
  look_soon (self);
  return G_SOURCE_REMOVE;
}

/* Nothing tells when another program has let it go, or when udev has given it to us late. */
static void
keep_for_later (UsbLink *self, libusb_device *device)
{
  g_queue_push_tail (&self->arrived, device);
  parvis_source_set (&self->retry, g_timeout_source_new_seconds (RETRY_SECONDS), on_retry, self);
}

/* Not unplugged, as far as anybody has told: it is tried again. */
static void
lose (UsbLink *self)
{
  libusb_device *device = self->left ? NULL : libusb_ref_device (self->device);

  close_printer (self);
  self->parent.events->down (device != NULL ? "the printer no longer answers" : "the printer was unplugged",
                             self->parent.user_data);
  if (device != NULL)
    keep_for_later (self, device);
}

static void
try_device (UsbLink *self, libusb_device *device)
{
  g_autoptr (GError) error = NULL;

  self->printer = parvis_usb_printer_open (device, self->serial, &error);
  if (self->printer == NULL)
    {
      self->parent.events->down (error->message, self->parent.user_data);
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
        libusb_unref_device (device);
      else
        keep_for_later (self, device);
      return;
    }
  self->device = device;
  self->parent.events->up (self->printer->vendor, self->printer->product, self->printer->device_id,
                           self->printer->in != 0, self->parent.user_data);
  listen_again (self);
}

/* Outside of libusb's callbacks, where a printer may be opened and closed. */
static gboolean
on_look (gpointer user_data)
{
  UsbLink *self = user_data;
  guint n = g_queue_get_length (&self->arrived);

  parvis_source_clear (&self->look);
  if (self->gone)
    lose (self);
  while (self->printer == NULL && n-- > 0)
    try_device (self, g_queue_pop_head (&self->arrived));
  if (self->printer == NULL && g_queue_is_empty (&self->arrived))
    self->parent.events->down ("the printer is not plugged in", self->parent.user_data);
  return G_SOURCE_REMOVE;
}

static void
look_soon (UsbLink *self)
{
  if (self->look != NULL)
    return;
  parvis_source_set (&self->look, g_idle_source_new (), on_look, self);
  g_source_set_priority (self->look, G_PRIORITY_HIGH); /* a device that goes may keep libusb busy until it is closed */
}

static void
forget (UsbLink *self, libusb_device *device)
{
  if (g_queue_remove (&self->arrived, device))
    libusb_unref_device (device);
  if (device != self->device)
    return;
  self->left = TRUE;
  notice_gone (self);
}

static int
on_hotplug (libusb_context *usb, libusb_device *device, libusb_hotplug_event event, void *user_data)
{
  UsbLink *self = user_data;

  if (event == LIBUSB_HOTPLUG_EVENT_DEVICE_LEFT)
    forget (self, device);
  else
    {
      g_queue_push_tail (&self->arrived, libusb_ref_device (device));
      look_soon (self);
    }
  return 0;
}

/* --- as a link --- */

static void
usb_start (ParvisEscposLink *link)
{
  UsbLink *self = (UsbLink *) link;
  int code;

  self->source = parvis_usb_source_attach (self->usb);
  code = libusb_hotplug_register_callback (
      self->usb, LIBUSB_HOTPLUG_EVENT_DEVICE_ARRIVED | LIBUSB_HOTPLUG_EVENT_DEVICE_LEFT, LIBUSB_HOTPLUG_ENUMERATE,
      self->vendor, self->product, LIBUSB_HOTPLUG_MATCH_ANY, on_hotplug, self, NULL);
  if (code != 0)
    link->events->down (libusb_strerror ((enum libusb_error) code), link->user_data);
  else if (g_queue_is_empty (&self->arrived))
    link->events->down ("the printer is not plugged in", link->user_data);
}

static void
usb_send (ParvisEscposLink *link, GBytes *bytes)
{
  UsbLink *self = (UsbLink *) link;

  if (self->printer == NULL || self->gone)
    return;
  g_queue_push_tail (&self->unsent, g_bytes_ref (bytes));
  if (!self->sending)
    send_next (self);
}

/* The bytes under way stay alive until libusb gives them back. */
static void
usb_abort (ParvisEscposLink *link)
{
  UsbLink *self = (UsbLink *) link;
  g_autoptr (GBytes) first = g_queue_pop_head (&self->unsent);

  if (self->printer == NULL || self->gone)
    return;
  drop_unsent (self);
  if (self->sending && self->dropped == NULL)
    {
      self->dropped = g_steal_pointer (&first);
      libusb_cancel_transfer (self->out);
    }
  request (self, LIBUSB_ENDPOINT_OUT, SOFT_RESET, 0);
}

static void
usb_ask_port (ParvisEscposLink *link)
{
  UsbLink *self = (UsbLink *) link;

  if (self->printer != NULL && !self->gone)
    request (self, LIBUSB_ENDPOINT_IN, GET_PORT_STATUS, 1);
}

static void
usb_free (ParvisEscposLink *link)
{
  UsbLink *self = (UsbLink *) link;

  close_printer (self);
  parvis_source_clear (&self->look);
  parvis_source_clear (&self->retry);
  parvis_source_clear (&self->source);
  g_queue_clear_full (&self->arrived, (GDestroyNotify) libusb_unref_device);
  libusb_set_pollfd_notifiers (self->usb, NULL, NULL, NULL);
  libusb_free_transfer (self->out);
  libusb_free_transfer (self->in);
  libusb_exit (self->usb);
  g_free (self->serial);
  g_free (self);
}

static const ParvisEscposLinkClass usb_class = { usb_start, usb_send, usb_abort, usb_ask_port, usb_free };

ParvisEscposLink *
parvis_escpos_usb_link_new (guint16 vendor, guint16 product, const char *serial, GError **error)
{
  g_autofree UsbLink *self = g_new0 (UsbLink, 1);
  int code = libusb_init (&self->usb);

  if (code != 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "USB: %s", libusb_strerror ((enum libusb_error) code));
      return NULL;
    }
  self->parent.class = &usb_class;
  self->vendor = vendor;
  self->product = product;
  self->serial = g_strdup (serial);
  self->out = libusb_alloc_transfer (0);
  self->in = libusb_alloc_transfer (0);
  g_queue_init (&self->arrived);
  g_queue_init (&self->unsent);
  return &g_steal_pointer (&self)->parent;
}
