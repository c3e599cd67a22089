/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* CSV files that others publish (RFC 4180, and the ";" of French administrations), read by libcsv as a stream: what is
 * held is one row. The separator is the one that the first line has most of: ";", "," or a tab. Compressed by gzip or
 * not, as the file's first bytes say. */

#define PARVIS_CSV_MAX_FIELDS 64
#define PARVIS_CSV_MAX_ROW    (256 * 1024) /* bytes; more is a quotation mark that was never closed */

#define PARVIS_CSV_ERROR (parvis_csv_error_quark ())
typedef enum
{
  PARVIS_CSV_ERROR_UNREADABLE, /* the file cannot be read, or is damaged */
  PARVIS_CSV_ERROR_INVALID,    /* it is no such file: the message says where */
} ParvisCsvError;
GQuark parvis_csv_error_quark (void);

typedef struct
{
  char **fields; /* NUL-terminated, of any bytes but NUL: not checked to be UTF-8 */
  guint n_fields;
  guint64 line;   /* where it begins, from 1 */
  gboolean whole; /* FALSE: it had more fields than PARVIS_CSV_MAX_FIELDS, or a NUL in one; the rest is not there */
} ParvisCsvRow;

/* FALSE with @error ends the reading. The first row is the header's. The row is gone when it returns. */
typedef gboolean (*ParvisCsvRowFunc) (const ParvisCsvRow *row, gpointer user_data, GError **error);

/* Errors name @path. Blocks: not for the screen's thread. */
gboolean parvis_csv_read_file (const char *path, ParvisCsvRowFunc func, gpointer user_data,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same of what @stream gives; @name is for errors. */
gboolean parvis_csv_read (GInputStream *stream, const char *name, ParvisCsvRowFunc func, gpointer user_data,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
