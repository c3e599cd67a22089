/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/hub/store/closing.h"

#include "sync/base/sqlite-database.h"

gboolean
parvis_hub_closing_begin (ParvisHubStore *store, gint64 now, gint64 until, GError **error)
{
  g_autoptr (ParvisStatement) statement
      = parvis_sqlite_prepare (parvis_hub_store_get_database (store),
                               "INSERT OR REPLACE INTO closing (one, at, until) VALUES (1, ?1, ?2)", error);

  if (statement == NULL)
    return FALSE;
  parvis_statement_bind_int64 (statement, 1, now);
  parvis_statement_bind_int64 (statement, 2, until);
  return parvis_statement_run (statement, error);
}

gboolean
parvis_hub_closing_end (ParvisHubStore *store, GError **error)
{
  return parvis_sqlite_exec (parvis_hub_store_get_database (store), "DELETE FROM closing", error);
}

gboolean
parvis_hub_closing_read (ParvisHubStore *store, gint64 now, ParvisHubClosing *closing, GError **error)
{
  g_autoptr (ParvisStatement) statement = parvis_sqlite_prepare (
      parvis_hub_store_get_database (store), "SELECT at, until FROM closing WHERE until = 0 OR until > ?1", error);
  gboolean row;

  *closing = (ParvisHubClosing){ 0 };
  if (statement == NULL)
    return FALSE;
  parvis_statement_bind_int64 (statement, 1, now);
  if (!parvis_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    {
      closing->at = parvis_statement_get_int64 (statement, 0);
      closing->until = parvis_statement_get_int64 (statement, 1);
    }
  return TRUE;
}

gint64
parvis_hub_closing_pause (const ParvisHubClosing *closing, gint64 now)
{
  return closing->until > 0 ? CLAMP (closing->until - now, 1, PARVIS_HUB_CLOSING_PAUSE) : PARVIS_HUB_CLOSING_PAUSE;
}
