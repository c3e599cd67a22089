/* SPDX-License-Identifier: EUPL-1.2 */
#include <math.h>

#include "ui/style/tokens.h"

static void
check (const ParvisTokens *tokens, const char *name, const char *expected)
{
  g_autofree char *value = parvis_tokens_lookup (tokens, name);

  g_assert_cmpstr (value, ==, expected);
}

static void
test_lengths (void)
{
  ParvisTokens tokens = { .scale = 1, .town = "#1d4e89" };

  check (&tokens, "t1", "62.0px");
  check (&tokens, "r1", "28.0px");
  check (&tokens, "s12", "96.0px");
  check (&tokens, "px(108)", "108.0px");
  check (&tokens, "touch(82)", "82.0px");
  tokens.scale = 0.5;
  check (&tokens, "t6", "13.0px");
  check (&tokens, "w2", "1.0px");
  check (&tokens, "px(1)", "1.0px"); /* a stroke does not vanish */
  tokens.large = TRUE;
  check (&tokens, "t6", "21.0px");
  check (&tokens, "r1", "14.0px"); /* only words grow */
}

/* EN 301 549, 5.1.4: capitals of 4 mm, of 7.3 mm in large text, on the screen that is really there. */
static void
test_millimetres (void)
{
  ParvisTokens tokens = { .scale = 1, .town = "#1d4e89", .px_per_mm = 4.032 }; /* 21.5 inches, 1080 pixels wide */
  g_autofree char *normal = parvis_tokens_lookup (&tokens, "t6");
  g_autofree char *large = NULL;

  g_assert_cmpfloat (g_ascii_strtod (normal, NULL) * 0.727 / tokens.px_per_mm, >=, 4.0);
  check (&tokens, "touch(60)", "80.6px"); /* 20 mm */
  tokens.large = TRUE;
  large = parvis_tokens_lookup (&tokens, "t6");
  g_assert_cmpfloat (g_ascii_strtod (large, NULL) * 0.727 / tokens.px_per_mm, >=, 7.29);
}

static double
contrast (const ParvisTokens *tokens, const char *words, const char *ground)
{
  g_autofree char *a = parvis_tokens_lookup (tokens, words);
  g_autofree char *b = parvis_tokens_lookup (tokens, ground);

  return parvis_tokens_contrast (a, b);
}

/* Every pair of words and ground that the style sheets use. */
static void
test_contrast (void)
{
  static const char *const pairs[][2] = {
    { "ink", "paper" },     { "ink", "card" },       { "ink-2", "paper" },   { "ink-2", "card" },
    { "town-ink", "town" }, { "town", "town-soft" }, { "town", "card" },     { "ok", "ok-soft" },
    { "err", "err-soft" },  { "err", "card" },       { "ink", "warn-soft" }, { "ink", "mark" },
  };
  ParvisTokens tokens = { .scale = 1, .town = "#1d4e89" };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      tokens.contrast = FALSE;
      g_assert_cmpfloat (contrast (&tokens, pairs[i][0], pairs[i][1]), >=, 4.5);
      tokens.contrast = TRUE;
      g_assert_cmpfloat (contrast (&tokens, pairs[i][0], pairs[i][1]), >=, 7.0);
    }
  tokens.contrast = FALSE;
  g_assert_cmpfloat (contrast (&tokens, "ink", "paper"), >=, 7.0);
  g_assert_cmpfloat (contrast (&tokens, "ink-2", "paper"), >=, 6.5);
}

static void
test_ratio (void)
{
  g_assert_cmpfloat_with_epsilon (parvis_tokens_contrast ("#000000", "#ffffff"), 21, 0.01);
  g_assert_cmpfloat_with_epsilon (parvis_tokens_contrast ("#777777", "#ffffff"), 4.48,
                                  0.01); /* WCAG's own borderline grey */
  g_assert_cmpfloat (parvis_tokens_contrast ("red", "#ffffff"), ==, 0);
  g_assert_cmpfloat (parvis_tokens_contrast ("#12345", "#ffffff"), ==, 0);
  g_assert_cmpfloat (parvis_tokens_contrast (NULL, "#ffffff"), ==, 0);
}

static void
test_unknown (void)
{
  ParvisTokens tokens = { .scale = 1, .town = "#1d4e89" };

  check (&tokens, "colour-of-money", NULL);
  check (&tokens, "", NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tokens/lengths", test_lengths);
  g_test_add_func ("/tokens/millimetres", test_millimetres);
  g_test_add_func ("/tokens/contrast", test_contrast);
  g_test_add_func ("/tokens/ratio", test_ratio);
  g_test_add_func ("/tokens/unknown", test_unknown);
  return g_test_run ();
}
