/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What can go wrong when an export of Publik (w.c.s.) is read. Messages are in French, for the agent who
 * imports, and name the file and the remedy. */
#define PARVIS_PUBLIK_ERROR (parvis_publik_error_quark ())
typedef enum
{
  PARVIS_PUBLIK_ERROR_INVALID,      /* not an export, or a damaged one */
  PARVIS_PUBLIK_ERROR_BOUNDS,       /* larger or deeper than an honest one */
  PARVIS_PUBLIK_ERROR_UNTRANSLATED, /* an expression that has no equal at the kiosk; the message says why */
  PARVIS_PUBLIK_ERROR_FAILED,       /* a folder or file cannot be written */
} ParvisPublikError;
GQuark parvis_publik_error_quark (void);

G_END_DECLS
