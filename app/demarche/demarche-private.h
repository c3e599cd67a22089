/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/demarche/demarche.h"
#include "app/demarche/reader.h"

G_BEGIN_DECLS

/* The pieces of a definition's parser. Each keeps what it read even when a part of it is faulty, so that
 * indexes in the tree are those of the file and one fault does not bring up ten. */
ParvisField *parvis_field_read (ParvisReader *reader, JsonNode *node, gboolean in_block);
void parvis_field_free (ParvisField *field);
GPtrArray *parvis_options_new (void);
const char *parvis_option_source (const ParvisOption *option);            /* the label in French */
GPtrArray *parvis_options_read (ParvisReader *reader, JsonObject *field); /* "options" or "list" (nullable) */
void parvis_field_read_pattern (ParvisReader *reader, JsonObject *object, ParvisField *field);

/* What cannot be seen in one place: references, circles, comparisons between things that do not compare. */
void parvis_demarche_check (ParvisReader *reader, const ParvisDemarche *demarche);
void parvis_demarche_check_circles (ParvisReader *reader, const ParvisDemarche *demarche);
/* @repeat: the block that @condition stands in (nullable). */
void parvis_condition_check (ParvisReader *reader, const ParvisCondition *condition, const ParvisDemarche *demarche,
                             const ParvisField *repeat);

/* @text as GRegex with the answer anchored on both ends and bounded work; %NULL with an error. */
GRegex *parvis_pattern_compile (const char *text, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
