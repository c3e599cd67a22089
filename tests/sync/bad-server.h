/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/town.h"

/* A central server that misbehaves on purpose: TLS with the town's own server certificate, and for each
 * method one answer, always the same. In a thread of its own. */
typedef struct
{
  guint status;           /* 0: keeps the connection open and never says a word */
  const char *headers[7]; /* name, value, name, value, ..., %NULL */
  const char *body;       /* (nullable) */
  gboolean takes;         /* PATCH, POST with bytes: says the right Upload-Offset besides */
  gint64 nibbles;         /* with takes: no more bytes than that; 0: all that come */
  gboolean cuts;          /* closes the connection when the first bytes of the body come */
  gboolean drips;         /* its body comes by the byte, ten a second, and has no end */
} BadAnswer;

typedef struct
{
  BadAnswer post;
  BadAnswer post_bytes; /* POST that brings bytes; status 0 and no cut: as any other POST */
  BadAnswer head;
  BadAnswer patch;
  BadAnswer get;
  BadAnswer options;       /* status 0: 204 and not a word of tus; not counted among the requests */
  const char *certificate; /* (nullable) TLS: NAME.pem in the town, with server.key */
} BadManners;

typedef struct _BadServer BadServer;

/* @manners must outlive it. */
BadServer *bad_server_new (const Town *town, const BadManners *manners);
void bad_server_free (BadServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BadServer, bad_server_free)
guint bad_server_port (BadServer *self);
guint bad_server_requests (BadServer *self);
/* The Upload-Checksum of the last PATCH, or POST that brought bytes; "" when it had none. (transfer full) */
char *bad_server_checksum (BadServer *self);
