/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/publik/expression.h"
#include "app/publik/symbol.h"

G_BEGIN_DECLS

/* The rules under which two values compare as Python and w.c.s. have it: a form variable compares by its
 * text (str ()), an exception (an order with None, a membership in None) is false. NULL with
 * PARVIS_PUBLIK_ERROR_UNTRANSLATED when our conditions have no equal. */
WcsRule *wcs_compare_truth (const WcsValue *value, GError **error);
WcsRule *wcs_compare_equal (const WcsValue *a, const WcsValue *b, GError **error);
/* @op: "<", "<=", ">", ">=" */
WcsRule *wcs_compare_order (const WcsValue *a, const WcsValue *b, const char *op, GError **error);
WcsRule *wcs_compare_in (const WcsValue *item, const WcsValue *container, GError **error);
WcsRule *wcs_compare_not_in (const WcsValue *item, const WcsValue *container, GError **error);
WcsRule *wcs_compare_starts_with (const WcsValue *value, const char *start, GError **error);

/* A constant as JSON: text, number, boolean, list of texts. (transfer full) */
JsonNode *wcs_constant_to_json (const WcsValue *value);
/* The text that a choice shows or stores, as @part says. (transfer full) */
char *wcs_choice_part (const WcsChoice *choice, WcsPart part);
/* "31/12/2025" or "2025-12-31" as "2025-12-31", else NULL. (transfer full) */
char *wcs_parse_date (const char *text);

typedef gboolean (*WcsTextTest) (const char *text, gconstpointer data);
/* The choices of a listed field whose @part passes @test, as one rule. */
WcsRule *wcs_compare_choices (const WcsValue *field, WcsTextTest test, gconstpointer data);
WcsRule *wcs_compare_untranslated (GError **error, const char *why);

G_END_DECLS
