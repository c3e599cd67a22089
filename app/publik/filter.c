/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/publik/filter.h"

#include "app/publik/compare.h"
#include "app/publik/evaluate.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_SETTING_ID 70

typedef WcsSymbol *(*Filter) (WcsScope *scope, const WcsValue *value, const WcsValue *argument, GError **error);

static WcsSymbol *
same (const WcsValue *value)
{
  return wcs_symbol_new_value (wcs_value_ref (value));
}

static WcsSymbol *
refuse (GError **error, const char *why)
{
  g_set_error_literal (error, PARVIS_PUBLIK_ERROR, PARVIS_PUBLIK_ERROR_UNTRANSLATED, why);
  return NULL;
}

static WcsSymbol *
with_part (const WcsValue *field, WcsPart part)
{
  WcsValue *copy = wcs_value_copy (field);
  copy->part = part;
  return wcs_symbol_new_value (copy);
}

static WcsSymbol *
filter_nothing (WcsScope *scope, const WcsValue *value, const WcsValue *argument, GError **error)
{
  return same (value);
}

static WcsSymbol *
filter_lower (WcsScope *scope, const WcsValue *value, const WcsValue *argument, GError **error)
{
  if (value->kind == WCS_TEXT)
    {
      g_autofree char *lower = g_utf8_strdown (value->text, -1);
      return wcs_symbol_new_value (wcs_value_new_text (lower));
    }
  if (value->kind == WCS_NONE)
    return wcs_symbol_new_value (wcs_value_new_text (""));
  gboolean displayed = value->part == WCS_PART_LABEL || (value->kind == WCS_FIELD && value->variable->choices == NULL);
  if (value->kind == WCS_FIELD && displayed && value->part <= WCS_PART_LOWER
      && value->variable->kind != WCS_VARIABLE_OTHER)
    return with_part (value, WCS_PART_LOWER);
  return refuse (error, _ ("« lower » n’a pas d’équivalent ici"));
}

static WcsSymbol *
filter_upper (WcsScope *scope, const WcsValue *value, const WcsValue *argument, GError **error)
{
  if (value->kind != WCS_TEXT)
    return refuse (error, _ ("« upper » n’a pas d’équivalent ici"));
  g_autofree char *upper = g_utf8_strup (value->text, -1);
  return wcs_symbol_new_value (wcs_value_new_text (upper));
}

static WcsSymbol *
filter_length (WcsScope *scope, const WcsValue *value, const WcsValue *argument, GError **error)
{
  if (value->kind == WCS_NONE)
    return wcs_symbol_new_value (wcs_value_new_number (0));
  if (value->kind == WCS_LIST)
    return wcs_symbol_new_value (wcs_value_new_number (g_strv_length (value->list)));
  if (value->kind == WCS_TEXT)
    return wcs_symbol_new_value (wcs_value_new_number ((double) g_utf8_strlen (value->text, -1)));
  /* The length of a displayed choice is that of its words, which ours does not count. */
  if (value->kind != WCS_FIELD || value->variable->kind == WCS_VARIABLE_CHOICE || value->part > WCS_PART_LABEL)
    return refuse (error, _ ("« length » n’a pas d’équivalent ici"));
  return with_part (value, WCS_PART_LENGTH);
}

static gboolean
is_date_field (const WcsValue *value)
{
  return value->kind == WCS_FIELD && value->variable->kind == WCS_VARIABLE_DATE;
}

static WcsSymbol *
filter_age (WcsScope *scope, const WcsValue *value, const WcsValue *argument, GError **error)
{
  if (value->kind == WCS_NONE)
    return same (value);
  if (!is_date_field (value) || argument != NULL || value->days != 0)
    return refuse (error, _ ("un âge se compte depuis une date du formulaire jusqu’à aujourd’hui"));
  return with_part (value, WCS_PART_AGE);
}

static WcsSymbol *
filter_date (WcsScope *scope, const WcsValue *value, const WcsValue *argument, GError **error)
{
  if (value->kind == WCS_NONE || value->kind == WCS_TODAY || value->kind == WCS_DATE || value->kind == WCS_MOMENT)
    return same (value);
  if (argument != NULL)
    return refuse (error, _ ("une date mise en forme n’est plus une date"));
  if (is_date_field (value))
    return with_part (value, WCS_PART_RAW);
  g_autofree char *iso = value->kind == WCS_TEXT ? wcs_parse_date (value->text) : NULL;
  if (iso == NULL)
    return refuse (error, _ ("ceci n’est pas une date"));
  WcsValue *date = wcs_value_new (WCS_DATE);
  date->text = g_steal_pointer (&iso);
  return wcs_symbol_new_value (date);
}

