/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/exchange/exchange.h"

#include <string.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "base/secret.h"

#define HEAD "parvis-exchange 1 "
#define CUT  "# enregistrement interrompu ici : le fichier serait trop gros\n"

static const char *const kinds[] = { "card", "escpos", "usb", NULL };

typedef enum
{
  WORDS = '#',
  SENT = '>',
  RECEIVED = '<',
} Sign;

typedef struct
{
  Sign sign;
  GBytes *bytes; /* of WORDS: UTF-8 */
} Line;

struct _ParvisExchange
{
  char *kind, *name;
  GPtrArray *lines;
  gsize size; /* of the file, so far */
  gboolean cut;
  guint place; /* the line that is replayed next */
};

static void
line_free (gpointer pointer)
{
  Line *line = pointer;

  g_bytes_unref (line->bytes);
  g_free (line);
}

static void
add_line (ParvisExchange *self, Sign sign, GBytes *bytes)
{
  Line *line = g_new (Line, 1);

  line->sign = sign;
  line->bytes = bytes;
  g_ptr_array_add (self->lines, line);
}

/* ---- reading ---- */

typedef struct
{
  guint number;
  const char *at, *end; /* of the text */
} Reader;

static gboolean
invalid (guint number, const char *remedy, GError **error)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("ligne %u : %s"), number, remedy);
  return FALSE;
}

/* The next line, without its end; %FALSE after the last one. */
static gboolean
next_line (Reader *reader, const char **line, gsize *length)
{
  const char *stop;

  if (reader->at == reader->end)
    return FALSE;
  stop = memchr (reader->at, '\n', (gsize) (reader->end - reader->at));
  *line = reader->at;
  *length = (gsize) ((stop != NULL ? stop : reader->end) - reader->at);
  if (*length > 0 && (*line)[*length - 1] == '\r')
    --*length;
  reader->at = stop != NULL ? stop + 1 : reader->end;
  reader->number++;
  return TRUE;
}

static gboolean
is_words (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (g_ascii_iscntrl (text[i]) && text[i] != '\t')
      return FALSE;
  return g_utf8_validate_len (text, length, NULL);
}

/* Two digits a byte; spaces between the bytes. %NULL when it is not so. */
static GBytes *
read_hex (const char *text, gsize length)
{
  guint8 *data = g_malloc (length / 2 + 1);
  gsize count = 0;

  for (gsize i = 0; i < length;)
    if (text[i] == ' ')
      i++;
    else if (i + 1 < length && g_ascii_isxdigit (text[i]) && g_ascii_isxdigit (text[i + 1]))
      {
        data[count++] = (guint8) (g_ascii_xdigit_value (text[i]) << 4 | g_ascii_xdigit_value (text[i + 1]));
        i += 2;
      }
    else
      {
        parvis_wipe (data, count);
        g_free (data);
        return NULL;
      }
  return parvis_secret_bytes_new_take (data, count);
}

static gboolean
read_words_line (ParvisExchange *self, guint number, const char *text, gsize length, GError **error)
{
  if (!is_words (text, length))
    return invalid (number, _ ("ce commentaire n’est pas du texte UTF-8 ; corrigez-le ou retirez-le"), error);
  add_line (self, WORDS, parvis_secret_bytes_new (text, length));
  return TRUE;
}

static gboolean
read_line (ParvisExchange *self, guint number, const char *text, gsize length, GError **error)
{
  char sign = length > 0 ? text[0] : '\0';
  gsize skip = length > 1 && text[1] == ' ' ? 2 : 1;
  GBytes *bytes;

  if (length == 0)
    return TRUE;
  if (sign == WORDS)
    return read_words_line (self, number, text + skip, length - skip, error);
  if (sign != SENT && sign != RECEIVED)
    return invalid (number, _ ("une ligne commence par « # », « > » ou « < » ; corrigez-la ou retirez-la"), error);
  bytes = read_hex (text + skip, length - skip);
  if (bytes == NULL)
    return invalid (number, _ ("après « > » ou « < », écrivez des octets en hexadécimal, deux chiffres chacun"), error);
  add_line (self, (Sign) sign, bytes);
  return TRUE;
}

