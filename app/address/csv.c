/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/address/csv.h"

#include <csv.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define CHUNK (64 * 1024)

G_DEFINE_QUARK (parvis_csv_error_quark, parvis_csv_error)

typedef struct
{
  const char *name;
  ParvisCsvRowFunc func;
  gpointer user_data;
  struct csv_parser parser;
  GString *bytes; /* the row's fields, one behind the other, each with its NUL */
  gsize starts[PARVIS_CSV_MAX_FIELDS];
  guint n_fields;
  gboolean whole;
  guint64 line;   /* of the row that is being read */
  guint64 inside; /* line ends within its fields */
  GError *error;
} Reader;

static void
on_field (void *text, size_t length, void *data)
{
  Reader *self = data;

  if (self->error != NULL)
    return;
  if (self->n_fields == PARVIS_CSV_MAX_FIELDS || memchr (text, '\0', length) != NULL)
    {
      self->whole = FALSE;
      return;
    }
  for (const char *c = text; (c = memchr (c, '\n', length - (gsize) (c - (char *) text))) != NULL; c++)
    self->inside++;
  self->starts[self->n_fields++] = self->bytes->len;
  g_string_append_len (self->bytes, text, (gssize) length);
  g_string_append_c (self->bytes, '\0');
}

static void
give_row (Reader *self)
{
  char *fields[PARVIS_CSV_MAX_FIELDS];
  const ParvisCsvRow row = { fields, self->n_fields, self->line, self->whole };

  for (guint i = 0; i < self->n_fields; i++)
    fields[i] = self->bytes->str + self->starts[i];
  (void) self->func (&row, self->user_data, &self->error);
}

/* Of every line end, those of empty lines too (CSV_REPALL_NL), so that lines are counted as an editor counts them. */
static void
on_line_end (int end, void *data)
{
  Reader *self = data;

  if (self->error != NULL)
    return;
  if (self->n_fields > 0)
    give_row (self);
  self->line += self->inside + (end == '\n' ? 1 : 0);
  self->n_fields = 0;
  self->inside = 0;
  self->whole = TRUE;
  g_string_truncate (self->bytes, 0);
}

static char
separator_of (const char *text, gsize length)
{
  const char *end = memchr (text, '\n', length);
  guint counts[128] = { 0 };

  for (const char *c = text; c < (end != NULL ? end : text + length); c++)
    counts[(guchar) *c & 0x7f]++;
  if (counts['\t'] > counts[';'] && counts['\t'] > counts[','])
    return '\t';
  return counts[','] > counts[';'] ? ',' : ';';
}

static gboolean
parse (Reader *self, const char *text, gsize length)
{
  if (csv_parse (&self->parser, text, length, on_field, on_line_end, self) != length && self->error == NULL)
    g_set_error (&self->error, PARVIS_CSV_ERROR, PARVIS_CSV_ERROR_INVALID, "ligne %" G_GUINT64_FORMAT " : %s",
                 self->line, csv_strerror (csv_error (&self->parser)));
  if (self->error == NULL && self->bytes->len + csv_get_buffer_size (&self->parser) > 2 * PARVIS_CSV_MAX_ROW)
    g_set_error (&self->error, PARVIS_CSV_ERROR, PARVIS_CSV_ERROR_INVALID,
                 _ ("ligne %" G_GUINT64_FORMAT " : elle n’a pas de fin. Vérifiez qu’un guillemet ouvert y est refermé"),
                 self->line);
  return self->error == NULL;
}

/* The first bytes tell the separator; a byte order mark is none of the first column's name. */
static gboolean
parse_head (Reader *self, const char *text, gsize length)
{
  gsize skip = length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

  csv_set_delim (&self->parser, (unsigned char) separator_of (text + skip, length - skip));
  return parse (self, text + skip, length - skip);
}

static void
parse_stream (Reader *self, GInputStream *stream)
{
  g_autofree char *chunk = g_malloc (CHUNK);
  gboolean head = TRUE;
  gsize got;

  do
    {
      if (!g_input_stream_read_all (stream, chunk, CHUNK, &got, NULL, &self->error))
        return;
      if (got > 0 && !(head ? parse_head (self, chunk, got) : parse (self, chunk, got)))
        return;
      head = FALSE;
    }
  while (got == CHUNK);
  if (csv_fini (&self->parser, on_field, on_line_end, self) != 0 && self->error == NULL)
    g_set_error (&self->error, PARVIS_CSV_ERROR, PARVIS_CSV_ERROR_INVALID,
                 _ ("ligne %" G_GUINT64_FORMAT " : elle n’a pas de fin. Vérifiez qu’un guillemet ouvert y est refermé"),
                 self->line);
}

gboolean
parvis_csv_read (GInputStream *stream, const char *name, ParvisCsvRowFunc func, gpointer user_data, GError **error)
{
  Reader self = { .name = name, .func = func, .user_data = user_data, .whole = TRUE, .line = 1 };

  self.bytes = g_string_new (NULL);
  if (csv_init (&self.parser, CSV_REPALL_NL | CSV_STRICT_FINI) != 0)
    g_error ("csv_init");
  parse_stream (&self, stream);
  csv_free (&self.parser);
  g_string_free (self.bytes, TRUE);
  if (self.error == NULL)
    return TRUE;
  g_propagate_prefixed_error (error, self.error, "%s : ", name);
  return FALSE;
}

/* The stream of the file's text, whether it is compressed or not. */
static GInputStream *
open_text (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GInputStream) raw = G_INPUT_STREAM (g_file_read (file, NULL, error));
  g_autoptr (GInputStream) buffered = raw != NULL ? g_buffered_input_stream_new_sized (raw, CHUNK) : NULL;
  g_autoptr (GConverter) gunzip = NULL;
  gsize count = 0;

  if (buffered == NULL || g_buffered_input_stream_fill (G_BUFFERED_INPUT_STREAM (buffered), CHUNK, NULL, error) < 0)
    return NULL;
  const guchar *head = g_buffered_input_stream_peek_buffer (G_BUFFERED_INPUT_STREAM (buffered), &count);
  if (count < 2 || head[0] != 0x1f || head[1] != 0x8b)
    return g_steal_pointer (&buffered);
  gunzip = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  return g_converter_input_stream_new (buffered, gunzip);
}

gboolean
parvis_csv_read_file (const char *path, ParvisCsvRowFunc func, gpointer user_data, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (GInputStream) text = open_text (path, &problem);

  if (text != NULL)
    return parvis_csv_read (text, path, func, user_data, error);
  g_set_error (error, PARVIS_CSV_ERROR, PARVIS_CSV_ERROR_UNREADABLE, _ ("%s ne peut pas être lu : %s"), path,
               problem->message);
  return FALSE;
}
