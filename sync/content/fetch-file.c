/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/content/fetch-file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "sync/content/fetch-document.h"
#include "sync/content/fetch-error.h"

typedef struct
{
  ParvisHttp *http;
  char *url;
  int fd;
  gint64 size;
  gint64 offset; /* where the next byte goes */
  gint64 from;   /* where this request began */
  guint status;  /* of the answer under way; 0: none yet */
  int write_errno;
  gboolean too_long, wrong_range;
} Fetching;

static void send (GTask *task);

static void
fetching_free (Fetching *self)
{
  if (self->fd >= 0)
    close (self->fd);
  g_free (self->url);
  g_free (self);
}

gboolean
parvis_fetch_range_fits (const char *range, gint64 offset, gint64 size)
{
  g_autofree char *expected
      = g_strdup_printf ("bytes %" G_GINT64_FORMAT "-%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, offset, size - 1, size);

  return range != NULL && strcmp (range, expected) == 0;
}

/* ---- the bytes ---- */

/* The first byte of an answer: where does it belong? */
static gboolean
begin (Fetching *self, guint status, const char *range)
{
  self->status = status;
  if (status == 206)
    {
      self->wrong_range = !parvis_fetch_range_fits (range, self->from, self->size);
      return !self->wrong_range;
    }
  self->offset = 0; /* the whole of it */
  if (ftruncate (self->fd, 0) == 0)
    return TRUE;
  self->write_errno = errno;
  return FALSE;
}

static gboolean
on_bytes (guint status, const char *range, const void *data, gsize size, gpointer user_data)
{
  Fetching *self = user_data;
  const char *at = data;

  if (self->status == 0 && !begin (self, status, range))
    return FALSE;
  self->too_long = (gint64) size > self->size - self->offset;
  while (size > 0 && !self->too_long)
    {
      gssize written = pwrite (self->fd, at, size, self->offset);

      if (written < 0 && errno == EINTR)
        continue;
      if (written <= 0)
        {
          self->write_errno = written < 0 ? errno : ENOSPC;
          return FALSE;
        }
      at += written;
      size -= (gsize) written;
      self->offset += written;
    }
  return !self->too_long;
}

/* ---- the answer ---- */

/* What has come is of no use to another try. */
static void
forget (Fetching *self)
{
  if (ftruncate (self->fd, 0) != 0)
    g_message ("%s: %s", self->url, g_strerror (errno));
}

static gboolean
judge (Fetching *self, const ParvisHttpAnswer *answer, GError **error)
{
  if (self->write_errno != 0)
    {
      g_clear_error (error);
      g_set_error (error, PARVIS_FETCH_ERROR, PARVIS_FETCH_ERROR_FULL,
                   _ ("le nouveau contenu ne peut pas être gardé (%s) ; vérifiez la place libre"),
                   g_strerror (self->write_errno));
      return FALSE;
    }
  if (self->too_long)
    {
      g_clear_error (error);
      g_set_error (error, PARVIS_FETCH_ERROR, PARVIS_FETCH_ERROR_BAD,
                   _ ("« %s » est plus long que le contenu ne l’annonce ; publiez de nouveau ce contenu"), self->url);
      forget (self);
      return FALSE;
    }
  if (answer == NULL)
    return FALSE;
  if (parvis_http_answer_status (answer) != 200 && parvis_http_answer_status (answer) != 206)
    return parvis_fetch_document_refuse (answer, self->url, error);
  if (self->offset == self->size)
    return TRUE;
  g_set_error (error, PARVIS_FETCH_ERROR, PARVIS_FETCH_ERROR_BAD,
               _ ("« %s » est plus court que le contenu ne l’annonce ; publiez de nouveau ce contenu"), self->url);
  forget (self);
  return FALSE;
}

/* A server that does not go on where we asked it to, or has no such place, is asked for the whole: once. */
static gboolean
must_begin_again (const Fetching *self, const ParvisHttpAnswer *answer)
{
  return self->from > 0 && (self->wrong_range || (answer != NULL && parvis_http_answer_status (answer) == 416));
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Fetching *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisHttpAnswer) answer = parvis_http_send_finish (self->http, result, &error);

  if (must_begin_again (self, answer) && ftruncate (self->fd, 0) == 0)
    {
      self->from = self->offset = 0;
      self->wrong_range = FALSE;
      send (task);
      return;
    }
  if (judge (self, answer, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
  g_object_unref (task);
}

static void
send (GTask *task)
{
  Fetching *self = g_task_get_task_data (task);
  g_autofree char *range = self->from > 0 ? g_strdup_printf ("Range: bytes=%" G_GINT64_FORMAT "-", self->from) : NULL;
  const char *const headers[] = { range, NULL };
  ParvisHttpRequest request
      = { .method = "GET", .url = self->url, .headers = headers, .sink = on_bytes, .sink_data = self };

  self->status = 0;
  parvis_http_send_async (self->http, &request, g_task_get_cancellable (task), on_answered, task);
}

/* What is there already. A file that is longer than it may be, or not a file, is begun anew. */
static gboolean
open_partial (Fetching *self, const char *partial, GError **error)
{
  struct stat info;

  self->fd = open (partial, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0640);
  if (self->fd >= 0 && fstat (self->fd, &info) == 0 && S_ISREG (info.st_mode)
      && (info.st_size <= self->size || ftruncate (self->fd, 0) == 0))
    {
      self->from = self->offset = info.st_size <= self->size ? info.st_size : 0;
      return TRUE;
    }
  g_set_error (error, PARVIS_FETCH_ERROR, PARVIS_FETCH_ERROR_FULL, _ ("« %s » ne peut pas être écrit (%s)"), partial,
               g_strerror (errno));
  return FALSE;
}

void
parvis_fetch_file_async (ParvisHttp *http, const char *url, const char *partial, gint64 size, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Fetching *self = g_new0 (Fetching, 1);
  g_autoptr (GError) error = NULL;

  self->http = http;
  self->url = g_strdup (url);
  self->size = size;
  self->fd = -1;
  g_task_set_task_data (task, self, (GDestroyNotify) fetching_free);
  if (!open_partial (self, partial, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (self->from == size) /* all had come before; nothing is asked */
    g_task_return_boolean (task, TRUE);
  else
    {
      send (task);
      return;
    }
  g_object_unref (task);
}

gboolean
parvis_fetch_file_finish (ParvisHttp *http, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
