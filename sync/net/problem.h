/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the central server says when it does not do what was asked: RFC 9457 application/problem+json, whose
 * "type" is one of these URNs. A status code alone never condemns a submission: proxies and captive portals
 * know status codes too. */
#define PARVIS_PROBLEM_MEDIA_TYPE "application/problem+json"
/* A header of the same answer that repeats the type: what HEAD is answered has no body. */
#define PARVIS_PROBLEM_HEADER "Parvis-Problem"

typedef enum
{
  PARVIS_PROBLEM_CONFLICT,    /* 409, for good: this submission id is already here with other bytes; yours were
                                 kept apart */
  PARVIS_PROBLEM_NOT_SEALED,  /* 422, for good: the bytes are not a sealed envelope */
  PARVIS_PROBLEM_TOO_LARGE,   /* 413, for good: longer than this server will ever take */
  PARVIS_PROBLEM_METADATA,    /* 400, for good: submission, sha256 or length is missing or malformed */
  PARVIS_PROBLEM_SUM,         /* 422: what came does not have the announced sum; it was dropped, send it again */
  PARVIS_PROBLEM_OFFSET,      /* 409: not the offset we are at; ask with HEAD */
  PARVIS_PROBLEM_REQUEST,     /* 400, 405, 412, 415...: the request is not one of this API */
  PARVIS_PROBLEM_UNKNOWN,     /* 404, 410: nothing here */
  PARVIS_PROBLEM_CERTIFICATE, /* 403: no client certificate of our CA, or another kiosk's upload */
  PARVIS_PROBLEM_STORAGE,     /* 500, 503, 507: the server cannot write, or has no room, now */
  PARVIS_PROBLEM_RATE,        /* 429: asked too often; Retry-After says when */
  PARVIS_PROBLEM_REVOKED,     /* 403: this kiosk's certificate was revoked: nothing until the staff enrols it again */
  PARVIS_PROBLEM_CODE,        /* 401: wrong, used or expired enrolment code (sync/keys/est.h) */
  PARVIS_PROBLEM_CLOSED,      /* 503: this server takes nothing from anybody for now; Retry-After says until when */
} ParvisProblem;

const char *parvis_problem_type (ParvisProblem problem);
/* Will the same bytes be refused again, for ever? */
gboolean parvis_problem_is_final (ParvisProblem problem);

/* TRUE when @media_type and @body are a problem of ours; @body is bounded by the caller. */
gboolean parvis_problem_parse (const char *media_type, GBytes *body, ParvisProblem *problem);
/* The same by the type alone; (nullable) */
gboolean parvis_problem_from_type (const char *type, ParvisProblem *problem);
/* (transfer full): the JSON text. @detail is for the staff, never with personal data. */
char *parvis_problem_to_json (ParvisProblem problem, guint status, const char *detail);

G_END_DECLS
