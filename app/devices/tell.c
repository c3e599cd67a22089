/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/devices/tell.h"

#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "drivers/printer/escpos/escpos-printer.h"

static void
set (ParvisDeviceStatus *status, ParvisHealth health, const char *code, const char *text)
{
  status->health = health;
  g_free (status->code);
  g_free (status->text);
  status->code = g_strdup (code);
  status->text = g_strdup (text);
}

/* ---- paper ---- */

static const char *
trouble_to_code (ParvisPrinterTrouble trouble)
{
  static const char *const codes[]
      = { "ready", "no-paper", "paper-jam", "cover-open", "no-ink", "stopped", "unreachable", "trouble" };

  return codes[trouble];
}

static const char *
warnings_to_code (ParvisPrinterWarnings warnings)
{
  if (warnings & PARVIS_PRINTER_PAPER_LOW)
    return "paper-low";
  return warnings & PARVIS_PRINTER_INK_LOW ? "ink-low" : "wear";
}

void
parvis_tell_printer (ParvisPrinter *printer, ParvisDeviceStatus *status)
{
  ParvisPrinterTrouble trouble = parvis_printer_get_trouble (printer);
  ParvisPrinterWarnings warnings = parvis_printer_get_warnings (printer);
  const ParvisPrinterAbilities *abilities = parvis_printer_get_abilities (printer);

  if (trouble != PARVIS_PRINTER_OK)
    set (status, PARVIS_HEALTH_FAULT, trouble_to_code (trouble), parvis_printer_trouble_to_text (trouble));
  else if (warnings != 0)
    set (status, PARVIS_HEALTH_ATTENTION, warnings_to_code (warnings), parvis_printer_warnings_to_text (warnings));
  else if (abilities == NULL)
    set (status, PARVIS_HEALTH_UNKNOWN, "unknown", _ ("L’imprimante n’a pas encore répondu."));
  else
    set (status, PARVIS_HEALTH_OK, "ready", abilities->model != NULL ? abilities->model : _ ("Prête."));
}

void
parvis_tell_receipt_printer (ParvisReceiptPrinter *printer, const char *where, ParvisDeviceStatus *status)
{
  ParvisPrinterTrouble trouble = parvis_receipt_printer_get_trouble (printer);
  const char *model = parvis_escpos_printer_get_model (PARVIS_ESCPOS_PRINTER (printer));
  g_autoptr (GError) error = NULL;

  if (!parvis_escpos_printer_check_where (where, &error))
    set (status, PARVIS_HEALTH_FAULT, "misconfigured", error->message);
  else if (trouble != PARVIS_PRINTER_OK)
    set (status, PARVIS_HEALTH_FAULT, trouble_to_code (trouble), parvis_printer_trouble_to_text (trouble));
  else if (parvis_receipt_printer_is_paper_low (printer))
    set (status, PARVIS_HEALTH_ATTENTION, "paper-low", _ ("Le rouleau est bientôt fini. Préparez-en un autre."));
  else if (model == NULL)
    set (status, PARVIS_HEALTH_UNKNOWN, "unknown", _ ("L’imprimante de tickets n’a pas encore répondu."));
  else
    set (status, PARVIS_HEALTH_OK, "ready", model);
}

/* ---- cards ---- */

/* "No service" is also what it says before pcscd has answered: the board's patience tells them apart. */
void
parvis_tell_card_reader (ParvisCardReader *reader, ParvisDeviceStatus *status)
{
  ParvisCardReaderState state = parvis_card_reader_get_state (reader);
  static const char *const codes[] = { "no-service", "no-reader", "empty", "card", "unreadable", "stuck" };

  if (state == PARVIS_CARD_READER_EMPTY || state == PARVIS_CARD_READER_CARD)
    set (status, PARVIS_HEALTH_OK, codes[state], parvis_card_reader_get_name (reader));
  else if (state == PARVIS_CARD_READER_UNREADABLE)
    set (status, PARVIS_HEALTH_ATTENTION, codes[state], parvis_card_reader_state_to_text (state));
  else if (state == PARVIS_CARD_READER_NO_SERVICE)
    set (status, PARVIS_HEALTH_UNKNOWN, codes[state],
         _ ("Le service pcscd ne répond pas : systemctl status pcscd.socket"));
  else
    set (status, PARVIS_HEALTH_FAULT, codes[state], parvis_card_reader_state_to_text (state));
}

