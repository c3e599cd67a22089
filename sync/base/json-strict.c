/* SPDX-License-Identifier: EUPL-1.2
 *
 * The grammar of RFC 8259, section by section, recognised without building anything. Depth is bounded before
 * json-glib, which recurses, sees the text.
 */
#include "sync/base/json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  const char *start, *at, *end;
  guint depth;
  const char *fault; /* what is wrong at @at */
} Reader;

static gboolean read_value (Reader *r);

static gboolean
fail (Reader *r, const char *fault)
{
  if (r->fault == NULL)
    r->fault = fault;
  return FALSE;
}

static char
peek (Reader *r)
{
  return r->at < r->end ? *r->at : '\0';
}

static gboolean
take (Reader *r, char c)
{
  if (r->at >= r->end || *r->at != c)
    return FALSE;
  r->at++;
  return TRUE;
}

static void
skip_space (Reader *r)
{
  while (r->at < r->end && strchr (" \t\r\n", *r->at) != NULL && *r->at != '\0')
    r->at++;
}

static gboolean
read_hex4 (Reader *r, guint *code)
{
  *code = 0;
  for (int i = 0; i < 4; i++, r->at++)
    {
      int digit = r->at < r->end ? g_ascii_xdigit_value (*r->at) : -1;

      if (digit < 0)
        return fail (r, _ ("« \\u » doit être suivi de quatre chiffres hexadécimaux"));
      *code = *code * 16 + (guint) digit;
    }
  return TRUE;
}

static gboolean
read_unicode_escape (Reader *r)
{
  guint code, low;

  if (!read_hex4 (r, &code))
    return FALSE;
  if (code == 0)
    return fail (r, _ ("le caractère nul est interdit"));
  if (code < 0xd800 || code > 0xdfff)
    return TRUE;
  if (code > 0xdbff || !take (r, '\\') || !take (r, 'u') || !read_hex4 (r, &low) || low < 0xdc00 || low > 0xdfff)
    return fail (r, _ ("une moitié de caractère (« \\ud800 » à « \\udfff ») est seule"));
  return TRUE;
}

static gboolean
read_escape (Reader *r)
{
  char c = peek (r);

  if (c != '\0')
    r->at++;
  if (c == 'u')
    return read_unicode_escape (r);
  if (c == '\0' || strchr ("\"\\/bfnrt", c) == NULL)
    return fail (r, _ ("après « \\ », seuls \" \\ / b f n r t u ont un sens"));
  return TRUE;
}

static gboolean
read_string (Reader *r)
{
  if (!take (r, '"'))
    return fail (r, _ ("un texte entre guillemets droits (\") est attendu"));
  while (r->at < r->end)
    {
      guchar c = (guchar) *r->at++;

      if (c == '"')
        return TRUE;
      if (c < 0x20)
        return fail (r, _ ("un retour à la ligne dans un texte s’écrit « \\n », une tabulation « \\t »"));
      if (c == '\\' && !read_escape (r))
        return FALSE;
    }
  return fail (r, _ ("un texte n’est pas refermé par un guillemet"));
}

static gboolean
read_digits (Reader *r)
{
  if (!g_ascii_isdigit (peek (r)))
    return fail (r, _ ("un chiffre est attendu"));
  while (g_ascii_isdigit (peek (r)))
    r->at++;
  return TRUE;
}

static gboolean
read_number (Reader *r)
{
  (void) take (r, '-');
  if (!take (r, '0') && !read_digits (r))
    return FALSE;
  if (take (r, '.') && !read_digits (r))
    return FALSE;
  if (peek (r) == 'e' || peek (r) == 'E')
    {
      r->at++;
      if (!take (r, '+'))
        (void) take (r, '-');
      return read_digits (r);
    }
  return TRUE;
}

/* The bytes between the quotes, as written: two spellings of one key ("a" and "\u0061") are told apart by no
 * reader worth naming, so a key with an escape is simply not one of ours. */
