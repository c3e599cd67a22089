/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* ParvisCatalog: the content that is being served, from the read-only SQLite database that
 * parvis_bundle_install() made. What it is asked is in catalog.h and in the headers that one includes.
 *
 * Everything it returns is owned by the caller and outlives it. Texts are in the language asked for, else in
 * French. A new bundle is a new file under the same name: open again at the start of a session. One thread.
 */
#define PARVIS_CATALOG_ERROR (parvis_catalog_error_quark ())
typedef enum
{
  PARVIS_CATALOG_ERROR_MISSING, /* no content was installed yet */
  PARVIS_CATALOG_ERROR_INVALID, /* damaged */
  PARVIS_CATALOG_ERROR_FOREIGN, /* made by an older or a newer Parvis: to be made again (parvis_bundle_remake()) */
  PARVIS_CATALOG_ERROR_UNKNOWN, /* no such id */
} ParvisCatalogError;
GQuark parvis_catalog_error_quark (void);

typedef struct _ParvisCatalog ParvisCatalog;

ParvisCatalog *parvis_catalog_open (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void parvis_catalog_free (ParvisCatalog *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisCatalog, parvis_catalog_free)
gint64 parvis_catalog_version (ParvisCatalog *self);
/* Unix seconds: its signed end. What serves after it is for whoever asks to judge (parvis_desk_is_content_old()). */
gint64 parvis_catalog_expires (ParvisCatalog *self);
/* TRUE when another bundle was installed under this path since this one was opened. */
gboolean parvis_catalog_is_stale (ParvisCatalog *self);

G_END_DECLS
