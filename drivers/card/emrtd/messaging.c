/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/card/emrtd/messaging.h"

#include <string.h>

#include <openssl/crypto.h>

#include "base/secret.h"
#include "drivers/card/tlv.h"

#define CLA_SECURE 0x0C /* 9.8.4: secure messaging, the header is authenticated */
#define SHORT_MAX  255

enum
{
  TAG_CRYPTOGRAM = 0x87, /* padding indicator 01, then data */
  TAG_EXPECTED = 0x97,
  TAG_STATUS = 0x99,
  TAG_MAC = 0x8E,
};

void
parvis_emrtd_keys_wipe (ParvisEmrtdKeys *keys)
{
  parvis_wipe (keys, sizeof *keys);
}

void
parvis_emrtd_channel_clear (ParvisEmrtdChannel *self)
{
  parvis_emrtd_keys_wipe (&self->keys);
  self->secure = FALSE;
}

gboolean
parvis_emrtd_keys_derive (ParvisEmrtdKeys *keys, ParvisEmrtdCipher cipher, const guint8 *secret, gsize length,
                          GError **error)
{
  keys->cipher = cipher;
  memset (keys->counter, 0, sizeof keys->counter);
  return parvis_emrtd_derive (cipher, secret, length, PARVIS_EMRTD_FOR_ENCRYPTION, keys->encryption, error)
         && parvis_emrtd_derive (cipher, secret, length, PARVIS_EMRTD_FOR_MAC, keys->mac, error);
}

static void
count_up (ParvisEmrtdKeys *keys)
{
  for (gsize i = parvis_emrtd_block_size (keys->cipher); i-- > 0;)
    if (++keys->counter[i] != 0)
      return;
}

/* 9.8.6.1: zero for 3DES; 9.8.6.2: the counter, encrypted, for AES. */
static gboolean
make_iv (ParvisEmrtdKeys *keys, guint8 *iv, GError **error)
{
  memset (iv, 0, PARVIS_EMRTD_BLOCK_MAX);
  if (keys->cipher == PARVIS_EMRTD_3DES)
    return TRUE;
  return parvis_emrtd_encrypt (keys->cipher, keys->encryption, NULL, keys->counter, PARVIS_EMRTD_BLOCK_MAX, iv, error);
}

/* The sum over the counter, @head (padded by itself, may be empty) and @body. */
static gboolean
sum (ParvisEmrtdKeys *keys, const guint8 *head, gsize head_length, const guint8 *body, gsize body_length, guint8 *mac,
     GError **error)
{
  gsize block = parvis_emrtd_block_size (keys->cipher);
  g_autoptr (GByteArray) message = g_byte_array_append (g_byte_array_new (), keys->counter, (guint) block);

  if (head_length > 0)
    {
      g_byte_array_append (message, head, (guint) head_length);
      parvis_emrtd_pad (message, block);
    }
  if (body_length > 0)
    {
      g_byte_array_append (message, body, (guint) body_length);
      parvis_emrtd_pad (message, block);
    }
  return parvis_emrtd_mac_padded (keys->cipher, keys->mac, message->data, message->len, mac, error);
}

static gboolean
add_cryptogram (ParvisEmrtdKeys *keys, const ParvisCardCommand *command, GByteArray *body, GError **error)
{
  gsize block = parvis_emrtd_block_size (keys->cipher);
  gsize length = (command->data_length / block + 1) * block;
  g_autofree guint8 *value = g_malloc0 (1 + length);
  guint8 iv[PARVIS_EMRTD_BLOCK_MAX];
  gboolean done;

  value[0] = 0x01; /* padded by method 2 */
  memcpy (value + 1, command->data, command->data_length);
  value[1 + command->data_length] = 0x80;
  done = make_iv (keys, iv, error)
         && parvis_emrtd_encrypt (keys->cipher, keys->encryption, iv, value + 1, length, value + 1, error);
  if (done)
    parvis_tlv_append (body, TAG_CRYPTOGRAM, value, 1 + length);
  else
    parvis_wipe (value, 1 + length);
  return done;
}

static void
add_expected (GByteArray *body, guint expected, gboolean extended)
{
  guint8 value[] = { (guint8) (expected >> 8), (guint8) expected };

  if (extended)
    parvis_tlv_append (body, TAG_EXPECTED, value, 2);
  else
    parvis_tlv_append (body, TAG_EXPECTED, value + 1, 1); /* 256 is 00 */
}

static GByteArray *
frame (const guint8 *header, const GByteArray *body, gboolean extended)
{
  GByteArray *apdu = g_byte_array_append (g_byte_array_new (), header, 4);
  const guint8 length[] = { 0, (guint8) (body->len >> 8), (guint8) body->len };
  const guint8 anything[] = { 0, 0 };

  g_byte_array_append (apdu, extended ? length : length + 2, extended ? 3 : 1);
  g_byte_array_append (apdu, body->data, body->len);
  return g_byte_array_append (apdu, anything, extended ? 2 : 1);
}

