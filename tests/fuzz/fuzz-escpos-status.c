/* SPDX-License-Identifier: EUPL-1.2 */
/* What a receipt printer may send, in both dialects, in one go or with questions in between: the first byte says which.
 */
#include <stdint.h>

#include "drivers/printer/escpos/status.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  ParvisEscposParser parser = { .dialect = size > 0 && data[0] & 1 ? PARVIS_ESCPOS_FULL_STATUS : PARVIS_ESCPOS_ASB };

  for (size_t i = 1; i < size; i++)
    {
      ParvisEscposHeard heard;
      guint8 question = parser.asked;

      heard = parvis_escpos_parse (&parser, data[i]);
      g_assert_cmpuint (parser.n_bytes, <, G_N_ELEMENTS (parser.bytes));
      if (heard & PARVIS_ESCPOS_HEARD_ANSWER)
        g_assert_cmpuint (parser.asked, ==, 0);
      else
        g_assert_cmpuint (parser.asked, ==, question);
      g_assert_cmpint (parvis_escpos_status_to_trouble (&parser.status), <=, PARVIS_PRINTER_OTHER);
      if (parser.asked == 0 && data[0] & 2)
        parser.asked = (guint8) (1 + (guint) i % 4);
    }
  return 0;
}
