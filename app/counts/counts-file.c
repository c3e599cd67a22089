/* SPDX-License-Identifier: EUPL-1.2
 *
 * The counts' file. It is opened for each write and closed after it, with SQLite's plain journal: whoever looks at it
 * beside the kiosk leaves nothing there that would not be the kiosk's.
 */
#include "app/counts/counts-private.h"

#include <glib/gi18n-lib.h>

#define BUSY_MILLISECONDS 2000

#define SCHEMA                                                                                                         \
  "CREATE TABLE IF NOT EXISTS count ("                                                                                 \
  "  day TEXT NOT NULL, event TEXT NOT NULL, subject TEXT NOT NULL, detail TEXT NOT NULL,"                             \
  "  n INTEGER NOT NULL, PRIMARY KEY (day, event, subject, detail)) STRICT, WITHOUT ROWID"

static const char *const names[PARVIS_COUNT_N] = {
  [PARVIS_COUNT_SESSION] = "session",
  [PARVIS_COUNT_PAGE] = "page",
  [PARVIS_COUNT_SERVICE] = "service",
  [PARVIS_COUNT_SEARCH_EMPTY] = "search-empty",
  [PARVIS_COUNT_DEMARCHE_BEGUN] = "demarche-begun",
  [PARVIS_COUNT_DEMARCHE_FINISHED] = "demarche-finished",
  [PARVIS_COUNT_DEMARCHE_LEFT] = "demarche-left",
  [PARVIS_COUNT_PRINT] = "print",
  [PARVIS_COUNT_FEEDBACK_YES] = "feedback-yes",
  [PARVIS_COUNT_FEEDBACK_NO] = "feedback-no",
  [PARVIS_COUNT_SATISFACTION] = "satisfaction",
  [PARVIS_COUNT_DEVICE_FAILURE] = "device-failure",
};

G_DEFINE_QUARK (parvis_counts_error_quark, parvis_counts_error)

const ParvisSqliteErrors parvis_counts_errors = {
  parvis_counts_error_quark,  PARVIS_COUNTS_ERROR_FAILED, PARVIS_COUNTS_ERROR_BUSY,
  PARVIS_COUNTS_ERROR_FAILED, PARVIS_COUNTS_ERROR_FAILED,
};

const char *
parvis_count_event_to_text (ParvisCountEvent event)
{
  g_return_val_if_fail ((guint) event < PARVIS_COUNT_N, "");
  return names[event];
}

void
parvis_count_free (ParvisCount *count)
{
  g_free (count->day);
  g_free (count->event);
  g_free (count->subject);
  g_free (count->detail);
  g_free (count);
}

/* ---- writing ---- */

static gboolean
add_one (ParvisSqlite *db, const ParvisTally *tally, gboolean with_subject, GError **error)
{
  g_autoptr (ParvisStatement) statement = parvis_sqlite_prepare (
      db, "INSERT INTO count VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n", error);

  if (statement == NULL)
    return FALSE;
  parvis_statement_bind_text (statement, 1, tally->day);
  parvis_statement_bind_text (statement, 2, names[tally->event]);
  parvis_statement_bind_text (statement, 3, with_subject ? tally->subject : "");
  parvis_statement_bind_text (statement, 4, with_subject ? tally->detail : "");
  parvis_statement_bind_int64 (statement, 5, tally->n);
  return parvis_statement_run (statement, error);
}

static gboolean
forget_old (ParvisSqlite *db, GError **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) oldest = g_date_time_add_days (now, -PARVIS_COUNTS_MAX_DAYS);
  g_autofree char *day = g_date_time_format (oldest, "%Y-%m-%d");
  g_autoptr (ParvisStatement) statement = parvis_sqlite_prepare (db, "DELETE FROM count WHERE day < ?", error);

  if (statement == NULL)
    return FALSE;
  parvis_statement_bind_text (statement, 1, day);
  return parvis_statement_run (statement, error);
}

gboolean
parvis_counts_write (const char *path, GPtrArray *tallies, GError **error)
{
  g_autoptr (ParvisSqlite) db = parvis_sqlite_open (path, &parvis_counts_errors, error);
  g_autoptr (ParvisTransaction) transaction = NULL;
  gint64 rows;

  if (db == NULL)
    return FALSE;
  parvis_sqlite_set_timeout (db, BUSY_MILLISECONDS);
  transaction = parvis_transaction_begin (db, error);
  if (transaction == NULL || !parvis_sqlite_exec (db, SCHEMA, error) || !forget_old (db, error)
      || !parvis_sqlite_get_int64 (db, "SELECT count(*) FROM count", &rows, error))
    return FALSE;
  for (guint i = 0; i < tallies->len; i++)
    if (!add_one (db, g_ptr_array_index (tallies, i), rows + i < PARVIS_COUNTS_MAX_ROWS, error))
      return FALSE;
  return parvis_transaction_commit (transaction, error);
}

/* ---- reading ---- */

static ParvisCount *
read_row (ParvisStatement *row)
{
  ParvisCount *count = g_new0 (ParvisCount, 1);

  count->day = parvis_statement_dup_text (row, 0);
  count->event = parvis_statement_dup_text (row, 1);
  count->subject = parvis_statement_dup_text (row, 2);
  count->detail = parvis_statement_dup_text (row, 3);
  count->n = parvis_statement_get_int64 (row, 4);
  return count;
}

GPtrArray *
parvis_counts_read (const char *path, const char *since, GError **error)
{
  g_autoptr (GPtrArray) counts = g_ptr_array_new_with_free_func ((GDestroyNotify) parvis_count_free);
  g_autoptr (ParvisSqlite) db = NULL;
  g_autoptr (ParvisStatement) statement = NULL;
  gboolean row = TRUE;
  gint64 tables;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&counts);
  db = parvis_sqlite_open (path, &parvis_counts_errors, error);
  if (db == NULL
      || !parvis_sqlite_get_int64 (db, "SELECT count(*) FROM sqlite_schema WHERE name = 'count'", &tables, error))
    return NULL;
  if (tables == 0)
    return g_steal_pointer (&counts); /* the first write was cut */
  statement = parvis_sqlite_prepare (db,
                                     "SELECT day, event, subject, detail, n FROM count WHERE day >= ?"
                                     " ORDER BY day, event, subject, detail",
                                     error);
  if (statement == NULL)
    return NULL;
  parvis_statement_bind_text (statement, 1, since != NULL ? since : "");
  while (row)
    {
      if (!parvis_statement_step (statement, &row, error))
        return NULL;
      if (row)
        g_ptr_array_add (counts, read_row (statement));
    }
  return g_steal_pointer (&counts);
}
