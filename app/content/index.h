/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/content/sql.h"

G_BEGIN_DECLS

/* ParvisIndex: writes what parvis_catalog_search() reads, for one language, while a bundle is imported.
 * parvis_index_new(), parvis_index_add() for each thing that can be found, parvis_index_finish(). */
typedef struct _ParvisIndex ParvisIndex;

/* One thing that a person can find, of any kind. Texts are as they are shown: the index folds case, accents
 * and the rest itself. */
typedef struct
{
  const char *kind;     /* "service", "demarche", "life-event", "faq", "news", "event", "place" */
  const char *id;       /* what opens it, with its kind */
  const char *title;    /* counts most */
  const char *keywords; /* other words for it, one a line; %NULL: none */
  const char *summary;  /* shown below the title; %NULL: none */
  const char *body;     /* the rest of what it says; counts least; %NULL: none */
  gboolean doable;      /* can be done here, at the kiosk: comes first among equals */
  gint64 begins, ends;  /* Unix seconds outside of which it is not found; 0: always */
} ParvisIndexEntry;

/* @sql must outlive it. @position: of the language in the bundle's list. Entries are kept in the order in
 * which they come: among equals, the first added comes first. (transfer full) */
ParvisIndex *parvis_index_new (const ParvisSql *sql, guint position, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void parvis_index_free (ParvisIndex *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisIndex, parvis_index_free)

/* Terms that mean the same, NULL-terminated: whatever has one of them is found by the others. Before the first entry.
 */
void parvis_index_add_synonyms (ParvisIndex *self, const char *const *terms);
gboolean parvis_index_add (ParvisIndex *self, const ParvisIndexEntry *entry, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Once every entry is in. */
gboolean parvis_index_finish (ParvisIndex *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Appends @text to @words as a line of its own; nothing for %NULL. */
void parvis_index_join (GString *words, const char *text);

G_END_DECLS
