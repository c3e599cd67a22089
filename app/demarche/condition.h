/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/demarche/value.h"

G_BEGIN_DECLS

/* ParvisCondition: a tree that compares answers. In JSON (schema: condition.schema.json):
 *
 *   {"all": [c, ...]}   {"any": [c, ...]}   {"not": c}   {"always": true|false}
 *   {"field": "statut", "op": "=", "value": "locataire"}
 *
 * The left side is "field" (id of a field) or "setting" (id of a démarche's setting, a constant the commune
 * chooses).
 *
 * "part" (optional) takes something of it: "label" (the words of the chosen option, in French in every
 * language), "length" (characters, or items), "lower" (lower case), "lower-label", "age" (whole years since
 * that date), "number" (text read as a number).
 *
 * "op": "=", "!=", "<", "<=", ">", ">=", "contains" (left has right: text in text, item in list), "in" (left
 * is one of right's list, or is part of right's text), "starts-with", "answered" (no "value": left is not
 * empty, not false, not 0).
 *
 * "value": a constant (text, number, boolean, list of them), or {"field": id, "part": ...}, {"setting": id,
 * ...}, or {"today": days} (today's date plus that many days).
 *
 * Two dates compare as dates, two numbers (or a number and a text that is one) as numbers, else as text,
 * code point by code point. An empty or hidden field is the empty text: = "" holds, != "x" holds, every
 * order comparison is false. So "!=" is always the negation of "=". Nothing contains the empty text, and
 * nothing starts with it. Inside a repeated block, a field id means the same row first, then the démarche.
 */
typedef struct _ParvisCondition ParvisCondition; /* immutable, reference-counted */

/* At most 16 levels, 256 nodes. Errors are PARVIS_DEMARCHE_ERROR, their message starts with the JSON
 * Pointer. */
ParvisCondition *parvis_condition_parse (JsonNode *node, GError **error) G_GNUC_WARN_UNUSED_RESULT;
ParvisCondition *parvis_condition_ref (ParvisCondition *self);
void parvis_condition_unref (ParvisCondition *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisCondition, parvis_condition_unref)

/* What a condition needs to know; @today is a Julian day (GDate). */
typedef struct
{
  const ParvisValue *(*field) (const char *id, gpointer user_data); /* NULL: empty, hidden or unknown */
  /* words of the option chosen in field @id */
  const char *(*label) (const char *id, const ParvisValue *value, gpointer user_data);
  const ParvisValue *(*setting) (const char *id, gpointer user_data); /* NULL: unknown, taken as empty */
  guint32 today;
  gpointer user_data;
} ParvisConditionScope;
gboolean parvis_condition_holds (const ParvisCondition *self, const ParvisConditionScope *scope);

/* Ids the condition mentions, each once. (transfer container), strings owned by the condition */
GPtrArray *parvis_condition_fields (const ParvisCondition *self);
GPtrArray *parvis_condition_settings (const ParvisCondition *self);

G_END_DECLS
