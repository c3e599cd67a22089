/* SPDX-License-Identifier: EUPL-1.2
 *
 * The files that others publish, into the store.
 */
#include "app/address/sources.h"

#include "app/address/store-private.h"
#include "sync/base/json.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#define COMMUNES_MAX_BYTES (64 * 1024 * 1024)

gboolean
parvis_address_import_fault (ParvisAddressImport *self, const char *path, guint64 line, char *what, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  char *said = g_strdup_printf (_ ("%s, ligne %" G_GUINT64_FORMAT " : %s"), name, line, what);

  g_free (what);
  if (self->report->said->len < PARVIS_ADDRESS_FAULTS_SAID)
    g_ptr_array_add (self->report->said, said);
  else
    g_free (said);
  if (++self->report->faults <= self->sources->max_faults)
    return TRUE;
  g_set_error (error, PARVIS_CSV_ERROR, PARVIS_CSV_ERROR_INVALID,
               _ ("plus de %u lignes fautives (--max-faults) : est-ce le bon fichier ?"), self->sources->max_faults);
  return FALSE;
}

/* One file being read. */
typedef struct
{
  ParvisAddressImport *import;
  const char *path;
  gboolean headed; /* its first line was read */
  ParvisAddressHeader header;
  int insee, name, postcode;
} Source;

/* ---- addresses ---- */

static gboolean
is_wanted (const ParvisAddressImport *self, const char *insee)
{
  const char *city = insee, *name = "";

  if (self->sources->only == NULL || self->sources->only[0] == NULL || g_strv_contains (self->sources->only, insee))
    return TRUE;
  parvis_address_whole_city (&city, &name);
  return g_strv_contains (self->sources->only, city);
}

static gboolean
take_address (const ParvisCsvRow *row, gpointer data, GError **error)
{
  Source *source = data;
  ParvisAddressImport *self = source->import;
  ParvisAddressRow address;
  char *fault;

  if (!source->headed)
    return source->headed = parvis_address_header_read (&source->header, row, error);
  self->report->read++;
  fault = parvis_address_row_read (&address, &source->header, row);
  if (fault != NULL)
    return parvis_address_import_fault (self, source->path, row->line, fault, error);
  if (!is_wanted (self, address.text[PARVIS_ADDRESS_INSEE]))
    return TRUE;
  self->report->taken++;
  return parvis_address_store_add (self->store, &address, error);
}

gboolean
parvis_address_import_addresses (ParvisAddressImport *self, const char *path, GError **error)
{
  Source source = { .import = self, .path = path };

  if (!parvis_csv_read_file (path, take_address, &source, error))
    return FALSE;
  if (source.headed)
    return TRUE;
  g_set_error (error, PARVIS_CSV_ERROR, PARVIS_CSV_ERROR_INVALID, _ ("%s est vide"), path);
  return FALSE;
}

/* ---- La Poste's postcodes ---- */

/* "L ABERGEMENT CLEMENCIAT", as La Poste writes, is "L Abergement Clemenciat" at least: only for what has no better
 * name. */
static char *
soften (const char *shouted)
{
  GString *name = g_string_new (NULL);
  gboolean head = TRUE;

  for (const char *c = shouted; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);

      g_string_append_unichar (name, head ? g_unichar_toupper (character) : g_unichar_tolower (character));
      head = !g_unichar_isalpha (character);
    }
  return g_string_free (name, FALSE);
}

static gboolean
read_postcodes_header (Source *source, const ParvisCsvRow *row, GError **error)
{
  static const char *const names[][3] = { { "code_commune_insee", "nom_de_la_commune", "code_postal" },
                                          { "#code_commune_insee", "nom_de_la_commune", "code_postal" } };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      source->insee = parvis_csv_column (row, names[i][0]);
      source->name = parvis_csv_column (row, names[i][1]);
      source->postcode = parvis_csv_column (row, names[i][2]);
      if (source->insee >= 0 && source->name >= 0 && source->postcode >= 0)
        return TRUE;
    }
  g_set_error (error, PARVIS_CSV_ERROR, PARVIS_CSV_ERROR_INVALID,
               _ ("ce n’est pas la base des codes postaux de La Poste : sa première ligne doit nommer les colonnes "
                  "code_commune_insee, nom_de_la_commune et code_postal"));
  return FALSE;
}

