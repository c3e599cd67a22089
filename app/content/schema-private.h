/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/content/fault.h"
#include "app/content/schema.h"

G_BEGIN_DECLS

/* Shared by schema.c (the set, its references, the lint) and schema-check.c (the keywords). */

/* A schema and the document that its "#/..." references mean. */
typedef struct
{
  JsonObject *schema;
  JsonObject *document;
} ParvisSchemaPlace;

/* FALSE when the reference leads nowhere. @definition (optional): the last token of a "$defs" reference, else
 * "". */
gboolean parvis_schemas_resolve (ParvisSchemas *self, JsonObject *document, const char *reference,
                                 ParvisSchemaPlace *place, const char **definition);
ParvisSchemaPlace parvis_schemas_document (ParvisSchemas *self, const char *name);
/* Compiled once; %NULL when it does not compile. (transfer none) */
GRegex *parvis_schemas_pattern (ParvisSchemas *self, const char *pattern);

/* One validation under way. */
typedef struct
{
  ParvisSchemas *schemas;
  const char *file;
  GString *pointer;
  GPtrArray *faults;
  guint found;             /* faults, including those beyond the list's bound */
  gboolean quiet;          /* inside a trial of oneOf: count only, tell nobody */
  const char *description; /* (nullable) what the schema in hand says of the instance */
  ParvisSchemaVisitor visitor;
  gpointer user_data;
} ParvisSchemaWalk;

void parvis_schema_walk (ParvisSchemaWalk *walk, ParvisSchemaPlace place, JsonNode *instance);
gboolean parvis_schema_knows_keyword (const char *keyword);
/* Whether @node is what JSON Schema calls "integer", "string" ... */
gboolean parvis_schema_is_type (JsonNode *node, const char *type);
const char *parvis_schema_type_words (const char *type); /* "un nombre entier" */
const char *parvis_schema_words_of (JsonNode *node);
gboolean parvis_schema_equal (JsonNode *a, JsonNode *b); /* 1 and 1.0 are equal, 1 and true are not */

G_END_DECLS
