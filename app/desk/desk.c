/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/desk/desk-private.h"
#include "app/desk/online.h"

#include <glib/gi18n-lib.h>

#include "drivers/printer/cups-printer.h"
#include "sync/seal/seal.h"

enum
{
  PROP_PRINTER_TROUBLE = 1,
  PROP_RECEIPT_PRINTER_TROUBLE,
  PROP_LABEL_PRINTER_TROUBLE,
  PROP_CARD_TROUBLE,
  PROP_HAS_PRINTER,
  PROP_HAS_RECEIPT_PRINTER,
  PROP_HAS_LABEL_PRINTER,
  PROP_HAS_CARD_READER,
  PROP_PRINT_TERMS,
  PROP_CAN_PRINT,
  PROP_HAS_SCANNER,
  PROP_ONLINE,
  N_PROPS
};
static GParamSpec *props[N_PROPS];
static guint delivery_changed_signal;

G_DEFINE_QUARK (parvis_desk_error_quark, parvis_desk_error)
G_DEFINE_FINAL_TYPE (ParvisDesk, parvis_desk, G_TYPE_OBJECT)

static const char *
printer_trouble (ParvisDesk *self)
{
  return self->printer != NULL ? parvis_printer_trouble_to_text (parvis_printer_get_trouble (self->printer)) : "";
}

/* What a driver says of its device is the nearest; a device that is not plugged in may have none that says so. */
static const char *
or_missing (ParvisDesk *self, const char *said, const char *role, const char *missing)
{
  return *said == '\0' && parvis_desk_is_missing (self, role) ? missing : said;
}

