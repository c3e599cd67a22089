/* SPDX-License-Identifier: EUPL-1.2
 *
 * A search goes by steps, from where the person most likely lives and spells well, outwards; it ends when it has
 * enough.
 */
#include "app/address/addresses-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Rows that one step looks at, in their own order, which is that of importance. More is not asked for: the first
 * letters of a street fit thousands. */
#define ROWS_A_STEP 300
#define FAR_AWAY    5 /* a commune of another département: less than a word that is not whole */
#define NEAR_MISSES 2 /* of one's own commune, before streets elsewhere that are called exactly so */

static const char streets[] = "SELECT street.id, street.name, street.former, street.numbers, place.name, "
                              "place.postcode, place.insee, street.folded"
                              "  FROM (SELECT rowid AS hit FROM street_words WHERE street_words MATCH ? LIMIT ?)"
                              "  JOIN street ON street.id = hit JOIN place ON place.id = street.place";
static const char towns[]
    = "SELECT place.id, place.name, place.postcode, place.insee, place.folded"
      "  FROM (SELECT rowid AS hit FROM place_words WHERE place_words MATCH ? LIMIT ?) JOIN place ON place.id = hit";
static const char towns_called[] = "SELECT id, name, postcode, insee, folded FROM place WHERE folded = ? LIMIT ?";

/* ---- steps ---- */

/* Something that was found. */
typedef struct
{
  gint64 row;
  guint penalty;
  gpointer thing; /* ParvisAddress or ParvisTown */
} Candidate;

typedef struct _Search Search;
struct _Search
{
  ParvisAddresses *addresses;
  const ParvisAddressWords *words;
  guint limit;
  const char *query; /* ?1: an FTS5 expression, ?2: how many rows at most */
  gpointer (*make) (const Search *self, sqlite3_stmt *row, guint *penalty);
  GDestroyNotify free;
  GArray *found;    /* of Candidate */
  GHashTable *rows; /* of those: no row twice */
  GError *error;    /* of the first step that failed; the others do nothing */
};

static void
search_init (Search *self)
{
  self->found = g_array_new (FALSE, FALSE, sizeof (Candidate));
  self->rows = g_hash_table_new (NULL, NULL);
}

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *one = a, *other = b;

  if (one->penalty != other->penalty)
    return one->penalty < other->penalty ? -1 : 1;
  return one->row < other->row ? -1 : one->row > other->row;
}

static GArray *
read_candidates (Search *self, const char *query, const char *parameter)
{
  const ParvisSql *sql = &self->addresses->sql;
  GArray *candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  g_autoptr (sqlite3_stmt) statement
      = parvis_sql_query (sql, &self->error, query, "ti", parameter, (gint64) ROWS_A_STEP);

  while (statement != NULL && parvis_sql_next (sql, statement, &self->error))
    {
      Candidate candidate = { sqlite3_column_int64 (statement, 0), 0, NULL };

      if (g_hash_table_contains (self->rows, GSIZE_TO_POINTER ((gsize) candidate.row)))
        continue;
      candidate.thing = self->make (self, statement, &candidate.penalty);
      g_array_append_val (candidates, candidate);
    }
  g_array_sort (candidates, compare_candidates);
  return candidates;
}

/* Adds the best of what @query gives, at most @most of them. */
static void
add_best (Search *self, const char *query, const char *parameter, guint most)
{
  g_autoptr (GArray) candidates = read_candidates (self, query, parameter);

  for (guint i = 0; i < candidates->len; i++)
    {
      Candidate *candidate = &g_array_index (candidates, Candidate, i);

      if (i >= most)
        self->free (candidate->thing);
      else
        {
          g_array_append_val (self->found, *candidate);
          g_hash_table_add (self->rows, GSIZE_TO_POINTER ((gsize) candidate->row));
        }
    }
}

