/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/net/http.h"

G_BEGIN_DECLS

/* The client side of the tus resumable upload protocol 1.0.0 (tus.io): core, creation, creation-with-upload and
 * checksum. One call brings one body to one server, from wherever it stands there:
 *
 *   no URL remembered: POST (Upload-Length, Upload-Metadata) gives one, told to @url_changed before the first
 *                      byte leaves; or brings the whole body at once (below)
 *   URL remembered:    HEAD tells the offset
 *   then:              PATCH from the offset, a chunk at a time, until the server says it holds everything
 *
 * 404, 410, 403 or a senseless offset for a remembered URL: the URL is forgotten (told to @url_changed) and created
 * again, once a call. 409 and 460 (a piece arrived altered): the server's offset is asked again with HEAD, never
 * assumed, a bounded number of times. 423 (somebody else holds the upload): BUSY, and the next call asks with HEAD.
 * Once a server, before its first PATCH, OPTIONS asks which checksums it knows; every PATCH bears one then. Where it
 * offers creation-with-upload, a body that goes in one piece anyway is brought by the POST that creates it. A URL is
 * told then only if the server did not take everything; what is cut costs that piece at most, and the line is taken for
 * slower, so that longer bodies are created first the next time; OPTIONS is asked again then, and until it is answered
 * everything is. A server that offers it and refuses it is not asked so again: the creation follows at once. A server
 * whose offset does not grow is STRANGE; so is one that takes crumbs, and a line that is far too slow is INTERRUPTED
 * (sync/delivery/tus-pace.h): the upload is remembered, and the next call goes on from there. A new URL must be of the
 * endpoint's own origin: nobody sends a submission elsewhere by an answer. A remembered one that is not (the server has
 * another address now) is not used.
 *
 * Errors: PARVIS_DELIVERY_ERROR, G_IO_ERROR_CANCELLED, or what @url_changed failed with.
 */

/* What is learnt of a server, kept by the caller from one upload to the next; all zero at first. */
typedef struct
{
  gboolean known;       /* it has answered OPTIONS */
  guint silences;       /* times that it did not */
  const char *checksum; /* (nullable) static: "sha256" or "sha1" */
  gboolean with_bytes;  /* it takes a body's first bytes with the creation */
  gsize rate;           /* bytes per second; 0 = not measured yet */
} ParvisTusServer;

/* @url is %NULL to forget. A power cut may take back what it keeps: the upload is then created again, and our hub
 * answers with the one that it has. */
typedef gboolean (*ParvisTusUrlChanged) (const char *url, gpointer user_data, GError **error);

typedef struct
{
  const char *endpoint;        /* URL to POST to */
  const char *url;             /* (nullable) remembered from an earlier call */
  const char *const *metadata; /* name, value, name, value, ..., %NULL */
  GBytes *body;                /* at least one byte */
  const char *sha256; /* (nullable) of @body, hexadecimal, where it is known: a body in one piece is not summed again */
  gboolean represent; /* what it has become is wanted: parvis_tus_upload_get_representation() */
  gsize chunk;        /* bytes of a PATCH; 0 = by how fast the line is (sync/delivery/tus-pace.h) */
  ParvisTusServer *server; /* (nullable) must outlive the upload; %NULL: nothing is kept, no checksum is sent */
  ParvisTusUrlChanged url_changed;
  gpointer url_user_data;
  void (*sent) (gpointer sent_data); /* (nullable) all bytes have left: what remains is the server's to do. May come
                                      * again, when it wants some of them again. */
  gpointer sent_data;
  gint64 (*now) (gpointer user_data); /* (nullable) Unix seconds, for Retry-After; %NULL: the real clock */
  gpointer now_user_data;
} ParvisTusUpload;

/* @upload is copied; what it points to too. */
void parvis_tus_upload_async (ParvisHttp *http, const ParvisTusUpload *upload, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);
gboolean parvis_tus_upload_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* After success: what the server said in its last answer that the body has become there, JSON; %NULL when it was not
 * asked to, or did not. Of unknown truth. (transfer none), as long as @result */
GBytes *parvis_tus_upload_get_representation (GAsyncResult *result);

/* Sorts an answer that is not the one hoped for into an error; never returns %NULL. (transfer full) */
GError *parvis_tus_error_from_answer (const ParvisHttpAnswer *answer, const char *what, gint64 now);

G_END_DECLS
