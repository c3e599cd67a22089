/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/devices/board.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/devices/tell.h"
#include "drivers/printer/cups-printer.h"
#include "drivers/printer/escpos/escpos-printer.h"

/* A line of the board. */
typedef struct
{
  char *name, *kind, *label, *where;
  char *last; /* what was told last: a code and a text */
} Line;

struct _ParvisDeviceBoard
{
  GObject parent_instance;
  ParvisConfig *config;
  GPtrArray *lines; /* of Line */
  ParvisPrinter *printer, *labels;
  ParvisReceiptPrinter *receipt_printer;
  ParvisCardReader *card_reader;
  ParvisScanner *scanner;
  GCancellable *looking;
  ParvisLooked scanner_looked;
  ParvisSound *sound;
  GError *sound_error;
  ParvisUsbInventory *usb;
  gboolean settled;
  guint begin, patience;
};

enum
{
  SIGNAL_CHANGED,
  SIGNAL_STRANGER,
  SIGNAL_SETTLED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ParvisDeviceBoard, parvis_device_board, G_TYPE_OBJECT)

/* ---- a line's status ---- */

static void
tell (ParvisDeviceBoard *self, ParvisDeviceStatus *status)
{
  if (strcmp (status->name, "printer") == 0)
    parvis_tell_printer (self->printer, status);
  else if (strcmp (status->name, "labels") == 0)
    parvis_tell_printer (self->labels, status);
  else if (strcmp (status->name, "receipt-printer") == 0)
    parvis_tell_receipt_printer (self->receipt_printer, status->where, status);
  else if (strcmp (status->name, "card-reader") == 0)
    parvis_tell_card_reader (self->card_reader, status);
  else if (strcmp (status->name, "scanner") == 0)
    parvis_tell_scanner (&self->scanner_looked, status);
  else if (strcmp (status->name, "sound") == 0)
    parvis_tell_sound (self->sound, self->sound_error, status);
  else if (strcmp (status->name, "screen") == 0)
    parvis_tell_screen (parvis_config_backlight (self->config), status);
  else
    parvis_tell_usb (self->usb, status->name + strlen (PARVIS_DEVICE_USB_PREFIX), status);
}

static ParvisDeviceStatus *
line_to_status (ParvisDeviceBoard *self, const Line *line)
{
  ParvisDeviceStatus *status = g_new0 (ParvisDeviceStatus, 1);

  status->name = g_strdup (line->name);
  status->kind = g_strdup (line->kind);
  status->label = g_strdup (line->label);
  status->where = g_strdup (line->where);
  tell (self, status);
  return status;
}

static Line *
find_line (ParvisDeviceBoard *self, const char *name)
{
  for (guint i = 0; i < self->lines->len; i++)
    if (strcmp (((Line *) g_ptr_array_index (self->lines, i))->name, name) == 0)
      return g_ptr_array_index (self->lines, i);
  return NULL;
}

/* ---- what changes ---- */

static void
settle (ParvisDeviceBoard *self)
{
  if (self->settled)
    return;
  self->settled = TRUE;
  g_clear_handle_id (&self->patience, g_source_remove);
  g_signal_emit (self, signals[SIGNAL_SETTLED], 0);
}

static void
settle_if_all_said (ParvisDeviceBoard *self)
{
  for (guint i = 0; i < self->lines->len; i++)
    if (((Line *) g_ptr_array_index (self->lines, i))->last == NULL)
      return;
  if (self->usb == NULL || parvis_usb_inventory_get_watched (self->usb) != PARVIS_USB_COUNTING)
    settle (self);
}

static void
look_at (ParvisDeviceBoard *self, const char *name)
{
  Line *line = find_line (self, name);
  g_autoptr (ParvisDeviceStatus) status = line_to_status (self, line);
  g_autofree char *now = g_strconcat (status->code, " ", status->text, NULL);

  if ((status->health == PARVIS_HEALTH_UNKNOWN && line->last == NULL) || g_strcmp0 (line->last, now) == 0)
    return;
  g_free (line->last);
  line->last = g_steal_pointer (&now);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, name);
  settle_if_all_said (self);
}

static void
on_printer (ParvisPrinter *printer, GParamSpec *pspec, ParvisDeviceBoard *self)
{
  look_at (self, printer == self->printer ? "printer" : "labels");
}

