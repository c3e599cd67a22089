/* SPDX-License-Identifier: EUPL-1.2
 *
 * parvisctl queue: what waits to be delivered. Nothing in it can be read here; what is exported is still
 * sealed.
 */
#include "app/ctl/ctl.h"

#include <string.h>

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "app/ctl/ctl-queue.h"

#define USAGE_LIST "parvisctl queue list [--json] [--config FICHIER]"
#define USAGE_SHOW "parvisctl queue show NUMÉRO [--json] [--config FICHIER]"

void
parvis_ctl_queue_options_clear (ParvisCtlQueueOptions *self)
{
  g_free (self->config);
}

gboolean
parvis_ctl_queue_parse (ParvisCtlQueueOptions *options, const char *usage, int words, int *argc, char ***argv)
{
  const GOptionEntry entries[] = {
    { "config", 0, 0, G_OPTION_ARG_FILENAME, &options->config },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options->json },
    G_OPTION_ENTRY_NULL,
  };

  return parvis_ctl_parse (entries, usage, words, argc, argv);
}

/* Looking must not make a queue where there is none: it would be ours and not the kiosk's. */
void
parvis_ctl_queue_note (const ParvisConfig *config, ParvisJournalEvent event, const char *detail)
{
  g_autoptr (ParvisJournal) journal = parvis_journal_new (parvis_config_journal_path (config), "parvisctl");
  g_autoptr (GError) error = NULL;

  if (!parvis_journal_add (journal, event, detail, &error))
    g_printerr ("parvisctl: %s\n", error->message);
}

void
parvis_ctl_queue_note_count (const ParvisConfig *config, ParvisJournalEvent event, guint count)
{
  g_autofree char *detail = g_strdup_printf ("%u", count);

  parvis_ctl_queue_note (config, event, detail);
}

ParvisOutbox *
parvis_ctl_queue_open (const ParvisConfig *config, GError **error)
{
  const char *path = parvis_config_outbox_path (config);

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return parvis_outbox_open (path, error);
  g_set_error (error, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_MISSING,
               _ ("il n’y a pas de file d’envoi « %s » ; la borne n’a pas encore démarré, ou --config "
                  "désigne une autre borne"),
               path);
  return NULL;
}

static ParvisOutbox *
open_outbox (const ParvisCtlQueueOptions *options, GError **error)
{
  g_autoptr (ParvisConfig) config = parvis_config_load (options->config, error);

  return config != NULL ? parvis_ctl_queue_open (config, error) : NULL;
}

/* As people and as programs read it ------------------------------------------------------------- */

static char *
format_time (gint64 time)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (time);

  return time > 0 && date != NULL ? g_date_time_format_iso8601 (date) : NULL;
}

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
  g_autofree char *text = format_time (time);

  set_text (object, member, text);
}

static JsonObject *
entry_to_json (const ParvisOutboxEntry *entry)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", entry->id);
  json_object_set_string_member (object, "state", parvis_submission_state_to_string (entry->state));
  json_object_set_int_member (object, "size", entry->size);
  json_object_set_string_member (object, "sha256", entry->sha256);
  set_time (object, "created_at", entry->created_at);
  json_object_set_int_member (object, "attempts", entry->attempts);
  set_time (object, "next_try_at", entry->next_try_at);
  set_text (object, "last_error", entry->last_error);
  set_text (object, "upload_url", entry->upload_url);
  set_time (object, "delivered_at", entry->delivered_at);
  set_time (object, "exported_at", entry->exported_at);
  return object;
}

static void
print_json (JsonNode *node)
{
  g_autofree char *text = json_to_string (node, TRUE);

  g_print ("%s\n", text);
}

static const char *
state_in_words (ParvisSubmissionState state)
{
  switch (state)
    {
    case PARVIS_SUBMISSION_QUEUED:
      return _ ("en attente");
    case PARVIS_SUBMISSION_SENDING:
      return _ ("en cours d’envoi");
    case PARVIS_SUBMISSION_DELIVERED:
      return _ ("remise");
    case PARVIS_SUBMISSION_REFUSED:
      return _ ("refusée");
    default:
      g_return_val_if_reached (NULL);
    }
}

static void
print_line (const ParvisOutboxEntry *entry)
{
  g_autofree char *size = g_format_size ((guint64) entry->size);
  g_autofree char *created = format_time (entry->created_at);

  g_print ("%s  %s  %s  %s  %u  %s\n", entry->id, created != NULL ? created : "-", state_in_words (entry->state), size,
           entry->attempts, entry->last_error != NULL ? entry->last_error : "");
}

