/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/base/sqlite-pages.h"

#include <string.h>

#define HEADER       100 /* of the database, on its first page */
#define LEAF         0x0d
#define LEAF_HEADER  8
#define LOG_HEADER   32
#define FRAME_HEADER 24
#define FORMER_PAGE  4096

struct _ParvisSqlitePages
{
  GBytes *database, *log;
  gsize page; /* bytes */
  gsize max_row;
  GHashTable *overlay; /* page number -> offset of its bytes in the log, plus 1 */
  gboolean use_log;
  gboolean doubtful; /* no header tells the size of a page */
};

static guint32
get32 (const guint8 *at)
{
  return (guint32) at[0] << 24 | (guint32) at[1] << 16 | (guint32) at[2] << 8 | at[3];
}

static guint
get16 (const guint8 *at)
{
  return (guint) at[0] << 8 | at[1];
}

/* A varint (section 1.6) in at most @size bytes; how many it took, 0 when it is cut off. */
static gsize
get_varint (const guint8 *at, gsize size, guint64 *value)
{
  *value = 0;
  for (gsize i = 0; i < MIN (size, 9); i++)
    {
      if (i == 8)
        {
          *value = *value << 8 | at[i];
          return 9;
        }
      *value = *value << 7 | (at[i] & 0x7f);
      if ((at[i] & 0x80) == 0)
        return i + 1;
    }
  return 0;
}

/* Pages ----------------------------------------------------------------------------------------- */

static gsize
read_page_size (GBytes *database)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (database, &size);
  gsize page = size >= HEADER ? get16 (data + 16) : 0;

  return page == 1 ? 65536 : page;
}

static gsize
read_log_page_size (GBytes *log)
{
  gsize size = 0;
  const guint8 *data = log != NULL ? g_bytes_get_data (log, &size) : NULL;

  return size >= LOG_HEADER ? get32 (data + 8) : 0;
}

static gboolean
is_page_size (gsize page)
{
  return page >= 512 && page <= 65536 && (page & (page - 1)) == 0;
}

/* The frames of the log's present round, by their salt, in turn. Returns the offset of the next one; 0: no more. */
static gsize
next_frame (ParvisSqlitePages *self, gsize at)
{
  const gsize step = FRAME_HEADER + self->page;
  gsize size = 0;
  const guint8 *data = self->log != NULL ? g_bytes_get_data (self->log, &size) : NULL;

  if (size < LOG_HEADER)
    return 0;
  for (at = at == 0 ? LOG_HEADER : at + step; at + step <= size; at += step)
    if (memcmp (data + at + 8, data + 16, 8) == 0)
      return at;
  return 0;
}

/* The last one that ends a transaction; 0: there is none. What follows was cut, and may be a part of a change. */
static gsize
last_commit (ParvisSqlitePages *self)
{
  const guint8 *data = self->log != NULL ? g_bytes_get_data (self->log, NULL) : NULL;
  gsize found = 0;

  for (gsize at = next_frame (self, 0); at > 0; at = next_frame (self, at))
    if (get32 (data + at + 4) > 0)
      found = at;
  return found;
}

/* Up to the frame at @last; the last of a page counts. TRUE: there are others behind it. */
static gboolean
read_log (ParvisSqlitePages *self, gsize last)
{
  const guint8 *data = self->log != NULL ? g_bytes_get_data (self->log, NULL) : NULL;
  gsize at;

  g_hash_table_remove_all (self->overlay);
  for (at = next_frame (self, 0); at > 0 && at <= last; at = next_frame (self, at))
    g_hash_table_insert (self->overlay, GUINT_TO_POINTER (get32 (data + at)), GSIZE_TO_POINTER (at + FRAME_HEADER + 1));
  return at > 0;
}

ParvisSqlitePages *
parvis_sqlite_pages_new (GBytes *database, GBytes *log, gsize max_row)
{
  ParvisSqlitePages *self = g_new0 (ParvisSqlitePages, 1);

  self->database = g_bytes_ref (database);
  self->log = log != NULL ? g_bytes_ref (log) : NULL;
  self->page = read_page_size (database);
  if (!is_page_size (self->page))
    self->page = read_log_page_size (log);
  self->doubtful = !is_page_size (self->page);
  self->max_row = MIN (max_row, g_bytes_get_size (database) + (log != NULL ? g_bytes_get_size (log) : 0));
  self->overlay = g_hash_table_new (NULL, NULL);
  return self;
}

void
parvis_sqlite_pages_free (ParvisSqlitePages *self)
{
  g_bytes_unref (self->database);
  g_clear_pointer (&self->log, g_bytes_unref);
  g_hash_table_unref (self->overlay);
  g_free (self);
}

/* Page @number, counted from 1, or %NULL. */
static const guint8 *
get_page (ParvisSqlitePages *self, guint32 number)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (self->database, &size);
  gsize in_log = self->use_log ? GPOINTER_TO_SIZE (g_hash_table_lookup (self->overlay, GUINT_TO_POINTER (number))) : 0;

  if (in_log > 0)
    return (const guint8 *) g_bytes_get_data (self->log, NULL) + in_log - 1;
  return number > 0 && number <= size / self->page ? data + (gsize) (number - 1) * self->page : NULL;
}

/* Rows ------------------------------------------------------------------------------------------ */

static gsize
size_of_type (guint64 type, ParvisSqliteKind *kind)
{
  static const guint8 numbers[] = { 0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0 };

  *kind = type == 0       ? PARVIS_SQLITE_NULL
          : type < 12     ? PARVIS_SQLITE_NUMBER
          : type % 2 == 0 ? PARVIS_SQLITE_BLOB
                          : PARVIS_SQLITE_TEXT;
  return type < 12 ? numbers[type] : (gsize) ((type - 12) / 2);
}

