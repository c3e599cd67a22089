/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Tracking codes: 8 characters that are not taken for one another, read or heard; shown as "7F4K 29QX". No 0 and O, no
 * 1, I and L, no U. */
#define PARVIS_TRACKING_CODE_ALPHABET "23456789ABCDEFGHJKMNPQRSTVWXYZ"
#define PARVIS_TRACKING_CODE_LENGTH   8

typedef enum
{
  PARVIS_TRACKING_CODE_GOOD,
  PARVIS_TRACKING_CODE_EMPTY,
  PARVIS_TRACKING_CODE_SHORT,
  PARVIS_TRACKING_CODE_LONG,
  PARVIS_TRACKING_CODE_NEVER, /* it has a character that no code has: @wrong */
} ParvisTrackingCodeFault;

/* What a person typed: any case, any spaces and dashes. @code: PARVIS_TRACKING_CODE_LENGTH + 1 bytes, the code when it
 * is good and what was understood of it else. @wrong (nullable): upper case. */
ParvisTrackingCodeFault parvis_tracking_code_read (const char *text, char *code, gunichar *wrong);

G_END_DECLS
