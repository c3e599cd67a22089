/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/card/emrtd/pace.h"

#include <openssl/crypto.h>
#include <openssl/rand.h>

#include "base/secret.h"
#include "drivers/card/emrtd/pace-integrated.h"
#include "drivers/card/tlv.h"

#define CLA_CHAINED 0x10
#define NONCE_MAX   64

enum
{
  INS_MSE = 0x22,
  INS_GENERAL_AUTHENTICATE = 0x86,
  TAG_DYNAMIC_DATA = 0x7C,
  TAG_PUBLIC_KEY = 0x7F49,
  TAG_OID = 0x06,
  TAG_POINT = 0x86,
  STATUS_OK = 0x9000,
};

/* 4.4.4.2, tables 3 to 6: one round: what we send, what the card answers. */
enum
{
  TAG_NONCE = 0x80,
  TAG_MAP_OURS = 0x81,
  TAG_MAP_THEIRS = 0x82,
  TAG_KEY_OURS = 0x83,
  TAG_KEY_THEIRS = 0x84,
  TAG_TOKEN_OURS = 0x85,
  TAG_TOKEN_THEIRS = 0x86,
};

typedef struct
{
  ParvisEmrtdChannel *channel;
  const ParvisPaceInfo *info;
  ParvisPaceGroup *group;
  ParvisPaceStep step;
  gpointer user_data;
} Run;

static gboolean
refuse (guint16 status, const char *what, GError **error)
{
  g_set_error (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_REFUSED, "the card refused %s (%04X)", what, status);
  return FALSE;
}

/* 4.4.4.1. 63Cx tells how many tries are left and is no refusal. */
static gboolean
set_template (ParvisEmrtdChannel *channel, const ParvisPaceInfo *info, ParvisPacePassword password, GError **error)
{
  g_autoptr (GByteArray) data = g_byte_array_new ();
  g_autoptr (GBytes) answer = NULL;
  const guint8 reference = (guint8) password, parameters = (guint8) info->parameters;
  ParvisCardCommand command = { .ins = INS_MSE, .p1 = 0xC1, .p2 = 0xA4 };
  guint16 status;

  parvis_tlv_append (data, 0x80, info->oid, sizeof info->oid);
  parvis_tlv_append (data, 0x83, &reference, 1);
  if (info->ambiguous)
    parvis_tlv_append (data, 0x84, &parameters, 1);
  command.data = data->data;
  command.data_length = data->len;
  answer = parvis_emrtd_channel_command (channel, &command, &status, error);
  if (answer == NULL)
    return FALSE;
  if (status != STATUS_OK && (status & 0xFFF0) != 0x63C0)
    return refuse (status, "PACE", error);
  return TRUE;
}

static GBytes *
find_answer (GBytes *answer, guint32 tag, GError **error)
{
  const guint32 path[] = { TAG_DYNAMIC_DATA, tag, 0 };
  ParvisTlvSpan span;
  ParvisTlv found;

  span.data = g_bytes_get_data (answer, &span.length);
  if (!parvis_tlv_find_path (span, path, &found))
    {
      g_set_error (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_PROTOCOL, "the card's answer in PACE lacks %02X",
                   (guint) tag);
      return NULL;
    }
  return g_bytes_new (found.value.data, found.value.length);
}

/* GENERAL AUTHENTICATE. The last of the four tells whether the password was right, by a status that cards choose
 * freely. */
