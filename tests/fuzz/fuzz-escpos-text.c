/* SPDX-License-Identifier: EUPL-1.2 */
/* Any text of a ticket, on both code pages: what comes out commands nothing and is never wider than the paper. The
 * first byte: columns. */
#include <stdint.h>
#include <string.h>

#include "drivers/printer/escpos/charset.h"
#include "drivers/printer/escpos/wrap.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
check_line (ParvisEscposCharset *charset, const char *line, guint columns)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  parvis_escpos_charset_append (charset, bytes, line, strlen (line));
  g_assert_cmpuint (bytes->len, <=, columns);
  for (guint i = 0; i < bytes->len; i++)
    g_assert_true (bytes->data[i] >= 0x20 && bytes->data[i] != 0x7f);
}

static void
check (const char *name, const char *text, guint columns)
{
  g_autoptr (ParvisEscposCharset) charset = parvis_escpos_charset_new (name);
  g_autofree char *writable = parvis_escpos_charset_writable (charset, text);
  g_auto (GStrv) lines = NULL;

  if (writable == NULL)
    return;
  lines = parvis_escpos_wrap (writable, columns);
  for (gsize i = 0; lines[i] != NULL; i++)
    check_line (charset, lines[i], columns);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *raw = size > 1 ? g_strndup ((const char *) data + 1, size - 1) : g_strdup ("");
  g_autofree char *text = g_utf8_make_valid (raw, -1);
  guint columns = size > 0 ? 1 + data[0] % 64 : 1;

  check ("CP1252", text, columns);
  check ("CP858", text, columns);
  return 0;
}
