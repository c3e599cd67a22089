/* SPDX-License-Identifier: EUPL-1.2
 *
 * parvisctl keys: the certificates of this kiosk and how long they are good. 0: all are; 1: something is to be done.
 * JSON: a list of
 * {"role", "state", "file", "subject", "serial", "sha256", "from", "until", "text"}; times are ISO 8601, what is not
 * known is null.
 */
#include "app/ctl/ctl.h"

#include <string.h>

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "app/ctl/ctl-options.h"
#include "sync/keys/keys.h"

#define USAGE "parvisctl keys list [--json] [--config FICHIER]"

static void
set_text (JsonObject *object, const char *member, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, member, text);
  else
    json_object_set_null_member (object, member);
}

static void
set_time (JsonObject *object, const char *member, gint64 time)
{
  g_autoptr (GDateTime) date = time != 0 ? g_date_time_new_from_unix_utc (time) : NULL;
  g_autofree char *text = date != NULL ? g_date_time_format_iso8601 (date) : NULL;

  set_text (object, member, text);
}

static JsonObject *
key_to_json (const ParvisKey *key)
{
  JsonObject *object = json_object_new ();
  g_autofree char *text = parvis_key_to_text (key);

  set_text (object, "role", parvis_key_role_to_string (key->role));
  set_text (object, "state", parvis_key_state_to_string (key->state));
  set_text (object, "file", key->file);
  set_text (object, "subject", key->subject);
  set_text (object, "serial", key->serial);
  set_text (object, "sha256", key->sha256);
  set_time (object, "from", key->from);
  set_time (object, "until", key->until);
  set_text (object, "text", text);
  return object;
}

static void
print_json (const GPtrArray *keys)
{
  g_autoptr (JsonArray) array = json_array_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  g_autofree char *text = NULL;

  for (guint i = 0; i < keys->len; i++)
    json_array_add_object_element (array, key_to_json (g_ptr_array_index (keys, i)));
  json_node_set_array (node, array);
  text = json_to_string (node, TRUE);
  g_print ("%s\n", text);
}

static void
print_key (const ParvisKey *key)
{
  g_autofree char *text = parvis_key_to_text (key);

  g_print ("%s\n", text);
  if (key->file != NULL)
    g_print ("    %s\n", key->file);
  if (key->sha256 != NULL)
    g_print (_ ("    numéro %s\n    empreinte SHA-256 %s\n"), key->serial, key->sha256);
}

static int
run_list (int argc, char **argv)
{
  gboolean json = FALSE;
  g_autofree char *path = NULL;
  const GOptionEntry entries[] = {
    { "config", 0, 0, G_OPTION_ARG_FILENAME, &path },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (ParvisConfig) config = NULL;
  g_autoptr (GPtrArray) keys = NULL;
  g_autoptr (GError) error = NULL;
  int status = PARVIS_CTL_OK;

  if (!parvis_ctl_parse (entries, USAGE, 0, &argc, &argv))
    return PARVIS_CTL_USAGE;
  config = parvis_config_load (path, &error);
  if (config == NULL)
    return parvis_ctl_fail (error);
  keys = parvis_keys_list (config, g_get_real_time () / G_USEC_PER_SEC);
  if (json)
    print_json (keys);
  for (guint i = 0; i < keys->len; i++)
    {
      const ParvisKey *key = g_ptr_array_index (keys, i);

      if (key->state != PARVIS_KEY_GOOD)
        status = PARVIS_CTL_FAULTS;
      if (!json)
        print_key (key);
    }
  return status;
}

int
parvis_ctl_keys (int argc, char **argv)
{
  return argc > 0 && strcmp (argv[0], "list") == 0 ? run_list (argc, argv) : parvis_ctl_usage (USAGE);
}
