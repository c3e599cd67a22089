/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/card/ndef.h"

#include <string.h>

#include "base/secret.h"
#include "drivers/card/link.h"

/* NDEF 1.0, 3.2 */
#define MESSAGE_BEGIN 0x80
#define MESSAGE_END   0x40
#define CHUNK         0x20
#define SHORT         0x10
#define HAS_ID        0x08
#define TNF           0x07

enum
{
  TNF_EMPTY,
  TNF_WELL_KNOWN,
  TNF_MIME,
  TNF_URI,
};

/* RTD URI 1.0, 3.2.2: what a URI begins with, by the first byte. */
static const char *const beginnings[] = {
  "",
  "http://www.",
  "https://www.",
  "http://",
  "https://",
  "tel:",
  "mailto:",
  "ftp://anonymous:anonymous@",
  "ftp://ftp.",
  "ftps://",
  "sftp://",
  "smb://",
  "nfs://",
  "ftp://",
  "dav://",
  "news:",
  "telnet://",
  "imap:",
  "rtsp://",
  "urn:",
  "pop:",
  "sip:",
  "sips:",
  "tftp:",
  "btspp://",
  "btl2cap://",
  "btgoep://",
  "tcpobex://",
  "irdaobex://",
  "file://",
  "urn:epc:id:",
  "urn:epc:tag:",
  "urn:epc:pat:",
  "urn:epc:raw:",
  "urn:epc:",
  "urn:nfc:",
};

/* One record as it stands in the message. */
typedef struct
{
  guint8 flags;
  const guint8 *type, *payload;
  gsize type_length, length;
} Raw;

void
parvis_ndef_record_free (ParvisNdefRecord *record)
{
  if (record == NULL)
    return;
  parvis_secret_free (record->type);
  parvis_secret_free (record->text);
  g_clear_pointer (&record->data, g_bytes_unref);
  g_free (record);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisNdefRecord, parvis_ndef_record_free)

static gboolean
fail (GError **error, ParvisCardError code, const char *message)
{
  g_set_error_literal (error, PARVIS_CARD_ERROR, (int) code, message);
  return FALSE;
}

/* ---- texts ---- */

static gboolean
is_plain (const char *text, gsize length)
{
  if (!g_utf8_validate_len (text, length, NULL))
    return FALSE;
  for (const char *at = text; at < text + length; at = g_utf8_next_char (at))
    if (g_unichar_iscntrl (g_utf8_get_char (at)) && strchr ("\n\r\t", *at) == NULL)
      return FALSE;
  return TRUE;
}

/* "" for what is not printable ASCII. */
static char *
ascii (const guint8 *data, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isgraph ((char) data[i]))
      return g_strdup ("");
  return g_strndup ((const char *) data, length);
}

static gboolean
take_uri (ParvisNdefRecord *record, const char *beginning, const guint8 *rest, gsize length, GError **error)
{
  if (!is_plain ((const char *) rest, length) || memchr (rest, '\n', length) != NULL)
    return fail (error, PARVIS_CARD_ERROR_PROTOCOL, "a URI that is none");
  record->kind = PARVIS_NDEF_URI;
  record->text = g_malloc (strlen (beginning) + length + 1);
  memcpy (record->text, beginning, strlen (beginning));
  memcpy (record->text + strlen (beginning), rest, length);
  record->text[strlen (beginning) + length] = '\0';
  return TRUE;
}

/* RTD Text 1.0, 3.2.1; UTF-16 is big-endian where no mark says otherwise (3.4). */
static gboolean
take_text (ParvisNdefRecord *record, const guint8 *payload, gsize length, GError **error)
{
  gsize language = length > 0 ? (gsize) (payload[0] & 0x3F) : 0;
  gboolean wide = length > 0 && (payload[0] & 0x80);
  const char *rest = (const char *) payload + 1 + language;
  gboolean marked;
  gsize size = 0;

  if (length < 1 + language)
    return fail (error, PARVIS_CARD_ERROR_PROTOCOL, "a text that is too short");
  length -= 1 + language;
  marked = wide && length >= 2 && (memcmp (rest, "\xFE\xFF", 2) == 0 || memcmp (rest, "\xFF\xFE", 2) == 0);
  if (wide)
    record->text = g_convert (rest, (gssize) length, "UTF-8", marked ? "UTF-16" : "UTF-16BE", NULL, &size, NULL);
  else if (g_utf8_validate_len (rest, length, NULL))
    record->text = g_strndup (rest, size = length);
  if (record->text == NULL || !is_plain (record->text, size))
    return fail (error, PARVIS_CARD_ERROR_PROTOCOL, "a text that is none");
  record->kind = PARVIS_NDEF_TEXT;
  g_free (record->type);
  record->type = ascii (payload + 1, language);
  return TRUE;
}

