/* SPDX-License-Identifier: EUPL-1.2
 *
 * parvisctl journal: what happened to this kiosk, and whether somebody has touched its journal. 0: read, and sound when
 * asked; 1: not sound. JSON: a list of entries as sync/hub/openapi.yaml has them; with --verify one object {"finding",
 * "seq", "entries", "head"}, whose finding is "sound", "changed", "missing", "cut" or "other".
 */
#include "app/ctl/ctl.h"

#include <gio/gio.h>
#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <signal.h>
#include <stdio.h>

#include "app/ctl/ctl-options.h"
#include "app/ctl/journal-words.h"
#include "sync/config/config.h"
#include "sync/journal/journal.h"

#define USAGE                                                                                                          \
  "parvisctl journal [--since AAAA-MM-JJ] [--event NOM] [--follow] [--json] [--verify [--head ENTRÉE:EMPREINTE]]"     \
  " [--config FICHIER]"

typedef struct
{
  char *config, *since, *event, *head;
  gboolean json, verify, follow;
  gint64 from;             /* Unix seconds; of @since */
  ParvisJournalHead known; /* of @head */
} Options;

static void
options_clear (Options *self)
{
  g_free (self->config);
  g_free (self->since);
  g_free (self->event);
  g_free (self->head);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* Entries --------------------------------------------------------------------------------------- */

static gboolean
is_wanted (const Options *options, const ParvisJournalEntry *entry)
{
  return entry->at >= options->from && (options->event == NULL || g_str_equal (entry->event, options->event));
}

static void
print_entry (const ParvisJournalEntry *entry)
{
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_local (entry->at);
  g_autofree char *when = at != NULL ? g_date_time_format (at, "%F %T") : g_strdup ("?");

  g_print ("%s  %-12s  %s", when, entry->program, parvis_ctl_journal_sentence (entry->event));
  if (entry->detail[0] != '\0')
    g_print ("  [%s]", entry->detail);
  if (entry->repeats > 0)
    g_print (ngettext ("  (et %" G_GINT64_FORMAT " fois entre-temps)", "  (et %" G_GINT64_FORMAT " fois entre-temps)",
                       (gulong) entry->repeats),
             entry->repeats);
  g_print ("\n");
}

static void
print_json (const Options *options, GPtrArray *entries)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  g_autofree char *text = NULL;

  json_node_take_array (node, json_array_new ());
  for (guint i = 0; i < entries->len; i++)
    if (is_wanted (options, g_ptr_array_index (entries, i)))
      json_array_add_object_element (json_node_get_array (node),
                                     parvis_journal_entry_to_json (g_ptr_array_index (entries, i)));
  text = json_to_string (node, TRUE);
  g_print ("%s\n", text);
}

/* The entries after @after, which becomes the last one's. */
static gboolean
print_after (const Options *options, const char *path, gint64 *after, GError **error)
{
  g_autoptr (GPtrArray) entries = parvis_journal_read (path, *after, 0, error);

  if (entries == NULL)
    return FALSE;
  if (options->json)
    print_json (options, entries);
  for (guint i = 0; i < entries->len; i++)
    {
      const ParvisJournalEntry *entry = g_ptr_array_index (entries, i);

      *after = entry->seq;
      if (!options->json && is_wanted (options, entry))
        print_entry (entry);
    }
  fflush (stdout);
  return TRUE;
}

/* --follow -------------------------------------------------------------------------------------- */

typedef struct
{
  const Options *options;
  const char *path;
  gint64 after;
} Following;

static void
on_changed (GFileMonitor *monitor, GFile *file, GFile *other, GFileMonitorEvent event, gpointer user_data)
{
  Following *following = user_data;
  g_autoptr (GError) error = NULL;

  /* One that is being written is read when it is done: that is a change, too. */
  if (!print_after (following->options, following->path, &following->after, &error)
      && !g_error_matches (error, PARVIS_JOURNAL_ERROR, PARVIS_JOURNAL_ERROR_BUSY))
    parvis_ctl_fail (error);
}

static gboolean
on_stop (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_CONTINUE;
}

static gboolean
follow (const Options *options, const char *path, gint64 after, GError **error)
{
  Following following = { options, path, after };
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileMonitor) monitor = g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, error);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  if (monitor == NULL)
    return FALSE;
  g_signal_connect (monitor, "changed", G_CALLBACK (on_changed), &following);
  g_unix_signal_add (SIGINT, on_stop, loop);
  g_unix_signal_add (SIGTERM, on_stop, loop);
  g_main_loop_run (loop);
  return TRUE;
}

/* --verify -------------------------------------------------------------------------------------- */

static const char *const findings[] = { "sound", "changed", "missing", "cut", "other" };

/* (transfer full) */
static char *
say_verdict (const ParvisJournalVerdict *verdict)
{
  switch (verdict->finding)
    {
    case PARVIS_JOURNAL_CHANGED:
      return g_strdup_printf (_ ("L’entrée %" G_GINT64_FORMAT " du journal a été modifiée, ajoutée ou déplacée."),
                              verdict->seq);
    case PARVIS_JOURNAL_MISSING:
      return g_strdup_printf (_ ("L’entrée %" G_GINT64_FORMAT " du journal a été retirée."), verdict->seq);
    case PARVIS_JOURNAL_CUT:
      return g_strdup_printf (_ ("La fin du journal a été coupée à partir de l’entrée %" G_GINT64_FORMAT "."),
                              verdict->seq);
    case PARVIS_JOURNAL_OTHER:
      return g_strdup_printf (_ ("L’entrée %" G_GINT64_FORMAT " n’est plus celle d’avant : ce journal a été réécrit."),
                              verdict->seq);
    default:
      return g_strdup_printf (ngettext ("Le journal est intact : %" G_GINT64_FORMAT " entrée.",
                                        "Le journal est intact : %" G_GINT64_FORMAT " entrées.",
                                        (gulong) verdict->entries),
                              verdict->entries);
    }
}

