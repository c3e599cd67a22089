/* SPDX-License-Identifier: EUPL-1.2
 *
 * parvisctl: the technician's, the administrator's and the scripts' way in. One noun a file, one table here.
 */
#include "app/ctl/ctl.h"

#include <locale.h>
#include <string.h>

static const struct
{
  const char *noun;
  int (*run) (int argc, char **argv);
  const char *summary;
} nouns[] = {
  { "addresses", parvis_ctl_addresses, "importer les adresses et les communes" },
  { "content", parvis_ctl_content, "vérifier, signer, installer, publier et suivre le contenu" },
  { "counts", parvis_ctl_counts, "lire les compteurs anonymes" },
  { "demarche", parvis_ctl_demarche, "essayer une démarche sans écran" },
  { "devices", parvis_ctl_devices, "regarder, essayer et enregistrer les appareils" },
  { "doctor", parvis_ctl_doctor, "dire ce qui ne va pas sur cette borne, et que faire" },
  { "enrol", parvis_ctl_enrol, "inscrire cette borne auprès du serveur central" },
  { "journal", parvis_ctl_journal, "lire ce qui est arrivé à cette borne, et vérifier que rien n’y a été changé" },
  { "keys", parvis_ctl_keys, "regarder les certificats de la borne" },
  { "pki", parvis_ctl_pki, "fabriquer les certificats de la commune" },
  { "queue", parvis_ctl_queue, "regarder la file d’envoi, la mettre sur une clé USB, la récupérer" },
};

int
parvis_ctl_fail (const GError *error)
{
  g_printerr ("parvisctl: %s\n", error->message);
  return PARVIS_CTL_FAULTS;
}

int
parvis_ctl_usage (const char *usage)
{
  g_printerr ("usage : %s\n", usage);
  return PARVIS_CTL_USAGE;
}

static int
list_nouns (void)
{
  g_printerr ("usage : parvisctl NOM ACTION [OPTIONS]\n\n");
  for (gsize i = 0; i < G_N_ELEMENTS (nouns); i++)
    g_printerr ("  %-10s %s\n", nouns[i].noun, nouns[i].summary);
  return PARVIS_CTL_USAGE;
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  for (gsize i = 0; argc > 1 && i < G_N_ELEMENTS (nouns); i++)
    if (strcmp (argv[1], nouns[i].noun) == 0)
      return nouns[i].run (argc - 2, argv + 2);
  return list_nouns ();
}
