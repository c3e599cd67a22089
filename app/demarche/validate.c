/* SPDX-License-Identifier: EUPL-1.2
 *
 * What the families share: tidying an answer, asking for a missing one, and the kind of answer each type has.
 */
#include "app/demarche/validate.h"

#include "app/demarche/draft-private.h"
#include "base/secret.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static char *
strip (const char *text)
{
  char *copy = g_strdup (text);
  char *end = copy + strlen (copy);
  char *start = copy;

  while (*start != '\0' && g_unichar_isspace (g_utf8_get_char (start)))
    start = g_utf8_next_char (start);
  while (end > start && g_unichar_isspace (g_utf8_get_char (g_utf8_prev_char (end))))
    end = g_utf8_prev_char (end);
  *end = '\0';
  memmove (copy, start, (gsize) (end - start) + 1);
  return copy;
}

/* Without the spaces and the signs that people put between groups. */
static char *
squeeze (const char *text, const char *signs)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_isspace (c) && (c > 127 || strchr (signs, (int) c) == NULL))
        g_string_append_unichar (out, c);
    }
  return g_string_free (out, FALSE);
}

/* "+330612345678": the 0 that is dialled within France only. */
static void
drop_trunk_zero (char *digits)
{
  char *zero = g_str_has_prefix (digits, "+330") ? digits + 3 : g_str_has_prefix (digits, "00330") ? digits + 4 : NULL;

  if (zero != NULL && strlen (zero) == 10)
    memmove (zero, zero + 1, strlen (zero));
}

/* "+33 (0)6 12 34 56 78" is how many French people write it. */
static char *
squeeze_phone (const char *text)
{
  g_autoptr (ParvisSecret) digits = squeeze (text, "");
  char *plain;
  char *zero = strstr (digits, "(0)");

  if (zero != NULL && (*digits == '+' || g_str_has_prefix (digits, "00")))
    memmove (zero, zero + 3, strlen (zero + 3) + 1);
  plain = squeeze (digits, ".-/()");
  drop_trunk_zero (plain);
  return plain;
}

static char *
tidy_text (ParvisFieldType type, const char *text)
{
  g_autoptr (ParvisSecret) plain = NULL;

  switch (type)
    {
    case PARVIS_FIELD_PHONE:
      return squeeze_phone (text);
    case PARVIS_FIELD_IBAN:
      plain = squeeze (text, ".-");
      return g_ascii_strup (plain, -1);
    case PARVIS_FIELD_SIRET:
      return squeeze (text, ".-");
    default:
      return strip (text);
    }
}

static ParvisValue *
tidy_object (const ParvisValue *value)
{
  g_autoptr (GPtrArray) names = parvis_value_member_names (value);
  ParvisValue *tidy = parvis_value_new_object ();

  for (guint i = 0; i < names->len; i++)
    {
      const ParvisValue *member = parvis_value_member (value, g_ptr_array_index (names, i));
      g_autoptr (ParvisSecret) text = strip (parvis_value_text (member));

      if (!parvis_value_is_empty (member))
        parvis_value_set_member (tidy, g_ptr_array_index (names, i),
                                 parvis_value_kind (member) == PARVIS_VALUE_TEXT ? parvis_value_new_text (text)
                                                                                 : parvis_value_copy (member));
    }
  return tidy;
}

ParvisValue *
parvis_field_tidy (const ParvisField *field, const ParvisValue *value)
{
  g_autoptr (ParvisSecret) text = NULL;

  if (parvis_value_kind (value) == PARVIS_VALUE_OBJECT)
    return tidy_object (value);
  if (parvis_value_kind (value) != PARVIS_VALUE_TEXT || field->type == PARVIS_FIELD_CHOICE
      || field->type == PARVIS_FIELD_APPOINTMENT)
    return parvis_value_copy (value); /* an option's value is taken as it is */
  text = tidy_text (field->type, parvis_value_text (value));
  return parvis_value_new_text (text);
}

