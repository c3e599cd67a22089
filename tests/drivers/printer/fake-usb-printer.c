/* SPDX-License-Identifier: EUPL-1.2 */
#include "fake-usb-printer.h"

#include <errno.h>
#include <linux/usbdevice_fs.h>
#include <string.h>
#include <sys/ioctl.h>
#include <umockdev.h>

#define NODE         "/dev/bus/usb/001/004"
#define SYSFS        "/sys/devices/pci0000:00/0000:00:14.0/usb1/1-4"
#define OUT          0x01
#define IN           0x82
#define DEVICE_ID    "MFG:EPSON;CMD:ESC/POS;MDL:TM-T20III;CLS:PRINTER;"
#define IDLE_REAP_MS 3 /* a node of umockdev is always ready: libusb would ask without a pause */
#define TWO_ENDPOINTS                                                                                                  \
  "1201000200000040B804020200020102030109022000010100C0010904000002070102000705010240000007058202400000"
#define ONE_ENDPOINT "1201000200000040B804020200020102030109021900010100C00109040000010701010007050102400000"

/* A transfer on its way: the kernel's struct and what it points to, in the program under test. */
typedef struct
{
  UMockdevIoctlData *urb, *buffer;
} Urb;

struct _FakeUsbPrinter
{
  UMockdevTestbed *testbed;
  UMockdevIoctlBase *ioctls;
  GMutex lock;
  FakeEscpos brain;
  GQueue done, waiting_in; /* of Urb */
  Urb *waiting_out;        /* the printer takes nothing now; (nullable) */
  GByteArray *said;
  gsize short_write;
  guint stalls;
  gssize unplug_after;
  gboolean no_in, plugged, broken;
  FakeUsbCounts counts;
};

static struct usbdevfs_urb *
urb_of (Urb *urb)
{
  return (struct usbdevfs_urb *) (gpointer) urb->urb->data;
}

static void
urb_free (gpointer data)
{
  Urb *urb = data;

  g_clear_object (&urb->urb);
  g_clear_object (&urb->buffer);
  g_free (urb);
}

static void
finish (FakeUsbPrinter *self, Urb *urb, int status, gsize length)
{
  urb_of (urb)->status = status;
  urb_of (urb)->actual_length = (int) length;
  g_queue_push_tail (&self->done, urb);
}

/* --- the printer speaks --- */

static void
deliver (FakeUsbPrinter *self)
{
  while (self->said->len > 0 && !g_queue_is_empty (&self->waiting_in))
    {
      Urb *urb = g_queue_pop_head (&self->waiting_in);
      guint count = MIN (self->said->len, (guint) urb_of (urb)->buffer_length);

      memcpy (urb->buffer->data, self->said->data, count);
      g_byte_array_remove_range (self->said, 0, count);
      finish (self, urb, 0, count);
    }
}

static void
on_say (const guint8 *data, gsize length, gpointer user_data)
{
  FakeUsbPrinter *self = user_data;

  g_byte_array_append (self->said, data, (guint) length);
  deliver (self);
}

/* --- transfers --- */

static void
fail_all (FakeUsbPrinter *self, int status)
{
  Urb *urb;

  while ((urb = g_queue_pop_head (&self->waiting_in)) != NULL)
    finish (self, urb, status, 0);
  if (self->waiting_out != NULL)
    finish (self, g_steal_pointer (&self->waiting_out), status, 0);
}

static void
take_out (FakeUsbPrinter *self, Urb *urb)
{
  gsize length = (gsize) urb_of (urb)->buffer_length, count = length;

  if (self->unplug_after >= 0 && (gssize) length > self->unplug_after)
    {
      self->broken = TRUE;
      finish (self, urb, -ENODEV, 0);
      fail_all (self, -ENODEV);
      return;
    }
  if (self->short_write > 0)
    count = MIN (count, self->short_write);
  if (self->stalls > 0 && length > 3)
    count = length / 2;
  fake_escpos_take (&self->brain, urb->buffer->data, count);
  if (self->unplug_after >= 0)
    self->unplug_after -= (gssize) count;
  finish (self, urb, self->stalls > 0 && length > 3 ? -EPIPE : 0, count);
  if (length > 3 && self->stalls > 0)
    self->stalls--;
}

static void
retry_out (FakeUsbPrinter *self)
{
  Urb *urb = self->waiting_out;

  if (urb == NULL || !fake_escpos_has_room (&self->brain, urb->buffer->data, (gsize) urb_of (urb)->buffer_length))
    return;
  self->waiting_out = NULL;
  take_out (self, urb);
}

