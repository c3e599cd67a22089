/* SPDX-License-Identifier: EUPL-1.2 */
#include "cards/emrtd/double-private.h"

#include <string.h>

#include "drivers/card/tlv.h"

/* ISO/IEC 7816-4, 5.2, short commands: all that fits a reader of any kind. */
static gboolean
parse_command (const guint8 *bytes, gsize length, DoubleCommand *command)
{
  gsize rest;

  *command = (DoubleCommand){ 0 };
  if (length < 4)
    return FALSE;
  memcpy (command->header, bytes, 4);
  if (length == 4)
    return TRUE;
  rest = length - 5;
  if (rest > 0)
    {
      command->length = bytes[4];
      command->data = bytes + 5;
      if (command->length == 0 || rest < command->length || rest > command->length + 1)
        return FALSE;
      rest -= command->length;
    }
  if (length == 5 || rest == 1)
    command->expected = bytes[length - 1] != 0 ? bytes[length - 1] : 256;
  return TRUE;
}

static void
pad (GByteArray *array, gsize block)
{
  static const guint8 padding[16] = { 0x80 };

  g_byte_array_append (array, padding, (guint) (block - array->len % block));
}

/* The sum over header and what stands before it. */
static gboolean
sum_holds (DoubleChannel *channel, const guint8 *header, ParvisTlvSpan summed, const ParvisTlv *mac)
{
  g_autoptr (GByteArray) message = g_byte_array_append (g_byte_array_new (), header, 4);
  guint8 sum[8];

  pad (message, double_channel_block (channel));
  if (summed.length > 0)
    {
      g_byte_array_append (message, summed.data, (guint) summed.length);
      pad (message, double_channel_block (channel));
    }
  double_channel_sum (channel, message, sum);
  return mac->value.length == sizeof sum && memcmp (sum, mac->value.data, sizeof sum) == 0;
}

static GBytes *
decrypt (DoubleChannel *channel, const ParvisTlvSpan *value)
{
  g_autoptr (GBytes) padded = double_channel_decrypt (channel, value->data + 1, value->length - 1);
  gsize length;
  const guint8 *data = g_bytes_get_data (padded, &length);

  while (length > 0 && data[length - 1] == 0)
    length--;
  g_assert_cmpuint (length, >, 0);
  g_assert_cmphex (data[length - 1], ==, 0x80);
  return g_bytes_new (data, length - 1);
}

/* What was protected; @plain keeps its data. */
static gboolean
unprotect (EmrtdDouble *self, const DoubleCommand *command, DoubleCommand *inner, GBytes **plain)
{
  ParvisTlvSpan all = { command->data, command->length };
  ParvisTlv mac, cryptogram, expected;

  *inner = (DoubleCommand){ 0 };
  memcpy (inner->header, command->header, 4);
  double_channel_count (self->channel);
  if (!parvis_tlv_find (all, 0x8E, &mac))
    return FALSE;
  if (!sum_holds (self->channel, command->header, (ParvisTlvSpan){ all.data, (gsize) (mac.whole.data - all.data) },
                  &mac))
    return FALSE;
  if (parvis_tlv_find (all, 0x87, &cryptogram) && cryptogram.value.length > 1)
    {
      *plain = decrypt (self->channel, &cryptogram.value);
      inner->data = g_bytes_get_data (*plain, &inner->length);
    }
  if (parvis_tlv_find (all, 0x97, &expected))
    inner->expected = expected.value.data[0] != 0 ? expected.value.data[0] : 256;
  return TRUE;
}

