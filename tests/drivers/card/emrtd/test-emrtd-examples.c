/* SPDX-License-Identifier: EUPL-1.2
 *
 * The worked examples of ICAO Doc 9303-11, eighth edition: appendix D (BAC and secure messaging) and appendix G.1
 * (PACE).
 */
#include "drivers/card/emrtd/bac.h"
#include "drivers/card/emrtd/mrz.h"
#include "drivers/card/emrtd/pace.h"

#include <string.h>

#include <openssl/evp.h>

#include "drivers/card/emrtd/hex.h"

#define OK(call)                                                                                                       \
  g_assert_true (call);                                                                                                \
  g_assert_no_error (error)

static void
secret_of (const char *number, const char *birth, const char *expiry, guint8 *secret)
{
  char information[PARVIS_MRZ_INFORMATION_SIZE];

  g_assert_true (parvis_mrz_information (number, birth, expiry, information));
  g_assert_cmpint (EVP_Digest (information, strlen (information), secret, NULL, EVP_sha1 (), NULL), ==, 1);
}

/* D.1 */
static void
test_key_derivation (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) seed = hex ("239AB9CB282DAF66231DC5A4DF6BFBAE");
  guint8 key[PARVIS_EMRTD_KEY_MAX];

  OK (parvis_emrtd_derive (PARVIS_EMRTD_3DES, hex_data (seed), 16, PARVIS_EMRTD_FOR_ENCRYPTION, key, &error));
  assert_hex (key, 16, "AB94FDECF2674FDFB9B391F85D7F76F2");
  OK (parvis_emrtd_derive (PARVIS_EMRTD_3DES, hex_data (seed), 16, PARVIS_EMRTD_FOR_MAC, key, &error));
  assert_hex (key, 16, "7962D9ECE03D1ACD4C76089DCE131543");
}

/* D.2 */
static void
test_zone_to_seed (void)
{
  char information[PARVIS_MRZ_INFORMATION_SIZE];
  guint8 secret[20];

  g_assert_true (parvis_mrz_information ("L898902C<", "690806", "940623", information));
  g_assert_cmpstr (information, ==, "L898902C<369080619406236");
  secret_of ("l898902c", "690806", "940623", secret);
  assert_hex (secret, 16, "239AB9CB282DAF66231DC5A4DF6BFBAE");
  /* A number of more than nine characters, TD1 and TD2. */
  g_assert_true (parvis_mrz_information ("D23145890734", "340712", "950712", information));
  g_assert_cmpstr (information, ==, "D23145890734934071279507122");
}

static void
set (guint8 *to, const char *text)
{
  g_autoptr (GBytes) bytes = hex (text);

  memcpy (to, hex_data (bytes), g_bytes_get_size (bytes));
}

/* D.3 */
static ParvisBac
example_bac (void)
{
  ParvisBac bac = { 0 };

  set (bac.document.encryption, "AB94FDECF2674FDFB9B391F85D7F76F2");
  set (bac.document.mac, "7962D9ECE03D1ACD4C76089DCE131543");
  set (bac.theirs, "4608F91988702212");
  set (bac.ours, "781723860C06C226");
  set (bac.key, "0B795240CB7049B01C19B33E32804F0B");
  return bac;
}

static const char bac_answer[] = "46B9342A41396CD7386BF5803104D7CEDC122B9132139BAF2EEDC94EE178534F 2F2D235D074D7449";

static void
test_bac (void)
{
  g_autoptr (GError) error = NULL;
  g_auto (ParvisBac) bac = example_bac ();
  g_auto (ParvisEmrtdKeys) keys = { 0 };
  g_autoptr (GBytes) answer = hex (bac_answer);
  guint8 message[PARVIS_BAC_MESSAGE];

  OK (parvis_bac_make_message (&bac, message, &error));
  assert_hex (message, sizeof message,
              "72C29C2371CC9BDB65B779B8E8D37B29ECC154AA56A8799FAE2F498F76ED92F2 5F1448EEA8AD90A7");
  OK (parvis_bac_take_answer (&bac, hex_data (answer), &keys, &error));
  assert_hex (keys.encryption, 16, "979EC13B1CBFE9DCD01AB0FED307EAE5");
  assert_hex (keys.mac, 16, "F1CB1F1FB5ADF208806B89DC579DC1F8");
  assert_hex (keys.counter, 8, "887022120C06C226");
}

