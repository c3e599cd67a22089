/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/delivery/tus.h"

#include <glib/gi18n-lib.h>

#include "sync/net/retry.h"
#include "sync/delivery/tus-answer.h"
#include "sync/delivery/tus-pace.h"

#define BYTES         "Content-Type: application/offset+octet-stream"
#define PREFER        "Prefer: return=representation"
#define ALTERED       460 /* tus 1.0.0, "Checksum" */
#define MAX_CREATIONS 2   /* one, and one more when the remembered upload is gone */
#define MAX_HEADS     3   /* one, and some after 409 or 460 */
#define MAX_SILENCES  3   /* a server that never answers OPTIONS is not asked for ever */

/* One upload under way: the task's data. Each step sends one request; its callback decides the next step. */
typedef struct
{
  ParvisHttp *http;
  char *endpoint;
  char *url;
  char *metadata;
  GBytes *body;
  char *sha256; /* (nullable) */
  gboolean represent;
  GBytes *representation; /* (nullable) */
  gsize chunk;
  ParvisTusUrlChanged url_changed;
  gpointer url_user_data;
  void (*all_sent) (gpointer sent_data);
  gpointer sent_data;
  gint64 (*now) (gpointer user_data);
  gpointer now_user_data;
  gint64 offset;
  gint64 sent;    /* bytes of the PATCH under way, or of the POST */
  gint64 sent_at; /* monotonic, microseconds */
  ParvisTusProgress progress;
  ParvisTusServer *server;
  ParvisTusServer own; /* @server, when the caller keeps none */
  gboolean asked;      /* OPTIONS, in this run */
  gboolean bare;       /* no bytes with the creation any more, in this run */
  guint creations;
  guint heads;
} Run;

static void step_create (GTask *task);
static void step_head (GTask *task);
static void step_patch (GTask *task);

static void
run_free (Run *run)
{
  g_free (run->endpoint);
  g_free (run->url);
  g_free (run->metadata);
  g_bytes_unref (run->body);
  g_free (run->sha256);
  g_clear_pointer (&run->representation, g_bytes_unref);
  g_free (run);
}

static gint64
run_size (const Run *run)
{
  return (gint64) g_bytes_get_size (run->body);
}

static void
fail (GTask *task, ParvisDeliveryError kind, const char *message)
{
  g_task_return_new_error (task, PARVIS_DELIVERY_ERROR, kind, "%s", message);
  g_object_unref (task);
}

static void
fail_with (GTask *task, GError *error)
{
  g_task_return_error (task, error);
  g_object_unref (task);
}

/* Remembers @url (%NULL: forgets) here and with the caller; ends the task and returns FALSE when the caller
 * cannot. */
static gboolean
change_url (GTask *task, const char *url)
{
  Run *run = g_task_get_task_data (task);
  GError *error = NULL;

  if (run->url_changed != NULL && !run->url_changed (url, run->url_user_data, &error))
    {
      fail_with (task, error);
      return FALSE;
    }
  if (url != run->url)
    {
      g_free (run->url);
      run->url = g_strdup (url);
    }
  return TRUE;
}

static void
send_request (GTask *task, const char *method, const char *url, const char *const *headers, GBytes *body,
              GAsyncReadyCallback callback)
{
  Run *run = g_task_get_task_data (task);
  ParvisHttpRequest request = { method, url, headers, body };

  if (body != NULL && run->offset + run->sent == run_size (run))
    {
      request.sent = run->all_sent;
      request.sent_data = run->sent_data;
    }
  parvis_http_send_async (run->http, &request, g_task_get_cancellable (task), callback, task);
}

/* The answer when it is a tus server's with one of the two statuses; else the error says what it was. */
static gboolean
expect (Run *run, const ParvisHttpAnswer *answer, const char *method, guint status, guint other, GError **error)
{
  guint got = parvis_http_answer_status (answer);

  if (got != status && got != other)
    {
      *error = parvis_tus_error_from_answer (answer, method, run->now (run->now_user_data));
      return FALSE;
    }
  if (g_strcmp0 (parvis_http_answer_header (answer, "tus-resumable"), "1.0.0") == 0)
    return TRUE;
  g_set_error (error, PARVIS_DELIVERY_ERROR, PARVIS_DELIVERY_ERROR_PORTAL,
               _ ("réponse %u à %s, mais pas d’un serveur tus 1.0.0 : portail captif ?"), got, method);
  return FALSE;
}

