/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/card/pcsc.h"

/* A card that goes away in mid-command is first an answer of nothing; that it went is known a moment later. */
#define GONE_MS     500
#define MOST_RESETS 5

ParvisCardError
parvis_pcsc_error_code (LONG code)
{
  switch (code)
    {
    case SCARD_W_REMOVED_CARD:
    case SCARD_E_NO_SMARTCARD:
    case SCARD_E_READER_UNAVAILABLE:
    case SCARD_E_UNKNOWN_READER:
    case SCARD_E_NO_READERS_AVAILABLE:
      return PARVIS_CARD_ERROR_REMOVED;
    case SCARD_E_NO_SERVICE:
    case SCARD_E_SERVICE_STOPPED:
    case SCARD_F_COMM_ERROR:
    case SCARD_E_INVALID_HANDLE: /* of a pcscd that was started anew */
      return PARVIS_CARD_ERROR_NO_SERVICE;
    case SCARD_E_INSUFFICIENT_BUFFER:
      return PARVIS_CARD_ERROR_PROTOCOL;
    case SCARD_E_CANCELLED:
      return PARVIS_CARD_ERROR_CANCELLED;
    default:
      return PARVIS_CARD_ERROR_MUTE;
    }
}

void
parvis_pcsc_set_error (GError **error, LONG code, const char *what)
{
  g_set_error (error, PARVIS_CARD_ERROR, (int) parvis_pcsc_error_code (code), "%s: %s", what,
               pcsc_stringify_error (code));
}

ParvisPcscCard *
parvis_pcsc_card_new (const char *reader, GCancellable *cancellable)
{
  ParvisPcscCard *self = g_new0 (ParvisPcscCard, 1);

  g_mutex_init (&self->lock);
  self->reader = g_strdup (reader);
  self->cancellable = g_object_ref (cancellable);
  return self;
}

void
parvis_pcsc_card_free (ParvisPcscCard *self)
{
  g_mutex_clear (&self->lock);
  g_free (self->reader);
  g_object_unref (self->cancellable);
  g_free (self);
}

gint64
parvis_pcsc_card_waiting_since (ParvisPcscCard *self)
{
  gint64 since;

  g_mutex_lock (&self->lock);
  since = self->waiting_since;
  g_mutex_unlock (&self->lock);
  return since;
}

static void
set_waiting (ParvisPcscCard *self, gboolean waiting)
{
  g_mutex_lock (&self->lock);
  self->waiting_since = waiting ? g_get_monotonic_time () : 0;
  g_mutex_unlock (&self->lock);
}

/* Somebody who gives the card back as we take it powers it off: a job that was given up and has just ended. */
static LONG
take_card (ParvisPcscCard *self)
{
  LONG code = SCardBeginTransaction (self->card);

  for (guint i = 0; i < MOST_RESETS && (code == SCARD_W_RESET_CARD || code == SCARD_W_UNPOWERED_CARD); i++)
    {
      code = SCardReconnect (self->card, SCARD_SHARE_SHARED, SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1, SCARD_LEAVE_CARD,
                             &self->protocol);
      if (code == SCARD_S_SUCCESS)
        code = SCardBeginTransaction (self->card);
    }
  return code;
}

static LONG
connect_card (ParvisPcscCard *self)
{
  LONG code = SCardEstablishContext (SCARD_SCOPE_SYSTEM, NULL, NULL, &self->context);

  self->has_context = code == SCARD_S_SUCCESS;
  if (code == SCARD_S_SUCCESS)
    code = SCardConnect (self->context, self->reader, SCARD_SHARE_SHARED, SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1,
                         &self->card, &self->protocol);
  self->has_card = self->has_context && code == SCARD_S_SUCCESS;
  if (code == SCARD_S_SUCCESS)
    code = take_card (self);
  self->in_transaction = self->has_card && code == SCARD_S_SUCCESS;
  return code;
}

