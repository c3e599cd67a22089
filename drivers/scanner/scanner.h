/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* ParvisScanner: the kiosk's document scanner, by SANE (one device). SANE blocks, so each scan opens it, reads one
 * page and closes it in a thread of its own. Main thread only. */
#define PARVIS_TYPE_SCANNER (parvis_scanner_get_type ())
G_DECLARE_FINAL_TYPE (ParvisScanner, parvis_scanner, PARVIS, SCANNER, GObject)

#define PARVIS_SCANNER_ERROR (parvis_scanner_error_quark ())
typedef enum
{
  PARVIS_SCANNER_ERROR_NO_PAGE,     /* nothing on the glass or in the feeder: ask the person */
  PARVIS_SCANNER_ERROR_JAMMED,      /* ask the staff */
  PARVIS_SCANNER_ERROR_COVER_OPEN,  /* ask the person */
  PARVIS_SCANNER_ERROR_BUSY,        /* try again */
  PARVIS_SCANNER_ERROR_UNREACHABLE, /* unplugged or unknown: ask the staff */
  PARVIS_SCANNER_ERROR_TOO_LARGE,   /* the device announces a page over the bound */
  PARVIS_SCANNER_ERROR_FAILED,
} ParvisScannerError;
GQuark parvis_scanner_error_quark (void);
/* One plain French sentence for a person. Static. */
const char *parvis_scanner_error_to_text (const GError *error);

/* A scanned page: 8-bit sRGB, 3 bytes a pixel, rows of @stride bytes. Bounded to PARVIS_SCANNER_MAX_PIXELS. */
#define PARVIS_SCANNER_MAX_PIXELS (40 * 1000 * 1000)
typedef struct
{
  GBytes *pixels; /* wiped when freed */
  guint width, height, stride;
  guint dpi;
} ParvisScanPage;
void parvis_scan_page_free (ParvisScanPage *page);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisScanPage, parvis_scan_page_free)

ParvisScanner *parvis_scanner_new (const char *device);
void parvis_scanner_scan_async (ParvisScanner *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data);
ParvisScanPage *parvis_scanner_scan_finish (ParvisScanner *self, GAsyncResult *result,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Whether it is there and can be opened, without scanning: SANE has no events, so this is how it is now.
 * G_IO_ERROR_CANCELLED, or PARVIS_SCANNER_ERROR. */
void parvis_scanner_look_async (ParvisScanner *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean parvis_scanner_look_finish (ParvisScanner *self, GAsyncResult *result,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
