/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/fields/entry-format.h"

#include <string.h>

#define NBSP        "\u00a0" /* between thousands, as parvis_format_number() has it: no line is broken there */
#define MOST_GROUPS 6

typedef struct
{
  ParvisFieldType type;
  guint limit;
  const char *kept; /* what may be typed besides digits and, maybe, letters */
  gboolean letters; /* turned into capitals */
} Format;

static const Format formats[] = {
  [PARVIS_ENTRY_PHONE] = { PARVIS_FIELD_PHONE, 24, "+", FALSE },
  [PARVIS_ENTRY_IBAN] = { PARVIS_FIELD_IBAN, 42, "", TRUE },
  [PARVIS_ENTRY_SIRET] = { PARVIS_FIELD_SIRET, 17, "", FALSE },
  [PARVIS_ENTRY_INTEGER] = { PARVIS_FIELD_INTEGER, 16, "-", FALSE },
  [PARVIS_ENTRY_DECIMAL] = { PARVIS_FIELD_DECIMAL, 20, "-,.", FALSE },
  [PARVIS_ENTRY_POSTCODE] = { PARVIS_FIELD_TEXT, 5, "", FALSE },
  [PARVIS_ENTRY_CAN] = { PARVIS_FIELD_TEXT, 6, "", FALSE },
};

ParvisEntryKind
parvis_entry_kind_of (ParvisFieldType type)
{
  for (gsize i = PARVIS_ENTRY_PHONE; i <= PARVIS_ENTRY_DECIMAL; i++)
    if (formats[i].type == type)
      return (ParvisEntryKind) i;
  return PARVIS_ENTRY_TEXT;
}

guint
parvis_entry_limit (ParvisEntryKind kind)
{
  return formats[kind].limit;
}

gboolean
parvis_entry_is_separator (ParvisEntryKind kind, gunichar c)
{
  return kind != PARVIS_ENTRY_TEXT && (c == ' ' || c == 0xa0);
}

/* --- what is kept --- */

/* What cannot be part of the answer is a slip of the finger; a sign comes first or not at all, a comma once. */
static gboolean
keeps (const Format *format, gunichar c, const GString *before)
{
  if (c == 0 || c >= 0x80)
    return FALSE;
  if (g_ascii_isdigit ((char) c) || (format->letters && g_ascii_isalpha ((char) c)))
    return TRUE;
  if (strchr (format->kept, (int) c) == NULL)
    return FALSE;
  return c == '-' || c == '+' ? before->len == 0 : strchr (before->str, ',') == NULL;
}

/* @before: how many of the characters that are kept stand before @cursor. */
static GString *
filter (ParvisEntryKind kind, const char *text, int cursor, gsize *before)
{
  GString *plain = g_string_new (NULL);
  int place = 0;

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c), place++)
    {
      gunichar character = g_utf8_get_char (c);

      if (place == cursor)
        *before = plain->len;
      if (keeps (&formats[kind], character, plain))
        g_string_append_c (plain, character == '.' ? ',' : g_ascii_toupper ((char) character));
    }
  if (place <= cursor)
    *before = plain->len;
  return plain;
}

/* --- telephone --- */

/* How many figures the country's code has (ITU-T E.164, annex to Operational Bulletin 1114); 0: not known yet. */
static guint
country_figures (const char *digits)
{
  static const char two[]
      = "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 "
        "84 86 90 91 92 93 94 95 98 ";
  char code[4] = { digits[0], digits[0] != '\0' ? digits[1] : '\0', ' ', '\0' };

  if (digits[0] == '1' || digits[0] == '7')
    return 1;
  if (strlen (digits) < 2)
    return 0;
  return strstr (two, code) != NULL ? 2 : 3;
}

/* France overseas has its codes, and France's way of writing the nine figures. */
static gboolean
is_overseas (const char *code)
{
  static const char *const codes[] = { "262", "508", "590", "594", "596", "681", "687", "689" };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    if (strncmp (code, codes[i], 3) == 0)
      return TRUE;
  return FALSE;
}

static void
set_groups (guint8 *groups, guint8 first, guint8 second, guint8 others)
{
  guint n = 0;

  while (groups[n] != 0)
    n++;
  groups[n++] = first;
  groups[n++] = second;
  groups[n] = others;
}

