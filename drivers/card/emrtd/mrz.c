/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/card/emrtd/mrz.h"

#include "base/secret.h"
#include "drivers/card/emrtd/birth.h"

#include <string.h>

#define DATE     6
#define NUMBER   9
#define ZONE_MAX 90

/* Where a field stands, lines one after the other. */
typedef struct
{
  guint8 at, length;
} Field;

typedef struct
{
  gsize size;
  Field document, issuer, number, optional, birth, sex, expiry, nationality, name;
  Field composite[4]; /* what the last check digit is over */
  guint8 composite_digit;
  guint8 optional_digit; /* 0: none */
} Layout;

static const Layout layouts[] = {
  /* TD1: 9303-5, 4.2.2 */
  { .size = 90,
    .document = { 0, 2 },
    .issuer = { 2, 3 },
    .number = { 5, 9 },
    .optional = { 15, 15 },
    .birth = { 30, 6 },
    .sex = { 37, 1 },
    .expiry = { 38, 6 },
    .nationality = { 45, 3 },
    .name = { 60, 30 },
    .composite = { { 5, 25 }, { 30, 7 }, { 38, 7 }, { 48, 11 } },
    .composite_digit = 59 },
  /* TD2: 9303-6, 4.2.2 */
  { .size = 72,
    .document = { 0, 2 },
    .issuer = { 2, 3 },
    .number = { 36, 9 },
    .optional = { 64, 7 },
    .birth = { 49, 6 },
    .sex = { 56, 1 },
    .expiry = { 57, 6 },
    .nationality = { 46, 3 },
    .name = { 5, 31 },
    .composite = { { 36, 10 }, { 49, 7 }, { 57, 14 } },
    .composite_digit = 71 },
  /* TD3: 9303-4, 4.2.2 */
  { .size = 88,
    .document = { 0, 2 },
    .issuer = { 2, 3 },
    .number = { 44, 9 },
    .optional = { 72, 14 },
    .birth = { 57, 6 },
    .sex = { 64, 1 },
    .expiry = { 65, 6 },
    .nationality = { 54, 3 },
    .name = { 5, 39 },
    .composite = { { 44, 10 }, { 57, 7 }, { 65, 22 } },
    .composite_digit = 87,
    .optional_digit = 86 },
};

static gboolean
is_allowed (char c)
{
  return c == '<' || g_ascii_isdigit (c) || g_ascii_isupper (c);
}

static guint
value_of (char c)
{
  if (g_ascii_isdigit (c))
    return (guint) (c - '0');
  return g_ascii_isupper (c) ? (guint) (c - 'A') + 10 : 0;
}

/* One field's part of a sum whose weights go on from @index. */
static guint
add_up (const char *text, gsize length, gsize index)
{
  static const guint weights[] = { 7, 3, 1 };
  guint sum = 0;

  for (gsize i = 0; i < length; i++)
    sum += value_of (text[i]) * weights[(index + i) % G_N_ELEMENTS (weights)];
  return sum;
}

char
parvis_mrz_check_digit (const char *text, gsize length)
{
  return (char) ('0' + add_up (text, length, 0) % 10);
}

static gboolean
holds (const char *text, Field field)
{
  return text[field.at + field.length] == parvis_mrz_check_digit (text + field.at, field.length);
}

static gboolean
composite_holds (const char *text, const Layout *layout)
{
  guint sum = 0;
  gsize index = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (layout->composite); i++)
    {
      sum += add_up (text + layout->composite[i].at, layout->composite[i].length, index);
      index += layout->composite[i].length;
    }
  return text[layout->composite_digit] == (char) ('0' + sum % 10);
}

/* TD3: the digit of an empty optional field may be left out (9303-4, 4.2.2.2). */
static gboolean
optional_holds (const char *text, const Layout *layout)
{
  return layout->optional_digit == 0 || text[layout->optional_digit] == '<' || holds (text, layout->optional);
}

static gsize
trimmed (const char *text, gsize length)
{
  while (length > 0 && text[length - 1] == '<')
    length--;
  return length;
}

/* Without what fills it up; the "<" within are spaces. */
static char *
take_text (const char *text, gsize length)
{
  char *copy = g_strndup (text, trimmed (text, length));

  for (char *c = copy; *c != '\0'; c++)
    if (*c == '<')
      *c = ' ';
  return copy;
}

static char *
take (const char *text, Field field)
{
  return take_text (text + field.at, field.length);
}

/* A long number goes on in the optional field, up to its check digit and a "<" (9303-5, 4.2.2 note j; 9303-6 alike). */
static gboolean
take_number (const char *text, const Layout *layout, char **number)
{
  char whole[NUMBER + 15 + 1];
  gsize head = layout->number.length;
  gsize tail = 0;

  if (text[layout->number.at + head] != '<' || layout->optional_digit != 0)
    {
      *number = take (text, layout->number);
      return holds (text, layout->number);
    }
  while (tail < layout->optional.length && text[layout->optional.at + tail] != '<')
    tail++;
  if (tail < 2 || text[layout->number.at + head - 1] == '<')
    return FALSE;
  memcpy (whole, text + layout->number.at, head);
  memcpy (whole + head, text + layout->optional.at, tail);
  *number = take_text (whole, head + tail - 1);
  head = head + tail - 1;
  tail = (gsize) (parvis_mrz_check_digit (whole, head) == whole[head]);
  parvis_wipe (whole, sizeof whole);
  return tail == 1;
}

/* Primary and secondary identifier, "<<" between them (9303-3, 4.6). A field that is full to its end may have been cut
 * off. */
