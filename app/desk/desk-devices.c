/* SPDX-License-Identifier: EUPL-1.2 */
#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gi18n-lib.h>

#include "app/desk/desk-private.h"

#define JPEG_QUALITY "82"

typedef struct
{
  ParvisScanPage *page;
  char *filename;
} ScanJob;

static void
scan_job_free (ScanJob *job)
{
  g_clear_pointer (&job->page, parvis_scan_page_free);
  g_free (job->filename);
  g_free (job);
}

static void
encode_page (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  ScanJob *job = task_data;
  g_autoptr (GdkPixbuf) pixbuf
      = gdk_pixbuf_new_from_bytes (job->page->pixels, GDK_COLORSPACE_RGB, FALSE, 8, (int) job->page->width,
                                   (int) job->page->height, (int) job->page->stride);
  g_autoptr (GBytes) bytes = NULL;
  GError *error = NULL;
  char *jpeg;
  gsize size;

  if (!gdk_pixbuf_save_to_buffer (pixbuf, &jpeg, &size, "jpeg", &error, "quality", JPEG_QUALITY, NULL))
    {
      g_task_return_error (task, error);
      return;
    }
  bytes = g_bytes_new_take (jpeg, size);
  g_task_return_pointer (task, parvis_value_new_file (job->filename, "image/jpeg", bytes),
                         (GDestroyNotify) parvis_value_free);
}

static void
on_scanned (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) cause = NULL;
  ScanJob *job = g_task_get_task_data (task);

  job->page = parvis_scanner_scan_finish (PARVIS_SCANNER (source), result, &cause);
  if (job->page != NULL)
    {
      g_task_run_in_thread (task, encode_page);
      return;
    }
  g_message ("page not scanned: %s", cause->message);
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&cause));
  else
    {
      parvis_desk_count (g_task_get_source_object (task), PARVIS_COUNT_DEVICE_FAILURE, "scanner", NULL);
      g_task_return_new_error (task, PARVIS_DESK_ERROR, PARVIS_DESK_ERROR_DEVICE, "%s",
                               parvis_scanner_error_to_text (cause));
    }
}

void
parvis_desk_scan_async (ParvisDesk *self, const char *filename, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  ScanJob *job = g_new0 (ScanJob, 1);

  parvis_desk_scan_cancel (self);
  self->scan = g_cancellable_new ();
  task = g_task_new (self, self->scan, callback, user_data);
  job->filename = g_strdup (filename);
  g_task_set_task_data (task, job, (GDestroyNotify) scan_job_free);
  if (self->scanner == NULL)
    g_task_return_new_error (task, PARVIS_DESK_ERROR, PARVIS_DESK_ERROR_DEVICE, "%s",
                             _ ("Cette borne n’a pas de scanner. Adressez-vous à l’accueil."));
  else
    parvis_scanner_scan_async (self->scanner, self->scan, on_scanned, g_object_ref (task));
}

ParvisValue *
parvis_desk_scan_finish (ParvisDesk *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
parvis_desk_scan_cancel (ParvisDesk *self)
{
  if (self->scan != NULL)
    g_cancellable_cancel (self->scan);
  g_clear_object (&self->scan);
}
