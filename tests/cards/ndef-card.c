/* SPDX-License-Identifier: EUPL-1.2 */
#include "cards/ndef-card.h"

#include <string.h>

static const guint8 application[] = { 0xD2, 0x76, 0x00, 0x00, 0x85, 0x01, 0x01 };
static const guint8 type_4_uid[] = { 0x04, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66 };
/* Type 4 Tag 2.0, table 4: reads 59 bytes at once, file E104, 512 bytes, read by all, written by nobody. */
static const guint8 type_4_container[]
    = { 0x00, 0x0F, 0x20, 0x00, 0x3B, 0x00, 0x34, 0x04, 0x06, 0xE1, 0x04, 0x02, 0x00, 0x00, 0xFF };
/* Type 2 Tag 1.1: version 1.0, 496 bytes, read by all, written by nobody. */
static const guint8 type_2_container[] = { 0xE1, 0x10, 0x3E, 0x0F };

static gsize
answer_bytes (guint8 *answer, const guint8 *data, gsize length)
{
  memcpy (answer, data, length);
  return length + vpcd_status (answer + length, 0x9000);
}

static gsize
select_file (NdefCard *self, const guint8 *command, gsize length, guint8 *answer)
{
  guint file = length >= 7 ? (guint) (command[5] << 8 | command[6]) : 0;

  if (command[2] == 0x04)
    {
      self->application = length >= 12 && command[4] == sizeof application
                          && memcmp (command + 5, application, sizeof application) == 0;
      self->file = NULL;
      return vpcd_status (answer, self->application ? 0x9000 : 0x6A82);
    }
  if (!self->application || (file != 0xE103 && file != 0xE104))
    return vpcd_status (answer, 0x6A82);
  self->file = file == 0xE103 ? type_4_container : self->memory;
  self->file_length = file == 0xE103 ? sizeof type_4_container : self->length;
  return vpcd_status (answer, 0x9000);
}

static gsize
read_file (const NdefCard *self, const guint8 *command, guint8 *answer)
{
  gsize place = (gsize) (command[2] << 8 | command[3]);
  gsize wanted = command[4] == 0 ? 256 : command[4];

  if (self->file == NULL)
    return vpcd_status (answer, 0x6986);
  if (place > self->file_length)
    return vpcd_status (answer, 0x6B00);
  return answer_bytes (answer, self->file + place, MIN (wanted, self->file_length - place));
}

/* Four pages from the one asked for, as the chips give them. */
static gsize
read_pages (const NdefCard *self, guint page, guint8 *answer)
{
  guint8 pages[16 + sizeof self->memory] = { 0 };

  memcpy (pages, self->uid, MIN (self->uid_length, 8));
  memcpy (pages + 12, type_2_container, sizeof type_2_container);
  memcpy (pages + 16, self->memory, sizeof self->memory);
  if (page * 4 + 16 > sizeof pages)
    return vpcd_status (answer, 0x6A82);
  return answer_bytes (answer, pages + page * 4, 16);
}

gsize
ndef_card_command (gpointer data, const guint8 *command, gsize length, guint8 *answer)
{
  NdefCard *self = data;

  if (length < 5)
    return vpcd_status (answer, 0x6700);
  if (command[0] == 0xFF && command[1] == 0xCA)
    return answer_bytes (answer, self->uid, self->uid_length);
  if (command[0] == 0xFF && command[1] == 0xB0 && self->kind == NDEF_TYPE_2)
    return read_pages (self, command[3], answer);
  if (command[0] == 0x00 && command[1] == 0xA4 && self->kind == NDEF_TYPE_4)
    return select_file (self, command, length, answer);
  if (command[0] == 0x00 && command[1] == 0xB0 && self->kind == NDEF_TYPE_4)
    return read_file (self, command, answer);
  return vpcd_status (answer, 0x6D00);
}

static void
reset (gpointer data)
{
  ((NdefCard *) data)->application = FALSE;
  ((NdefCard *) data)->file = NULL;
}

void
ndef_card_init (NdefCard *self, NdefKind kind, const guint8 *message, gsize length)
{
  gboolean storage = kind != NDEF_TYPE_4;

  *self = (NdefCard){ .kind = kind, .uid = type_4_uid, .uid_length = sizeof type_4_uid };
  self->card = (VpcdCard){ ndef_card_command, reset, storage ? vpcd_storage_atr : vpcd_contactless_atr,
                           storage ? sizeof vpcd_storage_atr : sizeof vpcd_contactless_atr };
  if (kind == NDEF_TYPE_4)
    {
      self->memory[0] = (guint8) (length >> 8);
      self->memory[1] = (guint8) length;
      memcpy (self->memory + 2, message, length);
      self->length = length + 2;
    }
  else if (kind == NDEF_TYPE_2)
    {
      const guint8 head[] = { 0x01, 0x03, 0xA0, 0x0C, 0x34, 0x00, 0x03, 0xFF, (guint8) (length >> 8), (guint8) length };

      memcpy (self->memory, head, sizeof head); /* lock control, nothing, then the message in the long form */
      memcpy (self->memory + sizeof head, message, length);
      self->memory[sizeof head + length] = 0xFE;
    }
}
