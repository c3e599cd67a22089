/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/publik/convert.h"

#include "app/publik/compare.h"
#include "app/publik/html.h"
#include "app/publik/render.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_PATTERN 500
#define MAX_LINE    300

/* Validations w.c.s. knows by name. */
static const struct
{
  const char *kind, *pattern, *message;
} named[] = {
  { "digits", "[0-9]+", N_ ("Indiquez seulement des chiffres.") },
  { "zipcode-fr", "[0-9]{5}", N_ ("Indiquez les 5 chiffres du code postal.") },
  { "zipcode-be", "[0-9]{4}", N_ ("Indiquez les 4 chiffres du code postal.") },
  { "siren-fr", "[0-9]{9}", N_ ("Indiquez les 9 chiffres du numéro SIREN.") },
  { "nir-fr", "[12][0-9]{6}([0-9]{3}|[AB][0-9]{2}|[0-9][AB][0-9])[0-9]{5}",
    N_ ("Indiquez les 15 chiffres du numéro de sécurité sociale.") },
  { "nrn-be", "[0-9]{2}[.]?[0-9]{2}[.]?[0-9]{2}[ -]?[0-9]{3}[.]?[0-9]{2}",
    N_ ("Indiquez les 11 chiffres du numéro de registre national.") },
  { "url", "https?://[^ ]+", N_ ("Indiquez une adresse qui commence par https://.") },
};

/* Expressions that come often without words of their own. */
static const struct
{
  const char *pattern, *message;
} usual[] = {
  { "^[0-9]*", N_ ("Indiquez seulement des chiffres.") },
  { "^[0-9]*$", N_ ("Indiquez seulement des chiffres.") },
  { "^[0-9]+$", N_ ("Indiquez seulement des chiffres.") },
  { "[1-9][0-9]*", N_ ("Indiquez un nombre, à partir de 1.") },
  { "^[1-9]$|^[0-1][0-9]$|^20$", N_ ("Indiquez un nombre de 1 à 20.") },
};

static void
set_pattern (WcsConverter *self, const WcsItem *item, JsonObject *field, const char *pattern, const char *message)
{
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_ANCHORED, 0, NULL);
  if (regex == NULL || strlen (pattern) > MAX_PATTERN)
    {
      wcs_report_add (self->report, WCS_REMARK_CHECK, wcs_item_name (item),
                      g_strdup_printf (_ ("L’expression « %.80s » n’est pas comprise de la borne : la forme "
                                          "de la réponse n’est pas vérifiée."),
                                       pattern),
                      _ ("Écrivez « pattern » dans la démarche."));
      return;
    }
  g_autofree char *words = message == NULL ? NULL : wcs_html_to_text (message);
  g_autofree char *line = words == NULL ? NULL : wcs_text_line (words, MAX_LINE);
  json_object_set_string_member (field, "pattern", pattern);
  json_object_set_string_member (field, "pattern_message",
                                 line != NULL && *line != '\0' ? line
                                                               : _ ("Cette réponse n’a pas la forme "
                                                                    "attendue. Vérifiez-la."));
}

static const char *
usual_message (const char *pattern)
{
  for (gsize i = 0; i < G_N_ELEMENTS (usual); i++)
    if (strcmp (pattern, usual[i].pattern) == 0)
      return _ (usual[i].message);
  return NULL;
}

static gboolean
convert_named (WcsConverter *self, const WcsItem *item, JsonObject *field)
{
  const WcsField *source = item->source;
  for (gsize i = 0; i < G_N_ELEMENTS (named); i++)
    if (strcmp (source->validation_kind, named[i].kind) == 0)
      {
        set_pattern (self, item, field, named[i].pattern,
                     source->validation_message != NULL ? source->validation_message : _ (named[i].message));
        return TRUE;
      }
  return FALSE;
}

void
wcs_convert_validation (WcsConverter *self, const WcsItem *item, JsonObject *field)
{
  const WcsField *source = item->source;
  if (source->max_length > 0)
    json_object_set_int_member (field, "max_length", MIN (source->max_length, 10000));
  if (source->validation_kind == NULL || strcmp (item->type, "text") != 0)
    return;
  if (g_str_has_prefix (source->validation_kind, "phone"))
    {
      json_object_set_string_member (field, "type", "phone");
      return;
    }
  if (strcmp (source->validation_kind, "regex") == 0 && source->validation_value != NULL)
    {
      set_pattern (self, item, field, source->validation_value,
                   source->validation_message != NULL ? source->validation_message
                                                      : usual_message (source->validation_value));
      return;
    }
  if (strcmp (source->validation_kind, "none") == 0 || convert_named (self, item, field))
    return;
  wcs_report_add (
      self->report, WCS_REMARK_CHECK, wcs_item_name (item),
      g_strdup_printf (_ ("La vérification « %s » ne se fait que sur le serveur."), source->validation_kind),
      _ ("Écrivez « pattern » dans la démarche si la forme de la réponse importe."));
}

/* --- prefill --- */

