/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/publik/token.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_BYTES  8000
#define MAX_TOKENS 400

typedef struct
{
  const char *at;
  GArray *tokens;
} Reader;

static void
token_clear (gpointer data)
{
  g_clear_pointer (&((DjangoToken *) data)->text, g_free);
}

static void
push (Reader *reader, DjangoTokenKind kind, char *text, double number)
{
  DjangoToken token = { kind, text, number };
  g_array_append_val (reader->tokens, token);
}

static gboolean
not_understood (const char *at, GError **error)
{
  g_autofree char *excerpt = g_utf8_substring (at, 0, MIN (g_utf8_strlen (at, -1), 20));
  g_set_error (error, PARVIS_PUBLIK_ERROR, PARVIS_PUBLIK_ERROR_UNTRANSLATED, _ ("écriture non reconnue près de « %s »"),
               excerpt);
  return FALSE;
}

/* An editor of HTML leaves no-break spaces in templates; Django, running on Python, takes them as white
 * space too. */
static void
skip_space (Reader *reader)
{
  while (g_unichar_isspace (g_utf8_get_char (reader->at)))
    reader->at = g_utf8_next_char (reader->at);
}

static gboolean
read_text (Reader *reader, GError **error)
{
  char quote = *reader->at;
  g_autoptr (GString) text = g_string_new (NULL);
  const char *at = reader->at + 1;
  for (; *at != '\0' && *at != quote; at++)
    {
      if (*at == '\\' && (at[1] == quote || at[1] == '\\'))
        at++;
      g_string_append_c (text, *at);
    }
  if (*at == '\0')
    return not_understood (reader->at, error);
  push (reader, TOKEN_TEXT, g_string_free (g_steal_pointer (&text), FALSE), 0);
  reader->at = at + 1;
  return TRUE;
}

static gboolean
read_symbol (Reader *reader)
{
  static const char *const symbols[] = { "==", "!=", "<=", ">=", "<", ">" };
  for (gsize i = 0; i < G_N_ELEMENTS (symbols); i++)
    if (g_str_has_prefix (reader->at, symbols[i]))
      {
        push (reader, TOKEN_OPERATOR, g_strdup (symbols[i]), 0);
        reader->at += strlen (symbols[i]);
        return TRUE;
      }
  if (*reader->at != '|' && *reader->at != ':')
    return FALSE;
  push (reader, *reader->at == '|' ? TOKEN_PIPE : TOKEN_COLON, NULL, 0);
  reader->at++;
  return TRUE;
}

static gboolean
read_number (Reader *reader)
{
  const char *digits = reader->at + (*reader->at == '-' || *reader->at == '+');
  if (!g_ascii_isdigit (*digits))
    return FALSE;
  char *end;
  double number = g_ascii_strtod (reader->at, &end);
  push (reader, TOKEN_NUMBER, g_strndup (reader->at, (gsize) (end - reader->at)), number);
  reader->at = end;
  return TRUE;
}

static gboolean
is_name_char (gunichar c)
{
  return c == '_' || c == '.' || g_unichar_isalnum (c);
}

/* "not" then "in", and "is" then "not", are one operator each. */
static gboolean
merge_operator (Reader *reader, const char *word)
{
  if (reader->tokens->len == 0)
    return FALSE;
  DjangoToken *last = &g_array_index (reader->tokens, DjangoToken, reader->tokens->len - 1);
  gboolean not_in = g_strcmp0 (last->text, "not") == 0 && strcmp (word, "in") == 0;
  gboolean is_not = g_strcmp0 (last->text, "is") == 0 && strcmp (word, "not") == 0;
  if (last->kind != TOKEN_OPERATOR || (!not_in && !is_not))
    return FALSE;
  g_free (last->text);
  last->text = g_strdup (not_in ? "not in" : "is not");
  return TRUE;
}

static gboolean
read_name (Reader *reader)
{
  static const char *const operators[] = { "or", "and", "not", "in", "is", NULL };
  const char *end = reader->at;
  while (is_name_char (g_utf8_get_char (end)))
    end = g_utf8_next_char (end);
  if (end == reader->at)
    return FALSE;
  g_autofree char *word = g_strndup (reader->at, (gsize) (end - reader->at));
  reader->at = end;
  if (merge_operator (reader, word))
    return TRUE;
  DjangoTokenKind kind = g_strv_contains (operators, word) ? TOKEN_OPERATOR : TOKEN_NAME;
  push (reader, kind, g_steal_pointer (&word), 0);
  return TRUE;
}

static gboolean
read_token (Reader *reader, GError **error)
{
  if (*reader->at == '"' || *reader->at == '\'')
    return read_text (reader, error);
  if (read_symbol (reader) || read_number (reader) || read_name (reader))
    return TRUE;
  return not_understood (reader->at, error);
}

GArray *
django_tokens (const char *source, GError **error)
{
  if (strlen (source) > MAX_BYTES || !g_utf8_validate (source, -1, NULL))
    {
      g_set_error (error, PARVIS_PUBLIK_ERROR, PARVIS_PUBLIK_ERROR_UNTRANSLATED, _ ("écriture trop longue"));
      return NULL;
    }
  g_autoptr (GArray) tokens = g_array_new (FALSE, TRUE, sizeof (DjangoToken));
  g_array_set_clear_func (tokens, token_clear);
  Reader reader = { source, tokens };
  for (skip_space (&reader); *reader.at != '\0'; skip_space (&reader))
    if (tokens->len >= MAX_TOKENS || !read_token (&reader, error))
      {
        if (error != NULL && *error == NULL)
          g_set_error (error, PARVIS_PUBLIK_ERROR, PARVIS_PUBLIK_ERROR_UNTRANSLATED, _ ("écriture trop longue"));
        return NULL;
      }
  push (&reader, TOKEN_END, NULL, 0);
  return g_steal_pointer (&tokens);
}