static void
test_bac_changed (void)
{
  g_autoptr (GBytes) answer = hex (bac_answer);

  for (gsize i = 0; i < PARVIS_BAC_MESSAGE; i++)
    {
      g_autoptr (GError) error = NULL;
      g_auto (ParvisBac) bac = example_bac ();
      g_auto (ParvisEmrtdKeys) keys = { 0 };
      guint8 changed[PARVIS_BAC_MESSAGE];

      memcpy (changed, hex_data (answer), sizeof changed);
      changed[i] ^= 0x01;
      g_assert_false (parvis_bac_take_answer (&bac, changed, &keys, &error));
      g_assert_error (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_FORGED);
    }
}

static ParvisEmrtdKeys
example_keys (void)
{
  ParvisEmrtdKeys keys = { .cipher = PARVIS_EMRTD_3DES };

  set (keys.encryption, "979EC13B1CBFE9DCD01AB0FED307EAE5");
  set (keys.mac, "F1CB1F1FB5ADF208806B89DC579DC1F8");
  set (keys.counter, "887022120C06C226");
  return keys;
}

static void
assert_protected (ParvisEmrtdKeys *keys, const ParvisCardCommand *command, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GByteArray) apdu = parvis_emrtd_protect (keys, command, &error);

  g_assert_no_error (error);
  assert_hex (apdu->data, apdu->len, expected);
}

static void
assert_answer (ParvisEmrtdKeys *keys, const char *answer, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) protected = hex (answer);
  guint16 status = 0;
  g_autoptr (GBytes) plain
      = parvis_emrtd_unprotect (keys, hex_data (protected), g_bytes_get_size (protected), &status, &error);

  g_assert_no_error (error);
  g_assert_cmphex (status, ==, 0x9000);
  assert_bytes_hex (plain, expected);
}

/* D.4: select EF.COM, read its first four bytes, read the rest. */
static void
test_messaging (void)
{
  g_auto (ParvisEmrtdKeys) keys = example_keys ();
  const guint8 com[] = { 0x01, 0x1E };
  const ParvisCardCommand select = { .ins = 0xA4, .p1 = 0x02, .p2 = 0x0C, .data = com, .data_length = 2 };
  const ParvisCardCommand head = { .ins = 0xB0, .expected = 4 };
  const ParvisCardCommand rest = { .ins = 0xB0, .p2 = 4, .expected = 18 };

  assert_protected (&keys, &select, "0CA4020C158709016375432908C044F68E08BF8B92D635FF24F800");
  assert_answer (&keys, "990290008E08FA855A5D4C50A8ED", "");
  assert_protected (&keys, &head, "0CB000000D9701048E08ED6705417E96BA5500");
  assert_answer (&keys, "8709019FF0EC34F9922651990290008E08AD55CC17140B2DED", "60145F01");
  assert_protected (&keys, &rest, "0CB000040D9701128E082EA28A70F3C7B53500");
  assert_answer (&keys, "871901FB9235F4E4037F2327DCC8964F1F9B8C30F42C8E2FFF224A990290008E08C8B2787EAEA07D74",
                 "04303130365F36063034303030305C026175");
}

/* Whatever bit is turned, and wherever it is cut: an error, never other data. */
static void
test_messaging_changed (void)
{
  g_autoptr (GBytes) answer = hex ("8709019FF0EC34F9922651990290008E08AD55CC17140B2DED");
  gsize length;
  const guint8 *data = g_bytes_get_data (answer, &length);

  for (gsize bit = 0; bit < 8 * length; bit++)
    {
      g_autoptr (GError) error = NULL;
      g_auto (ParvisEmrtdKeys) keys = example_keys ();
      g_autofree guint8 *changed = g_memdup2 (data, length);
      guint16 status;

      keys.counter[7] = 0x29; /* as D.4 has it before this answer */
      changed[bit / 8] ^= (guint8) (1 << bit % 8);
      g_assert_null (parvis_emrtd_unprotect (&keys, changed, length, &status, &error));
      g_assert_nonnull (error);
    }
  for (gsize cut = 0; cut < length; cut++)
    {
      g_autoptr (GError) error = NULL;
      g_auto (ParvisEmrtdKeys) keys = example_keys ();
      guint16 status;

      keys.counter[7] = 0x29;
      g_assert_null (parvis_emrtd_unprotect (&keys, data, cut, &status, &error));
      g_assert_error (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_PROTOCOL);
    }
}

