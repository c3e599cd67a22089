/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/usb/watch.h"

#include <fcntl.h>
#include <libusb.h>
#include <string.h>
#include <unistd.h>

#define SYSFS         "/sys/bus/usb/devices"
#define MAX_ATTRIBUTE 512 /* bytes: a string descriptor has 126 characters at most (USB 2.0, 9.6.7) */
#define MAX_DEPTH     7   /* hubs in a row (USB 2.0, 4.1.1) */
/* libusb wants an end to every wait; its own is a minute, and would wake the kiosk for nothing. */
#define A_LONG_TIME (20 * 24 * 3600)

struct _ParvisUsbWatch
{
  gatomicrefcount refs; /* the owner's, and one for each event on its way */
  ParvisUsbTell tell;   /* NULL once the owner is gone; the owner's thread only, as the next */
  gpointer user_data;
  GMainContext *owner;
  GThread *thread;
  GMutex lock;
  libusb_context *context; /* under the lock: once the thread can be woken */
  int stopping;            /* atomic */
  GHashTable *present;     /* the thread's own: libusb_device -> ParvisUsbDevice */
};

static void
watch_unref (gpointer pointer)
{
  ParvisUsbWatch *self = pointer;

  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_main_context_unref (self->owner);
  g_hash_table_unref (self->present);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/* ---- telling the owner's thread ---- */

typedef struct
{
  ParvisUsbWatch *watch;
  ParvisUsbEvent event;
  ParvisUsbDevice *device;
} News;

static gboolean
deliver (gpointer data)
{
  News *news = data;

  if (news->watch->tell != NULL)
    news->watch->tell (news->event, news->device, news->watch->user_data);
  return G_SOURCE_REMOVE;
}

static void
news_free (gpointer data)
{
  News *news = data;

  watch_unref (news->watch);
  g_clear_pointer (&news->device, parvis_usb_device_free);
  g_free (news);
}

static void
post (ParvisUsbWatch *self, ParvisUsbEvent event, ParvisUsbDevice *device)
{
  g_autoptr (GSource) source = g_idle_source_new ();
  News *news = g_new (News, 1);

  g_atomic_ref_count_inc (&self->refs);
  *news = (News){ self, event, device };
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, deliver, news, news_free);
  g_source_set_static_name (source, "parvis-usb");
  g_source_attach (source, self->owner);
}

/* ---- what the kernel tells of a device ---- */

static char *
port_of (libusb_device *usb)
{
  guint8 ports[MAX_DEPTH];
  int depth = libusb_get_port_numbers (usb, ports, MAX_DEPTH);
  guint bus = libusb_get_bus_number (usb);
  GString *name = g_string_new (NULL);

  if (depth <= 0)
    g_string_printf (name, "usb%u", bus);
  else
    g_string_printf (name, "%u-%u", bus, ports[0]);
  for (int i = 1; i < depth; i++)
    g_string_append_printf (name, ".%u", ports[i]);
  return g_string_free (name, FALSE);
}

/* The kernel has asked the device when it came; libusb would have to open it. */
static char *
read_attribute (const char *port, const char *attribute)
{
  g_autofree char *path = g_build_filename (SYSFS, port, attribute, NULL);
  char text[MAX_ATTRIBUTE + 1];
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  gssize length = fd >= 0 ? read (fd, text, MAX_ATTRIBUTE) : 0;
  char *valid;

  if (fd >= 0)
    close (fd);
  if (length <= 0)
    return NULL;
  text[length] = '\0';
  valid = g_utf8_make_valid (g_strchomp (text), -1);
  for (char *at = valid; *at != '\0'; at++)
    if (g_ascii_iscntrl (*at))
      *at = ' ';
  return valid;
}

static void
add_class (ParvisUsbDevice *device, guint8 code)
{
  if (memchr (device->classes, code, device->n_classes) == NULL && device->n_classes < PARVIS_USB_MAX_CLASSES)
    device->classes[device->n_classes++] = code;
}

/* An interface's alternative setting may be of another class than the one it starts with. */
static void
read_classes (libusb_device *usb, guint8 own, ParvisUsbDevice *device)
{
  struct libusb_config_descriptor *config = NULL;

  if (own != LIBUSB_CLASS_PER_INTERFACE && own != LIBUSB_CLASS_MISCELLANEOUS)
    add_class (device, own);
  if (libusb_get_active_config_descriptor (usb, &config) != LIBUSB_SUCCESS)
    return;
  for (guint i = 0; i < config->bNumInterfaces; i++)
    for (int a = 0; a < config->interface[i].num_altsetting; a++)
      add_class (device, config->interface[i].altsetting[a].bInterfaceClass);
  libusb_free_config_descriptor (config);
}

