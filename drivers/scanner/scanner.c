/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/scanner/scanner.h"

#include <glib/gi18n-lib.h>
#include <sane/sane.h>

#include "drivers/scanner/sane-options.h"
#include "drivers/scanner/sane-pixels.h"

#define DOCUMENT_DPI 200
#define READ_SIZE    (64 * 1024)

struct _ParvisScanner
{
  GObject parent_instance;
  char *device;
};

G_DEFINE_QUARK (parvis_scanner_error_quark, parvis_scanner_error)
G_DEFINE_FINAL_TYPE (ParvisScanner, parvis_scanner, G_TYPE_OBJECT)

/* SANE is one library for the whole process and not reentrant: whoever scans holds this. */
static GMutex sane_lock;

static const struct
{
  SANE_Status status;
  ParvisScannerError code;
} statuses[] = {
  { SANE_STATUS_NO_DOCS, PARVIS_SCANNER_ERROR_NO_PAGE },
  { SANE_STATUS_JAMMED, PARVIS_SCANNER_ERROR_JAMMED },
  { SANE_STATUS_COVER_OPEN, PARVIS_SCANNER_ERROR_COVER_OPEN },
  { SANE_STATUS_DEVICE_BUSY, PARVIS_SCANNER_ERROR_BUSY },
  { SANE_STATUS_INVAL, PARVIS_SCANNER_ERROR_UNREACHABLE }, /* what sane_open() says of a device that is not there */
  { SANE_STATUS_IO_ERROR, PARVIS_SCANNER_ERROR_UNREACHABLE },
  { SANE_STATUS_ACCESS_DENIED, PARVIS_SCANNER_ERROR_UNREACHABLE },
};

static gboolean
check (SANE_Status status, const char *step, GError **error)
{
  ParvisScannerError code = PARVIS_SCANNER_ERROR_FAILED;

  if (status == SANE_STATUS_GOOD)
    return TRUE;
  if (status == SANE_STATUS_CANCELLED)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s: cancelled", step);
      return FALSE;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
    if (statuses[i].status == status)
      code = statuses[i].code;
  g_set_error (error, PARVIS_SCANNER_ERROR, code, "%s: %s", step, sane_strstatus (status));
  return FALSE;
}

const char *
parvis_scanner_error_to_text (const GError *error)
{
  if (error->domain != PARVIS_SCANNER_ERROR)
    return _ ("La page n’a pas pu être numérisée. Réessayez, ou adressez-vous à l’accueil.");
  switch ((ParvisScannerError) error->code)
    {
    case PARVIS_SCANNER_ERROR_NO_PAGE:
      return _ ("Le scanner ne voit pas de page. Posez votre document, puis réessayez.");
    case PARVIS_SCANNER_ERROR_JAMMED:
      return _ ("La page est coincée. Ne tirez pas : prévenez l’accueil.");
    case PARVIS_SCANNER_ERROR_COVER_OPEN:
      return _ ("Le couvercle du scanner est ouvert. Fermez-le, puis réessayez.");
    case PARVIS_SCANNER_ERROR_BUSY:
      return _ ("Le scanner est occupé. Attendez un instant, puis réessayez.");
    case PARVIS_SCANNER_ERROR_UNREACHABLE:
      return _ ("Le scanner ne répond pas. Prévenez l’accueil.");
    case PARVIS_SCANNER_ERROR_TOO_LARGE:
      return _ ("Ce document est trop grand pour le scanner de la borne. Adressez-vous à l’accueil.");
    default:
      return _ ("La page n’a pas pu être numérisée. Réessayez, ou adressez-vous à l’accueil.");
    }
}

void
parvis_scan_page_free (ParvisScanPage *page)
{
  g_bytes_unref (page->pixels);
  g_free (page);
}

/* ---- one scan, in its thread ---- */

static gboolean
read_lines (SANE_Handle handle, ParvisSanePixels *pixels, GError **error)
{
  g_autofree guint8 *buffer = g_malloc (READ_SIZE);

  for (;;)
    {
      SANE_Int got = 0;
      SANE_Status status = sane_read (handle, buffer, READ_SIZE, &got);

      if (got > 0 && !parvis_sane_pixels_take (pixels, buffer, (gsize) MIN (got, READ_SIZE), error))
        return FALSE;
      if (status == SANE_STATUS_EOF)
        return TRUE;
      if (!check (status, "sane_read", error))
        return FALSE;
    }
}

