/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/card/emrtd/bac.h"

#include <string.h>

#include <openssl/crypto.h>
#include <openssl/rand.h>

#include "base/secret.h"

#define SEED  16
#define PLAIN 32 /* two challenges and half a key each */

enum
{
  INS_GET_CHALLENGE = 0x84,
  INS_EXTERNAL_AUTHENTICATE = 0x82,
  STATUS_OK = 0x9000,
};

void
parvis_bac_clear (ParvisBac *self)
{
  parvis_wipe (self, sizeof *self);
}

gboolean
parvis_bac_make_message (const ParvisBac *self, guint8 *message, GError **error)
{
  guint8 plain[PLAIN];
  gboolean done;

  memcpy (plain, self->ours, PARVIS_BAC_CHALLENGE);
  memcpy (plain + PARVIS_BAC_CHALLENGE, self->theirs, PARVIS_BAC_CHALLENGE);
  memcpy (plain + 2 * PARVIS_BAC_CHALLENGE, self->key, PARVIS_BAC_KEY);
  done = parvis_emrtd_encrypt (PARVIS_EMRTD_3DES, self->document.encryption, NULL, plain, PLAIN, message, error)
         && parvis_emrtd_mac (PARVIS_EMRTD_3DES, self->document.mac, message, PLAIN, message + PLAIN, error);
  parvis_wipe (plain, sizeof plain);
  return done;
}

static gboolean
is_answer_to (const ParvisBac *self, const guint8 *plain)
{
  return CRYPTO_memcmp (plain, self->theirs, PARVIS_BAC_CHALLENGE) == 0
         && CRYPTO_memcmp (plain + PARVIS_BAC_CHALLENGE, self->ours, PARVIS_BAC_CHALLENGE) == 0;
}

static gboolean
derive_session (const ParvisBac *self, const guint8 *their_key, ParvisEmrtdKeys *session, GError **error)
{
  guint8 seed[SEED];
  gboolean done;

  for (gsize i = 0; i < SEED; i++)
    seed[i] = self->key[i] ^ their_key[i];
  done = parvis_emrtd_keys_derive (session, PARVIS_EMRTD_3DES, seed, sizeof seed, error);
  parvis_wipe (seed, sizeof seed);
  /* 9.8.6.3: the last four bytes of either challenge. */
  memcpy (session->counter, self->theirs + 4, 4);
  memcpy (session->counter + 4, self->ours + 4, 4);
  return done;
}

gboolean
parvis_bac_take_answer (const ParvisBac *self, const guint8 *answer, ParvisEmrtdKeys *session, GError **error)
{
  guint8 mac[PARVIS_EMRTD_MAC], plain[PLAIN];
  gboolean done;

  if (!parvis_emrtd_mac (PARVIS_EMRTD_3DES, self->document.mac, answer, PLAIN, mac, error)
      || !parvis_emrtd_decrypt (PARVIS_EMRTD_3DES, self->document.encryption, NULL, answer, PLAIN, plain, error))
    return FALSE;
  if (CRYPTO_memcmp (mac, answer + PLAIN, sizeof mac) == 0 && is_answer_to (self, plain))
    done = derive_session (self, plain + 2 * PARVIS_BAC_CHALLENGE, session, error);
  else
    {
      g_set_error_literal (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_FORGED,
                           "the card accepts a code that it does not know");
      done = FALSE;
    }
  parvis_wipe (plain, sizeof plain);
  return done;
}

/* @what in @expected bytes; FALSE with @status where the card says anything but 9000. */
static gboolean
ask (ParvisEmrtdChannel *channel, const ParvisCardCommand *command, guint8 *out, guint16 *status, GError **error)
{
  g_autoptr (GBytes) answer = parvis_emrtd_channel_command (channel, command, status, error);

  if (answer == NULL)
    return FALSE;
  if (*status == STATUS_OK && g_bytes_get_size (answer) != command->expected)
    {
      g_set_error_literal (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_PROTOCOL,
                           "the card's answer in BAC has an impossible length");
      return FALSE;
    }
  if (*status == STATUS_OK)
    memcpy (out, g_bytes_get_data (answer, NULL), command->expected);
  return TRUE;
}

static gboolean
take_challenge (ParvisEmrtdChannel *channel, ParvisBac *bac, GError **error)
{
  const ParvisCardCommand command = { .ins = INS_GET_CHALLENGE, .expected = PARVIS_BAC_CHALLENGE };
  guint16 status;

  if (!ask (channel, &command, bac->theirs, &status, error))
    return FALSE;
  if (status == STATUS_OK)
    return TRUE;
  g_set_error (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_UNSUPPORTED, "the document knows no way in of ours (%04X)",
               status);
  return FALSE;
}

static gboolean
authenticate (ParvisEmrtdChannel *channel, const ParvisBac *bac, guint8 *answer, GError **error)
{
  guint8 message[PARVIS_BAC_MESSAGE];
  const ParvisCardCommand command = {
    .ins = INS_EXTERNAL_AUTHENTICATE, .data = message, .data_length = sizeof message, .expected = PARVIS_BAC_MESSAGE
  };
  guint16 status;

  if (!parvis_bac_make_message (bac, message, error) || !ask (channel, &command, answer, &status, error))
    return FALSE;
  if (status == STATUS_OK)
    return TRUE;
  if (status == 0x6D00 || status == 0x6E00)
    g_set_error (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_UNSUPPORTED, "the document knows no way in of ours (%04X)",
                 status);
  else
    g_set_error (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_WRONG_CODE, "the document does not know this code (%04X)",
                 status);
  return FALSE;
}

gboolean
parvis_bac_open (ParvisEmrtdChannel *channel, const guint8 *secret, GError **error)
{
  g_auto (ParvisBac) bac = { 0 };
  guint8 answer[PARVIS_BAC_MESSAGE];

  if (!parvis_emrtd_keys_derive (&bac.document, PARVIS_EMRTD_3DES, secret, SEED, error))
    return FALSE;
  if (RAND_priv_bytes (bac.ours, sizeof bac.ours) != 1 || RAND_priv_bytes (bac.key, sizeof bac.key) != 1)
    {
      g_set_error_literal (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_UNSUPPORTED, "libcrypto has no random numbers");
      return FALSE;
    }
  if (!take_challenge (channel, &bac, error) || !authenticate (channel, &bac, answer, error)
      || !parvis_bac_take_answer (&bac, answer, &channel->keys, error))
    return FALSE;
  channel->secure = TRUE;
  return TRUE;
}
