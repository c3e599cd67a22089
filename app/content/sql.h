/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* SQLite with GError, as thin as it goes. */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3, sqlite3_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3_stmt, sqlite3_finalize)

/* Arguments follow @types, one letter each: t const char * (nullable), i gint64, d double, b GBytes *. All are copied
 * or outlive the call. Errors are in @domain with @code, and say SQLite's own words. */
typedef struct
{
  sqlite3 *handle;
  GQuark domain;
  int code;
} ParvisSql;

gboolean parvis_sql_exec (const ParvisSql *sql, const char *text, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* A statement that answers nothing. */
gboolean parvis_sql_run (const ParvisSql *sql, GError **error, const char *text, const char *types,
                         ...) G_GNUC_WARN_UNUSED_RESULT;
/* A statement to step with parvis_sql_next(). Texts must outlive it. (transfer full) */
sqlite3_stmt *parvis_sql_query (const ParvisSql *sql, GError **error, const char *text, const char *types,
                                ...) G_GNUC_WARN_UNUSED_RESULT;
/* TRUE: there is a row. FALSE: no more, or @error is set. */
gboolean parvis_sql_next (const ParvisSql *sql, sqlite3_stmt *statement, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* A column's text, %NULL for null. (transfer full) */
char *parvis_sql_text (sqlite3_stmt *statement, int column);

G_END_DECLS
