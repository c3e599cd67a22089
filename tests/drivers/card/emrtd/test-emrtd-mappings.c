/* SPDX-License-Identifier: EUPL-1.2
 *
 * PACE with other mappings than the generic one: the worked examples of ICAO Doc 9303-11, appendices H.1 (integrated
 * mapping) and I.1 (chip-authentication mapping), and a card that knows integrated mapping alone, spoken to from end to
 * end.
 */
#include <string.h>

#include <openssl/rand.h>

#include "drivers/card/emrtd/hex.h"
#include "drivers/card/emrtd/pace-integrated.h"
#include "drivers/card/emrtd/pace.h"
#include "drivers/card/tlv.h"

static ParvisPaceInfo
find_info (const char *file)
{
  g_autoptr (GBytes) bytes = hex (file);
  ParvisPaceInfo info;

  g_assert_cmpint (parvis_pace_info_find (hex_data (bytes), g_bytes_get_size (bytes), &info), ==, PARVIS_PACE_FOUND);
  return info;
}

static void
make_key (ParvisPaceGroup *group, const char *private, const char *public)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) scalar = hex (private);
  g_autoptr (GBytes) made = parvis_pace_group_make_key (group, hex_data (scalar), g_bytes_get_size (scalar), &error);

  g_assert_no_error (error);
  assert_bytes_hex (made, public);
}

static void
assert_generator (ParvisPaceGroup *group, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) generator = parvis_pace_group_generator (group, &error);

  assert_bytes_hex (generator, expected);
}

/* What both examples end with: the shared secret, its keys, both tokens. */
typedef struct
{
  const char *theirs, *shared, *encryption, *mac, *our_token, *ours, *their_token;
} Ending;

static void
assert_ends (const ParvisPaceInfo *info, ParvisPaceGroup *group, const Ending *ending)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) ours = hex (ending->ours), theirs = hex (ending->theirs);
  g_autoptr (GBytes) shared = parvis_pace_group_agree (group, theirs, &error);
  g_auto (ParvisEmrtdKeys) keys = { 0 };
  guint8 token[PARVIS_EMRTD_MAC];

  assert_bytes_hex (shared, ending->shared);
  g_assert_true (parvis_emrtd_keys_derive (&keys, info->cipher, hex_data (shared), g_bytes_get_size (shared), &error));
  assert_hex (keys.encryption, 16, ending->encryption);
  assert_hex (keys.mac, 16, ending->mac);
  g_assert_true (parvis_pace_token (info, &keys, theirs, token, &error));
  assert_hex (token, sizeof token, ending->our_token);
  g_assert_true (parvis_pace_token (info, &keys, ours, token, &error));
  assert_hex (token, sizeof token, ending->their_token);
}

static void
test_h1 (void)
{
  static const Ending ending = {
    .theirs = "04 67F78E5F7F7686082B293E8D087E056916D0F74BC01A5F8957D0DE45691E51E8"
              "932B69A962B52A0985AD2C0A271EE6A13A8ADDDCD1A3A994B9DED257F4D22753",
    .shared = "4F150FDE1D4F0E38E95017B891BAE17133A0DF45B0D3E18B60BA7BEAFDC2C713",
    .encryption = "0D3FEB33251A6370893D62AE8DAAF51B",
    .mac = "B01E89E3D9E8719E586B50B4A7506E0B",
    .our_token = "450F02B86F6A0909",
    .ours = "04 89CBA23FFE96AA18D824627C3E934E54A9FD0B87A95D1471DC1C0ABFDCD640D4"
            "6755DE9B7B778280B6BEBD57439ADFEB0E21FD4ED6DF42578C13418A59B34C37",
    .their_token = "75D4D96E8D5B0308",
  };
  g_autoptr (GError) error = NULL;
  ParvisPaceInfo info = find_info ("31143012060A04007F0007020204040202010202010D");
  g_autoptr (ParvisPaceGroup) group = parvis_pace_group_new (info.parameters, &error);
  g_autoptr (GBytes) s = hex ("2923BE84E16CD6AE529049F1F1BBE9EB"), t = hex ("5DD4CBFC96F5453B130D890A1CDBAE32");
  g_autoptr (GBytes) random = parvis_pace_random (info.cipher, s, t, parvis_pace_group_bits (group), &error);

  g_assert_cmpint (info.mapping, ==, PARVIS_PACE_INTEGRATED);
  assert_bytes_hex (
      random, "E4447E2DFB3586BAC05DDB00156B57FBB2179A3949294C9725418980 0C517BAA8DA0FF397ED8C445D3E421E4FEB57322");
  g_assert_true (parvis_pace_group_map_integrated (group, random, &error));
  assert_generator (group, "04 8E82D31559ED0FDE92A4D0498ADD3C23BABA94FB77691E31E90AEA77FB17D427"
                           "4C1AE14BD0C3DBAC0C871B7F3608169364437CA30AC243A089D3F266C1E60FAD");
  make_key (group, "A73FB703AC1436A18E0CFA5ABB3F7BEC7A070E7A6788486BEE230C4A22762595", ending.ours);
  assert_ends (&info, group, &ending);
}