static GBytes *
authenticate (Run *run, guint32 tag, GBytes *value, guint32 expected, GError **error)
{
  g_autoptr (GByteArray) inner = g_byte_array_new (), data = g_byte_array_new ();
  g_autoptr (GBytes) answer = NULL;
  gboolean last = tag == TAG_TOKEN_OURS;
  ParvisCardCommand command = { .cla = last ? 0 : CLA_CHAINED, .ins = INS_GENERAL_AUTHENTICATE, .expected = 256 };
  guint16 status;

  if (value != NULL)
    parvis_tlv_append (inner, tag, g_bytes_get_data (value, NULL), g_bytes_get_size (value));
  parvis_tlv_append (data, TAG_DYNAMIC_DATA, inner->data, inner->len);
  command.data = data->data;
  command.data_length = data->len;
  answer = parvis_emrtd_channel_command (run->channel, &command, &status, error);
  if (answer == NULL)
    return NULL;
  if (status == STATUS_OK)
    return find_answer (answer, expected, error);
  if (status == 0x6983)
    g_set_error_literal (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_BLOCKED, "the document's code is blocked");
  else if (last)
    g_set_error (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_WRONG_CODE, "the document does not know this code (%04X)",
                 status);
  else
    refuse (status, "a round of PACE", error);
  return NULL;
}

GBytes *
parvis_pace_decrypt_nonce (const ParvisPaceInfo *info, const guint8 *secret, gsize length, GBytes *cryptogram,
                           GError **error)
{
  guint8 key[PARVIS_EMRTD_KEY_MAX];
  gsize size;
  const guint8 *data = g_bytes_get_data (cryptogram, &size);
  g_autofree guint8 *nonce = NULL;
  gboolean done;

  if (size == 0 || size > NONCE_MAX || size % parvis_emrtd_block_size (info->cipher) != 0)
    {
      g_set_error_literal (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_PROTOCOL,
                           "the card's nonce has an impossible length");
      return NULL;
    }
  nonce = g_malloc0 (size);
  done = parvis_emrtd_derive (info->cipher, secret, length, PARVIS_EMRTD_FOR_PASSWORD, key, error)
         && parvis_emrtd_decrypt (info->cipher, key, NULL, data, size, nonce, error);
  parvis_wipe (key, sizeof key);
  return done ? parvis_secret_bytes_new_take (g_steal_pointer (&nonce), size) : NULL;
}

gboolean
parvis_pace_token (const ParvisPaceInfo *info, const ParvisEmrtdKeys *keys, GBytes *public, guint8 *token,
                   GError **error)
{
  g_autoptr (GByteArray) inner = g_byte_array_new (), data = g_byte_array_new ();

  parvis_tlv_append (inner, TAG_OID, info->oid, sizeof info->oid);
  parvis_tlv_append (inner, TAG_POINT, g_bytes_get_data (public, NULL), g_bytes_get_size (public));
  parvis_tlv_append (data, TAG_PUBLIC_KEY, inner->data, inner->len);
  return parvis_emrtd_mac (info->cipher, keys->mac, data->data, data->len, token, error);
}

static void
tell (Run *run, guint round)
{
  if (run->step != NULL)
    run->step (round, run->user_data);
}

/* Generic mapping, and chip-authentication mapping alike: keys are exchanged. */
static gboolean
map_generic (Run *run, GBytes *nonce, GError **error)
{
  g_autoptr (GBytes) ours = parvis_pace_group_make_key (run->group, NULL, 0, error);
  g_autoptr (GBytes) theirs = ours != NULL ? authenticate (run, TAG_MAP_OURS, ours, TAG_MAP_THEIRS, error) : NULL;

  return theirs != NULL && parvis_pace_group_map (run->group, nonce, theirs, error);
}

/* Integrated mapping: the card is told a nonce of ours, and has nothing to say to it. */
static gboolean
map_integrated (Run *run, GBytes *nonce, GError **error)
{
  guint8 bytes[PARVIS_EMRTD_KEY_MAX];
  gsize length = parvis_emrtd_key_size (run->info->cipher);
  g_autoptr (GBytes) ours = NULL, theirs = NULL, random = NULL;

  if (RAND_bytes (bytes, (int) length) != 1)
    {
      g_set_error_literal (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_UNSUPPORTED, "libcrypto has no random numbers");
      return FALSE;
    }
  ours = g_bytes_new (bytes, length);
  theirs = authenticate (run, TAG_MAP_OURS, ours, TAG_MAP_THEIRS, error);
  if (theirs == NULL)
    return FALSE;
  random = parvis_pace_random (run->info->cipher, nonce, ours, parvis_pace_group_bits (run->group), error);
  return random != NULL && parvis_pace_group_map_integrated (run->group, random, error);
}

