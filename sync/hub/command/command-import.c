/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/hub/command/command.h"

#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sysexits.h>
#include <unistd.h>

#include "sync/hub/intake/import.h"

static const char *
in_french (const char *what)
{
  if (strcmp (what, "taken") == 0)
    return _ ("reçue");
  if (strcmp (what, "already") == 0)
    return _ ("déjà reçue");
  return strcmp (what, "apart") == 0 ? _ ("à part") : _ ("pas prise");
}

static void
on_said (const char *id, const char *what, const char *why, gpointer user_data)
{
  g_print ("%s  %s%s%s\n", id, in_french (what), why != NULL ? " : " : "", why != NULL ? why : "");
}

static void
on_failed (const GError *error, gpointer user_data)
{
  g_printerr ("%s\n", error->message);
}

static void
print_tally (const ParvisHubImportTally *tally)
{
  g_print (
      _ ("reçues : %u ; déjà reçues : %u ; mises à part : %u ; pas prises : %u ; accusés laissés sur la clé : %u\n"),
      tally->taken, tally->already, tally->apart, tally->refused, tally->receipts);
  if (tally->taken + tally->already > tally->receipts)
    g_print (_ ("Des accusés n’ont pas pu être laissés sur la clé : la borne saura par le réseau que ses demandes sont "
                "reçues.\n"));
  if (tally->failed > 0)
    g_print (ngettext ("Un dossier n’a pas été pris en entier ; la raison est dite plus haut.\n",
                       "%u dossiers n’ont pas été pris en entier ; les raisons sont dites plus haut.\n", tally->failed),
             tally->failed);
  if (tally->refused > 0)
    g_print (_ ("Celles qui ne sont pas prises restent dans la borne : refaites-y l’export sur une autre clé.\n"));
}

/* Two imports at once would write the same files; the running server does not. */
static int
take_lock (const char *store, GError **error)
{
  g_autofree char *path = g_build_filename (store, "import.lock", NULL);
  int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

  if (fd >= 0 && flock (fd, LOCK_EX | LOCK_NB) == 0)
    return fd;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY,
               _ ("un autre « parvis-hub import » est en cours (« %s ») ; attendez qu’il ait fini"), path);
  if (fd >= 0)
    close (fd);
  return -1;
}

static int
import (const ParvisHubConfig *config, const char *root, const char *const *accepted, GError **error)
{
  g_autoptr (ParvisHubStore) store = parvis_hub_store_open (config->store, error);
  int lock = store != NULL ? take_lock (config->store, error) : -1;
  const ParvisHubImport how = { .store = store,
                                .config = config,
                                .accepted = accepted,
                                .now = g_get_real_time () / G_USEC_PER_SEC,
                                .said = on_said,
                                .failed = on_failed };
  ParvisHubImportTally tally;
  gboolean done;

  if (lock < 0)
    return EXIT_FAILURE;
  done = parvis_hub_import (&how, root, &tally, error);
  print_tally (&tally);
  close (lock);
  return done && tally.refused == 0 && tally.failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

int
parvis_hub_command_import (int argc, char **argv, GError **error)
{
  g_autofree char *path = NULL;
  g_auto (GStrv) accepted = NULL;
  const GOptionEntry entries[] = {
    { "accept", 0, 0, G_OPTION_ARG_STRING_ARRAY, &accepted,
      N_ ("prend ce qui se dit venir de cette borne, révoquée ou dont rien ne prouve la liste : vous savez d’où vient "
          "la "
          "clé ; peut être répétée"),
      N_ ("BORNE") },
    { NULL },
  };
  g_autoptr (ParvisHubConfig) config = NULL;

  if (!parvis_hub_command_parse (&argc, &argv, _ ("DOSSIER"), entries, &path, 1, error))
    return EX_USAGE;
  config = parvis_hub_config_load (path, error);
  return config != NULL ? import (config, argv[1], (const char *const *) accepted, error) : EX_CONFIG;
}