static gboolean
read_key (Reader *r, GHashTable *seen)
{
  const char *start = r->at + 1;

  if (!read_string (r))
    return FALSE;
  if (memchr (start, '\\', (gsize) (r->at - 1 - start)) != NULL)
    return fail (r, _ ("un nom de clé ne contient pas « \\ »"));
  if (!g_hash_table_add (seen, g_strndup (start, (gsize) (r->at - 1 - start))))
    return fail (r, _ ("cette clé est écrite deux fois dans le même objet"));
  return TRUE;
}

static gboolean
read_member (Reader *r, GHashTable *seen)
{
  skip_space (r);
  if (!read_key (r, seen))
    return FALSE;
  skip_space (r);
  return take (r, ':') ? read_value (r) : fail (r, _ ("« : » est attendu après un nom de clé"));
}

static gboolean
read_object (Reader *r)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  skip_space (r);
  if (take (r, '}'))
    return TRUE;
  do
    {
      if (!read_member (r, seen))
        return FALSE;
      skip_space (r);
    }
  while (take (r, ','));
  return take (r, '}') || fail (r, _ ("« , » ou « } » est attendu"));
}

static gboolean
read_array (Reader *r)
{
  skip_space (r);
  if (take (r, ']'))
    return TRUE;
  do
    {
      if (!read_value (r))
        return FALSE;
      skip_space (r);
    }
  while (take (r, ','));
  return take (r, ']') || fail (r, _ ("« , » ou « ] » est attendu"));
}

static gboolean
read_word (Reader *r)
{
  static const char *const words[] = { "true", "false", "null" };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gsize length = strlen (words[i]);

      if ((gsize) (r->end - r->at) >= length && memcmp (r->at, words[i], length) == 0)
        {
          r->at += length;
          return TRUE;
        }
    }
  return fail (r, _ ("une valeur est attendue : un texte entre guillemets, un nombre, true, false, un objet "
                     "ou un tableau"));
}

static gboolean
read_nested (Reader *r, gboolean (*read) (Reader *))
{
  gboolean ok;

  if (r->depth >= PARVIS_JSON_DEPTH)
    return fail (r, _ ("trop d’objets ou de tableaux sont emboîtés"));
  r->at++;
  r->depth++;
  ok = read (r);
  r->depth--;
  return ok;
}

static gboolean
read_value (Reader *r)
{
  char c;

  skip_space (r);
  c = peek (r);
  if (c == '{')
    return read_nested (r, read_object);
  if (c == '[')
    return read_nested (r, read_array);
  if (c == '"')
    return read_string (r);
  return c == '-' || g_ascii_isdigit (c) ? read_number (r) : read_word (r);
}

static gboolean
read_document (Reader *r)
{
  if (!read_value (r))
    return FALSE;
  skip_space (r);
  return r->at == r->end || fail (r, _ ("il y a du texte après la fin"));
}

static void
set_error (const Reader *r, GError **error)
{
  guint line = 1;
  const char *line_start = r->start;

  for (const char *c = r->start; c < r->at; c++)
    if (*c == '\n')
      {
        line++;
        line_start = c + 1;
      }
  g_set_error (error, PARVIS_JSON_ERROR, PARVIS_JSON_ERROR_SYNTAX, _ ("ligne %u, colonne %ld : %s"), line,
               g_utf8_strlen (line_start, r->at - line_start) + 1, r->fault);
}

gboolean
parvis_json_is_strict (GBytes *bytes, gsize max_bytes, GError **error)
{
  Reader r = { 0 };
  gsize size;

  r.start = g_bytes_get_data (bytes, &size);
  if (r.start == NULL)
    r.start = ""; /* what GBytes holds when it is empty */
  r.at = r.start;
  r.end = r.start + size;
  if (size > max_bytes)
    {
      g_set_error (error, PARVIS_JSON_ERROR, PARVIS_JSON_ERROR_BOUNDS,
                   _ ("le texte JSON dépasse %" G_GSIZE_FORMAT " octets"), max_bytes);
      return FALSE;
    }
  if (size > 0 && !g_utf8_validate (r.start, (gssize) size, &r.at))
    r.fault = _ ("le texte n’est pas en UTF-8");
  else
    r.at = r.start;
  if (r.fault == NULL && (size == 0 ? fail (&r, _ ("le fichier est vide")) : read_document (&r)))
    return TRUE;
  set_error (&r, error);
  return FALSE;
}