/* Adds the best of what @match finds: at most @most, and no more than are wanted in all. */
static void
step (Search *self, const ParvisMatch *match, guint most)
{
  guint room = self->limit - MIN (self->limit, self->found->len);
  g_autofree char *expression = room > 0 && self->error == NULL ? parvis_match_expression (match, self->words) : NULL;

  if (expression != NULL)
    add_best (self, self->query, expression, MIN (most, room));
}

/* The first @limit of what was found; %NULL with @error. (transfer full) */
static GPtrArray *
search_end (Search *self, guint limit, GError **error)
{
  GPtrArray *things = g_ptr_array_new_with_free_func (self->free);

  for (guint i = 0; i < self->found->len; i++)
    g_ptr_array_add (things, g_array_index (self->found, Candidate, i).thing);
  if (things->len > limit)
    g_ptr_array_set_size (things, (int) limit);
  g_array_unref (self->found);
  g_hash_table_unref (self->rows);
  if (self->error == NULL)
    return things;
  g_ptr_array_unref (things);
  g_propagate_error (error, self->error);
  return NULL;
}

/* ---- streets ---- */

static const char *
text_at (sqlite3_stmt *row, int column)
{
  const char *text = (const char *) sqlite3_column_text (row, column);

  return text != NULL ? text : "";
}

static gboolean
has_number (const ParvisAddress *address)
{
  g_autofree char *folded = parvis_address_number_fold (address->number);
  gsize length = strlen (folded);

  for (const char *c = address->numbers; *c != '\0'; c += strcspn (c, " "), c += *c == ' ')
    if (strncmp (c, folded, length) == 0 && (c[length] == ' ' || c[length] == '\0'))
      return length > 0;
  return FALSE;
}

/* Most words are in the street's name: where it is, is put into words only for those that are not. */
static guint
penalty_of_street (const ParvisAddressWords *words, sqlite3_stmt *row)
{
  guint penalty = parvis_words_penalty (words, text_at (row, 7), "");

  if (penalty < PARVIS_PENALTY_NONE)
    return penalty;
  g_autofree char *place = parvis_place_tokens (text_at (row, 4), text_at (row, 2), text_at (row, 5), text_at (row, 6));
  return parvis_words_penalty (words, text_at (row, 7), place);
}

static gpointer
make_address (const Search *self, sqlite3_stmt *row, guint *penalty)
{
  ParvisAddress *address = g_new0 (ParvisAddress, 1);

  *address = (ParvisAddress){ .street = g_strdup (text_at (row, 1)),
                              .former = g_strdup (text_at (row, 2)),
                              .city = g_strdup (text_at (row, 4)),
                              .postcode = g_strdup (text_at (row, 5)),
                              .insee = g_strdup (text_at (row, 6)),
                              .number = g_strdup (self->words->number),
                              .numbers = g_strdup (text_at (row, 3)) };
  address->known = has_number (address);
  *penalty = penalty_of_street (self->words, row) + (*address->number != '\0' && !address->known ? 2 : 0);
  return address;
}

/* The commune's own streets: as they are called; and, where none is, called nearly so. */
static void
find_at_home (Search *self, const char *home, const char *postcode)
{
  g_autofree char *postcode_token = postcode != NULL ? g_strconcat ("p", postcode, NULL) : NULL;

  if (postcode_token != NULL)
    step (self, &(ParvisMatch){ "name", postcode_token, NULL, FALSE }, self->limit);
  if (home != NULL)
    step (self, &(ParvisMatch){ "name", home, NULL, FALSE }, self->limit);
  if (self->found->len > 0)
    return;
  if (home != NULL)
    step (self, &(ParvisMatch){ "{name place}", home, NULL, FALSE }, self->limit);
  if (self->found->len > 0 || self->error != NULL)
    return;
  const ParvisLexicon *lexicon = parvis_addresses_lexicon (self->addresses, PARVIS_WORDS_OF_STREETS, &self->error);
  const char *within = postcode_token != NULL ? postcode_token : home;
  if (within != NULL && lexicon != NULL)
    step (self, &(ParvisMatch){ "name", within, lexicon, FALSE }, NEAR_MISSES);
  if (postcode_token != NULL && home != NULL && lexicon != NULL)
    step (self, &(ParvisMatch){ "name", home, lexicon, FALSE }, NEAR_MISSES);
}

