/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>
#include <sane/sane.h>

G_BEGIN_DECLS

/* Sets what a document wants (colour, 8 bits, the resolution asked for, an A4 page) through SANE's well-known options
 * (SANE standard 1.06, section 4.5). An option the device lacks, or has but not for us, is left as it is: every scanner
 * has its own idea of them. Returns the resolution that the device took, in dots an inch; 0 when it does not say. */
guint parvis_sane_options_apply (SANE_Handle handle, guint dpi);

G_END_DECLS
