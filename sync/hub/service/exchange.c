/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/hub/service/exchange.h"

gint64
parvis_hub_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

void
parvis_hub_exchange_refuse (ParvisHubExchange *self, guint status, ParvisProblem problem, const char *detail)
{
  self->answered = TRUE;
  parvis_hub_answer_problem (&self->answer, status, problem, detail);
}

void
parvis_hub_exchange_trouble (ParvisHubExchange *self, const GError *error)
{
  gboolean full = g_error_matches (error, PARVIS_HUB_STORE_ERROR, PARVIS_HUB_STORE_ERROR_FULL);

  g_message ("store: %s", error->message);
  parvis_hub_exchange_refuse (self, full ? 507 : 500, PARVIS_PROBLEM_STORAGE, "see the server's journal");
}

void
parvis_hub_exchange_plain (ParvisHubExchange *self, guint status)
{
  self->answered = TRUE;
  parvis_hub_answer_plain (&self->answer, status);
}
