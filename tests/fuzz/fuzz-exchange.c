/* SPDX-License-Identifier: EUPL-1.2
 *
 * A recorded exchange that somebody sent: what is read can be replayed from end to end, in any order of asking.
 */
#include "drivers/exchange/exchange.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (ParvisExchange) exchange = parvis_exchange_parse ((const char *) data, size, NULL);

  if (exchange == NULL)
    return 0;
  g_assert_true (g_utf8_validate (parvis_exchange_name (exchange), -1, NULL));
  while (parvis_exchange_answer (exchange) != NULL)
    ;
  g_assert_true (parvis_exchange_is_over (exchange) || !parvis_exchange_expect (exchange, data, size, NULL));
  return 0;
}
