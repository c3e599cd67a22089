/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/ctl/ctl-queue.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "sync/queue/outbox-repair.h"

static void
print_found (const char *path, const ParvisOutboxSalvage *found)
{
  g_print (_ ("%s : remises dans la file : %u ; y étaient déjà : %u ; déjà reçues par le serveur : %u\n"), path,
           found->queued, found->already, found->delivered);
  if (found->lost > 0)
    g_print (
        _ ("Perdues (leur enveloppe est abîmée) : %u. Gardez ce fichier et prévenez l’accueil : ces demandes sont à "
           "refaire.\n"),
        found->lost);
  if (found->nameless > 0)
    g_print (_ ("Enveloppes entières dont plus rien ne dit le numéro : %u. Gardez ce fichier.\n"), found->nameless);
}

/* One that has given all it had need not be spoken of again. */
static gboolean
recover_one (const ParvisConfig *config, ParvisOutbox *outbox, const char *path, gboolean *whole, GError **error)
{
  ParvisOutboxSalvage found;

  if (!parvis_outbox_salvage (outbox, path, &found, error))
    return FALSE;
  print_found (path, &found);
  parvis_ctl_queue_note_count (config, PARVIS_JOURNAL_QUEUE_RECOVERED, found.queued);
  if (found.lost == 0 && found.nameless == 0)
    return parvis_outbox_note_recovered (path, error);
  *whole = FALSE;
  return TRUE;
}

/* The kiosk may not have met the damage yet, or not be running: then it is put aside here. */
static ParvisOutbox *
open_or_mend (const ParvisConfig *config, GError **error)
{
  const char *path = parvis_config_outbox_path (config);
  g_autofree char *aside = NULL, *name = NULL;
  ParvisOutbox *outbox;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return parvis_ctl_queue_open (config, error);
  outbox = parvis_outbox_open_mended (path, TRUE, &aside, error);
  if (aside == NULL)
    return outbox;
  name = g_path_get_basename (aside);
  parvis_ctl_queue_note (config, PARVIS_JOURNAL_QUEUE_DAMAGED, name);
  return outbox;
}

static int
recover (const ParvisConfig *config, const char *file, GError **error)
{
  g_autoptr (ParvisOutbox) outbox = open_or_mend (config, error);
  g_autoptr (GPtrArray) damaged = NULL;
  gboolean whole = TRUE;

  if (outbox == NULL)
    return PARVIS_CTL_FAULTS;
  damaged = parvis_outbox_list_damaged (parvis_config_outbox_path (config));
  if (file != NULL)
    {
      g_ptr_array_set_size (damaged, 0);
      g_ptr_array_add (damaged, g_strdup (file));
    }
  if (damaged->len == 0)
    g_print (_ ("rien à récupérer : aucune file d’envoi abîmée n’a été mise de côté\n"));
  for (guint i = 0; i < damaged->len; i++)
    if (!recover_one (config, outbox, g_ptr_array_index (damaged, i), &whole, error))
      return PARVIS_CTL_FAULTS;
  return whole ? PARVIS_CTL_OK : PARVIS_CTL_FAULTS;
}

int
parvis_ctl_queue_recover (int argc, char **argv)
{
  g_auto (ParvisCtlQueueOptions) options = { NULL, FALSE };
  g_autoptr (ParvisConfig) config = NULL;
  g_autoptr (GError) error = NULL;
  int words = 0, status;

  for (int i = 1; i < argc; i++) /* the file may be left out */
    if (argv[i][0] != '-' && strcmp (argv[i - 1], "--config") != 0)
      words = 1;
  if (!parvis_ctl_queue_parse (&options, PARVIS_CTL_QUEUE_RECOVER, words, &argc, &argv))
    return PARVIS_CTL_USAGE;
  config = parvis_config_load (options.config, &error);
  status = config != NULL ? recover (config, words > 0 ? argv[1] : NULL, &error) : PARVIS_CTL_FAULTS;
  return error != NULL ? parvis_ctl_fail (error) : status;
}
