/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/usb/inventory.h"

#include <string.h>

#include "drivers/usb/watch.h"

typedef struct
{
  char *name, *port, *serial;
  guint16 vendor, product;
  ParvisUsbDevice *device; /* NULL: not there */
} Entry;

struct _ParvisUsbInventory
{
  GObject parent_instance;
  ParvisUsbWatch *watch;
  ParvisUsbWatched watched;
  GPtrArray *entries;   /* of Entry */
  GPtrArray *strangers; /* of ParvisUsbDevice */
  GStrv allowed;
};

enum
{
  PROP_WATCHED = 1,
  N_PROPS,
};
enum
{
  SIGNAL_CHANGED,
  SIGNAL_STRANGER,
  N_SIGNALS,
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ParvisUsbInventory, parvis_usb_inventory, G_TYPE_OBJECT)

/* ---- who is who ---- */

static gboolean
has_id (const Entry *entry, const ParvisUsbDevice *device)
{
  return entry->vendor == device->vendor && entry->product == device->product;
}

static gboolean
fits (const Entry *entry, const ParvisUsbDevice *device)
{
  return has_id (entry, device) && (entry->port == NULL || strcmp (entry->port, device->port) == 0)
         && (entry->serial == NULL || g_strcmp0 (entry->serial, device->serial) == 0);
}

static gboolean
is_same (const ParvisUsbDevice *a, const ParvisUsbDevice *b)
{
  return a->bus == b->bus && a->address == b->address && strcmp (a->port, b->port) == 0;
}

static Entry *
find_entry (ParvisUsbInventory *self, const char *name)
{
  for (guint i = 0; i < self->entries->len; i++)
    if (strcmp (((Entry *) g_ptr_array_index (self->entries, i))->name, name) == 0)
      return g_ptr_array_index (self->entries, i);
  return NULL;
}

static Entry *
find_vacancy (ParvisUsbInventory *self, const ParvisUsbDevice *device)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);

      if (entry->device == NULL && fits (entry, device))
        return entry;
    }
  return NULL;
}

static gboolean
is_class_allowed (ParvisUsbInventory *self, guint8 code)
{
  char text[3];

  g_snprintf (text, sizeof text, "%02x", code);
  return g_strv_contains ((const char *const *) self->allowed, text);
}

/* A keyboard that also says it is a hub is a keyboard. What says no class at all is a stranger. */
static gboolean
is_allowed (ParvisUsbInventory *self, const ParvisUsbDevice *device)
{
  g_autofree char *id = g_strdup_printf ("%04x:%04x", device->vendor, device->product);

  if (g_strv_contains ((const char *const *) self->allowed, id))
    return TRUE;
  for (guint i = 0; i < device->n_classes; i++)
    if (!is_class_allowed (self, device->classes[i]))
      return FALSE;
  return device->n_classes > 0;
}

/* ---- what happens ---- */

static ParvisUsbState
state_of (ParvisUsbInventory *self, const Entry *entry)
{
  if (entry->device != NULL)
    return PARVIS_USB_PRESENT;
  return self->watched == PARVIS_USB_WATCHING ? PARVIS_USB_MISSING : PARVIS_USB_UNKNOWN;
}

static void
tell_changed (ParvisUsbInventory *self, const Entry *entry)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, entry->name, state_of (self, entry));
}

static void
arrive (ParvisUsbInventory *self, const ParvisUsbDevice *device)
{
  Entry *entry = find_vacancy (self, device);

  if (entry != NULL)
    {
      entry->device = parvis_usb_device_copy (device);
      tell_changed (self, entry);
    }
  else if (!is_allowed (self, device))
    {
      g_ptr_array_add (self->strangers, parvis_usb_device_copy (device));
      g_signal_emit (self, signals[SIGNAL_STRANGER], 0, device, TRUE);
    }
}

/* A second reader of the same make stood by, undeclared: it takes the place of the one that left. */
static void
fill_vacancy (ParvisUsbInventory *self, Entry *entry)
{
  for (guint i = 0; i < self->strangers->len; i++)
    if (fits (entry, g_ptr_array_index (self->strangers, i)))
      {
        entry->device = g_ptr_array_steal_index (self->strangers, i);
        g_signal_emit (self, signals[SIGNAL_STRANGER], 0, entry->device, FALSE);
        tell_changed (self, entry);
        return;
      }
}

static void
stranger_leaves (ParvisUsbInventory *self, const ParvisUsbDevice *device)
{
  for (guint i = 0; i < self->strangers->len; i++)
    if (is_same (g_ptr_array_index (self->strangers, i), device))
      {
        g_ptr_array_remove_index (self->strangers, i);
        g_signal_emit (self, signals[SIGNAL_STRANGER], 0, device, FALSE);
        return;
      }
}

static void
leave (ParvisUsbInventory *self, const ParvisUsbDevice *device)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);

      if (entry->device == NULL || !is_same (entry->device, device))
        continue;
      g_clear_pointer (&entry->device, parvis_usb_device_free);
      tell_changed (self, entry);
      fill_vacancy (self, entry);
      return;
    }
  stranger_leaves (self, device);
}

