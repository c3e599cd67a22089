/* SPDX-License-Identifier: EUPL-1.2
 *
 * Answers as a French person reads them.
 */
#include "app/demarche/answers.h"

#include "app/demarche/condition-private.h"
#include "app/demarche/draft-private.h"
#include "app/demarche/validate.h"
#include "base/secret.h"
#include "app/words/calendar.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define NBSP "\302\240"

static char *
describe_date (const char *text)
{
  GDate date;

  if (!parvis_date_from_text (text, &date))
    return g_strdup (text);
  return parvis_words_full_date (g_date_get_day (&date), (int) g_date_get_month (&date), g_date_get_year (&date));
}

static char *
describe_time (const char *text)
{
  if (strlen (text) != 5 || text[2] != ':')
    return g_strdup (text);
  return parvis_words_time (atoi (text), atoi (text + 3));
}

static char *
describe_datetime (const char *text)
{
  g_autofree char *day = g_strndup (text, 10);
  g_autofree char *date = describe_date (day);
  g_autofree char *time = strlen (text) == 16 ? describe_time (text + 11) : NULL;

  return time != NULL ? g_strdup_printf (_ ("%1$s à %2$s"), date, time) : g_strdup (text);
}

/* Digits in groups of the given sizes, the last size for the rest. */
static char *
group (const char *text, const char *sizes)
{
  GString *out = g_string_new (NULL);
  int left = *sizes - '0';

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (left-- == 0)
        {
          sizes += sizes[1] != '\0';
          left = *sizes - '1';
          g_string_append (out, NBSP);
        }
      g_string_append_unichar (out, g_utf8_get_char (p));
    }
  return g_string_free (out, FALSE);
}

/* Read from left to right in every language. */
static char *
group_ltr (const char *text, const char *sizes)
{
  g_autofree char *grouped = group (text, sizes);

  return parvis_words_ltr (grouped);
}

static char *
describe_phone (const char *text)
{
  if (strlen (text) == 10 && text[0] == '0')
    return group_ltr (text, "2");
  return g_str_has_prefix (text, "+33") && strlen (text) == 12 ? group_ltr (text, "312") : parvis_words_ltr (text);
}

static const char *
option_words (const ParvisField *field, const char *value)
{
  const ParvisOption *option = parvis_field_option (field, value);

  return option != NULL ? option->label : value;
}

static char *
describe_choices (const ParvisField *field, const ParvisValue *value)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < parvis_value_length (value); i++)
    g_string_append_printf (out, "%s%s", i > 0 ? ", " : "",
                            option_words (field, parvis_value_text (parvis_value_item (value, i))));
  return g_string_free (out, FALSE);
}

static char *
describe_linked (const ParvisField *field, const ParvisValue *value)
{
  const char *first = parvis_value_text (parvis_value_member (value, "first"));
  const char *second = parvis_value_text (parvis_value_member (value, "second"));
  const ParvisOption *option = parvis_field_option (field, first);

  for (guint i = 0; option != NULL && option->options != NULL && i < option->options->len; i++)
    {
      const ParvisOption *under = g_ptr_array_index (option->options, i);

      if (strcmp (under->value, second) == 0)
        second = under->label;
    }
  return g_strconcat (option_words (field, first), *second != '\0' ? " – " : "", second, NULL);
}

static char *
describe_place (const ParvisValue *value)
{
  static const char *const parts[][2]
      = { { "line", "" }, { "complement", ", " }, { "postcode", ", " }, { "city", " " } };
  GString *out = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      const char *text = parvis_value_text (parvis_value_member (value, parts[i][0]));

      if (*text != '\0')
        g_string_append_printf (out, "%s%s", out->len > 0 ? parts[i][1] : "", text);
    }
  return g_string_free (out, FALSE);
}

static char *
describe_degrees (double degrees, const char *positive, const char *negative)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_strdelimit (g_ascii_formatd (buffer, sizeof buffer, "%.5f", fabs (degrees)), ".", *parvis_words_decimal_mark ());
  return g_strdup_printf ("%s°" NBSP "%s", buffer, degrees < 0 ? negative : positive);
}

static char *
describe_point (const ParvisValue *value)
{
  const char *words = parvis_value_text (parvis_value_member (value, "description"));
  const char *near = parvis_value_text (parvis_value_member (value, "near"));
  g_autofree char *latitude = describe_degrees (parvis_value_number (parvis_value_member (value, "lat")), "N", "S");
  g_autofree char *longitude = describe_degrees (parvis_value_number (parvis_value_member (value, "lon")), "E", "O");

  if (parvis_value_member (value, "lat") == NULL)
    return g_strdup (words);
  if (*near != '\0' && *words != '\0')
    return g_strdup_printf (_ ("%1$s — %2$s (sur le plan : %3$s, %4$s)"), words, near, latitude, longitude);
  if (*near != '\0')
    return g_strdup_printf (_ ("%1$s (sur le plan : %2$s, %3$s)"), near, latitude, longitude);
  return g_strconcat (words, *words != '\0' ? " (" : "", latitude, ", ", longitude, *words != '\0' ? ")" : "", NULL);
}

