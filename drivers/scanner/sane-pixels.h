/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>
#include <sane/sane.h>

G_BEGIN_DECLS

/* Turns the bytes that sane_read() gives, in pieces of any size, into rows of 8-bit RGB. Grey and colour in one pass,
 * 1, 8 or 16 bits a sample (SANE standard 1.06, section 3.2); the number of rows need not be known beforehand. Wiped
 * when freed. */
typedef struct _ParvisSanePixels ParvisSanePixels;

/* Fails on a format we do not take (three passes) and on sizes that are absurd or over the bound of scanner.h. */
ParvisSanePixels *parvis_sane_pixels_new (const SANE_Parameters *parameters, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void parvis_sane_pixels_free (ParvisSanePixels *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisSanePixels, parvis_sane_pixels_free)

/* FALSE when the device sends more than the bound. */
gboolean parvis_sane_pixels_take (ParvisSanePixels *self, const guint8 *data, gsize size,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The rows so far; a row begun and not finished is dropped. (transfer full) */
GBytes *parvis_sane_pixels_finish (ParvisSanePixels *self, guint *width, guint *height);

G_END_DECLS