/* USB printing devices 1.1, 4.2: GET_DEVICE_ID, GET_PORT_STATUS, SOFT_RESET. */
static void
run_control (FakeUsbPrinter *self, Urb *urb)
{
  guint8 *setup = urb->buffer->data, *data = setup + 8;
  guint length = (guint) (setup[6] | setup[7] << 8);

  if (setup[0] == 0xa1 && setup[1] == 0)
    {
      guint whole = strlen (DEVICE_ID) + 2, count = MIN (whole, length);
      self->counts.device_ids++;
      data[0] = (guint8) (whole >> 8);
      data[1] = (guint8) whole;
      memcpy (data + 2, DEVICE_ID, count - 2);
      finish (self, urb, 0, count);
    }
  else if (setup[0] == 0xa1 && setup[1] == 1)
    {
      self->counts.port_states++;
      data[0] = (guint8) (0x10 | (self->brain.paper_out ? 0x20 : 0x08));
      finish (self, urb, 0, 1);
    }
  else if (setup[0] == 0x21 && setup[1] == 2)
    {
      self->counts.soft_resets++;
      fake_escpos_forget (&self->brain);
      finish (self, urb, 0, 0);
    }
  else
    finish (self, urb, -EPIPE, 0);
}

static void
submit (FakeUsbPrinter *self, Urb *urb)
{
  struct usbdevfs_urb *raw = urb_of (urb);

  raw->status = 0;
  raw->actual_length = 0;
  if (raw->type == USBDEVFS_URB_TYPE_CONTROL)
    run_control (self, urb);
  else if (raw->endpoint == IN)
    {
      self->counts.in_transfers++;
      g_queue_push_tail (&self->waiting_in, urb);
      deliver (self);
    }
  else
    {
      g_assert_null (self->waiting_out);
      self->waiting_out = urb;
      retry_out (self);
    }
}

static gboolean
on_submit (FakeUsbPrinter *self, UMockdevIoctlClient *client, UMockdevIoctlData *arg)
{
  Urb *urb = g_new0 (Urb, 1);

  urb->urb = g_object_ref (arg);
  urb->buffer
      = umockdev_ioctl_data_resolve (arg, G_STRUCT_OFFSET (struct usbdevfs_urb, buffer),
                                     (gsize) ((struct usbdevfs_urb *) (gpointer) arg->data)->buffer_length, NULL);
  umockdev_ioctl_client_complete (client, 0, 0);
  submit (self, urb);
  return TRUE;
}

static Urb *
steal_waiting (FakeUsbPrinter *self, gulong address)
{
  if (self->waiting_out != NULL && self->waiting_out->urb->client_addr == address)
    return g_steal_pointer (&self->waiting_out);
  for (GList *l = self->waiting_in.head; l != NULL; l = l->next)
    if (((Urb *) l->data)->urb->client_addr == address)
      {
        Urb *urb = l->data;
        g_queue_delete_link (&self->waiting_in, l);
        return urb;
      }
  return NULL;
}

static void
on_discard (FakeUsbPrinter *self, UMockdevIoctlClient *client, gulong address)
{
  Urb *urb = steal_waiting (self, address);

  if (urb != NULL)
    finish (self, urb, -ENOENT, 0);
  umockdev_ioctl_client_complete (client, urb != NULL ? 0 : -1, urb != NULL ? 0 : EINVAL);
}

static gboolean
on_idle_reap (gpointer user_data)
{
  umockdev_ioctl_client_complete (user_data, -1, EAGAIN);
  return G_SOURCE_REMOVE;
}

static void
on_reap (FakeUsbPrinter *self, UMockdevIoctlClient *client, UMockdevIoctlData *arg)
{
  Urb *urb = g_queue_pop_head (&self->done);
  GSource *later;

  self->counts.reaps++;
  if (urb != NULL)
    {
      umockdev_ioctl_data_set_ptr (arg, 0, urb->urb);
      umockdev_ioctl_client_complete (client, 0, 0);
      urb_free (urb);
      return;
    }
  if (!self->plugged || self->broken)
    {
      umockdev_ioctl_client_complete (client, -1, ENODEV);
      return;
    }
  later = g_timeout_source_new (IDLE_REAP_MS);
  g_source_set_callback (later, on_idle_reap, g_object_ref (client), g_object_unref);
  g_source_attach (later, g_main_context_get_thread_default ());
  g_source_unref (later);
}

static gboolean
run_ioctl (FakeUsbPrinter *self, UMockdevIoctlClient *client, gulong request, UMockdevIoctlData *arg)
{
  switch (request)
    {
    case USBDEVFS_SUBMITURB:
      return on_submit (self, client, arg);
    case USBDEVFS_REAPURB:
    case USBDEVFS_REAPURBNDELAY:
      on_reap (self, client, arg);
      return TRUE;
    case USBDEVFS_GET_CAPABILITIES:
      *(guint32 *) (gpointer) arg->data = USBDEVFS_CAP_ZERO_PACKET | USBDEVFS_CAP_BULK_CONTINUATION
                                          | USBDEVFS_CAP_NO_PACKET_SIZE_LIM | USBDEVFS_CAP_REAP_AFTER_DISCONNECT;
      break;
    case USBDEVFS_CLAIMINTERFACE:
    case USBDEVFS_DISCONNECT_CLAIM:
      self->counts.claims++;
      break;
    case USBDEVFS_RELEASEINTERFACE:
      self->counts.releases++;
      break;
    case USBDEVFS_CLEAR_HALT:
      self->counts.halts_cleared++;
      break;
    case USBDEVFS_GETDRIVER:
      umockdev_ioctl_client_complete (client, -1, ENODATA);
      return TRUE;
    case USBDEVFS_CONNECT:
    case USBDEVFS_IOCTL:
      break;
    default:
      umockdev_ioctl_client_complete (client, -1, ENOTTY);
      return TRUE;
    }
  umockdev_ioctl_client_complete (client, 0, 0);
  return TRUE;
}