static void
on_receipt_printer (GObject *printer, GParamSpec *pspec, ParvisDeviceBoard *self)
{
  look_at (self, "receipt-printer");
}

static void
on_card_reader (GObject *reader, GParamSpec *pspec, ParvisDeviceBoard *self)
{
  look_at (self, "card-reader");
}

static void
on_headphones (GObject *sound, GParamSpec *pspec, ParvisDeviceBoard *self)
{
  look_at (self, "sound");
}

static void
on_usb (ParvisUsbInventory *usb, const char *name, int state, ParvisDeviceBoard *self)
{
  g_autofree char *line = g_strconcat (PARVIS_DEVICE_USB_PREFIX, name, NULL);

  look_at (self, line);
}

static void
on_stranger (ParvisUsbInventory *usb, const ParvisUsbDevice *device, gboolean there, ParvisDeviceBoard *self)
{
  g_signal_emit (self, signals[SIGNAL_STRANGER], 0, device, there);
}

static void
on_watched (ParvisUsbInventory *usb, GParamSpec *pspec, ParvisDeviceBoard *self)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      const Line *line = g_ptr_array_index (self->lines, i);

      if (g_str_has_prefix (line->name, PARVIS_DEVICE_USB_PREFIX))
        look_at (self, line->name);
    }
  settle_if_all_said (self);
}

static void
on_scanner_looked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  ParvisDeviceBoard *self = user_data;

  if (!parvis_scanner_look_finish (PARVIS_SCANNER (source), result, &error)
      && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_error_free (error); /* the board is gone */
      return;
    }
  self->scanner_looked = (ParvisLooked){ TRUE, error };
  look_at (self, "scanner");
}

static gboolean
on_patience (gpointer user_data)
{
  ParvisDeviceBoard *self = user_data;

  self->patience = 0;
  settle (self);
  return G_SOURCE_REMOVE;
}

/* ---- opening ---- */

static void
add_line (ParvisDeviceBoard *self, const char *name, const char *kind, const char *label, const char *where)
{
  Line *line = g_new0 (Line, 1);

  *line = (Line){ g_strdup (name), g_strdup (kind), g_strdup (label), g_strdup (where), NULL };
  g_ptr_array_add (self->lines, line);
}

static void
follow_printer (ParvisDeviceBoard *self, const char *name, const char *label, const char *queue, ParvisPrinter *printer)
{
  add_line (self, name, name, label, queue);
  g_signal_connect_object (printer, "notify", G_CALLBACK (on_printer), self, (GConnectFlags) 0);
}

/* Takes those of @devices. */
static void
follow_papers (ParvisDeviceBoard *self, const ParvisDevicesInUse *devices)
{
  self->printer = devices->printer;
  self->labels = devices->labels;
  self->receipt_printer = devices->receipt_printer;
  if (self->printer != NULL)
    follow_printer (self, "printer", _ ("Imprimante A4"), parvis_config_printer (self->config), self->printer);
  if (self->labels != NULL)
    follow_printer (self, "labels", _ ("Imprimante d’étiquettes"), parvis_config_printing (self->config)->labels,
                    self->labels);
  if (self->receipt_printer == NULL)
    return;
  add_line (self, "receipt-printer", "receipt-printer", _ ("Imprimante de tickets"),
            parvis_config_receipt_printer (self->config));
  g_signal_connect_object (self->receipt_printer, "notify", G_CALLBACK (on_receipt_printer), self, (GConnectFlags) 0);
}

static void
follow_card_reader (ParvisDeviceBoard *self, ParvisCardReader *reader)
{
  self->card_reader = reader;
  if (reader == NULL)
    return;
  add_line (self, "card-reader", "card-reader", _ ("Lecteur de cartes"), parvis_config_card_reader (self->config));
  g_signal_connect_object (reader, "notify::state", G_CALLBACK (on_card_reader), self, (GConnectFlags) 0);
}

/* "any", or how its name begins. */
static ParvisCardReader *
open_card_reader (ParvisConfig *config)
{
  const char *name = parvis_config_card_reader (config);
  g_autofree char *pattern = name != NULL && strcmp (name, "any") != 0 ? g_strconcat (name, "*", NULL) : NULL;

  return name != NULL ? parvis_card_reader_new (pattern) : NULL;
}