/* The record's header (section 2.1): what its columns are, and where its values begin; 0: it makes no sense. */
static gsize
read_shape (const guint8 *data, gsize size, gsize whole, ParvisSqliteColumn *columns, guint *count)
{
  guint64 header, type;
  gsize at = get_varint (data, size, &header);
  gsize total = (gsize) header;

  *count = 0;
  if (at == 0 || header > size)
    return 0;
  while (at < header)
    {
      gsize step = get_varint (data + at, (gsize) header - at, &type);

      if (step == 0 || *count == PARVIS_SQLITE_MAX_COLUMNS || type > 2 * (guint64) whole + 13)
        return 0;
      columns[*count].data = NULL;
      columns[*count].size = size_of_type (type, &columns[*count].kind);
      total += columns[(*count)++].size;
      at += step;
    }
  return total == whole ? (gsize) header : 0;
}

/* How many of a row's @whole bytes lie in its leaf (section 1.6). */
static gsize
local_size (gsize page, gsize whole)
{
  gsize longest = page - 35;
  gsize least = (page - 12) * 32 / 255 - 23;
  gsize some = least + (whole - MIN (whole, least)) % (page - 4);

  if (whole <= longest)
    return whole;
  return some <= longest ? some : least;
}

/* The local part, then the chain of overflow pages; %NULL when the chain breaks. */
static guint8 *
put_together (ParvisSqlitePages *self, const guint8 *local, gsize here, gsize whole)
{
  g_autofree guint8 *row = g_malloc (whole);
  guint32 next = here < whole ? get32 (local + here) : 0;
  gsize have = here;

  memcpy (row, local, here);
  while (have < whole)
    {
      const guint8 *page = get_page (self, next);
      gsize part = MIN (whole - have, self->page - 4);

      if (page == NULL)
        return NULL;
      memcpy (row + have, page + 4, part);
      have += part;
      next = get32 (page);
    }
  return g_steal_pointer (&row);
}

typedef struct
{
  ParvisSqlitePages *pages;
  ParvisSqliteWanted wanted;
  ParvisSqliteRow row;
  gpointer user_data;
} Scan;

static void
read_row (Scan *scan, const guint8 *local, gsize here, gsize whole)
{
  ParvisSqliteColumn columns[PARVIS_SQLITE_MAX_COLUMNS];
  guint count;
  gsize at = read_shape (local, here, whole, columns, &count);
  g_autofree guint8 *row = NULL;

  if (at == 0 || !scan->wanted (columns, count, scan->user_data))
    return;
  row = put_together (scan->pages, local, here, whole);
  if (row == NULL)
    return;
  for (guint i = 0; i < count; i++)
    {
      columns[i].data = row + at;
      at += columns[i].size;
    }
  scan->row (columns, count, scan->user_data);
}

/* A cell of a leaf: length of the row, its number, what lies here of it, and where the rest begins. */
static void
read_cell (Scan *scan, const guint8 *page, gsize at)
{
  const gsize size = scan->pages->page;
  guint64 whole, number;
  gsize step = get_varint (page + at, size - at, &whole);
  gsize here;

  at += step;
  if (step == 0 || whole == 0 || whole > scan->pages->max_row)
    return;
  step = get_varint (page + at, size - at, &number);
  at += step;
  here = local_size (size, (gsize) whole);
  if (step > 0 && at + here + (here < whole ? 4 : 0) <= size)
    read_row (scan, page + at, here, (gsize) whole);
}

static void
read_leaf (Scan *scan, const guint8 *page, gsize header)
{
  const gsize size = scan->pages->page;
  guint cells = get16 (page + header + 3);

  if (page[header] != LEAF || header + LEAF_HEADER + 2 * (gsize) cells > size)
    return;
  for (guint i = 0; i < cells; i++)
    {
      gsize at = get16 (page + header + LEAF_HEADER + 2 * i);

      if (at >= header + LEAF_HEADER + 2 * (gsize) cells && at < size)
        read_cell (scan, page, at);
    }
}

static void
scan_all (Scan *scan, guint32 last)
{
  for (guint32 number = 1; number <= last; number++)
    {
      const guint8 *page = get_page (scan->pages, number);

      if (page != NULL)
        read_leaf (scan, page, number == 1 ? HEADER : 0);
    }
}

static void
scan_pages_of (ParvisSqlitePages *self, gsize page, Scan *scan)
{
  const gsize most = g_bytes_get_size (self->database) / page;
  const gsize in_log = self->log != NULL ? g_bytes_get_size (self->log) / page : 0;
  gboolean more;

  self->page = page;
  self->use_log = TRUE;
  more = read_log (self, last_commit (self));
  scan_all (scan, (guint32) MIN (most + in_log, G_MAXINT32));
  if (more)
    {
      read_log (self, G_MAXSIZE);
      scan_all (scan, (guint32) MIN (most + in_log, G_MAXINT32));
    }
  self->use_log = FALSE;
  if (in_log > 0)
    scan_all (scan, (guint32) MIN (most, G_MAXINT32));
}

void
parvis_sqlite_pages_scan (ParvisSqlitePages *self, ParvisSqliteWanted wanted, ParvisSqliteRow row, gpointer user_data)
{
  Scan scan = { self, wanted, row, user_data };

  scan_pages_of (self, self->doubtful ? PARVIS_SQLITE_PAGE : self->page, &scan);
  if (self->doubtful)
    scan_pages_of (self, FORMER_PAGE, &scan);
}
