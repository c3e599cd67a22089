/* SPDX-License-Identifier: EUPL-1.2
 *
 * parvisctl pki: the town hall's authority and the certificates it issues.
 */
#include "app/ctl/ctl.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "app/ctl/ctl-options.h"
#include "sync/pki/pki.h"

#define USAGE_INIT "parvisctl pki init DOSSIER --commune NOM"
#define USAGE_ISSUE                                                                                                    \
  "parvisctl pki issue DOSSIER server|kiosk|envelope|receipt|content NOM [--file FICHIER] [--days JOURS]"

static int
run_init (int argc, char **argv)
{
  g_autofree char *commune = NULL;
  const GOptionEntry entries[] = {
    /* FILENAME: the bytes as typed, whatever the locale */
    { "commune", 0, 0, G_OPTION_ARG_FILENAME, &commune },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GError) error = NULL;

  if (!parvis_ctl_parse (entries, USAGE_INIT, 1, &argc, &argv))
    return PARVIS_CTL_USAGE;
  if (commune == NULL)
    return parvis_ctl_usage (USAGE_INIT);
  if (!parvis_pki_init (argv[1], commune, &error))
    return parvis_ctl_fail (error);
  g_print (_ ("%s/ca.pem : le certificat de l’autorité, à installer sur les bornes et le serveur\n"
              "%s/ca.key : sa clé, à garder hors ligne et à ne donner à personne\n"),
           argv[1], argv[1]);
  return PARVIS_CTL_OK;
}

static void
say_issued (const char *folder, ParvisPkiRole role, const char *name, const char *file)
{
  const char *usual = role == PARVIS_PKI_KIOSK ? name : parvis_pki_role_to_string (role);
  const char *base = file != NULL ? file : usual;

  g_print (_ ("%s/%s.pem : le certificat\n%s/%s.key : sa clé, pour cette machine seulement\n"), folder, base, folder,
           base);
}

static int
issue (const char *folder, ParvisPkiRole role, const char *name, char *file, int days)
{
  g_autoptr (GError) error = NULL;

  if (file != NULL && g_str_has_suffix (file, ".pem"))
    file[strlen (file) - strlen (".pem")] = '\0';
  if (!parvis_pki_issue (folder, role, name, file, days > 0 ? (guint) days : 0, &error))
    return parvis_ctl_fail (error);
  say_issued (folder, role, name, file);
  return PARVIS_CTL_OK;
}

static int
run_issue (int argc, char **argv)
{
  g_autofree char *file = NULL;
  int days = PARVIS_PKI_DEFAULT_DAYS;
  const GOptionEntry entries[] = {
    { "file", 0, 0, G_OPTION_ARG_FILENAME, &file },
    { "days", 0, 0, G_OPTION_ARG_INT, &days },
    G_OPTION_ENTRY_NULL,
  };
  ParvisPkiRole role;

  if (!parvis_ctl_parse (entries, USAGE_ISSUE, 3, &argc, &argv))
    return PARVIS_CTL_USAGE;
  if (!parvis_pki_role_from_string (argv[2], &role))
    {
      g_printerr (_ ("parvisctl: le rôle « %s » n’existe pas\n"), argv[2]);
      return parvis_ctl_usage (USAGE_ISSUE);
    }
  return issue (argv[1], role, argv[3], file, days);
}

int
parvis_ctl_pki (int argc, char **argv)
{
  if (argc > 0 && strcmp (argv[0], "init") == 0)
    return run_init (argc, argv);
  if (argc > 0 && strcmp (argv[0], "issue") == 0)
    return run_issue (argc, argv);
  return parvis_ctl_usage (USAGE_INIT "\n        " USAGE_ISSUE);
}
