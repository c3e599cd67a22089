/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* ParvisValue: one answer, or one constant of a condition. A small tagged tree; text and bytes are wiped
 * when freed.
 *
 *   kind     JSON form                          used by
 *   EMPTY    null                               no answer
 *   TEXT     "..."                              text, e-mail, date "YYYY-MM-DD", time "HH:MM", date-time
 *                                               "YYYY-MM-DDTHH:MM", choice (the option's value)
 *   NUMBER   1.5                                integer, decimal
 *   BOOLEAN  true                               yesno
 *   LIST     [...]                              choices (of TEXT), repeat (of OBJECT), file (of FILE)
 *   OBJECT   {...}                              address, point, identity, a row of a repeat
 *   FILE     {"filename", "type", "size", "sha256"}   one scanned attachment; the bytes travel beside the JSON
 *
 * Not thread-safe. Values are owned by whoever holds them; there is no sharing.
 */
typedef enum
{
  PARVIS_VALUE_EMPTY,
  PARVIS_VALUE_TEXT,
  PARVIS_VALUE_NUMBER,
  PARVIS_VALUE_BOOLEAN,
  PARVIS_VALUE_LIST,
  PARVIS_VALUE_OBJECT,
  PARVIS_VALUE_FILE,
} ParvisValueKind;

typedef struct _ParvisValue ParvisValue;

ParvisValue *parvis_value_new_empty (void);
ParvisValue *parvis_value_new_text (const char *text); /* NULL or "" give EMPTY */
ParvisValue *parvis_value_new_number (double number);
ParvisValue *parvis_value_new_boolean (gboolean boolean);
ParvisValue *parvis_value_new_list (void);
ParvisValue *parvis_value_new_object (void);
ParvisValue *parvis_value_new_file (const char *filename, const char *media_type, GBytes *bytes);
ParvisValue *parvis_value_copy (const ParvisValue *self);
void parvis_value_free (ParvisValue *self); /* wipes */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisValue, parvis_value_free)

ParvisValueKind parvis_value_kind (const ParvisValue *self); /* NULL counts as EMPTY, here and below */
/* No answer: EMPTY, blank text, an empty list, an object of nothing but empty members. FALSE and 0 are
 * answers. */
gboolean parvis_value_is_empty (const ParvisValue *self);
const char *parvis_value_text (const ParvisValue *self); /* "" when not TEXT */
double parvis_value_number (const ParvisValue *self);    /* 0 when not NUMBER */
gboolean parvis_value_boolean (const ParvisValue *self); /* FALSE when not BOOLEAN */
guint parvis_value_length (const ParvisValue *self);     /* of a LIST; else 0 */
/* (transfer none) (nullable) */
ParvisValue *parvis_value_item (const ParvisValue *self, guint index);
void parvis_value_append (ParvisValue *list, ParvisValue *item); /* (transfer full) item */
void parvis_value_remove (ParvisValue *list, guint index);
/* (transfer none) (nullable) */
ParvisValue *parvis_value_member (const ParvisValue *self, const char *name);
/* (transfer full) value; NULL removes */
void parvis_value_set_member (ParvisValue *object, const char *name, ParvisValue *value);
/* (transfer container), insertion order */
GPtrArray *parvis_value_member_names (const ParvisValue *object);
const char *parvis_value_filename (const ParvisValue *self);
const char *parvis_value_media_type (const ParvisValue *self);
GBytes *parvis_value_bytes (const ParvisValue *self); /* (transfer none) (nullable): a FILE's content */
gboolean parvis_value_equal (const ParvisValue *a, const ParvisValue *b);

/* Bounded both ways: 32 levels, 10 000 nodes. In JSON a FILE is {"filename","type","content": base64} on
 * the way in ("content" optional for a constant); on the way out its content is replaced by "size" and
 * "sha256". */
ParvisValue *parvis_value_from_json (JsonNode *node, GError **error) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *parvis_value_to_json (const ParvisValue *self);
/* The form that comes in: a FILE with its "content". */
JsonNode *parvis_value_to_json_with_content (const ParvisValue *self);

G_END_DECLS
