/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* JSON (RFC 8259) from outside, bounded before it is parsed: json-glib's parser calls itself once a level
 * and would run out of stack on "[[[[...". Not UTF-8, deeper than 64 levels, larger than @max_size or not
 * JSON: an error of PARVIS_DEMARCHE_ERROR with one French sentence. (transfer full)
 */
#define PARVIS_JSON_MAX_DEPTH 64
JsonNode *parvis_json_parse (const char *text, gsize size, gsize max_size, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
/* The same from a file, which the error names. */
JsonNode *parvis_json_load (const char *path, gsize max_size, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