/* Once everything is there, the answer may say what has become of it. */
static void
keep_representation (Run *run, const ParvisHttpAnswer *answer)
{
  if (run->represent && run->offset == run_size (run)
      && parvis_tus_is_representation (parvis_http_answer_header (answer, "preference-applied"),
                                       parvis_http_answer_header (answer, "content-type")))
    run->representation = g_bytes_ref (parvis_http_answer_body (answer));
}

/* What it has taken stays there, and the upload is remembered. */
static gboolean
gets_on (GTask *task)
{
  const Run *run = g_task_get_task_data (task);

  if (parvis_tus_progress_is_crumbs (&run->progress))
    fail (task, PARVIS_DELIVERY_ERROR_STRANGE,
          _ ("le serveur ne prend que quelques octets à la fois ; la suite partira plus tard"));
  else if (parvis_tus_progress_is_slow (&run->progress, g_get_monotonic_time ()))
    fail (task, PARVIS_DELIVERY_ERROR_INTERRUPTED, _ ("l’envoi avance trop lentement ; la suite partira plus tard"));
  else
    return TRUE;
  return FALSE;
}

static void
advance (GTask *task)
{
  Run *run = g_task_get_task_data (task);

  if (run->offset < run_size (run))
    {
      if (gets_on (task))
        step_patch (task);
      return;
    }
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

/* tus 1.0.0, "HEAD": 404, 410 or 403 for an upload that is not there. A 403 that is about this kiosk comes back when it
 * is created. */
static gboolean
is_gone (const GError *error, const ParvisHttpAnswer *answer)
{
  return g_error_matches (error, PARVIS_DELIVERY_ERROR, PARVIS_DELIVERY_ERROR_GONE)
         || (answer != NULL && parvis_http_answer_status (answer) == 403
             && g_error_matches (error, PARVIS_DELIVERY_ERROR, PARVIS_DELIVERY_ERROR_DENIED));
}

/* The remembered upload is of no use: once a run it is made anew. */
static void
recreate (GTask *task, GError *why)
{
  Run *run = g_task_get_task_data (task);

  if (!change_url (task, NULL))
    {
      g_error_free (why);
      return;
    }
  if (run->creations >= MAX_CREATIONS)
    {
      fail_with (task, why);
      return;
    }
  g_error_free (why);
  step_create (task);
}

static void
ask_offset_again (GTask *task, GError *error)
{
  g_error_free (error);
  step_head (task);
}

/* A server that advertises a sum and then does not take it: 400, as tus says of one that it does not know. */
static gboolean
is_about_checksum (Run *run, const ParvisHttpAnswer *answer)
{
  return answer != NULL && parvis_http_answer_status (answer) == 400 && run->server->checksum != NULL;
}

/* Takes @error. */
static void
patch_failed (GTask *task, const ParvisHttpAnswer *answer, GError *error)
{
  Run *run = g_task_get_task_data (task);

  if (g_error_matches (error, PARVIS_DELIVERY_ERROR, PARVIS_DELIVERY_ERROR_INTERRUPTED))
    parvis_tus_pace_lost (run->server);
  if (is_gone (error, answer))
    recreate (task, error);
  else if (is_about_checksum (run, answer))
    {
      run->server->checksum = NULL;
      ask_offset_again (task, error);
    }
  else if (g_error_matches (error, PARVIS_DELIVERY_ERROR, PARVIS_DELIVERY_ERROR_OFFSET) && run->heads < MAX_HEADS)
    ask_offset_again (task, error);
  else
    fail_with (task, error);
}

static void
note_taken (Run *run, gint64 offset)
{
  const gint64 taken = offset - run->offset;

  if (parvis_tus_progress_add (&run->progress, run->sent, taken))
    parvis_tus_pace_lost (run->server); /* what it does not take is sent for nothing */
  else
    parvis_tus_pace_taken (run->server, (gsize) taken, g_get_monotonic_time () - run->sent_at);
  run->offset = offset;
}

static void
on_patched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Run *run = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (ParvisHttpAnswer) answer = parvis_http_send_finish (run->http, result, &error);
  gint64 offset;

  if (answer == NULL || !expect (run, answer, "PATCH", 204, 200, &error))
    {
      patch_failed (task, answer, error);
      return;
    }
  if (!parvis_tus_parse_number (parvis_http_answer_header (answer, "upload-offset"), &offset) || offset <= run->offset
      || offset > run->offset + run->sent)
    {
      fail (task, PARVIS_DELIVERY_ERROR_STRANGE, _ ("réponse à PATCH avec un Upload-Offset insensé"));
      return;
    }
  note_taken (run, offset);
  keep_representation (run, answer);
  advance (task);
}