/* Waits a moment for the card to be seen gone. */
static gboolean
is_gone (ParvisPcscCard *self)
{
  SCARD_READERSTATE state = { .szReader = self->reader, .dwCurrentState = SCARD_STATE_UNAWARE };
  gint64 end = g_get_monotonic_time () + GONE_MS * 1000;

  set_waiting (self, TRUE); /* anew: PC/SC has answered */
  for (gint64 now = g_get_monotonic_time (); now < end; now = g_get_monotonic_time ())
    {
      LONG code = SCardGetStatusChange (self->context, (DWORD) ((end - now) / 1000), &state, 1);

      if (code == SCARD_E_TIMEOUT)
        return FALSE;
      if (code != SCARD_S_SUCCESS || !(state.dwEventState & SCARD_STATE_PRESENT))
        return TRUE;
      state.dwCurrentState = state.dwEventState & ~(DWORD) SCARD_STATE_CHANGED;
    }
  return FALSE;
}

gboolean
parvis_pcsc_card_open (ParvisPcscCard *self, GError **error)
{
  LONG code;

  set_waiting (self, TRUE);
  code = connect_card (self);
  /* Without power: of a card that does not answer, or of one that goes. */
  if ((code == SCARD_W_UNPOWERED_CARD || code == SCARD_W_UNRESPONSIVE_CARD) && is_gone (self))
    code = SCARD_W_REMOVED_CARD;
  set_waiting (self, FALSE);
  if (code != SCARD_S_SUCCESS)
    parvis_pcsc_set_error (error, code, "the card cannot be connected to");
  return code == SCARD_S_SUCCESS;
}

void
parvis_pcsc_card_close (ParvisPcscCard *self)
{
  set_waiting (self, TRUE);
  if (self->in_transaction)
    SCardEndTransaction (self->card, SCARD_LEAVE_CARD);
  if (self->has_card)
    SCardDisconnect (self->card, SCARD_UNPOWER_CARD);
  if (self->has_context)
    SCardReleaseContext (self->context);
  self->in_transaction = self->has_card = self->has_context = FALSE;
  set_waiting (self, FALSE);
}

/* ---- the link ---- */

/* T=0 has no Le where there is data (ISO/IEC 7816-3, 12.2.1): what there is to fetch is said by 61xx. */
static gsize
length_for_protocol (const ParvisPcscCard *self, const guint8 *command, gsize length)
{
  gboolean both = length > 5 && command[4] != 0 && length == (gsize) command[4] + 6;

  return self->protocol == SCARD_PROTOCOL_T0 && both ? length - 1 : length;
}

static gboolean
fail (ParvisPcscCard *self, LONG code, gsize length, GError **error)
{
  if (code == SCARD_S_SUCCESS || parvis_pcsc_error_code (code) == PARVIS_CARD_ERROR_MUTE)
    {
      ParvisCardError kind = is_gone (self) ? PARVIS_CARD_ERROR_REMOVED : PARVIS_CARD_ERROR_MUTE;

      g_set_error (error, PARVIS_CARD_ERROR, (int) kind, "the card answers %zu bytes: %s", length,
                   pcsc_stringify_error (code));
    }
  else
    parvis_pcsc_set_error (error, code, "the card does not answer");
  return FALSE;
}

static gboolean
pcsc_transmit (gpointer user_data, const guint8 *command, gsize command_length, guint8 *answer, gsize *length,
               GError **error)
{
  ParvisPcscCard *self = user_data;
  const SCARD_IO_REQUEST *way = self->protocol == SCARD_PROTOCOL_T0 ? SCARD_PCI_T0 : SCARD_PCI_T1;
  DWORD got = PARVIS_CARD_ANSWER_MAX;
  gboolean ok;
  LONG code;

  if (g_cancellable_is_cancelled (self->cancellable))
    {
      g_set_error (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_CANCELLED, "the reading was cancelled");
      return FALSE;
    }
  set_waiting (self, TRUE);
  code = SCardTransmit (self->card, way, command, length_for_protocol (self, command, command_length), NULL, answer,
                        &got);
  *length = code == SCARD_S_SUCCESS ? got : 0;
  ok = (code == SCARD_S_SUCCESS && got >= 2) || fail (self, code, *length, error);
  set_waiting (self, FALSE);
  return ok;
}

ParvisCardLink *
parvis_pcsc_card_link (ParvisPcscCard *self)
{
  static const ParvisCardLinkKind kind = { pcsc_transmit, NULL };

  return parvis_card_link_new (&kind, self);
}
