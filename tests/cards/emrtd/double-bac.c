/* SPDX-License-Identifier: EUPL-1.2 */
#define OPENSSL_SUPPRESS_DEPRECATED /* plain DES: here it is what makes the two sides different */
#include "cards/emrtd/double-bac.h"

#include <string.h>

#include <openssl/des.h>
#include <openssl/rand.h>
#include <openssl/sha.h>

typedef struct
{
  DES_key_schedule one, two;
} Key;

struct _DoubleDes
{
  Key encryption, mac;
  guint8 counter[8];
};

static void
derive (const guint8 *seed, guint8 purpose, Key *key)
{
  guint8 message[20] = { 0 }, digest[SHA_DIGEST_LENGTH];
  DES_cblock half;

  memcpy (message, seed, 16);
  message[19] = purpose;
  SHA1 (message, sizeof message, digest);
  memcpy (half, digest, 8);
  DES_set_key_unchecked (&half, &key->one);
  memcpy (half, digest + 8, 8);
  DES_set_key_unchecked (&half, &key->two);
}

static void
crypt_blocks (Key *key, const guint8 *in, guint8 *out, gsize length, int direction)
{
  DES_cblock iv = { 0 };

  DES_ede2_cbc_encrypt (in, out, (long) length, &key->one, &key->two, &iv, direction);
}

/* Retail MAC over whole blocks. */
static void
sum_blocks (Key *key, const GByteArray *data, guint8 *mac)
{
  DES_cblock state = { 0 }, out;

  g_assert_cmpuint (data->len % 8, ==, 0);
  for (gsize block = 0; block < data->len; block += 8)
    {
      for (gsize i = 0; i < 8; i++)
        state[i] ^= data->data[block + i];
      DES_ecb_encrypt (&state, &out, &key->one, DES_ENCRYPT);
      memcpy (state, out, 8);
    }
  DES_ecb_encrypt (&state, &out, &key->two, DES_DECRYPT);
  DES_ecb_encrypt (&out, &state, &key->one, DES_ENCRYPT);
  memcpy (mac, state, 8);
}

/* Over the 32 bytes of a message of BAC. */
static void
sum_message (Key *key, const guint8 *message, guint8 *mac)
{
  static const guint8 padding[8] = { 0x80 };
  g_autoptr (GByteArray) data = g_byte_array_append (g_byte_array_new (), message, 32);

  g_byte_array_append (data, padding, sizeof padding);
  sum_blocks (key, data, mac);
}

static DoubleDes *
open_session (const guint8 *seed, const guint8 *ours, const guint8 *theirs)
{
  DoubleDes *self = g_new0 (DoubleDes, 1);

  derive (seed, 1, &self->encryption);
  derive (seed, 2, &self->mac);
  memcpy (self->counter, ours + 4, 4);
  memcpy (self->counter + 4, theirs + 4, 4);
  return self;
}

DoubleDes *
double_bac_authenticate (const guint8 *secret, const guint8 *challenge, const guint8 *message, guint8 *answer)
{
  Key encryption, mac;
  guint8 sum[8], plain[32], ours[32], seed[16];

  derive (secret, 1, &encryption);
  derive (secret, 2, &mac);
  sum_message (&mac, message, sum);
  if (memcmp (sum, message + 32, 8) != 0)
    return NULL;
  crypt_blocks (&encryption, message, plain, sizeof plain, DES_DECRYPT);
  if (memcmp (plain + 8, challenge, 8) != 0)
    return NULL;
  memcpy (ours, challenge, 8);
  memcpy (ours + 8, plain, 8);
  RAND_bytes (ours + 16, 16);
  crypt_blocks (&encryption, ours, answer, sizeof ours, DES_ENCRYPT);
  sum_message (&mac, answer, answer + 32);
  for (gsize i = 0; i < 16; i++)
    seed[i] = ours[16 + i] ^ plain[16 + i];
  return open_session (seed, challenge, plain);
}

void
double_des_free (DoubleDes *self)
{
  g_free (self);
}

void
double_des_count (DoubleDes *self)
{
  for (gsize i = sizeof self->counter; i-- > 0;)
    if (++self->counter[i] != 0)
      return;
}

void
double_des_sum (DoubleDes *self, const GByteArray *data, guint8 *mac)
{
  g_autoptr (GByteArray) all = g_byte_array_append (g_byte_array_new (), self->counter, sizeof self->counter);

  g_byte_array_append (all, data->data, data->len);
  sum_blocks (&self->mac, all, mac);
}

GBytes *
double_des_crypt (DoubleDes *self, const guint8 *data, gsize length, gboolean encrypt)
{
  guint8 *out = g_malloc (length);

  crypt_blocks (&self->encryption, data, out, length, encrypt ? DES_ENCRYPT : DES_DECRYPT);
  return g_bytes_new_take (out, length);
}