static void
protect (EmrtdDouble *self, GByteArray *data, guint16 status, GByteArray *answer)
{
  const guint8 word[] = { (guint8) (status >> 8), (guint8) status };
  g_autoptr (GByteArray) message = g_byte_array_new ();
  guint8 sum[8];

  double_channel_count (self->channel);
  if (data->len > 0)
    {
      g_autoptr (GByteArray) value = g_byte_array_append (g_byte_array_new (), (const guint8 *) "\1", 1);
      g_autoptr (GBytes) encrypted = NULL;

      pad (data, double_channel_block (self->channel));
      encrypted = double_channel_encrypt (self->channel, data);
      g_byte_array_append (value, g_bytes_get_data (encrypted, NULL), (guint) g_bytes_get_size (encrypted));
      parvis_tlv_append (answer, 0x87, value->data, value->len);
    }
  parvis_tlv_append (answer, 0x99, word, 2);
  g_byte_array_append (message, answer->data, answer->len);
  pad (message, double_channel_block (self->channel));
  double_channel_sum (self->channel, message, sum);
  sum[0] ^= emrtd_double_goes_wrong (self, EMRTD_FAULT_MAC) ? 0x01 : 0x00;
  parvis_tlv_append (answer, 0x8E, sum, sizeof sum);
}

static guint16
answer_secure (EmrtdDouble *self, const DoubleCommand *command, GByteArray *answer)
{
  g_autoptr (GByteArray) data = g_byte_array_new ();
  g_autoptr (GBytes) plain = NULL;
  DoubleCommand inner;
  guint16 status;

  if (!unprotect (self, command, &inner, &plain))
    {
      emrtd_double_reset (self);
      return 0x6988;
    }
  status = emrtd_double_execute (self, &inner, data);
  if (emrtd_double_goes_wrong (self, EMRTD_FAULT_PLAIN))
    {
      g_byte_array_append (answer, data->data, data->len);
      return status;
    }
  protect (self, data, status, answer);
  return status;
}

static guint16
answer_command (EmrtdDouble *self, const guint8 *bytes, gsize length, GByteArray *answer)
{
  DoubleCommand command;
  guint16 status;

  if (!parse_command (bytes, length, &command))
    return 0x6700;
  if ((command.header[0] & 0x0C) == 0x0C)
    return self->channel != NULL ? answer_secure (self, &command, answer) : 0x6882;
  if (self->channel != NULL) /* 9303-11, 9.8.5: a plain command ends the session */
    emrtd_double_reset (self);
  status = emrtd_double_execute (self, &command, answer);
  self->channel = g_steal_pointer (&self->next);
  return status;
}

static gsize
on_command (gpointer user_data, const guint8 *command, gsize length, guint8 *out)
{
  EmrtdDouble *self = user_data;
  g_autoptr (GByteArray) answer = g_byte_array_new ();
  guint16 status = answer_command (self, command, length, answer);

  self->commands++;
  if (self->options.delay_ms > 0)
    g_poll (NULL, 0, (int) self->options.delay_ms);
  if (emrtd_double_goes_wrong (self, EMRTD_FAULT_REMOVED))
    return VPCD_REMOVE;
  if (emrtd_double_goes_wrong (self, EMRTD_FAULT_MUTE))
    return VPCD_MUTE;
  if (answer->len > 0)
    memcpy (out, answer->data, answer->len);
  return answer->len + vpcd_status (out + answer->len, status);
}

static void
on_reset (gpointer user_data)
{
  emrtd_double_reset (user_data);
}

const VpcdCard emrtd_double_card
    = { .command = on_command, .reset = on_reset, .atr = vpcd_contactless_atr, .atr_length = 5 };

static gboolean
transmit (gpointer user_data, const guint8 *command, gsize command_length, guint8 *answer, gsize *length,
          GError **error)
{
  *length = on_command (user_data, command, command_length, answer);
  if (*length == VPCD_REMOVE)
    g_set_error_literal (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_REMOVED, "the card was taken away");
  else if (*length == VPCD_MUTE)
    g_set_error_literal (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_MUTE, "the card does not answer");
  else
    return TRUE;
  return FALSE;
}

ParvisCardLink *
emrtd_double_link (EmrtdDouble *self)
{
  static const ParvisCardLinkKind kind = { .transmit = transmit };

  emrtd_double_reset (self); /* a new link is a card put down anew */
  return parvis_card_link_new (&kind, self);
}
