/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* A thin hold on SQLite with GError: a connection, a statement, a transaction that ends with its scope. One
 * thread each.
 *
 * Errors come out in the owner's own domain: the owner says once, when it opens, which of its codes mean
 * what.
 */
typedef struct
{
  GQuark (*domain) (void);
  int full;    /* no room: disk, quota, or the database's own bound */
  int busy;    /* another connection holds it, after the whole waiting time */
  int corrupt; /* not a database, or damaged */
  int failed;  /* anything else */
  /* These may be 0: "failed" is said then. */
  int read_only; /* the file, its folder or its file system may not be written */
  int io;        /* the disk does not do as it is told */
} ParvisSqliteErrors;

typedef struct _ParvisSqlite ParvisSqlite;

/* Opens @path, for reading and writing, creating it (mode 0660: a kiosk's two users share a group) when it is
 * not there. Writes nothing into a file that is there, not even when closed, until parvis_sqlite_trust() is
 * called. */
ParvisSqlite *parvis_sqlite_open (const char *path, const ParvisSqliteErrors *errors,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
void parvis_sqlite_free (ParvisSqlite *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisSqlite, parvis_sqlite_free)
/* The file is one of ours: WAL, synchronous=FULL, foreign keys, and its log tidied when the last one closes
 * it. */
gboolean parvis_sqlite_trust (ParvisSqlite *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

const char *parvis_sqlite_path (const ParvisSqlite *self);
/* Whatever meets, through this connection, that the file is damaged also says it here, whoever handles the error: on
 * the thread that met it, in the middle of that step. @met may be %NULL. */
typedef void (*ParvisSqliteMetDamage) (gpointer user_data);
void parvis_sqlite_on_damage (ParvisSqlite *self, ParvisSqliteMetDamage met, gpointer user_data);
/* How long a step waits for another connection before "busy"; 5000 when opened. */
void parvis_sqlite_set_timeout (ParvisSqlite *self, int milliseconds);
/* How much the log may hold before a COMMIT also tidies it into the database; 1000 pages when opened. */
void parvis_sqlite_set_autocheckpoint (ParvisSqlite *self, gint64 bytes);
/* Tidies the log into the database as far as nobody is in the way, and waits for nobody; outside of a transaction.
 * @left (nullable): pages that the log still holds; 0, too, when another connection is tidying it just now. */
gboolean parvis_sqlite_checkpoint (ParvisSqlite *self, gint64 *left, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* For what is SQLite's own business (sync/queue/outbox-room.c); and to say its status as this connection's error:
 * FALSE. */
sqlite3 *parvis_sqlite_handle (ParvisSqlite *self);
gboolean parvis_sqlite_fail (ParvisSqlite *self, int status, GError **error);
/* Inside a transaction: what it has changed so far goes to the log. Durable is what is committed, and nothing else; but
 * the disk can begin (sync/base/sum-ahead.h). A page that is changed once more afterwards makes SQLite read and sum
 * again all that follows it in the log, and all of that is written again. */
gboolean parvis_sqlite_flush (ParvisSqlite *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* (transfer full): the path of that log. SQLite has no lock on it, so that opening and closing it does no harm. */
char *parvis_sqlite_log_path (const ParvisSqlite *self);
/* Writes @text over what is in @column (text) of @row (its rowid) of @table, which has no index, of the same length:
 * what else is in the row, be it megabytes, is not written again. Inside a transaction. */
gboolean parvis_sqlite_overwrite (ParvisSqlite *self, const char *table, const char *column, gint64 row,
                                  const char *text, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Rows changed by the last statement run. */
int parvis_sqlite_changes (const ParvisSqlite *self);

/* Runs statements that have neither parameters nor rows of interest. */
gboolean parvis_sqlite_exec (ParvisSqlite *self, const char *sql, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The first column of the first row of @sql, such as a PRAGMA or a count; an error when there is no row. */
gboolean parvis_sqlite_get_int64 (ParvisSqlite *self, const char *sql, gint64 *value,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

typedef struct _ParvisStatement ParvisStatement;

/* Must be freed before the connection. */
ParvisStatement *parvis_sqlite_prepare (ParvisSqlite *self, const char *sql, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void parvis_statement_free (ParvisStatement *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisStatement, parvis_statement_free)

/* @index counts from 1. What is bound must live as long as the statement. A binding that fails shows in the
 * next step. Text and blobs may be %NULL, which is SQL's NULL. */
void parvis_statement_bind_text (ParvisStatement *self, int index, const char *text);
void parvis_statement_bind_int64 (ParvisStatement *self, int index, gint64 value);
void parvis_statement_bind_bytes (ParvisStatement *self, int index, GBytes *bytes);

/* One step; @row tells whether there is a row to read. */
gboolean parvis_statement_step (ParvisStatement *self, gboolean *row, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Steps to the end, without looking at rows. */
gboolean parvis_statement_run (ParvisStatement *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* All rows that are left: what @read makes of each, freed by @destroy. (transfer full) */
typedef gpointer (*ParvisReadRow) (ParvisStatement *row);
GPtrArray *parvis_statement_collect (ParvisStatement *self, ParvisReadRow read, GDestroyNotify destroy,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Columns of the row, counted from 0. */
char *parvis_statement_dup_text (ParvisStatement *self, int column);       /* (transfer full) (nullable) */
const char *parvis_statement_get_text (ParvisStatement *self, int column); /* (nullable) valid until the next step */
gint64 parvis_statement_get_int64 (ParvisStatement *self, int column);
GBytes *parvis_statement_get_bytes (ParvisStatement *self, int column); /* (transfer full) (nullable) a copy */

/* BEGIN IMMEDIATE; undone at the end of its scope unless committed. */
typedef ParvisSqlite ParvisTransaction;
ParvisTransaction *parvis_transaction_begin (ParvisSqlite *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean parvis_transaction_commit (ParvisTransaction *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void parvis_transaction_end (ParvisTransaction *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisTransaction, parvis_transaction_end)

G_END_DECLS