/* Whatever comes of it, the bytes follow: this only decides whether they bear a sum. */
static void
on_options (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Run *run = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisHttpAnswer) answer = parvis_http_send_finish (run->http, result, &error);
  guint status = answer != NULL ? parvis_http_answer_status (answer) : 0;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      fail_with (task, g_steal_pointer (&error));
      return;
    }
  run->server->known = status == 200 || status == 204;
  run->server->silences += run->server->known ? 0 : 1;
  run->server->with_bytes
      = run->server->known && parvis_tus_takes_bytes_at_creation (parvis_http_answer_header (answer, "tus-extension"));
  if (run->server->known)
    run->server->checksum = parvis_tus_choose_checksum (parvis_http_answer_header (answer, "tus-extension"),
                                                        parvis_http_answer_header (answer, "tus-checksum-algorithm"));
  step_patch (task);
}

static void
step_options (GTask *task)
{
  Run *run = g_task_get_task_data (task);
  const char *headers[] = { "Content-Type:", NULL };

  run->asked = TRUE;
  send_request (task, "OPTIONS", run->endpoint, headers, NULL, on_options);
}

/* (transfer full) (nullable): the server checks none. */
static char *
piece_checksum (Run *run, GBytes *piece)
{
  const char *algorithm = run->server->checksum;

  if (algorithm == NULL)
    return NULL;
  if (run->sha256 != NULL && run->sent == run_size (run) && g_str_equal (algorithm, "sha256"))
    return parvis_tus_known_checksum_header (run->sha256);
  return parvis_tus_checksum_header (algorithm, g_bytes_get_data (piece, NULL), g_bytes_get_size (piece));
}

/* What the next piece may have. */
static gsize
chunk_size (const Run *run)
{
  return run->chunk > 0 ? run->chunk : parvis_tus_pace_chunk (run->server);
}

/* (transfer full): the next piece, which is sent now */
static GBytes *
take_piece (Run *run)
{
  run->sent = MIN ((gint64) chunk_size (run), run_size (run) - run->offset);
  run->sent_at = g_get_monotonic_time ();
  run->progress.began = run->progress.began != 0 ? run->progress.began : run->sent_at;
  return g_bytes_new_from_bytes (run->body, (gsize) run->offset, (gsize) run->sent);
}

/* Asked with what may complete the body. (nullable) */
static const char *
preference (const Run *run)
{
  return run->represent && run->offset + run->sent == run_size (run) ? PREFER : NULL;
}

/* Adds those of the @more (nullable, each) that are there. */
static void
add_headers (const char **headers, const char *const more[2])
{
  while (*headers != NULL)
    headers++;
  for (guint i = 0; i < 2; i++)
    if (more[i] != NULL)
      *headers++ = more[i];
}

static void
send_piece (GTask *task)
{
  Run *run = g_task_get_task_data (task);
  g_autoptr (GBytes) piece = take_piece (run);
  g_autofree char *offset = g_strdup_printf ("Upload-Offset: %" G_GINT64_FORMAT, run->offset);
  g_autofree char *checksum = piece_checksum (run, piece);
  const char *headers[6] = { "Tus-Resumable: 1.0.0", BYTES, offset };

  add_headers (headers, (const char *const[]){ checksum, preference (run) });
  send_request (task, "PATCH", run->url, headers, piece, on_patched);
}