static void
test_i1 (void)
{
  static const Ending ending = {
    .theirs = "04 02AD566F3C6EC7F9324509AD50A51FA52030782A4968FCFEDF737DAEA9933331"
              "11C3B9B4C2287789BD137E7F8AA882E2A3C633CCD6ECC2C63C57AD401A09C2E1",
    .shared = "67950559D0C06B4D4B86972D14460837461087F8419FDBC36AAF6CEAAC462832",
    .encryption = "0A9DA4DB03BDDE39FC5202BC44B2E89E",
    .mac = "4B1C06491ED5140CA2B537D344C6C0B1",
    .our_token = "E86BD06018A1CD3B",
    .ours = "04 446C934084D9DAB863944F219520076C29EE3F7AE6722B11FF319EC1C7728F95"
            "5483400BFF60BF0C5929270009277DC2A515E12575010AD9BA916CF1BF86FEFC",
    .their_token = "8596CF055C67C1A3",
  };
  g_autoptr (GError) error = NULL;
  ParvisPaceInfo info = find_info ("31143012060A04007F0007020204060202010202010D");
  g_autoptr (ParvisPaceGroup) group = parvis_pace_group_new (info.parameters, &error);
  g_autoptr (GBytes) secret = hex ("894D03F148C6265E89845B218856EA34D00EF8E8"),
                     cryptogram = hex ("CB60E8E0D85B76A9BD304747C2AD42E2");
  g_autoptr (GBytes) theirs = hex ("04 A234236AA9B9621E8EFB73B5245C0E09D2576E5277183C1208BDD55280CAE8B3"
                                   "04F365713A356E65A451E165ECC9AC0AC46E3771342C8FE5AEDD092685338E23");
  g_autoptr (GBytes) nonce = parvis_pace_decrypt_nonce (&info, hex_data (secret), 20, cryptogram, &error);

  assert_bytes_hex (nonce, "658B860BC94DF6F044FCE6D5C82CF8E5");
  make_key (group, "5D8BB87BD74D985A4B7D4325B9F7B976FE835122773400798914AA22738135CC",
            "04 7F1D410ADB7DDB3B84BF1030800981A9105D7457B4A3ADE002384F3086C67EDE"
            "1AB889104A27DB6D842B019020FBF3CEACB0DC627F7BDCAC29969E19D0E553C1");
  g_assert_true (parvis_pace_group_map (group, nonce, theirs, &error));
  assert_generator (group, "04 89F0B5EABF3BE293C75903A3986131925C9F5B515CA95AF485DC7E886F03245D"
                           "44BEFB2DD3A0DBD71CB5E618971CF4747F12B79E548379A40E45963BAAF3E829");
  make_key (group, "76ECFDAA9841C323A3F5FC5E88B88DB3EFF7E35EBF57A7E6946CB630006C2120", ending.ours);
  assert_ends (&info, group, &ending);
}

/* Whatever the nonces: a point of the curve, and for the same nonces the same. */
static void
test_encoding (void)
{
  static const guint curves[] = { 8, 9, 11, 12, 13, 14, 15, 16, 17, 18 };

  for (gsize i = 0; i < G_N_ELEMENTS (curves); i++)
    for (int turn = 0; turn < 20; turn++)
      {
        g_autoptr (GError) error = NULL;
        g_autoptr (ParvisPaceGroup) group = parvis_pace_group_new (curves[i], &error);
        g_autoptr (GBytes) key = NULL, random = NULL;
        guint8 bytes[80];

        RAND_bytes (bytes, sizeof bytes);
        random = g_bytes_new (bytes, sizeof bytes);
        g_assert_true (parvis_pace_group_map_integrated (group, random, &error));
        key = parvis_pace_group_make_key (group, NULL, 0, &error);
        g_assert_no_error (error);
      }
}

/* The card's side. */
typedef struct
{
  ParvisPaceInfo info;
  ParvisPaceGroup *group;
  GBytes *nonce, *ours, *theirs;
  ParvisEmrtdKeys keys;
} Card;

#define CODE "384213"

static GBytes *
hide_nonce (Card *card)
{
  guint8 nonce[32], key[PARVIS_EMRTD_KEY_MAX];
  gsize length = parvis_emrtd_key_size (card->info.cipher) == 16 ? 16 : 32;

  RAND_bytes (nonce, sizeof nonce);
  card->nonce = g_bytes_new (nonce, length);
  g_assert_true (parvis_emrtd_derive (card->info.cipher, (const guint8 *) CODE, strlen (CODE),
                                      PARVIS_EMRTD_FOR_PASSWORD, key, NULL));
  g_assert_true (parvis_emrtd_encrypt (card->info.cipher, key, NULL, nonce, length, nonce, NULL));
  return g_bytes_new (nonce, length);
}