static ParvisUsbDevice *
describe (libusb_device *usb)
{
  struct libusb_device_descriptor descriptor = { 0 };
  ParvisUsbDevice *device = g_new0 (ParvisUsbDevice, 1);

  libusb_get_device_descriptor (usb, &descriptor); /* kept by libusb since it came: does not fail */
  device->port = port_of (usb);
  device->bus = libusb_get_bus_number (usb);
  device->address = libusb_get_device_address (usb);
  device->vendor = descriptor.idVendor;
  device->product = descriptor.idProduct;
  device->serial = read_attribute (device->port, "serial");
  device->title = read_attribute (device->port, "product");
  read_classes (usb, descriptor.bDeviceClass, device);
  return device;
}

/* ---- the thread ---- */

static int LIBUSB_CALL
on_hotplug (libusb_context *context, libusb_device *usb, libusb_hotplug_event event, gpointer user_data)
{
  ParvisUsbWatch *self = user_data;
  ParvisUsbDevice *device = g_hash_table_lookup (self->present, usb);

  if (event == LIBUSB_HOTPLUG_EVENT_DEVICE_ARRIVED && device == NULL) /* libusb tells some twice while it counts */
    {
      device = describe (usb);
      g_hash_table_insert (self->present, libusb_ref_device (usb), device);
      post (self, PARVIS_USB_ARRIVED, parvis_usb_device_copy (device));
    }
  else if (event == LIBUSB_HOTPLUG_EVENT_DEVICE_LEFT && device != NULL)
    {
      post (self, PARVIS_USB_LEFT, parvis_usb_device_copy (device));
      g_hash_table_remove (self->present, usb);
    }
  return 0;
}

static gboolean
begin (ParvisUsbWatch *self, libusb_context *context)
{
  int status = libusb_hotplug_register_callback (
      context, LIBUSB_HOTPLUG_EVENT_DEVICE_ARRIVED | LIBUSB_HOTPLUG_EVENT_DEVICE_LEFT, LIBUSB_HOTPLUG_ENUMERATE,
      LIBUSB_HOTPLUG_MATCH_ANY, LIBUSB_HOTPLUG_MATCH_ANY, LIBUSB_HOTPLUG_MATCH_ANY, on_hotplug, self, NULL);

  if (status == LIBUSB_SUCCESS)
    post (self, PARVIS_USB_COUNTED, NULL);
  return status == LIBUSB_SUCCESS;
}

static void
share_context (ParvisUsbWatch *self, libusb_context *context)
{
  g_mutex_lock (&self->lock);
  self->context = context;
  g_mutex_unlock (&self->lock);
}

static gpointer
run (gpointer data)
{
  ParvisUsbWatch *self = data;
  libusb_context *context = NULL;
  gboolean sound = libusb_init (&context) == LIBUSB_SUCCESS;

  share_context (self, sound ? context : NULL);
  sound = sound && begin (self, context);
  if (!sound)
    post (self, PARVIS_USB_FAILED, NULL);
  while (sound && !g_atomic_int_get (&self->stopping))
    {
      struct timeval wait = { A_LONG_TIME, 0 };

      sound = libusb_handle_events_timeout_completed (context, &wait, &self->stopping) != LIBUSB_ERROR_NO_MEM;
    }
  share_context (self, NULL);
  g_hash_table_remove_all (self->present);
  if (context != NULL)
    libusb_exit (context);
  return NULL;
}

/* ---- lifecycle ---- */

ParvisUsbWatch *
parvis_usb_watch_new (ParvisUsbTell tell, gpointer user_data)
{
  ParvisUsbWatch *self = g_new0 (ParvisUsbWatch, 1);

  g_atomic_ref_count_init (&self->refs);
  g_mutex_init (&self->lock);
  self->tell = tell;
  self->user_data = user_data;
  self->owner = g_main_context_ref_thread_default ();
  self->present = g_hash_table_new_full (NULL, NULL, (GDestroyNotify) libusb_unref_device,
                                         (GDestroyNotify) parvis_usb_device_free);
  self->thread = g_thread_new ("parvis-usb", run, self);
  return self;
}

void
parvis_usb_watch_free (ParvisUsbWatch *self)
{
  self->tell = NULL;
  g_atomic_int_set (&self->stopping, TRUE);
  g_mutex_lock (&self->lock);
  if (self->context != NULL)
    libusb_interrupt_event_handler (self->context);
  g_mutex_unlock (&self->lock);
  g_thread_join (self->thread);
  watch_unref (self);
}