static gboolean
take_names (const char *text, const Layout *layout, ParvisIdentity *identity)
{
  const char *names = text + layout->name.at;
  gsize length = trimmed (names, layout->name.length);
  const char *gap = g_strstr_len (names, (gssize) length, "<<");
  gsize primary = gap != NULL ? (gsize) (gap - names) : length;
  gsize secondary = gap != NULL ? primary + 2 : length;

  if (primary == 0)
    return FALSE;
  identity->name = take (names, (Field){ 0, (guint8) primary });
  identity->given_names = take (names, (Field){ (guint8) secondary, (guint8) (length - secondary) });
  identity->truncated = names[layout->name.length - 1] != '<';
  return TRUE;
}

/* Two digits, or "<<" for what is not known; @number is 0 then. */
static gboolean
take_two (const char *text, guint8 *number, gboolean *known)
{
  *known = g_ascii_isdigit (text[0]) && g_ascii_isdigit (text[1]);
  *number = *known ? (guint8) ((text[0] - '0') * 10 + (text[1] - '0')) : 0;
  return *known || (text[0] == '<' && text[1] == '<');
}

static gboolean
take_date (const char *text, guint8 *year, gboolean *year_known, ParvisIdentityDate *date)
{
  gboolean month_known, day_known;

  if (!take_two (text, year, year_known) || !take_two (text + 2, &date->month, &month_known)
      || !take_two (text + 4, &date->day, &day_known))
    return FALSE;
  return (!month_known || (date->month >= 1 && date->month <= 12))
         && (!day_known || (date->day >= 1 && date->day <= 31));
}

static gboolean
is_possible (const ParvisIdentityDate *date)
{
  return date->year == 0 || date->month == 0 || date->day == 0
         || g_date_valid_dmy (date->day, (GDateMonth) date->month, date->year);
}

static gboolean
take_birth (const char *text, guint this_year, guint this_month, ParvisIdentityDate *date)
{
  guint8 year;
  gboolean known;
  guint full;

  if (!take_date (text, &year, &known, date))
    return FALSE;
  full = this_year - this_year % 100 + year;
  if (full > this_year || (full == this_year && date->month > this_month))
    full -= 100;
  date->year = (guint16) (known ? full : 0);
  return is_possible (date);
}

static gboolean
take_expiry (const char *text, guint this_year, ParvisIdentityDate *date)
{
  guint8 year;
  gboolean known;
  guint full;

  if (!take_date (text, &year, &known, date))
    return FALSE;
  full = this_year - this_year % 100 + year;
  if (full > this_year + 49)
    full -= 100;
  else if (full + 50 < this_year)
    full += 100;
  date->year = (guint16) (known ? full : 0);
  return is_possible (date);
}

static ParvisIdentitySex
take_sex (char c)
{
  if (c == 'F')
    return PARVIS_IDENTITY_SEX_FEMALE;
  return c == 'M' ? PARVIS_IDENTITY_SEX_MALE : PARVIS_IDENTITY_SEX_UNSPECIFIED;
}

static const Layout *
find_layout (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!is_allowed (text[i]))
      return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (layouts); i++)
    if (layouts[i].size == length)
      return &layouts[i];
  return NULL;
}

ParvisMrzResult
parvis_mrz_parse (const char *text, gsize length, guint year, guint month, ParvisIdentity *identity)
{
  const Layout *layout = length <= ZONE_MAX ? find_layout (text, length) : NULL;

  if (layout == NULL)
    return PARVIS_MRZ_MALFORMED;
  if (!holds (text, layout->birth) || !holds (text, layout->expiry) || !optional_holds (text, layout)
      || !composite_holds (text, layout) || !take_number (text, layout, &identity->number))
    return PARVIS_MRZ_CHECK_DIGIT;
  if (!take_names (text, layout, identity) || !take_birth (text + layout->birth.at, year, month, &identity->birth)
      || !take_expiry (text + layout->expiry.at, year, &identity->expiry))
    return PARVIS_MRZ_IMPOSSIBLE;
  identity->document = take (text, layout->document);
  identity->issuer = take (text, layout->issuer);
  identity->nationality = take (text, layout->nationality);
  identity->sex = take_sex (text[layout->sex.at]);
  parvis_identity_settle_century (identity, year, month);
  return PARVIS_MRZ_OK;
}

/* @text in capitals, without spaces and what fills it up; 0: nothing, or too much, or what cannot be. */
static gsize
normalize_number (const char *text, char *out)
{
  gsize length = 0;

  for (; *text != '\0'; text++)
    {
      char c = g_ascii_toupper (*text);

      if (g_ascii_isspace (c))
        continue;
      if (!is_allowed (c) || length == PARVIS_MRZ_NUMBER_MAX)
        return 0;
      out[length++] = c;
    }
  return trimmed (out, length);
}

static gboolean
is_date (const char *text)
{
  guint8 year;
  gboolean known;
  ParvisIdentityDate date;

  return strlen (text) == DATE && take_date (text, &year, &known, &date);
}

static gsize
append_checked (char *out, const char *text, gsize length)
{
  memcpy (out, text, length);
  out[length] = parvis_mrz_check_digit (text, length);
  return length + 1;
}

gboolean
parvis_mrz_information (const char *number, const char *birth, const char *expiry, char *out)
{
  char padded[PARVIS_MRZ_NUMBER_MAX + 1];
  gsize length = normalize_number (number, padded), at;

  if (length == 0 || !is_date (birth) || !is_date (expiry))
    {
      parvis_wipe (padded, sizeof padded);
      return FALSE;
    }
  for (; length < NUMBER; length++)
    padded[length] = '<';
  at = append_checked (out, padded, length);
  at += append_checked (out + at, birth, DATE);
  at += append_checked (out + at, expiry, DATE);
  out[at] = '\0';
  parvis_wipe (padded, sizeof padded);
  return TRUE;
}
