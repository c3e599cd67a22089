/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/hub/config/hub-config.h"
#include "sync/hub/http/answer.h"
#include "sync/hub/http/caller.h"
#include "sync/hub/http/limit.h"
#include "sync/hub/http/request.h"
#include "sync/hub/store/store.h"

G_BEGIN_DECLS

/* Enrolment over Secure Transport (RFC 7030), the server's side: cacerts, simpleenroll, simplereenroll. Offered where
 * the configuration names the authority's key ([enrol] ca-key); 404 elsewhere.
 *
 * simpleenroll takes HTTP Basic (RFC 7617) with the kiosk's id and its one-time code; wrong ones are limited by
 * address. simplereenroll takes the kiosk's present certificate (mutual TLS). What is issued is for clientAuth, bears
 * the kiosk's id as CN, and nothing else that the request asked for. One thread. */
#define PARVIS_HUB_ENROL_MAX_AUTHORIZATION 512 /* characters */

typedef struct
{
  const ParvisHubConfig *config;
  ParvisHubStore *store;
  ParvisHubLimit *limit;
} ParvisHubEnrolment;

/* @authorization (nullable): the header. @action: one of PARVIS_HUB_CACERTS, PARVIS_HUB_ENROL, PARVIS_HUB_REENROL. */
void parvis_hub_enrol_answer (const ParvisHubEnrolment *self, ParvisHubAction action, const ParvisHubCaller *caller,
                              const char *authorization, GBytes *body, ParvisHubAnswer *answer);

G_END_DECLS
