/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/content/install-private.h"

G_BEGIN_DECLS

/* The signed bundles that a catalogue was made of, kept beside it in <catalog>.bundles/<version>/, for the day when
 * another Parvis reads the catalogue otherwise (app/content/remake.c): what an USB key brought is not there any more by
 * then. Those that parvis-syncd fetched are kept where it put them. All of these wait for the disk. */

/* Copies what @tree reads and @sealed, which were judged, under @version; whole and synced, or not at all.
 * PARVIS_BUNDLE_ERROR_FAILED. */
gboolean parvis_keep_bundle (const char *catalog_path, ParvisTree *tree, const ParvisInstallSigned *sealed,
                             gint64 version, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Removes all but those of the catalogue and of the one before it. */
void parvis_keep_tidy (const char *catalog_path);
/* The folder; %NULL: not kept. (transfer full) */
char *parvis_keep_find (const char *catalog_path, gint64 version);
/* The highest version; 0: none. */
gint64 parvis_keep_latest (const char *catalog_path);

G_END_DECLS