static void
parvis_desk_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ParvisDesk *self = PARVIS_DESK (object);

  switch (id)
    {
    case PROP_PRINTER_TROUBLE:
      g_value_set_string (value, or_missing (self, printer_trouble (self), "printer",
                                             parvis_printer_trouble_to_text (PARVIS_PRINTER_UNREACHABLE)));
      break;
    case PROP_RECEIPT_PRINTER_TROUBLE:
      g_value_set_string (value, or_missing (self, parvis_desk_receipt_printer_trouble (self), "receipt-printer",
                                             parvis_printer_trouble_to_text (PARVIS_PRINTER_UNREACHABLE)));
      break;
    case PROP_LABEL_PRINTER_TROUBLE:
      g_value_set_string (value, parvis_desk_label_trouble (self));
      break;
    case PROP_CARD_TROUBLE:
      g_value_set_string (value, or_missing (self, parvis_desk_card_trouble (self), "card-reader",
                                             parvis_card_reader_state_to_text (PARVIS_CARD_READER_NO_READER)));
      break;
    case PROP_HAS_RECEIPT_PRINTER:
      g_value_set_boolean (value, self->receipt_printer != NULL);
      break;
    case PROP_HAS_LABEL_PRINTER:
      g_value_set_boolean (value, self->labels != NULL);
      break;
    case PROP_HAS_CARD_READER:
      g_value_set_boolean (value, self->card != NULL);
      break;
    case PROP_HAS_PRINTER:
      g_value_set_boolean (value, self->printer != NULL);
      break;
    case PROP_PRINT_TERMS:
      g_value_take_string (value, parvis_desk_print_terms (self));
      break;
    case PROP_CAN_PRINT:
      g_value_set_boolean (value, parvis_desk_can_print (self));
      break;
    case PROP_HAS_SCANNER:
      g_value_set_boolean (value, self->scanner != NULL && !parvis_desk_is_missing (self, "scanner"));
      break;
    case PROP_ONLINE:
      g_value_set_boolean (value, parvis_desk_is_online (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
parvis_desk_dispose (GObject *object)
{
  ParvisDesk *self = PARVIS_DESK (object);

  if (self->session != NULL)
    g_cancellable_cancel (self->session);
  g_clear_object (&self->session);
  g_clear_object (&self->scan);
  parvis_desk_close_queue (self);
  parvis_desk_close_board (self);
  parvis_desk_close_content (self);
  parvis_desk_close_card_reader (self);
  g_clear_object (&self->printer);
  g_clear_object (&self->labels);
  g_clear_object (&self->receipt_printer);
  g_clear_object (&self->scanner);
  g_clear_object (&self->voice);
  g_clear_pointer (&self->catalog, parvis_catalog_free);
  g_clear_object (&self->night);
  parvis_desk_stop_service (self);
  g_clear_pointer (&self->journal, parvis_journal_free);
  g_clear_pointer (&self->counts, parvis_counts_free);
  g_clear_pointer (&self->opinions, g_hash_table_unref);
  g_clear_pointer (&self->config, parvis_config_unref);
  g_clear_pointer (&self->sent, g_hash_table_unref);
  G_OBJECT_CLASS (parvis_desk_parent_class)->dispose (object);
}

static void
parvis_desk_finalize (GObject *object)
{
  ParvisDesk *self = PARVIS_DESK (object);

  g_mutex_clear (&self->service_mutex);
  g_free (self->said_content);
  G_OBJECT_CLASS (parvis_desk_parent_class)->finalize (object);
}

static void
parvis_desk_class_init (ParvisDeskClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = parvis_desk_get_property;
  object_class->dispose = parvis_desk_dispose;
  object_class->finalize = parvis_desk_finalize;
  props[PROP_PRINTER_TROUBLE] = g_param_spec_string ("printer-trouble", NULL, NULL, "", flags);
  props[PROP_RECEIPT_PRINTER_TROUBLE] = g_param_spec_string ("receipt-printer-trouble", NULL, NULL, "", flags);
  props[PROP_LABEL_PRINTER_TROUBLE] = g_param_spec_string ("label-printer-trouble", NULL, NULL, "", flags);
  props[PROP_CARD_TROUBLE] = g_param_spec_string ("card-trouble", NULL, NULL, "", flags);
  props[PROP_HAS_RECEIPT_PRINTER] = g_param_spec_boolean ("has-receipt-printer", NULL, NULL, FALSE, flags);
  props[PROP_HAS_LABEL_PRINTER] = g_param_spec_boolean ("has-label-printer", NULL, NULL, FALSE, flags);
  props[PROP_HAS_CARD_READER] = g_param_spec_boolean ("has-card-reader", NULL, NULL, FALSE, flags);
  props[PROP_HAS_PRINTER] = g_param_spec_boolean ("has-printer", NULL, NULL, FALSE, flags);
  props[PROP_PRINT_TERMS] = g_param_spec_string ("print-terms", NULL, NULL, "", flags);
  props[PROP_CAN_PRINT] = g_param_spec_boolean ("can-print", NULL, NULL, FALSE, flags);
  props[PROP_HAS_SCANNER] = g_param_spec_boolean ("has-scanner", NULL, NULL, FALSE, flags);
  props[PROP_ONLINE] = g_param_spec_boolean ("online", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
  delivery_changed_signal = g_signal_new ("delivery-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
  g_signal_new ("content-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_signal_new ("notices-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
parvis_desk_init (ParvisDesk *self)
{
  g_mutex_init (&self->service_mutex);
  self->sent = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->opinions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->session = g_cancellable_new ();
}

void
parvis_desk_queue_changed (ParvisDesk *self)
{
  if (self->line != NULL)
    parvis_line_look (self->line);
  parvis_desk_look_content (self);
  g_signal_emit (self, delivery_changed_signal, 0);
}

static void
on_online (ParvisLine *line, GParamSpec *pspec, ParvisDesk *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ONLINE]);
}

void
parvis_desk_watch_line (ParvisDesk *self)
{
  g_signal_connect_object (self->line, "notify::online", G_CALLBACK (on_online), self, (GConnectFlags) 0);
}

static void
on_printer_trouble (ParvisPrinter *printer, GParamSpec *pspec, ParvisDesk *self)
{
  parvis_desk_count_trouble (self, "printer", parvis_printer_get_trouble (printer));
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PRINTER_TROUBLE]);
}

static void
open_devices (ParvisDesk *self)
{
  const char *printer = parvis_config_printer (self->config);
  const char *scanner = parvis_config_scanner (self->config);

  if (printer != NULL)
    {
      self->printer = parvis_cups_printer_new (printer);
      g_signal_connect_object (self->printer, "notify::trouble", G_CALLBACK (on_printer_trouble), self,
                               (GConnectFlags) 0);
      parvis_printer_watch (self->printer, FALSE); /* until somebody comes */
    }
  if (scanner != NULL)
    self->scanner = parvis_scanner_new (scanner);
  parvis_desk_open_receipt_printer (self);
  parvis_desk_open_labels (self);
  parvis_desk_open_card_reader (self);
  parvis_desk_open_board (self);
}

/* A kiosk without content or with a damaged bundle still starts, and says so on its first page. */
static void
open_catalog (ParvisDesk *self)
{
  g_autoptr (GError) error = NULL;
  ParvisCatalog *catalog = parvis_catalog_open (parvis_config_catalog_path (self->config), &error);

  if (catalog == NULL)
    {
      g_message ("no content: %s", error->message);
      return;
    }
  g_clear_pointer (&self->catalog, parvis_catalog_free);
  self->catalog = catalog;
  parvis_desk_take_hours (self);
}

/* The commune whose town hall this is: its streets are proposed first. */
static void
tell_home (ParvisDesk *self)
{
  g_autoptr (ParvisCommune) commune = self->catalog != NULL ? parvis_catalog_commune (self->catalog, "fr", NULL) : NULL;

  parvis_addresses_set_home (self->addresses, commune != NULL ? commune->insee : NULL);
}

/* A kiosk without addresses asks for them all the same; it only does not complete them. */
static void
open_addresses (ParvisDesk *self)
{
  g_autoptr (GError) error = NULL;
  ParvisAddresses *addresses = parvis_addresses_open (parvis_config_addresses_path (self->config), &error);

  if (addresses == NULL && !g_error_matches (error, PARVIS_ADDRESSES_ERROR, PARVIS_ADDRESSES_ERROR_MISSING))
    g_message ("no addresses: %s", error->message);
  if (addresses == NULL)
    return;
  g_clear_pointer (&self->addresses, parvis_addresses_unref);
  self->addresses = addresses;
}

static void
take_addresses (ParvisDesk *self)
{
  if (self->addresses == NULL || parvis_addresses_is_stale (self->addresses))
    open_addresses (self);
  if (self->addresses != NULL)
    tell_home (self);
}

ParvisDesk *
parvis_desk_new (const char *config_path, GError **error)
{
  g_autoptr (ParvisDesk) self = g_object_new (PARVIS_TYPE_DESK, NULL);

  self->config = parvis_config_load (config_path, error);
  if (self->config == NULL)
    return NULL;
  g_setenv ("TZ", parvis_config_timezone (self->config), TRUE);
  self->counts = parvis_counts_new (parvis_config_counts_path (self->config));
  parvis_desk_open_queue (self);
  open_catalog (self);
  parvis_desk_open_content (self);
  take_addresses (self);
  open_devices (self);
  parvis_desk_open_night (self);
  return g_steal_pointer (&self);
}

guint
parvis_desk_idle_seconds (ParvisDesk *self)
{
  return parvis_config_idle_seconds (self->config);
}

guint
parvis_desk_warning_seconds (ParvisDesk *self)
{
  return parvis_config_warning_seconds (self->config);
}

guint
parvis_desk_screen_width_mm (ParvisDesk *self)
{
  return parvis_config_screen_width_mm (self->config);
}

ParvisCatalog *
parvis_desk_catalog (ParvisDesk *self)
{
  return self->catalog;
}

ParvisAddresses *
parvis_desk_addresses (ParvisDesk *self)
{
  return self->addresses;
}

gboolean
parvis_desk_refresh (ParvisDesk *self)
{
  const ParvisCatalog *before = self->catalog;

  if (parvis_desk_is_in_session (self))
    return FALSE;
  if (self->catalog == NULL || parvis_catalog_is_stale (self->catalog))
    open_catalog (self);
  if (parvis_desk_look_content_age (self) || self->catalog != before)
    parvis_desk_say_content (self);
  return self->catalog != before;
}

void
parvis_desk_begin (ParvisDesk *self)
{
  parvis_desk_count (self, PARVIS_COUNT_SESSION, NULL, NULL);
  parvis_desk_begin_card (self);
  if (self->line != NULL)
    parvis_line_begin (self->line);
  g_hash_table_remove_all (self->sent); /* what was still being sealed when the last person left */
  parvis_desk_refresh (self);
  parvis_desk_content_session (self, TRUE);
  take_addresses (self);
  if (self->printer != NULL)
    parvis_printer_watch (self->printer, TRUE);
  if (self->labels != NULL)
    parvis_printer_watch (self->labels, TRUE);
}

static void
end_printing (ParvisPrinter *printer)
{
  if (printer == NULL)
    return;
  parvis_printer_purge (printer);
  parvis_printer_watch (printer, FALSE);
}

void
parvis_desk_end (ParvisDesk *self)
{
  g_cancellable_cancel (self->session);
  g_object_unref (self->session);
  self->session = g_cancellable_new ();
  parvis_desk_scan_cancel (self);
  parvis_desk_content_session (self, FALSE);
  parvis_desk_end_card (self);
  if (self->line != NULL)
    parvis_line_end (self->line);
  if (self->voice != NULL)
    parvis_voice_reset (self->voice);
  end_printing (self->printer);
  end_printing (self->labels);
  parvis_desk_reset_printing (self);
  g_hash_table_remove_all (self->sent);
  g_hash_table_remove_all (self->opinions);
  parvis_counts_flush (self->counts);
}

ParvisDelivery
parvis_desk_delivery (ParvisDesk *self, const char *code)
{
  const char *id = g_hash_table_lookup (self->sent, code);
  g_autoptr (ParvisOutboxEntry) entry
      = id != NULL && self->outbox != NULL ? parvis_outbox_lookup (self->outbox, id, NULL) : NULL;

  if (entry == NULL)
    return PARVIS_DELIVERY_WAITING;
  switch (entry->state)
    {
    case PARVIS_SUBMISSION_DELIVERED:
      return PARVIS_DELIVERY_DONE;
    case PARVIS_SUBMISSION_REFUSED:
      return PARVIS_DELIVERY_REFUSED;
    default:
      return PARVIS_DELIVERY_WAITING;
    }
}
