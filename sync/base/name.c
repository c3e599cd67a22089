/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/base/name.h"

#include <string.h>

gboolean
parvis_name_is_valid (const char *text)
{
  gsize length = text != NULL ? strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789-") : 0;

  return length >= 1 && length <= PARVIS_NAME_MAX && text[length] == '\0';
}
