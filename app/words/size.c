/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/words/size.h"

#define NBSP "\u00a0"

char *
parvis_words_size (guint64 bytes)
{
  static const char *const units[] = { "ko", "Mo", "Go", "To" };
  guint64 tenths;
  guint unit = 0;

  if (bytes < 1000)
    return g_strdup_printf ("%" G_GUINT64_FORMAT NBSP "%s", bytes, bytes < 2 ? "octet" : "octets");
  for (; bytes >= 1000000 && unit < G_N_ELEMENTS (units) - 1; unit++)
    bytes /= 1000;
  tenths = bytes / 100;
  if (tenths < 100 && tenths % 10 != 0)
    return g_strdup_printf ("%" G_GUINT64_FORMAT ",%" G_GUINT64_FORMAT NBSP "%s", tenths / 10, tenths % 10,
                            units[unit]);
  return g_strdup_printf ("%" G_GUINT64_FORMAT NBSP "%s", tenths / 10, units[unit]);
}
