/* SPDX-License-Identifier: EUPL-1.2
 *
 * Where and who: address, commune, country, point on a map, identity.
 */
#include "app/demarche/validate.h"

#include "app/demarche/condition-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_LINE 200

/* La Poste: five digits, the first two from 01 to 98. */
static gboolean
is_postcode (const char *text)
{
  return strlen (text) == 5 && strspn (text, "0123456789") == 5 && strncmp (text, "00", 2) != 0
         && strncmp (text, "99", 2) != 0;
}

char *
parvis_validate_country (const ParvisField *field, const ParvisValue *value, guint32 today)
{
  const char *text = parvis_value_text (value);

  if (strpbrk (text, "0123456789@<>\n") != NULL || g_utf8_strlen (text, -1) > 100)
    return g_strdup (_ ("Indiquez le nom d’un pays, par exemple France."));
  return NULL;
}

static gboolean
is_degree (const ParvisValue *value, double limit)
{
  double degrees = parvis_value_number (value);

  return parvis_value_kind (value) == PARVIS_VALUE_NUMBER && degrees >= -limit && degrees <= limit;
}

char *
parvis_validate_point (const ParvisField *field, const ParvisValue *value, guint32 today)
{
  const ParvisValue *latitude = parvis_value_member (value, "lat"), *longitude = parvis_value_member (value, "lon");
  const ParvisValue *words = parvis_value_member (value, "description");
  gboolean placed = !parvis_value_is_empty (latitude) || !parvis_value_is_empty (longitude);

  if (placed && (!is_degree (latitude, 90) || !is_degree (longitude, 180)))
    return g_strdup (_ ("Touchez de nouveau l’endroit sur le plan."));
  if (g_utf8_strlen (parvis_value_text (parvis_value_member (value, "near")), -1) > MAX_LINE)
    return g_strdup (_ ("Touchez de nouveau l’endroit sur le plan."));
  if (!placed && parvis_value_is_empty (words))
    return g_strdup (_ ("Touchez l’endroit sur le plan, ou décrivez-le."));
  if (g_utf8_strlen (parvis_value_text (words), -1) > 500)
    return g_strdup (_ ("Raccourcissez la description : 500 caractères au plus."));
  return NULL;
}

/* ---- answers of several parts: each looks at its own, and gives %NULL when it suits ---- */

typedef char *(*CheckPart) (const ParvisValue *part, guint32 today);

static char *
check_line (const ParvisValue *part, const char *ask)
{
  if (parvis_value_is_empty (part))
    return g_strdup (ask);
  if (g_utf8_strlen (parvis_value_text (part), -1) > MAX_LINE)
    return g_strdup_printf (_ ("Raccourcissez cette ligne : %d caractères au plus."), MAX_LINE);
  return NULL;
}

static char *
check_street (const ParvisValue *part, guint32 today)
{
  return check_line (part, _ ("Indiquez le numéro et la rue, par exemple 12 rue des Lilas."));
}

static char *
check_complement (const ParvisValue *part, guint32 today)
{
  if (g_utf8_strlen (parvis_value_text (part), -1) > MAX_LINE)
    return g_strdup_printf (_ ("Raccourcissez le complément d’adresse : %d caractères au plus."), MAX_LINE);
  return NULL;
}

static char *
check_postcode (const ParvisValue *part, guint32 today)
{
  g_autofree char *postcode = g_strstrip (g_strdup (parvis_value_text (part)));

  if (is_postcode (postcode))
    return NULL;
  if (strlen (postcode) == 5 && strspn (postcode, "0123456789") == 5)
    return g_strdup_printf (_ ("Vérifiez le code postal : aucun ne commence par %.2s."), postcode);
  return g_strdup (_ ("Indiquez le code postal, 5 chiffres, par exemple 95000."));
}

static char *
check_city (const ParvisValue *part, guint32 today)
{
  return check_line (part, _ ("Indiquez la commune."));
}

static char *
check_given_names (const ParvisValue *part, guint32 today)
{
  return check_line (part, _ ("Indiquez le ou les prénoms."));
}

static char *
check_family_name (const ParvisValue *part, guint32 today)
{
  return check_line (part, _ ("Indiquez le nom de famille."));
}

static char *
check_birth_date (const ParvisValue *part, guint32 today)
{
  GDate date;

  if (parvis_date_from_text (parvis_value_text (part), &date) && g_date_get_julian (&date) <= today
      && g_date_get_year (&date) >= 1850)
    return NULL;
  return g_strdup (_ ("Indiquez la date de naissance : le jour, le mois et l’année."));
}

static const struct
{
  ParvisFieldType type;
  const char *part;
  CheckPart check;
} parts[] = {
  { PARVIS_FIELD_ADDRESS, "line", check_street },
  { PARVIS_FIELD_ADDRESS, "complement", check_complement },
  { PARVIS_FIELD_ADDRESS, "postcode", check_postcode },
  { PARVIS_FIELD_ADDRESS, "city", check_city },
  { PARVIS_FIELD_COMMUNE, "postcode", check_postcode },
  { PARVIS_FIELD_COMMUNE, "city", check_city },
  { PARVIS_FIELD_IDENTITY, "given_names", check_given_names },
  { PARVIS_FIELD_IDENTITY, "family_name", check_family_name },
  { PARVIS_FIELD_IDENTITY, "birth_date", check_birth_date },
};

void
parvis_validate_parts (const ParvisField *field, const ParvisValue *value, guint32 today, const char *path,
                       GPtrArray *faults)
{
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      char *message
          = parts[i].type == field->type ? parts[i].check (parvis_value_member (value, parts[i].part), today) : NULL;
      ParvisFault *fault;

      if (message == NULL)
        continue;
      fault = g_new0 (ParvisFault, 1);
      *fault = (ParvisFault){ g_strdup (path), g_strdup (parts[i].part), message };
      g_ptr_array_add (faults, fault);
    }
}