/* ---- scanner, sound, screen ---- */

void
parvis_tell_scanner (const ParvisLooked *looked, ParvisDeviceStatus *status)
{
  if (!looked->done)
    set (status, PARVIS_HEALTH_UNKNOWN, "unknown", _ ("Le scanner n’a pas encore répondu."));
  else if (looked->error == NULL)
    set (status, PARVIS_HEALTH_OK, "ready", _ ("Prêt."));
  else if (g_error_matches (looked->error, PARVIS_SCANNER_ERROR, PARVIS_SCANNER_ERROR_BUSY))
    set (status, PARVIS_HEALTH_ATTENTION, "busy", parvis_scanner_error_to_text (looked->error));
  else
    set (status, PARVIS_HEALTH_FAULT, "unreachable", parvis_scanner_error_to_text (looked->error));
}

void
parvis_tell_sound (ParvisSound *sound, const GError *error, ParvisDeviceStatus *status)
{
  if (sound == NULL)
    set (status, PARVIS_HEALTH_FAULT, "missing", error->message);
  else if (!parvis_sound_has_volume (sound))
    set (status, PARVIS_HEALTH_ATTENTION, "no-volume",
         _ ("La carte son n’a pas de réglage du volume. Mesurez le niveau sonore à l’installation."));
  else if (parvis_sound_get_headphones (sound))
    set (status, PARVIS_HEALTH_OK, "headphones", _ ("Prête. Un casque est branché."));
  else
    set (status, PARVIS_HEALTH_OK, "ready", _ ("Prête. Aucun casque n’est branché."));
}

void
parvis_tell_screen (const char *folder, ParvisDeviceStatus *status)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *panel = dir != NULL ? g_dir_read_name (dir) : NULL;
  g_autofree char *power = panel != NULL ? g_build_filename (folder, panel, "bl_power", NULL) : NULL;

  if (panel == NULL)
    set (status, PARVIS_HEALTH_ATTENTION, "no-panel",
         _ ("Le rétroéclairage de cet écran ne se commande pas : la nuit, l’écran est noir mais reste allumé."));
  else if (access (power, W_OK) != 0)
    set (status, PARVIS_HEALTH_ATTENTION, "no-rights",
         _ ("Vous n’avez pas le droit de commander l’écran. Installez la règle udev de Parvis, ou essayez avec "
            "l’utilisateur parvis."));
  else
    set (status, PARVIS_HEALTH_OK, "ready", _ ("Prêt."));
}

/* ---- USB ---- */

void
parvis_tell_usb (ParvisUsbInventory *usb, const char *name, ParvisDeviceStatus *status)
{
  const ParvisUsbDevice *device = parvis_usb_inventory_get_device (usb, name);
  g_autofree char *text = NULL;

  if (device != NULL)
    text = g_strdup_printf (_ ("Branché sur la prise %s."), device->port);
  if (device != NULL)
    set (status, PARVIS_HEALTH_OK, "present", text);
  else if (parvis_usb_inventory_get_watched (usb) == PARVIS_USB_NOT_WATCHED)
    set (status, PARVIS_HEALTH_FAULT, "not-watched",
         _ ("Le système ne laisse pas regarder ses prises USB. Vérifiez que /sys et udev sont là."));
  else if (parvis_usb_inventory_get_state (usb, name) == PARVIS_USB_MISSING)
    set (status, PARVIS_HEALTH_FAULT, "missing",
         _ ("Absent : débranché, éteint ou en panne. Vérifiez son câble et sa prise."));
  else
    set (status, PARVIS_HEALTH_UNKNOWN, "unknown", _ ("Pas encore cherché."));
}