static ParvisPrinter *
open_printer (const char *queue)
{
  return queue != NULL ? parvis_cups_printer_new (queue) : NULL;
}

static void
open_others (ParvisDeviceBoard *self)
{
  const char *scanner = parvis_config_scanner (self->config), *card = parvis_config_sound_card (self->config);

  if (scanner != NULL)
    {
      add_line (self, "scanner", "scanner", _ ("Scanner"), scanner);
      self->scanner = parvis_scanner_new (scanner);
      parvis_scanner_look_async (self->scanner, self->looking, on_scanner_looked, self);
    }
  if (card != NULL)
    {
      add_line (self, "sound", "sound", _ ("Son"), card);
      self->sound = parvis_sound_new (card, &self->sound_error);
    }
  if (self->sound != NULL)
    g_signal_connect_object (self->sound, "notify::headphones", G_CALLBACK (on_headphones), self, (GConnectFlags) 0);
  if (parvis_config_screen_off (self->config) != NULL || parvis_config_screen_brightness (self->config) > 0)
    add_line (self, "screen", "screen", _ ("Écran"), parvis_config_backlight (self->config));
}

static char *
describe_usb (const ParvisConfigUsb *usb)
{
  return g_strdup_printf ("%04x:%04x%s%s%s%s", usb->vendor, usb->product, usb->port != NULL ? " port=" : "",
                          usb->port != NULL ? usb->port : "", usb->serial != NULL ? " serial=" : "",
                          usb->serial != NULL ? usb->serial : "");
}

static void
open_usb (ParvisDeviceBoard *self)
{
  const GPtrArray *list = parvis_config_usb (self->config);
  g_autofree ParvisUsbDeclared *declared = g_new0 (ParvisUsbDeclared, list->len);

  for (guint i = 0; i < list->len; i++)
    {
      const ParvisConfigUsb *usb = g_ptr_array_index (list, i);
      g_autofree char *name = g_strconcat (PARVIS_DEVICE_USB_PREFIX, usb->name, NULL), *where = describe_usb (usb);

      declared[i] = (ParvisUsbDeclared){ usb->name, usb->vendor, usb->product, usb->port, usb->serial };
      add_line (self, name, usb->role, usb->label, where);
    }
  self->usb = parvis_usb_inventory_new (declared, list->len, parvis_config_usb_allowed (self->config));
  g_signal_connect_object (self->usb, "changed", G_CALLBACK (on_usb), self, (GConnectFlags) 0);
  g_signal_connect_object (self->usb, "stranger", G_CALLBACK (on_stranger), self, (GConnectFlags) 0);
  g_signal_connect_object (self->usb, "notify::watched", G_CALLBACK (on_watched), self, (GConnectFlags) 0);
}

/* Once whoever made the board listens: what is known at once is told, too. */
static gboolean
on_begin (gpointer user_data)
{
  ParvisDeviceBoard *self = user_data;

  self->begin = 0;
  self->patience = g_timeout_add_seconds (PARVIS_DEVICE_BOARD_PATIENCE, on_patience, self);
  for (guint i = 0; i < self->lines->len; i++)
    look_at (self, ((Line *) g_ptr_array_index (self->lines, i))->name);
  settle_if_all_said (self);
  return G_SOURCE_REMOVE;
}

/* ---- lifecycle ---- */

static void
line_free (gpointer pointer)
{
  Line *line = pointer;

  g_free (line->name);
  g_free (line->kind);
  g_free (line->label);
  g_free (line->where);
  g_free (line->last);
  g_free (line);
}

static void
parvis_device_board_dispose (GObject *object)
{
  ParvisDeviceBoard *self = PARVIS_DEVICE_BOARD (object);

  g_cancellable_cancel (self->looking);
  g_clear_handle_id (&self->begin, g_source_remove);
  g_clear_handle_id (&self->patience, g_source_remove);
  g_clear_object (&self->printer);
  g_clear_object (&self->labels);
  g_clear_object (&self->receipt_printer);
  g_clear_object (&self->card_reader);
  g_clear_object (&self->scanner);
  g_clear_object (&self->sound);
  g_clear_object (&self->usb);
  G_OBJECT_CLASS (parvis_device_board_parent_class)->dispose (object);
}

