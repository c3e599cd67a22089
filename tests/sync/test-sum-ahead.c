/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/base/sum-ahead.h"

#include "scratch.h"
#include "sync/base/digest.h"

#define EMPTY "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" /* FIPS 180-4, of no byte */

static GBytes *
some_bytes (gsize size)
{
  guint8 *data = g_malloc (size);

  for (gsize i = 0; i < size; i++)
    data[i] = (guint8) (i * 7 + i / 251);
  return g_bytes_new_take (data, size);
}

static void
assert_sum (const char *path, gsize size)
{
  g_autoptr (GBytes) bytes = some_bytes (size);
  g_autoptr (ParvisSumAhead) ahead = parvis_sum_ahead_begin (bytes, path);
  g_autofree char *expected = parvis_sha256 (bytes);
  g_autofree char *sum = parvis_sum_ahead_end (ahead);

  g_assert_cmpstr (sum, ==, expected);
}

/* Of every shape of the last piece, whether there is a file to push or not. */
static void
test_sums (void)
{
  static const gsize sizes[] = { 1, 262143, 262144, 262145, 2000000 };
  g_autoptr (Scratch) scratch = scratch_new ();
  g_autofree char *there = scratch_write (scratch, "there", "some bytes");
  g_autofree char *nowhere = scratch_path (scratch, "nowhere");

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      assert_sum (there, sizes[i]);
      assert_sum (nowhere, sizes[i]);
    }
  g_assert_false (g_file_test (nowhere, G_FILE_TEST_EXISTS));
}

static void
test_empty (void)
{
  g_autoptr (GBytes) nothing = g_bytes_new (NULL, 0);
  g_autoptr (ParvisSumAhead) ahead = parvis_sum_ahead_begin (nothing, "/nowhere");
  g_autofree char *sum = parvis_sum_ahead_end (ahead);

  g_assert_cmpstr (sum, ==, EMPTY);
}

/* Whoever fails on the way lets go of it: the thread is waited for, and the file is what it was. */
static void
test_let_go (void)
{
  g_autoptr (Scratch) scratch = scratch_new ();
  g_autofree char *path = scratch_write (scratch, "there", "some bytes");
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = some_bytes (4000000);

  parvis_sum_ahead_free (parvis_sum_ahead_begin (bytes, path));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "some bytes");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sum-ahead/sums", test_sums);
  g_test_add_func ("/sum-ahead/empty", test_empty);
  g_test_add_func ("/sum-ahead/let-go", test_let_go);
  return g_test_run ();
}
