/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The list of releases: which kiosk takes which version of the content, and since when. One small signed document (CMS
 * SignedData in DER around JSON, by the content-signing certificate: `openssl cms -verify -inform DER -in releases.p7m
 * -CAfile ca.pem -purpose any`), at the root of the distribution tree:
 *
 *   releases.p7m
 *   <version>/manifest.json, <version>/manifest.p7s      as `parvisctl content sign` made them
 *   files/<SHA-256>                                      every file, under its sum
 *   resources/<name>.p7m                                 sync/content/resource.h
 *
 *   { "format": 1,
 *     "serial": 12,                            only grows: an older list is refused (no rollback)
 *     "made": "2026-11-22T10:00:00Z",
 *     "expires": "2026-12-22T10:00:00Z",       a list that is not renewed by then is told to the staff (no freeze)
 *     "releases": [ { "version": 8,
 *                     "manifest": "<SHA-256 of manifest.json>", "size": 4242,     its bytes
 *                     "groups": ["pilote"],    (optional) kiosk groups ([content] group=); absent: all
 *                     "percent": 20,           (optional) of the kiosks, 1 to 100; absent: 100
 *                     "from": "2026-11-23T06:00:00Z" } ],    (optional) not before
 *     "resources": ["notices"] }
 *
 * A kiosk takes the highest version that is for it. Which percent it is of follows from its id and the version: always
 * the same answer, and not the same kiosks first each time. Unknown members are an error: a reader that does not know a
 * condition must not pass it over.
 */
#define PARVIS_RELEASES_MAX_BYTES     (64 * 1024)
#define PARVIS_RELEASES_MAX           64
#define PARVIS_RELEASES_MAX_GROUPS    64
#define PARVIS_RELEASES_MAX_RESOURCES 32

#define PARVIS_RELEASES_ERROR (parvis_releases_error_quark ())
typedef enum
{
  PARVIS_RELEASES_ERROR_INVALID, /* the message says why */
} ParvisReleasesError;
GQuark parvis_releases_error_quark (void);

typedef struct
{
  gint64 version;
  char *manifest; /* SHA-256, hexadecimal */
  gint64 size;    /* of manifest.json, bytes */
  char **groups;  /* (nullable): all */
  guint percent;
  gint64 from; /* Unix seconds; 0: at once */
} ParvisRelease;

typedef struct
{
  gint64 serial, made, expires;
  GPtrArray *releases; /* of ParvisRelease */
  GStrv resources;
} ParvisReleases;
void parvis_releases_free (ParvisReleases *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisReleases, parvis_releases_free)

/* The JSON within the signature. (transfer full) */
ParvisReleases *parvis_releases_read (GBytes *json, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Checks the signature too. (transfer full) PARVIS_RELEASES_ERROR or PARVIS_SIGNATURE_ERROR. */
ParvisReleases *parvis_releases_open (GBytes *wrapped, const char *ca_file, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* (transfer full) */
GBytes *parvis_releases_to_json (const ParvisReleases *self);

/* What this kiosk is to serve at @now (Unix seconds); %NULL: nothing is for it. @group: nullable. @change: when the
 * answer may be another one; G_MAXINT64: never. (transfer none) */
const ParvisRelease *parvis_releases_choose (const ParvisReleases *self, const char *kiosk, const char *group,
                                             gint64 now, gint64 *change);

/* Adds @release to what @self has, in place of one of the same version for the same groups; what nobody can take any
 * more, since all take this one, is dropped. @self owns it from here on. */
void parvis_releases_add (ParvisReleases *self, ParvisRelease *release);
ParvisRelease *parvis_release_new (gint64 version);
void parvis_release_free (ParvisRelease *release);

G_END_DECLS