static gboolean
map (Run *run, const guint8 *secret, gsize length, GError **error)
{
  g_autoptr (GBytes) cryptogram = NULL, nonce = NULL;

  tell (run, 1);
  cryptogram = authenticate (run, 0, NULL, TAG_NONCE, error);
  nonce = cryptogram != NULL ? parvis_pace_decrypt_nonce (run->info, secret, length, cryptogram, error) : NULL;
  if (nonce == NULL)
    return FALSE;
  tell (run, 2);
  return run->info->mapping == PARVIS_PACE_INTEGRATED ? map_integrated (run, nonce, error)
                                                      : map_generic (run, nonce, error);
}

/* 4.4.3.4: the card proves that it has the keys; 4.4.1, step 5: its public key must not be ours come back. */
static gboolean
confirm (Run *run, GBytes *ours, GBytes *theirs, const ParvisEmrtdKeys *keys, GError **error)
{
  guint8 token[PARVIS_EMRTD_MAC], expected[PARVIS_EMRTD_MAC];
  g_autoptr (GBytes) mine = NULL, answer = NULL;

  if (g_bytes_equal (ours, theirs))
    {
      g_set_error_literal (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_FORGED, "the card sent our own key back");
      return FALSE;
    }
  if (!parvis_pace_token (run->info, keys, theirs, token, error)
      || !parvis_pace_token (run->info, keys, ours, expected, error))
    return FALSE;
  mine = g_bytes_new (token, sizeof token);
  tell (run, 4);
  answer = authenticate (run, TAG_TOKEN_OURS, mine, TAG_TOKEN_THEIRS, error);
  if (answer == NULL)
    return FALSE;
  if (g_bytes_get_size (answer) != sizeof expected
      || CRYPTO_memcmp (g_bytes_get_data (answer, NULL), expected, sizeof expected) != 0)
    {
      g_set_error_literal (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_FORGED,
                           "the card accepts a code that it does not know");
      return FALSE;
    }
  return TRUE;
}

static gboolean
agree (Run *run, ParvisEmrtdKeys *keys, GError **error)
{
  g_autoptr (GBytes) ours = parvis_pace_group_make_key (run->group, NULL, 0, error);
  g_autoptr (GBytes) theirs = NULL, shared = NULL;
  gsize length;
  const guint8 *data;

  if (ours == NULL)
    return FALSE;
  tell (run, 3);
  theirs = authenticate (run, TAG_KEY_OURS, ours, TAG_KEY_THEIRS, error);
  shared = theirs != NULL ? parvis_pace_group_agree (run->group, theirs, error) : NULL;
  if (shared == NULL)
    return FALSE;
  data = g_bytes_get_data (shared, &length);
  return parvis_emrtd_keys_derive (keys, run->info->cipher, data, length, error)
         && confirm (run, ours, theirs, keys, error);
}

gboolean
parvis_pace_open (ParvisEmrtdChannel *channel, const ParvisPaceInfo *info, ParvisPacePassword password,
                  const guint8 *secret, gsize length, ParvisPaceStep step, gpointer user_data, GError **error)
{
  g_autoptr (ParvisPaceGroup) group = parvis_pace_group_new (info->parameters, error);
  g_auto (ParvisEmrtdKeys) keys = { 0 };
  Run run = { channel, info, group, step, user_data };

  if (group == NULL || !set_template (channel, info, password, error) || !map (&run, secret, length, error)
      || !agree (&run, &keys, error))
    return FALSE;
  channel->keys = keys;
  channel->secure = TRUE;
  return TRUE;
}
