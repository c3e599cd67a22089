/* SPDX-License-Identifier: EUPL-1.2
 *
 * Places: hours that follow each other, days that exist, positions that are whole.
 */
#include "app/content/check.h"

#include "sync/base/json.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

static void
check_opening (JsonObject *opening, const char *pointer, GPtrArray *faults)
{
  if (strcmp (parvis_json_string (opening, "from"), parvis_json_string (opening, "to")) >= 0)
    parvis_faults_add (faults, "places.json", pointer, _ ("cette ouverture finit avant de commencer"),
                       _ ("Corrigez « from » ou « to » ; une nuit s’écrit sur deux jours, jusqu’à 24:00 puis "
                          "depuis 00:00."));
}

static gboolean
overlap (JsonObject *a, JsonObject *b)
{
  return json_object_get_int_member (a, "day") == json_object_get_int_member (b, "day")
         && strcmp (parvis_json_string (a, "from"), parvis_json_string (b, "to")) < 0
         && strcmp (parvis_json_string (b, "from"), parvis_json_string (a, "to")) < 0;
}

static void
check_openings (JsonArray *openings, guint place, GPtrArray *faults)
{
  for (guint i = 0; openings != NULL && i < json_array_get_length (openings); i++)
    {
      g_autofree char *pointer = g_strdup_printf ("/places/%u/openings/%u", place, i);
      JsonObject *opening = json_array_get_object_element (openings, i);

      check_opening (opening, pointer, faults);
      for (guint j = 0; j < i; j++)
        if (overlap (opening, json_array_get_object_element (openings, j)))
          parvis_faults_add (faults, "places.json", pointer, _ ("cette ouverture en recouvre une autre du même jour"),
                             _ ("Réunissez-les, ou corrigez leurs heures."));
    }
}

static gboolean
is_day (const char *text)
{
  return g_date_valid_dmy ((GDateDay) atoi (text + 8), (GDateMonth) atoi (text + 5), (GDateYear) atoi (text));
}

static void
check_closed_days (JsonArray *days, guint place, GPtrArray *faults)
{
  for (guint i = 0; days != NULL && i < json_array_get_length (days); i++)
    {
      const char *day = json_array_get_string_element (days, i);
      g_autofree char *pointer = g_strdup_printf ("/places/%u/closed_days/%u", place, i);

      if (!is_day (day))
        parvis_faults_take (faults, "places.json", pointer,
                            g_strdup_printf (_ ("« %s » n’existe pas dans le calendrier"), day),
                            g_strdup (_ ("Corrigez la date.")));
    }
}

static void
check_position (JsonObject *place, guint index, GPtrArray *faults)
{
  g_autofree char *pointer = g_strdup_printf ("/places/%u", index);

  if (json_object_has_member (place, "latitude") != json_object_has_member (place, "longitude"))
    parvis_faults_add (faults, "places.json", pointer, _ ("la latitude et la longitude vont ensemble"),
                       _ ("Ajoutez celle qui manque, ou retirez l’autre."));
}

void
parvis_check_places (ParvisTree *tree, GPtrArray *faults)
{
  JsonArray *places = parvis_check_array (tree, "places.json", "places");

  for (guint i = 0; places != NULL && i < json_array_get_length (places); i++)
    {
      JsonObject *place = json_array_get_object_element (places, i);

      check_openings (parvis_json_array (place, "openings"), i, faults);
      check_closed_days (parvis_json_array (place, "closed_days"), i, faults);
      check_position (place, i, faults);
    }
}