static char *
describe_identity (const ParvisValue *value)
{
  const char *given = parvis_value_text (parvis_value_member (value, "given_names"));
  const char *family = parvis_value_text (parvis_value_member (value, "family_name"));
  const char *birth = parvis_value_text (parvis_value_member (value, "birth_date"));
  g_autofree char *date = describe_date (birth);

  return g_strconcat (given, *given != '\0' ? " " : "", family, *birth != '\0' ? ", " : "", date, NULL);
}

static char *
describe_pages (const ParvisValue *value)
{
  guint pages = parvis_value_length (value);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u page", "%u pages", pages), pages);
}

/* Answers that are one text. */
static char *
describe_text (const ParvisField *field, const char *text)
{
  switch (field->type)
    {
    case PARVIS_FIELD_DATE:
      return describe_date (text);
    case PARVIS_FIELD_TIME:
      return describe_time (text);
    case PARVIS_FIELD_DATETIME:
      return describe_datetime (text);
    case PARVIS_FIELD_PHONE:
      return describe_phone (text);
    case PARVIS_FIELD_IBAN:
      return group_ltr (text, "4");
    case PARVIS_FIELD_SIRET:
      return group_ltr (text, "3335");
    case PARVIS_FIELD_CIVILITY:
      return g_strdup (strcmp (text, "Mme") == 0 ? _ ("Madame") : strcmp (text, "M.") == 0 ? _ ("Monsieur") : text);
    case PARVIS_FIELD_CHOICE:
    case PARVIS_FIELD_APPOINTMENT:
      return g_strdup (option_words (field, text));
    default:
      return g_strdup (text);
    }
}

static char *
describe_object (const ParvisField *field, const ParvisValue *value)
{
  switch (field->type)
    {
    case PARVIS_FIELD_LINKED:
      return describe_linked (field, value);
    case PARVIS_FIELD_POINT:
      return describe_point (value);
    case PARVIS_FIELD_IDENTITY:
      return describe_identity (value);
    default:
      return describe_place (value);
    }
}

char *
parvis_field_describe (const ParvisField *field, const ParvisValue *value)
{
  g_autoptr (ParvisValue) tidy = parvis_field_tidy (field, value);

  switch (parvis_value_kind (tidy))
    {
    case PARVIS_VALUE_TEXT:
      return describe_text (field, parvis_value_text (tidy));
    case PARVIS_VALUE_NUMBER:
      return parvis_format_number (parvis_value_number (tidy));
    case PARVIS_VALUE_BOOLEAN:
      return g_strdup (parvis_value_boolean (tidy) ? _ ("Oui") : _ ("Non"));
    case PARVIS_VALUE_OBJECT:
      return describe_object (field, tidy);
    case PARVIS_VALUE_FILE:
      return g_strdup (field->type == PARVIS_FIELD_SIGNATURE ? _ ("Signé") : parvis_value_filename (tidy));
    case PARVIS_VALUE_LIST:
      return field->type == PARVIS_FIELD_FILE ? describe_pages (tidy) : describe_choices (field, tidy);
    case PARVIS_VALUE_EMPTY:
    default:
      return g_strdup ("");
    }
}

/* What is shown of one row: "Léa, Martin, 12 mars 2019". */
static char *
describe_row (ParvisDraft *self, const ParvisField *repeat, guint row)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < repeat->fields->len; i++)
    {
      const ParvisField *field = g_ptr_array_index (repeat->fields, i);
      g_autoptr (ParvisSecret) text = parvis_field_describe (field, parvis_draft_value (self, field, repeat, row));

      if (*text != '\0' && parvis_draft_field_visible (self, field, repeat, row))
        g_string_append_printf (out, "%s%s", out->len > 0 ? ", " : "", text);
    }
  return g_string_free (out, FALSE);
}

/* One line a row: "Enfant 1 : Léa, Martin, 12 mars 2019". */
static char *
describe_rows (ParvisDraft *self, const ParvisField *repeat)
{
  GString *out = g_string_new (NULL);
  guint number = 0;

  for (guint row = 0; row < parvis_draft_rows (self, repeat); row++)
    {
      g_autoptr (ParvisSecret) text = describe_row (self, repeat, row);

      if (*text != '\0')
        g_string_append_printf (out, "%s%s %u" NBSP ": %s", number > 0 ? "\n" : "",
                                repeat->row_label != NULL ? repeat->row_label : _ ("Ligne"), number + 1, text);
      number += *text != '\0';
    }
  return g_string_free (out, FALSE);
}

char *
parvis_draft_describe (ParvisDraft *self, const char *path)
{
  ParvisPlaceOf place;

  if (!parvis_draft_find (self, path, &place))
    return g_strdup ("");
  if (place.field == NULL)
    return describe_row (self, place.repeat, place.row);
  if (place.field->type == PARVIS_FIELD_REPEAT)
    return describe_rows (self, place.field);
  return parvis_field_describe (place.field, parvis_draft_value (self, place.field, place.repeat, place.row));
}
