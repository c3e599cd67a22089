/* SPDX-License-Identifier: EUPL-1.2
 *
 * Numbers.
 */
#include "app/demarche/validate.h"
#include "app/words/calendar.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define NBSP "\302\240"

/* Thousands apart: "-1234567" becomes "-1 234 567". */
static void
append_grouped (GString *out, const char *digits, gsize length)
{
  for (gsize i = 0; i < length; i++)
    {
      g_string_append_c (out, digits[i]);
      if (g_ascii_isdigit (digits[i]) && i + 1 < length && (length - i - 1) % 3 == 0)
        g_string_append (out, NBSP);
    }
}

char *
parvis_format_number (double number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  g_autoptr (GString) out = g_string_new (NULL);
  const char *fraction;

  g_ascii_formatd (buffer, sizeof buffer, "%.15g", number);
  if (strchr (buffer, 'e') != NULL)
    return g_strdup (buffer); /* outside what any field accepts */
  fraction = strchr (buffer, '.');
  append_grouped (out, buffer, fraction != NULL ? (gsize) (fraction - buffer) : strlen (buffer));
  if (fraction != NULL)
    g_string_append_printf (out, "%s%s", parvis_words_decimal_mark (), fraction + 1);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static char *
ask_between (const ParvisField *field)
{
  g_autofree char *low = parvis_format_number (field->minimum);
  g_autofree char *high = parvis_format_number (field->maximum);

  if (isinf (field->minimum))
    return g_strdup_printf (_ ("Indiquez un nombre jusqu’à %s."), high);
  if (isinf (field->maximum))
    return g_strdup_printf (_ ("Indiquez un nombre à partir de %s."), low);
  return g_strdup_printf (_ ("Indiquez un nombre entre %s et %s."), low, high);
}

char *
parvis_validate_number (const ParvisField *field, const ParvisValue *value, guint32 today)
{
  double number = parvis_value_number (value);

  if (parvis_value_kind (value) != PARVIS_VALUE_NUMBER)
    return g_strdup (field->type == PARVIS_FIELD_INTEGER ? _ ("Indiquez un nombre, en chiffres, par exemple 2.")
                                                         : _ ("Indiquez un nombre, en chiffres, par exemple 12,5."));
  if (field->type == PARVIS_FIELD_INTEGER && floor (number) < number)
    return g_strdup (_ ("Indiquez un nombre entier, sans virgule, par exemple 2."));
  if (number < field->minimum || number > field->maximum)
    return ask_between (field);
  if (fabs (number) > 1e12)
    return g_strdup (_ ("Vérifiez ce nombre : il a trop de chiffres."));
  return NULL;
}
