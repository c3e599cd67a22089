/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/hub/command/command.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <sysexits.h>

#include "sync/hub/config/hub-config.h"
#include "sync/hub/store/tracking.h"
#include "sync/seal/tracking-code.h"

typedef struct
{
  char *config;
  char *code;
  char *set;
  char *message;
} Arguments;

static void
arguments_clear (Arguments *self)
{
  g_free (self->config);
  g_free (self->code);
  g_free (self->set);
  g_free (self->message);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Arguments, arguments_clear)

static gboolean
misused (GError **error, const char *remedy)
{
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, remedy);
  return FALSE;
}

static gboolean
check (const Arguments *arguments, char *code, ParvisHubTrackState *state, GError **error)
{
  if (arguments->code == NULL || parvis_tracking_code_read (arguments->code, code, NULL) != PARVIS_TRACKING_CODE_GOOD)
    return misused (error, _ ("--code : écrivez le numéro de suivi, par exemple « 7F4K 29QX »"));
  if (arguments->set == NULL && arguments->message != NULL)
    return misused (error, _ ("--message va avec --set"));
  if (arguments->set != NULL && !parvis_hub_track_state_from_string (arguments->set, state))
    return misused (error, _ ("--set : écrivez received, in-progress, waiting, done ou refused"));
  return TRUE;
}

static gboolean
print_events (ParvisHubStore *store, const char *code, GError **error)
{
  g_autoptr (GPtrArray) events = parvis_hub_tracking_list (store, code, error);

  if (events == NULL)
    return FALSE;
  for (guint i = 0; i < events->len; i++)
    {
      const ParvisHubEvent *event = g_ptr_array_index (events, i);
      g_autoptr (GDateTime) at = g_date_time_new_from_unix_local (event->at);
      g_autofree char *when = g_date_time_format (at, "%F %H:%M");

      g_print ("%s  %-11s  %s\n", when, parvis_hub_track_state_to_string (event->state),
               event->message != NULL ? event->message : "");
    }
  return TRUE;
}

static gboolean
run (const Arguments *arguments, const char *code, ParvisHubTrackState state, ParvisHubStore *store, GError **error)
{
  if (arguments->set != NULL
      && !parvis_hub_tracking_note (store, code, state, arguments->message, g_get_real_time () / G_USEC_PER_SEC, error))
    return FALSE;
  return print_events (store, code, error);
}

int
parvis_hub_command_state (int argc, char **argv, GError **error)
{
  g_auto (Arguments) arguments = { 0 };
  const GOptionEntry entries[] = {
    { "code", 0, 0, G_OPTION_ARG_STRING, &arguments.code, N_ ("numéro de suivi du reçu"), N_ ("CODE") },
    { "set", 0, 0, G_OPTION_ARG_STRING, &arguments.set,
      N_ ("où en est la demande : received, in-progress, waiting, done ou refused"), N_ ("ÉTAT") },
    { "message", 0, 0, G_OPTION_ARG_STRING, &arguments.message,
      N_ ("ce que lira, sur un écran public, qui tape ce numéro : n’y mettez aucun nom"), N_ ("TEXTE") },
    { NULL },
  };
  char code[PARVIS_TRACKING_CODE_LENGTH + 1];
  ParvisHubTrackState state = PARVIS_HUB_TRACK_RECEIVED;
  g_autoptr (ParvisHubConfig) config = NULL;
  g_autoptr (ParvisHubStore) store = NULL;

  if (!parvis_hub_command_parse (&argc, &argv, NULL, entries, &arguments.config, 0, error)
      || !check (&arguments, code, &state, error))
    return EX_USAGE;
  config = parvis_hub_config_load (arguments.config, error);
  if (config == NULL)
    return EX_CONFIG;
  store = parvis_hub_store_open (config->store, error);
  return store != NULL && run (&arguments, code, state, store, error) ? EXIT_SUCCESS : EXIT_FAILURE;
}