static gboolean
take_postcode (const ParvisCsvRow *row, gpointer data, GError **error)
{
  Source *source = data;
  ParvisAddressStore *store = source->import->store;
  guint last = (guint) MAX (MAX (source->insee, source->name), source->postcode);
  const char *insee, *city;

  if (!source->headed)
    return source->headed = read_postcodes_header (source, row, error);
  if (row->n_fields <= last || !parvis_is_insee (row->fields[source->insee])
      || !parvis_is_name (row->fields[source->name], PARVIS_COMMUNE_MAX)
      || !parvis_is_five_figures (row->fields[source->postcode]))
    return parvis_address_import_fault (source->import, source->path, row->line,
                                        g_strdup (_ ("le code INSEE, le nom ou le code postal ne convient pas")),
                                        error);
  g_autofree char *name = soften (row->fields[source->name]);
  insee = row->fields[source->insee];
  city = name;
  parvis_address_whole_city (&insee, &city);
  return parvis_address_store_add_commune (store, insee, city, row->fields[source->postcode], error);
}

gboolean
parvis_address_import_postcodes (ParvisAddressImport *self, const char *path, GError **error)
{
  Source source = { .import = self, .path = path };

  return parvis_csv_read_file (path, take_postcode, &source, error);
}

/* ---- communes ---- */

/* A string member under either name; "" for none. */
static const char *
string_of (JsonObject *commune, const char *name, const char *other)
{
  const char *text = parvis_json_string (commune, name);

  text = text != NULL ? text : parvis_json_string (commune, other);
  return text != NULL ? text : "";
}

static gboolean
add_codes (ParvisAddressImport *self, JsonArray *codes, const char *insee, const char *name, GError **error)
{
  for (guint i = 0; i < json_array_get_length (codes); i++)
    {
      const char *code = parvis_json_node_string (json_array_get_element (codes, i));

      if (code != NULL && parvis_is_five_figures (code)
          && !parvis_address_store_add_commune (self->store, insee, name, code, error))
        return FALSE;
    }
  return TRUE;
}

/* {"nom", "code", "codesPostaux": []} as the API gives it, or {"name", "code", "postal_code"}, one postcode an entry.
 */
static gboolean
take_commune (ParvisAddressImport *self, const char *path, guint index, JsonObject *commune, GError **error)
{
  const char *insee = string_of (commune, "code", "code");
  const char *name = string_of (commune, "nom", "name");
  const char *postcode = string_of (commune, "postal_code", "codePostal");
  JsonArray *codes = commune != NULL ? parvis_json_array (commune, "codesPostaux") : NULL;

  if (!parvis_is_insee (insee) || !parvis_is_name (name, PARVIS_COMMUNE_MAX)
      || (*postcode != '\0' && !parvis_is_five_figures (postcode)))
    return parvis_address_import_fault (
        self, path, index + 1, g_strdup (_ ("le code INSEE, le nom ou le code postal ne convient pas")), error);
  if (codes != NULL && json_array_get_length (codes) > 0)
    return add_codes (self, codes, insee, name, error);
  return parvis_address_store_add_commune (self->store, insee, name, postcode, error);
}

gboolean
parvis_address_import_communes (ParvisAddressImport *self, const char *path, GError **error)
{
  g_autoptr (JsonNode) root = parvis_json_load (path, COMMUNES_MAX_BYTES, error);
  JsonArray *communes = root != NULL && JSON_NODE_HOLDS_ARRAY (root) ? json_node_get_array (root) : NULL;

  if (root != NULL && communes == NULL)
    g_set_error (error, PARVIS_CSV_ERROR, PARVIS_CSV_ERROR_INVALID,
                 _ ("%s n’est pas une liste de communes de geo.api.gouv.fr"), path);
  for (guint i = 0; communes != NULL && i < json_array_get_length (communes); i++)
    if (!take_commune (self, path, i, parvis_json_node_object (json_array_get_element (communes, i)), error))
      return FALSE;
  return communes != NULL;
}
