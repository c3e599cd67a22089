/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

#include "sync/net/problem.h"

G_BEGIN_DECLS

/* The hub's request parser: method, path and headers, all of them hostile, to one typed request or to what to
 * answer. Pure: no socket, no store. tus 1.0.0 core, creation, creation-with-upload, checksum and termination. */
#define PARVIS_HUB_METADATA_MAX 4096
#define PARVIS_HUB_SUM_CHARS    64
#define PARVIS_HUB_CHECKSUM_MAX 32 /* bytes */

typedef enum
{
  PARVIS_HUB_OPTIONS,
  PARVIS_HUB_CREATE,     /* POST /v1/uploads */
  PARVIS_HUB_ASK,        /* HEAD /v1/uploads/ID */
  PARVIS_HUB_APPEND,     /* PATCH /v1/uploads/ID */
  PARVIS_HUB_DROP,       /* DELETE /v1/uploads/ID */
  PARVIS_HUB_RECEIPT,    /* GET /v1/submissions/UUID/receipt */
  PARVIS_HUB_HEALTH,     /* GET /v1/health */
  PARVIS_HUB_TRACK,      /* POST /v1/tracking; this and the next ones: application/json, read by asks.c */
  PARVIS_HUB_OPEN_SLOT,  /* POST /v1/slots */
  PARVIS_HUB_NEXT_FILE,  /* POST /v1/slots/next */
  PARVIS_HUB_CLOSE_SLOT, /* POST /v1/slots/close */
  PARVIS_HUB_CACERTS,    /* GET /.well-known/est/cacerts; this and the next ones: RFC 7030, answered by enrol.c */
  PARVIS_HUB_ENROL,      /* POST /.well-known/est/simpleenroll */
  PARVIS_HUB_REENROL,    /* POST /.well-known/est/simplereenroll */
  PARVIS_HUB_STATUS,     /* POST /v1/status; application/json, read by status-answer.c */
  PARVIS_HUB_CONTENT,    /* GET /v1/content/... (sync/hub/http/content-path.h) */
} ParvisHubAction;

/* Upload-Checksum: the sum of one PATCH's bytes. */
typedef enum
{
  PARVIS_HUB_CHECKSUM_NONE,
  PARVIS_HUB_CHECKSUM_SHA1,
  PARVIS_HUB_CHECKSUM_SHA256,
} ParvisHubChecksum;
#define PARVIS_HUB_CHECKSUMS "sha1,sha256"

typedef struct
{
  ParvisHubAction action;
  char upload[33];                       /* 32 hexadecimal characters: ASK, APPEND, DROP */
  char submission[37];                   /* RFC 9562 text, lower case: CREATE, RECEIPT */
  char sha256[PARVIS_HUB_SUM_CHARS + 1]; /* CREATE */
  char kiosk[65];                        /* CREATE; empty when not said */
  gint64 length;                         /* CREATE: bytes of the whole upload, at least 1 */
  gboolean brings;                       /* CREATE: the first bytes of it come with it */
  gboolean represent;                    /* CREATE, APPEND: what it becomes is wanted in the answer (RFC 7240 §4.2) */
  gint64 offset;                         /* APPEND; CREATE: 0; CONTENT: where a range begins */
  ParvisHubChecksum checksum;            /* APPEND, CREATE */
  guint8 sum[PARVIS_HUB_CHECKSUM_MAX];   /* as many bytes of it as @checksum has */
  char content[96];                      /* CONTENT: what is behind /v1/content/ */
  char tag[96];                          /* CONTENT: If-None-Match; empty when there is none, or it cannot be ours */
} ParvisHubRequest;

/* The value of a header by its name in any case; %NULL when it is not there. */
typedef const char *(*ParvisHubHeader) (const char *name, gpointer user_data);

/* Why a request was not understood. */
typedef struct
{
  guint status;
  ParvisProblem problem;
  const char *detail; /* static text */
} ParvisHubRejection;

/* TRUE when @request is filled, FALSE when @rejection is. */
gboolean parvis_hub_request_parse (const char *method, const char *path, ParvisHubHeader header, gpointer user_data,
                                   ParvisHubRequest *request, ParvisHubRejection *rejection) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
