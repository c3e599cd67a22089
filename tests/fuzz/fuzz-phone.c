/* SPDX-License-Identifier: EUPL-1.2
 *
 * Anything a telephone's browser may send, after libmicrohttpd has found the parts: a line "METHOD PATH", then parts,
 * each a line "FIELD<TAB>FILENAME<TAB>PIECES" and bytes up to a line of "--". "@" in the path stands for the token of a
 * slot that is open. Every answer is a page of ours with its headers; nothing that comes in stands unescaped in it.
 */
#include <gio/gio.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "sync/hub/phone/phone.h"
#include "sync/seal/seal-key.h"

#define MOST 200 /* bytes of a file */

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static ParvisHubSlots *
open_slots (ParvisHubSlotOpened *opened)
{
  static ParvisSealKey *key = NULL;
  ParvisHubSlots *slots = parvis_hub_slots_new ();

  if (key == NULL)
    key = parvis_seal_key_new (NULL);
  parvis_hub_slots_set_address (slots, "https://a/");
  g_assert_cmpint (parvis_hub_slots_open (slots, "borne-1", parvis_seal_key_certificate (key), "Un <papier> & plus", 2,
                                          MOST, opened),
                   ==, PARVIS_HUB_SLOT_OK);
  return slots;
}

/* In as many pieces as the part says. */
static void
give_part (ParvisHubPhone *phone, const char *head, const char *bytes, gsize size)
{
  g_auto (GStrv) words = g_strsplit (head, "\t", 3);
  const char *field = words[0], *name = field != NULL ? words[1] : NULL;
  gsize pieces = name != NULL && words[2] != NULL ? (gsize) (atoi (words[2]) & 7) + 1 : 1;
  gsize at = 0;

  for (gsize i = 0; i < pieces && field != NULL; i++)
    {
      gsize piece = i + 1 == pieces ? size - at : size / pieces;

      parvis_hub_phone_piece (phone, field, name, bytes + at, at, piece);
      at += piece;
    }
}

static void
give_parts (ParvisHubPhone *phone, const char *data, gsize size)
{
  const char *end = data + size;

  while (data < end)
    {
      const char *line = memchr (data, '\n', (gsize) (end - data));
      const char *next = line != NULL ? g_strstr_len (line, end - line, "\n--\n") : NULL;
      const char *stop = next != NULL ? next : end;
      g_autofree char *head = line != NULL ? g_strndup (data, (gsize) (line - data)) : NULL;

      if (line == NULL)
        return;
      give_part (phone, head, line + 1, (gsize) MAX (stop - line - 1, 0));
      data = next != NULL ? next + strlen ("\n--\n") : end;
    }
}

static void
assert_answer (const ParvisHubAnswer *answer)
{
  gsize size;
  const char *body = g_bytes_get_data (answer->body, &size);
  gboolean policy = FALSE;

  g_assert_true (answer->status >= 200 && answer->status < 500);
  for (guint i = 0; i < answer->headers->len; i += 2)
    policy |= g_str_equal (g_ptr_array_index (answer->headers, i), "Content-Security-Policy");
  g_assert_true (policy);
  g_assert_true (size == 0 || g_utf8_validate_len (body, size, NULL));
  g_assert_true (size == 0 || g_strstr_len (body, (gssize) size, "<papier>") == NULL);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const char *text = (const char *) data;
  const char *line = memchr (data, '\n', size);
  g_auto (ParvisHubSlotOpened) opened = { 0 };
  ParvisHubSlots *slots = open_slots (&opened);
  g_autofree char *first = g_strndup (text, line != NULL ? (gsize) (line - text) : size);
  g_auto (GStrv) words = g_strsplit (first, " ", 2);
  g_auto (GStrv) pieces = words[0] != NULL && words[1] != NULL ? g_strsplit (words[1], "@", 2) : NULL;
  g_autofree char *path = pieces != NULL ? g_strjoinv (opened.url + strlen ("https://a/"), pieces) : NULL;

  if (path != NULL)
    {
      g_autoptr (ParvisHubPhone) phone = parvis_hub_phone_begin (slots, words[0], path, (gint64) size);

      if (line != NULL && parvis_hub_phone_takes_form (phone))
        give_parts (phone, line + 1, (gsize) (text + size - line - 1));
      g_assert_true (parvis_hub_phone_count (phone, size));
      assert_answer (parvis_hub_phone_end (phone, NULL));
    }
  parvis_hub_slots_free (slots);
  return 0;
}
