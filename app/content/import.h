/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/content/tree.h"

G_BEGIN_DECLS

/* The catalogue's database: one row a thing and a language, so that a page is one query. Made anew by each
 * installation, never changed after: readers open it as immutable. PRAGMA application_id and user_version say
 * what it is; those and meta.version are in every format, also those to come (app/content/served.h). A catalogue of
 * another format is made again out of its bundle (parvis_bundle_remake()), never changed in place. */
#define PARVIS_CATALOG_APPLICATION 0x50415256 /* "PARV" */
#define PARVIS_CATALOG_FORMAT      6
/* Between the lines of a list in one column: a control character, which no text of a sound bundle has. */
#define PARVIS_CATALOG_SEPARATOR "\x1f"

/* Writes @tree, which has no fault, into a new database @path and syncs it. */
gboolean parvis_import (ParvisTree *tree, const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
