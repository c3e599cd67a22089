/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A content bundle on disk:
 *   bundle.json              format, version (only grows), expires, commune, languages
 *   themes.json places.json  needed; the others are not
 *   events.json life-events.json faq.json news.json notices.json passes.json synonyms.json lists/<id>.json
 *   services/<id>.json       fiches
 *   demarches/<id>.json
 *   media/<name>             svg, png, jpg
 *   map.mbtiles              the map of the commune, MBTiles 1.3 with PNG or JPEG tiles (mbtiles.h)
 *   manifest.json            SHA-256 of every other file, version and expiry again (made by sign)
 *   manifest.p7s             detached CMS signature of manifest.json (signature.h)
 * The JSON Schemas of each are in app/content/schema/, shipped in share/parvis/schema/.
 */
#define PARVIS_BUNDLE_ERROR (parvis_bundle_error_quark ())
typedef enum
{
  PARVIS_BUNDLE_ERROR_INVALID,   /* has faults: run `parvisctl content check` */
  PARVIS_BUNDLE_ERROR_UNTRUSTED, /* not signed, or not by this commune's CA, or a sum differs */
  PARVIS_BUNDLE_ERROR_OLDER,     /* version not above the one being served */
  PARVIS_BUNDLE_ERROR_EXPIRED,
  PARVIS_BUNDLE_ERROR_FAILED,
  PARVIS_BUNDLE_ERROR_MISSING, /* parvis_bundle_remake(): the bundle is not kept */
} ParvisBundleError;
GQuark parvis_bundle_error_quark (void);

/* One fault: where, what, and what to do. Texts in French, for the agent who writes content. */
typedef struct
{
  char *file;    /* relative to the bundle */
  char *pointer; /* JSON Pointer (RFC 6901); "" for the file itself */
  char *message; /* what is wrong */
  char *remedy;  /* what to do */
} ParvisBundleFault;
void parvis_bundle_fault_free (ParvisBundleFault *fault);

/* Every fault of the folder; an empty array when it is sound. @error only when the folder cannot be read. (transfer
 * full) */
GPtrArray *parvis_bundle_check (const char *folder, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* How far the content is translated: of its @total texts, @missing have none in @language and show in French. That is
 * no fault. */
typedef struct
{
  char *language;
  guint missing, total;
} ParvisBundleTranslation;
void parvis_bundle_translation_free (ParvisBundleTranslation *translation);
/* One for each of the bundle's languages but French; what is not sound is left out. (transfer full) */
GPtrArray *parvis_bundle_translations (const char *folder, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Writes manifest.json and manifest.p7s. Refuses a bundle with faults. */
gboolean parvis_bundle_sign (const char *folder, const char *certificate_file, const char *key_file,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Verifies (signature, sums, faults, version, expiry) and imports into @catalog_path: a new database beside it, synced,
 * renamed. The bundle is kept, too, in <catalog_path>.bundles/<version>/ (parvis_bundle_remake()), as is the one before
 * it. On any failure what was served is untouched. A catalogue that cannot be served may be replaced by the same
 * version.
 * @now: Unix seconds. */
gboolean parvis_bundle_install (const char *folder, const char *ca_file, const char *catalog_path, gint64 now,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same in two steps: the long one, checking and importing, beside what is served; and the short one, between two
 * sessions. Both for a worker thread. What was served is kept as the previous one. */
gboolean parvis_bundle_prepare (const char *folder, const char *ca_file, const char *catalog_path, gint64 now,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* PARVIS_BUNDLE_ERROR_OLDER when @version is not what was prepared, or something newer was installed meanwhile: prepare
 * again. */
gboolean parvis_bundle_commit (const char *catalog_path, gint64 version, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What stands under @catalog_path cannot be served: an older or a newer Parvis made it, or it is damaged. Makes it
 * again, the same version, out of the signed bundle that it was made of, where that is kept: beside it, or in
 * @root/<version>/, where parvis-syncd puts what it fetches. The signer's certificate must have been good when the
 * catalogue was made, and an expired bundle is as good: it served until now. The one before it is made again, too,
 * where that can be, so that it can still be restored. @otherwise: the version where the catalogue does not say which
 * it is; 0: the latest that was installed. PARVIS_BUNDLE_ERROR_MISSING: it is not kept. For a worker thread. */
gboolean parvis_bundle_remake (const char *catalog_path, const char *root, gint64 otherwise, const char *ca_file,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Whether there is something to make it of. */
gboolean parvis_bundle_is_kept (const char *catalog_path, const char *root);

/* Exchanges what is served and the previous one, in one step. @set_aside: the version that was served, 0: none that
 * could be read. */
gboolean parvis_bundle_restore (const char *catalog_path, gint64 *set_aside, gint64 *restored,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