/* @text as an answer to the field; NULL when it is none. (transfer full) */
static JsonNode *
initial_answer (const WcsItem *item, const char *text)
{
  JsonNode *node = json_node_alloc ();
  if (item->variable->kind == WCS_VARIABLE_YESNO)
    return json_node_init_boolean (node, g_ascii_strcasecmp (text, "true") == 0);
  if (item->variable->kind == WCS_VARIABLE_TEXT)
    return json_node_init_string (node, text);
  g_autofree char *iso = item->variable->kind == WCS_VARIABLE_DATE ? wcs_parse_date (text) : NULL;
  if (iso != NULL)
    return json_node_init_string (node, iso);
  for (guint i = 0; item->variable->kind == WCS_VARIABLE_CHOICE && i < item->variable->choices->len; i++)
    {
      const WcsChoice *choice = g_ptr_array_index (item->variable->choices, i);
      if (strcmp (choice->id, text) == 0 || strcmp (choice->text, text) == 0)
        return json_node_init_string (node, choice->id);
    }
  json_node_free (node);
  return NULL;
}

static void
prefill_text (WcsConverter *self, const WcsItem *item, JsonObject *field)
{
  gboolean before = self->scope->with_defaults;
  self->scope->with_defaults = TRUE;
  wcs_scope_clear_notes (self->scope);
  g_autoptr (GPtrArray) symbol = wcs_render_symbol (self->scope, item->source->prefill_value, NULL);
  self->scope->with_defaults = before;
  const WcsValue *value = symbol == NULL ? NULL : wcs_symbol_single (symbol);
  g_autofree char *text = value == NULL || value->kind == WCS_NONE ? NULL : wcs_value_to_string (value);
  if (value != NULL && (value->kind == WCS_NONE || (text != NULL && *text == '\0')))
    return;
  JsonNode *initial = text == NULL ? NULL : initial_answer (item, text);
  if (initial != NULL)
    {
      json_object_set_member (field, "initial", initial);
      return;
    }
  g_autofree char *shown = wcs_text_line (item->source->prefill_value, 60);
  wcs_report_add (self->report, WCS_REMARK_PREFILL, wcs_item_name (item),
                  g_strdup_printf (_ ("Le pré-remplissage « %s » demande le serveur : le champ est vide au "
                                      "départ."),
                                   shown),
                  _ ("Rien à faire, la personne répond elle-même."));
}

void
wcs_convert_prefill (WcsConverter *self, const WcsItem *item, JsonObject *field)
{
  const char *kind = item->source->prefill_kind;
  if (item->variable->kind == WCS_VARIABLE_YESNO)
    json_object_set_boolean_member (field, "initial", FALSE);
  if (kind == NULL || strcmp (kind, "none") == 0)
    return;
  if (strcmp (kind, "user") == 0)
    self->account_prefills++;
  else if (strcmp (kind, "geolocation") == 0)
    self->place_prefills++;
  else if (strcmp (kind, "string") == 0 && item->source->prefill_value != NULL)
    prefill_text (self, item, field);
}

/* --- dates --- */

/* A fixed limit has no word in a field of ours: it becomes a check of the step. */
static void
add_limit (WcsConverter *self, const WcsItem *item, const char *limit, const char *op)
{
  if (limit == NULL)
    return;
  g_autoptr (GPtrArray) symbol = wcs_render_symbol (self->scope, limit, NULL);
  const WcsValue *value = symbol == NULL ? NULL : wcs_symbol_single (symbol);
  g_autoptr (WcsValue) field = wcs_value_new_field (item->variable, WCS_PART_RAW);
  g_autoptr (WcsRule) order
      = value == NULL || self->scope->rows != NULL ? NULL : wcs_compare_order (field, value, op, NULL);
  if (order == NULL)
    {
      wcs_report_add (self->report, WCS_REMARK_CHECK, wcs_item_name (item),
                      g_strdup_printf (_ ("La limite « %.60s » n’est pas vérifiée à la borne."), limit),
                      _ ("Dites-la dans l’aide du champ."));
      return;
    }
  g_autoptr (WcsRule) rule = wcs_rule_or_take (
      wcs_rule_test (wcs_value_operand (field), "=", json_node_init_string (json_node_alloc (), "")),
      wcs_rule_ref (order));
  g_autofree char *label = wcs_text_line (item->source->label != NULL ? item->source->label : item->id, 100);
  g_autofree char *message = g_strdup_printf (
      *op == '>' ? _ ("« %s » : cette date est trop ancienne.") : _ ("« %s » : cette date est trop tardive."), label);
  wcs_add_check (self, rule, message);
}

void
wcs_convert_dates (WcsConverter *self, const WcsItem *item, JsonObject *field)
{
  const WcsField *source = item->source;
  if (item->variable->kind != WCS_VARIABLE_DATE)
    return;
  if (source->in_the_future && !source->in_the_past)
    json_object_set_string_member (field, "date_limit", source->can_be_today ? "future-or-today" : "future");
  else if (source->in_the_past && !source->in_the_future)
    json_object_set_string_member (field, "date_limit", source->can_be_today ? "past-or-today" : "past");
  add_limit (self, item, source->minimum, ">=");
  add_limit (self, item, source->maximum, "<=");
}
