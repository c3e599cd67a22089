/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/card/tag.h"

#include <string.h>

#include "base/secret.h"

#define INS_READ_BINARY 0xB0
#define CLA_READER      0xFF /* PC/SC part 3: said to the reader */
#define MOST_UID        16
/* Type 4 Tag, 5.1: what the capability container says, and where. */
#define CONTAINER_LENGTH 15
#define CONTAINER_FILE   0xE103
/* Type 2 Tag, 6.1. */
#define CONTAINER_PAGE 3
#define PAGE           4
#define READ           16                 /* four pages at once */
#define MOST_PAGED     ((256 - 4) * PAGE) /* a page's number is one byte */
#define NDEF_MAGIC     0xE1
#define TLV_NULL       0x00
#define TLV_NDEF       0x03
#define TLV_TERMINATOR 0xFE

typedef struct
{
  guint8 data[PARVIS_NDEF_MAX + 16];
  gsize length;
} Memory;

static Memory *
memory_new (void)
{
  return g_new0 (Memory, 1);
}

static void
memory_free (Memory *memory)
{
  parvis_wipe (memory, sizeof *memory);
  g_free (memory);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Memory, memory_free)

void
parvis_tag_free (ParvisTag *tag)
{
  if (tag == NULL)
    return;
  g_clear_pointer (&tag->uid, g_bytes_unref); /* wiped by the link that gave it */
  g_ptr_array_unref (tag->records);
  g_free (tag);
}

static gboolean
fail (GError **error, const char *message)
{
  g_set_error_literal (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_PROTOCOL, message);
  return FALSE;
}

/* %NULL with @error: the card is gone or worse. %NULL without: it says no. */
static GBytes *
ask (ParvisCardLink *link, const ParvisCardCommand *command, GError **error)
{
  guint16 status = 0;
  g_autoptr (GBytes) answer = parvis_card_link_command (link, command, &status, error);

  return answer != NULL && status == 0x9000 ? g_steal_pointer (&answer) : NULL;
}

