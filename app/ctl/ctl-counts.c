/* SPDX-License-Identifier: EUPL-1.2
 *
 * parvisctl counts: how often what happened, by day. Nothing in it is about anybody.
 */
#include "app/ctl/ctl.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "app/counts/counts.h"
#include "app/ctl/ctl-options.h"
#include "sync/config/config.h"

#define USAGE "parvisctl counts [--json] [--since AAAA-MM-JJ] [--config FICHIER]"

typedef struct
{
  char *config, *since;
  gboolean json;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->config);
  g_free (self->since);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static void
print_json (GPtrArray *counts)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  g_autofree char *text = NULL;

  json_node_take_array (node, json_array_new ());
  for (guint i = 0; i < counts->len; i++)
    {
      const ParvisCount *count = g_ptr_array_index (counts, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "day", count->day);
      json_object_set_string_member (object, "event", count->event);
      json_object_set_string_member (object, "subject", count->subject);
      json_object_set_string_member (object, "detail", count->detail);
      json_object_set_int_member (object, "n", count->n);
      json_array_add_object_element (json_node_get_array (node), object);
    }
  text = json_to_string (node, TRUE);
  g_print ("%s\n", text);
}

static void
print_lines (GPtrArray *counts)
{
  for (guint i = 0; i < counts->len; i++)
    {
      const ParvisCount *count = g_ptr_array_index (counts, i);
      g_print ("%s  %-16s %6" G_GINT64_FORMAT "  %s %s\n", count->day, count->event, count->n, count->subject,
               count->detail);
    }
}

static gboolean
check_day (const char *day, GError **error)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *whole = g_strdup_printf ("%sT00:00:00Z", day != NULL ? day : "2026-01-01");
  g_autoptr (GDateTime) date = g_date_time_new_from_iso8601 (whole, utc);

  if (date != NULL && (day == NULL || g_regex_match_simple ("^\\d{4}-\\d\\d-\\d\\d$", day, 0, 0)))
    return TRUE;
  g_set_error (error, PARVIS_COUNTS_ERROR, PARVIS_COUNTS_ERROR_FAILED,
               _ ("« %s » n’est pas un jour ; écrivez --since 2026-11-22, par exemple"), day);
  return FALSE;
}

int
parvis_ctl_counts (int argc, char **argv)
{
  g_auto (Options) options = { NULL, NULL, FALSE };
  const GOptionEntry entries[] = {
    { "config", 0, 0, G_OPTION_ARG_FILENAME, &options.config },
    { "since", 0, 0, G_OPTION_ARG_STRING, &options.since },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (ParvisConfig) config = NULL;
  g_autoptr (GPtrArray) counts = NULL;
  g_autoptr (GError) error = NULL;

  /* "counts" is a noun without actions: the parser takes the first word for the program's. */
  argc++;
  argv--;
  if (!parvis_ctl_parse (entries, USAGE, 0, &argc, &argv))
    return PARVIS_CTL_USAGE;
  if (!check_day (options.since, &error) || (config = parvis_config_load (options.config, &error)) == NULL)
    return parvis_ctl_fail (error);
  counts = parvis_counts_read (parvis_config_counts_path (config), options.since, &error);
  if (counts == NULL)
    return parvis_ctl_fail (error);
  if (options.json)
    print_json (counts);
  else
    print_lines (counts);
  return PARVIS_CTL_OK;
}