static void
step_patch (GTask *task)
{
  Run *run = g_task_get_task_data (task);
  gboolean curious = run->server != &run->own && !run->server->known && run->server->silences < MAX_SILENCES;

  if (curious && !run->asked)
    step_options (task);
  else
    send_piece (task);
}

static gboolean
read_head (Run *run, const ParvisHttpAnswer *answer)
{
  const char *length = parvis_http_answer_header (answer, "upload-length");
  gint64 size;

  return parvis_tus_parse_number (parvis_http_answer_header (answer, "upload-offset"), &run->offset)
         && run->offset <= run_size (run)
         && (length == NULL || (parvis_tus_parse_number (length, &size) && size == run_size (run)));
}

static void
on_head (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Run *run = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (ParvisHttpAnswer) answer = parvis_http_send_finish (run->http, result, &error);

  if (answer == NULL || !expect (run, answer, "HEAD", 200, 204, &error))
    {
      if (is_gone (error, answer))
        recreate (task, error);
      else
        fail_with (task, error);
      return;
    }
  if (!read_head (run, answer))
    recreate (task, g_error_new_literal (PARVIS_DELIVERY_ERROR, PARVIS_DELIVERY_ERROR_STRANGE,
                                         _ ("réponse à HEAD avec un Upload-Offset ou un Upload-Length insensé")));
  else
    advance (task);
}

static void
step_head (GTask *task)
{
  Run *run = g_task_get_task_data (task);
  const char *headers[] = { "Tus-Resumable: 1.0.0", NULL };

  run->heads++;
  send_request (task, "HEAD", run->url, headers, NULL, on_head);
}

/* 404 for the endpoint itself is not about an upload: the address is wrong, or the server is not there yet.
 */
static GError *
creation_error (GError *error)
{
  if (g_error_matches (error, PARVIS_DELIVERY_ERROR, PARVIS_DELIVERY_ERROR_GONE)
      || g_error_matches (error, PARVIS_DELIVERY_ERROR, PARVIS_DELIVERY_ERROR_OFFSET))
    error->code = PARVIS_DELIVERY_ERROR_DENIED;
  return error;
}

/* A creation that brought bytes was not taken: the line broke, or a server does not do what it offers. */
static void
doubt_bytes (Run *run, const ParvisHttpAnswer *answer, const GError *error)
{
  if (g_error_matches (error, PARVIS_DELIVERY_ERROR, PARVIS_DELIVERY_ERROR_INTERRUPTED))
    {
      parvis_tus_pace_lost (run->server);
      run->server->known = FALSE; /* until it is asked again */
      run->server->with_bytes = FALSE;
    }
  else if (answer != NULL && parvis_http_answer_status (answer) != ALTERED)
    run->server->with_bytes = FALSE;
}

/* About the bytes, as far as one can tell, and not about the upload or about us. */
static gboolean
may_be_about_bytes (const GError *error)
{
  return g_error_matches (error, PARVIS_DELIVERY_ERROR, PARVIS_DELIVERY_ERROR_DENIED)
         || g_error_matches (error, PARVIS_DELIVERY_ERROR, PARVIS_DELIVERY_ERROR_OFFSET)
         || g_error_matches (error, PARVIS_DELIVERY_ERROR, PARVIS_DELIVERY_ERROR_GONE);
}

/* Takes @error. */
static void
create_failed (GTask *task, const ParvisHttpAnswer *answer, GError *error)
{
  Run *run = g_task_get_task_data (task);
  const gboolean again = run->sent > 0 && may_be_about_bytes (error);

  if (run->sent > 0 && (again || answer == NULL))
    doubt_bytes (run, answer, error);
  if (!again)
    {
      fail_with (task, creation_error (error));
      return;
    }
  g_error_free (error);
  run->bare = TRUE;
  step_create (task);
}

