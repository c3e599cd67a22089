/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/content/catalog.h"
#include "app/content/sql.h"

G_BEGIN_DECLS

/* Shared by catalog.c (opening), catalog-read.c (how rows are read) and catalog-<kinds>.c (the rows of some
 * kinds). */
struct _ParvisCatalog
{
  sqlite3 *handle;
  ParvisSql sql;
  char *path;
  guint64 device, inode;
  gint64 changed; /* of the file that was opened */
  gint64 version, expires;
  char **languages;
  GPtrArray *searches; /* of ParvisCatalogSearch or %NULL, by the language's position; made when first asked */
};

typedef struct _ParvisCatalogSearch ParvisCatalogSearch; /* catalog-search.c */
void parvis_catalog_search_free (ParvisCatalogSearch *search);
/* parvis_catalog_search() at another time: Unix seconds. */
GPtrArray *parvis_catalog_search_at (ParvisCatalog *self, const char *words, guint limit, const char *language,
                                     gint64 now, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The position of the language that serves @language: itself, the same without its region ("pt" for "pt-BR"),
 * or French. */
guint parvis_catalog_language (ParvisCatalog *self, const char *language);
/* That language's code. (transfer none) */
const char *parvis_catalog_code (ParvisCatalog *self, const char *language);

/* Reads one row. (transfer full) */
typedef gpointer (*ParvisRowFunc) (ParvisCatalog *self, sqlite3_stmt *row);
/* Every row of @statement, which is taken and may be %NULL after an error. */
GPtrArray *parvis_catalog_collect (ParvisCatalog *self, sqlite3_stmt *statement, ParvisRowFunc read,
                                   GDestroyNotify free_row, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The only row of @statement, which is taken; without one, @id is unknown. */
gpointer parvis_catalog_single (ParvisCatalog *self, sqlite3_stmt *statement, ParvisRowFunc read, const char *id,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* A list that parvis_import_join() wrote; empty for "". (transfer full) */
char **parvis_catalog_list (sqlite3_stmt *row, int column);

void parvis_catalog_set_unknown (const char *id, GError **error);

G_END_DECLS
