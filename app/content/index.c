/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/content/index.h"

#include "app/content/fold.h"
#include "app/content/index-private.h"
#include "app/content/synonyms.h"
#include "app/content/vocabulary.h"

#include <string.h>

struct _ParvisIndex
{
  const ParvisSql *sql;
  guint position;
  gint64 count;                      /* of entries */
  char *insert_words, *insert_entry; /* statements */
  ParvisSynonyms *synonyms;
  ParvisVocabularyMaker *vocabulary;
};

/* The words come folded: the tokenizer only cuts at their spaces. */
static const char tables[]
    = "CREATE VIRTUAL TABLE search_%u USING fts5 (title, keywords, synonyms, summary, body, content = '',"
      "  tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3');"
      "CREATE TABLE entry_%u (number INTEGER PRIMARY KEY, kind TEXT, id TEXT, title TEXT, summary TEXT,"
      "  begins INTEGER, ends INTEGER);"
      "CREATE INDEX entry_dated_%u ON entry_%u (begins, ends) WHERE begins IS NOT NULL";

ParvisIndex *
parvis_index_new (const ParvisSql *sql, guint position, GError **error)
{
  g_autoptr (ParvisIndex) self = g_new0 (ParvisIndex, 1);
  g_autofree char *create = g_strdup_printf (tables, position, position, position, position);

  self->sql = sql;
  self->position = position;
  self->insert_words = g_strdup_printf (
      "INSERT INTO search_%u (rowid, title, keywords, synonyms, summary, body) VALUES (?, ?, ?, ?, ?, ?)", position);
  self->insert_entry = g_strdup_printf ("INSERT INTO entry_%u VALUES (?1, ?2, ?3, ?4, ?5,"
                                        " CASE WHEN ?1 & %d THEN ?6 END, CASE WHEN ?1 & %d THEN ?7 END)",
                                        position, PARVIS_INDEX_DATED, PARVIS_INDEX_DATED);
  self->synonyms = parvis_synonyms_new ();
  self->vocabulary = parvis_vocabulary_maker_new ();
  return parvis_sql_exec (sql, create, error) ? g_steal_pointer (&self) : NULL;
}

void
parvis_index_free (ParvisIndex *self)
{
  if (self == NULL)
    return;
  g_free (self->insert_words);
  g_free (self->insert_entry);
  parvis_synonyms_free (self->synonyms);
  parvis_vocabulary_maker_free (self->vocabulary);
  g_free (self);
}

void
parvis_index_add_synonyms (ParvisIndex *self, const char *const *terms)
{
  parvis_synonyms_add (self->synonyms, terms);
}

static void
add_synonyms_of (ParvisIndex *self, GString *words, const char *text)
{
  g_autoptr (GPtrArray) terms = parvis_synonyms_of (self->synonyms, text, FALSE);

  for (guint i = 0; i < terms->len; i++)
    parvis_index_join (words, g_ptr_array_index (terms, i));
}

static gboolean
is_hyphen (const char *text, gsize start, gsize end)
{
  gsize length = end - start;

  return (length == 1 && text[start] == '-')
         || (length == 3 && (strncmp (text + start, "\u2010", 3) == 0 || strncmp (text + start, "\u2011", 3) == 0));
}

/* "rendez-vous" is found by "rendezvous" too. */
static void
add_compounds (GString *words, const char *text)
{
  g_autoptr (GArray) all = parvis_fold_words (text, G_MAXSIZE, G_MAXUINT);

  for (guint i = 1; i < all->len; i++)
    {
      const ParvisFoldedWord *first = &g_array_index (all, ParvisFoldedWord, i - 1), *second = first + 1;

      if (is_hyphen (text, first->end, second->start))
        g_string_append_printf (words, "%s%s\n", first->folded, second->folded);
    }
}

