/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/ctl/ctl.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "app/ctl/ctl-options.h"
#include "app/ctl/device-run.h"
#include "app/ctl/device-wait.h"

/* parvisctl devices: the devices of this kiosk, asked themselves.
 *
 * JSON of "list": {"devices": [DEVICE], "strangers": [STRANGER]}; of "watch" one object a line, {"at": ISO 8601,
 * "device": DEVICE} or
 * {"at":, "stranger": STRANGER, "there": boolean}.
 * DEVICE: name, kind, label, where, health ("unknown", "ok", "attention", "fault"), code, text. STRANGER: a USB device
 * that is neither declared nor allowed: port, id ("046d:c31c"), title and serial (null where it says none), classes
 * (two hexadecimal digits each), resembles (the name of a missing device, or null). These names stay; others may be
 * added. */

#define USAGE_LIST   "parvisctl devices list [--json] [--config FICHIER]"
#define USAGE_WATCH  "parvisctl devices watch [--json] [--config FICHIER]"
#define USAGE_TEST   "parvisctl devices test NOM [--config FICHIER]"
#define USAGE_RECORD "parvisctl devices record NOM FICHIER [--config FICHIER]"

/* ---- as programs read it ---- */

static void
set_text (JsonObject *object, const char *member, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, member, text);
  else
    json_object_set_null_member (object, member);
}

static JsonObject *
status_to_json (const ParvisDeviceStatus *status)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "name", status->name);
  json_object_set_string_member (object, "kind", status->kind);
  json_object_set_string_member (object, "label", status->label);
  json_object_set_string_member (object, "where", status->where);
  json_object_set_string_member (object, "health", parvis_health_to_string (status->health));
  json_object_set_string_member (object, "code", status->code);
  json_object_set_string_member (object, "text", status->text);
  return object;
}

static JsonArray *
classes_to_json (const ParvisUsbDevice *device)
{
  JsonArray *classes = json_array_new ();

  for (guint i = 0; i < device->n_classes; i++)
    {
      g_autofree char *code = g_strdup_printf ("%02x", device->classes[i]);

      json_array_add_string_element (classes, code);
    }
  return classes;
}

static JsonObject *
stranger_to_json (ParvisDeviceBoard *board, const ParvisUsbDevice *device)
{
  JsonObject *object = json_object_new ();
  g_autofree char *id = g_strdup_printf ("%04x:%04x", device->vendor, device->product);

  json_object_set_string_member (object, "port", device->port);
  json_object_set_string_member (object, "id", id);
  set_text (object, "title", device->title);
  set_text (object, "serial", device->serial);
  json_object_set_array_member (object, "classes", classes_to_json (device));
  set_text (object, "resembles", parvis_usb_inventory_resembles (parvis_device_board_usb (board), device));
  return object;
}

static void
print_json (JsonObject *object, gboolean pretty)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;

  json_node_take_object (node, object);
  text = json_to_string (node, pretty);
  g_print ("%s\n", text);
}

static void
print_list_json (ParvisDeviceBoard *board, GPtrArray *list, GPtrArray *strangers)
{
  JsonObject *object = json_object_new ();
  JsonArray *devices = json_array_new (), *others = json_array_new ();

  for (guint i = 0; i < list->len; i++)
    json_array_add_object_element (devices, status_to_json (g_ptr_array_index (list, i)));
  for (guint i = 0; i < strangers->len; i++)
    json_array_add_object_element (others, stranger_to_json (board, g_ptr_array_index (strangers, i)));
  json_object_set_array_member (object, "devices", devices);
  json_object_set_array_member (object, "strangers", others);
  print_json (object, TRUE);
}

/* ---- as people read it ---- */

static const char *
health_in_words (ParvisHealth health)
{
  static const char *const words[] = { "?", "OK", "attention", "panne" };

  return words[health];
}

static void
print_status (const ParvisDeviceStatus *status)
{
  g_print ("%-9s  %s (%s)\u00a0: %s\n", health_in_words (status->health), status->label, status->name, status->text);
}

static void
print_stranger (ParvisDeviceBoard *board, const ParvisUsbDevice *device, gboolean there)
{
  const char *resembles = parvis_usb_inventory_resembles (parvis_device_board_usb (board), device);
  const char *title = device->title != NULL ? device->title : "sans nom";

  if (!there)
    g_print (_ ("OK         USB, prise %s : l’appareil non déclaré %04x:%04x (%s) est parti.\n"), device->port,
             device->vendor, device->product, title);
  else if (resembles != NULL)
    g_print (_ ("attention  USB, prise %s : %04x:%04x (%s) ressemble à « %s », sur une autre prise ou avec un autre "
                "numéro de série.\n"),
             device->port, device->vendor, device->product, title, resembles);
  else
    g_print (_ ("attention  USB, prise %s : %04x:%04x (%s) n’est pas déclaré ; débranchez-le, ou déclarez-le dans [usb "
                "…].\n"),
             device->port, device->vendor, device->product, title);
}

/* ---- list ---- */

static ParvisDeviceBoard *
open_board (const ParvisCtlOptions *options, GError **error)
{
  g_autoptr (ParvisConfig) config = parvis_config_load (options->config, error);

  return config != NULL ? parvis_device_board_new (config) : NULL;
}

