/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/content/synonyms.h"

#include "app/content/fold.h"
#include "app/content/search.h"

#include <string.h>

#define BEGINNING_MIN 4 /* letters of a word being typed that may already be meant */

typedef struct
{
  char *text;
  GArray *words; /* of ParvisFoldedWord */
  guint group;
} Term;

struct _ParvisSynonyms
{
  GPtrArray *groups;   /* of GPtrArray of Term */
  GHashTable *by_word; /* first word, in the singular -> GPtrArray of Term */
};

static void
free_term (gpointer data)
{
  Term *term = data;

  g_free (term->text);
  g_array_unref (term->words);
  g_free (term);
}

ParvisSynonyms *
parvis_synonyms_new (void)
{
  ParvisSynonyms *self = g_new0 (ParvisSynonyms, 1);

  self->groups = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  self->by_word = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  return self;
}

void
parvis_synonyms_free (ParvisSynonyms *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->by_word);
  g_ptr_array_unref (self->groups);
  g_free (self);
}

static const char *
folded_at (const GArray *words, guint index)
{
  return g_array_index (words, ParvisFoldedWord, index).folded;
}

static char *
singular (const char *word)
{
  return g_strndup (word, parvis_search_singular (word));
}

static void
add_by_word (ParvisSynonyms *self, Term *term)
{
  g_autofree char *word = singular (folded_at (term->words, 0));
  GPtrArray *terms = g_hash_table_lookup (self->by_word, word);

  if (terms == NULL)
    {
      terms = g_ptr_array_new ();
      g_hash_table_insert (self->by_word, g_steal_pointer (&word), terms);
    }
  g_ptr_array_add (terms, term);
}

void
parvis_synonyms_add (ParvisSynonyms *self, const char *const *terms)
{
  GPtrArray *group = g_ptr_array_new_with_free_func (free_term);

  for (gsize i = 0; terms[i] != NULL; i++)
    {
      GArray *words = parvis_fold_words (terms[i], G_MAXSIZE, PARVIS_SYNONYM_WORDS + 1);
      Term *term = g_new0 (Term, 1);

      *term = (Term){ g_strdup (terms[i]), words, self->groups->len };
      if (words->len == 0 || words->len > PARVIS_SYNONYM_WORDS)
        {
          free_term (term);
          continue;
        }
      g_ptr_array_add (group, term);
      add_by_word (self, term);
    }
  g_ptr_array_add (self->groups, group);
}

/* ---- finding ---- */

static gboolean
same_word (const char *a, const char *b)
{
  gsize length = parvis_search_singular (a);

  return length == parvis_search_singular (b) && strncmp (a, b, length) == 0;
}

static gboolean
has_term_at (const GArray *words, guint at, const Term *term)
{
  if (at + term->words->len > words->len)
    return FALSE;
  for (guint i = 0; i < term->words->len; i++)
    if (!same_word (folded_at (words, at + i), folded_at (term->words, i)))
      return FALSE;
  return TRUE;
}

static void
note_terms_at (const ParvisSynonyms *self, const GArray *words, guint at, gboolean *groups)
{
  g_autofree char *word = singular (folded_at (words, at));
  const GPtrArray *terms = g_hash_table_lookup (self->by_word, word);

  for (guint i = 0; terms != NULL && i < terms->len; i++)
    {
      const Term *term = g_ptr_array_index (terms, i);

      if (has_term_at (words, at, term))
        groups[term->group] = TRUE;
    }
}

static gboolean
group_begins (const GPtrArray *group, const char *beginning)
{
  for (guint i = 0; i < group->len; i++)
    {
      const Term *term = g_ptr_array_index (group, i);

      if (term->words->len == 1 && g_str_has_prefix (folded_at (term->words, 0), beginning))
        return TRUE;
    }
  return FALSE;
}

