/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/address/address-row.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define NO_NUMBER  99999 /* BAL 1.3: what has a name and no number */
#define SUFFIX_MAX 20

/* The same columns under each format's names. %NULL: it has none. The first whose street, INSEE code and commune are
 * all there. */
static const char *const formats[][PARVIS_ADDRESS_N_COLUMNS] = {
  { "code_insee", "nom_commune", "code_postal", "nom_voie", "nom_ancienne_commune", "numero", "rep" },
  { "code_insee", "nom_commune", "code_postal", "nom_lieu_dit", "nom_ancienne_commune", NULL, NULL },
  { "commune_insee", "commune_nom", NULL, "voie_nom", "commune_deleguee_nom", "numero", "suffixe" },
};

gboolean
parvis_is_five_figures (const char *text)
{
  return strlen (text) == 5 && strspn (text, "0123456789") == 5;
}

gboolean
parvis_is_insee (const char *text)
{
  if (strlen (text) == 5 && text[0] == '2' && (text[1] == 'A' || text[1] == 'B'))
    return strspn (text + 2, "0123456789") == 3;
  return parvis_is_five_figures (text);
}

gboolean
parvis_is_name (const char *text, guint most)
{
  const char *end;
  guint length = 0;

  if (!g_utf8_validate (text, -1, &end))
    return FALSE;
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c), length++)
    if (g_unichar_iscntrl (g_utf8_get_char (c)))
      return FALSE;
  return length >= 1 && length <= most;
}

int
parvis_csv_column (const ParvisCsvRow *header, const char *name)
{
  for (guint i = 0; name != NULL && i < header->n_fields; i++)
    if (g_ascii_strcasecmp (header->fields[i], name) == 0)
      return (int) i;
  return -1;
}

gboolean
parvis_address_header_read (ParvisAddressHeader *self, const ParvisCsvRow *row, GError **error)
{
  self->width = row->n_fields;
  for (gsize format = 0; format < G_N_ELEMENTS (formats); format++)
    {
      for (guint i = 0; i < PARVIS_ADDRESS_N_COLUMNS; i++)
        self->columns[i] = parvis_csv_column (row, formats[format][i]);
      if (row->whole && self->columns[PARVIS_ADDRESS_STREET] >= 0 && self->columns[PARVIS_ADDRESS_INSEE] >= 0
          && self->columns[PARVIS_ADDRESS_COMMUNE] >= 0)
        return TRUE;
    }
  g_set_error (
      error, PARVIS_CSV_ERROR, PARVIS_CSV_ERROR_INVALID,
      _ ("ce n’est pas un fichier d’adresses : sa première ligne doit nommer les colonnes de la Base Adresse Nationale "
         "(nom_voie, code_insee, nom_commune…) ou d’une Base Adresse Locale (voie_nom, commune_insee, commune_nom…)"));
  return FALSE;
}

static const char *
column (const ParvisAddressHeader *header, const ParvisCsvRow *row, ParvisAddressColumn which)
{
  return header->columns[which] >= 0 ? g_strchug (g_strchomp (row->fields[header->columns[which]])) : "";
}

static gboolean
read_number (ParvisAddressRow *self, const char *text)
{
  guint64 number = 0;

  if (*text != '\0' && !g_ascii_string_to_unsigned (text, 10, 0, NO_NUMBER, &number, NULL))
    return FALSE;
  self->number = number == NO_NUMBER ? 0 : (guint) number;
  return TRUE;
}

static char *
bad (const char *name, const char *value)
{
  g_autofree char *shown = g_utf8_make_valid (value, -1);

  return g_strdup_printf (_ ("%s « %.40s » ne convient pas"), name, shown);
}

/* What is said of each column when it is no good. */
static char *
check (const ParvisAddressRow *self)
{
  const char *const *text = self->text;

  if (!parvis_is_insee (text[PARVIS_ADDRESS_INSEE]))
    return bad (_ ("le code INSEE"), text[PARVIS_ADDRESS_INSEE]);
  if (*text[PARVIS_ADDRESS_POSTCODE] != '\0' && !parvis_is_five_figures (text[PARVIS_ADDRESS_POSTCODE]))
    return bad (_ ("le code postal"), text[PARVIS_ADDRESS_POSTCODE]);
  if (!parvis_is_name (text[PARVIS_ADDRESS_COMMUNE], PARVIS_COMMUNE_MAX))
    return bad (_ ("le nom de la commune"), text[PARVIS_ADDRESS_COMMUNE]);
  if (!parvis_is_name (text[PARVIS_ADDRESS_STREET], PARVIS_STREET_MAX))
    return bad (_ ("le nom de la voie"), text[PARVIS_ADDRESS_STREET]);
  if (*text[PARVIS_ADDRESS_FORMER] != '\0' && !parvis_is_name (text[PARVIS_ADDRESS_FORMER], PARVIS_COMMUNE_MAX))
    return bad (_ ("le nom de l’ancienne commune"), text[PARVIS_ADDRESS_FORMER]);
  if (*text[PARVIS_ADDRESS_SUFFIX] != '\0' && !parvis_is_name (text[PARVIS_ADDRESS_SUFFIX], SUFFIX_MAX))
    return bad (_ ("l’indice de répétition"), text[PARVIS_ADDRESS_SUFFIX]);
  return NULL;
}

char *
parvis_address_row_read (ParvisAddressRow *self, const ParvisAddressHeader *header, const ParvisCsvRow *row)
{
  if (!row->whole || row->n_fields != header->width)
    return g_strdup_printf (_ ("%u colonnes au lieu de %u"), row->n_fields, header->width);
  for (guint i = 0; i < PARVIS_ADDRESS_N_COLUMNS; i++)
    self->text[i] = column (header, row, i);
  if (!read_number (self, self->text[PARVIS_ADDRESS_NUMBER]))
    return bad (_ ("le numéro"), self->text[PARVIS_ADDRESS_NUMBER]);
  return check (self);
}
