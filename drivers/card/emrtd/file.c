/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/card/emrtd/file.h"

#include <string.h>

#include "base/secret.h"

/* The longest piece whose answer under secure messaging still is a short one, whatever the cipher: 224 bytes encrypted,
 * 4 before them, 14 for status and sum. */
#define PIECE 223
#define HEAD  4 /* tag, and a length of up to three bytes */

enum
{
  INS_SELECT = 0xA4,
  INS_READ_BINARY = 0xB0,
  SELECT_FILE = 0x02,
  SELECT_NAME = 0x04,
  NO_DATA_BACK = 0x0C,
  STATUS_OK = 0x9000,
  STATUS_END_OF_FILE = 0x6282, /* less than was asked for: what came is good */
};

static gboolean
select_by (ParvisEmrtdChannel *channel, guint8 how, const guint8 *name, gsize length, guint16 *status, GError **error)
{
  const ParvisCardCommand command
      = { .ins = INS_SELECT, .p1 = how, .p2 = NO_DATA_BACK, .data = name, .data_length = length };
  g_autoptr (GBytes) answer = parvis_emrtd_channel_command (channel, &command, status, error);

  return answer != NULL;
}

gboolean
parvis_emrtd_select_root (ParvisEmrtdChannel *channel, GError **error)
{
  static const guint8 root[] = { 0x3F, 0x00 };
  guint16 status;

  return select_by (channel, 0, root, sizeof root, &status, error);
}

gboolean
parvis_emrtd_select_application (ParvisEmrtdChannel *channel, GError **error)
{
  static const guint8 name[] = { 0xA0, 0x00, 0x00, 0x02, 0x47, 0x10, 0x01 }; /* 9303-10, 4.1 */
  guint16 status;

  if (!select_by (channel, SELECT_NAME, name, sizeof name, &status, error))
    return FALSE;
  if (status == STATUS_OK)
    return TRUE;
  g_set_error (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_UNSUPPORTED,
               "the card is no identity document that can be read (%04X)", status);
  return FALSE;
}

static gboolean
fail (GError **error, ParvisCardError code, guint16 file, const char *what)
{
  g_set_error (error, PARVIS_CARD_ERROR, (int) code, "file %04X: %s", file, what);
  return FALSE;
}

/* @length bytes at most from @offset on to @out; how many to @got, at least one. */
static gboolean
read_piece (ParvisEmrtdChannel *channel, guint16 file, gsize offset, guint8 *out, gsize length, gsize *got,
            GError **error)
{
  const ParvisCardCommand command
      = { .ins = INS_READ_BINARY, .p1 = (guint8) (offset >> 8), .p2 = (guint8) offset, .expected = (guint) length };
  guint16 status;
  g_autoptr (GBytes) answer = parvis_emrtd_channel_command (channel, &command, &status, error);
  const guint8 *data;

  if (answer == NULL)
    return FALSE;
  data = g_bytes_get_data (answer, got);
  if (status != STATUS_OK && status != STATUS_END_OF_FILE)
    {
      g_set_error (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_REFUSED, "file %04X: the card refused to read it (%04X)",
                   file, status);
      return FALSE;
    }
  if (*got == 0 || *got > length)
    return fail (error, PARVIS_CARD_ERROR_PROTOCOL, file, "nothing came, or more than was asked for");
  memcpy (out, data, *got);
  return TRUE;
}

/* The length of the whole object, of which @length bytes are at @head; 0: it is none. */
static gsize
object_length (const guint8 *head, gsize length)
{
  gsize bytes = length > 1 && head[1] > 0x80 ? head[1] & 0x7Fu : 0;
  gsize value = 0;

  if (length < 2 || head[1] == 0x80 || bytes > HEAD - 2 || length < 2 + bytes)
    return 0;
  for (gsize i = 0; i < bytes; i++)
    value = value << 8 | head[2 + i];
  return 2 + bytes + (bytes == 0 ? head[1] : value);
}

static gboolean
read_rest (ParvisEmrtdChannel *channel, guint16 file, guint8 *data, gsize have, gsize whole, ParvisEmrtdReading reading,
           gpointer user_data, GError **error)
{
  while (have < whole)
    {
      gsize got;

      if (!read_piece (channel, file, have, data + have, MIN (whole - have, PIECE), &got, error))
        return FALSE;
      have += got;
      if (reading != NULL)
        reading (have, whole, user_data);
    }
  return TRUE;
}

static GBytes *
read_selected (ParvisEmrtdChannel *channel, guint16 file, gsize most, ParvisEmrtdReading reading, gpointer user_data,
               GError **error)
{
  guint8 head[HEAD];
  gsize have, whole;
  guint8 *data;

  if (!read_piece (channel, file, 0, head, HEAD, &have, error))
    return NULL;
  whole = object_length (head, have);
  if (whole == 0 || whole > MIN (most, PARVIS_EMRTD_FILE_MAX))
    {
      fail (error, PARVIS_CARD_ERROR_PROTOCOL, file,
            whole == 0 ? "it has no length" : "it is longer than such a file can be");
      return NULL;
    }
  data = g_malloc0 (MAX (whole, HEAD));
  have = MIN (have, whole);
  memcpy (data, head, have);
  parvis_wipe (head, sizeof head);
  if (read_rest (channel, file, data, have, whole, reading, user_data, error))
    return parvis_secret_bytes_new_take (data, whole);
  parvis_wipe (data, whole);
  g_free (data);
  return NULL;
}

GBytes *
parvis_emrtd_read_file (ParvisEmrtdChannel *channel, guint16 file, gsize most, gboolean *missing,
                        ParvisEmrtdReading reading, gpointer user_data, GError **error)
{
  const guint8 name[] = { (guint8) (file >> 8), (guint8) file };
  guint16 status;

  if (missing != NULL)
    *missing = FALSE;
  if (!select_by (channel, SELECT_FILE, name, sizeof name, &status, error))
    return NULL;
  if (status == STATUS_OK)
    return read_selected (channel, file, most, reading, user_data, error);
  if (missing != NULL)
    *missing = TRUE;
  else
    g_set_error (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_REFUSED, "file %04X: the card has none (%04X)", file,
                 status);
  return NULL;
}
