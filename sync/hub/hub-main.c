/* SPDX-License-Identifier: EUPL-1.2
 *
 * parvis-hub: the reference central server. It receives and keeps; only `open`, with a key that need not be
 * on the same machine, reads.
 */
#include <glib/gi18n-lib.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "sync/hub/command/command.h"

static const struct
{
  const char *name;
  int (*run) (int argc, char **argv, GError **error);
  const char *help;
} commands[] = {
  { "serve", parvis_hub_command_serve, N_ ("reçoit les demandes des bornes, jusqu’à SIGTERM") },
  { "import", parvis_hub_command_import, N_ ("prend les demandes qu’une borne a mises sur une clé USB") },
  { "close", parvis_hub_command_close, N_ ("ne prend plus de demandes ; les bornes les gardent") },
  { "reopen", parvis_hub_command_reopen, N_ ("prend de nouveau les demandes") },
  { "list", parvis_hub_command_list, N_ ("dit ce qui a été reçu") },
  { "fleet", parvis_hub_command_fleet, N_ ("dit comment vont les bornes, et lesquelles se taisent") },
  { "open", parvis_hub_command_open, N_ ("ouvre une demande avec la clé de la mairie") },
  { "state", parvis_hub_command_state, N_ ("dit où en est une demande, à qui tape son numéro de suivi") },
  { "kiosks", parvis_hub_command_kiosks, N_ ("dit les certificats des bornes") },
  { "enrol", parvis_hub_command_enrol, N_ ("donne un code pour inscrire une borne") },
  { "revoke", parvis_hub_command_revoke, N_ ("refuse désormais une borne, volée ou retirée") },
  { "crl", parvis_hub_command_crl, N_ ("écrit la liste signée des certificats révoqués") },
};

static int
usage (void)
{
  g_printerr ("%s\n\n", _ ("Usage : parvis-hub COMMANDE [OPTIONS]"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    g_printerr ("  %-8s %s\n", commands[i].name, _ (commands[i].help));
  g_printerr ("\n%s\n", _ ("parvis-hub COMMANDE --help dit les options."));
  return EX_USAGE;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int status = -1;

  setlocale (LC_ALL, "");
  for (guint i = 0; argc > 1 && i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (argv[1], commands[i].name))
      status = commands[i].run (argc - 1, argv + 1, &error);
  if (status < 0)
    return usage ();
  if (error != NULL)
    g_printerr ("parvis-hub : %s\n", error->message);
  return status;
}