static gboolean
take_mime (ParvisNdefRecord *record, const Raw *raw)
{
  char *low = g_ascii_strdown (record->type, -1);

  g_free (record->type);
  record->type = low;
  record->kind = PARVIS_NDEF_MIME;
  record->data = parvis_secret_bytes_new (raw->payload, raw->length);
  return TRUE;
}

/* ---- records ---- */

static gboolean
has_type (const Raw *raw, const char *type)
{
  return (raw->flags & TNF) == TNF_WELL_KNOWN && raw->type_length == strlen (type)
         && memcmp (raw->type, type, raw->type_length) == 0;
}

static gboolean
fill (ParvisNdefRecord *record, const Raw *raw, GError **error)
{
  guint tnf = raw->flags & TNF;

  record->type = ascii (raw->type, raw->type_length);
  if (tnf == TNF_MIME)
    return take_mime (record, raw);
  if (tnf == TNF_URI)
    return take_uri (record, "", raw->type, raw->type_length, error);
  if (has_type (raw, "T"))
    return take_text (record, raw->payload, raw->length, error);
  if (!has_type (raw, "U"))
    return TRUE;
  if (raw->length < 1 || raw->payload[0] >= G_N_ELEMENTS (beginnings))
    return fail (error, PARVIS_CARD_ERROR_PROTOCOL, "a URI that begins with nothing known");
  return take_uri (record, beginnings[raw->payload[0]], raw->payload + 1, raw->length - 1, error);
}

/* The first record off @data: its header's lengths, each within what is there. 0: none. */
static gsize
cut (const guint8 *data, gsize length, Raw *raw)
{
  gsize at = 2, id = 0;
  gsize wide;

  if (length < at)
    return 0;
  *raw = (Raw){ .flags = data[0], .type_length = data[1] };
  wide = raw->flags & SHORT ? 1 : 4;
  if (length < at + wide + (raw->flags & HAS_ID ? 1 : 0))
    return 0;
  for (gsize i = 0; i < wide; i++)
    raw->length = raw->length << 8 | data[at++];
  if (raw->flags & HAS_ID)
    id = data[at++];
  if (raw->type_length + id > length - at || raw->length > length - at - raw->type_length - id)
    return 0;
  raw->type = data + at;
  raw->payload = raw->type + raw->type_length + id;
  return at + raw->type_length + id + raw->length;
}

static gboolean parse_into (GPtrArray *records, const guint8 *data, gsize length, gboolean inside, GError **error);

static gboolean
add_record (GPtrArray *records, const Raw *raw, gboolean inside, GError **error)
{
  g_autoptr (ParvisNdefRecord) record = NULL;

  if (raw->flags & CHUNK)
    return fail (error, PARVIS_CARD_ERROR_UNSUPPORTED, "an NDEF record in chunks");
  if ((raw->flags & TNF) == TNF_EMPTY)
    return TRUE;
  if (has_type (raw, "Sp") && !inside)
    return parse_into (records, raw->payload, raw->length, TRUE, error);
  if (records->len >= PARVIS_NDEF_MAX_RECORDS)
    return fail (error, PARVIS_CARD_ERROR_PROTOCOL, "too many NDEF records");
  record = g_new0 (ParvisNdefRecord, 1);
  if (!fill (record, raw, error))
    return FALSE;
  g_ptr_array_add (records, g_steal_pointer (&record));
  return TRUE;
}

static gboolean
parse_into (GPtrArray *records, const guint8 *data, gsize length, gboolean inside, GError **error)
{
  gboolean first = TRUE, last = length == 0;

  while (!last)
    {
      Raw raw;
      gsize size = cut (data, length, &raw);

      if (size == 0 || first != ((raw.flags & MESSAGE_BEGIN) != 0))
        return fail (error, PARVIS_CARD_ERROR_PROTOCOL, "an NDEF message that is none");
      if (!add_record (records, &raw, inside, error))
        return FALSE;
      last = (raw.flags & MESSAGE_END) != 0;
      first = FALSE;
      data += size;
      length -= size;
    }
  return TRUE;
}

GPtrArray *
parvis_ndef_parse (const guint8 *data, gsize length, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) parvis_ndef_record_free);

  if (length > PARVIS_NDEF_MAX)
    {
      fail (error, PARVIS_CARD_ERROR_PROTOCOL, "an NDEF message that is too long");
      return NULL;
    }
  return parse_into (records, data, length, FALSE, error) ? g_steal_pointer (&records) : NULL;
}
