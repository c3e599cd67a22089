/* SPDX-License-Identifier: EUPL-1.2
 *
 * Typed words: text, e-mail address, telephone number.
 */
#include "app/demarche/validate.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_TEXT     500
#define MAX_TEXTAREA 5000

static guint
longest (const ParvisField *field)
{
  if (field->max_length != 0)
    return field->max_length;
  return field->type == PARVIS_FIELD_TEXTAREA ? MAX (MAX_TEXTAREA, field->min_length)
                                              : MAX (MAX_TEXT, field->min_length);
}

static gboolean
has_odd_character (const char *text, gboolean lines)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_iscntrl (g_utf8_get_char (p)) && !(lines && (*p == '\n' || *p == '\t' || *p == '\r')))
      return TRUE;
  return FALSE;
}

static char *
check_length (const ParvisField *field, const char *text)
{
  glong length = g_utf8_strlen (text, -1);

  if (length > (glong) longest (field))
    return g_strdup_printf (_ ("Raccourcissez votre réponse : %u caractères au plus (il y en a %ld)."), longest (field),
                            length);
  if (length < (glong) field->min_length)
    return g_strdup_printf (_ ("Complétez votre réponse : %u caractères au moins (il y en a %ld)."), field->min_length,
                            length);
  return NULL;
}

static char *
check_pattern (const ParvisField *field, const char *text)
{
  if (field->regex == NULL || g_regex_match (field->regex, text, 0, NULL))
    return NULL;
  if (field->pattern_message != NULL)
    return g_strdup (field->pattern_message);
  if (field->placeholder != NULL)
    return g_strdup_printf (_ ("Vérifiez votre réponse : elle s’écrit par exemple « %s »."), field->placeholder);
  return g_strdup (_ ("Vérifiez votre réponse : elle n’a pas la forme attendue."));
}

/* What every typed answer must keep to. */
static char *
check_typed (const ParvisField *field, const ParvisValue *value)
{
  g_autoptr (ParvisValue) tidy = parvis_field_tidy (field, value);
  const char *text = parvis_value_text (tidy);
  gboolean lines = field->type == PARVIS_FIELD_TEXTAREA;
  char *message;

  if (has_odd_character (text, lines))
    return g_strdup (lines ? _ ("Retirez les caractères qui ne se lisent pas.")
                           : _ ("Écrivez votre réponse sur une seule ligne."));
  message = check_length (field, text);
  return message != NULL ? message : check_pattern (field, text);
}

char *
parvis_validate_text (const ParvisField *field, const ParvisValue *value, guint32 today)
{
  return check_typed (field, value);
}

/* RFC 5321, section 4.1.2, without quoted strings and address literals, which no resident has. */
static gboolean
is_local_part (const char *text, gsize length)
{
  if (length == 0 || length > 64 || text[0] == '.' || text[length - 1] == '.')
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!(g_ascii_isalnum (text[i]) || strchr ("!#$%&'*+-/=?^_`{|}~.", text[i]) != NULL)
        || (text[i] == '.' && text[i + 1] == '.'))
      return FALSE;
  return TRUE;
}

/* Letters of any script: domain names may be international (RFC 5890). */
static gboolean
is_domain_label (const char *label)
{
  gsize length = strlen (label);

  if (length == 0 || length > 63 || label[0] == '-' || label[length - 1] == '-')
    return FALSE;
  for (const char *p = label; *p != '\0'; p = g_utf8_next_char (p))
    if (*p != '-' && !g_unichar_isalnum (g_utf8_get_char (p)))
      return FALSE;
  return TRUE;
}

static gboolean
is_domain (const char *text)
{
  g_auto (GStrv) labels = g_strsplit (text, ".", 32);
  guint count = g_strv_length (labels);

  if (count < 2 || strlen (text) > 253 || g_utf8_strlen (labels[count - 1], -1) < 2
      || g_ascii_isdigit (labels[count - 1][0]))
    return FALSE;
  for (guint i = 0; i < count; i++)
    if (!is_domain_label (labels[i]))
      return FALSE;
  return TRUE;
}

static char *
check_email (const char *text)
{
  const char *at = strchr (text, '@');

  if (at == NULL)
    return g_strdup (_ ("Il manque le signe @ : une adresse e-mail s’écrit par exemple nom@exemple.fr."));
  if (strpbrk (text, " \t") != NULL)
    return g_strdup (_ ("Retirez les espaces de votre adresse e-mail."));
  if (strchr (at + 1, '@') != NULL)
    return g_strdup (_ ("Indiquez une seule adresse e-mail, avec un seul signe @."));
  if (!is_local_part (text, (gsize) (at - text)) || !is_domain (at + 1) || strlen (text) > 254)
    return g_strdup (_ ("Vérifiez votre adresse e-mail : elle s’écrit par exemple nom@exemple.fr."));
  return NULL;
}

char *
parvis_validate_email (const ParvisField *field, const ParvisValue *value, guint32 today)
{
  g_autoptr (ParvisValue) tidy = parvis_field_tidy (field, value);
  char *message = check_email (parvis_value_text (tidy));

  return message != NULL ? message : check_typed (field, value);
}

static gboolean
all_digits (const char *text)
{
  return *text != '\0' && strspn (text, "0123456789") == strlen (text);
}

/* @text is tidy: digits, maybe after a plus. */
static gboolean
is_phone (const char *text)
{
  const char *foreign = g_str_has_prefix (text, "+") ? text + 1 : g_str_has_prefix (text, "00") ? text + 2 : NULL;

  if (foreign == NULL)
    return all_digits (text) && strlen (text) == 10 && text[0] == '0' && text[1] != '0';
  if (!all_digits (foreign) || foreign[0] == '0')
    return FALSE;
  if (g_str_has_prefix (foreign, "33"))
    return strlen (foreign) == 11 && foreign[2] != '0';
  return strlen (foreign) >= 8 && strlen (foreign) <= 15;
}

char *
parvis_validate_phone (const ParvisField *field, const ParvisValue *value, guint32 today)
{
  g_autoptr (ParvisValue) tidy = parvis_field_tidy (field, value);
  const char *text = parvis_value_text (tidy);

  if (!all_digits (text + (*text == '+')))
    return g_strdup (_ ("Écrivez votre numéro avec des chiffres seulement, par exemple 06 12 34 56 78."));
  if (field->regex == NULL && !is_phone (text))
    return g_strdup (_ ("Vérifiez votre numéro : 10 chiffres, par exemple 06 12 34 56 78 ; un numéro "
                        "étranger commence par +."));
  return check_typed (field, value);
}
