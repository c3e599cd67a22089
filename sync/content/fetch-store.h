/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>

#include "sync/content/manifest.h"

G_BEGIN_DECLS

/* Where fetched bundles are: <root>/<version>/, complete and synced, or not there. What is being fetched is
 * <root>/<version>.part/ with the files that are complete, and <root>/partial/<SHA-256> with the one that is not, so
 * that a cut at any point costs nothing but what was in flight. @root is <state>/content. Private to parvis-syncd; all
 * of these wait for the disk: for a worker thread. Errors are PARVIS_FETCH_ERROR (sync/content/fetch-error.h).
 */

/* <root>/partial/<sum>; its folder is made. (transfer full) */
char *parvis_fetch_store_partial (const char *root, const char *sum, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Makes the folder of @manifest's version, puts into it what is already here (in it, or in another bundle: the same
 * file, by its sum), and looks whether there is room for the rest, and for the catalogue that will be made of it.
 * (transfer container) the paths that lack, one for each sum; (element-type utf8) they belong to @manifest. */
GPtrArray *parvis_fetch_store_stage (const char *root, const ParvisManifest *manifest,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The partial file of @path is whole: checks it, syncs it, puts it in its place. One with other bytes is dropped. */
gboolean parvis_fetch_store_take (const char *root, const ParvisManifest *manifest, const char *path,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Everything is there: writes the signed manifest beside it, syncs, and gives the folder its name. */
gboolean parvis_fetch_store_seal (const char *root, const ParvisManifest *manifest, GBytes *bytes, GBytes *signature,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean parvis_fetch_store_has (const char *root, gint64 version);
/* Removes every bundle but those of @keep (of gint64), and what was begun of another version than @wanted. */
void parvis_fetch_store_tidy (const char *root, const GArray *keep, gint64 wanted);

G_END_DECLS
