/* SPDX-License-Identifier: EUPL-1.2
 *
 * Any bytes as an NDEF message: refused with an error, or records that are what the header says.
 */
#include <stdint.h>
#include <string.h>

#include "drivers/card/link.h"
#include "drivers/card/ndef.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = parvis_ndef_parse (data, size, &error);

  g_assert_true ((records == NULL) == (error != NULL));
  g_assert_true (error == NULL || error->domain == PARVIS_CARD_ERROR);
  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      const ParvisNdefRecord *record = g_ptr_array_index (records, i);
      gboolean text = record->kind == PARVIS_NDEF_URI || record->kind == PARVIS_NDEF_TEXT;

      g_assert_true (text == (record->text != NULL));
      g_assert_true ((record->kind == PARVIS_NDEF_MIME) == (record->data != NULL));
      g_assert_true (g_str_is_ascii (record->type));
      g_assert_true (record->text == NULL || g_utf8_validate (record->text, -1, NULL));
    }
  g_assert_true (records == NULL || records->len <= PARVIS_NDEF_MAX_RECORDS);
  return 0;
}
