/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/ctl/device-run.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/ctl/ctl.h"
#include "app/ctl/device-paper.h"
#include "app/ctl/device-wait.h"
#include "drivers/printer/escpos/escpos-printer.h"
#include "drivers/screen/screen.h"
#include "drivers/sound/tone.h"

#define DARK_SECONDS 3

void
parvis_ctl_settle (ParvisDeviceBoard *board)
{
  while (!parvis_device_board_is_settled (board))
    g_main_context_iteration (NULL, TRUE);
}

/* ---- scanner, screen, what needs no more than to be there ---- */

static void
on_scanned (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  g_autoptr (ParvisScanPage) page = parvis_scanner_scan_finish (PARVIS_SCANNER (source), result, &error);

  if (page != NULL)
    g_print (_ ("La page fait %u × %u points, à %u points par pouce.\n"), page->width, page->height, page->dpi);
  parvis_ctl_wait_end (user_data, page != NULL, error);
}

static int
test_scanner (ParvisConfig *config, ParvisDeviceBoard *board)
{
  g_auto (ParvisCtlWait) wait = { NULL };

  g_print (_ ("Je numérise une page, sans la garder ; Ctrl-C l’annule.\n"));
  parvis_ctl_wait_begin (&wait);
  parvis_scanner_scan_async (parvis_device_board_scanner (board), wait.cancellable, on_scanned, &wait);
  parvis_ctl_wait_run (&wait);
  if (!wait.ok && wait.error->domain == PARVIS_SCANNER_ERROR)
    g_print ("%s\n", parvis_scanner_error_to_text (wait.error));
  return parvis_ctl_wait_finish (&wait, _ ("Le scanner marche."));
}

static int
test_card_reader (ParvisConfig *config, ParvisDeviceBoard *board)
{
  return parvis_ctl_device_read_card (board, NULL);
}

static gboolean
on_dark_enough (gpointer user_data)
{
  parvis_ctl_wait_end (user_data, TRUE, NULL);
  return G_SOURCE_REMOVE;
}

static void
on_cut_short (GCancellable *cancellable, gpointer user_data)
{
  parvis_ctl_wait_end (user_data, TRUE, NULL);
}

static int
test_screen (ParvisConfig *config, ParvisDeviceBoard *board)
{
  g_auto (ParvisCtlWait) wait = { NULL };
  g_autoptr (ParvisScreen) screen = parvis_backlight_screen_new (parvis_config_backlight (config));
  g_autoptr (GError) error = NULL;
  guint timer;

  if (!parvis_screen_set_lit (screen, FALSE, &error))
    return parvis_ctl_fail (error);
  g_print (_ ("L’écran est éteint pendant %d secondes.\n"), DARK_SECONDS);
  parvis_ctl_wait_begin (&wait);
  timer = g_timeout_add_seconds (DARK_SECONDS, on_dark_enough, &wait);
  g_signal_connect (wait.cancellable, "cancelled", G_CALLBACK (on_cut_short),
                    &wait); /* it is lit again whatever happens */
  parvis_ctl_wait_run (&wait);
  if (g_cancellable_is_cancelled (wait.cancellable))
    g_source_remove (timer);
  if (!parvis_screen_set_lit (screen, TRUE, &error))
    return parvis_ctl_fail (error);
  return parvis_ctl_wait_finish (&wait, _ ("L’écran est rallumé."));
}

/* As loud as people find it. */
static int
test_sound (ParvisConfig *config, ParvisDeviceBoard *board)
{
  const char *card = parvis_config_sound_card (config);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisSound) sound = parvis_sound_new (card, &error);

  if (sound == NULL)
    return parvis_ctl_fail (error);
  if (parvis_sound_has_volume (sound) && !parvis_sound_set_volume (sound, parvis_config_sound_volume (config), &error))
    return parvis_ctl_fail (error);
  g_print (_ ("Je joue deux notes, au volume réglé.\n"));
  if (!parvis_tone_play (card, &error))
    return parvis_ctl_fail (error);
  g_print (_ ("Les deux notes sont jouées. Rien entendu ? Vérifiez le haut-parleur, un casque resté branché, puis "
              "[sound] card et volume.\n"));
  return PARVIS_CTL_OK;
}

static int
test_presence (ParvisDeviceBoard *board, const char *name)
{
  g_autoptr (ParvisDeviceStatus) status = parvis_device_board_lookup (board, name);

  g_print ("%s\u00a0: %s\n", status->label, status->text);
  return status->health == PARVIS_HEALTH_OK || status->health == PARVIS_HEALTH_ATTENTION ? PARVIS_CTL_OK
                                                                                         : PARVIS_CTL_FAULTS;
}

/* ---- which ---- */

