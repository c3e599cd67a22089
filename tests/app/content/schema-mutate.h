/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Every document that differs from a sound one in one place: each value replaced by one of each kind and
 * size, each key removed, misspelt and doubled by a stranger, each list emptied, doubled and filled. */
typedef void (*MutationFunc) (JsonNode *document, gpointer user_data);
guint mutate (JsonNode *document, MutationFunc visit, gpointer user_data);

G_END_DECLS
