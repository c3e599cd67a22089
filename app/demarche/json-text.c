/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/demarche/json-text.h"

#include "app/demarche/demarche.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/* Index just after the string that opens at @i. */
static gsize
skip_string (const char *text, gsize size, gsize i)
{
  for (i++; i < size && text[i] != '"'; i++)
    if (text[i] == '\\')
      i++;
  return i;
}

/* json-glib's scanner also knows comments and single quotes, in which brackets would be miscounted; neither
 * is JSON. */
static gboolean
is_shallow (const char *text, gsize size)
{
  guint depth = 0;

  for (gsize i = 0; i < size; i++)
    switch (text[i])
      {
      case '"':
        i = skip_string (text, size, i);
        break;
      case '[':
      case '{':
        if (++depth > PARVIS_JSON_MAX_DEPTH)
          return FALSE;
        break;
      case ']':
      case '}':
        depth -= depth > 0;
        break;
      case '/':
      case '\'':
      case '#':
        return FALSE; /* none of them is JSON outside a string */
      default:
        break;
      }
  return TRUE;
}

static gboolean
check_bounds (const char *text, gsize size, gsize max_size, GError **error)
{
  if (size > max_size)
    g_set_error (
        error, PARVIS_DEMARCHE_ERROR, PARVIS_DEMARCHE_ERROR_BOUNDS,
        _ ("le texte JSON est trop long (%" G_GSIZE_FORMAT " octets) : %" G_GSIZE_FORMAT " octets au plus."),
        size, max_size);
  else if (!g_utf8_validate_len (text, size, NULL))
    g_set_error_literal (error, PARVIS_DEMARCHE_ERROR, PARVIS_DEMARCHE_ERROR_INVALID,
                         _ ("le texte n’est pas en UTF-8 : enregistrez-le en UTF-8."));
  else if (!is_shallow (text, size))
    g_set_error_literal (
        error, PARVIS_DEMARCHE_ERROR, PARVIS_DEMARCHE_ERROR_BOUNDS,
        _ ("ce n’est pas du JSON, ou il est trop imbriqué (64 niveaux au plus, sans commentaire)."));
  else
    return TRUE;
  return FALSE;
}

JsonNode *
parvis_json_parse (const char *text, gsize size, gsize max_size, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) local = NULL;
  JsonNode *root;

  if (!check_bounds (text, size, max_size, error))
    return NULL;
  if (size == 0 || !json_parser_load_from_data (parser, text, (gssize) size, &local))
    {
      g_set_error (error, PARVIS_DEMARCHE_ERROR, PARVIS_DEMARCHE_ERROR_INVALID,
                   _ ("ce n’est pas du JSON : corrigez sa syntaxe (%s)."),
                   local != NULL ? local->message : _ ("texte vide"));
      return NULL;
    }
  root = json_parser_steal_root (parser);
  if (root == NULL)
    g_set_error_literal (error, PARVIS_DEMARCHE_ERROR, PARVIS_DEMARCHE_ERROR_INVALID,
                         _ ("le texte JSON est vide."));
  return root;
}

/* A file that grows while it is read, a device or a pipe stays within the bound too. */
static GBytes *
read_bounded (GFile *file, gsize max_size, GError **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 buffer[8192];
  gsize got = sizeof buffer;

  if (stream == NULL)
    return NULL;
  while (got == sizeof buffer && bytes->len <= max_size)
    {
      if (!g_input_stream_read_all (G_INPUT_STREAM (stream), buffer, sizeof buffer, &got, NULL, error))
        return NULL;
      g_byte_array_append (bytes, buffer, (guint) got);
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

JsonNode *
parvis_json_load (const char *path, gsize max_size, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GBytes) bytes = read_bounded (file, max_size, error);
  JsonNode *node = NULL;

  if (bytes != NULL)
    node = parvis_json_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), max_size, error);
  if (node == NULL)
    g_prefix_error (error, "%s : ", path);
  return node;
}
