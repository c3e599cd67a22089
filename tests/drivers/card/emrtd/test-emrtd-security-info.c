/* SPDX-License-Identifier: EUPL-1.2
 *
 * EF.CardAccess: which of a document's ways in is taken, and which are told to be none of ours.
 */
#include "drivers/card/emrtd/security-info.h"

#include "drivers/card/emrtd/hex.h"
#include "drivers/card/tlv.h"

/* SecurityInfos as documents have them. */
#define PACE(mapping, cipher, parameters) "3012060A04007F0007020204" mapping cipher "0201020201" parameters
#define CHIP_AUTHENTICATION               "300D060804007F00070202020201 02"
#define OWN_PARAMETERS                    "300D060904007F000702020402 3000"

static const char gm_3des_p256[] = PACE ("02", "01", "0C");
static const char gm_128_p256[] = PACE ("02", "02", "0C");
static const char gm_256_bp384[] = PACE ("02", "04", "10");
static const char cam_256_bp384[] = PACE ("06", "04", "10");
static const char cam_3des[] = PACE ("06", "01", "0C");
static const char dh_gm[] = PACE ("01", "02", "02");
static const char im_128_bp256[] = PACE ("04", "02", "0D");
static const char im_128_p224[] = PACE ("04", "02", "0A");
static const char dh_im[] = PACE ("03", "02", "02");
static const char gm_unknown_curve[] = PACE ("02", "02", "1F");
static const char version_1[] = "3012060A04007F00070202040202020101 02010C";
static const char no_number[] = "300F060A04007F0007020204020202 0102";

static ParvisPaceFinding
find (const char *const *infos, ParvisPaceInfo *info)
{
  g_autofree char *text = g_strjoinv ("", (char **) infos);
  g_autoptr (GBytes) inner = hex (text);
  g_autoptr (GByteArray) file = g_byte_array_new ();

  parvis_tlv_append (file, 0x31, hex_data (inner), g_bytes_get_size (inner));
  return parvis_pace_info_find (file->data, file->len, info);
}

#define FIND(info, ...) find ((const char *const[]){ __VA_ARGS__, NULL }, info)

static void
test_best (void)
{
  ParvisPaceInfo info;

  g_assert_cmpint (FIND (&info, gm_3des_p256, gm_256_bp384, gm_128_p256), ==, PARVIS_PACE_FOUND);
  g_assert_cmpint (info.cipher, ==, PARVIS_EMRTD_AES_256);
  g_assert_cmpuint (info.parameters, ==, 16);
  g_assert_true (info.ambiguous);
  g_assert_cmpint (FIND (&info, cam_256_bp384, gm_128_p256), ==, PARVIS_PACE_FOUND);
  g_assert_cmpint (info.mapping, ==, PARVIS_PACE_GENERIC);
  g_assert_cmpint (FIND (&info, gm_128_p256, cam_256_bp384), ==, PARVIS_PACE_FOUND);
  g_assert_cmpint (info.mapping, ==, PARVIS_PACE_GENERIC);
  g_assert_cmpint (FIND (&info, CHIP_AUTHENTICATION, cam_256_bp384), ==, PARVIS_PACE_FOUND);
  g_assert_cmpint (info.mapping, ==, PARVIS_PACE_CHIP_AUTHENTICATION);
  g_assert_false (info.ambiguous);
  g_assert_cmpint (FIND (&info, dh_gm, im_128_bp256, OWN_PARAMETERS, gm_128_p256), ==, PARVIS_PACE_FOUND);
  g_assert_cmpuint (info.parameters, ==, 12);
  g_assert_true (info.ambiguous);
}

static void
test_integrated (void)
{
  ParvisPaceInfo info;

  g_assert_cmpint (FIND (&info, cam_256_bp384, im_128_bp256), ==, PARVIS_PACE_FOUND);
  g_assert_cmpint (info.mapping, ==, PARVIS_PACE_INTEGRATED);
  /* Its prime is 1 modulo 4. */
  g_assert_cmpint (FIND (&info, im_128_p224), ==, PARVIS_PACE_UNSUPPORTED);
}

static void
test_not_ours (void)
{
  ParvisPaceInfo info;

  g_assert_cmpint (FIND (&info, CHIP_AUTHENTICATION), ==, PARVIS_PACE_ABSENT);
  g_assert_cmpint (FIND (&info, dh_gm), ==, PARVIS_PACE_UNSUPPORTED);
  g_assert_cmpint (FIND (&info, CHIP_AUTHENTICATION, dh_im), ==, PARVIS_PACE_UNSUPPORTED);
  g_assert_cmpint (FIND (&info, gm_unknown_curve, OWN_PARAMETERS), ==, PARVIS_PACE_UNSUPPORTED);
  g_assert_cmpint (FIND (&info, version_1), ==, PARVIS_PACE_UNSUPPORTED);
  g_assert_cmpint (FIND (&info, no_number), ==, PARVIS_PACE_UNSUPPORTED);
  g_assert_cmpint (FIND (&info, cam_3des), ==, PARVIS_PACE_UNSUPPORTED);
}

static void
test_malformed (void)
{
  static const char *const files[]
      = { "", "30", "3000", "3102 0000", "3102 3000", "3103 3001 00", "3100 00", "3114 3012" };
  ParvisPaceInfo info;

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GBytes) file = hex (files[i]);

      g_assert_cmpint (parvis_pace_info_find (hex_data (file), g_bytes_get_size (file), &info), ==,
                       PARVIS_PACE_MALFORMED);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/emrtd/security-info/best", test_best);
  g_test_add_func ("/emrtd/security-info/integrated", test_integrated);
  g_test_add_func ("/emrtd/security-info/not-ours", test_not_ours);
  g_test_add_func ("/emrtd/security-info/malformed", test_malformed);
  return g_test_run ();
}
