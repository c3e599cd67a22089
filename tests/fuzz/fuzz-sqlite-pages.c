/* SPDX-License-Identifier: EUPL-1.2
 *
 * Any bytes in the place of a damaged outbox and its log: the first two bytes say where the log begins. Every row that
 * comes out lies in memory that can be read, and is no larger than the file.
 */
#include <stdint.h>
#include <string.h>

#include "sync/base/sqlite-pages.h"

#define MAX_ROW 100000

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static gboolean
on_shape (const ParvisSqliteColumn *columns, guint count, gpointer user_data)
{
  g_assert_cmpuint (count, <=, PARVIS_SQLITE_MAX_COLUMNS);
  for (guint i = 0; i < count; i++)
    g_assert_null (columns[i].data);
  return TRUE;
}

static void
on_row (const ParvisSqliteColumn *columns, guint count, gpointer user_data)
{
  guint *sum = user_data;
  gsize whole = 0;

  for (guint i = 0; i < count; i++)
    {
      whole += columns[i].size;
      for (gsize j = 0; j < columns[i].size; j++)
        *sum += columns[i].data[j];
    }
  g_assert_cmpuint (whole, <=, MAX_ROW);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  size_t split = size >= 2 ? MIN ((size_t) (data[0] << 8 | data[1]), size - 2) : 0;
  g_autoptr (GBytes) database = g_bytes_new (size >= 2 ? data + 2 : data, size >= 2 ? split : size);
  g_autoptr (GBytes) log = size >= 2 && split < size - 2 ? g_bytes_new (data + 2 + split, size - 2 - split) : NULL;
  g_autoptr (ParvisSqlitePages) pages = parvis_sqlite_pages_new (database, log, MAX_ROW);
  guint sum = 0;

  parvis_sqlite_pages_scan (pages, on_shape, on_row, &sum);
  return 0;
}