/* ISO/IEC 7816-4, 5.2: what does not fit a short command becomes an extended one. */
static void
test_extended (void)
{
  g_autoptr (GError) error = NULL;
  g_auto (ParvisEmrtdKeys) keys = example_keys ();
  guint8 long_data[300] = { 0 };
  const ParvisCardCommand with_data = { .ins = 0x2A, .data = long_data, .data_length = sizeof long_data };
  const ParvisCardCommand with_answer = { .ins = 0xB0, .expected = 1000 };
  g_autoptr (GByteArray) one = parvis_emrtd_protect (&keys, &with_data, &error);
  g_autoptr (GByteArray) two = parvis_emrtd_protect (&keys, &with_answer, &error);

  g_assert_no_error (error);
  g_assert_cmpint (one->data[4], ==, 0);
  g_assert_cmpint (one->data[5] << 8 | one->data[6], ==, (int) one->len - 9);
  assert_hex (one->data + 7, 5, "8782013101");
  assert_hex (one->data + one->len - 2, 2, "0000");
  assert_hex (two->data, 11, "0CB00000 00000E 970203E8");
}

static const guint8 gm_aes_128[] = { 0x04, 0x00, 0x7F, 0x00, 0x07, 0x02, 0x02, 0x04, 0x02, 0x02 };

static ParvisPaceInfo
example_info (void)
{
  g_autoptr (GBytes) file = hex ("31143012060A04007F0007020204020202010202010D");
  ParvisPaceInfo info;

  g_assert_cmpint (parvis_pace_info_find (hex_data (file), g_bytes_get_size (file), &info), ==, PARVIS_PACE_FOUND);
  return info;
}

/* G.1: what EF.CardAccess says. */
static void
test_card_access (void)
{
  ParvisPaceInfo info = example_info ();

  g_assert_cmpmem (info.oid, sizeof info.oid, gm_aes_128, sizeof gm_aes_128);
  g_assert_cmpint (info.cipher, ==, PARVIS_EMRTD_AES_128);
  g_assert_cmpint (info.parameters, ==, 13);
  g_assert_cmpint (info.mapping, ==, PARVIS_PACE_GENERIC);
  g_assert_false (info.ambiguous);
}

static void
make_example_key (ParvisPaceGroup *group, const char *private, const char *public)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) scalar = hex (private);
  g_autoptr (GBytes) made = parvis_pace_group_make_key (group, hex_data (scalar), g_bytes_get_size (scalar), &error);

  g_assert_no_error (error);
  assert_bytes_hex (made, public);
}

static const char our_map[] = "04 7ACF3EFC982EC45565A4B155129EFBC74650DCBFA6362D896FC70262E0C2CC5E"
                              "544552DCB6725218799115B55C9BAA6D9F6BC3A9618E70C25AF71777A9C4922D";
static const char their_map[] = "04 824FBA91C9CBE26BEF53A0EBE7342A3BF178CEA9F45DE0B70AA601651FBA3F57"
                                "30D8C879AAA9C9F73991E61B58F4D52EB87A0A0C709A49DC63719363CCD13C54";
static const char mapped[] = "04 8CED63C91426D4F0EB1435E7CB1D74A46723A0AF21C89634F65A9AE87A9265E2"
                             "8C879506743F8611AC33645C5B985C80B5F09A0B83407C1B6A4D857AE76FE522";
static const char our_key[] = "04 2DB7A64C0355044EC9DF190514C625CBA2CEA48754887122F3A5EF0D5EDD301C"
                              "3556F3B3B186DF10B857B58F6A7EB80F20BA5DC7BE1D43D9BF850149FBB36462";
static const char their_key[] = "04 9E880F842905B8B3181F7AF7CAA9F0EFB743847F44A306D2D28C1D9EC65DF6DB"
                                "7764B22277A2EDDC3C265A9F018F9CB852E111B768B326904B59A0193776F094";

/* G.1: the nonce and the mapping; a group whose key is ours on the new generator. */
static ParvisPaceGroup *
map_example (const ParvisPaceInfo *info)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisPaceGroup) group = parvis_pace_group_new (info->parameters, &error);
  g_autoptr (GBytes) cryptogram = hex ("95A3A016522EE98D01E76CB6B98B42C3"), theirs = hex (their_map);
  g_autoptr (GBytes) nonce = NULL, generator = NULL;
  guint8 secret[20];

  secret_of ("T22000129", "640812", "101031", secret);
  assert_hex (secret, sizeof secret, "7E2D2A41C74EA0B38CD36F863939BFA8E9032AAD");
  nonce = parvis_pace_decrypt_nonce (info, secret, sizeof secret, cryptogram, &error);
  assert_bytes_hex (nonce, "3F00C4D39D153F2B2A214A078D899B22");
  make_example_key (group, "7F4EF07B9EA82FD78AD689B38D0BC78CF21F249D953BC46F4C6E19259C010F99", our_map);
  OK (parvis_pace_group_map (group, nonce, theirs, &error));
  generator = parvis_pace_group_generator (group, &error);
  assert_bytes_hex (generator, mapped);
  make_example_key (group, "A73FB703AC1436A18E0CFA5ABB3F7BEC7A070E7A6788486BEE230C4A22762595", our_key);
  return g_steal_pointer (&group);
}