static void
find_everywhere (Search *self)
{
  guint before = self->found->len;
  const ParvisLexicon *lexicon;

  step (self, &(ParvisMatch){ "name", NULL, NULL, TRUE }, self->limit);
  step (self, &(ParvisMatch){ "name", NULL, NULL, FALSE }, self->limit);
  if (self->found->len > before)
    return;
  step (self, &(ParvisMatch){ "{name place}", NULL, NULL, FALSE }, self->limit);
  if (self->found->len > 0 || self->error != NULL)
    return;
  lexicon = parvis_addresses_lexicon (self->addresses, PARVIS_WORDS_OF_STREETS, &self->error);
  if (lexicon != NULL)
    step (self, &(ParvisMatch){ "{name place}", NULL, lexicon, FALSE }, self->limit);
}

static GPtrArray *
find_words (ParvisAddresses *self, const ParvisAddressWords *words, const char *postcode, guint limit, GError **error)
{
  Search search = { .addresses = self,
                    .query = streets,
                    .make = make_address,
                    .words = words,
                    .limit = limit,
                    .free = (GDestroyNotify) parvis_address_free };
  g_autofree char *code = self->home != NULL ? g_ascii_strdown (self->home, -1) : NULL;
  g_autofree char *home = code != NULL ? g_strconcat ("i", code, NULL) : NULL;

  search_init (&search);
  find_at_home (&search, home, postcode);
  find_everywhere (&search);
  return search_end (&search, limit, error);
}

static GPtrArray *
find_streets (ParvisAddresses *self, const char *typed, const char *postcode, guint limit, GError **error)
{
  g_autoptr (ParvisAddressWords) words = parvis_address_words_new (typed);
  g_autoptr (GPtrArray) found = find_words (self, words, postcode, limit, error);

  if (found == NULL || found->len > 0 || !parvis_address_words_take_last_number (words))
    return g_steal_pointer (&found);
  return find_words (self, words, postcode, limit, error);
}

/* ---- communes ---- */

static gpointer
make_town (const Search *self, sqlite3_stmt *row, guint *penalty)
{
  ParvisTown *town = g_new0 (ParvisTown, 1);
  const char *home = self->addresses->home;

  *town = (ParvisTown){ g_strdup (text_at (row, 1)), g_strdup (text_at (row, 2)), g_strdup (text_at (row, 3)) };
  *penalty = parvis_words_penalty (self->words, text_at (row, 4), town->postcode);
  if (home != NULL && strncmp (home, town->insee, 2) != 0)
    *penalty += FAR_AWAY;
  return town;
}

/* Something is called as was typed, and not only begins so: nothing was mistyped. */
static gboolean
is_settled (const Search *self)
{
  for (guint i = 0; i < self->found->len; i++)
    if (g_array_index (self->found, Candidate, i).penalty < PARVIS_PENALTY_PARTIAL)
      return TRUE;
  return FALSE;
}

/* All that may be meant, put in order at the end: what is called exactly so comes before what begins so nearby. */
static void
search_towns (Search *self, const char *home, guint limit)
{
  g_autofree char *department = home != NULL ? parvis_department_token (home) : NULL;
  g_autofree char *folded = parvis_street_join (self->words->words);
  const ParvisLexicon *lexicon;

  add_best (self, towns_called, folded, self->limit);
  if (department != NULL)
    step (self, &(ParvisMatch){ "{name place}", department, NULL, TRUE }, self->limit);
  step (self, &(ParvisMatch){ "{name place}", NULL, NULL, TRUE }, self->limit);
  if (self->found->len >= limit || is_settled (self) || self->error != NULL)
    return;
  lexicon = parvis_addresses_lexicon (self->addresses, PARVIS_WORDS_OF_PLACES, &self->error);
  if (lexicon != NULL && department != NULL)
    step (self, &(ParvisMatch){ "name", department, lexicon, TRUE }, self->limit);
  if (lexicon != NULL)
    step (self, &(ParvisMatch){ "name", NULL, lexicon, TRUE }, self->limit);
}

