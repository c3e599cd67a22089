/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>

#include "sync/hub/store/store.h"

G_BEGIN_DECLS

/* The commands of parvis-hub. argv[0] is the command's name. Each returns an exit status (sysexits); on
 * failure @error is set, with a message in French that names the thing and the remedy, and what was there is
 * as it was. */
int parvis_hub_command_serve (int argc, char **argv, GError **error);
int parvis_hub_command_close (int argc, char **argv, GError **error);
int parvis_hub_command_reopen (int argc, char **argv, GError **error);
int parvis_hub_command_fleet (int argc, char **argv, GError **error);
int parvis_hub_command_import (int argc, char **argv, GError **error);
int parvis_hub_command_list (int argc, char **argv, GError **error);
int parvis_hub_command_open (int argc, char **argv, GError **error);
int parvis_hub_command_state (int argc, char **argv, GError **error);
int parvis_hub_command_kiosks (int argc, char **argv, GError **error);
int parvis_hub_command_enrol (int argc, char **argv, GError **error);
int parvis_hub_command_revoke (int argc, char **argv, GError **error);
int parvis_hub_command_crl (int argc, char **argv, GError **error);

/* Parses @entries plus --config FILE, which goes to @config; then exactly @rest arguments must remain in
 * @argv.
 * @usage: the tail of the usage line. */
gboolean parvis_hub_command_parse (int *argc, char ***argv, const char *usage, const GOptionEntry *entries,
                                   char **config, int rest, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Says on the standard error, where no program reads, that the server is closed; nothing when it is open. */
gboolean parvis_hub_command_tell_closed (ParvisHubStore *store, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
