/* SPDX-License-Identifier: EUPL-1.2
 *
 * Where and who: address, commune, country, point on a map, identity.
 */
#include "app/demarche/validate.h"

#include "app/demarche/condition-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_LINE 200

static char *
check_line (const ParvisValue *value, const char *name, const char *ask)
{
  const ParvisValue *line = parvis_value_member (value, name);

  if (parvis_value_is_empty (line))
    return g_strdup (ask);
  if (g_utf8_strlen (parvis_value_text (line), -1) > MAX_LINE)
    return g_strdup_printf (_ ("Raccourcissez cette ligne : %d caractères au plus."), MAX_LINE);
  return NULL;
}

/* La Poste: five digits, the first two from 01 to 98. */
static gboolean
is_postcode (const char *text)
{
  return strlen (text) == 5 && strspn (text, "0123456789") == 5 && strncmp (text, "00", 2) != 0
         && strncmp (text, "99", 2) != 0;
}

char *
parvis_validate_commune (const ParvisField *field, const ParvisValue *value, guint32 today)
{
  g_autofree char *postcode = g_strdup (parvis_value_text (parvis_value_member (value, "postcode")));

  if (!is_postcode (g_strstrip (postcode)))
    return g_strdup (_ ("Indiquez le code postal, 5 chiffres, par exemple 95000."));
  return check_line (value, "city", _ ("Indiquez la commune."));
}

char *
parvis_validate_address (const ParvisField *field, const ParvisValue *value, guint32 today)
{
  char *message
      = check_line (value, "line", _ ("Indiquez le numéro et la rue, par exemple 12 rue des Lilas."));

  if (message == NULL
      && g_utf8_strlen (parvis_value_text (parvis_value_member (value, "complement")), -1) > MAX_LINE)
    message
        = g_strdup_printf (_ ("Raccourcissez le complément d’adresse : %d caractères au plus."), MAX_LINE);
  return message != NULL ? message : parvis_validate_commune (field, value, today);
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
  const ParvisValue *latitude = parvis_value_member (value, "lat"),
                    *longitude = parvis_value_member (value, "lon");
  const ParvisValue *words = parvis_value_member (value, "description");
  gboolean placed = !parvis_value_is_empty (latitude) || !parvis_value_is_empty (longitude);

  if (placed && (!is_degree (latitude, 90) || !is_degree (longitude, 180)))
    return g_strdup (_ ("Touchez de nouveau l’endroit sur le plan."));
  if (!placed && parvis_value_is_empty (words))
    return g_strdup (_ ("Touchez l’endroit sur le plan, ou décrivez-le."));
  if (g_utf8_strlen (parvis_value_text (words), -1) > 500)
    return g_strdup (_ ("Raccourcissez la description : 500 caractères au plus."));
  return NULL;
}

char *
parvis_validate_identity (const ParvisField *field, const ParvisValue *value, guint32 today)
{
  GDate date;
  char *message = check_line (value, "given_names", _ ("Indiquez le ou les prénoms."));

  if (message == NULL)
    message = check_line (value, "family_name", _ ("Indiquez le nom de famille."));
  if (message != NULL)
    return message;
  if (!parvis_date_from_text (parvis_value_text (parvis_value_member (value, "birth_date")), &date)
      || g_date_get_julian (&date) > today || g_date_get_year (&date) < 1850)
    return g_strdup (_ ("Indiquez la date de naissance : le jour, le mois et l’année."));
  return NULL;
}
