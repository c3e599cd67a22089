/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/content/index.h"

#include "app/content/search.h"

struct _ParvisIndex
{
  const ParvisSql *sql;
  char *insert; /* the statement */
};

static const char table[]
    = "CREATE VIRTUAL TABLE search_%u USING fts5 (title, keywords, summary, body, kind UNINDEXED, id UNINDEXED,"
      " shown_title UNINDEXED, shown_summary UNINDEXED, boost UNINDEXED,"
      " tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')";

ParvisIndex *
parvis_index_new (const ParvisSql *sql, guint position, GError **error)
{
  g_autoptr (ParvisIndex) self = g_new0 (ParvisIndex, 1);
  g_autofree char *create = g_strdup_printf (table, position);

  self->sql = sql;
  self->insert = g_strdup_printf ("INSERT INTO search_%u VALUES (?, ?, ?, ?, ?, ?, ?, ?, ? / 10.0)", position);
  return parvis_sql_exec (sql, create, error) ? g_steal_pointer (&self) : NULL;
}

void
parvis_index_free (ParvisIndex *self)
{
  if (self == NULL)
    return;
  g_free (self->insert);
  g_free (self);
}

static char *
normalise (const char *text)
{
  return parvis_search_normalise (text != NULL ? text : "");
}

gboolean
parvis_index_add (ParvisIndex *self, const ParvisIndexEntry *entry, GError **error)
{
  g_autofree char *title = normalise (entry->title);
  g_autofree char *keywords = normalise (entry->keywords);
  g_autofree char *summary = normalise (entry->summary);
  g_autofree char *body = normalise (entry->body);

  return parvis_sql_run (self->sql, error, self->insert, "tttttttti", title, keywords, summary, body, entry->kind,
                         entry->id, entry->title, entry->summary, (gint64) (entry->doable ? 13 : 10));
}

gboolean
parvis_index_finish (ParvisIndex *self, GError **error)
{
  (void) self;
  (void) error;
  return TRUE;
}

void
parvis_index_join (GString *words, const char *text)
{
  if (text != NULL)
    g_string_append_printf (words, "%s\n", text);
}
