/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/content/catalog.h"
#include "app/content/sql.h"

G_BEGIN_DECLS

/* Shared by catalog.c (opening, what belongs to no language) and catalog-read.c (one query a question). */
struct _ParvisCatalog
{
  sqlite3 *handle;
  ParvisSql sql;
  char *path;
  guint64 device, inode;
  gint64 changed; /* of the file that was opened */
  gint64 version, expires;
  char **languages;
};

/* The position of the language that serves @language: itself, the same without its region ("pt" for "pt-BR"),
 * or French. */
guint parvis_catalog_language (ParvisCatalog *self, const char *language);
void parvis_catalog_set_unknown (const char *id, GError **error);

G_END_DECLS
