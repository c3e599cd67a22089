/* SPDX-License-Identifier: EUPL-1.2 */
#include "cards/emrtd/double-channel.h"

#include <string.h>

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <eac/eac.h>
#include <eac/objects.h>
#include <eac/pace.h>

/* In specimen_card_access(). */
#define MAPPING_AT  14
#define MAPPING_GM  2
#define MAPPING_CAM 6

struct _DoubleChannel
{
  EAC_CTX *eac;
  PACE_SEC *secret;
  BUF_MEM *our_key, *their_key; /* from the third round */
  gboolean cam;
  DoubleDes *des; /* in place of all the above, after BAC */
  gsize block;
};

static void
start_library (void)
{
  static gsize started = 0;

  if (g_once_init_enter (&started))
    {
      EAC_init ();
      g_once_init_leave (&started, 1);
    }
}

static BUF_MEM *
to_mem (const guint8 *data, gsize length)
{
  BUF_MEM *mem = BUF_MEM_new ();

  g_assert_cmpuint (BUF_MEM_grow (mem, length), ==, length);
  memcpy (mem->data, data, length);
  return mem;
}

static GBytes *
take_mem (BUF_MEM *mem)
{
  GBytes *bytes = mem != NULL ? g_bytes_new (mem->data, mem->length) : NULL;

  BUF_MEM_clear_free (mem);
  return bytes;
}

static gboolean
is_3des (int protocol)
{
  return protocol == NID_id_PACE_ECDH_GM_3DES_CBC_CBC || protocol == NID_id_PACE_DH_GM_3DES_CBC_CBC;
}

/* libeac does not know chip-authentication mapping; its key agreement is that of generic mapping, and its tokens are
 * made below. */
static gboolean
make_generic (guint8 *card_access)
{
  guint8 *mapping = card_access + MAPPING_AT;
  gboolean cam = *mapping == MAPPING_CAM;

  if (cam)
    *mapping = MAPPING_GM;
  return cam;
}

DoubleChannel *
double_channel_new_pace (GBytes *card_access, const char *can, const guint8 *zone_secret)
{
  DoubleChannel *self = g_new0 (DoubleChannel, 1);
  gsize length = g_bytes_get_size (card_access);
  g_autofree guint8 *data = g_memdup2 (g_bytes_get_data (card_access, NULL), length);

  start_library ();
  self->cam = make_generic (data);
  self->eac = EAC_CTX_new ();
  if (EAC_CTX_init_ef_cardaccess (data, length, self->eac) != 1 || self->eac->pace_ctx == NULL)
    {
      double_channel_free (self);
      return NULL;
    }
  self->eac->tr_version = EAC_TR_VERSION_2_02;
  self->block = is_3des (self->eac->pace_ctx->protocol) ? 8 : 16;
  /* libeac wants a whole zone; its encoded form, the digest, is what both sides use. */
  self->secret = can != NULL ? PACE_SEC_new (can, strlen (can), PACE_CAN)
                             : PACE_SEC_new ((const char *) zone_secret, 20, PACE_RAW);
  g_assert_nonnull (self->secret);
  return self;
}

DoubleChannel *
double_channel_new_bac (DoubleDes *des)
{
  DoubleChannel *self = g_new0 (DoubleChannel, 1);

  self->des = des;
  self->block = 8;
  return self;
}

void
double_channel_free (DoubleChannel *self)
{
  if (self == NULL)
    return;
  double_des_free (self->des);
  EAC_CTX_clear_free (self->eac);
  PACE_SEC_clear_free (self->secret);
  BUF_MEM_clear_free (self->our_key);
  BUF_MEM_clear_free (self->their_key);
  g_free (self);
}

static GBytes *
map (DoubleChannel *self, BUF_MEM *theirs)
{
  BUF_MEM *ours = PACE_STEP3A_generate_mapping_data (self->eac);

  if (ours == NULL || PACE_STEP3A_map_generator (self->eac, theirs) != 1)
    g_clear_pointer (&ours, BUF_MEM_clear_free);
  return take_mem (ours);
}

static GBytes *
agree (DoubleChannel *self, BUF_MEM *theirs)
{
  BUF_MEM *ours = PACE_STEP3B_generate_ephemeral_key (self->eac);

  BUF_MEM_clear_free (self->their_key);
  self->their_key = to_mem ((const guint8 *) theirs->data, theirs->length);
  if (ours == NULL || PACE_STEP3B_compute_shared_secret (self->eac, theirs) != 1)
    g_clear_pointer (&ours, BUF_MEM_clear_free);
  BUF_MEM_clear_free (self->our_key);
  self->our_key = ours != NULL ? to_mem ((const guint8 *) ours->data, ours->length) : NULL;
  return take_mem (ours);
}

