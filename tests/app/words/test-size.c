/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/words/size.h"

static void
test_sizes (void)
{
  static const struct
  {
    guint64 bytes;
    const char *said;
  } cases[] = {
    { 0, "0\u00a0octet" },
    { 1, "1\u00a0octet" },
    { 999, "999\u00a0octets" },
    { 1000, "1\u00a0ko" },
    { 1500, "1,5\u00a0ko" },
    { 9999, "9,9\u00a0ko" },
    { 999999, "999\u00a0ko" },
    { 1000000, "1\u00a0Mo" },
    { 856000000, "856\u00a0Mo" },
    { G_GUINT64_CONSTANT (1234567890), "1,2\u00a0Go" },
    { G_GUINT64_CONSTANT (12345678901), "12\u00a0Go" },
    { G_GUINT64_CONSTANT (7000000000000), "7\u00a0To" },
    { G_MAXUINT64, "18446744\u00a0To" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *said = parvis_words_size (cases[i].bytes);

      g_assert_cmpstr (said, ==, cases[i].said);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/size/sizes", test_sizes);
  return g_test_run ();
}
