/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>
#include <string.h>

/* Frees what is a person's, overwritten. @text: (nullable) (transfer full) */
static inline void
parvis_receipt_wipe (char *text)
{
  if (text != NULL)
    explicit_bzero (text, strlen (text));
  g_free (text);
}