static int
fail_unknown (ParvisDeviceBoard *board, const char *name)
{
  g_autoptr (GPtrArray) list = parvis_device_board_list (board);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < list->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "",
                            ((ParvisDeviceStatus *) g_ptr_array_index (list, i))->name);
  if (list->len == 0)
    g_printerr (
        _ ("parvisctl: la configuration ne déclare aucun appareil ; complétez [devices], [sound] ou [usb …]\n"));
  else
    g_printerr (_ ("parvisctl: « %s » n’est pas déclaré ; choisissez parmi : %s\n"), name, names->str);
  return PARVIS_CTL_FAULTS;
}

int
parvis_ctl_device_test (ParvisConfig *config, ParvisDeviceBoard *board, const char *name)
{
  static const struct
  {
    const char *name;
    int (*run) (ParvisConfig *config, ParvisDeviceBoard *board);
  } tests[] = {
    { "printer", parvis_ctl_test_printer },
    { "labels", parvis_ctl_test_labels },
    { "receipt-printer", parvis_ctl_test_receipt_printer },
    { "card-reader", test_card_reader },
    { "scanner", test_scanner },
    { "screen", test_screen },
    { "sound", test_sound },
  };
  g_autoptr (ParvisDeviceStatus) status = parvis_device_board_lookup (board, name);

  if (status == NULL)
    return fail_unknown (board, name);
  parvis_ctl_settle (board); /* what is wrong with it is known before it is asked for anything */
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    if (strcmp (name, tests[i].name) == 0)
      return tests[i].run (config, board);
  return test_presence (board, name);
}

/* ---- record ---- */

static int
fail_record (const char *text)
{
  g_printerr ("parvisctl: %s\n", text);
  return PARVIS_CTL_FAULTS;
}

static int
save (const ParvisExchange *exchange, const char *path)
{
  g_autoptr (GError) error = NULL;

  if (!parvis_exchange_save (exchange, path, &error))
    return parvis_ctl_fail (error);
  if (parvis_exchange_is_cut (exchange))
    g_print (_ ("L’échange était trop long : sa fin n’a pas été gardée.\n"));
  g_print (_ ("%s : l’échange est enregistré. Relisez-le avant de l’envoyer.\n"), path);
  return PARVIS_CTL_OK;
}

/* What the exchange is named after; the board lets go of the printer again. */
static char *
find_model (ParvisConfig *config)
{
  g_autoptr (ParvisDeviceBoard) board = parvis_device_board_new (config);

  parvis_ctl_settle (board);
  return g_strdup (
      parvis_escpos_printer_get_model (PARVIS_ESCPOS_PRINTER (parvis_device_board_receipt_printer (board))));
}

static int
record_receipt_printer (ParvisConfig *config, const char *path)
{
  const char *where = parvis_config_receipt_printer (config);
  g_autofree char *model = find_model (config);
  g_autoptr (ParvisExchange) exchange = parvis_exchange_new ("escpos", model != NULL ? model : where);
  ParvisEscposPrinter *printer = parvis_escpos_printer_new_recording (where, exchange);
  int status = parvis_ctl_print_plain_ticket (PARVIS_RECEIPT_PRINTER (printer));

  g_object_unref (printer); /* from here on the exchange is ours */
  return status == PARVIS_CTL_OK ? save (exchange, path) : status;
}

static int
record_card (ParvisConfig *config, const char *path)
{
  g_autoptr (ParvisDeviceBoard) board = parvis_device_board_new (config);
  g_autoptr (ParvisExchange) exchange = NULL;
  int status;

  g_print (_ ("Attention : ce qu’une carte dit peut être une donnée personnelle (numéro, nom). N’enregistrez qu’une "
              "carte d’essai,\n"
              "jamais le document d’identité ou la carte de quelqu’un. Effacez le fichier dès qu’il ne sert plus.\n"));
  parvis_ctl_settle (board);
  status = parvis_ctl_device_read_card (board, &exchange);
  return status == PARVIS_CTL_OK ? save (exchange, path) : status;
}

int
parvis_ctl_device_record (ParvisConfig *config, const char *name, const char *path)
{
  g_autofree char *exists
      = g_strdup_printf (_ ("« %s » existe déjà et n’a pas été touché ; choisissez un autre nom"), path);

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return fail_record (exists);
  if (strcmp (name, "receipt-printer") == 0 && parvis_config_receipt_printer (config) != NULL)
    return record_receipt_printer (config, path);
  if (strcmp (name, "card-reader") == 0 && parvis_config_card_reader (config) != NULL)
    return record_card (config, path);
  return fail_record (_ ("seuls receipt-printer et card-reader s’enregistrent, quand [devices] les déclare"));
}
