/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/content/near.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/words/calendar.h"

#define METRES_A_DEGREE 111195.0 /* of latitude */
#define HERE            20       /* metres: on the spot */

/* From north, clockwise. */
static const char *const sentences[] = {
  N_ ("à %1$s au nord de : %2$s"),    N_ ("à %1$s au nord-est de : %2$s"),   N_ ("à %1$s à l’est de : %2$s"),
  N_ ("à %1$s au sud-est de : %2$s"), N_ ("à %1$s au sud de : %2$s"),        N_ ("à %1$s au sud-ouest de : %2$s"),
  N_ ("à %1$s à l’ouest de : %2$s"),  N_ ("à %1$s au nord-ouest de : %2$s"),
};

/* As people say it: 80 m, 350 m, 1,2 km. (transfer full) */
static char *
words_of_distance (double metres)
{
  g_autofree char *kilometres = NULL;
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  int step = metres < 100 ? 10 : 50;

  if (metres < 975)
    return g_strdup_printf (_ ("%d m"), (int) round (metres / step) * step);
  kilometres = g_strdup (g_ascii_formatd (buffer, sizeof buffer, "%.1f", metres / 1000));
  g_strdelimit (kilometres, ".", *parvis_words_decimal_mark ());
  return g_strdup_printf (_ ("%s km"), kilometres);
}

char *
parvis_near_describe (const GPtrArray *places, double latitude, double longitude)
{
  const ParvisPlace *nearest = NULL;
  double least = INFINITY, east = 0, north = 0;
  g_autofree char *distance = NULL;

  for (guint i = 0; places != NULL && i < places->len; i++)
    {
      const ParvisPlace *place = places->pdata[i];
      double x = (longitude - place->longitude) * METRES_A_DEGREE * cos (latitude * G_PI / 180);
      double y = (latitude - place->latitude) * METRES_A_DEGREE;

      if (!place->has_position || hypot (x, y) >= least)
        continue;
      nearest = place;
      least = hypot (x, y);
      east = x;
      north = y;
    }
  if (nearest == NULL || least <= HERE)
    return nearest != NULL ? g_strdup (nearest->name) : NULL;
  distance = words_of_distance (least);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (_ (sentences[(int) lround (atan2 (east, north) / (G_PI / 4) + 8) % 8]), distance,
                          nearest->name);
#pragma GCC diagnostic pop
}
