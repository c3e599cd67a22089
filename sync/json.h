/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* JSON from outside: at most @max_bytes, valid UTF-8, nested at most PARVIS_JSON_MAX_DEPTH deep (json-glib's
 * parser calls itself for each level, and a line of brackets would end the process), an object at the top.
 * (transfer full); errors are G_IO_ERROR_INVALID_DATA. */
#define PARVIS_JSON_MAX_DEPTH 16

JsonNode *parvis_json_parse (GBytes *bytes, gsize max_bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The members of an object, when they are there and of that type; else %NULL and FALSE. */
const char *parvis_json_get_string (JsonObject *object, const char *member);
gboolean parvis_json_get_int64 (JsonObject *object, const char *member, gint64 *value);

/* Compact, without a newline. (transfer full) */
GBytes *parvis_json_to_bytes (JsonNode *node);

G_END_DECLS
