/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* JSON from outside that may be larger than content: a file of answers bears scanned pages. What fits in
 * PARVIS_JSON_BYTES is read as content is, strictly (content/json.h). Beyond, up to @max_size, it is bounded before
 * json-glib's parser sees it, which calls itself once a level and would run out of stack on "[[[[...".
 *
 * Not UTF-8, too deep, larger than @max_size or not JSON: an error in one French sentence. (transfer full)
 */
JsonNode *parvis_json_parse (const char *text, gsize size, gsize max_size, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
/* The same from a file, a pipe or a device, which the error names. */
JsonNode *parvis_json_load (const char *path, gsize max_size, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