/* Over 7F49 { 06 id-PACE-ECDH-CAM-AES-CBC-CMAC-128, 86 key }, with AES-128. */
static void
make_cam_token (DoubleChannel *self, const BUF_MEM *key, guint8 *token)
{
  static const guint8 oid[] = { 0x06, 10, 0x04, 0x00, 0x7F, 0x00, 0x07, 0x02, 0x02, 0x04, MAPPING_CAM, 2 };
  const guint8 head[] = { 0x7F, 0x49, (guint8) (sizeof oid + 2 + key->length) }, tag[] = { 0x86, (guint8) key->length };
  const BUF_MEM *mac_key = self->eac->pace_ctx->ka_ctx->k_mac;
  const OSSL_PARAM parameters[] = { OSSL_PARAM_construct_utf8_string (OSSL_MAC_PARAM_CIPHER, (char *) "AES-128-CBC", 0),
                                    OSSL_PARAM_construct_end () };
  EVP_MAC *cmac = EVP_MAC_fetch (NULL, "CMAC", NULL);
  EVP_MAC_CTX *context = EVP_MAC_CTX_new (cmac);
  guint8 whole[16];
  gsize length;

  g_assert_cmpint (EVP_MAC_init (context, (const guint8 *) mac_key->data, mac_key->length, parameters), ==, 1);
  EVP_MAC_update (context, head, sizeof head);
  EVP_MAC_update (context, oid, sizeof oid);
  EVP_MAC_update (context, tag, sizeof tag);
  EVP_MAC_update (context, (const guint8 *) key->data, key->length);
  g_assert_cmpint (EVP_MAC_final (context, whole, &length, sizeof whole), ==, 1);
  memcpy (token, whole, 8);
  EVP_MAC_CTX_free (context);
  EVP_MAC_free (cmac);
}

static GBytes *
confirm_cam (DoubleChannel *self, const BUF_MEM *token)
{
  guint8 expected[8], ours[8];

  make_cam_token (self, self->our_key, expected);
  make_cam_token (self, self->their_key, ours);
  if (token->length != sizeof expected || memcmp (token->data, expected, sizeof expected) != 0
      || EAC_CTX_set_encryption_ctx (self->eac, EAC_ID_PACE) != 1)
    return NULL;
  return g_bytes_new (ours, sizeof ours);
}

static GBytes *
confirm (DoubleChannel *self, BUF_MEM *token)
{
  BUF_MEM *ours = NULL;

  if (self->their_key == NULL || self->our_key == NULL || PACE_STEP3C_derive_keys (self->eac) != 1)
    return NULL;
  if (self->cam)
    return confirm_cam (self, token);
  ours = PACE_STEP3D_compute_authentication_token (self->eac, self->their_key);
  if (PACE_STEP3D_verify_authentication_token (self->eac, token) != 1
      || EAC_CTX_set_encryption_ctx (self->eac, EAC_ID_PACE) != 1)
    g_clear_pointer (&ours, BUF_MEM_clear_free);
  return take_mem (ours);
}

GBytes *
double_channel_authenticate (DoubleChannel *self, guint8 tag, const guint8 *value, gsize length, guint8 *answer_tag)
{
  BUF_MEM *theirs = tag != 0 ? to_mem (value, length) : NULL;
  GBytes *answer = NULL;

  *answer_tag = tag == 0 ? 0x80 : (guint8) (tag + 1);
  if (tag == 0)
    answer = take_mem (PACE_STEP1_enc_nonce (self->eac, self->secret));
  else if (tag == 0x81)
    answer = map (self, theirs);
  else if (tag == 0x83)
    answer = agree (self, theirs);
  else if (tag == 0x85)
    answer = confirm (self, theirs);
  BUF_MEM_clear_free (theirs);
  return answer;
}

gsize
double_channel_block (const DoubleChannel *self)
{
  return self->block;
}

void
double_channel_count (DoubleChannel *self)
{
  if (self->des != NULL)
    double_des_count (self->des);
  else
    g_assert_cmpint (EAC_increment_ssc (self->eac), ==, 1);
}

void
double_channel_sum (DoubleChannel *self, const GByteArray *data, guint8 *mac)
{
  BUF_MEM *in;
  g_autoptr (GBytes) sum = NULL;

  if (self->des != NULL)
    {
      double_des_sum (self->des, data, mac);
      return;
    }
  in = to_mem (data->data, data->len);
  sum = take_mem (EAC_authenticate (self->eac, in));
  g_assert_nonnull (sum);
  memcpy (mac, g_bytes_get_data (sum, NULL), 8);
  BUF_MEM_clear_free (in);
}

GBytes *
double_channel_encrypt (DoubleChannel *self, const GByteArray *data)
{
  BUF_MEM *in;
  GBytes *out;

  if (self->des != NULL)
    return double_des_crypt (self->des, data->data, data->len, TRUE);
  in = to_mem (data->data, data->len);
  out = take_mem (EAC_encrypt (self->eac, in));
  BUF_MEM_clear_free (in);
  return out;
}

GBytes *
double_channel_decrypt (DoubleChannel *self, const guint8 *data, gsize length)
{
  BUF_MEM *in;
  GBytes *out;

  if (self->des != NULL)
    return double_des_crypt (self->des, data, length, FALSE);
  in = to_mem (data, length);
  out = take_mem (EAC_decrypt (self->eac, in));
  BUF_MEM_clear_free (in);
  return out;
}
