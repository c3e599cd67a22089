/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Reads the rows of a damaged SQLite database page by page (sqlite.org/fileformat2.html, sections 1.5, 1.6, 2.1, 4),
 * without its schema, its interior pages or its freelist: what any leaf of a table still holds. For salvage alone; what
 * it yields may be stale or senseless, and whoever asks checks it by its own means. The file is hostile input.
 */
#define PARVIS_SQLITE_MAX_COLUMNS 32
#define PARVIS_SQLITE_PAGE        32768 /* bytes: how we make our databases; they were of 4096 before */

typedef struct _ParvisSqlitePages ParvisSqlitePages;

/* @log: (nullable) the write-ahead log. Where neither header can be believed, both sizes of our pages are tried.
 * @max_row: rows that claim more bytes are passed over. */
ParvisSqlitePages *parvis_sqlite_pages_new (GBytes *database, GBytes *log, gsize max_row);
void parvis_sqlite_pages_free (ParvisSqlitePages *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisSqlitePages, parvis_sqlite_pages_free)

typedef enum
{
  PARVIS_SQLITE_NULL,
  PARVIS_SQLITE_NUMBER, /* not read */
  PARVIS_SQLITE_TEXT,
  PARVIS_SQLITE_BLOB,
} ParvisSqliteKind;

typedef struct
{
  ParvisSqliteKind kind;
  const guint8 *data; /* %NULL as long as only the shape is asked */
  gsize size;
} ParvisSqliteColumn;

/* Is a row of this shape wanted? Only then is it put together from its pages. */
typedef gboolean (*ParvisSqliteWanted) (const ParvisSqliteColumn *columns, guint count, gpointer user_data);
typedef void (*ParvisSqliteRow) (const ParvisSqliteColumn *columns, guint count, gpointer user_data);

/* Every row of every leaf: first as the log has it up to its last commit, then with what was cut behind that (a program
 * killed while it wrote leaves pages of a tree that is half changed), then as the database alone has it; so a row may
 * come several times. */
void parvis_sqlite_pages_scan (ParvisSqlitePages *self, ParvisSqliteWanted wanted, ParvisSqliteRow row,
                               gpointer user_data);

G_END_DECLS
