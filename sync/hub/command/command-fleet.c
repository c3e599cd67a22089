/* SPDX-License-Identifier: EUPL-1.2
 *
 * parvis-hub fleet: how the kiosks are, and what happened to one of them.
 */
#include "sync/hub/command/command.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <stdlib.h>
#include <sysexits.h>

#include "sync/hub/config/hub-config.h"
#include "sync/hub/fleet/fleet.h"

static gint64
now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

/* (transfer full) */
static char *
date (gint64 at)
{
  g_autoptr (GDateTime) time = at > 0 ? g_date_time_new_from_unix_local (at) : NULL;

  return time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M") : g_strdup ("-");
}

/* Text ------------------------------------------------------------------------------------------
 */

static void
print_kiosk (const ParvisHubKiosk *kiosk)
{
  g_autoptr (GPtrArray) troubles = parvis_hub_fleet_troubles (kiosk, now ());
  g_autofree char *seen = date (kiosk->seen_at);

  g_print ("%-20s  %s  %-8s  %s\n", kiosk->kiosk, seen, kiosk->report != NULL ? kiosk->report->program : "-",
           troubles->len == 0 ? _ ("tout va bien") : _ ("à voir :"));
  for (guint i = 0; i < troubles->len; i++)
    g_print ("    - %s\n", ((const ParvisHubTrouble *) g_ptr_array_index (troubles, i))->text);
}

static void
print_entry (const ParvisJournalEntry *entry)
{
  g_autofree char *when = date (entry->at);

  g_print ("%6" G_GINT64_FORMAT "  %s  %-12s  %-26s  %s\n", entry->seq, when, entry->program, entry->event,
           entry->detail);
}

/* JSON ------------------------------------------------------------------------------------------
 */

static JsonArray *
troubles_to_json (const ParvisHubKiosk *kiosk)
{
  g_autoptr (GPtrArray) troubles = parvis_hub_fleet_troubles (kiosk, now ());
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < troubles->len; i++)
    {
      const ParvisHubTrouble *trouble = g_ptr_array_index (troubles, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "code", trouble->code);
      json_object_set_string_member (object, "text", trouble->text);
      json_array_add_object_element (array, object);
    }
  return array;
}

static JsonObject *
journal_to_json (const ParvisHubKiosk *kiosk)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "seq", kiosk->head.seq);
  json_object_set_string_member (object, "hash", kiosk->head.hash);
  json_object_set_string_member (object, "broken", parvis_hub_chain_to_string (kiosk->broken));
  json_object_set_int_member (object, "broken_at", kiosk->broken_at);
  json_object_set_int_member (object, "broken_seq", kiosk->broken_seq);
  return object;
}

static JsonObject *
kiosk_to_json (const ParvisHubKiosk *kiosk)
{
  JsonObject *object = json_object_new ();
  g_autoptr (GBytes) bytes = kiosk->report != NULL ? parvis_status_report_to_bytes (kiosk->report) : NULL;
  JsonNode *report = bytes != NULL ? json_from_string (g_bytes_get_data (bytes, NULL), NULL) : NULL;

  json_object_set_string_member (object, "kiosk", kiosk->kiosk);
  json_object_set_int_member (object, "seen_at", kiosk->seen_at);
  json_object_set_int_member (object, "upload_at", kiosk->upload_at);
  json_object_set_int_member (object, "oldest", parvis_hub_fleet_oldest (kiosk, now ()));
  json_object_set_array_member (object, "troubles", troubles_to_json (kiosk));
  json_object_set_object_member (object, "journal", journal_to_json (kiosk));
  json_object_set_member (object, "report", report != NULL ? report : json_node_new (JSON_NODE_NULL));
  return object;
}

static JsonObject *
to_json (gpointer item, gboolean journal)
{
  return journal ? parvis_journal_entry_to_json (item) : kiosk_to_json (item);
}

static void
print_json (GPtrArray *list, gboolean journal)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_ARRAY);
  g_autofree char *text = NULL;

  json_node_take_array (root, json_array_new ());
  for (guint i = 0; i < list->len; i++)
    json_array_add_object_element (json_node_get_array (root), to_json (g_ptr_array_index (list, i), journal));
  text = json_to_string (root, TRUE);
  g_print ("%s\n", text);
}

/* The command -----------------------------------------------------------------------------------
 */

static gboolean
print (ParvisHubStore *store, const char *kiosk, gboolean json, GError **error)
{
  g_autoptr (GPtrArray) list
      = kiosk != NULL ? parvis_hub_status_journal (store, kiosk, 0, error) : parvis_hub_status_list (store, error);

  if (list == NULL)
    return FALSE;
  if (json)
    print_json (list, kiosk != NULL);
  else
    for (guint i = 0; i < list->len; i++)
      if (kiosk != NULL)
        print_entry (g_ptr_array_index (list, i));
      else
        print_kiosk (g_ptr_array_index (list, i));
  return TRUE;
}

int
parvis_hub_command_fleet (int argc, char **argv, GError **error)
{
  g_autofree char *path = NULL;
  g_autofree char *kiosk = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "journal", 0, 0, G_OPTION_ARG_STRING, &kiosk, N_ ("ce qui est arrivé à cette borne, tel qu’elle l’a envoyé"),
      N_ ("BORNE") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("pour un programme"), NULL },
    { NULL },
  };
  g_autoptr (ParvisHubConfig) config = NULL;
  g_autoptr (ParvisHubStore) store = NULL;

  if (!parvis_hub_command_parse (&argc, &argv, NULL, entries, &path, 0, error))
    return EX_USAGE;
  config = parvis_hub_config_load (path, error);
  if (config == NULL)
    return EX_CONFIG;
  store = parvis_hub_store_open (config->store, error);
  return store != NULL && parvis_hub_command_tell_closed (store, error) && print (store, kiosk, json, error)
             ? EXIT_SUCCESS
             : EXIT_FAILURE;
}
