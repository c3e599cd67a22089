/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/scanner/sane-pixels.h"
#include "drivers/scanner/scanner.h"

static GBytes *
convert (const SANE_Parameters *parameters, const guint8 *data, gsize size, gsize piece, guint *width, guint *height)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisSanePixels) pixels = parvis_sane_pixels_new (parameters, &error);

  g_assert_no_error (error);
  for (gsize at = 0; at < size; at += piece)
    g_assert_true (parvis_sane_pixels_take (pixels, data + at, MIN (piece, size - at), &error));
  return parvis_sane_pixels_finish (pixels, width, height);
}

static void
check (const SANE_Parameters *parameters, const guint8 *data, gsize size, const guint8 *expected, gsize expected_size)
{
  for (guint piece = 1; piece <= size; piece++)
    {
      guint width, height;
      g_autoptr (GBytes) rgb = convert (parameters, data, size, piece, &width, &height);

      g_assert_cmpmem (g_bytes_get_data (rgb, NULL), (int) g_bytes_get_size (rgb), expected, (int) expected_size);
      g_assert_cmpuint (width * height * 3, ==, expected_size);
    }
}

static void
test_colour (void)
{
  SANE_Parameters p = { SANE_FRAME_RGB, SANE_TRUE, 7, 2, 2, 8 }; /* one byte of padding a line */
  const guint8 data[] = { 1, 2, 3, 4, 5, 6, 0, 7, 8, 9, 10, 11, 12, 0 };
  const guint8 rgb[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 };

  check (&p, data, sizeof data, rgb, sizeof rgb);
}

static void
test_grey (void)
{
  SANE_Parameters p = { SANE_FRAME_GRAY, SANE_TRUE, 2, 2, -1, 8 };
  const guint8 data[] = { 10, 20, 30, 40, 99 }; /* a last row that never ends is dropped */
  const guint8 rgb[] = { 10, 10, 10, 20, 20, 20, 30, 30, 30, 40, 40, 40 };

  check (&p, data, sizeof data, rgb, sizeof rgb);
}

static void
test_line_art (void)
{
  SANE_Parameters p = { SANE_FRAME_GRAY, SANE_TRUE, 2, 9, 1, 1 };
  const guint8 data[] = { 0x80, 0x80 };
  guint8 rgb[27];

  for (int i = 0; i < 27; i++)
    rgb[i] = i / 3 == 0 || i / 3 == 8 ? 0 : 255;
  check (&p, data, sizeof data, rgb, sizeof rgb);
}

static void
test_deep (void)
{
  const guint16 samples[] = { 0xff00, 0x8012, 0x0001 };
  SANE_Parameters p = { SANE_FRAME_RGB, SANE_TRUE, 6, 1, 1, 16 };
  const guint8 rgb[] = { 0xff, 0x80, 0 };

  check (&p, (const guint8 *) samples, sizeof samples, rgb, sizeof rgb);
}

static void
refuse (SANE_Parameters p, ParvisScannerError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisSanePixels) pixels = parvis_sane_pixels_new (&p, &error);

  g_assert_null (pixels);
  g_assert_error (error, PARVIS_SCANNER_ERROR, (int) code);
}

static void
test_refused (void)
{
  refuse ((SANE_Parameters){ SANE_FRAME_RED, SANE_TRUE, 10, 10, 10, 8 }, PARVIS_SCANNER_ERROR_FAILED);
  refuse ((SANE_Parameters){ SANE_FRAME_RGB, SANE_TRUE, 10, 10, 10, 8 },
          PARVIS_SCANNER_ERROR_FAILED); /* lines too short */
  refuse ((SANE_Parameters){ SANE_FRAME_GRAY, SANE_TRUE, 0, 0, 10, 8 }, PARVIS_SCANNER_ERROR_FAILED);
  refuse ((SANE_Parameters){ SANE_FRAME_GRAY, SANE_TRUE, -5, -5, 10, 8 }, PARVIS_SCANNER_ERROR_FAILED);
  refuse ((SANE_Parameters){ SANE_FRAME_GRAY, SANE_TRUE, 10, 10, 10, 12 }, PARVIS_SCANNER_ERROR_FAILED);
  refuse ((SANE_Parameters){ SANE_FRAME_GRAY, SANE_TRUE, G_MAXINT, 10, 10, 8 }, PARVIS_SCANNER_ERROR_FAILED);
  refuse ((SANE_Parameters){ SANE_FRAME_GRAY, SANE_TRUE, 100000, 100000, 100000, 8 }, PARVIS_SCANNER_ERROR_TOO_LARGE);
}

static void
test_endless (void)
{
  SANE_Parameters p = { SANE_FRAME_GRAY, SANE_TRUE, 10000, 10000, -1, 8 };
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisSanePixels) pixels = parvis_sane_pixels_new (&p, &error);
  g_autofree guint8 *line = g_malloc0 (10000);
  gsize lines = 0;

  while (parvis_sane_pixels_take (pixels, line, 10000, &error))
    lines++;
  g_assert_error (error, PARVIS_SCANNER_ERROR, PARVIS_SCANNER_ERROR_TOO_LARGE);
  g_assert_cmpuint (lines, ==, PARVIS_SCANNER_MAX_PIXELS / 10000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sane-pixels/colour", test_colour);
  g_test_add_func ("/sane-pixels/grey", test_grey);
  g_test_add_func ("/sane-pixels/line-art", test_line_art);
  g_test_add_func ("/sane-pixels/deep", test_deep);
  g_test_add_func ("/sane-pixels/refused", test_refused);
  g_test_add_func ("/sane-pixels/endless", test_endless);
  return g_test_run ();
}
