/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/hub/command/command.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sysexits.h>
#include <unistd.h>

#include "sync/hub/phone/phone-server.h"
#include "sync/hub/service/server.h"

gboolean
parvis_hub_command_parse (int *argc, char ***argv, const char *usage, const GOptionEntry *entries, char **config,
                          int rest, GError **error)
{
  const GOptionEntry common[] = {
    { "config", 'c', 0, G_OPTION_ARG_FILENAME, config,
      N_ ("configuration du serveur (sans elle : PARVIS_HUB_CONFIG, puis /etc/parvis/hub.conf)"), N_ ("FICHIER") },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (usage);

  g_option_context_add_main_entries (context, common, GETTEXT_PACKAGE);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;
  if (*argc == rest + 1)
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("%d argument(s) attendu(s) ; voyez --help"), rest);
  return FALSE;
}

/* One server a store; the kernel lets go of it whatever ends us. */
static int
take_lock (const char *store, GError **error)
{
  g_autofree char *path = g_build_filename (store, "hub.lock", NULL);
  int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

  if (fd >= 0 && flock (fd, LOCK_EX | LOCK_NB) == 0)
    return fd;
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
               _ ("un autre parvis-hub se sert de « %s » (%s) ; arrêtez-le ou donnez un autre dossier"), store,
               g_strerror (errno));
  if (fd >= 0)
    close (fd);
  return -1;
}

static gboolean
on_stop (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_CONTINUE;
}

/* For scripts: not translated. In one write: whoever wants but the first line may have gone after it. */
static void
say_ports (const ParvisHubServer *server, const ParvisHubPhoneServer *phones)
{
  g_autofree char *second
      = phones != NULL ? g_strdup_printf ("telephones on %u\n", parvis_hub_phone_server_port (phones)) : g_strdup ("");

  g_print ("listening on %u\n%s", parvis_hub_server_port (server), second);
  fflush (stdout);
}

static int
serve (const ParvisHubConfig *config, ParvisHub *hub, GError **error)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (ParvisHubPhoneServer) phones = NULL;
  g_autoptr (ParvisHubServer) server = parvis_hub_server_start (config, hub, error);

  if (server != NULL && config->phone_address != NULL)
    phones = parvis_hub_phone_server_start (config, parvis_hub_get_slots (hub), error);
  if (server == NULL || (phones == NULL && config->phone_address != NULL))
    return EXIT_FAILURE;
  g_unix_signal_add (SIGTERM, on_stop, loop);
  g_unix_signal_add (SIGINT, on_stop, loop);
  say_ports (server, phones);
  g_main_loop_run (loop);
  return EXIT_SUCCESS;
}

int
parvis_hub_command_serve (int argc, char **argv, GError **error)
{
  g_autofree char *path = NULL;
  g_autoptr (ParvisHubConfig) config = NULL;
  g_autoptr (ParvisHub) hub = NULL;
  int lock, status;

  if (!parvis_hub_command_parse (&argc, &argv, NULL, NULL, &path, 0, error))
    return EX_USAGE;
  config = parvis_hub_config_load (path, error);
  if (config == NULL)
    return EX_CONFIG;
  hub = parvis_hub_new (config, error);
  if (hub == NULL)
    return EXIT_FAILURE;
  lock = take_lock (config->store, error);
  if (lock < 0)
    return EXIT_FAILURE;
  status = serve (config, hub, error);
  close (lock);
  return status;
}