static void
parvis_device_board_finalize (GObject *object)
{
  ParvisDeviceBoard *self = PARVIS_DEVICE_BOARD (object);

  g_object_unref (self->looking);
  g_ptr_array_unref (self->lines);
  g_clear_error (&self->sound_error);
  g_clear_error (&self->scanner_looked.error);
  parvis_config_unref (self->config);
  G_OBJECT_CLASS (parvis_device_board_parent_class)->finalize (object);
}

static void
parvis_device_board_class_init (ParvisDeviceBoardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = parvis_device_board_dispose;
  object_class->finalize = parvis_device_board_finalize;
  signals[SIGNAL_CHANGED]
      = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_STRANGER] = g_signal_new ("stranger", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                           G_TYPE_POINTER, G_TYPE_BOOLEAN);
  signals[SIGNAL_SETTLED] = g_signal_new ("settled", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
parvis_device_board_init (ParvisDeviceBoard *self)
{
  self->lines = g_ptr_array_new_with_free_func (line_free);
  self->looking = g_cancellable_new ();
}

/* ---- public ---- */

static ParvisDeviceBoard *
board_new (ParvisConfig *config)
{
  ParvisDeviceBoard *self = g_object_new (PARVIS_TYPE_DEVICE_BOARD, NULL);

  self->config = parvis_config_ref (config);
  self->begin = g_idle_add_full (G_PRIORITY_DEFAULT, on_begin, self, NULL);
  return self;
}

ParvisDeviceBoard *
parvis_device_board_new (ParvisConfig *config)
{
  const char *where = parvis_config_receipt_printer (config);
  const ParvisDevicesInUse devices = {
    .printer = open_printer (parvis_config_printer (config)),
    .labels = open_printer (parvis_config_printing (config)->labels),
    .receipt_printer = where != NULL ? PARVIS_RECEIPT_PRINTER (parvis_escpos_printer_new (where)) : NULL,
    .card_reader = open_card_reader (config),
  };
  ParvisDeviceBoard *self = board_new (config);

  follow_papers (self, &devices);
  follow_card_reader (self, devices.card_reader);
  open_others (self);
  open_usb (self);
  return self;
}

ParvisDeviceBoard *
parvis_device_board_new_beside (ParvisConfig *config, const ParvisDevicesInUse *devices)
{
  const ParvisDevicesInUse own = {
    .printer = devices->printer != NULL ? g_object_ref (devices->printer) : NULL,
    .labels = devices->labels != NULL ? g_object_ref (devices->labels) : NULL,
    .receipt_printer = devices->receipt_printer != NULL ? g_object_ref (devices->receipt_printer) : NULL,
    .card_reader = devices->card_reader != NULL ? g_object_ref (devices->card_reader) : NULL,
  };
  ParvisDeviceBoard *self = board_new (config);

  follow_papers (self, &own);
  follow_card_reader (self, own.card_reader);
  if (parvis_config_usb (config)->len > 0)
    open_usb (self);
  return self;
}

gboolean
parvis_device_board_is_settled (ParvisDeviceBoard *self)
{
  return self->settled;
}

GPtrArray *
parvis_device_board_list (ParvisDeviceBoard *self)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) parvis_device_status_free);

  for (guint i = 0; i < self->lines->len; i++)
    g_ptr_array_add (list, line_to_status (self, g_ptr_array_index (self->lines, i)));
  return list;
}

ParvisDeviceStatus *
parvis_device_board_lookup (ParvisDeviceBoard *self, const char *name)
{
  const Line *line = find_line (self, name);

  return line != NULL ? line_to_status (self, line) : NULL;
}

ParvisPrinter *
parvis_device_board_printer (ParvisDeviceBoard *self)
{
  return self->printer;
}

ParvisPrinter *
parvis_device_board_labels (ParvisDeviceBoard *self)
{
  return self->labels;
}

ParvisReceiptPrinter *
parvis_device_board_receipt_printer (ParvisDeviceBoard *self)
{
  return self->receipt_printer;
}

ParvisCardReader *
parvis_device_board_card_reader (ParvisDeviceBoard *self)
{
  return self->card_reader;
}

ParvisScanner *
parvis_device_board_scanner (ParvisDeviceBoard *self)
{
  return self->scanner;
}

ParvisUsbInventory *
parvis_device_board_usb (ParvisDeviceBoard *self)
{
  return self->usb;
}
