/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/content/fault.h"
#include "app/content/schema.h"
#include "app/content/tree.h"

G_BEGIN_DECLS

/* parvis_bundle_check() on a tree that is already open; its JSON is parsed and kept in the tree. */
gboolean parvis_check_tree (ParvisTree *tree, GPtrArray *faults, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* One check of one kind over the whole bundle, once every file has been read. @tree's JSON follows the
 * schemas: what does not is not kept, so that these only see what has the right shape. */
void parvis_check_ids (ParvisTree *tree, GPtrArray *faults);
void parvis_check_references (ParvisTree *tree, GPtrArray *faults);
void parvis_check_values (ParvisTree *tree, GPtrArray *faults);      /* dates, colour, synonyms */
void parvis_check_places (ParvisTree *tree, GPtrArray *faults);      /* hours, positions */
void parvis_check_services (ParvisTree *tree, GPtrArray *faults);    /* chapters and tables, publics */
void parvis_check_life_events (ParvisTree *tree, GPtrArray *faults); /* questions, conditions, what steps open */
void parvis_check_demarches (ParvisTree *tree, GPtrArray *faults);   /* what the engine says of them */
void parvis_check_passes (ParvisTree *tree, GPtrArray *faults); /* how cards are recognised, questions that name them */
gboolean parvis_check_map (ParvisTree *tree, GPtrArray *faults, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean parvis_check_media (ParvisTree *tree, GPtrArray *faults, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Helpers of those. */

/* The array @member of the file @path; %NULL when there is none. (transfer none) */
JsonArray *parvis_check_array (ParvisTree *tree, const char *path, const char *member);
/* Each object of @items has a @member of its own. @base: pointer of @items; @items may be %NULL. */
void parvis_check_unique (JsonArray *items, const char *member, const char *file, const char *base, GPtrArray *faults);
/* Each of these strings is there once, whatever its case. */
void parvis_check_unique_strings (JsonArray *strings, const char *file, const char *base, GPtrArray *faults);
/* @object's @member, an id, names a file of the bundle: @folder, id, @ending ("" for media, whose names say
 * theirs). Nothing is said without that member. */
void parvis_check_file (ParvisTree *tree, const char *folder, const char *ending, const char *file, JsonObject *object,
                        const char *base, const char *member, GPtrArray *faults);

/* Says that @id, at @pointer of @file, is nowhere in @where. */
void parvis_check_dangling (GPtrArray *faults, const char *file, const char *pointer, const char *id,
                            const char *where);

/* How many texts there are, and how many the language at that position of the bundle's list lacks. */
#define PARVIS_LANGUAGES_MAX 12 /* bundle.schema.json */
typedef struct
{
  guint total, missing[PARVIS_LANGUAGES_MAX];
} ParvisTextCount;

/* Texts, as the schemas' visitor: no language that was not announced, nothing that cannot be shown, no word wider
 * than its place. A text that a language lacks is shown in French: no fault, but counted. */
typedef struct
{
  const char *file;
  char **languages; /* %NULL: not known, translations are not looked at */
  GPtrArray *faults;
  ParvisTextCount *count; /* (nullable) */
} ParvisTextCheck;
void parvis_check_text (const char *definition, const char *pointer, JsonNode *instance, gpointer text_check);

/* The longest run of characters of @text between two places where a line may break. */
guint parvis_text_longest_word (const char *text);
/* WCAG 2.1's contrast ratio of "#rrggbb" against white, 1 to 21. */
double parvis_colour_contrast_with_white (const char *colour);

/* "bac" for "services/bac.json". (transfer full) */
char *parvis_path_id (const char *path);

G_END_DECLS
