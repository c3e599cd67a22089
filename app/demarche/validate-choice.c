/* SPDX-License-Identifier: EUPL-1.2
 *
 * Choices: an answer is one of the options, or one's own words where "Autre" is allowed.
 */
#include "app/demarche/validate.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_OTHER 200

/* Where the options are unknown (a list that is not at hand) any answer may be one. */
static gboolean
is_option (const ParvisField *field, const char *value)
{
  return field->options == NULL || parvis_field_option (field, value) != NULL;
}

char *
parvis_validate_choice (const ParvisField *field, const ParvisValue *value, guint32 today)
{
  const char *text = parvis_value_text (value);

  if (is_option (field, text))
    return NULL;
  if (!field->other)
    return g_strdup (_ ("Choisissez l’une des réponses proposées."));
  if (g_utf8_strlen (text, -1) > MAX_OTHER)
    return g_strdup_printf (_ ("Raccourcissez votre réponse : %d caractères au plus."), MAX_OTHER);
  return NULL;
}

static gboolean
all_options_once (const ParvisField *field, const ParvisValue *value)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < parvis_value_length (value); i++)
    {
      const char *text = parvis_value_text (parvis_value_item (value, i));

      if (!is_option (field, text) || !g_hash_table_add (seen, (char *) text))
        return FALSE;
    }
  return TRUE;
}

char *
parvis_validate_choices (const ParvisField *field, const ParvisValue *value, guint32 today)
{
  guint count = parvis_value_length (value);

  if (!all_options_once (field, value))
    return g_strdup (_ ("Choisissez parmi les réponses proposées."));
  if (count < field->min_items)
    return g_strdup_printf (_ ("Choisissez au moins %u réponses."), field->min_items);
  if (field->max_items != 0 && count > field->max_items)
    return g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "Gardez une réponse au plus.", "Gardez %u réponses au plus.", field->max_items),
        field->max_items);
  return NULL;
}

static gboolean
is_second (const ParvisOption *first, const char *second)
{
  if (first->options == NULL)
    return *second == '\0';
  for (guint i = 0; i < first->options->len; i++)
    if (strcmp (((ParvisOption *) g_ptr_array_index (first->options, i))->value, second) == 0)
      return TRUE;
  return FALSE;
}

char *
parvis_validate_linked (const ParvisField *field, const ParvisValue *value, guint32 today)
{
  const char *first = parvis_value_text (parvis_value_member (value, "first"));
  const char *second = parvis_value_text (parvis_value_member (value, "second"));
  const ParvisOption *option = parvis_field_option (field, first);

  if (field->options == NULL)
    return NULL;
  if (option == NULL)
    return g_strdup (_ ("Choisissez l’une des réponses de la première liste."));
  return is_second (option, second) ? NULL : g_strdup (_ ("Choisissez aussi une réponse dans la seconde liste."));
}

char *
parvis_validate_civility (const ParvisField *field, const ParvisValue *value, guint32 today)
{
  const char *text = parvis_value_text (value);

  return strcmp (text, "M.") == 0 || strcmp (text, "Mme") == 0
             ? NULL
             : g_strdup (_ ("Choisissez « Madame » ou « Monsieur »."));
}
