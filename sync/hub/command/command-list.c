/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/hub/command/command.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <stdlib.h>
#include <sysexits.h>

#include "sync/hub/config/hub-config.h"
#include "sync/hub/store/store.h"

static char *
date (gint64 at)
{
  g_autoptr (GDateTime) time = at > 0 ? g_date_time_new_from_unix_local (at) : NULL;

  return time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M:%S") : g_strdup ("-");
}

static const char *
state_in_french (ParvisHubUploadState state)
{
  switch (state)
    {
    case PARVIS_HUB_UPLOAD_STORED:
      return _ ("reçue");
    case PARVIS_HUB_UPLOAD_APART:
      return _ ("à part");
    default:
      return _ ("en cours");
    }
}

/* One line each; the upload's own name is what opens one that was kept apart. */
static void
print_line (const ParvisHubUpload *upload)
{
  g_autofree char *when = date (upload->settled_at > 0 ? upload->settled_at : upload->created_at);

  g_print ("%s  %-8s  %s  %10" G_GOFFSET_FORMAT "  %s  %s\n", upload->submission, state_in_french (upload->state), when,
           upload->length, upload->kiosk, upload->id);
}

static void
add_string (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_int (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

static void
add_upload (JsonBuilder *builder, ParvisHubStore *store, const ParvisHubUpload *upload)
{
  g_autofree char *file = parvis_hub_store_path (store, upload);

  json_builder_begin_object (builder);
  add_string (builder, "id", upload->submission);
  add_string (builder, "state", parvis_hub_upload_state_to_string (upload->state));
  add_string (builder, "sha256", upload->sha256);
  add_int (builder, "size", upload->length);
  add_string (builder, "kiosk", upload->kiosk);
  add_int (builder, "created_at", upload->created_at);
  add_int (builder, "received_at", upload->settled_at);
  add_string (builder, "upload", upload->id);
  add_string (builder, "file", file);
  json_builder_end_object (builder);
}

static void
print_json (ParvisHubStore *store, GPtrArray *list)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  json_builder_begin_array (builder);
  for (guint i = 0; i < list->len; i++)
    add_upload (builder, store, g_ptr_array_index (list, i));
  json_builder_end_array (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, TRUE);
  g_print ("%s\n", text);
}

int
parvis_hub_command_list (int argc, char **argv, GError **error)
{
  g_autofree char *path = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("pour un programme"), NULL },
    { NULL },
  };
  g_autoptr (ParvisHubConfig) config = NULL;
  g_autoptr (ParvisHubStore) store = NULL;
  g_autoptr (GPtrArray) list = NULL;

  if (!parvis_hub_command_parse (&argc, &argv, NULL, entries, &path, 0, error))
    return EX_USAGE;
  config = parvis_hub_config_load (path, error);
  if (config == NULL)
    return EX_CONFIG;
  store = parvis_hub_store_open (config->store, error);
  list = store != NULL ? parvis_hub_store_list (store, error) : NULL;
  if (list == NULL)
    return EXIT_FAILURE;
  if (json)
    print_json (store, list);
  else
    g_ptr_array_foreach (list, (GFunc) (void (*) (void)) print_line, NULL);
  return EXIT_SUCCESS;
}
