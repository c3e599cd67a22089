/* SPDX-License-Identifier: EUPL-1.2
 *
 * What a schema cannot say: that a day exists, that an end follows its beginning, that a colour can be read upon.
 */
#include "app/content/check.h"

#include "sync/base/json.h"

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
  double luminance = 0.2126 * linear (rgb >> 16) + 0.7152 * linear ((rgb >> 8) & 0xff) + 0.0722 * linear (rgb & 0xff);

  return 1.05 / (luminance + 0.05);
}

static void
check_colour (JsonObject *commune, GPtrArray *faults)
{
  double contrast = parvis_colour_contrast_with_white (parvis_json_string (commune, "colour"));

  if (contrast < CONTRAST_MIN)
    parvis_faults_take (
        faults, "bundle.json", "/commune/colour",
        g_strdup_printf (_ ("du texte blanc ne se lit pas sur cette couleur : contraste %.1f:1, 4,5:1 au moins"),
                         contrast),
        g_strdup (_ ("Choisissez une couleur plus foncée.")));
}

static void
check_instant (const char *file, const char *pointer, const char *text, GPtrArray *faults)
{
  g_autoptr (GDateTime) instant = g_date_time_new_from_iso8601 (text, NULL);

  if (instant == NULL)
    parvis_faults_take (faults, file, pointer, g_strdup_printf (_ ("« %s » n’existe pas dans le calendrier"), text),
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

/* Instants that exist, in order. @until may not be there. */
static void
check_span (const char *file, const char *pointer, JsonObject *object, const char *from, const char *until,
            GPtrArray *faults)
{
  const char *texts[] = { parvis_json_string (object, from), parvis_json_string (object, until) };
  g_autoptr (GDateTime) start = g_date_time_new_from_iso8601 (texts[0], NULL);
  g_autoptr (GDateTime) end = texts[1] != NULL ? g_date_time_new_from_iso8601 (texts[1], NULL) : NULL;

  check_instant (file, pointer, texts[0], faults);
  if (texts[1] != NULL)
    check_instant (file, pointer, texts[1], faults);
  if (start != NULL && end != NULL && g_date_time_compare (start, end) > 0)
    parvis_faults_take (faults, file, pointer,
                        g_strdup_printf (_ ("« %s » est avant « %s » : cela finit avant de commencer"), until, from),
                        g_strdup_printf (_ ("Corrigez « %s » ou « %s »."), from, until));
}

static const struct
{
  const char *file, *member, *from, *until;
} spans[] = {
  { "events.json", "events", "starts", "ends" },
  { "news.json", "news", "published", "expires" },
  { "notices.json", "notices", "from", "until" },
};

static void
check_spans (ParvisTree *tree, gsize kind, GPtrArray *faults)
{
  JsonArray *items = parvis_check_array (tree, spans[kind].file, spans[kind].member);

  for (guint i = 0; items != NULL && i < json_array_get_length (items); i++)
    {
      g_autofree char *pointer = g_strdup_printf ("/%s/%u", spans[kind].member, i);

      check_span (spans[kind].file, pointer, json_array_get_object_element (items, i), spans[kind].from,
                  spans[kind].until, faults);
    }
}

static void
check_events (ParvisTree *tree, GPtrArray *faults)
{
  JsonArray *events = parvis_check_array (tree, "events.json", "events");

  for (guint i = 0; events != NULL && i < json_array_get_length (events); i++)
    {
      JsonObject *event = json_array_get_object_element (events, i);
      g_autofree char *pointer = g_strdup_printf ("/events/%u", i);

      if (json_object_has_member (event, "place") && json_object_has_member (event, "place_name"))
        parvis_faults_add (faults, "events.json", pointer, _ ("cet événement a deux lieux"),
                           _ ("Gardez « place » ou « place_name »."));
    }
}

/* A word that the search could never meet is a mistake of who wrote it. */
static void
check_synonym (const char *word, const char *pointer, GPtrArray *faults)
{
  for (const char *c = word; *c != '\0'; c = g_utf8_next_char (c))
    if (g_unichar_isalnum (g_utf8_get_char (c)))
      return;
  parvis_faults_add (faults, "synonyms.json", pointer, _ ("ce synonyme ne contient aucune lettre"),
                     _ ("Écrivez-le, ou retirez-le."));
}

static void
check_synonyms (ParvisTree *tree, GPtrArray *faults)
{
  JsonArray *groups = parvis_check_array (tree, "synonyms.json", "groups");

  for (guint i = 0; groups != NULL && i < json_array_get_length (groups); i++)
    {
      JsonArray *words = json_array_get_array_element (groups, i);
      g_autofree char *base = g_strdup_printf ("/groups/%u", i);

      parvis_check_unique_strings (words, "synonyms.json", base, faults);
      for (guint j = 0; j < json_array_get_length (words); j++)
        {
          g_autofree char *pointer = g_strdup_printf ("%s/%u", base, j);

          check_synonym (json_array_get_string_element (words, j), pointer, faults);
        }
    }
}

void
parvis_check_values (ParvisTree *tree, GPtrArray *faults)
{
  check_bundle (tree, faults);
  for (gsize i = 0; i < G_N_ELEMENTS (spans); i++)
    check_spans (tree, i, faults);
  check_events (tree, faults);
  check_synonyms (tree, faults);
}
