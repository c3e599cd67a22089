/* SPDX-License-Identifier: EUPL-1.2
 *
 * Files that a document gives: DG1 and EF.COM.
 */
#include <stdint.h>

#include "drivers/card/emrtd/lds.h"
#include "drivers/card/link.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) refused = NULL, missing = NULL;
  g_autoptr (ParvisIdentity) identity = parvis_lds_parse_dg1 (data, size, 2026, 11, &refused);
  gboolean listed = parvis_lds_check_com (data, size, &missing);

  g_assert_true ((identity != NULL) == (refused == NULL));
  g_assert_true (listed == (missing == NULL));
  g_assert_true (refused == NULL || refused->domain == PARVIS_CARD_ERROR);
  g_assert_true (identity == NULL || identity->trust == PARVIS_IDENTITY_UNCHECKED);
  return 0;
}
