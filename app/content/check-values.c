/* SPDX-License-Identifier: EUPL-1.2
 *
 * What a schema cannot say: that a day exists, that hours follow each other, that a colour can be read upon.
 */
#include "app/content/check.h"

#include "sync/json.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define CONTRAST_MIN 4.5 /* WCAG 2.1, 1.4.3 */

/* WCAG 2.1, "relative luminance". */
static double
linear (long byte)
{
  double c = (double) byte / 255;

  return c <= 0.04045 ? c / 12.92 : pow ((c + 0.055) / 1.055, 2.4);
}

double
parvis_colour_contrast_with_white (const char *colour)
{
  long rgb = strtol (colour + 1, NULL, 16);
  double luminance
      = 0.2126 * linear (rgb >> 16) + 0.7152 * linear ((rgb >> 8) & 0xff) + 0.0722 * linear (rgb & 0xff);

  return 1.05 / (luminance + 0.05);
}

static void
check_colour (JsonObject *commune, GPtrArray *faults)
{
  double contrast = parvis_colour_contrast_with_white (parvis_json_string (commune, "colour"));

  if (contrast < CONTRAST_MIN)
    parvis_faults_take (
        faults, "bundle.json", "/commune/colour",
        g_strdup_printf (
            _ ("du texte blanc ne se lit pas sur cette couleur : contraste %.1f:1, 4,5:1 au moins"),
            contrast),
        g_strdup (_ ("Choisissez une couleur plus foncée.")));
}

static void
check_instant (const char *file, const char *pointer, const char *text, GPtrArray *faults)
{
  g_autoptr (GDateTime) instant = g_date_time_new_from_iso8601 (text, NULL);

  if (instant == NULL)
    parvis_faults_take (faults, file, pointer,
                        g_strdup_printf (_ ("« %s » n’existe pas dans le calendrier"), text),
                        g_strdup (_ ("Corrigez la date.")));
}

static void
check_bundle (ParvisTree *tree, GPtrArray *faults)
{
  JsonObject *bundle = parvis_json_node_object (parvis_tree_json (tree, "bundle.json"));
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  JsonArray *languages = parvis_json_array (bundle, "languages");

  if (bundle == NULL)
    return;
  check_colour (parvis_json_object (bundle, "commune"), faults);
  check_instant ("bundle.json", "/expires", parvis_json_string (bundle, "expires"), faults);
  if (strcmp (json_array_get_string_element (languages, 0), "fr") != 0)
    parvis_faults_add (faults, "bundle.json", "/languages/0", _ ("le français n’est pas la première langue"),
                       _ ("Mettez \"fr\" en premier : tout le reste en est traduit."));
  for (guint i = 0; i < json_array_get_length (languages); i++)
    if (!g_hash_table_add (seen, (gpointer) json_array_get_string_element (languages, i)))
      parvis_faults_add (faults, "bundle.json", "/languages", _ ("une langue est écrite deux fois"),
                         _ ("Retirez l’une des deux."));
}

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
          parvis_faults_add (faults, "places.json", pointer,
                             _ ("cette ouverture en recouvre une autre du même jour"),
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
check_places (ParvisTree *tree, GPtrArray *faults)
{
  JsonArray *places
      = parvis_json_array (parvis_json_node_object (parvis_tree_json (tree, "places.json")), "places");

  for (guint i = 0; places != NULL && i < json_array_get_length (places); i++)
    {
      JsonObject *place = json_array_get_object_element (places, i);

      check_openings (parvis_json_array (place, "openings"), i, faults);
      check_closed_days (parvis_json_array (place, "closed_days"), i, faults);
    }
}

static void
check_event (JsonObject *event, guint index, GPtrArray *faults)
{
  const char *starts = parvis_json_string (event, "starts"), *ends = parvis_json_string (event, "ends");
  g_autofree char *pointer = g_strdup_printf ("/events/%u", index);
  g_autoptr (GDateTime) from = g_date_time_new_from_iso8601 (starts, NULL);
  g_autoptr (GDateTime) to = g_date_time_new_from_iso8601 (ends, NULL);

  check_instant ("events.json", pointer, starts, faults);
  check_instant ("events.json", pointer, ends, faults);
  if (from != NULL && to != NULL && g_date_time_compare (from, to) > 0)
    parvis_faults_add (faults, "events.json", pointer, _ ("cet événement finit avant de commencer"),
                       _ ("Corrigez « starts » ou « ends »."));
  if (json_object_has_member (event, "place") && json_object_has_member (event, "place_name"))
    parvis_faults_add (faults, "events.json", pointer, _ ("cet événement a deux lieux"),
                       _ ("Gardez « place » ou « place_name »."));
}

void
parvis_check_values (ParvisTree *tree, GPtrArray *faults)
{
  JsonArray *events
      = parvis_json_array (parvis_json_node_object (parvis_tree_json (tree, "events.json")), "events");

  check_bundle (tree, faults);
  check_places (tree, faults);
  for (guint i = 0; events != NULL && i < json_array_get_length (events); i++)
    check_event (json_array_get_object_element (events, i), i, faults);
}
