/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/hub/fleet/status-answer.h"

void
parvis_hub_status_answer (ParvisHubStore *store, const char *kiosk, GBytes *body, ParvisHubAnswer *answer)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisStatusReport) report = parvis_status_report_parse (body, &error);
  g_autoptr (GBytes) said = NULL;
  ParvisJournalHead head;

  if (report == NULL)
    {
      g_message ("input_validation_fail:%s,status: %s", kiosk, error->message);
      parvis_hub_answer_problem (answer, 400, PARVIS_PROBLEM_REQUEST, error->message);
      return;
    }
  if (!parvis_hub_status_take (store, kiosk, report, g_get_real_time () / G_USEC_PER_SEC, &head, NULL, &error))
    {
      gboolean full = g_error_matches (error, PARVIS_HUB_STORE_ERROR, PARVIS_HUB_STORE_ERROR_FULL);

      g_message ("status: %s", error->message);
      parvis_hub_answer_problem (answer, full ? 507 : 500, PARVIS_PROBLEM_STORAGE, "see the server's journal");
      return;
    }
  said = parvis_status_answer_to_bytes (&head);
  parvis_hub_answer_json (answer, 200, said);
}
