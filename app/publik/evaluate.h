/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/publik/scope.h"

G_BEGIN_DECLS

/* What @expression is at the kiosk, case by case. NULL with PARVIS_PUBLIK_ERROR_UNTRANSLATED. (transfer
 * full) */
WcsSymbol *wcs_evaluate (WcsScope *scope, const DjangoExpression *expression, GError **error);
/* When @expression is true, as {% if %} has it. */
WcsRule *wcs_evaluate_truth (WcsScope *scope, const DjangoExpression *expression, GError **error);
WcsRule *wcs_symbol_truth (const WcsSymbol *symbol, GError **error);

/* One condition of a form. */
typedef struct
{
  WcsRule *rule;   /* (nullable) NULL: not translated, see @why */
  char *why;       /* (nullable) */
  char **unknown;  /* names it leans on that only the server knows; settings without a value among them */
  char **unlisted; /* fields it leans on whose options are not known offline */
} WcsTranslation;
WcsTranslation *wcs_translate (WcsScope *scope, const char *kind, const char *source);
void wcs_translation_free (WcsTranslation *translation);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WcsTranslation, wcs_translation_free)

G_END_DECLS
