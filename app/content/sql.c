/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/content/sql.h"

static gboolean
fail (const ParvisSql *sql, GError **error)
{
  g_set_error (error, sql->domain, sql->code, "SQLite: %s", sqlite3_errmsg (sql->handle));
  return FALSE;
}

gboolean
parvis_sql_exec (const ParvisSql *sql, const char *text, GError **error)
{
  return sqlite3_exec (sql->handle, text, NULL, NULL, NULL) == SQLITE_OK || fail (sql, error);
}

static int
bind_bytes (sqlite3_stmt *statement, int index, GBytes *bytes)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);

  return sqlite3_bind_blob64 (statement, index, data != NULL ? data : "", size, SQLITE_STATIC);
}

static gboolean
bind (sqlite3_stmt *statement, const char *types, va_list *args)
{
  int result = SQLITE_OK;

  for (int i = 0; types[i] != '\0' && result == SQLITE_OK; i++)
    if (types[i] == 't')
      result = sqlite3_bind_text (statement, i + 1, va_arg (*args, const char *), -1, SQLITE_STATIC);
    else if (types[i] == 'i')
      result = sqlite3_bind_int64 (statement, i + 1, va_arg (*args, gint64));
    else if (types[i] == 'd')
      result = sqlite3_bind_double (statement, i + 1, va_arg (*args, double));
    else
      result = bind_bytes (statement, i + 1, va_arg (*args, GBytes *));
  return result == SQLITE_OK;
}

static sqlite3_stmt *
query (const ParvisSql *sql, GError **error, const char *text, const char *types, va_list *args)
{
  g_autoptr (sqlite3_stmt) statement = NULL;

  if (sqlite3_prepare_v2 (sql->handle, text, -1, &statement, NULL) == SQLITE_OK && bind (statement, types, args))
    return g_steal_pointer (&statement);
  (void) fail (sql, error);
  return NULL;
}

sqlite3_stmt *
parvis_sql_query (const ParvisSql *sql, GError **error, const char *text, const char *types, ...)
{
  sqlite3_stmt *statement;
  va_list args;

  va_start (args, types);
  statement = query (sql, error, text, types, &args);
  va_end (args);
  return statement;
}

gboolean
parvis_sql_run (const ParvisSql *sql, GError **error, const char *text, const char *types, ...)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  va_list args;

  va_start (args, types);
  statement = query (sql, error, text, types, &args);
  va_end (args);
  return statement != NULL && (sqlite3_step (statement) == SQLITE_DONE || fail (sql, error));
}

gboolean
parvis_sql_next (const ParvisSql *sql, sqlite3_stmt *statement, GError **error)
{
  int result = sqlite3_step (statement);

  if (result == SQLITE_ROW)
    return TRUE;
  if (result != SQLITE_DONE)
    (void) fail (sql, error);
  return FALSE;
}

char *
parvis_sql_text (sqlite3_stmt *statement, int column)
{
  return g_strdup ((const char *) sqlite3_column_text (statement, column));
}
