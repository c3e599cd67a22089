/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/publik/scope.h"

G_BEGIN_DECLS

/* What a template yields as a value (computed fields, prefills): a constant, another field, or constants
 * case by case. NULL with PARVIS_PUBLIK_ERROR_UNTRANSLATED when it needs the server. (transfer full) */
WcsSymbol *wcs_render_symbol (WcsScope *scope, const char *source, GError **error);

/* A piece of a text that is shown when @rule holds. */
typedef struct
{
  WcsRule *rule;
  GString *text;
} WcsSegment;
/* What a text template says at the kiosk: settings are replaced by their defaults, {% if %} on answers
 * makes conditional pieces, what only the server knows is left out and its expression added to @lost (of
 * char*). (transfer full) of WcsSegment */
GPtrArray *wcs_render_segments (WcsScope *scope, const char *source, GPtrArray *lost);
/* The same without the conditional pieces, which are lost too. (transfer full) */
char *wcs_render_text (WcsScope *scope, const char *source, GPtrArray *lost);

G_END_DECLS
