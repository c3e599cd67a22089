/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/content/catalog-open.h"

G_BEGIN_DECLS

/* Opening hours: minutes since midnight, local time; a closing hour after an opening one. */
typedef struct
{
  guint8 weekday; /* 1 Monday to 7 */
  guint16 opens, closes;
} ParvisOpening;

typedef struct
{
  char *id, *name, *address, *phone, *email; /* phone, email (nullable) */
  char *kind;    /* "town-hall", "school", "library", "sport", "waste", "health", "park", "hall", "post", "cemetery",
                    "other" */
  char *summary; /* (nullable) what one finds there, one line */
  char *access;  /* (nullable) "Accessible en fauteuil roulant." */
  char *picture; /* (nullable) media name */
  gboolean masculine; /* "Ouvert" and not "Ouverte" */
  gboolean has_position;
  double latitude, longitude; /* degrees, WGS 84; 0 without a position */
  GArray *openings;           /* of ParvisOpening, sorted */
  char *hours_note;           /* (nullable) */
  char **closed_days;         /* "2026-12-25"; NULL-terminated */
} ParvisPlace;
void parvis_place_free (ParvisPlace *place);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisPlace, parvis_place_free)
/* In the bundle's order. */
GPtrArray *parvis_catalog_places (ParvisCatalog *self, const char *language, GError **error) G_GNUC_WARN_UNUSED_RESULT;
ParvisPlace *parvis_catalog_place (ParvisCatalog *self, const char *id, const char *language,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* One line for a person: "Ouverte aujourd’hui jusqu’à 17 h 30", "Fermée, rouvre à 13 h 30", "Fermée, ouvre
 * lundi à 9 h", "Ouvert jour et nuit"; without hours its note, else "". @now's own time zone counts.
 * (transfer full) */
char *parvis_place_describe_now (const ParvisPlace *place, GDateTime *now);
/* The week, one line a day: "Lundi : 9 h – 12 h, 13 h 30 – 17 h", "Mardi : fermé"; "" without hours.
 * (transfer full) */
char *parvis_place_describe_week (const ParvisPlace *place);

/* The same asked one by one. @now's own time zone counts. */
gboolean parvis_place_is_open (const ParvisPlace *place, GDateTime *now);
/* Of one day of the week (1 Monday to 7): "9 h – 12 h, 13 h 30 – 17 h", "fermé". (transfer full) */
char *parvis_place_describe_day (const ParvisPlace *place, int weekday);
/* The days of the next three months on which it would be open and is not, one a line: "Vendredi 25 décembre"; ""
 * without. (transfer full) */
char *parvis_place_describe_closings (const ParvisPlace *place, GDateTime *now);

G_END_DECLS