/* "parvis-exchange 1 KIND NAME" */
static gboolean
read_head (const char *line, gsize length, char **kind, char **name, GError **error)
{
  g_autofree char *text = is_words (line, length) ? g_strndup (line, length) : NULL;
  g_auto (GStrv) words = NULL;

  if (text == NULL || !g_str_has_prefix (text, HEAD))
    return invalid (1, _ ("ce n’est pas un échange enregistré : la première ligne est « parvis-exchange 1 GENRE NOM »"),
                    error);
  words = g_strsplit (text + strlen (HEAD), " ", 2);
  if (words[0] == NULL || !g_strv_contains (kinds, words[0]))
    return invalid (1, _ ("après « parvis-exchange 1 », écrivez card, escpos ou usb"), error);
  if (words[1] == NULL || *words[1] == '\0' || strlen (words[1]) > PARVIS_EXCHANGE_MAX_NAME)
    return invalid (1, _ ("la première ligne finit par le nom de l’appareil, 200 octets au plus"), error);
  *kind = g_strdup (words[0]);
  *name = g_strdup (words[1]);
  return TRUE;
}

static ParvisExchange *
take_new (char *kind, char *name)
{
  ParvisExchange *self = g_new0 (ParvisExchange, 1);

  self->kind = kind;
  self->name = name;
  self->lines = g_ptr_array_new_with_free_func (line_free);
  self->size = strlen (HEAD) + strlen (kind) + strlen (" ") + strlen (name) + strlen ("\n");
  return self;
}

ParvisExchange *
parvis_exchange_parse (const char *text, gsize length, GError **error)
{
  Reader reader = { 0, text, text + length };
  g_autoptr (ParvisExchange) self = NULL;
  char *kind = NULL, *name = NULL;
  const char *line = "";
  gsize size = 0;

  if (length > PARVIS_EXCHANGE_MAX)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           _ ("un échange enregistré fait 4 Mio au plus ; coupez-le"));
      return NULL;
    }
  next_line (&reader, &line, &size);
  if (!read_head (line, size, &kind, &name, error))
    return NULL;
  self = take_new (kind, name);
  self->size = length;
  while (next_line (&reader, &line, &size))
    if (reader.number > PARVIS_EXCHANGE_MAX_LINES)
      {
        invalid (reader.number, _ ("un échange enregistré a 100 000 lignes au plus ; coupez-le"), error);
        return NULL;
      }
    else if (!read_line (self, reader.number, line, size, error))
      return NULL;
  return g_steal_pointer (&self);
}

/* ---- files ---- */

/* A pipe would block whoever opens it, and a huge file is not read to be refused. */
static gboolean
check_file (const char *path, GError **error)
{
  GStatBuf about;

  if (g_stat (path, &about) != 0 || (S_ISREG (about.st_mode) && about.st_size <= PARVIS_EXCHANGE_MAX))
    return TRUE; /* what is not there is told when it is opened */
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
               _ ("%s : un échange enregistré est un fichier de 4 Mio au plus ; choisissez un autre fichier"), path);
  return FALSE;
}

ParvisExchange *
parvis_exchange_load (const char *path, GError **error)
{
  ParvisExchange *self;
  char *text = NULL;
  gsize length = 0;

  if (!check_file (path, error) || !g_file_get_contents (path, &text, &length, error))
    return NULL;
  self = parvis_exchange_parse (text, length, error);
  if (self == NULL)
    g_prefix_error (error, "%s, ", path);
  parvis_wipe (text, length);
  g_free (text);
  return self;
}

static void
append_line (GString *text, const Line *line)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (line->bytes, &size);

  g_string_append_c (text, (char) line->sign);
  if (size > 0)
    g_string_append_c (text, ' ');
  if (line->sign == WORDS)
    g_string_append_len (text, (const char *) data, (gssize) size);
  else
    for (gsize i = 0; i < size; i++)
      g_string_append_printf (text, "%02x", data[i]);
  g_string_append_c (text, '\n');
}

/* In one piece of memory from the start, so that no copy of it is left behind. */
gboolean
parvis_exchange_save (const ParvisExchange *self, const char *path, GError **error)
{
  g_autoptr (ParvisSecretString) text = g_string_sized_new (PARVIS_EXCHANGE_MAX + sizeof CUT);
  gboolean saved;

  g_string_append_printf (text, HEAD "%s %s\n", self->kind, self->name);
  for (guint i = 0; i < self->lines->len; i++)
    append_line (text, g_ptr_array_index (self->lines, i));
  if (self->cut)
    g_string_append (text, CUT);
  saved = g_file_set_contents_full (path, text->str, (gssize) text->len,
                                    G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error);
  return saved;
}

