/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/ask/asker-answer.h"

#include "sync/base/json.h"
#include "sync/net/problem.h"
#include "sync/net/retry.h"
#include "sync/delivery/tus.h"

#define JSON       "application/json"
#define SEALED     "application/cms"
#define MAX_ANSWER (64 * 1024) /* of JSON */

static gboolean
has_type (const ParvisHttpAnswer *answer, const char *type)
{
  return g_strcmp0 (parvis_http_answer_header (answer, "content-type"), type) == 0;
}

static gboolean
is_problem (const ParvisHttpAnswer *answer, ParvisProblem *problem)
{
  return parvis_problem_parse (parvis_http_answer_header (answer, "content-type"), parvis_http_answer_body (answer),
                               problem);
}

static gboolean
is_json (const ParvisHttpAnswer *answer)
{
  g_autoptr (JsonNode) node
      = has_type (answer, JSON) ? parvis_json_read (parvis_http_answer_body (answer), MAX_ANSWER, NULL) : NULL;

  return parvis_json_node_object (node) != NULL;
}

gboolean
parvis_asker_answer_is_well (const ParvisHttpAnswer *answer)
{
  g_autoptr (JsonNode) node = NULL;

  if (parvis_http_answer_status (answer) != 200 || !has_type (answer, JSON))
    return FALSE;
  node = parvis_json_read (parvis_http_answer_body (answer), MAX_ANSWER, NULL);
  return g_strcmp0 (parvis_json_string (parvis_json_node_object (node), "status"), "ok") == 0;
}

gboolean
parvis_asker_answer_is_ours (const ParvisHttpAnswer *answer)
{
  ParvisProblem problem;

  switch (parvis_http_answer_status (answer))
    {
    case 200:
      return is_json (answer)
             || (has_type (answer, SEALED) && parvis_seal_looks_sealed (parvis_http_answer_body (answer)));
    case 204:
      return g_strcmp0 (parvis_http_answer_header (answer, "tus-resumable"), "1.0.0") == 0;
    default:
      return is_problem (answer, &problem);
    }
}

gboolean
parvis_asker_answer_is_no_to_all (const ParvisHttpAnswer *answer)
{
  ParvisProblem problem;

  return is_problem (answer, &problem)
         && (problem == PARVIS_PROBLEM_CERTIFICATE || problem == PARVIS_PROBLEM_REVOKED
             || problem == PARVIS_PROBLEM_CLOSED);
}

ParvisTrouble
parvis_asker_answer_trouble (const ParvisHttpAnswer *answer, gboolean online)
{
  gint64 offset = parvis_http_answer_clock_offset (answer);
  g_autoptr (GError) error = NULL;

  if (!online)
    {
      error = parvis_tus_error_from_answer (answer, "v1", 0);
      return parvis_trouble_from_error (error);
    }
  if (ABS (offset) < PARVIS_CLOCK_TOLERANCE)
    return (ParvisTrouble){ 0 };
  return (ParvisTrouble){ .kind = PARVIS_TROUBLE_CLOCK, .clock_offset = offset };
}

gboolean
parvis_asker_answer_is_not_yet (const ParvisHttpAnswer *answer, ParvisAskKind kind)
{
  return kind == PARVIS_ASK_SLOT_NEXT && parvis_http_answer_status (answer) == 204
         && parvis_asker_answer_is_ours (answer);
}

/* 404 for a question that every central server of today knows is one of yesterday; for a slot, its end. */
static ParvisAskError
sort_failure (const ParvisHttpAnswer *answer, ParvisAskKind kind)
{
  gboolean slot = kind == PARVIS_ASK_SLOT_NEXT || kind == PARVIS_ASK_SLOT_CLOSE;

  if (!parvis_asker_answer_is_ours (answer))
    return PARVIS_ASK_ERROR_OFFLINE;
  switch (parvis_http_answer_status (answer))
    {
    case 404:
    case 405:
    case 410:
      return slot ? PARVIS_ASK_ERROR_GONE : PARVIS_ASK_ERROR_UNSUPPORTED;
    case 429:
      return PARVIS_ASK_ERROR_TOO_MANY;
    case 500:
    case 503:
    case 507:
      return PARVIS_ASK_ERROR_UNAVAILABLE;
    default:
      return PARVIS_ASK_ERROR_REFUSED;
    }
}

static GBytes *
seal (GBytes *json, GBytes *certificate)
{
  g_autoptr (ParvisParcel) parcel = parvis_parcel_new ();
  g_autoptr (ParvisSealer) sealer = certificate != NULL ? parvis_sealer_new_for_key (certificate, NULL) : NULL;

  return sealer != NULL && parvis_parcel_add (parcel, "answer.json", json, NULL)
             ? parvis_sealer_seal (sealer, parcel, NULL)
             : NULL;
}

GBytes *
parvis_asker_answer_seal (const ParvisHttpAnswer *answer, const ParvisAskRow *row, ParvisAskError *failure)
{
  GBytes *body = parvis_http_answer_body (answer);
  GBytes *sealed = NULL;

  *failure = sort_failure (answer, row->kind);
  if (parvis_http_answer_status (answer) == 200 && parvis_asker_answer_is_ours (answer))
    {
      sealed = has_type (answer, SEALED) ? g_bytes_ref (body) : seal (body, row->certificate);
      *failure = PARVIS_ASK_ERROR_REFUSED; /* when the certificate in the row is none */
    }
  return sealed;
}