static WcsSymbol *
filter_time (WcsScope *scope, const WcsValue *value, const WcsValue *argument, GError **error)
{
  if (value->kind == WCS_SETTING)
    return refuse (error, _ ("l’heure qu’il est n’entre pas dans une condition de la borne"));
  return same (value);
}

static gboolean
as_number (const WcsValue *value, double *number)
{
  char *end = NULL;
  if (value->kind == WCS_NUMBER)
    *number = value->number;
  else if (value->kind == WCS_TEXT)
    *number = g_ascii_strtod (value->text, &end);
  else
    return FALSE;
  return end == NULL || (end != value->text && *end == '\0');
}

static WcsSymbol *
add_constants (const WcsValue *value, const WcsValue *argument)
{
  double left, right;
  if (as_number (value, &left) && as_number (argument, &right))
    return wcs_symbol_new_value (wcs_value_new_number (left + right));
  g_autofree char *first = value->kind == WCS_NONE ? g_strdup ("") : wcs_value_to_string (value);
  g_autofree char *second = argument->kind == WCS_NONE ? g_strdup ("") : wcs_value_to_string (argument);
  g_autofree char *joined = g_strconcat (first, second, NULL);
  return wcs_symbol_new_value (wcs_value_new_text (joined));
}

/* "plus_"|add:commune_slug: a setting of its own, made of the other. */
static WcsSymbol *
add_to_setting (WcsScope *scope, const char *prefix, const char *setting, GError **error)
{
  if (strlen (prefix) + strlen (setting) > MAX_SETTING_ID)
    return refuse (error, _ ("« add » n’a pas d’équivalent ici"));
  g_autofree char *text = wcs_scope_setting_text (scope, setting);
  g_autofree char *joined = g_strconcat (prefix, text, NULL);
  g_autofree char *id = g_strconcat (prefix, setting, NULL);
  g_strcanon (id, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_", '_');
  if (g_ascii_isdigit (*id))
    *id = '_';
  wcs_scope_add_setting (scope, id, json_node_init_string (json_node_alloc (), *text == '\0' ? "" : joined));
  return wcs_symbol_new_value (wcs_value_new_setting (id, FALSE));
}

/* date|add:" "|add:time, a way to write a moment. */
static WcsSymbol *
add_to_date (const WcsValue *date, const WcsValue *argument, GError **error)
{
  WcsValue *moment = wcs_value_copy (date);
  moment->kind = WCS_MOMENT;
  if (date->kind == WCS_FIELD && argument->kind == WCS_TEXT && strcmp (argument->text, " ") == 0)
    return wcs_symbol_new_value (moment);
  if (date->kind == WCS_MOMENT && date->other == NULL && argument->kind == WCS_FIELD)
    {
      moment->other = argument->variable;
      return wcs_symbol_new_value (moment);
    }
  wcs_value_unref (moment);
  return refuse (error, _ ("« add » n’a pas d’équivalent ici"));
}

static WcsSymbol *
filter_add (WcsScope *scope, const WcsValue *value, const WcsValue *argument, GError **error)
{
  double number;
  if (argument == NULL)
    return refuse (error, _ ("« add » sans argument"));
  if (wcs_value_is_constant (value) && wcs_value_is_constant (argument))
    return add_constants (value, argument);
  if (value->kind == WCS_TEXT && argument->kind == WCS_SETTING)
    return add_to_setting (scope, value->text, argument->text, error);
  if (is_date_field (value) || value->kind == WCS_MOMENT)
    return add_to_date (value, argument, error);
  gboolean nothing = as_number (argument, &number) && number == 0;
  if (nothing && value->kind == WCS_FIELD && value->part <= WCS_PART_LABEL
      && value->variable->kind != WCS_VARIABLE_OTHER)
    return with_part (value, WCS_PART_NUMBER);
  return refuse (error, _ ("« add » n’a pas d’équivalent ici"));
}

static WcsSymbol *
filter_multiply (WcsScope *scope, const WcsValue *value, const WcsValue *argument, GError **error)
{
  double left, right;
  if (argument == NULL || !as_number (value, &left) || !as_number (argument, &right))
    return refuse (error, _ ("un calcul que seul le serveur peut faire"));
  return wcs_symbol_new_value (wcs_value_new_number (left * right));
}

static WcsSymbol *
filter_add_days (WcsScope *scope, const WcsValue *value, const WcsValue *argument, GError **error)
{
  double days;
  if (value->kind == WCS_NONE)
    return same (value);
  if (argument == NULL || !as_number (argument, &days) || days < -36500 || days > 36500)
    return refuse (error, _ ("« add_days » demande un nombre de jours connu"));
  if (!is_date_field (value) && value->kind != WCS_TODAY)
    return refuse (error, _ ("« add_days » demande une date du formulaire"));
  if (ABS (value->days + days) > 36500)
    return refuse (error, _ ("« add_days » demande un nombre de jours connu"));
  WcsValue *copy = wcs_value_copy (value);
  copy->days += (int) days;
  copy->part = WCS_PART_RAW;
  return wcs_symbol_new_value (copy);
}

static WcsSymbol *
filter_split (WcsScope *scope, const WcsValue *value, const WcsValue *argument, GError **error)
{
  const char *separator
      = argument != NULL && argument->kind == WCS_TEXT && *argument->text != '\0' ? argument->text : NULL;
  if (value->kind == WCS_NONE)
    return same (value);
  if (value->kind == WCS_SETTING && separator != NULL)
    return wcs_scope_setting_list (scope, value->text, separator);
  if (value->kind != WCS_TEXT || separator == NULL)
    return refuse (error, _ ("« split » n’a pas d’équivalent ici"));
  g_auto (GStrv) items = g_strsplit (value->text, separator, 500);
  return wcs_symbol_new_value (wcs_value_new_list ((const char *const *) items));
}

static WcsSymbol *
filter_starts_with (WcsScope *scope, const WcsValue *value, const WcsValue *argument, GError **error)
{
  if (argument == NULL || argument->kind != WCS_TEXT)
    return refuse (error, _ ("« startswith » demande un texte connu"));
  if (value->kind == WCS_NONE)
    return wcs_symbol_new_value (wcs_value_new_boolean (FALSE));
  g_autoptr (WcsRule) rule = wcs_compare_starts_with (value, argument->text, error);
  return rule == NULL ? NULL : wcs_symbol_new_rule (rule);
}

static WcsSymbol *
filter_default (WcsScope *scope, const WcsValue *value, const WcsValue *argument, GError **error)
{
  g_autoptr (WcsRule) truth = argument == NULL ? NULL : wcs_compare_truth (value, NULL);
  if (truth == NULL)
    return refuse (error, _ ("« default » n’a pas d’équivalent ici"));
  g_autoptr (WcsRule) always = wcs_rule_constant (TRUE);
  WcsSymbol *symbol = wcs_symbol_new ();
  wcs_symbol_add (symbol, truth, (WcsValue *) value);
  if (!wcs_rule_is (truth, TRUE))
    wcs_symbol_add (symbol, always, (WcsValue *) argument);
  return symbol;
}

static WcsSymbol *
filter_default_if_none (WcsScope *scope, const WcsValue *value, const WcsValue *argument, GError **error)
{
  if (wcs_value_is_constant (value))
    return same (value->kind == WCS_NONE && argument != NULL ? argument : value);
  return filter_default (scope, value, argument, error);
}

static const struct
{
  const char *name;
  Filter apply;
} filters[] = {
  { "lower", filter_lower },
  { "upper", filter_upper },
  { "length", filter_length },
  { "age_in_years", filter_age },
  { "date", filter_date },
  { "datetime", filter_date },
  { "parse_date", filter_date },
  { "time", filter_time },
  { "add", filter_add },
  { "multiply", filter_multiply },
  { "add_days", filter_add_days },
  { "split", filter_split },
  { "startswith", filter_starts_with },
  { "default", filter_default },
  { "default_if_none", filter_default_if_none },
  /* These change how a value is written or held, not what it is. */
  { "unlazy", filter_nothing },
  { "unlazy_filter", filter_nothing },
  { "safe", filter_nothing },
  { "strip", filter_nothing },
  { "force_escape", filter_nothing },
  { "escape", filter_nothing },
  { "stringformat", filter_nothing },
};

WcsSymbol *
wcs_filter_apply (WcsScope *scope, const char *name, const WcsValue *value, const WcsValue *argument, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (filters); i++)
    if (strcmp (name, filters[i].name) == 0)
      return filters[i].apply (scope, value, argument, error);
  if (value->kind == WCS_NONE)
    return same (value);
  g_set_error (error, PARVIS_PUBLIK_ERROR, PARVIS_PUBLIK_ERROR_UNTRANSLATED,
               _ ("le filtre « %s » n’est connu que du serveur"), name);
  return NULL;
}
