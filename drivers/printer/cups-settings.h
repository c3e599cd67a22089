/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What CUPS is told to keep of a job that has ended (cupsd.conf(5): PreserveJobFiles, PreserveJobHistory). */
typedef struct
{
  gboolean files;   /* the documents; a day where nothing is said */
  gboolean history; /* their names; for good where nothing is said */
} ParvisCupsKeeping;

/* Reads the settings at @path. @error of G_FILE_ERROR where this user may not. */
gboolean parvis_cups_settings_read (const char *path, ParvisCupsKeeping *keeping,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same of @text. */
ParvisCupsKeeping parvis_cups_settings_parse (const char *text);

G_END_DECLS
