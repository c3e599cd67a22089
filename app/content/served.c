/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/content/served.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "app/content/catalog-open.h"
#include "app/content/import.h"
#include "app/content/sql.h"

static gint64
read_number (sqlite3 *handle, const char *text)
{
  g_autoptr (sqlite3_stmt) statement = NULL;

  if (sqlite3_prepare_v2 (handle, text, -1, &statement, NULL) != SQLITE_OK || sqlite3_step (statement) != SQLITE_ROW)
    return 0;
  return sqlite3_column_int64 (statement, 0);
}

static sqlite3 *
open_file (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *uri = g_file_get_uri (file);
  g_autofree char *full = g_strconcat (uri, "?immutable=1", NULL);
  sqlite3 *handle = NULL;

  (void) sqlite3_open_v2 (full, &handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL);
  return handle;
}

static gboolean
opens (const char *path)
{
  g_autoptr (ParvisCatalog) catalog = parvis_catalog_open (path, NULL);

  return catalog != NULL;
}

ParvisServed
parvis_served_look (const char *catalog_path)
{
  ParvisServed served = { PARVIS_SERVED_NONE };
  g_autoptr (sqlite3) handle = NULL;
  GStatBuf info;

  if (g_stat (catalog_path, &info) != 0)
    return served;
  served.state = PARVIS_SERVED_DAMAGED;
  served.made_at = info.st_mtime;
  handle = open_file (catalog_path);
  if (read_number (handle, "PRAGMA application_id") != PARVIS_CATALOG_APPLICATION)
    return served;
  served.version = MAX (read_number (handle, "SELECT version FROM meta"), 0);
  if (served.version > 0 && read_number (handle, "PRAGMA user_version") != PARVIS_CATALOG_FORMAT)
    served.state = PARVIS_SERVED_FOREIGN;
  else if (served.version > 0 && opens (catalog_path))
    served.state = PARVIS_SERVED_SOUND;
  return served;
}

gint64
parvis_served_floor (const ParvisServed *served)
{
  return served->state == PARVIS_SERVED_SOUND ? served->version : MAX (served->version - 1, 0);
}