static void
print_field (const char *label, const char *value)
{
  if (value != NULL)
    g_print ("%s\u00a0: %s\n", label, value);
}

static void
print_entry (const ParvisOutboxEntry *entry)
{
  g_autofree char *size = g_format_size_full ((guint64) entry->size, G_FORMAT_SIZE_LONG_FORMAT);
  g_autofree char *created = format_time (entry->created_at);
  g_autofree char *next = format_time (entry->next_try_at);
  g_autofree char *delivered = format_time (entry->delivered_at);
  g_autofree char *exported = format_time (entry->exported_at);
  g_autofree char *attempts = g_strdup_printf ("%u", entry->attempts);

  print_field (_ ("Demande"), entry->id);
  print_field (_ ("État"), state_in_words (entry->state));
  print_field (_ ("Taille"), size);
  print_field (_ ("SHA-256"), entry->sha256);
  print_field (_ ("Enregistrée le"), created);
  print_field (_ ("Essais"), attempts);
  print_field (_ ("Prochain essai"), next);
  print_field (_ ("Dernière erreur"), entry->last_error);
  print_field (_ ("Envoi commencé"), entry->upload_url);
  print_field (_ ("Remise le"), delivered);
  print_field (_ ("Mise sur une clé le"), exported);
}

/* The actions ----------------------------------------------------------------------------------- */

static void
print_list_json (GPtrArray *list)
{
  g_autoptr (JsonArray) array = json_array_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);

  for (guint i = 0; i < list->len; i++)
    json_array_add_object_element (array, entry_to_json (g_ptr_array_index (list, i)));
  json_node_set_array (node, array);
  print_json (node);
}

static void
print_entry_json (const ParvisOutboxEntry *entry)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, entry_to_json (entry));
  print_json (node);
}

static int
run_list (int argc, char **argv)
{
  g_auto (ParvisCtlQueueOptions) options = { NULL, FALSE };
  g_autoptr (ParvisOutbox) outbox = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;

  if (!parvis_ctl_queue_parse (&options, USAGE_LIST, 0, &argc, &argv))
    return PARVIS_CTL_USAGE;
  outbox = open_outbox (&options, &error);
  list = outbox != NULL ? parvis_outbox_list (outbox, &error) : NULL;
  if (list == NULL)
    return parvis_ctl_fail (error);
  if (options.json)
    print_list_json (list);
  else
    for (guint i = 0; i < list->len; i++)
      print_line (g_ptr_array_index (list, i));
  return PARVIS_CTL_OK;
}

static int
run_show (int argc, char **argv)
{
  g_auto (ParvisCtlQueueOptions) options = { NULL, FALSE };
  g_autoptr (ParvisOutbox) outbox = NULL;
  g_autoptr (ParvisOutboxEntry) entry = NULL;
  g_autoptr (GError) error = NULL;

  if (!parvis_ctl_queue_parse (&options, USAGE_SHOW, 1, &argc, &argv))
    return PARVIS_CTL_USAGE;
  outbox = open_outbox (&options, &error);
  entry = outbox != NULL ? parvis_outbox_lookup (outbox, argv[1], &error) : NULL;
  if (entry == NULL)
    return parvis_ctl_fail (error);
  if (options.json)
    print_entry_json (entry);
  else
    print_entry (entry);
  return PARVIS_CTL_OK;
}

int
parvis_ctl_queue (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    int (*run) (int argc, char **argv);
  } actions[] = {
    { "list", run_list },
    { "show", run_show },
    { "export", parvis_ctl_queue_export },
    { "import-receipts", parvis_ctl_queue_import_receipts },
    { "recover", parvis_ctl_queue_recover },
  };

  for (gsize i = 0; argc > 0 && i < G_N_ELEMENTS (actions); i++)
    if (strcmp (argv[0], actions[i].name) == 0)
      return actions[i].run (argc, argv);
  return parvis_ctl_usage (USAGE_LIST "\n        " USAGE_SHOW "\n        " PARVIS_CTL_QUEUE_EXPORT
                                      "\n        " PARVIS_CTL_QUEUE_IMPORT_RECEIPTS
                                      "\n        " PARVIS_CTL_QUEUE_RECOVER);
}
