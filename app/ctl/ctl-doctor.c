/* SPDX-License-Identifier: EUPL-1.2
 *
 * parvisctl doctor: what is wrong with this kiosk and what to do, on one screen. 0: all is well; 1: something needs
 * attention; 2: something is broken. JSON: {"health": "ok", "findings": [{"code", "health", "text"}]}; health is "ok",
 * "attention", "fault" or "unknown". These names stay; others may be added.
 */
#include "app/ctl/ctl.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "app/ctl/ctl-options.h"
#include "app/ctl/device-run.h"
#include "app/ctl/doctor.h"

#define USAGE      "parvisctl doctor [--json] [--config FICHIER]"
#define MOST_LINES 38

static void
look_at_devices (ParvisConfig *config, GPtrArray *findings)
{
  g_autoptr (ParvisDeviceBoard) board = parvis_device_board_new (config);
  g_autoptr (GPtrArray) list = NULL, strangers = NULL;

  parvis_ctl_settle (board);
  list = parvis_device_board_list (board);
  for (guint i = 0; i < list->len; i++)
    {
      const ParvisDeviceStatus *status = g_ptr_array_index (list, i);

      parvis_doctor_add (findings, "device", status->health, "%s (%s)\u00a0: %s", status->label, status->name,
                         status->text);
    }
  strangers = parvis_usb_inventory_list_strangers (parvis_device_board_usb (board));
  if (strangers->len > 0 && parvis_config_usb (config)->len > 0)
    parvis_doctor_add (findings, "usb", PARVIS_HEALTH_ATTENTION,
                       _ ("USB : appareils branchés et non déclarés : %u. Regardez lesquels (parvisctl devices list)."),
                       strangers->len);
}

/* What is worse is of more concern; what is not known is of some. */
static ParvisHealth
worst (const GPtrArray *findings)
{
  ParvisHealth health = PARVIS_HEALTH_OK;

  for (guint i = 0; i < findings->len; i++)
    {
      ParvisHealth one = ((const ParvisFinding *) g_ptr_array_index (findings, i))->health;

      health = MAX (health, one == PARVIS_HEALTH_UNKNOWN ? PARVIS_HEALTH_ATTENTION : one);
    }
  return health;
}

static void
print_json (const GPtrArray *findings)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *root = json_object_new ();
  JsonArray *array = json_array_new ();
  g_autofree char *text = NULL;

  for (guint i = 0; i < findings->len; i++)
    {
      const ParvisFinding *finding = g_ptr_array_index (findings, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "code", finding->code);
      json_object_set_string_member (object, "health", parvis_health_to_string (finding->health));
      json_object_set_string_member (object, "text", finding->text);
      json_array_add_object_element (array, object);
    }
  json_object_set_string_member (root, "health", parvis_health_to_string (worst (findings)));
  json_object_set_array_member (root, "findings", array);
  json_node_take_object (node, root);
  text = json_to_string (node, TRUE);
  g_print ("%s\n", text);
}

/* The worst first, so that what is cut off is what is well. */
static void
print_lines (const GPtrArray *findings)
{
  static const ParvisHealth order[]
      = { PARVIS_HEALTH_FAULT, PARVIS_HEALTH_ATTENTION, PARVIS_HEALTH_UNKNOWN, PARVIS_HEALTH_OK };
  static const char *const words[] = { "?", "OK", "attention", "panne" };
  guint lines = 0;

  for (gsize o = 0; o < G_N_ELEMENTS (order); o++)
    for (guint i = 0; i < findings->len; i++)
      {
        const ParvisFinding *finding = g_ptr_array_index (findings, i);

        if (finding->health == order[o] && lines++ < MOST_LINES)
          g_print ("%-9s  %s\n", words[finding->health], finding->text);
      }
  if (lines > MOST_LINES)
    g_print (_ ("… ; lignes en plus : %u (--json les dit toutes)\n"), lines - MOST_LINES);
}

int
parvis_ctl_doctor (int argc, char **argv)
{
  g_auto (ParvisCtlOptions) options = { NULL, FALSE };
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func (parvis_finding_free);
  g_autoptr (ParvisConfig) config = NULL;
  g_autoptr (GError) error = NULL;

  argc++; /* a noun without actions */
  argv--;
  if (!parvis_ctl_parse_options (&options, USAGE, 0, &argc, &argv))
    return PARVIS_CTL_USAGE;
  config = parvis_config_load (options.config, &error);
  if (config == NULL)
    parvis_doctor_add (findings, "config", PARVIS_HEALTH_FAULT, "%s", error->message);
  else
    {
      parvis_doctor_add (findings, "config", PARVIS_HEALTH_OK, _ ("Configuration : borne « %s »."),
                         parvis_config_kiosk_id (config));
      parvis_doctor_trust (config, findings);
      parvis_doctor_content (config, findings);
      parvis_doctor_distribution (config, findings);
      parvis_doctor_queue (config, findings);
      parvis_doctor_screen (config, findings);
      look_at_devices (config, findings);
      parvis_doctor_speech (config, findings);
    }
  if (options.json)
    print_json (findings);
  else
    print_lines (findings);
  return (int) worst (findings) - (int) PARVIS_HEALTH_OK;
}