/* A server that already knows this submission may say how far it is; else it starts at 0 and 409 tells otherwise. */
static void
read_created (Run *run, const ParvisHttpAnswer *answer)
{
  if (!parvis_tus_parse_number (parvis_http_answer_header (answer, "upload-offset"), &run->offset)
      || run->offset > run_size (run))
    run->offset = 0;
  if (run->sent > 0 && run->offset == run->sent)
    parvis_tus_pace_taken (run->server, (gsize) run->sent, g_get_monotonic_time () - run->sent_at);
  keep_representation (run, answer);
}

static void
on_created (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Run *run = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (ParvisHttpAnswer) answer = parvis_http_send_finish (run->http, result, &error);
  g_autofree char *url = NULL;

  if (answer == NULL || !expect (run, answer, "POST", 201, 200, &error))
    {
      create_failed (task, answer, error);
      return;
    }
  url = parvis_tus_resolve_location (run->endpoint, parvis_http_answer_header (answer, "location"));
  if (url == NULL)
    {
      fail (task, PARVIS_DELIVERY_ERROR_STRANGE, _ ("réponse à POST sans Location sur le même serveur"));
      return;
    }
  read_created (run, answer);
  if (run->offset == run_size (run) || change_url (task, url)) /* nothing to go on with later, or it is remembered */
    advance (task);
}

/* All of it, where the server takes it so and it would go in one piece anyway. (transfer full) (nullable) */
static GBytes *
bytes_at_creation (Run *run)
{
  run->offset = run->sent = 0;
  if (!run->server->with_bytes || run->bare || chunk_size (run) < (gsize) run_size (run))
    return NULL;
  return take_piece (run);
}

static void
step_create (GTask *task)
{
  Run *run = g_task_get_task_data (task);
  g_autoptr (GBytes) bytes = bytes_at_creation (run);
  g_autofree char *length = g_strdup_printf ("Upload-Length: %" G_GINT64_FORMAT, run_size (run));
  g_autofree char *metadata = g_strconcat ("Upload-Metadata: ", run->metadata, NULL);
  g_autofree char *checksum = bytes != NULL ? piece_checksum (run, bytes) : NULL;
  const char *prefer = run->represent ? PREFER : NULL; /* it may be there already */
  const char *headers[7] = { "Tus-Resumable: 1.0.0", bytes != NULL ? BYTES : "Content-Type:", length, metadata };

  run->creations += bytes == NULL ? 1 : 0;
  add_headers (headers, (const char *const[]){ checksum, prefer });
  send_request (task, "POST", run->endpoint, headers, bytes, on_created);
}

static Run *
run_new (ParvisHttp *http, const ParvisTusUpload *upload)
{
  Run *run = g_new0 (Run, 1);

  run->http = http;
  run->endpoint = g_strdup (upload->endpoint);
  run->url = parvis_tus_resolve_location (upload->endpoint, upload->url); /* the server may have moved since */
  run->metadata = parvis_tus_encode_metadata (upload->metadata);
  run->body = g_bytes_ref (upload->body);
  run->sha256 = g_strdup (upload->sha256);
  run->represent = upload->represent;
  run->chunk = upload->chunk;
  run->server = upload->server != NULL ? upload->server : &run->own;
  run->url_changed = upload->url_changed;
  run->url_user_data = upload->url_user_data;
  run->all_sent = upload->sent;
  run->sent_data = upload->sent_data;
  run->now = upload->now != NULL ? upload->now : parvis_retry_real_environment.now;
  run->now_user_data = upload->now_user_data;
  return run;
}

void
parvis_tus_upload_async (ParvisHttp *http, const ParvisTusUpload *upload, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data); /* each step's callback owns it in turn */
  Run *run = run_new (http, upload);

  g_task_set_task_data (task, run, (GDestroyNotify) run_free);
  if (run->url != NULL)
    step_head (task);
  else
    step_create (task);
}

gboolean
parvis_tus_upload_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

GBytes *
parvis_tus_upload_get_representation (GAsyncResult *result)
{
  const Run *run = g_task_get_task_data (G_TASK (result));

  return run->representation;
}
