/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/card/link-private.h"

#include <string.h>

#include "base/secret.h"

/* ISO/IEC 7816-4, 5.1: a header of four bytes, then Lc, data and Le, each where it is. */
#define HEADER           4
#define CHUNK            255
#define SHORT_MAX        (HEADER + 1 + CHUNK + 1)
#define CLA_CHAINING     0x10
#define CLA_PSEUDO       0xFF /* PC/SC part 3: for the reader, not for the card */
#define INS_SELECT       0xA4
#define INS_GET_RESPONSE 0xC0
/* An answer in pieces: 256 whole ones make the largest. */
#define MOST_PIECES 512

struct _ParvisCardLink
{
  ParvisCardLinkKind kind;
  gpointer user_data;
  guint8 *answer; /* PARVIS_CARD_ANSWER_MAX */
};

G_DEFINE_QUARK (parvis_card_error_quark, parvis_card_error)

ParvisCardLink *
parvis_card_link_new (const ParvisCardLinkKind *kind, gpointer user_data)
{
  ParvisCardLink *self = g_new0 (ParvisCardLink, 1);

  self->kind = *kind;
  self->user_data = user_data;
  self->answer = g_malloc0 (PARVIS_CARD_ANSWER_MAX);
  return self;
}

void
parvis_card_link_free (ParvisCardLink *self)
{
  if (self == NULL)
    return;
  if (self->kind.free != NULL)
    self->kind.free (self->user_data);
  parvis_wipe (self->answer, PARVIS_CARD_ANSWER_MAX);
  g_free (self->answer);
  g_free (self);
}

/* What has come of an answer; never grown by realloc, which would leave a copy behind. */
typedef struct
{
  guint8 *data;
  gsize length, room;
} Pieces;

static void
pieces_clear (Pieces *pieces)
{
  parvis_wipe (pieces->data, pieces->room);
  g_free (pieces->data);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pieces, pieces_clear)

static gboolean
pieces_add (Pieces *pieces, const guint8 *data, gsize length, GError **error)
{
  if (pieces->data == NULL)
    {
      pieces->room = PARVIS_CARD_ANSWER_MAX - 2;
      pieces->data = g_malloc (pieces->room);
    }
  if (length > pieces->room - pieces->length)
    {
      g_set_error (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_PROTOCOL, "the card answers more than %zu bytes",
                   pieces->room);
      return FALSE;
    }
  memcpy (pieces->data + pieces->length, data, length);
  pieces->length += length;
  return TRUE;
}

/* ---- one command ---- */

/* The most a command may be answered (ISO/IEC 7816-4, 5.2): an extended one has a zero where a short one has its
 * length. */
static gsize
most_answered (const guint8 *command, gsize length)
{
  gboolean extended = length > HEADER + 2 && command[HEADER] == 0;

  return extended ? PARVIS_CARD_ANSWER_MAX : 256 + 2;
}

/* The answer stands in @self->answer, @length without the status word. */
static gboolean
transmit (ParvisCardLink *self, const guint8 *command, gsize command_length, gsize *length, guint16 *status,
          GError **error)
{
  gsize got = 0;

  if (!self->kind.transmit (self->user_data, command, command_length, self->answer, &got, error))
    return FALSE;
  if (got < 2 || got > most_answered (command, command_length))
    {
      g_set_error (error, PARVIS_CARD_ERROR, got < 2 ? PARVIS_CARD_ERROR_MUTE : PARVIS_CARD_ERROR_PROTOCOL,
                   "the card answers %zu bytes", got);
      return FALSE;
    }
  *length = got - 2;
  *status = (guint16) (self->answer[got - 2] << 8 | self->answer[got - 1]);
  return TRUE;
}

/* A short command again, with the Le the card asks for (ISO/IEC 7816-4, 5.6: 6Cxx). 0: it has no place for one. */
static gsize
correct_length (const guint8 *command, gsize length, guint8 le, guint8 corrected[SHORT_MAX])
{
  gsize data = length > HEADER + 1 ? (gsize) command[HEADER] : 0;
  gsize place = length == HEADER + 1 ? HEADER : HEADER + 1 + data;

  if (length > SHORT_MAX || length < HEADER + 1 || length < place || length > place + 1)
    return 0;
  if (length > HEADER + 1 && data == 0) /* an extended one */
    return 0;
  memcpy (corrected, command, place);
  corrected[place] = le;
  return place + 1;
}

static gboolean
transmit_corrected (ParvisCardLink *self, const guint8 *command, gsize command_length, gsize *length, guint16 *status,
                    GError **error)
{
  guint8 corrected[SHORT_MAX];
  gsize corrected_length;
  gboolean ok;

  if (!transmit (self, command, command_length, length, status, error))
    return FALSE;
  if (*status >> 8 != 0x6C)
    return TRUE;
  corrected_length = correct_length (command, command_length, (guint8) *status, corrected);
  if (corrected_length == 0)
    return TRUE;
  ok = transmit (self, corrected, corrected_length, length, status, error);
  parvis_wipe (corrected, sizeof corrected);
  return ok;
}

