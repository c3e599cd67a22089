/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* JSON from outside, for every part of Parvis, read strictly (RFC 8259), so that what we accept any other reader
 * accepts and understands alike: no comment, no trailing comma, no key written twice, no number in another base, no
 * lone surrogate, no NUL. json-glib itself is lenient in all of these, and recurses without a bound.
 */
#define PARVIS_JSON_BYTES (1024 * 1024) /* what a file of content may hold */
#define PARVIS_JSON_DEPTH 48

#define PARVIS_JSON_ERROR (parvis_json_error_quark ())
typedef enum
{
  PARVIS_JSON_ERROR_SYNTAX,     /* the message gives line and column */
  PARVIS_JSON_ERROR_BOUNDS,     /* too large or too deep */
  PARVIS_JSON_ERROR_UNREADABLE, /* a file that cannot be opened */
} ParvisJsonError;
GQuark parvis_json_error_quark (void);

/* (transfer full) */
JsonNode *parvis_json_read (GBytes *bytes, gsize max_bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same from a file, which the error names; a device or a file that grows stays within the bound too. */
JsonNode *parvis_json_load (const char *path, gsize max_bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Whether @bytes are strict JSON; what the two above ask first. */
gboolean parvis_json_is_strict (GBytes *bytes, gsize max_bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Members of the kind wanted, else %NULL or FALSE; the object may be %NULL. (transfer none) */
const char *parvis_json_string (JsonObject *object, const char *member);
JsonArray *parvis_json_array (JsonObject *object, const char *member);
JsonObject *parvis_json_object (JsonObject *object, const char *member);
gboolean parvis_json_int64 (JsonObject *object, const char *member, gint64 *value);
/* @node's object or text, or %NULL; @node may be %NULL. */
JsonObject *parvis_json_node_object (JsonNode *node);
const char *parvis_json_node_string (JsonNode *node);

/* Compact, without a newline. (transfer full) */
GBytes *parvis_json_to_bytes (JsonNode *node);

G_END_DECLS
