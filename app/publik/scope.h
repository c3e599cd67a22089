/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/publik/source.h"
#include "app/publik/symbol.h"
#include "app/publik/template.h"

G_BEGIN_DECLS

/* WcsScope: what the names in one form's expressions mean at the kiosk.
 *
 *   form_var_x, form_var_x_raw     a field, by its variable name; the first answered one when several
 *                                  share it; a computed field is what its template says, as far as that
 *                                  can be known here
 *   block_var_x                    the same, in the row at hand
 *   form_option_x, commune_slug... a setting of the démarche: default from the export's <options>, or as
 *                                  given, else empty
 *   session_user, form_user_...    nobody: a kiosk knows no account
 *   today, now, data_source.x
 *   anything else                  empty, and noted in @unknown
 */
typedef struct
{
  const WcsForm *form;
  WcsLibrary *library;
  GHashTable *given;      /* name -> text: what the person who imports said (--set) */
  GHashTable *variables;  /* varname -> GPtrArray of WcsVariable, owned */
  GHashTable *rows;       /* (nullable) the same for the block at hand, not owned */
  GHashTable *computed;   /* varname -> template, not owned */
  GHashTable *settings;   /* out: id -> JsonNode, its default */
  GHashTable *bare;       /* out: ids of settings whose value the export does not know */
  GHashTable *unknown;    /* out: names that only the server knows, since the last clear */
  GHashTable *unlisted;   /* out: variables used whose options are not known, since the last clear */
  GHashTable *locals;     /* {% with %}: name -> WcsSymbol */
  gboolean with_defaults; /* settings are their defaults: for texts */
  guint level;            /* computed fields within computed fields */
} WcsScope;

WcsScope *wcs_scope_new (const WcsForm *form, WcsLibrary *library, GHashTable *given);
void wcs_scope_free (WcsScope *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WcsScope, wcs_scope_free)
void wcs_scope_clear_notes (WcsScope *self);
void wcs_scope_add_variable (GHashTable *table, const char *varname,
                             WcsVariable *variable); /* (transfer full) variable */
GHashTable *wcs_variables_new (void);

/* What @name is. Never NULL: a name nobody knows is empty. (transfer full) */
WcsSymbol *wcs_scope_name (WcsScope *self, const char *name, GError **error);
/* The setting of that id, noted among @settings. @list: as a list of texts, split at @separator. (transfer
 * full) */
WcsSymbol *wcs_scope_setting (WcsScope *self, const char *id);
WcsSymbol *wcs_scope_setting_list (WcsScope *self, const char *id, const char *separator);
/* The default of a setting as text, "" when there is none. (transfer full) */
char *wcs_scope_setting_text (WcsScope *self, const char *id);
void wcs_scope_add_setting (WcsScope *self, const char *id, JsonNode *value); /* (transfer full) value */

G_END_DECLS