static GPtrArray *
find_towns (ParvisAddresses *self, const char *typed, guint limit, GError **error)
{
  g_autoptr (ParvisAddressWords) words = parvis_town_words_new (typed);
  Search search = { .addresses = self,
                    .query = towns,
                    .make = make_town,
                    .words = words,
                    .limit = 2 * ROWS_A_STEP,
                    .free = (GDestroyNotify) parvis_town_free };

  search_init (&search);
  search_towns (&search, self->home, limit);
  g_array_sort (search.found, compare_candidates);
  return search_end (&search, limit, error);
}

static GPtrArray *
list_towns (ParvisAddresses *self, const char *postcode, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) parvis_town_free);
  g_autoptr (GError) problem = NULL;
  g_autoptr (sqlite3_stmt) statement = parvis_sql_query (
      &self->sql, error, "SELECT name, postcode, insee FROM place WHERE postcode = ? ORDER BY name LIMIT 50", "t",
      postcode);

  if (statement == NULL)
    return NULL;
  while (parvis_sql_next (&self->sql, statement, &problem))
    {
      ParvisTown *town = g_new0 (ParvisTown, 1);
      *town = (ParvisTown){ parvis_sql_text (statement, 0), parvis_sql_text (statement, 1),
                            parvis_sql_text (statement, 2) };
      g_ptr_array_add (found, town);
    }
  if (problem == NULL)
    return g_steal_pointer (&found);
  g_propagate_error (error, g_steal_pointer (&problem));
  return NULL;
}

/* ---- public ---- */

static void
begin (ParvisAddresses *self, GCancellable *cancellable)
{
  g_mutex_lock (&self->lock);
  self->cancellable = cancellable;
}

/* What was stopped says that, and not SQLite's word for it. */
static GPtrArray *
end (ParvisAddresses *self, GPtrArray *found, GError *problem, GError **error)
{
  GCancellable *cancellable = g_steal_pointer (&self->cancellable);

  g_mutex_unlock (&self->lock);
  if (found == NULL && g_cancellable_set_error_if_cancelled (cancellable, error))
    g_error_free (problem);
  else if (found == NULL)
    g_propagate_error (error, problem);
  return found;
}

GPtrArray *
parvis_addresses_find (ParvisAddresses *self, const char *typed, const char *postcode, guint limit,
                       GCancellable *cancellable, GError **error)
{
  GError *problem = NULL;

  begin (self, cancellable);
  GPtrArray *found = find_streets (self, typed, postcode, limit, &problem);
  return end (self, found, problem, error);
}

GPtrArray *
parvis_addresses_find_towns (ParvisAddresses *self, const char *typed, guint limit, GCancellable *cancellable,
                             GError **error)
{
  GError *problem = NULL;

  begin (self, cancellable);
  GPtrArray *found = find_towns (self, typed, limit, &problem);
  return end (self, found, problem, error);
}

GPtrArray *
parvis_addresses_towns_of (ParvisAddresses *self, const char *postcode, GCancellable *cancellable, GError **error)
{
  GError *problem = NULL;

  begin (self, cancellable);
  GPtrArray *found = list_towns (self, postcode, &problem);
  return end (self, found, problem, error);
}

char *
parvis_address_line (const ParvisAddress *self)
{
  g_autoptr (GPtrArray) words = parvis_street_words (self->street);
  gunichar first = g_utf8_get_char (self->street);
  g_autoptr (GString) line = g_string_new (self->number);

  if (*self->number == '\0')
    return g_strdup (self->street);
  g_string_append_c (line, ' ');
  /* "12 rue de la Paix", but "3 Les Landes". */
  g_string_append_unichar (line, words->len > 0 && parvis_street_is_type (words->pdata[0]) ? g_unichar_tolower (first)
                                                                                           : first);
  g_string_append (line, g_utf8_next_char (self->street));
  return g_string_free (g_steal_pointer (&line), FALSE);
}
