/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/content/vocabulary.h"

#include "app/content/fold.h"
#include "app/content/spelling.h"

#include <string.h>

typedef struct
{
  char *written; /* as it was first met, in lower case */
  guint documents, last_entry;
} Count;

struct _ParvisVocabularyMaker
{
  GHashTable *counts; /* folded word -> Count */
  guint entry;        /* the one in hand, from 1 */
};

static void
free_count (gpointer count)
{
  g_free (((Count *) count)->written);
  g_free (count);
}

ParvisVocabularyMaker *
parvis_vocabulary_maker_new (void)
{
  ParvisVocabularyMaker *self = g_new0 (ParvisVocabularyMaker, 1);

  self->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_count);
  self->entry = 1;
  return self;
}

void
parvis_vocabulary_maker_free (ParvisVocabularyMaker *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->counts);
  g_free (self);
}

/* "Médiathèque" as it is said in the middle of a sentence. */
static char *
write_plainly (const char *text, const ParvisFoldedWord *word)
{
  g_autofree char *raw = g_strndup (text + word->start, word->end - word->start);
  g_autofree char *composed = g_utf8_normalize (raw, -1, G_NORMALIZE_NFC);

  return g_utf8_strdown (composed != NULL ? composed : word->folded, -1);
}

static void
count_word (ParvisVocabularyMaker *self, const char *text, const ParvisFoldedWord *word)
{
  Count *count = g_hash_table_lookup (self->counts, word->folded);

  if (count == NULL)
    {
      count = g_new0 (Count, 1);
      count->written = write_plainly (text, word);
      g_hash_table_insert (self->counts, g_strdup (word->folded), count);
    }
  if (count->last_entry != self->entry)
    count->documents++;
  count->last_entry = self->entry;
}

void
parvis_vocabulary_maker_add (ParvisVocabularyMaker *self, const char *text)
{
  g_autoptr (GArray) words = parvis_fold_words (text, G_MAXSIZE, G_MAXUINT);

  for (guint i = 0; i < words->len; i++)
    count_word (self, text, &g_array_index (words, ParvisFoldedWord, i));
}

void
parvis_vocabulary_maker_end_entry (ParvisVocabularyMaker *self)
{
  self->entry++;
}

static int
compare_documents (gconstpointer a, gconstpointer b, gpointer counts)
{
  const Count *x = g_hash_table_lookup (counts, *(const char *const *) a);
  const Count *y = g_hash_table_lookup (counts, *(const char *const *) b);

  if (x->documents != y->documents)
    return x->documents > y->documents ? -1 : 1;
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static gboolean
write_words (ParvisVocabularyMaker *self, const ParvisSql *sql, const char *insert, GError **error)
{
  guint length;
  g_autofree gpointer *folded = g_hash_table_get_keys_as_array (self->counts, &length);

  g_qsort_with_data (folded, (int) length, sizeof *folded, compare_documents, self->counts);
  for (guint i = 0; i < MIN (length, PARVIS_VOCABULARY_MAX); i++)
    {
      const Count *count = g_hash_table_lookup (self->counts, folded[i]);
      g_autofree char *sound = parvis_spelling_sound (folded[i]);

      if (!parvis_sql_run (sql, error, insert, "ttti", folded[i], count->written, sound, (gint64) count->documents))
        return FALSE;
    }
  return TRUE;
}

gboolean
parvis_vocabulary_maker_write (ParvisVocabularyMaker *self, const ParvisSql *sql, guint position, GError **error)
{
  g_autofree char *create = g_strdup_printf ("CREATE TABLE vocabulary_%u (folded TEXT PRIMARY KEY, written TEXT NOT"
                                             " NULL, sound TEXT NOT NULL, documents INTEGER NOT NULL) WITHOUT ROWID",
                                             position);
  g_autofree char *insert = g_strdup_printf ("INSERT INTO vocabulary_%u VALUES (?, ?, ?, ?)", position);

  return parvis_sql_exec (sql, create, error) && write_words (self, sql, insert, error);
}
