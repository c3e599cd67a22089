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
 * renamed. On any failure what was served is untouched. @now: Unix seconds. */
gboolean parvis_bundle_install (const char *folder, const char *ca_file, const char *catalog_path, gint64 now,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same in two steps: the long one, checking and importing, beside what is served; and the short one, between two
 * sessions. Both for a worker thread. What was served is kept as the previous one. */
gboolean parvis_bundle_prepare (const char *folder, const char *ca_file, const char *catalog_path, gint64 now,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* PARVIS_BUNDLE_ERROR_OLDER when @version is not what was prepared, or something newer was installed meanwhile: prepare
 * again. */
gboolean parvis_bundle_commit (const char *catalog_path, gint64 version, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Exchanges what is served and the previous one, in one step. @set_aside: the version that was served, 0: none that
 * could be read. */
gboolean parvis_bundle_restore (const char *catalog_path, gint64 *set_aside, gint64 *restored,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
