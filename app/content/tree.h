/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <json-glib/json-glib.h>
#include "app/content/bundle.h"
#include "sync/content/manifest.h"

G_BEGIN_DECLS

/* ParvisTree: the files of a bundle, found once and read safely. Nothing outside of the folder is ever
 * opened: a symbolic link, a device, a pipe is a fault, and every file is opened relative to the folder's own
 * descriptor. Sizes are bounded. When sums are set, whatever is read is what was signed, however the folder
 * changes meanwhile.
 */
#define PARVIS_TREE_MAX_FILES     PARVIS_MANIFEST_MAX_FILES /* 10,000 fiches, and the rest */
#define PARVIS_TREE_MAX_MEDIA     (8 * 1024 * 1024)
#define PARVIS_TREE_MAX_TOTAL     (G_GINT64_CONSTANT (256) * 1024 * 1024)
#define PARVIS_TREE_MAX_MANIFEST  PARVIS_MANIFEST_MAX_BYTES
#define PARVIS_TREE_MAX_SIGNATURE (64 * 1024)

typedef struct _ParvisTree ParvisTree;

/* Lists the folder; what has no place in a bundle is added to @faults. Fails only when the folder cannot be
 * read. */
ParvisTree *parvis_tree_open (const char *folder, GPtrArray *faults, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void parvis_tree_free (ParvisTree *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisTree, parvis_tree_free)

/* Paths within the bundle, sorted; without manifest.json and manifest.p7s. (element-type utf8) (transfer
 * none) */
GPtrArray *parvis_tree_paths (ParvisTree *self);
gboolean parvis_tree_has (ParvisTree *self, const char *path);

/* path -> SHA-256 in hexadecimal; from here on parvis_tree_read() refuses other bytes. */
void parvis_tree_set_sums (ParvisTree *self, GHashTable *sums);
/* PARVIS_BUNDLE_ERROR_UNTRUSTED when the bytes are not those of the sum, or there is none. (transfer full) */
GBytes *parvis_tree_read (ParvisTree *self, const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Reads everything once, so that what was altered is called altered and not faulty. */
gboolean parvis_tree_verify (ParvisTree *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The parsed file, kept: %NULL when it is not there or was not sound. (transfer none) */
JsonNode *parvis_tree_json (ParvisTree *self, const char *path);
void parvis_tree_keep_json (ParvisTree *self, const char *path, JsonNode *node);

G_END_DECLS
