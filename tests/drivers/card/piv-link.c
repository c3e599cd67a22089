/* SPDX-License-Identifier: EUPL-1.2 */
#include "piv-link.h"

#include "cards/vpcd.h"

static gboolean
transmit (gpointer user_data, const guint8 *command, gsize command_length, guint8 *answer, gsize *length,
          GError **error)
{
  *length = piv_card_command (user_data, command, command_length, answer);
  if (*length == VPCD_MUTE)
    g_set_error (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_MUTE, "no answer");
  else if (*length == VPCD_REMOVE)
    g_set_error (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_REMOVED, "taken away");
  return *length != VPCD_MUTE && *length != VPCD_REMOVE;
}

ParvisCardLink *
piv_link_new (PivCard *card)
{
  const ParvisCardLinkKind kind = { .transmit = transmit };

  return parvis_card_link_new (&kind, card);
}