static void
read_columns (ParvisIndex *self, const ParvisIndexEntry *entry, GString *columns[PARVIS_INDEX_COLUMNS])
{
  g_autoptr (GString) own = g_string_new (NULL);

  parvis_index_join (columns[PARVIS_INDEX_TITLE], entry->title);
  parvis_index_join (columns[PARVIS_INDEX_KEYWORDS], entry->keywords);
  parvis_index_join (columns[PARVIS_INDEX_SUMMARY], entry->summary);
  parvis_index_join (columns[PARVIS_INDEX_BODY], entry->body);
  parvis_index_join (own, entry->title);
  parvis_index_join (own, entry->keywords);
  parvis_index_join (own, entry->summary);
  add_synonyms_of (self, columns[PARVIS_INDEX_SYNONYMS], own->str);
  add_compounds (columns[PARVIS_INDEX_SYNONYMS], own->str);
  if (entry->body != NULL)
    add_synonyms_of (self, columns[PARVIS_INDEX_BODY], entry->body);
}

static gint64
flags_of (const ParvisIndexEntry *entry)
{
  static const char *const advice[] = { "service", "demarche", "life-event", NULL };

  return (entry->doable ? PARVIS_INDEX_DOABLE : 0) | (entry->begins > 0 || entry->ends > 0 ? PARVIS_INDEX_DATED : 0)
         | (g_strv_contains (advice, entry->kind) ? PARVIS_INDEX_ADVICE : 0);
}

static gboolean
write_entry (ParvisIndex *self, const ParvisIndexEntry *entry, char *const folded[PARVIS_INDEX_COLUMNS], GError **error)
{
  gint64 begins = entry->begins, ends = entry->ends > 0 ? entry->ends : G_MAXINT64;
  gint64 number = ++self->count * PARVIS_INDEX_STEP + flags_of (entry);

  return parvis_sql_run (self->sql, error, self->insert_words, "ittttt", number, folded[PARVIS_INDEX_TITLE],
                         folded[PARVIS_INDEX_KEYWORDS], folded[PARVIS_INDEX_SYNONYMS], folded[PARVIS_INDEX_SUMMARY],
                         folded[PARVIS_INDEX_BODY])
         && parvis_sql_run (self->sql, error, self->insert_entry, "ittttii", number, entry->kind, entry->id,
                            entry->title, entry->summary, begins, ends);
}

gboolean
parvis_index_add (ParvisIndex *self, const ParvisIndexEntry *entry, GError **error)
{
  GString *columns[PARVIS_INDEX_COLUMNS];
  char *folded[PARVIS_INDEX_COLUMNS];
  gboolean written;

  for (gsize i = 0; i < PARVIS_INDEX_COLUMNS; i++)
    columns[i] = g_string_new (NULL);
  read_columns (self, entry, columns);
  for (gsize i = 0; i < PARVIS_INDEX_COLUMNS; i++)
    {
      parvis_vocabulary_maker_add (self->vocabulary, columns[i]->str);
      folded[i] = parvis_fold (columns[i]->str);
      g_string_free (columns[i], TRUE);
    }
  parvis_vocabulary_maker_end_entry (self->vocabulary);
  written = write_entry (self, entry, folded, error);
  for (gsize i = 0; i < PARVIS_INDEX_COLUMNS; i++)
    g_free (folded[i]);
  return written;
}

gboolean
parvis_index_finish (ParvisIndex *self, GError **error)
{
  /* One segment: what is never written again is read fastest so. */
  g_autofree char *optimize
      = g_strdup_printf ("INSERT INTO search_%u (search_%u) VALUES ('optimize')", self->position, self->position);

  return parvis_sql_exec (self->sql, optimize, error)
         && parvis_vocabulary_maker_write (self->vocabulary, self->sql, self->position, error)
         && parvis_synonyms_write (self->synonyms, self->sql, self->position, error);
}

void
parvis_index_join (GString *words, const char *text)
{
  if (text != NULL)
    g_string_append_printf (words, "%s\n", text);
}