static void
print_verdict (const ParvisJournalVerdict *verdict)
{
  g_autofree char *text = say_verdict (verdict);
  g_autofree char *head = parvis_journal_head_to_string (&verdict->head);

  g_print ("%s\n", text);
  if (verdict->finding == PARVIS_JOURNAL_SOUND)
    g_print (_ ("Dernière entrée : %s\nComparez-la avec celle du serveur central : parvis-hub fleet --json\n"), head);
  else
    g_print (_ ("Comparez avec ce que le serveur central a reçu : parvis-hub fleet --journal BORNE. Cherchez qui a eu "
                "accès à la "
                "borne ; gardez ce fichier.\n"));
}

static void
print_verdict_json (const ParvisJournalVerdict *verdict)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *head = parvis_journal_head_to_string (&verdict->head);
  JsonObject *object = json_object_new ();
  g_autofree char *text = NULL;

  json_object_set_string_member (object, "finding", findings[verdict->finding]);
  json_object_set_int_member (object, "seq", verdict->seq);
  json_object_set_int_member (object, "entries", verdict->entries);
  json_object_set_string_member (object, "head", head);
  json_node_take_object (node, object);
  text = json_to_string (node, TRUE);
  g_print ("%s\n", text);
}

static int
verify (const Options *options, const char *path)
{
  ParvisJournalVerdict verdict;
  g_autoptr (GError) error = NULL;

  if (!parvis_journal_verify (path, options->head != NULL ? &options->known : NULL, &verdict, &error))
    return parvis_ctl_fail (error);
  if (options->json)
    print_verdict_json (&verdict);
  else
    print_verdict (&verdict);
  return verdict.finding == PARVIS_JOURNAL_SOUND ? PARVIS_CTL_OK : PARVIS_CTL_FAULTS;
}

/* The command ----------------------------------------------------------------------------------- */

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, PARVIS_JOURNAL_ERROR, PARVIS_JOURNAL_ERROR_INVALID, message);
  return FALSE;
}

static gboolean
check_since (Options *options, GError **error)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *whole = g_strdup_printf ("%sT00:00:00", options->since != NULL ? options->since : "");
  g_autoptr (GDateTime) date = g_date_time_new_from_iso8601 (whole, zone);

  if (options->since == NULL)
    return TRUE;
  if (date == NULL || !g_regex_match_simple ("^\\d{4}-\\d\\d-\\d\\d$", options->since, 0, 0))
    return refuse (error, _ ("--since : écrivez un jour, par exemple 2026-11-22"));
  options->from = g_date_time_to_unix (date);
  return TRUE;
}

static gboolean
check (Options *options, GError **error)
{
  ParvisJournalEvent event;

  if (options->event != NULL && !parvis_journal_event_from_string (options->event, &event))
    return refuse (error, _ ("--event : ce nom n’existe pas ; ceux du journal sont écrits par --json"));
  if (options->head != NULL && !parvis_journal_head_parse (options->head, &options->known))
    return refuse (error, _ ("--head : écrivez le numéro de l’entrée, deux points, et ses 64 chiffres"));
  if (options->head != NULL && !options->verify)
    return refuse (error, _ ("--head va avec --verify"));
  if (options->follow && (options->json || options->verify))
    return refuse (error, _ ("--follow ne va ni avec --json ni avec --verify"));
  return check_since (options, error);
}

static int
run (Options *options, GError **error)
{
  g_autoptr (ParvisConfig) config = check (options, error) ? parvis_config_load (options->config, error) : NULL;
  const char *path = config != NULL ? parvis_config_journal_path (config) : NULL;
  gint64 after = 0;

  if (path == NULL)
    return PARVIS_CTL_FAULTS;
  if (options->verify)
    return verify (options, path);
  if (!print_after (options, path, &after, error) || (options->follow && !follow (options, path, after, error)))
    return PARVIS_CTL_FAULTS;
  return PARVIS_CTL_OK;
}

int
parvis_ctl_journal (int argc, char **argv)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "config", 0, 0, G_OPTION_ARG_FILENAME, &options.config }, { "since", 0, 0, G_OPTION_ARG_STRING, &options.since },
    { "event", 0, 0, G_OPTION_ARG_STRING, &options.event },     { "head", 0, 0, G_OPTION_ARG_STRING, &options.head },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json },         { "verify", 0, 0, G_OPTION_ARG_NONE, &options.verify },
    { "follow", 0, 0, G_OPTION_ARG_NONE, &options.follow },     G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GError) error = NULL;
  int status;

  /* "journal" is a noun without actions: the parser takes the first word for the program's. */
  argc++;
  argv--;
  if (!parvis_ctl_parse (entries, USAGE, 0, &argc, &argv))
    return PARVIS_CTL_USAGE;
  status = run (&options, &error);
  return error != NULL ? parvis_ctl_fail (error) : status;
}
