/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* manifest.json of a content bundle: what a signature is set upon. The sums make it stand for every other file.
 *
 *   { "format": 1, "version": 7, "expires": "2027-06-30T23:59:59+02:00",
 *     "files": { "bundle.json": "<SHA-256>", "media/pont.jpg": "<SHA-256>", ... },
 *     "sizes": { "bundle.json": 5120, ... } }
 *
 * app/content/schema/manifest.schema.json says the same for strangers. "sizes" has every file of "files" and no other;
 * a bundle that was signed before there were sizes can be installed, but not distributed. A path is where a bundle may
 * have a file: one folder deep at most, lower case, so that nothing of a manifest leads out of the folder it is fetched
 * into.
 */
#define PARVIS_MANIFEST_MAX_FILES 16384
#define PARVIS_MANIFEST_MAX_BYTES (PARVIS_MANIFEST_MAX_FILES * 320)       /* a name, a sum and a size for each file */
#define PARVIS_MANIFEST_MAX_TOTAL (G_GINT64_CONSTANT (512) * 1024 * 1024) /* of all files of a bundle */
#define PARVIS_MANIFEST_MAX_PATH  120

#define PARVIS_MANIFEST_ERROR (parvis_manifest_error_quark ())
typedef enum
{
  PARVIS_MANIFEST_ERROR_INVALID, /* not a manifest; the message says why, and begins in lower case */
} ParvisManifestError;
GQuark parvis_manifest_error_quark (void);

typedef struct
{
  gint64 version;    /* 1 to 2^53 - 1 */
  gint64 expires;    /* Unix seconds */
  GHashTable *sums;  /* path -> SHA-256 in lower-case hexadecimal */
  GHashTable *sizes; /* (nullable) path -> gint64 *, bytes; every path of @sums */
  gint64 total;      /* of @sizes, at most PARVIS_MANIFEST_MAX_TOTAL */
} ParvisManifest;
void parvis_manifest_free (ParvisManifest *manifest);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisManifest, parvis_manifest_free)

/* (transfer full) */
ParvisManifest *parvis_manifest_read (GBytes *bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The size of @path; -1 when there are no sizes or no such file. */
gint64 parvis_manifest_size (const ParvisManifest *manifest, const char *path);

/* Is @path one that a manifest may name? */
gboolean parvis_manifest_is_path (const char *path);
/* Is @text a SHA-256 in lower-case hexadecimal? */
gboolean parvis_manifest_is_sum (const char *text);
/* RFC 3339 with seconds and a zone, as the content's instants are, to Unix seconds. FALSE when it is not, does not
 * exist, or is not of the years 1970 to 9999. */
gboolean parvis_manifest_instant (const char *text, gint64 *seconds);

G_END_DECLS
