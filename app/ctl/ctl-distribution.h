/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

/* `parvisctl content publish|renew|tell|status|restore`: how content reaches kiosks, and what became of it there. @argv
 * begins with the action. */
#define PARVIS_USAGE_SIGNER "--ca FICHIER --certificate FICHIER --key FICHIER [--days JOURS]"
#define PARVIS_USAGE_PUBLISH                                                                                           \
  "parvisctl content publish DOSSIER PUBLICATION " PARVIS_USAGE_SIGNER                                                 \
  " [--group GROUPE]... [--percent 1-100] [--from INSTANT]"
#define PARVIS_USAGE_RENEW   "parvisctl content renew PUBLICATION " PARVIS_USAGE_SIGNER
#define PARVIS_USAGE_TELL    "parvisctl content tell NOM FICHIER.json PUBLICATION " PARVIS_USAGE_SIGNER " [--hours HEURES]"
#define PARVIS_USAGE_STATUS  "parvisctl content status [--json] [--config FICHIER]"
#define PARVIS_USAGE_RESTORE "parvisctl content restore [--config FICHIER]"

int parvis_ctl_content_publish (int argc, char **argv);
int parvis_ctl_content_renew (int argc, char **argv);
int parvis_ctl_content_tell (int argc, char **argv);
int parvis_ctl_content_status (int argc, char **argv);
int parvis_ctl_content_restore (int argc, char **argv);
