/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/ctl/ctl-queue.h"

#include <glib/gi18n-lib.h>

#include "sync/queue/carry.h"

static void
on_bad (const char *id, const char *why, gpointer user_data)
{
  if (id != NULL)
    g_printerr ("%s : %s\n", id, why);
  else
    g_printerr (_ ("La liste n’est pas signée : %s\n"), why);
}

static gint64
now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static void
print_exported (const ParvisCarryTally *tally, const char *folder, const char *kiosk)
{
  if (tally->done == 0)
    g_print (_ ("rien à mettre sur la clé : toutes les demandes sont remises\n"));
  else
    g_print (
        g_dngettext (GETTEXT_PACKAGE, "%u demande dans « %s », toujours scellée ; elle reste aussi dans la borne\n",
                     "%u demandes dans « %s », toujours scellées ; elles restent aussi dans la borne\n", tally->done),
        tally->done, folder);
  if (tally->done > 0 && tally->signed_list)
    g_print (_ ("Démontez la clé avant de la retirer, puis sur le serveur central : parvis-hub import DOSSIER\n"));
  if (tally->done > 0 && !tally->signed_list)
    g_print (_ ("Démontez la clé avant de la retirer, puis sur le serveur central : parvis-hub import DOSSIER "
                "--accept %s\n"),
             kiosk);
  if (tally->left > 0)
    g_print (_ ("Il en reste %u : recommencez avec une autre clé, une fois celles-ci reçues.\n"), tally->left);
}

int
parvis_ctl_queue_export (int argc, char **argv)
{
  g_auto (ParvisCtlQueueOptions) options = { NULL, FALSE };
  g_autoptr (ParvisConfig) config = NULL;
  g_autoptr (ParvisOutbox) outbox = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = NULL;
  ParvisCarryTally tally;

  if (!parvis_ctl_queue_parse (&options, PARVIS_CTL_QUEUE_EXPORT, 1, &argc, &argv))
    return PARVIS_CTL_USAGE;
  config = parvis_config_load (options.config, &error);
  outbox = config != NULL ? parvis_ctl_queue_open (config, &error) : NULL;
  if (outbox == NULL
      || !parvis_carry_export (outbox, parvis_config_kiosk_id (config), parvis_config_certificate (config),
                               parvis_config_key (config), argv[1], now (), on_bad, NULL, &tally, &error))
    return parvis_ctl_fail (error);
  folder = parvis_carry_folder (argv[1], parvis_config_kiosk_id (config));
  if (tally.done > 0)
    parvis_ctl_queue_note_count (config, PARVIS_JOURNAL_QUEUE_EXPORTED, tally.done);
  print_exported (&tally, folder, parvis_config_kiosk_id (config));
  return tally.bad == 0 ? PARVIS_CTL_OK : PARVIS_CTL_FAULTS;
}

int
parvis_ctl_queue_import_receipts (int argc, char **argv)
{
  g_auto (ParvisCtlQueueOptions) options = { NULL, FALSE };
  g_autoptr (ParvisConfig) config = NULL;
  g_autoptr (ParvisOutbox) outbox = NULL;
  g_autoptr (GError) error = NULL;
  ParvisCarryTally tally;

  if (!parvis_ctl_queue_parse (&options, PARVIS_CTL_QUEUE_IMPORT_RECEIPTS, 1, &argc, &argv))
    return PARVIS_CTL_USAGE;
  config = parvis_config_load (options.config, &error);
  outbox = config != NULL ? parvis_ctl_queue_open (config, &error) : NULL;
  if (outbox == NULL
      || !parvis_carry_take_receipts (outbox, parvis_config_kiosk_id (config), argv[1], parvis_config_ca (config),
                                      now (), on_bad, NULL, &tally, &error))
    return parvis_ctl_fail (error);
  g_print (_ ("remises : %u ; sans accusé pour l’instant : %u ; accusés refusés : %u\n"), tally.done, tally.left,
           tally.bad);
  return tally.bad == 0 ? PARVIS_CTL_OK : PARVIS_CTL_FAULTS;
}
