/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/fields/entry-format.h"

/* Groups are sizes, the last one repeated: SIRET is written 3 3 3 5, IBAN by four (ISO 13616), a telephone by two. */
typedef struct
{
  ParvisFieldType type;
  guint limit;
  const char *kept;   /* what may be typed besides digits and, maybe, letters */
  gboolean letters;   /* turned into capitals */
  guint8 groups[5];   /* 0-terminated; none: no grouping */
} Format;

static const Format formats[] = {
  { PARVIS_FIELD_IBAN, 42, "", TRUE, { 4 } },
  { PARVIS_FIELD_SIRET, 17, "", FALSE, { 3, 3, 3, 5 } },
  { PARVIS_FIELD_PHONE, 20, "+", FALSE, { 2 } },
  { PARVIS_FIELD_INTEGER, 12, "-", FALSE, { 0 } },
  { PARVIS_FIELD_DECIMAL, 16, "-,.", FALSE, { 0 } },
};

static const Format *
format_of (ParvisFieldType type)
{
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    if (formats[i].type == type)
      return &formats[i];
  return NULL;
}

/* What cannot be part of the answer is a slip of the finger; a sign comes first or not at all. */
static gboolean
keeps (const Format *format, gunichar c, gsize place)
{
  if (g_unichar_isdigit (c) && c < 0x80)
    return TRUE;
  if (format->letters && c < 0x80 && g_unichar_isalpha (c))
    return TRUE;
  if (c == 0 || c >= 0x80 || g_utf8_strchr (format->kept, -1, c) == NULL)
    return FALSE;
  return (c != '-' && c != '+') || place == 0;
}

/* A number that starts with + has a country code of one to three figures: grouping it by two from the front would be wrong. */
static gboolean
is_grouped (const Format *format, const GString *plain)
{
  return format->groups[0] != 0 && !(format->type == PARVIS_FIELD_PHONE && plain->len > 0 && plain->str[0] == '+');
}

static GString *
filter (const Format *format, const char *text, int cursor, gsize *before)
{
  GString *plain = g_string_new (NULL);
  int place = 0;

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c), place++)
    {
      if (place == cursor)
        *before = plain->len;
      gunichar character = g_utf8_get_char (c);
      if (keeps (format, character, plain->len))
        g_string_append_c (plain, (char) g_ascii_toupper ((char) character));
    }
  if (place <= cursor)
    *before = plain->len;
  return plain;
}

static char *
group (const Format *format, const GString *plain, gsize before, int *cursor)
{
  GString *shown = g_string_new (NULL);
  guint size = 0, turn = 0;

  for (gsize i = 0; i < plain->len; i++)
    {
      if (is_grouped (format, plain) && size == format->groups[turn])
        {
          g_string_append_c (shown, ' ');
          size = 0;
          turn += format->groups[turn + 1] != 0 ? 1 : 0;
        }
      if (i == before)
        *cursor = (int) shown->len;
      g_string_append_c (shown, plain->str[i]);
      size++;
    }
  if (before >= plain->len)
    *cursor = (int) shown->len;
  return g_string_free (shown, FALSE);
}

char *
parvis_entry_format (ParvisFieldType type, const char *text, int *cursor)
{
  const Format *format = format_of (type);
  gsize before = 0;

  if (format == NULL)
    return g_strdup (text);
  GString *plain = filter (format, text, *cursor, &before);
  char *shown = group (format, plain, before, cursor);
  g_string_free (plain, TRUE);
  return shown;
}

char *
parvis_entry_plain (ParvisFieldType type, const char *text)
{
  const Format *format = format_of (type);
  gsize before = 0;

  if (format == NULL)
    return g_strstrip (g_strdup (text));
  return g_string_free (filter (format, text, 0, &before), FALSE);
}

guint
parvis_entry_limit (ParvisFieldType type)
{
  const Format *format = format_of (type);

  return format != NULL ? format->limit : 0;
}
