/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/hub/http/limit.h"

struct _ParvisHubLimit
{
  GHashTable *debts; /* who -> gint64: when the last of the misses will be forgiven */
};

ParvisHubLimit *
parvis_hub_limit_new (void)
{
  ParvisHubLimit *self = g_new0 (ParvisHubLimit, 1);

  self->debts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
parvis_hub_limit_free (ParvisHubLimit *self)
{
  g_hash_table_unref (self->debts);
  g_free (self);
}

static gboolean
is_forgiven (gpointer who, gpointer clear_at, gpointer now)
{
  return *(gint64 *) clear_at <= *(gint64 *) now;
}

guint
parvis_hub_limit_wait (ParvisHubLimit *self, const char *who, gint64 now)
{
  const gint64 *clear_at = g_hash_table_lookup (self->debts, who);
  const gint64 most = (PARVIS_HUB_LIMIT_BURST - 1) * PARVIS_HUB_LIMIT_SECONDS;

  if (clear_at == NULL && g_hash_table_size (self->debts) >= PARVIS_HUB_LIMIT_MOST)
    {
      g_hash_table_foreach_remove (self->debts, is_forgiven, &now);
      return g_hash_table_size (self->debts) >= PARVIS_HUB_LIMIT_MOST ? PARVIS_HUB_LIMIT_SECONDS : 0;
    }
  return clear_at != NULL && *clear_at > now + most ? (guint) (*clear_at - now - most) : 0;
}

void
parvis_hub_limit_miss (ParvisHubLimit *self, const char *who, gint64 now)
{
  gint64 *clear_at = g_hash_table_lookup (self->debts, who);

  if (clear_at == NULL)
    {
      clear_at = g_new (gint64, 1);
      *clear_at = now;
      g_hash_table_insert (self->debts, g_strdup (who), clear_at);
    }
  *clear_at = MAX (*clear_at, now) + PARVIS_HUB_LIMIT_SECONDS;
}
