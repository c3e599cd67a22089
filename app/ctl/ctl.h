/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

/* parvisctl's commands, one file a noun. Each gets the words after its noun, answers on standard output, says what is
 * wrong on standard error in one line that names the thing and the remedy, and returns an exit status. */
#define PARVIS_CTL_OK     0
#define PARVIS_CTL_FAULTS 1 /* the thing looked at is not sound, or what was asked failed */
#define PARVIS_CTL_USAGE  2 /* the words of the command are off */

int parvis_ctl_addresses (int argc, char **argv);
int parvis_ctl_content (int argc, char **argv);
int parvis_ctl_counts (int argc, char **argv);
int parvis_ctl_demarche (int argc, char **argv);
int parvis_ctl_devices (int argc, char **argv);
int parvis_ctl_doctor (int argc, char **argv);
int parvis_ctl_enrol (int argc, char **argv);
int parvis_ctl_journal (int argc, char **argv);
int parvis_ctl_keys (int argc, char **argv);
int parvis_ctl_pki (int argc, char **argv);
int parvis_ctl_queue (int argc, char **argv);

/* `parvisctl content import publik`: an action of "content" that is a noun's worth of work. */
int parvis_ctl_import_publik (int argc, char **argv);

/* Says @error on standard error and returns PARVIS_CTL_FAULTS. */
int parvis_ctl_fail (const GError *error);
/* Says how the command is used on standard error and returns PARVIS_CTL_USAGE. */
int parvis_ctl_usage (const char *usage);
