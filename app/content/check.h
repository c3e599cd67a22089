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
void parvis_check_values (ParvisTree *tree, GPtrArray *faults);    /* hours, dates, colour */
void parvis_check_demarches (ParvisTree *tree, GPtrArray *faults); /* what the engine says of them */
gboolean parvis_check_media (ParvisTree *tree, GPtrArray *faults, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Texts, as the schemas' visitor: every language there, nothing that cannot be shown, no word wider than its
 * place. */
typedef struct
{
  const char *file;
  char **languages; /* %NULL: not known, translations are not looked at */
  GPtrArray *faults;
} ParvisTextCheck;
void parvis_check_text (const char *definition, const char *pointer, JsonNode *instance, gpointer text_check);

/* The longest run of characters of @text between two places where a line may break. */
guint parvis_text_longest_word (const char *text);
/* WCAG 2.1's contrast ratio of "#rrggbb" against white, 1 to 21. */
double parvis_colour_contrast_with_white (const char *colour);

/* "bac" for "services/bac.json". (transfer full) */
char *parvis_path_id (const char *path);

G_END_DECLS