/* Sizes of groups, 0-terminated, the last one repeated. */
static void
phone_groups (const char *plain, guint8 groups[MOST_GROUPS])
{
  guint prefix = *plain == '+' ? 1 : g_str_has_prefix (plain, "00") ? 2 : 0;
  const char *digits = plain + prefix;
  guint country = prefix > 0 ? country_figures (digits) : 0;

  memset (groups, 0, MOST_GROUPS);
  if (prefix == 0)
    {
      groups[0] = 2;
      return;
    }
  if (prefix == 2)
    groups[0] = 2;
  if (country == 0)
    set_groups (groups, 15, 15, 15);
  else if (g_str_has_prefix (digits, "33"))
    set_groups (groups, (guint8) (country + prefix % 2), digits[2] == '0' ? 2 : 1, 2);
  else if (is_overseas (digits))
    set_groups (groups, (guint8) (country + prefix % 2), 3, 2);
  else
    set_groups (groups, (guint8) (country + prefix % 2), 3, 3);
}

static gboolean
is_phone_complete (const char *plain)
{
  const char *home = g_str_has_prefix (plain, "+33") ? plain + 3 : g_str_has_prefix (plain, "0033") ? plain + 4 : NULL;

  if (home != NULL)
    return strlen (home) >= (*home == '0' ? 10 : 9);
  return *plain == '0' && plain[1] != '0' && strlen (plain) >= 10;
}

/* --- groups --- */

/* Where groups begin: sizes one after the other. */
static gboolean
begins_group (const guint8 *groups, gsize place)
{
  gsize start = 0;

  for (guint turn = 0; start < place; turn += groups[turn + 1] != 0 ? 1 : 0)
    start += groups[turn];
  return start == place;
}

/* Thousands, from the right; four figures are left together, as a year is. */
static gboolean
begins_thousand (const char *plain, gsize place)
{
  gsize sign = *plain == '-' ? 1 : 0;
  gsize figures = strspn (plain + sign, "0123456789");

  return figures > 4 && place > sign && place < sign + figures && (sign + figures - place) % 3 == 0;
}

/* What is put before @plain's character at @place. */
static const char *
separator_at (ParvisEntryKind kind, const char *plain, gsize place)
{
  static const guint8 fours[] = { 4, 0 }, siret[] = { 3, 3, 3, 5, 0 };
  guint8 phone[MOST_GROUPS];

  if (place == 0)
    return "";
  switch (kind)
    {
    case PARVIS_ENTRY_IBAN:
      return begins_group (fours, place) ? " " : "";
    case PARVIS_ENTRY_SIRET:
      return place < 14 && begins_group (siret, place) ? " " : "";
    case PARVIS_ENTRY_PHONE:
      phone_groups (plain, phone);
      return begins_group (phone, place) ? " " : "";
    case PARVIS_ENTRY_INTEGER:
    case PARVIS_ENTRY_DECIMAL:
      return begins_thousand (plain, place) ? NBSP : "";
    default:
      return "";
    }
}

char *
parvis_entry_format (ParvisEntryKind kind, const char *text, int *cursor)
{
  gsize before = 0;
  g_autoptr (GString) plain = NULL;
  GString *shown;

  if (kind == PARVIS_ENTRY_TEXT)
    return g_strdup (text);
  plain = filter (kind, text, *cursor, &before);
  shown = g_string_new (NULL);
  *cursor = 0;
  for (gsize i = 0; i < plain->len; i++)
    {
      g_string_append (shown, separator_at (kind, plain->str, i));
      g_string_append_c (shown, plain->str[i]);
      if (i + 1 == before)
        *cursor = (int) g_utf8_strlen (shown->str, -1);
    }
  return g_string_free (shown, FALSE);
}

char *
parvis_entry_plain (ParvisEntryKind kind, const char *text)
{
  gsize before = 0;

  if (kind == PARVIS_ENTRY_TEXT)
    return g_strstrip (g_strdup (text));
  return g_string_free (filter (kind, text, 0, &before), FALSE);
}

gboolean
parvis_entry_is_complete (ParvisEntryKind kind, const char *text)
{
  g_autofree char *plain = parvis_entry_plain (kind, text);
  gsize length = strlen (plain);

  switch (kind)
    {
    case PARVIS_ENTRY_PHONE:
      return is_phone_complete (plain);
    case PARVIS_ENTRY_IBAN:
      return parvis_iban_length (plain) > 0 && length >= parvis_iban_length (plain);
    case PARVIS_ENTRY_SIRET:
      return length >= 14;
    case PARVIS_ENTRY_CAN:
      return length >= 6;
    case PARVIS_ENTRY_POSTCODE:
      return length >= 5;
    default:
      return FALSE;
    }
}