static char *
ask_text (const ParvisField *field)
{
  if (field->placeholder != NULL)
    return g_strdup_printf (_ ("Remplissez cette case, par exemple : %s."), field->placeholder);
  if (g_utf8_strlen (field->label, -1) > 50 || strpbrk (field->label, "?\n") != NULL)
    return g_strdup (_ ("Répondez à cette question."));
  return g_strdup_printf (_ ("Remplissez la case « %s »."), field->label);
}

static char *
ask_rows (const ParvisField *field)
{
  guint count = MAX (field->min_items, 1);

  if (field->row_label != NULL)
    return g_strdup_printf (_ ("Ajoutez « %s » au moins %u fois."), field->row_label, count);
  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "Ajoutez au moins une ligne.", "Ajoutez au moins %u lignes.", count), count);
}

static char *
ask_choices (const ParvisField *field)
{
  if (field->min_items > 1)
    return g_strdup_printf (_ ("Choisissez au moins %u réponses."), field->min_items);
  return g_strdup (_ ("Choisissez au moins une réponse."));
}

static const char *
ask_plainly (ParvisFieldType type)
{
  switch (type)
    {
    case PARVIS_FIELD_EMAIL:
      return _ ("Indiquez votre adresse e-mail, par exemple nom@exemple.fr.");
    case PARVIS_FIELD_PHONE:
      return _ ("Indiquez un numéro de téléphone, par exemple 06 12 34 56 78.");
    case PARVIS_FIELD_INTEGER:
    case PARVIS_FIELD_DECIMAL:
      return _ ("Indiquez un nombre.");
    case PARVIS_FIELD_DATE:
      return _ ("Indiquez le jour, le mois et l’année.");
    case PARVIS_FIELD_TIME:
      return _ ("Indiquez l’heure et les minutes, par exemple 14:30.");
    case PARVIS_FIELD_DATETIME:
      return _ ("Indiquez la date et l’heure.");
    case PARVIS_FIELD_YESNO:
      return _ ("Répondez par oui ou par non.");
    case PARVIS_FIELD_CHOICE:
      return _ ("Choisissez une réponse.");
    case PARVIS_FIELD_LINKED:
      return _ ("Choisissez une réponse dans chaque liste.");
    case PARVIS_FIELD_CIVILITY:
      return _ ("Choisissez « Madame » ou « Monsieur ».");
    case PARVIS_FIELD_ADDRESS:
      return _ ("Indiquez l’adresse : le numéro et la rue, le code postal, la commune.");
    case PARVIS_FIELD_COMMUNE:
      return _ ("Indiquez le code postal et la commune.");
    case PARVIS_FIELD_COUNTRY:
      return _ ("Indiquez le pays, par exemple France.");
    case PARVIS_FIELD_IBAN:
      return _ ("Indiquez votre IBAN : il est sur votre relevé d’identité bancaire (RIB).");
    case PARVIS_FIELD_SIRET:
      return _ ("Indiquez les 14 chiffres du numéro SIRET.");
    case PARVIS_FIELD_IDENTITY:
      return _ ("Indiquez le nom, les prénoms et la date de naissance.");
    case PARVIS_FIELD_FILE:
      return _ ("Ajoutez ce document.");
    case PARVIS_FIELD_SIGNATURE:
      return _ ("Signez dans le cadre.");
    case PARVIS_FIELD_POINT:
      return _ ("Touchez l’endroit sur le plan, ou décrivez-le.");
    case PARVIS_FIELD_APPOINTMENT:
      return _ ("Choisissez un créneau.");
    default:
      return _ ("Répondez à cette question.");
    }
}

char *
parvis_field_missing (const ParvisField *field)
{
  switch (field->type)
    {
    case PARVIS_FIELD_TEXT:
    case PARVIS_FIELD_TEXTAREA:
      return ask_text (field);
    case PARVIS_FIELD_CHOICES:
      return ask_choices (field);
    case PARVIS_FIELD_REPEAT:
      return ask_rows (field);
    default:
      return g_strdup (ask_plainly (field->type));
    }
}

static gboolean
all_of_kind (const ParvisValue *list, ParvisValueKind kind)
{
  for (guint i = 0; i < parvis_value_length (list); i++)
    if (parvis_value_kind (parvis_value_item (list, i)) != kind)
      return FALSE;
  return parvis_value_kind (list) == PARVIS_VALUE_LIST;
}

