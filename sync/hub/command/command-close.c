/* SPDX-License-Identifier: EUPL-1.2
 *
 * parvis-hub close, reopen: kiosks keep their submissions meanwhile. Both work beside a server that runs.
 */
#include "sync/hub/command/command.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "sync/hub/config/hub-config.h"
#include "sync/hub/kiosks/register.h"
#include "sync/hub/store/closing.h"

#define WHOLE_SERVER  "-" /* in the register's events, where a kiosk's name stands */
#define MINUTES_CHARS 16  /* of AAAA-MM-JJTHH:MM */

static gint64
now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

/* (transfer full) */
static char *
to_minute (gint64 at)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (at);

  return g_date_time_format (time, "%Y-%m-%d %H:%M");
}

/* ISO 8601, this server's own time when no zone is said; seconds may be left out. */
static gboolean
parse_instant (const char *text, gint64 *at, GError **error)
{
  g_autoptr (GTimeZone) here = g_time_zone_new_local ();
  g_autofree char *whole = g_strconcat (text, strlen (text) == MINUTES_CHARS ? ":00" : "", NULL);
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (whole, here);

  if (time == NULL)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 _ ("--until : « %s » n’est pas un instant ; écrivez AAAA-MM-JJTHH:MM, par exemple 2026-05-04T08:00"),
                 text);
  else if (g_date_time_to_unix (time) <= now () || g_date_time_to_unix (time) > now () + PARVIS_HUB_CLOSING_LONGEST)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 _ ("--until : « %s » est passé, ou à plus d’un an ; écrivez un instant à venir"), text);
  else
    {
      *at = g_date_time_to_unix (time);
      return TRUE;
    }
  return FALSE;
}

static gboolean
begin (ParvisHubStore *store, gint64 until, const char *minute, GError **error)
{
  return parvis_hub_closing_begin (store, now (), until, error)
         && parvis_hub_register_event (store, "server_closed", WHOLE_SERVER, minute, now (), error);
}

int
parvis_hub_command_close (int argc, char **argv, GError **error)
{
  g_autofree char *path = NULL, *text = NULL, *minute = NULL;
  const GOptionEntry entries[] = {
    { "until", 0, 0, G_OPTION_ARG_STRING, &text,
      N_ ("rouvre de lui-même à cet instant (sans elle : quand vous tapez « parvis-hub reopen »)"),
      N_ ("AAAA-MM-JJTHH:MM") },
    { NULL },
  };
  g_autoptr (ParvisHubConfig) config = NULL;
  g_autoptr (ParvisHubStore) store = NULL;
  gint64 until = 0;

  if (!parvis_hub_command_parse (&argc, &argv, NULL, entries, &path, 0, error)
      || (text != NULL && !parse_instant (text, &until, error)))
    return EX_USAGE;
  config = parvis_hub_config_load (path, error);
  if (config == NULL)
    return EX_CONFIG;
  minute = until > 0 ? to_minute (until) : g_strdup ("-");
  store = parvis_hub_store_open (config->store, error);
  if (store == NULL || !begin (store, until, minute, error))
    return EXIT_FAILURE;
  if (until > 0)
    g_print (_ ("Fermé jusqu’au %s. Les bornes gardent leurs demandes et les enverront ensuite ; rien n’est perdu. "
                "Pour rouvrir avant : parvis-hub reopen\n"),
             minute);
  else
    g_print (_ ("Fermé. Les bornes gardent leurs demandes et les enverront ensuite ; rien n’est perdu. Pour rouvrir : "
                "parvis-hub reopen\n"));
  return EXIT_SUCCESS;
}

int
parvis_hub_command_reopen (int argc, char **argv, GError **error)
{
  g_autofree char *path = NULL;
  g_autoptr (ParvisHubConfig) config = NULL;
  g_autoptr (ParvisHubStore) store = NULL;
  ParvisHubClosing closing = { 0 };

  if (!parvis_hub_command_parse (&argc, &argv, NULL, NULL, &path, 0, error))
    return EX_USAGE;
  config = parvis_hub_config_load (path, error);
  if (config == NULL)
    return EX_CONFIG;
  store = parvis_hub_store_open (config->store, error);
  if (store == NULL || !parvis_hub_closing_read (store, now (), &closing, error)
      || !parvis_hub_closing_end (store, error))
    return EXIT_FAILURE;
  if (closing.at == 0)
    {
      g_print (_ ("Ce serveur n’était pas fermé.\n"));
      return EXIT_SUCCESS;
    }
  if (!parvis_hub_register_event (store, "server_reopened", WHOLE_SERVER, "-", now (), error))
    return EXIT_FAILURE;
  g_print (_ ("Rouvert. Les bornes qui attendaient enverront leurs demandes dans la demi-heure.\n"));
  return EXIT_SUCCESS;
}

/* For the other commands' readers: what they see does not move, and this is why. */
gboolean
parvis_hub_command_tell_closed (ParvisHubStore *store, GError **error)
{
  ParvisHubClosing closing;
  g_autofree char *since = NULL, *until = NULL;

  if (!parvis_hub_closing_read (store, now (), &closing, error))
    return FALSE;
  if (closing.at == 0)
    return TRUE;
  since = to_minute (closing.at);
  until = closing.until > 0 ? to_minute (closing.until) : NULL;
  if (until != NULL)
    g_printerr (_ ("Ce serveur est fermé depuis le %s, jusqu’au %s : les demandes attendent dans les bornes.\n"), since,
                until);
  else
    g_printerr (_ ("Ce serveur est fermé depuis le %s : les demandes attendent dans les bornes. Pour le rouvrir : "
                   "parvis-hub reopen\n"),
                since);
  return TRUE;
}
