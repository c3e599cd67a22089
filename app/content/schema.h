/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* ParvisSchemas: our JSON Schemas (draft 2020-12), and a validator of exactly the part of the standard that
 * they use: type, enum, const, properties, required, additionalProperties, propertyNames, min/maxProperties,
 * items, min/maxItems, pattern, min/maxLength (in characters), minimum, maximum, oneOf, and $ref to
 * "#/$defs/x" or to another of our schemas. A keyword outside of this is a mistake of ours, which
 * parvis_schemas_lint() finds in a test.
 *
 * Unlike most validators it says every fault, where, and what to do about it. One thread.
 */
typedef struct _ParvisSchemas ParvisSchemas;

#define PARVIS_SCHEMA_ERROR (parvis_schema_error_quark ())
typedef enum
{
  PARVIS_SCHEMA_ERROR_INVALID, /* a schema is not one of the part we know */
} ParvisSchemaError;
GQuark parvis_schema_error_quark (void);

ParvisSchemas *parvis_schemas_new (void); /* the embedded ones; cannot fail */
void parvis_schemas_free (ParvisSchemas *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisSchemas, parvis_schemas_free)

/* Adds or replaces the schema @name ("x.schema.json"). */
void parvis_schemas_add (ParvisSchemas *self, const char *name, JsonNode *schema);
/* (transfer container): strings owned by @self. */
GList *parvis_schemas_names (ParvisSchemas *self);

/* Told of every instance that was matched to a named definition ("short", "text", "media" ...) of any schema.
 */
typedef void (*ParvisSchemaVisitor) (const char *definition, const char *pointer, JsonNode *instance,
                                     gpointer user_data);

/* Adds each fault of @instance to @faults (of ParvisBundleFault), under @file. Returns whether there was
 * none. */
gboolean parvis_schemas_validate (ParvisSchemas *self, const char *name, JsonNode *instance, const char *file,
                                  GPtrArray *faults, ParvisSchemaVisitor visitor, gpointer user_data);

/* Fails when a schema uses a keyword that we do not implement, a pattern that does not compile, or a $ref to
 * nowhere. */
gboolean parvis_schemas_lint (ParvisSchemas *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