/* An object of texts (of numbers for a point) and of no other members. */
static gboolean
is_object_of (const ParvisValue *value, const char *const *texts, const char *const *numbers)
{
  g_autoptr (GPtrArray) names = parvis_value_member_names (value);

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      ParvisValueKind kind = parvis_value_kind (parvis_value_member (value, name));

      if (kind == PARVIS_VALUE_EMPTY ? !g_strv_contains (texts, name) && !g_strv_contains (numbers, name)
                                     : !(kind == PARVIS_VALUE_TEXT && g_strv_contains (texts, name))
                                           && !(kind == PARVIS_VALUE_NUMBER && g_strv_contains (numbers, name)))
        return FALSE;
    }
  return parvis_value_kind (value) == PARVIS_VALUE_OBJECT;
}

static const char *
object_refuses (ParvisFieldType type, const ParvisValue *value)
{
  static const char *const none[] = { NULL };
  static const char *const linked[] = { "first", "second", NULL };
  static const char *const address[] = { "line", "complement", "postcode", "city", NULL };
  static const char *const commune[] = { "postcode", "city", NULL };
  static const char *const identity[] = { "given_names", "family_name", "birth_date", "source", NULL };
  static const char *const point[] = { "description", "near", NULL };
  static const char *const degrees[] = { "lat", "lon", NULL };

  if (type == PARVIS_FIELD_LINKED)
    return is_object_of (value, linked, none) ? NULL : _ ("un objet de textes « first » et « second »");
  if (type == PARVIS_FIELD_ADDRESS)
    return is_object_of (value, address, none)
               ? NULL
               : _ ("un objet de textes « line », « complement », « postcode », « city »");
  if (type == PARVIS_FIELD_COMMUNE)
    return is_object_of (value, commune, none) ? NULL : _ ("un objet de textes « postcode » et « city »");
  if (type == PARVIS_FIELD_IDENTITY)
    return is_object_of (value, identity, none)
               ? NULL
               : _ ("un objet de textes « given_names », « family_name », « birth_date »");
  return is_object_of (value, point, degrees)
             ? NULL
             : _ ("un objet de nombres « lat » et « lon », et de textes « description » et « near »");
}

const char *
parvis_field_refuses (const ParvisField *field, const ParvisValue *value)
{
  ParvisValueKind kind = parvis_value_kind (value);

  if (kind == PARVIS_VALUE_EMPTY && field->type != PARVIS_FIELD_EXPLANATION)
    return NULL;
  switch (field->type)
    {
    case PARVIS_FIELD_INTEGER:
    case PARVIS_FIELD_DECIMAL:
      return kind == PARVIS_VALUE_NUMBER || kind == PARVIS_VALUE_TEXT ? NULL : _ ("un nombre");
    case PARVIS_FIELD_YESNO:
      return kind == PARVIS_VALUE_BOOLEAN ? NULL : _ ("true ou false");
    case PARVIS_FIELD_CHOICES:
      return all_of_kind (value, PARVIS_VALUE_TEXT) ? NULL : _ ("une liste de textes");
    case PARVIS_FIELD_REPEAT:
      return all_of_kind (value, PARVIS_VALUE_OBJECT) ? NULL : _ ("une liste d’objets, un par ligne");
    case PARVIS_FIELD_FILE:
      return all_of_kind (value, PARVIS_VALUE_FILE) ? NULL
                                                    : _ ("une liste de fichiers {\"filename\", \"type\", \"content\"}");
    case PARVIS_FIELD_SIGNATURE:
      return kind == PARVIS_VALUE_FILE ? NULL : _ ("un fichier {\"filename\", \"type\", \"content\"}");
    case PARVIS_FIELD_LINKED:
    case PARVIS_FIELD_ADDRESS:
    case PARVIS_FIELD_COMMUNE:
    case PARVIS_FIELD_IDENTITY:
    case PARVIS_FIELD_POINT:
      return object_refuses (field->type, value);
    case PARVIS_FIELD_EXPLANATION:
      return _ ("rien : c’est une explication");
    default:
      return kind == PARVIS_VALUE_TEXT ? NULL : _ ("un texte");
    }
}
