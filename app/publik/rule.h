/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* WcsRule: a condition under construction, folded as it grows. Immutable and shared by reference. What it
 * becomes in JSON is told by app/demarche/condition.h; `always` is folded away wherever that does not
 * change the meaning. */
typedef struct _WcsRule WcsRule;

WcsRule *wcs_rule_ref (const WcsRule *self);
void wcs_rule_unref (WcsRule *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WcsRule, wcs_rule_unref)

WcsRule *wcs_rule_constant (gboolean value);
/* What stands on the left of a test; @part may be NULL. */
typedef struct
{
  const char *kind; /* "field" or "setting" */
  const char *id;
  const char *part;
} WcsOperand;
/* @value (transfer full) (nullable): a constant or an operand node. */
WcsRule *wcs_rule_test (WcsOperand left, const char *op, JsonNode *value);
JsonNode *wcs_operand_to_json (WcsOperand operand);

/* These take nothing: they keep references of their own. */
WcsRule *wcs_rule_and (WcsRule *a, WcsRule *b);
WcsRule *wcs_rule_or (WcsRule *a, WcsRule *b);
WcsRule *wcs_rule_not (WcsRule *a);
WcsRule *wcs_rule_choose (WcsRule *guard, WcsRule *yes, WcsRule *no); /* yes if guard else no */
/* For chains: like the above, but @a and @b are (transfer full). */
WcsRule *wcs_rule_and_take (WcsRule *a, WcsRule *b);
WcsRule *wcs_rule_or_take (WcsRule *a, WcsRule *b);
WcsRule *wcs_rule_not_take (WcsRule *a);

gboolean wcs_rule_is (const WcsRule *self, gboolean value); /* the constant @value? */
gboolean wcs_rule_equal (const WcsRule *a, const WcsRule *b);
/* Within the bounds of a condition of ours (levels, nodes, branches)? */
gboolean wcs_rule_fits (const WcsRule *self);
JsonNode *wcs_rule_to_json (const WcsRule *self); /* (transfer full) */
/* Adds the ids of the fields it mentions to @ids (a set of strings, keys owned by the set). */
void wcs_rule_collect_fields (const WcsRule *self, GHashTable *ids);

G_END_DECLS
