/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/content/sql.h"

G_BEGIN_DECLS

/* ParvisVocabulary: every word of one language of the catalogue, counted when the bundle is imported, held in memory
 * for searching: walking over them on every key is faster than asking a table of their deletions, and finds the
 * beginnings of words too. One thread. */
typedef struct _ParvisVocabulary ParvisVocabulary;

#define PARVIS_VOCABULARY_MAX 200000 /* words; the rarest beyond are not corrected to */

ParvisVocabulary *parvis_vocabulary_load (const ParvisSql *sql, guint position,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
void parvis_vocabulary_free (ParvisVocabulary *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisVocabulary, parvis_vocabulary_free)

/* How many things have the word, or, when @begins, a word that begins so: at most, as one thing may have several. */
guint parvis_vocabulary_count (const ParvisVocabulary *self, const char *folded, gboolean begins);
/* As it is written, "médiathèque" for "mediatheque"; %NULL when it is not there. (transfer none) */
const char *parvis_vocabulary_written (const ParvisVocabulary *self, const char *folded);

/* A word that may have been meant for another one. */
typedef struct
{
  const char *folded, *written; /* owned by the vocabulary */
  guint cost;                   /* tenths of a typing error */
} ParvisGuess;

#define PARVIS_VOCABULARY_ERROR 10 /* one typing error: a letter too many, missing, wrong, or two exchanged */

/* The words that @folded, which is not one, may have been meant for: one error away from 4 letters on, two from 8 on,
 * or sounding the same. The nearest first, the more frequent first among equals; at most @max, none further than @slack
 * above the nearest. @generous: one error more, and from 3 letters on, for when there is no answer at all.
 * (transfer full): of ParvisGuess */
GArray *parvis_vocabulary_guess (const ParvisVocabulary *self, const char *folded, guint max, guint slack,
                                 gboolean generous);

/* ---- made by the import ---- */

/* The table, and the words of the language's entries as they come. */
typedef struct _ParvisVocabularyMaker ParvisVocabularyMaker;

ParvisVocabularyMaker *parvis_vocabulary_maker_new (void);
void parvis_vocabulary_maker_free (ParvisVocabularyMaker *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisVocabularyMaker, parvis_vocabulary_maker_free)
/* The words of one text of the entry in hand; a word is counted once an entry. */
void parvis_vocabulary_maker_add (ParvisVocabularyMaker *self, const char *text);
void parvis_vocabulary_maker_end_entry (ParvisVocabularyMaker *self);
gboolean parvis_vocabulary_maker_write (ParvisVocabularyMaker *self, const ParvisSql *sql, guint position,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