static GBytes *
map (Card *card, GBytes *t)
{
  g_autoptr (GBytes) random
      = parvis_pace_random (card->info.cipher, card->nonce, t, parvis_pace_group_bits (card->group), NULL);

  g_assert_true (parvis_pace_group_map_integrated (card->group, random, NULL));
  return g_bytes_new (NULL, 0);
}

static GBytes *
agree (Card *card, GBytes *theirs)
{
  g_autoptr (GBytes) shared = NULL;

  card->theirs = g_bytes_ref (theirs);
  card->ours = parvis_pace_group_make_key (card->group, NULL, 0, NULL);
  shared = parvis_pace_group_agree (card->group, theirs, NULL);
  g_assert_true (
      parvis_emrtd_keys_derive (&card->keys, card->info.cipher, hex_data (shared), g_bytes_get_size (shared), NULL));
  return g_bytes_ref (card->ours);
}

static GBytes *
confirm (Card *card, GBytes *token)
{
  guint8 expected[PARVIS_EMRTD_MAC];

  g_assert_true (parvis_pace_token (&card->info, &card->keys, card->ours, expected, NULL));
  if (g_bytes_get_size (token) != sizeof expected || memcmp (hex_data (token), expected, sizeof expected) != 0)
    return NULL;
  g_assert_true (parvis_pace_token (&card->info, &card->keys, card->theirs, expected, NULL));
  return g_bytes_new (expected, sizeof expected);
}

static GBytes *
answer_to (Card *card, guint32 tag, GBytes *value)
{
  switch (tag)
    {
    case 0:
      return hide_nonce (card);
    case 0x81:
      return map (card, value);
    case 0x83:
      return agree (card, value);
    default:
      return confirm (card, value);
    }
}

static gboolean
transmit (gpointer user_data, const guint8 *command, gsize command_length, guint8 *answer, gsize *length,
          GError **error)
{
  g_autoptr (GByteArray) inner = g_byte_array_new (), out = g_byte_array_new ();
  g_autoptr (GBytes) value = NULL, said = NULL;
  ParvisTlv dynamic, one = { 0 };
  guint8 ok[] = { 0x90, 0x00 };

  if (command[1] == 0x86)
    {
      g_assert_true (parvis_tlv_find ((ParvisTlvSpan){ command + 5, command[4] }, 0x7C, &dynamic));
      parvis_tlv_next (&dynamic.value, &one);
      value = g_bytes_new (one.value.data, one.value.length);
      said = answer_to (user_data, one.tag, value);
      if (said != NULL)
        parvis_tlv_append (inner, one.tag == 0 ? 0x80 : one.tag + 1, g_bytes_get_data (said, NULL),
                           g_bytes_get_size (said));
      parvis_tlv_append (out, 0x7C, inner->data, inner->len);
      if (said == NULL)
        memcpy (ok, "\x63\x00", 2);
    }
  g_byte_array_append (out, ok, sizeof ok);
  memcpy (answer, out->data, out->len);
  *length = out->len;
  return TRUE;
}

static void
open_card (const char *file, const char *code, GError **error)
{
  static const ParvisCardLinkKind kind = { .transmit = transmit };
  Card card = { .info = find_info (file) };
  g_autoptr (ParvisCardLink) link = parvis_card_link_new (&kind, &card);
  g_auto (ParvisEmrtdChannel) channel = { .link = link };

  card.group = parvis_pace_group_new (card.info.parameters, NULL);
  g_assert_cmpint (card.info.mapping, ==, PARVIS_PACE_INTEGRATED);
  if (parvis_pace_open (&channel, &card.info, PARVIS_PACE_CAN, (const guint8 *) code, strlen (code), NULL, NULL, error))
    {
      g_assert_true (channel.secure);
      g_assert_cmpmem (channel.keys.mac, 32, card.keys.mac, 32);
    }
  parvis_pace_group_free (card.group);
  g_clear_pointer (&card.nonce, g_bytes_unref);
  g_clear_pointer (&card.ours, g_bytes_unref);
  g_clear_pointer (&card.theirs, g_bytes_unref);
}

static void
test_integrated_card (void)
{
  static const char *const ciphers[] = { "01", "02", "03", "04" };

  for (gsize i = 0; i < G_N_ELEMENTS (ciphers); i++)
    {
      g_autofree char *file = g_strdup_printf ("31143012060A04007F0007020204 04%s 020102020110", ciphers[i]);
      g_autoptr (GError) error = NULL, wrong = NULL;

      open_card (file, CODE, &error);
      g_assert_no_error (error);
      open_card (file, "123456", &wrong);
      g_assert_error (wrong, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_WRONG_CODE);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/emrtd/mappings/h1-integrated", test_h1);
  g_test_add_func ("/emrtd/mappings/i1-chip-authentication", test_i1);
  g_test_add_func ("/emrtd/mappings/encoding", test_encoding);
  g_test_add_func ("/emrtd/mappings/integrated-card", test_integrated_card);
  return g_test_run ();
}
