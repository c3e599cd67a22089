/* SPDX-License-Identifier: EUPL-1.2
 *
 * Answers under secure messaging. The first byte chooses the cipher, the rest is taken as it is, which nobody can sum
 * up rightly without the keys, and once more with a right sum behind it, as a card that means harm would send it.
 */
#include <stdint.h>

#include "drivers/card/emrtd/messaging.h"
#include "drivers/card/tlv.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static ParvisEmrtdKeys
make_keys (guint8 choice)
{
  ParvisEmrtdKeys keys = { 0 };

  g_assert_true (parvis_emrtd_keys_derive (&keys, (ParvisEmrtdCipher) (choice % 4), (const guint8 *) "fuzz", 4, NULL));
  return keys;
}

static gboolean
take (ParvisEmrtdKeys keys, const guint8 *data, gsize size)
{
  g_autoptr (GError) error = NULL;
  guint16 status = 0;
  g_autoptr (GBytes) plain = parvis_emrtd_unprotect (&keys, data, size, &status, &error);

  g_assert_true ((plain != NULL) == (error == NULL));
  g_assert_true (plain == NULL || g_bytes_get_size (plain) < size);
  return plain != NULL;
}

static void
add_sum (const ParvisEmrtdKeys *keys, GByteArray *answer)
{
  gsize block = parvis_emrtd_block_size (keys->cipher);
  g_autoptr (GByteArray) message = g_byte_array_append (g_byte_array_new (), keys->counter, (guint) block);
  guint8 mac[PARVIS_EMRTD_MAC];

  message->data[block - 1] = 1; /* the first answer */
  if (answer->len > 0)
    {
      g_byte_array_append (message, answer->data, answer->len);
      parvis_emrtd_pad (message, block);
    }
  g_assert_true (parvis_emrtd_mac_padded (keys->cipher, keys->mac, message->data, message->len, mac, NULL));
  parvis_tlv_append (answer, 0x8E, mac, sizeof mac);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GByteArray) summed = g_byte_array_new ();
  ParvisEmrtdKeys keys;

  if (size == 0 || size > 4096)
    return 0;
  keys = make_keys (data[0]);
  g_assert_false (take (keys, data + 1, size - 1));
  g_byte_array_append (summed, data + 1, (guint) size - 1);
  add_sum (&keys, summed);
  take (keys, summed->data, summed->len);
  return 0;
}
