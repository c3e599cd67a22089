/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/publik/form.h"

G_BEGIN_DECLS

/* WcsLibrary: the blocks and the named data sources that the exports at hand bring along. Those beside a
 * form (../blocks, ../datasources) come first for it, then those given, then those of the other forms. */
typedef struct _WcsLibrary WcsLibrary;

typedef struct
{
  char *kind, *value;                  /* "jsonvalue", "json", ... */
  char *id_attribute, *text_attribute; /* (nullable) */
} WcsSource;

WcsLibrary *wcs_library_new (void);
void wcs_library_free (WcsLibrary *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WcsLibrary, wcs_library_free)
/* Reads every file of @folder (at most 1000); a folder that does not exist is empty. A file that is not
 * what it should be is an error, as the person gave it on purpose. */
gboolean wcs_library_add_blocks (WcsLibrary *self, const char *folder, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean wcs_library_add_sources (WcsLibrary *self, const char *folder, GError **error) G_GNUC_WARN_UNUSED_RESULT;
const WcsForm *wcs_library_block (WcsLibrary *self, const char *package, const char *slug);    /* (nullable) */
const WcsSource *wcs_library_source (WcsLibrary *self, const char *package, const char *slug); /* (nullable) */

/* [{"id", "text", ...}, ...] or ["text", ...] as choices; what is disabled is left out. NULL when @json is
 * not that. (transfer full) of WcsChoice */
GPtrArray *wcs_choices_from_json (const char *json, const char *id_attribute, const char *text_attribute);

G_END_DECLS