static void
test_pace (void)
{
  g_autoptr (GError) error = NULL;
  ParvisPaceInfo info = example_info ();
  g_autoptr (ParvisPaceGroup) group = map_example (&info);
  g_autoptr (GBytes) ours = hex (our_key), theirs = hex (their_key);
  g_autoptr (GBytes) shared = parvis_pace_group_agree (group, theirs, &error);
  g_auto (ParvisEmrtdKeys) keys = { 0 };
  guint8 token[PARVIS_EMRTD_MAC];

  assert_bytes_hex (shared, "28768D20701247DAE81804C9E780EDE582A9996DB4A315020B2733197DB84925");
  OK (parvis_emrtd_keys_derive (&keys, info.cipher, hex_data (shared), g_bytes_get_size (shared), &error));
  assert_hex (keys.encryption, 16, "F5F0E35C0D7161EE6724EE513A0D9A7F");
  assert_hex (keys.mac, 16, "FE251C7858B356B24514B3BD5F4297D1");
  OK (parvis_pace_token (&info, &keys, theirs, token, &error));
  assert_hex (token, sizeof token, "C2B0BD78D94BA866");
  OK (parvis_pace_token (&info, &keys, ours, token, &error));
  assert_hex (token, sizeof token, "3ABB9674BCE93C08");
}

/* A key that is not on the curve would let a card learn ours. */
static void
test_pace_off_the_curve (void)
{
  ParvisPaceInfo info = example_info ();
  static const char *const bad[] = { "", "00", "04", "04 00", their_key + 2, NULL };
  g_autoptr (ParvisPaceGroup) group = map_example (&info);
  g_autoptr (GBytes) theirs = hex (their_key);

  for (gsize i = 0; bad[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) key = hex (bad[i]);

      g_assert_null (parvis_pace_group_agree (group, key, &error));
      g_assert_error (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_PROTOCOL);
    }
  for (gsize i = 0; i < g_bytes_get_size (theirs); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree guint8 *data = g_memdup2 (hex_data (theirs), g_bytes_get_size (theirs));
      g_autoptr (GBytes) key = NULL;

      data[i] ^= 0x10;
      key = g_bytes_new (data, g_bytes_get_size (theirs));
      g_assert_null (parvis_pace_group_agree (group, key, &error));
      g_assert_error (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_PROTOCOL);
    }
}

/* NIST SP 800-38B, D.1 to D.3, each cut to eight bytes. */
static void
test_cmac (void)
{
  static const struct
  {
    ParvisEmrtdCipher cipher;
    const char *key, *mac;
  } rows[] = {
    { PARVIS_EMRTD_AES_128, "2b7e151628aed2a6abf7158809cf4f3c", "070a16b46b4d4144" },
    { PARVIS_EMRTD_AES_192, "8e73b0f7da0e6452c810f32b809079e562f8ead2522c6b7b", "9e99a7bf31e71090" },
    { PARVIS_EMRTD_AES_256, "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4", "28a7023f452e8f82" },
  };
  g_autoptr (GBytes) message = hex ("6bc1bee22e409f96e93d7e117393172a");

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) key = hex (rows[i].key);
      guint8 mac[PARVIS_EMRTD_MAC];

      OK (parvis_emrtd_mac (rows[i].cipher, hex_data (key), hex_data (message), 16, mac, &error));
      assert_hex (mac, sizeof mac, rows[i].mac);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/emrtd/examples/d1-key-derivation", test_key_derivation);
  g_test_add_func ("/emrtd/examples/d2-zone-to-seed", test_zone_to_seed);
  g_test_add_func ("/emrtd/examples/d3-bac", test_bac);
  g_test_add_func ("/emrtd/examples/d3-bac-changed", test_bac_changed);
  g_test_add_func ("/emrtd/examples/d4-messaging", test_messaging);
  g_test_add_func ("/emrtd/examples/d4-messaging-changed", test_messaging_changed);
  g_test_add_func ("/emrtd/examples/extended", test_extended);
  g_test_add_func ("/emrtd/examples/cmac", test_cmac);
  g_test_add_func ("/emrtd/examples/g1-card-access", test_card_access);
  g_test_add_func ("/emrtd/examples/g1-pace", test_pace);
  g_test_add_func ("/emrtd/examples/g1-off-the-curve", test_pace_off_the_curve);
  return g_test_run ();
}