static int
print_list (ParvisDeviceBoard *board, gboolean json)
{
  g_autoptr (GPtrArray) list = parvis_device_board_list (board);
  g_autoptr (GPtrArray) strangers = parvis_usb_inventory_list_strangers (parvis_device_board_usb (board));
  gboolean sound = TRUE;

  if (json)
    print_list_json (board, list, strangers);
  else if (list->len + strangers->len == 0)
    g_print (_ ("Aucun appareil n’est déclaré dans la configuration.\n"));
  for (guint i = 0; i < list->len; i++)
    {
      const ParvisDeviceStatus *status = g_ptr_array_index (list, i);

      sound &= status->health == PARVIS_HEALTH_OK || status->health == PARVIS_HEALTH_ATTENTION;
      if (!json)
        print_status (status);
    }
  for (guint i = 0; i < strangers->len && !json; i++)
    print_stranger (board, g_ptr_array_index (strangers, i), TRUE);
  return sound ? PARVIS_CTL_OK : PARVIS_CTL_FAULTS;
}

static int
run_list (int argc, char **argv)
{
  g_auto (ParvisCtlOptions) options = { NULL, FALSE };
  g_autoptr (ParvisDeviceBoard) board = NULL;
  g_autoptr (GError) error = NULL;

  if (!parvis_ctl_parse_options (&options, USAGE_LIST, 0, &argc, &argv))
    return PARVIS_CTL_USAGE;
  board = open_board (&options, &error);
  if (board == NULL)
    return parvis_ctl_fail (error);
  parvis_ctl_settle (board);
  return print_list (board, options.json);
}

/* ---- watch ---- */

typedef struct
{
  ParvisDeviceBoard *board;
  gboolean json;
  GMainLoop *loop;
} Watch;

static void
print_time (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *text = g_date_time_format (now, "%H:%M:%S");

  g_print ("%s  ", text);
}

static void
print_event_json (JsonObject *object)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *text = g_date_time_format_iso8601 (now);

  json_object_set_string_member (object, "at", text);
  print_json (object, FALSE);
}

static void
on_changed (ParvisDeviceBoard *board, const char *name, Watch *watch)
{
  g_autoptr (ParvisDeviceStatus) status = parvis_device_board_lookup (board, name);
  JsonObject *object;

  if (!watch->json)
    {
      print_time ();
      print_status (status);
      return;
    }
  object = json_object_new ();
  json_object_set_object_member (object, "device", status_to_json (status));
  print_event_json (object);
}

static void
on_stranger (ParvisDeviceBoard *board, const ParvisUsbDevice *device, gboolean there, Watch *watch)
{
  JsonObject *object;

  if (!watch->json)
    {
      print_time ();
      print_stranger (board, device, there);
      return;
    }
  object = json_object_new ();
  json_object_set_object_member (object, "stranger", stranger_to_json (board, device));
  json_object_set_boolean_member (object, "there", there);
  print_event_json (object);
}

static void
on_interrupted (GCancellable *cancellable, gpointer loop)
{
  g_main_loop_quit (loop);
}

static int
run_watch (int argc, char **argv)
{
  g_auto (ParvisCtlOptions) options = { NULL, FALSE };
  g_auto (ParvisCtlWait) wait = { NULL };
  g_autoptr (ParvisDeviceBoard) board = NULL;
  g_autoptr (GError) error = NULL;
  Watch watch;

  if (!parvis_ctl_parse_options (&options, USAGE_WATCH, 0, &argc, &argv))
    return PARVIS_CTL_USAGE;
  board = open_board (&options, &error);
  if (board == NULL)
    return parvis_ctl_fail (error);
  parvis_ctl_wait_begin (&wait);
  watch = (Watch){ board, options.json, wait.loop };
  g_signal_connect (board, "changed", G_CALLBACK (on_changed), &watch);
  g_signal_connect (board, "stranger", G_CALLBACK (on_stranger), &watch);
  g_signal_connect (wait.cancellable, "cancelled", G_CALLBACK (on_interrupted), wait.loop);
  parvis_ctl_wait_run (&wait);
  g_clear_object (&board);
  return PARVIS_CTL_OK;
}

/* ---- test and record ---- */

static int
run_test (int argc, char **argv)
{
  g_auto (ParvisCtlOptions) options = { NULL, FALSE };
  g_autoptr (ParvisConfig) config = NULL;
  g_autoptr (ParvisDeviceBoard) board = NULL;
  g_autoptr (GError) error = NULL;

  if (!parvis_ctl_parse_options (&options, USAGE_TEST, 1, &argc, &argv))
    return PARVIS_CTL_USAGE;
  config = parvis_config_load (options.config, &error);
  if (config == NULL)
    return parvis_ctl_fail (error);
  board = parvis_device_board_new (config);
  return parvis_ctl_device_test (config, board, argv[1]);
}

static int
run_record (int argc, char **argv)
{
  g_auto (ParvisCtlOptions) options = { NULL, FALSE };
  g_autoptr (ParvisConfig) config = NULL;
  g_autoptr (GError) error = NULL;

  if (!parvis_ctl_parse_options (&options, USAGE_RECORD, 2, &argc, &argv))
    return PARVIS_CTL_USAGE;
  config = parvis_config_load (options.config, &error);
  return config != NULL ? parvis_ctl_device_record (config, argv[1], argv[2]) : parvis_ctl_fail (error);
}

int
parvis_ctl_devices (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    int (*run) (int argc, char **argv);
  } actions[] = { { "list", run_list }, { "watch", run_watch }, { "test", run_test }, { "record", run_record } };

  for (gsize i = 0; argc > 0 && i < G_N_ELEMENTS (actions); i++)
    if (strcmp (argv[0], actions[i].name) == 0)
      return actions[i].run (argc, argv);
  return parvis_ctl_usage (USAGE_LIST "\n        " USAGE_WATCH "\n        " USAGE_TEST "\n        " USAGE_RECORD);
}