static gboolean
on_ioctl (UMockdevIoctlBase *base, UMockdevIoctlClient *client, gpointer user_data)
{
  FakeUsbPrinter *self = user_data;
  gulong request = umockdev_ioctl_client_get_request (client);
  UMockdevIoctlData *pointer = umockdev_ioctl_client_get_arg (client);
  g_autoptr (UMockdevIoctlData) arg = NULL;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (request == USBDEVFS_DISCARDURB)
    {
      on_discard (self, client, *(gulong *) (gpointer) pointer->data);
      return TRUE;
    }
  if (_IOC_SIZE (request) > 0)
    arg = umockdev_ioctl_data_resolve (pointer, 0, _IOC_SIZE (request), NULL);
  return run_ioctl (self, client, request, arg);
}

/* --- the fixture --- */

FakeUsbPrinter *
fake_usb_printer_new (void)
{
  FakeUsbPrinter *self = g_new0 (FakeUsbPrinter, 1);

  g_mutex_init (&self->lock);
  self->unplug_after = -1;
  self->said = g_byte_array_new ();
  fake_escpos_init (&self->brain, on_say, self);
  self->testbed = umockdev_testbed_new ();
  self->ioctls = umockdev_ioctl_base_new ();
  g_signal_connect (self->ioctls, "handle-ioctl", G_CALLBACK (on_ioctl), self);
  return self;
}

void
fake_usb_printer_free (FakeUsbPrinter *self)
{
  if (self->plugged)
    fake_usb_printer_unplug (self);
  g_object_unref (self->ioctls);
  g_object_unref (self->testbed);
  g_queue_clear_full (&self->done, urb_free);
  fake_escpos_clear (&self->brain);
  g_byte_array_unref (self->said);
  g_mutex_clear (&self->lock);
  g_free (self);
}

FakeEscpos *
fake_usb_printer_lock (FakeUsbPrinter *self)
{
  g_mutex_lock (&self->lock);
  return &self->brain;
}

void
fake_usb_printer_unlock (FakeUsbPrinter *self)
{
  fake_escpos_change (&self->brain);
  retry_out (self);
  g_mutex_unlock (&self->lock);
}

void
fake_usb_printer_set_faults (FakeUsbPrinter *self, gsize short_write, guint stalls, gboolean no_in)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->short_write = short_write;
  self->stalls = stalls;
  self->no_in = no_in;
}

void
fake_usb_printer_unplug_after (FakeUsbPrinter *self, gssize bytes)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->unplug_after = bytes;
}

void
fake_usb_printer_plug (FakeUsbPrinter *self)
{
  const char *descriptors = self->no_in ? ONE_ENDPOINT : TWO_ENDPOINTS;
  g_autofree char *text
      = g_strdup_printf ("P: /devices/pci0000:00/0000:00:14.0/usb1/1-4\nN: bus/usb/001/004=%s\nE: DEVNAME=" NODE
                         "\nE: DEVTYPE=usb_device\nE: MAJOR=189\n"
                         "E: MINOR=3\nE: PRODUCT=4b8/202/100\nE: TYPE=0/0/0\nE: BUSNUM=001\nE: DEVNUM=004\nE: "
                         "SUBSYSTEM=usb\nA: bConfigurationValue=1\\n\n"
                         "A: bNumConfigurations=1\\n\nA: busnum=1\\n\nA: devnum=4\\n\nA: devpath=4\\n\nA: "
                         "idProduct=0202\\n\nA: idVendor=04b8\\n\n"
                         "A: speed=12\\n\nH: descriptors=%s\n",
                         descriptors, descriptors);
  g_autoptr (GError) error = NULL;

  g_mutex_lock (&self->lock);
  self->plugged = TRUE;
  self->broken = FALSE;
  self->unplug_after = -1;
  self->brain.asb = FALSE;
  g_mutex_unlock (&self->lock);
  g_assert_true (umockdev_testbed_attach_ioctl (self->testbed, NODE, self->ioctls, &error));
  g_assert_true (umockdev_testbed_add_from_string (self->testbed, text, &error));
}

void
fake_usb_printer_unplug (FakeUsbPrinter *self)
{
  g_mutex_lock (&self->lock);
  self->plugged = FALSE;
  fail_all (self, -ENODEV);
  fake_escpos_forget (&self->brain);
  g_byte_array_set_size (self->said, 0);
  g_mutex_unlock (&self->lock);
  umockdev_testbed_uevent (self->testbed, SYSFS, "remove");
  umockdev_testbed_detach_ioctl (self->testbed, NODE, NULL);
  umockdev_testbed_remove_device (self->testbed, SYSFS);
}

FakeUsbCounts
fake_usb_printer_get_counts (FakeUsbPrinter *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->counts;
}