/* ---- recording ---- */

static char *
clean_name (const char *name)
{
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  gsize length = MIN (strlen (valid), PARVIS_EXCHANGE_MAX_NAME);

  while (length > 0 && (valid[length] & 0xc0) == 0x80)
    length--; /* not in the middle of a character */
  valid[length] = '\0';
  for (char *at = valid; *at != '\0'; at++)
    if (g_ascii_iscntrl (*at))
      *at = ' ';
  return *valid != '\0' ? g_steal_pointer (&valid) : g_strdup ("?");
}

ParvisExchange *
parvis_exchange_new (const char *kind, const char *name)
{
  g_return_val_if_fail (g_strv_contains (kinds, kind), NULL);
  return take_new (g_strdup (kind), clean_name (name));
}

/* Once something did not fit, what comes after it would mislead: it is left out too. */
static void
record (ParvisExchange *self, Sign sign, const void *data, gsize length)
{
  gsize digits = sign == WORDS ? 1 : 2;

  self->cut = self->cut || length > PARVIS_EXCHANGE_MAX
              || self->size + length * digits > PARVIS_EXCHANGE_MAX - sizeof CUT - strlen ("> \n")
              || self->lines->len >= PARVIS_EXCHANGE_MAX_LINES - 2;
  if (self->cut)
    return;
  add_line (self, sign, parvis_secret_bytes_new (data, length));
  self->size += length * digits + strlen ("> \n");
}

void
parvis_exchange_add_sent (ParvisExchange *self, const guint8 *data, gsize length)
{
  record (self, SENT, data, length);
}

void
parvis_exchange_add_received (ParvisExchange *self, const guint8 *data, gsize length)
{
  record (self, RECEIVED, data, length);
}

void
parvis_exchange_add_words (ParvisExchange *self, const char *words)
{
  g_autofree char *line = g_utf8_make_valid (words, -1);

  for (char *at = line; *at != '\0'; at++)
    if (g_ascii_iscntrl (*at))
      *at = ' ';
  record (self, WORDS, line, strlen (line));
}

gboolean
parvis_exchange_is_cut (const ParvisExchange *self)
{
  return self->cut;
}

/* ---- replaying ---- */

static const Line *
peek (ParvisExchange *self)
{
  const Line *line = NULL;

  while (self->place < self->lines->len)
    {
      line = g_ptr_array_index (self->lines, self->place);
      if (line->sign != WORDS)
        return line;
      self->place++;
    }
  return NULL;
}

static gboolean
differs (GError **error, const char *why)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, why);
  return FALSE;
}

/* The bytes are not in the message: they may be a person's data. */
gboolean
parvis_exchange_expect (ParvisExchange *self, const guint8 *data, gsize length, GError **error)
{
  const Line *line = peek (self);
  gsize size;
  const void *said;

  if (line == NULL)
    return differs (error, _ ("l’échange enregistré est fini ; rien ne doit plus être envoyé"));
  if (line->sign != SENT)
    return differs (error, _ ("l’échange enregistré attend que l’on lise la réponse de l’appareil"));
  said = g_bytes_get_data (line->bytes, &size);
  if (size != length || (size > 0 && memcmp (said, data, size) != 0))
    return differs (error, _ ("ce qui est envoyé n’est pas ce qui a été enregistré"));
  self->place++;
  return TRUE;
}

GBytes *
parvis_exchange_answer (ParvisExchange *self)
{
  const Line *line = peek (self);

  if (line == NULL || line->sign != RECEIVED)
    return NULL;
  self->place++;
  return line->bytes;
}

gboolean
parvis_exchange_is_over (ParvisExchange *self)
{
  return peek (self) == NULL;
}

/* ---- what it is, and its end ---- */

const char *
parvis_exchange_kind (const ParvisExchange *self)
{
  return self->kind;
}

const char *
parvis_exchange_name (const ParvisExchange *self)
{
  return self->name;
}

void
parvis_exchange_free (ParvisExchange *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->lines);
  g_free (self->kind);
  g_free (self->name);
  g_free (self);
}