static void
note_beginning (const ParvisSynonyms *self, const GArray *words, gboolean *groups)
{
  const char *last = words->len > 0 ? folded_at (words, words->len - 1) : "";

  if (g_utf8_strlen (last, -1) < BEGINNING_MIN)
    return;
  for (guint i = 0; i < self->groups->len; i++)
    if (!groups[i])
      groups[i] = group_begins (g_ptr_array_index (self->groups, i), last);
}

GPtrArray *
parvis_synonyms_of (const ParvisSynonyms *self, const char *text, gboolean as_typed)
{
  g_autoptr (GArray) words = parvis_fold_words (text, G_MAXSIZE, G_MAXUINT);
  g_autofree gboolean *groups = g_new0 (gboolean, self->groups->len + 1);
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < words->len; i++)
    note_terms_at (self, words, i, groups);
  if (as_typed)
    note_beginning (self, words, groups);
  for (guint g = 0; g < self->groups->len; g++)
    {
      const GPtrArray *group = g_ptr_array_index (self->groups, g);

      for (guint i = 0; groups[g] && i < group->len; i++)
        g_ptr_array_add (found, ((Term *) g_ptr_array_index (group, i))->text);
    }
  return found;
}

GPtrArray *
parvis_synonyms_first (const ParvisSynonyms *self)
{
  GPtrArray *first = g_ptr_array_new ();

  for (guint g = 0; g < self->groups->len; g++)
    {
      const GPtrArray *group = g_ptr_array_index (self->groups, g);

      if (group->len > 0)
        g_ptr_array_add (first, ((Term *) g_ptr_array_index (group, 0))->text);
    }
  return first;
}

/* ---- kept ---- */

static gboolean
write_group (const GPtrArray *group, const ParvisSql *sql, const char *insert, GError **error)
{
  for (guint i = 0; i < group->len; i++)
    {
      const Term *term = g_ptr_array_index (group, i);

      if (!parvis_sql_run (sql, error, insert, "it", (gint64) term->group, term->text))
        return FALSE;
    }
  return TRUE;
}

gboolean
parvis_synonyms_write (const ParvisSynonyms *self, const ParvisSql *sql, guint position, GError **error)
{
  g_autofree char *create = g_strdup_printf ("CREATE TABLE synonym_%u (gathering INTEGER, term TEXT)", position);
  g_autofree char *insert = g_strdup_printf ("INSERT INTO synonym_%u VALUES (?, ?)", position);

  if (!parvis_sql_exec (sql, create, error))
    return FALSE;
  for (guint i = 0; i < self->groups->len; i++)
    if (!write_group (g_ptr_array_index (self->groups, i), sql, insert, error))
      return FALSE;
  return TRUE;
}

/* The terms of one group, gathered in @terms, which is emptied. */
static void
end_group (ParvisSynonyms *self, GPtrArray *terms)
{
  if (terms->len == 0)
    return;
  g_ptr_array_add (terms, NULL);
  parvis_synonyms_add (self, (const char *const *) terms->pdata);
  g_ptr_array_set_size (terms, 0);
}

ParvisSynonyms *
parvis_synonyms_load (const ParvisSql *sql, guint position, GError **error)
{
  g_autoptr (ParvisSynonyms) self = parvis_synonyms_new ();
  g_autofree char *text = g_strdup_printf ("SELECT gathering, term FROM synonym_%u ORDER BY rowid", position);
  g_autoptr (sqlite3_stmt) statement = parvis_sql_query (sql, error, text, "");
  g_autoptr (GPtrArray) terms = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) problem = NULL;
  gint64 group = -1;

  if (statement == NULL)
    return NULL;
  while (parvis_sql_next (sql, statement, &problem))
    {
      if (sqlite3_column_int64 (statement, 0) != group)
        end_group (self, terms);
      group = sqlite3_column_int64 (statement, 0);
      g_ptr_array_add (terms, parvis_sql_text (statement, 1));
    }
  end_group (self, terms);
  if (problem == NULL)
    return g_steal_pointer (&self);
  g_propagate_error (error, g_steal_pointer (&problem));
  return NULL;
}