/* GET RESPONSE goes along the logical channel of the command (ISO/IEC 7816-4, 5.4.1), without secure messaging. */
static guint8
response_class (guint8 cla)
{
  if (cla == CLA_PSEUDO)
    return 0;
  return (cla & 0xC0) == 0x40 ? (cla & 0x4F) : (cla & 0x03);
}

static gboolean
fetch_rest (ParvisCardLink *self, guint8 cla, Pieces *pieces, guint16 *status, GError **error)
{
  for (guint i = 0; *status >> 8 == 0x61; i++)
    {
      const guint8 command[] = { response_class (cla), INS_GET_RESPONSE, 0, 0, (guint8) *status };
      gsize length;

      if (!transmit_corrected (self, command, sizeof command, &length, status, error)
          || !pieces_add (pieces, self->answer, length, error))
        return FALSE;
      if (*status >> 8 == 0x61 && (length == 0 || i == MOST_PIECES))
        {
          g_set_error (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_PROTOCOL,
                       "the card never comes to the end of its answer");
          return FALSE;
        }
    }
  return TRUE;
}

GBytes *
parvis_card_link_send (ParvisCardLink *self, const guint8 *command, gsize length, guint16 *status, GError **error)
{
  g_auto (Pieces) pieces = { NULL, 0, 0 };
  gsize got;

  if (length < HEADER || length > PARVIS_CARD_COMMAND_MAX)
    {
      g_set_error (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_PROTOCOL, "a command of %zu bytes", length);
      return NULL;
    }
  if (!transmit_corrected (self, command, length, &got, status, error))
    return NULL;
  if (*status >> 8 != 0x61)
    {
      GBytes *bytes = parvis_secret_bytes_new (self->answer, got);

      parvis_wipe (self->answer, got);
      return bytes;
    }
  if (!pieces_add (&pieces, self->answer, got, error) || !fetch_rest (self, command[0], &pieces, status, error))
    return NULL;
  parvis_wipe (self->answer, PARVIS_CARD_ANSWER_MAX);
  return parvis_secret_bytes_new (pieces.data, pieces.length);
}

/* ---- a command by its parts ---- */

static gsize
build (const ParvisCardCommand *command, const guint8 *data, gsize data_length, gboolean last, guint8 built[SHORT_MAX])
{
  gsize length = HEADER;

  built[0] = (guint8) (last ? command->cla : command->cla | CLA_CHAINING);
  built[1] = command->ins;
  built[2] = command->p1;
  built[3] = command->p2;
  if (data_length > 0)
    {
      built[length++] = (guint8) data_length;
      memcpy (built + length, data, data_length);
      length += data_length;
    }
  if (last && command->expected > 0)
    built[length++] = (guint8) MIN (command->expected, 256); /* 256 is said as 0 */
  return length;
}

GBytes *
parvis_card_link_command (ParvisCardLink *self, const ParvisCardCommand *command, guint16 *status, GError **error)
{
  guint8 built[SHORT_MAX];
  gsize at = 0;
  GBytes *answer;

  if (command->data_length > PARVIS_CARD_COMMAND_MAX)
    {
      g_set_error (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_PROTOCOL, "a command of %zu bytes",
                   command->data_length);
      return NULL;
    }
  for (;;)
    {
      gsize chunk = MIN (command->data_length - at, CHUNK);
      gboolean last = at + chunk == command->data_length;
      gsize length = build (command, command->data != NULL ? command->data + at : NULL, chunk, last, built);

      answer = parvis_card_link_send (self, built, length, status, error);
      parvis_wipe (built, sizeof built);
      at += chunk;
      if (answer == NULL || last || *status != 0x9000) /* a chain that the card breaks off is over */
        return answer;
      g_bytes_unref (answer);
    }
}

GBytes *
parvis_card_link_command_ok (ParvisCardLink *self, const ParvisCardCommand *command, GError **error)
{
  guint16 status = 0;
  g_autoptr (GBytes) answer = parvis_card_link_command (self, command, &status, error);

  if (answer == NULL)
    return NULL;
  if (status != 0x9000)
    {
      g_set_error (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_REFUSED, "the card answers %04X to command %02X", status,
                   command->ins);
      return NULL;
    }
  return g_steal_pointer (&answer);
}

GBytes *
parvis_card_link_select (ParvisCardLink *self, const guint8 *aid, gsize length, GError **error)
{
  const ParvisCardCommand command
      = { .ins = INS_SELECT, .p1 = 0x04, .data = aid, .data_length = length, .expected = 256 };
  guint16 status = 0;
  g_autoptr (GBytes) answer = parvis_card_link_command (self, &command, &status, error);

  if (answer == NULL)
    return NULL;
  if (status == 0x6A82)
    {
      g_set_error (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_UNSUPPORTED, "the card has no such application");
      return NULL;
    }
  if (status != 0x9000)
    {
      g_set_error (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_REFUSED, "the card answers %04X when it is selected",
                   status);
      return NULL;
    }
  return g_steal_pointer (&answer);
}

gboolean
parvis_card_link_transmit (ParvisCardLink *self, const guint8 *command, gsize command_length, guint8 *answer,
                           gsize *length, GError **error)
{
  return self->kind.transmit (self->user_data, command, command_length, answer, length, error);
}
