/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/seal/tracking-code.h"

#include <string.h>

static gboolean
is_separator (gunichar c)
{
  return g_unichar_isspace (c) || c == '-' || c == '.' || c == '_' || g_unichar_type (c) == G_UNICODE_DASH_PUNCTUATION
         || g_unichar_type (c) == G_UNICODE_FORMAT;
}

ParvisTrackingCodeFault
parvis_tracking_code_read (const char *text, char *code, gunichar *wrong)
{
  gsize length = 0;

  code[0] = '\0';
  if (!g_utf8_validate (text, -1, NULL))
    return PARVIS_TRACKING_CODE_EMPTY;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_unichar_toupper (g_utf8_get_char (p));

      if (is_separator (c))
        continue;
      if (c > 0x7f || strchr (PARVIS_TRACKING_CODE_ALPHABET, (int) c) == NULL)
        {
          if (wrong != NULL)
            *wrong = c;
          return PARVIS_TRACKING_CODE_NEVER;
        }
      if (length == PARVIS_TRACKING_CODE_LENGTH)
        return PARVIS_TRACKING_CODE_LONG;
      code[length++] = (char) c;
      code[length] = '\0';
    }
  return length == 0                            ? PARVIS_TRACKING_CODE_EMPTY
         : length < PARVIS_TRACKING_CODE_LENGTH ? PARVIS_TRACKING_CODE_SHORT
                                                : PARVIS_TRACKING_CODE_GOOD;
}
