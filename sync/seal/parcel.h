/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* ParvisParcel: what one submission is before it is sealed, and again once the town hall has opened it:
 * submission.json and its attachments. On the wire a POSIX pax archive (IEEE 1003.1-2001) written and read by
 * libarchive.
 *
 * Bounds, both ways: PARVIS_PARCEL_MAX_FILES members, PARVIS_PARCEL_MAX_BYTES in all. Member names are
 * relative, of the form [A-Za-z0-9._-]+ or attachments/[A-Za-z0-9._-]+, never "." or "..", 100 characters at
 * most, each once; anything else is refused both when written and when read. What parvis_parcel_read() made
 * is wiped when freed; what is added is wiped by whoever made it (base/secret.h).
 */
#define PARVIS_PARCEL_MAX_FILES 64
#define PARVIS_PARCEL_MAX_BYTES (64 * 1024 * 1024)

#define PARVIS_PARCEL_ERROR (parvis_parcel_error_quark ())
typedef enum
{
  PARVIS_PARCEL_ERROR_INVALID,   /* a name breaks the rule or comes twice; not an archive, or not one of ours */
  PARVIS_PARCEL_ERROR_TOO_LARGE, /* a bound is broken: ask the person for less */
  PARVIS_PARCEL_ERROR_FAILED,    /* libarchive refused */
} ParvisParcelError;
GQuark parvis_parcel_error_quark (void);

typedef struct _ParvisParcel ParvisParcel;

ParvisParcel *parvis_parcel_new (void);
void parvis_parcel_free (ParvisParcel *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisParcel, parvis_parcel_free)

/* Adds a member. @bytes is referenced, not copied. Fails when a bound or the name rule above is broken. */
gboolean parvis_parcel_add (ParvisParcel *self, const char *name, GBytes *bytes,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
guint parvis_parcel_size (const ParvisParcel *self);
const char *parvis_parcel_name (const ParvisParcel *self, guint index);
GBytes *parvis_parcel_bytes (const ParvisParcel *self, guint index);       /* (transfer none) */
GBytes *parvis_parcel_lookup (const ParvisParcel *self, const char *name); /* (transfer none) (nullable) */

/* Writes the archive to @sink in pieces, so that it need not exist whole in memory. */
typedef gboolean (*ParvisParcelSink) (gconstpointer data, gsize size, gpointer user_data, GError **error);
gboolean parvis_parcel_write (const ParvisParcel *self, ParvisParcelSink sink, gpointer user_data,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
ParvisParcel *parvis_parcel_read (GBytes *archive, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
