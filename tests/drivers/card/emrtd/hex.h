/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

/* Bytes as worked examples of standards print them: in hex, with spaces where they like. */

static inline GBytes *
hex (const char *text)
{
  GByteArray *bytes = g_byte_array_new ();
  int high = -1;

  for (; *text != '\0'; text++)
    {
      int digit = g_ascii_xdigit_value (*text);
      guint8 byte = (guint8) ((guint) MAX (high, 0) << 4 | (guint) MAX (digit, 0));

      if (digit < 0)
        continue;
      if (high >= 0)
        g_byte_array_append (bytes, &byte, 1);
      high = high >= 0 ? -1 : digit;
    }
  g_assert_cmpint (high, ==, -1);
  return g_byte_array_free_to_bytes (bytes);
}

static inline const guint8 *
hex_data (GBytes *bytes)
{
  return g_bytes_get_data (bytes, NULL);
}

static inline void
assert_hex (gconstpointer data, gsize length, const char *expected)
{
  g_autoptr (GBytes) bytes = hex (expected);

  g_assert_cmpmem (data, (int) length, g_bytes_get_data (bytes, NULL), (int) g_bytes_get_size (bytes));
}

static inline void
assert_bytes_hex (GBytes *bytes, const char *expected)
{
  g_assert_nonnull (bytes);
  assert_hex (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), expected);
}
