/* SPDX-License-Identifier: EUPL-1.2
 *
 * EF.CardAccess, which comes from a card before anything is authenticated. What is found can be spoken.
 */
#include <stdint.h>

#include "drivers/card/emrtd/pace-group.h"
#include "drivers/card/emrtd/security-info.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  ParvisPaceInfo info;

  if (parvis_pace_info_find (data, size, &info) != PARVIS_PACE_FOUND)
    return 0;
  g_assert_true (parvis_pace_group_is_known (info.parameters));
  g_assert_cmpuint (parvis_emrtd_key_size (info.cipher), <=, PARVIS_EMRTD_KEY_MAX);
  g_assert_false (info.mapping == PARVIS_PACE_CHIP_AUTHENTICATION && info.cipher == PARVIS_EMRTD_3DES);
  return 0;
}