static void
set_watched (ParvisUsbInventory *self, ParvisUsbWatched watched)
{
  self->watched = watched;
  for (guint i = 0; i < self->entries->len; i++)
    if (watched == PARVIS_USB_WATCHING && ((Entry *) g_ptr_array_index (self->entries, i))->device == NULL)
      tell_changed (self, g_ptr_array_index (self->entries, i));
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_WATCHED]);
}

static void
on_usb (ParvisUsbEvent event, const ParvisUsbDevice *device, gpointer user_data)
{
  g_autoptr (ParvisUsbInventory) self = g_object_ref (user_data);

  switch (event)
    {
    case PARVIS_USB_ARRIVED:
      arrive (self, device);
      return;
    case PARVIS_USB_LEFT:
      leave (self, device);
      return;
    case PARVIS_USB_COUNTED:
      set_watched (self, PARVIS_USB_WATCHING);
      return;
    case PARVIS_USB_FAILED:
      set_watched (self, PARVIS_USB_NOT_WATCHED);
      return;
    default:
      g_return_if_reached ();
    }
}

/* ---- lifecycle ---- */

static void
entry_free (gpointer pointer)
{
  Entry *entry = pointer;

  g_free (entry->name);
  g_free (entry->port);
  g_free (entry->serial);
  g_clear_pointer (&entry->device, parvis_usb_device_free);
  g_free (entry);
}

static void
add_entry (ParvisUsbInventory *self, const ParvisUsbDeclared *declared)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->name = g_strdup (declared->name);
  entry->port = g_strdup (declared->port);
  entry->serial = g_strdup (declared->serial);
  entry->vendor = declared->vendor;
  entry->product = declared->product;
  g_ptr_array_add (self->entries, entry);
}

static void
parvis_usb_inventory_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_assert (id == PROP_WATCHED);
  g_value_set_int (value, (int) PARVIS_USB_INVENTORY (object)->watched);
}

static void
parvis_usb_inventory_dispose (GObject *object)
{
  g_clear_pointer (&PARVIS_USB_INVENTORY (object)->watch, parvis_usb_watch_free);
  G_OBJECT_CLASS (parvis_usb_inventory_parent_class)->dispose (object);
}

static void
parvis_usb_inventory_finalize (GObject *object)
{
  ParvisUsbInventory *self = PARVIS_USB_INVENTORY (object);

  g_ptr_array_unref (self->entries);
  g_ptr_array_unref (self->strangers);
  g_strfreev (self->allowed);
  G_OBJECT_CLASS (parvis_usb_inventory_parent_class)->finalize (object);
}

static void
parvis_usb_inventory_class_init (ParvisUsbInventoryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->get_property = parvis_usb_inventory_get_property;
  object_class->dispose = parvis_usb_inventory_dispose;
  object_class->finalize = parvis_usb_inventory_finalize;
  props[PROP_WATCHED] = g_param_spec_int ("watched", NULL, NULL, PARVIS_USB_COUNTING, PARVIS_USB_NOT_WATCHED,
                                          PARVIS_USB_COUNTING, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                          G_TYPE_STRING, G_TYPE_INT);
  signals[SIGNAL_STRANGER] = g_signal_new ("stranger", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                           G_TYPE_POINTER, G_TYPE_BOOLEAN);
}

static void
parvis_usb_inventory_init (ParvisUsbInventory *self)
{
  self->entries = g_ptr_array_new_with_free_func (entry_free);
  self->strangers = g_ptr_array_new_with_free_func ((GDestroyNotify) parvis_usb_device_free);
}

/* ---- public ---- */

ParvisUsbInventory *
parvis_usb_inventory_new (const ParvisUsbDeclared *declared, gsize n_declared, const char *const *allowed)
{
  ParvisUsbInventory *self = g_object_new (PARVIS_TYPE_USB_INVENTORY, NULL);

  for (gsize i = 0; i < n_declared; i++)
    add_entry (self, &declared[i]);
  self->allowed = g_strdupv ((char **) allowed);
  self->watch = parvis_usb_watch_new (on_usb, self);
  return self;
}

ParvisUsbWatched
parvis_usb_inventory_get_watched (ParvisUsbInventory *self)
{
  return self->watched;
}

ParvisUsbState
parvis_usb_inventory_get_state (ParvisUsbInventory *self, const char *name)
{
  const Entry *entry = find_entry (self, name);

  return entry != NULL ? state_of (self, entry) : PARVIS_USB_UNKNOWN;
}

const ParvisUsbDevice *
parvis_usb_inventory_get_device (ParvisUsbInventory *self, const char *name)
{
  const Entry *entry = find_entry (self, name);

  return entry != NULL ? entry->device : NULL;
}

GPtrArray *
parvis_usb_inventory_list_strangers (ParvisUsbInventory *self)
{
  GPtrArray *list = g_ptr_array_new ();

  g_ptr_array_extend (list, self->strangers, NULL, NULL);
  return list;
}

const char *
parvis_usb_inventory_resembles (ParvisUsbInventory *self, const ParvisUsbDevice *stranger)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = g_ptr_array_index (self->entries, i);

      if (entry->device == NULL && has_id (entry, stranger))
        return entry->name;
    }
  return NULL;
}