GByteArray *
parvis_emrtd_protect (ParvisEmrtdKeys *keys, const ParvisCardCommand *command, GError **error)
{
  const guint8 header[] = { command->cla | CLA_SECURE, command->ins, command->p1, command->p2 };
  const gsize overhead = 4 + 1 + PARVIS_EMRTD_BLOCK_MAX + 4 + 2 + PARVIS_EMRTD_MAC;
  gboolean extended = command->data_length + overhead > SHORT_MAX || command->expected > SHORT_MAX + 1;
  g_autoptr (GByteArray) body = g_byte_array_new ();
  guint8 mac[PARVIS_EMRTD_MAC];

  if (command->data_length + overhead > PARVIS_CARD_COMMAND_MAX)
    {
      g_set_error_literal (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_PROTOCOL,
                           "a command longer than any card takes");
      return NULL;
    }
  count_up (keys);
  if (command->data_length > 0 && !add_cryptogram (keys, command, body, error))
    return NULL;
  if (command->expected > 0)
    add_expected (body, command->expected, extended);
  if (!sum (keys, header, sizeof header, body->data, body->len, mac, error))
    return NULL;
  parvis_tlv_append (body, TAG_MAC, mac, sizeof mac);
  return frame (header, body, extended);
}

typedef struct
{
  ParvisTlv cryptogram, status, mac;
  gboolean has_cryptogram;
  gsize summed; /* bytes before the sum */
} Answer;

/* 9.8.4: [87] 99 8E in this order, each once, and nothing else. */
static gboolean
take_apart (const guint8 *data, gsize length, Answer *answer)
{
  ParvisTlvSpan rest = { data, length };

  *answer = (Answer){ 0 };
  if (!parvis_tlv_next (&rest, &answer->status))
    return FALSE;
  if (answer->status.tag == TAG_CRYPTOGRAM)
    {
      answer->has_cryptogram = TRUE;
      answer->cryptogram = answer->status;
      if (!parvis_tlv_next (&rest, &answer->status))
        return FALSE;
    }
  answer->summed = length - rest.length;
  return answer->status.tag == TAG_STATUS && answer->status.value.length == 2 && parvis_tlv_next (&rest, &answer->mac)
         && answer->mac.tag == TAG_MAC && answer->mac.value.length == PARVIS_EMRTD_MAC && rest.length == 0;
}

static GBytes *
decrypt (ParvisEmrtdKeys *keys, const ParvisTlvSpan *value, GError **error)
{
  gsize block = parvis_emrtd_block_size (keys->cipher), length = value->length - 1;
  guint8 iv[PARVIS_EMRTD_BLOCK_MAX];
  guint8 *plain = g_malloc0 (MAX (length, 1));
  gsize whole = length;

  if (value->data[0] == 0x01 && length > 0 && length % block == 0 && make_iv (keys, iv, error)
      && parvis_emrtd_decrypt (keys->cipher, keys->encryption, iv, value->data + 1, length, plain, error)
      && parvis_emrtd_unpad (plain, &length))
    {
      parvis_wipe (plain + length, whole - length);
      return parvis_secret_bytes_new_take (plain, length);
    }
  parvis_wipe (plain, whole);
  g_free (plain);
  if (error == NULL || *error == NULL)
    g_set_error_literal (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_PROTOCOL,
                         "the card's encrypted answer has no proper padding");
  return NULL;
}

GBytes *
parvis_emrtd_unprotect (ParvisEmrtdKeys *keys, const guint8 *data, gsize length, guint16 *status, GError **error)
{
  Answer answer;
  guint8 mac[PARVIS_EMRTD_MAC];

  count_up (keys);
  if (!take_apart (data, length, &answer) || (answer.has_cryptogram && answer.cryptogram.value.length == 0))
    {
      g_set_error_literal (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_PROTOCOL, "the card left secure messaging");
      return NULL;
    }
  if (!sum (keys, NULL, 0, data, answer.summed, mac, error))
    return NULL;
  if (CRYPTO_memcmp (mac, answer.mac.value.data, sizeof mac) != 0)
    {
      g_set_error_literal (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_FORGED,
                           "an answer of the card was changed on its way");
      return NULL;
    }
  *status = (guint16) (answer.status.value.data[0] << 8 | answer.status.value.data[1]);
  if (!answer.has_cryptogram)
    return g_bytes_new (NULL, 0);
  return decrypt (keys, &answer.cryptogram.value, error);
}

GBytes *
parvis_emrtd_channel_command (ParvisEmrtdChannel *self, const ParvisCardCommand *command, guint16 *status,
                              GError **error)
{
  g_autoptr (GByteArray) apdu = NULL;
  g_autoptr (GBytes) answer = NULL;
  gsize length;
  const guint8 *data;

  if (!self->secure)
    return parvis_card_link_command (self->link, command, status, error);
  apdu = parvis_emrtd_protect (&self->keys, command, error);
  if (apdu == NULL)
    return NULL;
  answer = parvis_card_link_send (self->link, apdu->data, apdu->len, status, error);
  if (answer == NULL)
    return NULL;
  data = g_bytes_get_data (answer, &length);
  return parvis_emrtd_unprotect (&self->keys, data, length, status, error);
}