static gboolean
read_uid (ParvisCardLink *link, ParvisTag *tag, GError **error)
{
  const ParvisCardCommand command = { .cla = CLA_READER, .ins = 0xCA, .expected = 256 };
  g_autoptr (GError) local = NULL;
  g_autoptr (GBytes) uid = ask (link, &command, &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (uid != NULL && g_bytes_get_size (uid) > 0 && g_bytes_get_size (uid) <= MOST_UID)
    tag->uid = g_steal_pointer (&uid);
  return TRUE;
}

/* Appends to @memory what stands at @place of what is selected: at most @length bytes, at least one. FALSE without
 * @error: refused. */
static gboolean
read_piece (ParvisCardLink *link, guint8 cla, gsize place, gsize length, Memory *memory, GError **error)
{
  const ParvisCardCommand command = {
    .cla = cla, .ins = INS_READ_BINARY, .p1 = (guint8) (place >> 8), .p2 = (guint8) place, .expected = (guint) length
  };
  g_autoptr (GBytes) piece = ask (link, &command, error);
  gsize size = piece != NULL ? g_bytes_get_size (piece) : 0;

  if (piece == NULL)
    return FALSE;
  if (size == 0 || size > length || size > sizeof memory->data - memory->length)
    return fail (error, "the tag reads more or less than it was asked to");
  memcpy (memory->data + memory->length, g_bytes_get_data (piece, NULL), size);
  memory->length += size;
  return TRUE;
}

static gboolean
take_message (ParvisTag *tag, const guint8 *data, gsize length, GError **error)
{
  GPtrArray *records = parvis_ndef_parse (data, length, error);

  if (records == NULL)
    return FALSE;
  g_ptr_array_unref (tag->records);
  tag->records = records;
  return TRUE;
}

/* ---- Type 4 ---- */

static gboolean
select_file (ParvisCardLink *link, guint file, GError **error)
{
  const guint8 name[] = { (guint8) (file >> 8), (guint8) file };
  const ParvisCardCommand command = { .ins = 0xA4, .p2 = 0x0C, .data = name, .data_length = sizeof name };
  g_autoptr (GBytes) answer = ask (link, &command, error);

  return answer != NULL;
}

/* All of @length bytes from the beginning of the selected file, in pieces of @most. */
static gboolean
read_file (ParvisCardLink *link, gsize length, gsize most, Memory *memory, GError **error)
{
  while (memory->length < length)
    if (!read_piece (link, 0, memory->length, MIN (length - memory->length, most), memory, error))
      return FALSE;
  return TRUE;
}

/* What the capability container says (Type 4 Tag, table 4), where everybody may read: the NDEF file, and how much at
 * once. */
static gboolean
find_file (ParvisCardLink *link, guint *file, gsize *most, GError **error)
{
  g_autoptr (Memory) container = memory_new ();
  const guint8 *data = container->data;

  if (!select_file (link, CONTAINER_FILE, error)
      || !read_file (link, CONTAINER_LENGTH, CONTAINER_LENGTH, container, error))
    return FALSE;
  if (data[7] != 0x04 || data[8] != 6 || data[13] != 0x00)
    return FALSE;
  *most = (gsize) (data[3] << 8 | data[4]);
  *file = (guint) (data[9] << 8 | data[10]);
  if (*most == 0)
    return fail (error, "the tag lets nothing be read");
  *most = MIN (*most, 255);
  return TRUE;
}

static gboolean
read_type_4 (ParvisCardLink *link, ParvisTag *tag, GError **error)
{
  static const guint8 aid[] = { 0xD2, 0x76, 0x00, 0x00, 0x85, 0x01, 0x01 };
  const ParvisCardCommand select = { .ins = 0xA4, .p1 = 0x04, .data = aid, .data_length = sizeof aid, .expected = 256 };
  g_autoptr (GBytes) selected = ask (link, &select, error);
  g_autoptr (Memory) memory = memory_new ();
  gsize most = 0, length;
  guint file = 0;

  if (selected == NULL || !find_file (link, &file, &most, error) || !select_file (link, file, error)
      || !read_file (link, 2, MIN (most, 2), memory, error))
    return FALSE;
  length = (gsize) (memory->data[0] << 8 | memory->data[1]);
  if (length > PARVIS_NDEF_MAX)
    return fail (error, "an NDEF message that is too long");
  if (!read_file (link, 2 + length, most, memory, error))
    return FALSE;
  tag->type = PARVIS_TAG_TYPE_4;
  return take_message (tag, memory->data + 2, length, error);
}

/* ---- Type 2 ---- */

/* The memory from the first data page on, until @wanted bytes are there. FALSE: there are not. */
static gboolean
reach (ParvisCardLink *link, Memory *memory, gsize size, gsize wanted, GError **error)
{
  if (wanted > size)
    return fail (error, "the tag says more than it holds");
  while (memory->length < wanted)
    {
      gsize before = memory->length;

      if (!read_piece (link, CLA_READER, CONTAINER_PAGE + 1 + before / PAGE, READ, memory, error))
        return FALSE;
      if ((memory->length - before) % PAGE != 0)
        return fail (error, "the tag reads parts of a page");
    }
  return TRUE;
}

/* A TLV's head at @at (Type 2 Tag, 2.3). */
static gboolean
read_head (ParvisCardLink *link, Memory *memory, gsize size, gsize *at, guint8 *kind, gsize *length, GError **error)
{
  if (!reach (link, memory, size, *at + 1, error))
    return FALSE;
  *kind = memory->data[(*at)++];
  *length = 0;
  if (*kind == TLV_NULL || *kind == TLV_TERMINATOR)
    return TRUE;
  if (!reach (link, memory, size, *at + 1, error))
    return FALSE;
  *length = memory->data[(*at)++];
  if (*length != 0xFF)
    return TRUE;
  if (!reach (link, memory, size, *at + 2, error))
    return FALSE;
  *length = (gsize) (memory->data[*at] << 8 | memory->data[*at + 1]);
  *at += 2;
  return TRUE;
}

static gboolean
read_type_2 (ParvisCardLink *link, ParvisTag *tag, GError **error)
{
  g_autoptr (Memory) container = memory_new (), memory = memory_new ();
  gsize size, at = 0, length = 0;
  guint8 kind = TLV_NULL;

  if (!read_piece (link, CLA_READER, CONTAINER_PAGE, READ, container, error) || container->length < PAGE
      || container->data[0] != NDEF_MAGIC || (container->data[3] & 0xF0) != 0)
    return FALSE;
  size = MIN ((gsize) container->data[2] * 8, MOST_PAGED);
  while (kind != TLV_NDEF && kind != TLV_TERMINATOR && at < size)
    {
      at += length;
      if (!read_head (link, memory, size, &at, &kind, &length, error))
        return FALSE;
    }
  if (kind != TLV_NDEF)
    return FALSE;
  if (!reach (link, memory, size, at + length, error))
    return FALSE;
  tag->type = PARVIS_TAG_TYPE_2;
  return take_message (tag, memory->data + at, length, error);
}

/* ---- public ---- */

ParvisTag *
parvis_tag_read (ParvisCardLink *link, GError **error)
{
  g_autoptr (ParvisTag) tag = g_new0 (ParvisTag, 1);
  g_autoptr (GError) local = NULL;

  tag->records = g_ptr_array_new_with_free_func ((GDestroyNotify) parvis_ndef_record_free);
  if (!read_uid (link, tag, error))
    return NULL;
  if (!read_type_4 (link, tag, &local))
    {
      /* A tag that is no card does not understand SELECT, and some readers then say that it is mute. */
      if (g_error_matches (local, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_MUTE))
        g_clear_error (&local);
      if (local == NULL && tag->type == PARVIS_TAG_PLAIN)
        read_type_2 (link, tag, &local);
    }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  return g_steal_pointer (&tag);
}
