/* SPDX-License-Identifier: EUPL-1.2
 *
 * parvisctl enrol: this kiosk is made known to the town hall's server with a one-time code (parvis-hub enrol), read
 * from standard input so that no list of processes and no history keeps it.
 */
#include "app/ctl/ctl.h"

#include <stdio.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "app/ctl/ctl-options.h"
#include "base/secret.h"
#include "sync/keys/enrolment.h"
#include "sync/journal/journal.h"

#define USAGE    "parvisctl enrol [--hub ADRESSE] [--ca FICHIER | --fingerprint SHA-256] [--config FICHIER] < CODE"
#define MAX_LINE 128

static gboolean
read_code (char *code, gsize size)
{
  if (isatty (STDIN_FILENO))
    g_printerr ("%s", _ ("Code donné par la mairie (parvis-hub enrol) : "));
  if (fgets (code, (int) size, stdin) == NULL)
    return FALSE;
  g_strstrip (code);
  return *code != '\0';
}

static void
on_wait (guint seconds, gpointer user_data)
{
  g_printerr (_ ("le serveur demande d’attendre %u s\n"), seconds);
}

static int
enrol (const ParvisConfig *config, ParvisEnrolment *enrolment)
{
  char code[MAX_LINE] = "";
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisJournal) journal = NULL;
  g_autoptr (GDateTime) date = NULL;
  g_autofree char *day = NULL, *detail = NULL;
  gint64 until = 0;
  gboolean good;

  if (!parvis_enrolment_check (config, enrolment, &error))
    return parvis_ctl_fail (error);
  if (!read_code (code, sizeof code))
    {
      g_printerr ("parvisctl: %s\n", _ ("aucun code ; demandez-en un à la mairie (parvis-hub enrol)"));
      return PARVIS_CTL_USAGE;
    }
  enrolment->code = code;
  good = parvis_enrolment_run (config, enrolment, &until, &error);
  parvis_wipe (code, sizeof code);
  if (!good)
    return parvis_ctl_fail (error);
  date = g_date_time_new_from_unix_utc (until);
  day = g_date_time_format (date, "%d/%m/%Y");
  detail = g_date_time_format (date, "kiosk, %Y-%m-%dT%H:%M:%SZ");
  journal = parvis_journal_new (parvis_config_journal_path (config), "parvisctl");
  parvis_journal_post (journal, PARVIS_JOURNAL_CERTIFICATE_ENROLLED, detail);
  g_print (_ ("La borne « %s » est inscrite, jusqu’au %s ; elle renouvellera seule son certificat.\n%s\n%s\n"),
           parvis_config_kiosk_id (config), day, parvis_config_certificate (config), parvis_config_key (config));
  return PARVIS_CTL_OK;
}

int
parvis_ctl_enrol (int argc, char **argv)
{
  g_autofree char *path = NULL, *hub = NULL, *ca = NULL, *fingerprint = NULL, *url = NULL;
  const GOptionEntry entries[] = {
    { "config", 0, 0, G_OPTION_ARG_FILENAME, &path },
    { "hub", 0, 0, G_OPTION_ARG_STRING, &hub },
    { "ca", 0, 0, G_OPTION_ARG_FILENAME, &ca },
    { "fingerprint", 0, 0, G_OPTION_ARG_STRING, &fingerprint },
    G_OPTION_ENTRY_NULL,
  };
  ParvisEnrolment enrolment = { .waits = on_wait };
  g_autoptr (ParvisConfig) config = NULL;
  g_autoptr (GError) error = NULL;

  argc++; /* a noun without actions */
  argv--;
  if (!parvis_ctl_parse (entries, USAGE, 0, &argc, &argv))
    return PARVIS_CTL_USAGE;
  config = parvis_config_load (path, &error);
  if (config == NULL)
    return parvis_ctl_fail (error);
  if (hub != NULL && !g_str_has_prefix (hub, "https://"))
    {
      g_printerr ("parvisctl: %s\n",
                  _ ("--hub : écrivez une adresse https://, par exemple https://hub.exemple.fr:8443/"));
      return PARVIS_CTL_USAGE;
    }
  url = hub != NULL && !g_str_has_suffix (hub, "/") ? g_strconcat (hub, "/", NULL) : g_strdup (hub);
  enrolment.url = url;
  enrolment.ca_file = ca;
  enrolment.fingerprint = fingerprint;
  return enrol (config, &enrolment);
}
