/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What is stuck on papers that somebody brings to the desk, so that they find their request: the tracking code, large,
 * and as a QR code, with what it is about. The QR code holds the code alone, without its space: it is small, and agents
 * read it with a scanner. No answer, no name. Each (nullable) but @code. */
typedef struct
{
  const char *commune, *title, *code, *date;
} ParvisLabel;

#define PARVIS_LABEL_LEAST_MM 19.0 /* the shorter side; below, nothing can be read */
#define PARVIS_LABEL_MOST_MM  300.0

/* A PDF of one page of @width x @height millimetres, the label's; one that is higher than wide is written along its
 * height. G_IO_ERROR_INVALID_ARGUMENT when it is too small or too large for a label. (transfer full) */
GBytes *parvis_label_to_pdf (const ParvisLabel *label, double width, double height,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
