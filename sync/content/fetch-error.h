/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What keeps content from being fetched, by what is done next. The message is a sentence for the staff. */
#define PARVIS_FETCH_ERROR (parvis_fetch_error_quark ())
typedef enum
{
  PARVIS_FETCH_ERROR_LATER,  /* the web server asks for later: tried again by itself */
  PARVIS_FETCH_ERROR_BAD,    /* what is published is not as it must be: somebody must publish again */
  PARVIS_FETCH_ERROR_ABSENT, /* nothing is published at that address */
  PARVIS_FETCH_ERROR_FULL,   /* no room on the disk, or it fails: somebody must look */
} ParvisFetchError;
GQuark parvis_fetch_error_quark (void);

/* A way there that failed (PARVIS_DELIVERY_ERROR), too. */
gboolean parvis_fetch_error_is_later (const GError *error);

G_END_DECLS
