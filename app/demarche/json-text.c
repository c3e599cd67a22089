/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/demarche/json-text.h"

#include "app/content/json.h"
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
        if (++depth > PARVIS_JSON_DEPTH)
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

static JsonNode *
refuse (GError **error, int code, const char *message)
{
  g_set_error_literal (error, PARVIS_DEMARCHE_ERROR, code, message);
  return NULL;
}

static JsonNode *
parse_large (const char *text, gsize size, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonNode *root = NULL;

  if (!g_utf8_validate_len (text, size, NULL))
    return refuse (error, PARVIS_DEMARCHE_ERROR_INVALID,
                   _ ("le texte n’est pas en UTF-8 : enregistrez-le en UTF-8."));
  if (!is_shallow (text, size))
    return refuse (error, PARVIS_DEMARCHE_ERROR_BOUNDS,
                   _ ("ce n’est pas du JSON, ou il est trop imbriqué : corrigez-le."));
  if (json_parser_load_from_data (parser, text, (gssize) size, NULL))
    root = json_parser_steal_root (parser);
  if (root == NULL)
    return refuse (error, PARVIS_DEMARCHE_ERROR_INVALID, _ ("ce n’est pas du JSON : corrigez sa syntaxe."));
  return root;
}

JsonNode *
parvis_json_parse (const char *text, gsize size, gsize max_size, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;

  if (size > max_size)
    return refuse (error, PARVIS_DEMARCHE_ERROR_BOUNDS, _ ("le fichier est trop gros : réduisez-le."));
  if (size > PARVIS_JSON_BYTES)
    return parse_large (text, size, error);
  bytes = g_bytes_new_static (text, size); /* only for the time of the call */
  return parvis_json_read (bytes, error);
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
