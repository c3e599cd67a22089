/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/card/exchange-link.h"

#include <string.h>

#include "drivers/card/link-private.h"

typedef struct
{
  ParvisCardLink *link; /* %NULL when replaying */
  ParvisExchange *exchange;
} ExchangeLink;

static gboolean
bears_code (const guint8 *command, gsize length)
{
  return length > 5 && (command[1] == 0x20 || command[1] == 0x24 || command[1] == 0x2C);
}

/* @command as it may be written; to be wiped by nobody. */
static const guint8 *
without_code (const guint8 *command, gsize length, guint8 *room)
{
  if (!bears_code (command, length) || length > PARVIS_CARD_COMMAND_MAX)
    return command;
  memset (room, 0, length);
  memcpy (room, command, 5);
  return room;
}

static gboolean
record_transmit (gpointer user_data, const guint8 *command, gsize command_length, guint8 *answer, gsize *length,
                 GError **error)
{
  ExchangeLink *self = user_data;
  guint8 room[PARVIS_CARD_COMMAND_MAX];

  parvis_exchange_add_sent (self->exchange, without_code (command, command_length, room), command_length);
  if (!parvis_card_link_transmit (self->link, command, command_length, answer, length, error))
    {
      parvis_exchange_add_words (self->exchange, error != NULL && *error != NULL ? (*error)->message : "no answer");
      return FALSE;
    }
  parvis_exchange_add_received (self->exchange, answer, *length);
  return TRUE;
}

static gboolean
replay_transmit (gpointer user_data, const guint8 *command, gsize command_length, guint8 *answer, gsize *length,
                 GError **error)
{
  ExchangeLink *self = user_data;
  guint8 room[PARVIS_CARD_COMMAND_MAX];
  g_autoptr (GError) local = NULL;
  GBytes *said;

  if (parvis_exchange_is_over (self->exchange))
    {
      g_set_error_literal (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_REMOVED, "the recording ends here");
      return FALSE;
    }
  if (!parvis_exchange_expect (self->exchange, without_code (command, command_length, room), command_length, &local))
    {
      g_set_error_literal (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_PROTOCOL, local->message);
      return FALSE;
    }
  said = parvis_exchange_answer (self->exchange);
  *length = said != NULL ? g_bytes_get_size (said) : 0;
  if (said == NULL || *length > PARVIS_CARD_ANSWER_MAX)
    {
      g_set_error_literal (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_MUTE, "the recording has no answer to this");
      return FALSE;
    }
  memcpy (answer, g_bytes_get_data (said, NULL), *length);
  return TRUE;
}

static ParvisCardLink *
new_link (const ParvisCardLinkKind *kind, ParvisCardLink *link, ParvisExchange *exchange)
{
  ExchangeLink *self = g_new (ExchangeLink, 1);

  *self = (ExchangeLink){ link, exchange };
  return parvis_card_link_new (kind, self);
}

ParvisCardLink *
parvis_card_link_record (ParvisCardLink *link, ParvisExchange *exchange)
{
  static const ParvisCardLinkKind kind = { record_transmit, g_free };

  return new_link (&kind, link, exchange);
}

ParvisCardLink *
parvis_card_link_replay (ParvisExchange *exchange)
{
  static const ParvisCardLinkKind kind = { replay_transmit, g_free };

  return new_link (&kind, NULL, exchange);
}