static ParvisScanPage *
read_page (SANE_Handle handle, guint dpi, GError **error)
{
  g_autoptr (ParvisSanePixels) pixels = NULL;
  ParvisScanPage *page;
  SANE_Parameters parameters;

  if (!check (sane_start (handle), "sane_start", error)
      || !check (sane_get_parameters (handle, &parameters), "sane_get_parameters", error))
    return NULL;
  pixels = parvis_sane_pixels_new (&parameters, error);
  if (pixels == NULL || !read_lines (handle, pixels, error))
    return NULL;
  page = g_new0 (ParvisScanPage, 1);
  page->pixels = parvis_sane_pixels_finish (pixels, &page->width, &page->height);
  page->stride = page->width * 3;
  page->dpi = dpi;
  if (page->height == 0)
    {
      g_clear_pointer (&page, parvis_scan_page_free);
      g_set_error_literal (error, PARVIS_SCANNER_ERROR, PARVIS_SCANNER_ERROR_NO_PAGE, "the scanner sent an empty page");
    }
  return page;
}

static void
on_cancelled (GCancellable *cancellable, gpointer handle)
{
  sane_cancel (handle); /* may be called at any time, from any thread (SANE standard 1.06, 4.3.13) */
}

static ParvisScanPage *
scan (const char *device, GCancellable *cancellable, GError **error)
{
  SANE_Handle handle;
  ParvisScanPage *page;
  gulong watch;

  if (!check (sane_open (device, &handle), "sane_open", error))
    return NULL;
  watch = cancellable != NULL ? g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled), handle, NULL) : 0;
  page = read_page (handle, parvis_sane_options_apply (handle, DOCUMENT_DPI), error);
  if (cancellable != NULL)
    g_cancellable_disconnect (cancellable, watch);
  sane_cancel (handle);
  sane_close (handle);
  return page;
}

/* sane_init() for each scan: a scanner that was plugged in meanwhile is found, and nothing is held between two people.
 */
static void
run (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&sane_lock);
  ParvisScanPage *page = NULL;
  GError *error = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  if (check (sane_init (NULL, NULL), "sane_init", &error))
    {
      page = scan (task_data, cancellable, &error);
      sane_exit ();
    }
  if (page != NULL)
    g_task_return_pointer (task, page, (GDestroyNotify) parvis_scan_page_free);
  else
    g_task_return_error (task, error);
}

static void
look (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&sane_lock);
  GError *error = NULL;
  SANE_Handle handle;

  if (g_task_return_error_if_cancelled (task))
    return;
  if (check (sane_init (NULL, NULL), "sane_init", &error))
    {
      if (check (sane_open (task_data, &handle), "sane_open", &error))
        sane_close (handle);
      sane_exit ();
    }
  if (error == NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* ---- the object ---- */

static void
parvis_scanner_finalize (GObject *object)
{
  g_free (PARVIS_SCANNER (object)->device);
  G_OBJECT_CLASS (parvis_scanner_parent_class)->finalize (object);
}

static void
parvis_scanner_class_init (ParvisScannerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = parvis_scanner_finalize;
}

static void
parvis_scanner_init (ParvisScanner *self)
{
}

ParvisScanner *
parvis_scanner_new (const char *device)
{
  ParvisScanner *self = g_object_new (PARVIS_TYPE_SCANNER, NULL);

  self->device = g_strdup (device);
  return self;
}

void
parvis_scanner_scan_async (ParvisScanner *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_task_data (task, g_strdup (self->device), g_free);
  g_task_run_in_thread (task, run);
}

ParvisScanPage *
parvis_scanner_scan_finish (ParvisScanner *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
parvis_scanner_look_async (ParvisScanner *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_task_data (task, g_strdup (self->device), g_free);
  g_task_run_in_thread (task, look);
}

gboolean
parvis_scanner_look_finish (ParvisScanner *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
