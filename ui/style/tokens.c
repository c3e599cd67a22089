/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/style/tokens.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Inter's capitals are 0.727 of its size: capital heights of EN 301 549 5.1.4 are turned into type sizes with it. */
#define CAPITAL_HEIGHT   0.727
#define CAPITAL_MM       4.0
#define CAPITAL_MM_LARGE 7.3
#define TOUCH_MM         20.0

static const struct
{
  const char *name, *normal, *contrast; /* NULL: computed from the commune's colour */
} colours[] = {
  { "ink", "#14263b", "#ffffff" },
  { "ink-2", "#46586c", "#ffffff" },
  { "paper", "#f7f4ee", "#000000" },
  { "card", "#ffffff", "#000000" },
  { "line", "#d9d3c6", "#ffffff" },
  { "town", NULL, "#ffe14d" },
  { "town-ink", "#ffffff", "#000000" },
  { "town-soft", NULL, "#000000" },
  { "town-deep", NULL, "#000000" },
  { "ok", "#22694a", "#7dffb2" },
  { "ok-soft", "#e2f0e8", "#000000" },
  { "warn", "#8a5a00", "#ffe14d" },
  { "warn-soft", "#fdf1d8", "#000000" },
  { "err", "#a12a1c", "#ffb3a8" },
  { "err-soft", "#fbe9e6", "#000000" },
  { "alarm", "#a12a1c", "#000000" }, /* behind an urgent notice */
  { "night", "#0c2036", "#000000" },
  { "mark", "#ffe7a3", "#5c4b00" }, /* under words that were searched for */
  { "dusk", "#dfa56c", "#000000" },
  { "veil", "rgba(8,22,40,0.62)", "rgba(0,0,0,0.85)" },
  { "snow", "#ffffff", "#ffffff" },
  { "dark", "#000000", "#000000" },
  { "sky", NULL, "#000000" },        /* the town's colour where white words stand on it */
  { "slate", "#122b49", "#000000" }, /* what lies on a picture, whatever the picture */
};

/* Lengths in design pixels. A type size has a second value for large text. */
static const struct
{
  const char *name;
  double normal, large; /* large 0: not a type size */
} lengths[] = {
  { "t0", 200, 200 }, { "t1", 62, 74 }, { "t2", 54, 66 }, { "t3", 40, 54 }, { "t4", 34, 48 },
  { "t5", 30, 45 },   { "t6", 26, 42 }, { "t7", 25, 26 }, /* the footer's keys, which must stay five in a row: 28 would
                                                             be wider than the screen */
  { "code", 72, 88 },                                     /* a tracking number, to be read from afar */
  { "k1", 30, 40 },   { "k2", 26, 34 }, /* words on the keyboard's keys, which must stay in their row */
  { "r1", 28, 0 },    { "r2", 18, 0 },  { "r3", 22, 0 },  { "w2", 2, 0 },   { "w3", 3, 0 },
  { "w4", 4, 0 },     { "w5", 5, 0 },   { "s1", 8, 0 },   { "s2", 16, 0 },  { "s3", 24, 0 },
  { "s4", 32, 0 },    { "s5", 40, 0 },  { "s6", 48, 0 },  { "s7", 56, 0 },  { "s8", 64, 0 },
  { "s9", 72, 0 },    { "s10", 80, 0 }, { "s11", 88, 0 }, { "s12", 96, 0 },
};

static gboolean
parse_colour (const char *text, guint rgb[3])
{
  int end = 0;

  return text != NULL && sscanf (text, "#%2x%2x%2x%n", &rgb[0], &rgb[1], &rgb[2], &end) == 3 && end == 7
         && text[7] == '\0';
}

static double
luminance (const guint rgb[3])
{
  static const double weight[3] = { 0.2126, 0.7152, 0.0722 };
  double sum = 0;

  for (int i = 0; i < 3; i++)
    {
      double c = rgb[i] / 255.0;
      sum += weight[i] * (c <= 0.04045 ? c / 12.92 : pow ((c + 0.055) / 1.055, 2.4));
    }
  return sum;
}

double
parvis_tokens_contrast (const char *a, const char *b)
{
  guint ca[3], cb[3];
  double la, lb;

  if (!parse_colour (a, ca) || !parse_colour (b, cb))
    return 0;
  la = luminance (ca);
  lb = luminance (cb);
  return (MAX (la, lb) + 0.05) / (MIN (la, lb) + 0.05);
}

/* @colour moved towards @target by @part of the way. */
static char *
mix (const char *colour, guint target, double part)
{
  guint rgb[3];

  if (!parse_colour (colour, rgb))
    return NULL;
  for (int i = 0; i < 3; i++)
    rgb[i] = (guint) lround (rgb[i] + (target - (double) rgb[i]) * part);
  return g_strdup_printf ("#%02x%02x%02x", rgb[0], rgb[1], rgb[2]);
}

static char *
town_colour (const ParvisTokens *tokens, const char *name)
{
  if (strcmp (name, "town-soft") == 0)
    return mix (tokens->town, 255, 0.88);
  if (strcmp (name, "town-deep") == 0)
    return mix (tokens->town, 0, 0.42);
  return g_strdup (tokens->town);
}

static double
type_floor (const ParvisTokens *tokens)
{
  return (tokens->large ? CAPITAL_MM_LARGE : CAPITAL_MM) * tokens->px_per_mm / CAPITAL_HEIGHT;
}

static char *
to_px (double pixels)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  /* GTK's CSS takes fractions; strokes under a pixel would vanish. */
  g_ascii_formatd (number, sizeof number, "%.1f", MAX (pixels, 1));
  return g_strconcat (number, "px", NULL);
}

/* Five keys in the footer, ten on a row of the keyboard: words that grew to the floor would be wider than the screen.
 */
static gboolean
is_bound_to_row (const char *name)
{
  return strcmp (name, "t7") == 0 || strcmp (name, "k1") == 0 || strcmp (name, "k2") == 0;
}

static char *
lookup_length (const ParvisTokens *tokens, const char *name)
{
  if (g_str_has_prefix (name, "px("))
    return to_px (g_ascii_strtod (name + 3, NULL) * tokens->scale);
  if (g_str_has_prefix (name, "touch("))
    return to_px (MAX (g_ascii_strtod (name + 6, NULL) * tokens->scale, TOUCH_MM * tokens->px_per_mm));
  for (gsize i = 0; i < G_N_ELEMENTS (lengths); i++)
    if (strcmp (lengths[i].name, name) == 0)
      {
        gboolean type = lengths[i].large > 0;
        double length = (type && tokens->large ? lengths[i].large : lengths[i].normal) * tokens->scale;
        return to_px (type && !is_bound_to_row (name) ? MAX (length, type_floor (tokens)) : length);
      }
  return NULL;
}

char *
parvis_tokens_lookup (const ParvisTokens *tokens, const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (colours); i++)
    {
      if (strcmp (colours[i].name, name) != 0)
        continue;
      if (tokens->contrast)
        return g_strdup (colours[i].contrast);
      return colours[i].normal != NULL ? g_strdup (colours[i].normal) : town_colour (tokens, name);
    }
  return lookup_length (tokens, name);
}
