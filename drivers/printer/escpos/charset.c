/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/printer/escpos/charset.h"

#include "base/secret.h"

#define NO_BREAK_SPACE 0xa0

struct _ParvisEscposCharset
{
  GHashTable *bytes; /* of characters beyond ASCII */
};

/* What a code page may lack and French cannot do without, or what only lays out. Each stands for itself where the page
 * has it. */
static const struct
{
  gunichar character;
  const char *instead;
} replacements[] = {
  { 0x00ab, "\"" },     { 0x00bb, "\"" }, { 0x00b0, "o" },      { 0x00b7, "-" },      { 0x00d7, "x" },
  { 0x00c6, "AE" },     { 0x00e6, "ae" }, { 0x00df, "ss" },     { 0x0152, "OE" },     { 0x0153, "oe" },
  { 0x2002, " " },      { 0x2003, " " },  { 0x2007, "\u00a0" }, { 0x2009, "\u00a0" }, { 0x200a, "" },
  { 0x202f, "\u00a0" }, { 0x200b, "" },   { 0x200c, "" },       { 0x200d, "" },       { 0x200e, "" },
  { 0x200f, "" },       { 0x2060, "" },   { 0xfeff, "" },       { 0x00ad, "" },       { 0x2066, "" },
  { 0x2067, "" },       { 0x2068, "" },   { 0x2069, "" },       { 0x202a, "" },       { 0x202b, "" },
  { 0x202c, "" },       { 0x202d, "" },   { 0x202e, "" },       { 0xfe0f, "" },       { 0x2010, "-" },
  { 0x2011, "-" },      { 0x2012, "-" },  { 0x2013, "-" },      { 0x2014, "-" },      { 0x2015, "-" },
  { 0x2212, "-" },      { 0x2018, "'" },  { 0x2019, "'" },      { 0x02bc, "'" },      { 0x2032, "'" },
  { 0x201c, "\"" },     { 0x201d, "\"" }, { 0x201e, "\"" },     { 0x2026, "..." },    { 0x2022, "-" },
  { 0x20ac, "EUR" },    { 0x2190, "<-" }, { 0x2192, "->" },     { 0x2116, "No" },     { 0x2248, "~" },
  { 0x2264, "<=" },     { 0x2265, ">=" }, { 0x2713, "x" },      { 0x2714, "x" },      { 0x2122, "(TM)" },
  { '\t', " " },        { 0x2028, "\n" }, { 0x2029, "\n" },
};

static void
learn (ParvisEscposCharset *self, GIConv converter, guint8 byte)
{
  char in[1] = { (char) byte }, out[8] = { 0 };
  char *from = in, *to = out;
  gsize left = sizeof in, room = sizeof out - 1;

  if (g_iconv (converter, &from, &left, &to, &room) != 0)
    {
      g_iconv (converter, NULL, NULL, NULL, NULL);
      return;
    }
  g_hash_table_insert (self->bytes, GUINT_TO_POINTER (g_utf8_get_char (out)), GUINT_TO_POINTER ((guint) byte));
}

ParvisEscposCharset *
parvis_escpos_charset_new (const char *name)
{
  ParvisEscposCharset *self = g_new0 (ParvisEscposCharset, 1);
  GIConv converter = g_iconv_open ("UTF-8", name);

  self->bytes = g_hash_table_new (NULL, NULL);
  if (converter == (GIConv) -1)
    {
      g_warning ("The character set %s is not installed: receipts are printed without accents", name);
      return self;
    }
  for (guint byte = 0x80; byte <= 0xff; byte++)
    learn (self, converter, (guint8) byte);
  g_iconv_close (converter);
  return self;
}

void
parvis_escpos_charset_free (ParvisEscposCharset *self)
{
  g_hash_table_unref (self->bytes);
  g_free (self);
}

static gboolean
has (ParvisEscposCharset *self, gunichar character)
{
  if (character < 0x80)
    return character == '\n' || (character >= 0x20 && character != 0x7f);
  return character == NO_BREAK_SPACE || g_hash_table_contains (self->bytes, GUINT_TO_POINTER (character));
}

static const char *
replacement (gunichar character)
{
  for (gsize i = 0; i < G_N_ELEMENTS (replacements); i++)
    if (replacements[i].character == character)
      return replacements[i].instead;
  return NULL;
}

/* The letter under the accents; what is below 0x20 otherwise says nothing, and commands the printer. */
static gboolean
append_simpler (ParvisEscposCharset *self, GString *text, gunichar character)
{
  gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
  gsize n = g_unichar_fully_decompose (character, TRUE, parts, G_N_ELEMENTS (parts));
  gsize before = text->len;

  if (g_unichar_iscntrl (character))
    return TRUE;
  for (gsize i = 0; i < MIN (n, G_N_ELEMENTS (parts)); i++)
    if (has (self, parts[i]))
      g_string_append_unichar (text, parts[i]);
    else if (!g_unichar_ismark (parts[i]))
      return FALSE;
  return text->len > before || g_unichar_ismark (character);
}

static gboolean
append_writable (ParvisEscposCharset *self, GString *text, gunichar character)
{
  const char *instead;

  if (has (self, character))
    {
      g_string_append_unichar (text, character);
      return TRUE;
    }
  instead = replacement (character);
  if (instead == NULL)
    return append_simpler (self, text, character);
  g_string_append (text, instead);
  return TRUE;
}

char *
parvis_escpos_charset_writable (ParvisEscposCharset *self, const char *text)
{
  g_autoptr (ParvisSecret) composed = g_utf8_normalize (text, -1, G_NORMALIZE_NFC);
  g_autoptr (ParvisSecretString) writable = g_string_new (NULL);
  gboolean whole = composed != NULL;

  for (const char *p = composed; whole && *p != '\0'; p = g_utf8_next_char (p))
    whole = append_writable (self, writable, g_utf8_get_char (p));
  if (whole)
    return g_string_free (g_steal_pointer (&writable), FALSE);
  return NULL;
}

void
parvis_escpos_charset_append (ParvisEscposCharset *self, GByteArray *bytes, const char *text, gsize length)
{
  for (const char *p = text; p < text + length; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);
      guint byte = character < 0x80
                       ? character
                       : GPOINTER_TO_UINT (g_hash_table_lookup (self->bytes, GUINT_TO_POINTER (character)));
      guint8 one = (guint8) (character == NO_BREAK_SPACE
                                 ? ' '
                                 : byte); /* where 0xA0 or 0xFF is blank differs from printer to printer */

      g_byte_array_append (bytes, &one, 1);
    }
}
