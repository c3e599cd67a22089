/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/content/sql.h"

G_BEGIN_DECLS

/* ParvisSynonyms: groups of terms that mean the same to those who search, each of one word or several. Used twice: when
 * a thing is indexed, it is given the other terms of every group of which it has one; when it was found, the words to
 * highlight are found the same way. One thread. */
typedef struct _ParvisSynonyms ParvisSynonyms;

#define PARVIS_SYNONYM_WORDS 8 /* of a term */

ParvisSynonyms *parvis_synonyms_new (void);
void parvis_synonyms_free (ParvisSynonyms *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisSynonyms, parvis_synonyms_free)

/* @terms: NULL-terminated, as they are written. A term without a word, or with more than that, is left out. */
void parvis_synonyms_add (ParvisSynonyms *self, const char *const *terms);

/* The terms of every group of which @text has a term, whatever the case, the accents and the plural; those that it has
 * are among them. @as_typed: the last word of @text may be the beginning of one. (transfer container): of texts owned
 * by @self */
GPtrArray *parvis_synonyms_of (const ParvisSynonyms *self, const char *text, gboolean as_typed);

/* The first term of each group, in order. (transfer container): of texts owned by @self */
GPtrArray *parvis_synonyms_first (const ParvisSynonyms *self);

gboolean parvis_synonyms_write (const ParvisSynonyms *self, const ParvisSql *sql, guint position,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
ParvisSynonyms *parvis_synonyms_load (const ParvisSql *sql, guint position, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
